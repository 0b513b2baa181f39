import fc from 'fast-check';

import { contentOfText } from '../../../../lib/drafting/read/content-of-text';
import type { Block, DraftContent, Profile } from '../../../../lib/drafting/types';
import { letter, press, reply, report, speech } from './small-profiles';

const shown = ({ title, subtitles, sections }: DraftContent) => ({
	title,
	subtitles,
	sections: sections.map(({ id, heading, blocks }) => [id, heading, ...blocks.map(blockShown)]),
});
const blockShown = (block: Block): string =>
	block.kind === 'paragraph' ? block.text : block.kind === 'item' ? `${block.level}>${block.text}` : [block.columns, ...block.rows].map((row) => row.join('/')).join(' ; ');

describe('contentOfText', () => {
	it('shares the paragraphs of a press release among lead, body and quotation', () => {
		const text = [
			'보 도 자 료', '', '의정부시, 책으로 이웃을 잇는 나눔 한마당 연다', '- 12월 5일 시청 대강당 -', '- 기증 도서 1,200권 나눔 -', '',
			'의정부시(시장 서강민)는 12월 5일 책 나눔 한마당을 연다.', '', '이번 행사는 책 나눔 문화를 넓히기 위해 마련했다.', '시민이 기증한 책 1,200권을 나눈다.',
		].join('\r\n');
		expect(shown(contentOfText(text, press))).toEqual({
			title: '의정부시, 책으로 이웃을 잇는 나눔 한마당 연다',
			subtitles: ['12월 5일 시청 대강당', '기증 도서 1,200권 나눔'],
			sections: [
				['lead', '', '의정부시(시장 서강민)는 12월 5일 책 나눔 한마당을 연다.'],
				['body', '', '이번 행사는 책 나눔 문화를 넓히기 위해 마련했다.', '시민이 기증한 책 1,200권을 나눈다.'],
			],
		});
	});

	it('finds the sections of a report by their headings, whatever marks and spaces they have', () => {
		const text = ['가로등 정비 결과 보고', '【 요약 】', '노후 가로등 교체 결과를 보고하고자 함.', 'Ⅰ. 추진배경', '□ 노후 가로등 민원 증가', '  ○ 민원 120건', '    - 흥선동 40건', '2. 현 황', '○ 교체 대상 300개', '향후 계획:', '□ 12월 준공'].join('\n');
		expect(shown(contentOfText(text, report))).toEqual({
			title: '가로등 정비 결과 보고',
			subtitles: [],
			sections: [
				['summary', '요약', '노후 가로등 교체 결과를 보고하고자 함.'],
				['background', '추진 배경', '1>노후 가로등 민원 증가', '2>민원 120건', '3>흥선동 40건'],
				['status', '현황', '2>교체 대상 300개'],
				['plan', '향후 계획', '1>12월 준공'],
			],
		});
	});

	it.each([
		['tabs', '구분\t장점\t단점\n1안\t빠름\t비쌈\n2안\t쌈\t느림'],
		['bars', '| 구분 | 장점 | 단점 |\n|---|---|---|\n| 1안 | 빠름 | 비쌈 |\n| 2안 | 쌈 | 느림 |'],
		['no head', '1안\t빠름\t비쌈\n2안\t쌈\t느림'],
	])('reads a table with %s', (_, table) => {
		const { sections } = contentOfText(`대안 보고\n현황\n- 두 가지 안\n대안 비교\n${table}\n향후 계획\n□ 결정`, report);
		expect(sections[1]?.blocks).toEqual([{ kind: 'table', columns: ['구분', '장점', '단점'], rows: [['1안', '빠름', '비쌈'], ['2안', '쌈', '느림']] }]);
	});

	it('takes a first row with figures for a row, not for the head of the table', () => {
		const { sections } = contentOfText('현황 보고\n현황\n2025년\t1,200명\n2026년\t1,300명', report);
		expect(sections[0]?.blocks).toEqual([{ kind: 'table', columns: ['', ''], rows: [['2025년', '1,200명'], ['2026년', '1,300명']] }]);
	});

	it('reads the levels of a letter, its attachments and its end mark', () => {
		const text = ['제  목  2026년 하반기 공용차량 점검 알림', '1. 관련: 회계과-1234(2026. 11. 2.)', '2. 공용차량을 다음과 같이 점검하오니 협조하여 주시기 바랍니다.', '  가. 일시: 2026. 12. 3.(목) 10:00', '    1) 오전: 승용차', '', '붙임  점검 계획 1부.  끝.'].join('\n');
		expect(shown(contentOfText(text, letter))).toEqual({
			title: '2026년 하반기 공용차량 점검 알림',
			subtitles: [],
			sections: [
				['body', '', '1>관련: 회계과-1234(2026. 11. 2.)', '1>공용차량을 다음과 같이 점검하오니 협조하여 주시기 바랍니다.', '2>일시: 2026. 12. 3.(목) 10:00', '3>오전: 승용차'],
				['attachments', '붙임', '점검 계획 1부.'],
			],
		});
	});

	it.each(['붙임  점검 계획 1부.  끝.', '붙임 점검 계획 1부.  끝.', '붙 임: 점검 계획 1부.  끝.'])('knows attachments as “%s”', (line) => {
		expect(contentOfText(`점검 알림\n1. 점검합니다.\n${line}`, letter).sections[1]).toEqual({ id: 'attachments', heading: '붙임', blocks: [{ kind: 'paragraph', text: '점검 계획 1부.' }] });
	});

	it('does not take the beginning of a date for an item mark', () => {
		expect(contentOfText('점검 알림\n2. 20.∼2. 24. 점검합니다.', letter).sections[0]?.blocks).toEqual([{ kind: 'paragraph', text: '2. 20.∼2. 24. 점검합니다.' }]);
	});

	it('knows lines that our own templates wrote', () => {
		const text = '안녕하십니까? 평소 시정에 관심을 가져 주셔서 감사합니다.\n민원 요지: 가로등이 꺼져 있음.\n검토 결과\n교체하겠습니다.\n담당부서: 도로과\n전화: 031-828-0000';
		expect(shown(contentOfText(text, reply)).sections).toEqual([
			['opening', '', '안녕하십니까? 평소 시정에 관심을 가져 주셔서 감사합니다.'],
			['gist', '민원 요지', '가로등이 꺼져 있음.'],
			['review', '검토 결과', '교체하겠습니다.'],
			['closing', '', '담당부서: 도로과', '전화: 031-828-0000'],
		]);
	});

	it.each([
		['an address to the audience', '존경하는 시민 여러분, 안녕하십니까?\n오늘은 뜻깊은 날입니다.\n감사합니다.'],
		['a sentence', '오늘은 뜻깊은 날입니다.\n여러분과 함께하겠습니다.\n감사합니다.'],
	])('does not take %s for the title', (_, text) => {
		const content = contentOfText(text, speech);
		expect(content.title).toBe('');
		expect(content.sections.map(({ id }) => id)).toEqual(['opening', 'meaning', 'closing']);
	});

	it('keeps what stands under a heading that the profile does not have', () => {
		const { sections } = contentOfText('정비 보고\nⅠ. 기대 효과\n□ 밝은 거리', report);
		expect(shown({ title: '', subtitles: [], sections }).sections).toEqual([['', '기대 효과', '1>밝은 거리']]);
	});

	it('joins the indented rest of an item that was wrapped', () => {
		expect(contentOfText('정비 보고\n현황\n□ 노후 가로등을\n   모두 교체함', report).sections[0]?.blocks).toEqual([{ kind: 'item', level: 1, text: '노후 가로등을 모두 교체함' }]);
	});

	it.each([['nothing', ''], ['spaces', ' \n\t\n '], ['control characters', '\u0000\u200b\ufeff']])('makes an empty document of %s', (_, text) => {
		expect(contentOfText(text, press)).toEqual({ title: '', subtitles: [], sections: [] });
	});

	it('loses no word, whatever the text', () => {
		const words = ['가로등', '교체', '현황', '요약', '□', '○', '-', '1.', '가.', 'Ⅰ.', '#', '제목:', '담당부서:', '끝', '120명', '|', '\t', '했다.', '“책”', '붙임'];
		const line = fc.array(fc.constantFrom(...words), { maxLength: 6 }).map((parts) => parts.join(' '));
		const profiles: readonly Profile[] = [press, report, reply, letter, speech];
		fc.assert(
			fc.property(fc.array(line, { maxLength: 25 }), fc.constantFrom(...profiles), (lines, profile) => {
				const content = contentOfText(lines.join('\n'), profile);
				const texts = [content.title, ...content.subtitles, ...content.sections.flatMap(({ heading, blocks }) => [heading, ...blocks.flatMap((block) => (block.kind === 'table' ? [...block.columns, ...block.rows.flat()] : [block.text]))])].join(' ');
				for (const word of ['가로등', '교체', '120명', '했다.', '“책”']) expect(countOf(texts, word)).toBe(countOf(lines.join('\n'), word));
			}),
		);
	});

	it('reads fifty thousand characters of lines', () => {
		const text = Array.from({ length: 2_500 }, (_, number) => `□ 가로등 ${number}번을 교체하였음`).join('\n');
		expect(contentOfText(`정비 보고\n현황\n${text}`, report).sections[0]?.blocks).toHaveLength(2_500);
	});
});

const countOf = (text: string, word: string): number => text.split(word).length - 1;
