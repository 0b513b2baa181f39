import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';

import { extentOf, HwpxPaper } from '../../../../lib/transit/book/hwpx';
import { busiestSections, writeMemo } from '../../../../lib/transit/book/memo';
import type { BusReportModel } from '../../../../lib/transit/model';
import { renderHwpxToSvg } from '../../../../lib/vendor/kordoc';
import { busModel } from '../../../support/bus-model';
import { pictureOf, readHwpx, type HwpxPages } from './hwpx-pages';
import { ownFolder } from './read-book';

async function memoOf(model: BusReportModel): Promise<HwpxPages> {
	const file = join(ownFolder(), 'memo.hwpx');
	await writeMemo(model, file);
	return await readHwpx(file);
}

/** Every text as long as a careless master could make it. */
function verbose(): BusReportModel {
	const model = busModel();
	const long = (text: string) => `${text} ${'아주 긴 설명이 이어지는 문장입니다. '.repeat(20)}`;
	return {
		...model,
		city: '이름이매우긴특별자치시',
		contact: long(model.contact),
		headline: model.headline.map(long),
		cautions: [...model.cautions, ...model.cautions].map(long),
		dataState: { ...model.dataState, caution: long(model.dataState.caution) },
		unusualRoutes: [...model.unusualRoutes, ...model.unusualRoutes].map((row) => ({ ...row, routeName: long(row.routeName) })),
		crowding: model.crowding.map((row) => ({ ...row, routeName: long(row.routeName), stopName: long(row.stopName) })),
		candidates: [...model.candidates, ...model.candidates].map((row) => ({ ...row, where: long(row.where), kindName: long(row.kindName) })),
	};
}

describe('the memo of one page', () => {
	const model = busModel();
	let memo: HwpxPages;

	beforeAll(async () => {
		memo = await memoOf(model);
	});

	it('is a sound HWPX of one page', () => {
		expect([memo.sound, memo.pages]).toEqual([true, 1]);
	});

	it('has the parts of the office in their order', () => {
		const parts = ['시내버스 이용 현황 보고', '□ 기준일·자료 상태', '□ 요약', '□ 평소와 다른 노선', '□ 혼잡 구간', '□ 검토 필요', '□ 해석상 유의사항', '담당:'];
		const places = parts.map((part) => memo.text.indexOf(part));
		expect(places.every((place) => place >= 0)).toBe(true);
		expect(places).toEqual([...places].sort((a, b) => a - b));
	});

	it('says of which day and state it is', () => {
		for (const part of ['2026. 11. 19.(목요일)', '확정 제2판', '2026. 11. 20. 09:12', '자료 등급 B(유의하여 활용)', '정산 근거 아님(참고)', '교통정책과 버스정책팀 031-000-0000']) {
			expect(memo.text).toContain(part);
		}
	});

	it('gives the first three sentences of the summary', () => {
		expect(model.headline.map((sentence) => memo.text.includes(sentence))).toEqual([true, true, true, false]);
	});

	it('names the five routes that differ with their figures, and leaves the cause to be confirmed', () => {
		for (const route of model.unusualRoutes) {
			const line = memo.text.split('\n').find((one) => one.startsWith(`| ${route.routeName} |`)) ?? '';
			expect(line).toContain(route.boardings.toLocaleString('ko-KR'));
			expect(line).toContain('「확인 필요」');
		}
		expect(memo.text).toContain('| 1-1 | 9,297 | 7,097 | +31.0% |');
		expect(memo.text).toContain('| 37 | 6,109 | 8,038 | -24.0% |');
	});

	it('names the five busiest sections, one a route and direction, with what kind of figure it is', () => {
		const highest = Math.max(...model.crowding.map(({ maxLoad }) => maxLoad.estimated ?? 0));
		expect(memo.text).toContain(`${highest}(추정)`);
		const rows = busiestSections(model.crowding, 5);
		expect(rows).toHaveLength(5);
		expect(new Set(rows.map(({ routeKey, direction }) => `${routeKey} ${direction}`)).size).toBe(5);
		expect(rows.map(({ maxLoad }) => maxLoad.estimated ?? 0)).toEqual(rows.map(({ maxLoad }) => maxLoad.estimated ?? 0).sort((a, b) => b - a));
	});

	it('shows the observed days of what is to be reviewed and counts what it leaves out', () => {
		expect(memo.text).toMatch(/\[검토 대상\] .*평일 \d+일 중 \d+일 해당\(인가권자: /);
		const listed = memo.text.split('\n').filter((line) => /\[(검토 대상|관찰 \(\d+일\))\]/.test(line)).length;
		const rest = /그 밖 검토 대상 (\d+)건, 관찰 (\d+)건/.exec(memo.text);
		expect(listed + Number(rest?.[1] ?? 0) + Number(rest?.[2] ?? 0)).toBe(model.candidates.length);
	});

	it('renders to a picture of an A4 with letters on it', async () => {
		const { width, height, inked } = await pictureOf(memo.svg);
		expect(height / width).toBeCloseTo(297 / 210, 2);
		expect(inked).toBeGreaterThan(0.01);
	});
});

describe('a memo of any day', () => {
	it('stays on one page with room to spare however long the texts are', async () => {
		const folder = ownFolder();
		const file = join(folder, 'memo.hwpx');
		await writeMemo(verbose(), file);
		expect(readdirSync(folder)).toEqual(['memo.hwpx']);
		const { pages, filled } = await extentOf(readFileSync(file));
		expect(pages).toBe(1);
		expect(filled).toBeLessThan(0.92);
	});

	it('says so where there is nothing to compare, to crowd or to review', async () => {
		const { text, pages } = await memoOf(busModel({ unusualRoutes: [], crowding: [], candidates: [] }));
		expect(pages).toBe(1);
		for (const part of ['비교할 날이 부족함', '재차인원을 산출할 수 있는 노선이 없음', '검토하거나 관찰할 노선이 없음']) expect(text).toContain(part);
	});

	it('says how many days a watched route has been observed', async () => {
		const model = busModel();
		const { text } = await memoOf({ ...model, candidates: model.candidates.filter(({ stage }) => stage === 'watch') });
		expect(text).toContain('[관찰 (8일)]');
		expect(text).not.toContain('[검토 대상]');
	});

	it('prints observed loads where none can be estimated', async () => {
		const model = busModel();
		const { text } = await memoOf({ ...model, crowding: model.crowding.map((row) => ({ ...row, maxLoad: { ...row.maxLoad, estimated: null } })) });
		expect(text).toContain('(관측)');
		expect(text).not.toContain('(추정)');
	});
});

describe('the text of a document', () => {
	it('prints marks of names as they are, never as layout', async () => {
		await fc.assert(
			fc.asyncProperty(fc.string({ unit: fc.constantFrom(...'*_`#|~[](){}!+-.>\\가A1$&'), minLength: 1, maxLength: 12 }), async (marks) => {
				const name = `가${marks}나`;
				const paper = new HwpxPaper({ margins: { top: 10, bottom: 10, left: 20, right: 20 }, bodyPt: 11, lineSpacing: 130, header: '', footer: '' });
				paper.title('제목');
				paper.item(name);
				paper.point(name);
				paper.table([1, 1], ['이름', '수'], [[name, '1']]);
				const { svg } = await renderHwpxToSvg(await paper.build(), { reflow: true });
				const letters = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text ?? '').join('').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
				expect(letters.split(name.replaceAll('$$', '＄＄'))).toHaveLength(4);
			}),
			{ numRuns: 60 },
		);
	}, 60_000);
});
