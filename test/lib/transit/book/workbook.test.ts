import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';

import { ValidationError } from '../../../../lib/errors';
import { drivenRuns } from '../../../../lib/transit/book/words';
import { SHEET_NAMES, writeWorkbook } from '../../../../lib/transit/book/workbook';
import type { BusReportModel } from '../../../../lib/transit/model';
import type { Workbook } from '../../../../lib/vendor/exceljs';
import { busModel } from '../../../support/bus-model';
import { columnOf, lastRowOf, ownFolder, readBook, sheetOf, sum, textOf, valuesOf } from './read-book';

/** Sheets with one long table, and the row of their (lower) heads. */
const LISTS: ReadonlyArray<[string, number]> = [
	['3 노선별', 5],
	['4 노선×시간', 4],
	['5 정류장×시간', 4],
	['6 재차인원(관측·추정)', 4],
	['7 혼잡', 5],
	['8 행정동·생활권', 4],
	['9 검토 대상', 5],
];

async function written(model: BusReportModel, limits = {}): Promise<Workbook> {
	const file = join(ownFolder(), 'bus.xlsx');
	await writeWorkbook(model, file, limits);
	return await readBook(file);
}

/** The model with few loads, for tests that write it often. */
const small = (change: Partial<BusReportModel> = {}): BusReportModel => {
	const model = busModel();
	return { ...model, loads: model.loads.slice(0, 10), crowding: model.crowding.slice(0, 30), ...change };
};

describe('the nine-sheet workbook', () => {
	const model = busModel();
	let workbook: Workbook;

	beforeAll(async () => {
		workbook = await written(model);
	});

	it('has the sheets of the office in their order', () => {
		expect(workbook.worksheets.map(({ name }) => name)).toEqual([...SHEET_NAMES]);
		expect(SHEET_NAMES.map((name) => name[0])).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9']);
	});

	it.each([...SHEET_NAMES])('%s says at its head what state the figures are in', (name) => {
		const sheet = sheetOf(workbook, name);
		const head = [1, 2].map((row) => sheet.getRow(row).getCell(1).text).join(' ');
		for (const part of ['2026. 11. 19.(목요일)', '2026. 11. 20. 09:12', '확정', '제2판', '자료 등급 B', '정산 근거 아님(참고)']) expect(head).toContain(part);
	});

	it.each([...SHEET_NAMES])('%s prints on A4, one page wide, with page numbers and repeated heads', (name) => {
		const { pageSetup, headerFooter, views } = sheetOf(workbook, name);
		expect(pageSetup).toMatchObject({ paperSize: 9, fitToPage: true, fitToWidth: 1, fitToHeight: 0, orientation: /^[12] /.test(name) ? 'portrait' : 'landscape' });
		expect(pageSetup.printTitlesRow).toMatch(/^\d:\d$/);
		expect(headerFooter.oddFooter).toContain('&P / &N');
		expect(views[0]?.state).toBe('frozen');
	});

	it.each(LISTS)('%s can be filtered over all its rows', (name, headRow) => {
		const sheet = sheetOf(workbook, name);
		expect(sheet.autoFilter).toMatch(new RegExp(`^A${headRow}:`));
		expect(lastRowOf(sheet)).toBeGreaterThan(headRow);
	});

	it('gives the boardings of the day on every sheet that splits them', () => {
		const { boardings, alightings } = model.totals;
		expect(sum(valuesOf(sheetOf(workbook, '3 노선별'), 5, '승차(명)'))).toBe(boardings);
		for (const [name, total] of [['4 노선×시간', '계'], ['5 정류장×시간', '계']] as const) {
			const sheet = sheetOf(workbook, name);
			const measures = valuesOf(sheet, 4, '구분').map((measure) => String(measure).replace('(관측)', ''));
			const totals = valuesOf(sheet, 4, total);
			expect(sum(totals.filter((_, index) => measures[index] === '승차'))).toBe(boardings);
			expect(sum(totals.filter((_, index) => measures[index] === '하차'))).toBe(alightings);
		}
		const loads = sheetOf(workbook, '6 재차인원(관측·추정)');
		const first = valuesOf(loads, 4, '구분').map((measure) => measure === '평균 재차(관측)');
		const once = (title: string) => sum(valuesOf(loads, 4, title).filter((_, index) => first[index]));
		expect(once('하루 승차\n(명)')).toBe(boardings);
		expect(once('하루 하차\n(관측, 명)')).toBe(alightings);
	});

	it('puts each hour of the operating day into its own column, from 4시 to 3시 of the next morning', () => {
		const sheet = sheetOf(workbook, '4 노선×시간');
		const first = columnOf(sheet, 4, '4시');
		const heads = Array.from({ length: 24 }, (_, index) => sheet.getRow(4).getCell(first + index).text);
		expect([heads[0], heads[19], heads[20], heads[23]]).toEqual(['4시', '23시', '익일\n0시', '익일\n3시']);
		const measures = valuesOf(sheet, 4, '구분');
		const byHour = heads.map((head) => sum(valuesOf(sheet, 4, head).filter((_, index) => measures[index] === '승차')));
		expect(byHour).toEqual(model.hours.map(({ boardings }) => boardings));
	});

	it.each(['3 노선별', '4 노선×시간', '6 재차인원(관측·추정)', '7 혼잡'])('%s keeps the routes of an operator together', (name) => {
		const headRow = LISTS.find(([one]) => one === name)?.[1] ?? 0;
		const sheet = sheetOf(workbook, name);
		const operators = Array.from({ length: lastRowOf(sheet) - headRow }, (_, index) => sheet.getRow(headRow + 1 + index).getCell(1).text);
		const runs = operators.filter((operator, index) => operator !== operators[index - 1]);
		expect(runs).toHaveLength(new Set(operators).size);
		expect(new Set(operators)).toEqual(new Set(model.routes.map(({ operator }) => operator)));
	});

	it('says of each route whose it is, who licenses it, how it stands against usual and what it ran', () => {
		const sheet = sheetOf(workbook, '3 노선별');
		const names = valuesOf(sheet, 5, '노선');
		for (const route of model.routes) {
			const at = names.indexOf(route.routeName);
			const cell = (title: string, nth = 1) => valuesOf(sheet, 5, title, nth)[at];
			expect(cell('인가권자')).toBe(route.licensingAuthority);
			expect(cell('승차(명)')).toBe(route.boardings);
			expect(cell('전주')).toBe(route.comparison.lastWeek);
			expect(cell('평소')).toBe(route.comparison.usual);
			expect(cell('대비', 2)).toBeCloseTo(route.comparison.change ?? Number.NaN, 10);
			expect(cell('운행')).toBe(drivenRuns(route));
			expect(cell('인가')).toBe(route.licensedRuns);
			expect(String(cell('최대 재차 구간'))).toContain(route.maxLoadAt?.stopName);
		}
	});

	it('keeps observed and estimated loads on lines of their own, with the hours side by side', () => {
		const sheet = sheetOf(workbook, '6 재차인원(관측·추정)');
		expect(lastRowOf(sheet) - 4).toBe(model.loads.length * 4);
		const column = (title: string) => valuesOf(sheet, 4, title);
		const [routes, directions, sequences, measures, highest, p90, eight, night] = ['노선', '방향', '순번', '구분', '하루 최대\n(명)', '하루 상위\n10%(명)', '8시', '익일\n0시'].map(column);
		const found = (measures ?? []).map((measure, index) => JSON.stringify([routes?.[index], directions?.[index], sequences?.[index], measure, highest?.[index], p90?.[index], eight?.[index], night?.[index]]));
		const meant = model.loads.flatMap((row) => {
			const line = (measure: string, hours: readonly (number | null)[], max: number | null, top: number | null) =>
				JSON.stringify([row.routeName, row.direction === 'out' ? '가는 방향' : '오는 방향', row.sequence, measure, max, top, hours[4] ?? null, hours[20] ?? null]);
			return [
				line('평균 재차(관측)', row.mean.observed, row.dayMax.observed, row.dayP90.observed),
				line('평균 재차(추정)', row.mean.estimated, row.dayMax.estimated, row.dayP90.estimated),
				line('최대 재차(관측)', row.max.observed, row.dayMax.observed, row.dayP90.observed),
				line('최대 재차(추정)', row.max.estimated, row.dayMax.estimated, row.dayP90.estimated),
			];
		});
		expect(found.sort()).toEqual(meant.sort());
	});

	it('has no line of estimated loads where nothing can be estimated', async () => {
		const loads = model.loads.slice(0, 3).map((row) => ({ ...row, mean: { ...row.mean, estimated: row.mean.estimated.map(() => null) }, dayMax: { ...row.dayMax, estimated: null } }));
		const measures = valuesOf(sheetOf(await written(small({ loads })), '6 재차인원(관측·추정)'), 4, '구분');
		expect([...new Set(measures)]).toEqual(['평균 재차(관측)', '최대 재차(관측)']);
	});

	it('judges no crowding where the size of the bus is unknown, and says why', () => {
		const sheet = sheetOf(workbook, '7 혼잡');
		const unknown = model.crowding.filter(({ busSize }) => busSize === null);
		const sizes = valuesOf(sheet, 5, '크기');
		const levels = valuesOf(sheet, 5, '경기도').filter((_, index) => sizes[index] === '미상');
		expect(levels).toEqual(unknown.map(() => '판정 불가'));
		expect(textOf(sheet)).toContain(unknown[0]?.note);
	});

	it('names living zones before their dongs and what the balance is', () => {
		const sheet = sheetOf(workbook, '8 행정동·생활권');
		const kinds = valuesOf(sheet, 4, '구분');
		expect(kinds).toEqual([...model.areas.zones.map(() => '생활권'), ...model.areas.dongs.map(() => '행정동')]);
		expect(sheet.getRow(3).getCell(1).text).toContain('정류장 소재지 기준');
	});

	it('shows observed days, evidence, thresholds and who signed them off beside the candidates', () => {
		const text = textOf(sheetOf(workbook, '9 검토 대상'));
		for (const candidate of model.candidates) {
			expect(text).toContain(candidate.rule);
			expect(text).toContain(candidate.where);
			expect(text).toContain(candidate.evidence[0]?.key);
		}
		expect(text).toContain('관찰 (8일)');
		expect(text).toContain('기준 확인: 교통정책과장 (2026. 10. 1.)');
		for (const { name } of model.thresholds) expect(text).toContain(name);
	});

	it('puts the state of the data first: grade, checks, rejects, days used as usual, accuracy of the chain', () => {
		const text = textOf(sheetOf(workbook, '1 자료 상태'));
		expect(text).toContain('자료 등급 B (유의하여 활용)');
		for (const check of model.dataState.checks) expect(text).toContain(check.finding);
		for (const reject of model.dataState.rejects) expect(text).toContain(reject.firstPlace);
		for (const part of ['자료 등급 D', '2026. 11. 9.', '8,120건', '500m']) expect(text).toContain(part);
	});

	it('sums up the day, names hidden cells and what changed since the last edition', () => {
		const text = textOf(sheetOf(workbook, '2 총괄'));
		for (const part of [...model.headline, ...model.cautions, ...model.changesSinceLastEdition, '5명 미만', '버스정책팀 031-000-0000']) expect(text).toContain(part);
	});

	it('uses Korean number formats', () => {
		const routes = sheetOf(workbook, '3 노선별');
		const format = (title: string) => routes.getRow(6).getCell(columnOf(routes, 5, title)).numFmt;
		expect(format('승차(명)')).toBe('#,##0');
		expect(format('준수율')).toBe('0.0%');
		expect(format('대비')).toBe('+0.0%;-0.0%;0.0%');
		const state = sheetOf(workbook, '1 자료 상태');
		const days: string[] = [];
		state.eachRow((row) => row.eachCell((cell) => cell.value instanceof Date && days.push(cell.numFmt)));
		expect(new Set(days)).toEqual(new Set(['yyyy"." m"." d"."']));
	});

	it('shades the hours of routes and stops by their value', () => {
		for (const name of ['4 노선×시간', '5 정류장×시간']) {
			const { conditionalFormattings } = sheetOf(workbook, name) as unknown as { conditionalFormattings: Array<{ ref: string; rules: Array<{ type: string }> }> };
			expect(conditionalFormattings.map(({ rules }) => rules[0]?.type)).toEqual(['colorScale']);
		}
	});
});

describe('what a file must never do', () => {
	it.each(['=HYPERLINK("http://x","y")', '+1+1', '-2+3', '@SUM(A1)', '\t=1+1'])('a name such as %j stays a text', async (name) => {
		const model = small();
		const [first] = model.routes;
		if (!first) throw new Error('no route');
		const workbook = await written({ ...model, routes: [{ ...first, routeName: name }] });
		const cell = sheetOf(workbook, '3 노선별').getRow(6).getCell(2);
		expect([cell.value, cell.numFmt, cell.formula]).toEqual([name, '@', undefined]);
	});

	it('any name comes back as it was', async () => {
		const model = small({ loads: [], crowding: [], stops: [], routeHours: [] });
		const [first] = model.routes;
		if (!first) throw new Error('no route');
		await fc.assert(
			fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter((text) => /^[^\p{Cc}\p{Cf}_\s]+$/u.test(text)), async (routeName) => {
				const workbook = await written({ ...model, routes: [{ ...first, routeName }] });
				expect(sheetOf(workbook, '3 노선별').getRow(6).getCell(2).text).toBe(routeName);
			}),
			{ numRuns: 15 },
		);
	}, 60_000);

	it('a figure that is no number leaves the cell empty', async () => {
		const model = small();
		const [first] = model.routes;
		if (!first) throw new Error('no route');
		const workbook = await written({ ...model, routes: [{ ...first, boardings: Number.NaN, circuity: Number.POSITIVE_INFINITY }] });
		const row = sheetOf(workbook, '3 노선별').getRow(6);
		expect([row.getCell(5).value, row.getCell(columnOf(sheetOf(workbook, '3 노선별'), 5, '굴곡도')).value]).toEqual([null, null]);
	});

	it('an empty day still makes a whole workbook that says so', async () => {
		const workbook = await written(small({ routes: [], routeHours: [], stops: [], loads: [], crowding: [], candidates: [], transfers: [], unusualRoutes: [], areas: { dongs: [], zones: [], gini: null, bestToWorst: null } }));
		expect(workbook.worksheets).toHaveLength(9);
		expect(textOf(sheetOf(workbook, '9 검토 대상'))).toContain('검토하거나 관찰할 노선이 없습니다.');
	});

	it('a first edition of unsigned thresholds says that they are not confirmed', async () => {
		const workbook = await written(small({ state: 'provisional', edition: 1, changesSinceLastEdition: [], thresholdsSignedOffBy: null }));
		expect(textOf(sheetOf(workbook, '2 총괄'))).toContain('첫 판입니다.');
		expect(sheetOf(workbook, '3 노선별').getRow(2).getCell(1).text).toContain('잠정 · 제1판');
		expect(textOf(sheetOf(workbook, '9 검토 대상'))).toContain('기준 미확인');
	});
});

describe('limits of rows', () => {
	it('keep the weightiest rows in the order of the sheet and count the rest', async () => {
		const model = busModel();
		const workbook = await written(model, { loads: 25, stops: 10 });
		const loads = sheetOf(workbook, '6 재차인원(관측·추정)');
		expect(lastRowOf(loads) - 4).toBe(25);
		expect(textOf(loads)).toContain(`그 밖 ${(model.loads.length * 4 - 25).toLocaleString('ko-KR')}행은 생략`);
		const highest = model.loads.map(({ dayMax }) => dayMax.estimated ?? -1).sort((a, b) => b - a);
		const kept = valuesOf(loads, 4, '하루 최대\n(명)').filter((value) => value !== null).map(Number);
		expect(Math.min(...kept)).toBeGreaterThanOrEqual(highest[5] ?? 0);
		expect(textOf(sheetOf(workbook, '5 정류장×시간'))).toContain(`그 밖 ${model.stops.length * 2 - 10}행은 생략`);
	});
});

describe('the file in its folder', () => {
	it('is named with its size and hash, replaces the earlier one and leaves nothing else', async () => {
		const folder = ownFolder();
		const file = join(folder, '새 폴더', '보고서.xlsx');
		await writeWorkbook(small(), file);
		const first = readFileSync(file);
		const result = await writeWorkbook(small({ city: '다른시' }), file);
		const content = readFileSync(file);
		expect(content.equals(first)).toBe(false);
		expect(result).toEqual({ path: file, bytes: statSync(file).size, sha256: createHash('sha256').update(content).digest('hex') });
		expect(readdirSync(join(folder, '새 폴더'))).toEqual(['보고서.xlsx']);
	});

	it('stays as it was where the new one cannot be made', async () => {
		const folder = ownFolder();
		const file = join(folder, 'bus.xlsx');
		writeFileSync(file, 'earlier');
		await expect(writeWorkbook({ ...small(), madeAt: 'not a time' }, file)).rejects.toThrow();
		expect(readFileSync(file, 'utf8')).toBe('earlier');
		expect(readdirSync(folder)).toEqual(['bus.xlsx']);
	});

	it('cannot be put where a file stands in the place of the folder, and the error says what to do', async () => {
		const folder = ownFolder();
		writeFileSync(join(folder, 'taken'), '');
		const failure = await writeWorkbook(small(), join(folder, 'taken', 'bus.xlsx')).catch((error: unknown) => error);
		expect(failure).toBeInstanceOf(ValidationError);
		expect(failure).toMatchObject({ code: 'bookFolder', remedy: expect.stringMatching(/하시기 바랍니다\.$/) });
		expect(existsSync(join(folder, 'taken', 'bus.xlsx'))).toBe(false);
	});
});
