import type { Block, DraftContent } from '../../../../lib/drafting/types';

export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
export const item = (level: 1 | 2 | 3 | 4, text: string): Block => ({ kind: 'item', level, text });
export const table = (...rows: string[][]): Block => ({ kind: 'table', columns: ['구분', '금액'], rows });

/** A report with prose, items and a table. */
export const report: DraftContent = {
	title: '노후 가로등 교체 결과 보고',
	subtitles: ['흥선동 일대 120개'],
	sections: [
		{ id: 'summary', heading: '요약', blocks: [paragraph('노후 가로등 교체 결과를 보고하고자 함.')] },
		{ id: 'status', heading: '현황', blocks: [item(1, '교체 대상 120개'), item(2, '흥선동 40개'), item(2, '가능동 80개')] },
		{ id: 'budget', heading: '소요 예산', blocks: [table(['공사비', '2,400만 원'], ['감리비', '300만 원'])] },
		{ id: 'plan', heading: '향후 계획', blocks: [item(1, '12월 준공 검사 실시'), item(1, '내년 3월 잔여 구간 착수')] },
	],
};

/** A release without headings. */
export const release: DraftContent = {
	title: '의정부시, 책 나눔 한마당 개최',
	subtitles: [],
	sections: [
		{ id: 'lead', heading: '', blocks: [paragraph('의정부시는 12월 5일 책 나눔 한마당을 연다.')] },
		{ id: 'body', heading: '', blocks: [paragraph('이번 행사는 책 나눔 문화를 넓히기 위해 마련했다.'), paragraph('시민이 기증한 책 1,200권을 나눈다.')] },
		{ id: 'quote', heading: '', blocks: [paragraph('서강민 시장은 “책으로 이웃을 만나는 하루가 되길 바란다”고 말했다.')] },
	],
};

/** Every text rewritten, as a model does that was asked for one thing. */
export function rewritten(content: DraftContent): DraftContent {
	const change = (text: string) => `${text} (고침)`;
	return {
		title: change(content.title),
		subtitles: content.subtitles.map(change),
		sections: content.sections.map((section) => ({
			...section,
			blocks: section.blocks.map((block) => (block.kind === 'table' ? { ...block, rows: block.rows.map((cells) => cells.map(change)) } : { ...block, text: change(block.text) })),
		})),
	};
}
