import { join } from 'node:path';

import { writeCrowdingTable } from '../../../../lib/transit/book/crowding-table';
import { PERIOD_SHEET_NAMES, writePeriodWorkbook } from '../../../../lib/transit/book/period-workbook';
import { writeBook } from '../../../../lib/transit/book/write-book';
import type { PeriodReportModel, WeeklyCrowdingModel } from '../../../../lib/transit/model';
import { busModel } from '../../../support/bus-model';
import { lastRowOf, ownFolder, readBook, sheetOf, sum, textOf, valuesOf } from './read-book';

const base = busModel();

const week = (change: Partial<WeeklyCrowdingModel> = {}): WeeklyCrowdingModel => ({
	format: 1,
	city: '가온시',
	department: '교통정책과',
	from: '2026-11-16',
	to: '2026-11-22',
	state: 'provisional',
	missingDays: ['2026-11-22'],
	rows: [
		{ routeName: '10', routeType: '일반형', operator: '한별여객', dayType: 'saturday', direction: 'in', hour: 24, days: 5, runs: 10, meanLoad: 21.5, maxLoad: 41, seats: 26, capacity: 55, ratio: 41 / 55, level: '혼잡', runsOverSeats: null },
		{ routeName: '2', routeType: '일반형', operator: '한별여객', dayType: 'weekday', direction: 'out', hour: 8, days: 5, runs: 30, meanLoad: 30, maxLoad: 56, seats: 26, capacity: 55, ratio: 56 / 55, level: '매우혼잡', runsOverSeats: null },
		{ routeName: '1205', routeType: '직행좌석', operator: '가온운수', dayType: 'weekday', direction: 'out', hour: 7, days: 5, runs: 20, meanLoad: 40, maxLoad: 51, seats: 45, capacity: 45, ratio: null, level: '판정 불가', runsOverSeats: 6 },
		{ routeName: '2', routeType: '일반형', operator: '한별여객', dayType: 'weekday', direction: 'out', hour: 7, days: 5, runs: 25, meanLoad: null, maxLoad: null, seats: null, capacity: null, ratio: null, level: '판정 불가', runsOverSeats: null },
	],
	...change,
});

describe('the weekly crowding table', () => {
	it('lists routes by operator and name as people count, with loads, ratio and level', async () => {
		const file = join(ownFolder(), 'week.xlsx');
		await writeCrowdingTable(week(), file);
		const sheet = sheetOf(await readBook(file), '노선별 혼잡률');
		const column = (title: string) => valuesOf(sheet, 5, title);
		expect(column('노선')).toEqual(['1205', '2', '2', '10']);
		expect(column('요일')).toEqual(['평일', '평일', '평일', '토요일']);
		expect(column('시간대')).toEqual(['07시', '07시', '08시', '익일 00시']);
		expect(column('최대')).toEqual([51, null, 56, 41]);
		expect(column('혼잡도')).toEqual(['판정 불가', '판정 불가', '매우혼잡', '혼잡']);
		expect(column('좌석 초과\n운행(회)')).toEqual([6, null, null, null]);
		const head = [1, 2].map((row) => sheet.getRow(row).getCell(1).text).join(' ');
		for (const part of ['2026. 11. 16. ~ 2026. 11. 22.', '잠정', '빠진 날 1일(2026. 11. 22.)', '정산 근거 아님(참고)']) expect(head).toContain(part);
	});

	it('is whole for a week without data', async () => {
		const file = join(ownFolder(), 'week.xlsx');
		await writeCrowdingTable(week({ rows: [], missingDays: [], state: 'final' }), file);
		const text = textOf(sheetOf(await readBook(file), '노선별 혼잡률'));
		expect(text).toContain('이 주의 혼잡률 자료가 없습니다.');
		expect(text).toContain('확정 · 빠진 날 없음');
	});
});

const period = (change: Partial<PeriodReportModel> = {}): PeriodReportModel => ({
	format: 1,
	city: '가온시',
	department: '교통정책과',
	contact: '버스정책팀 031-000-0000',
	from: '2026-11-16',
	to: '2026-11-19',
	dayType: 'all',
	routeName: null,
	madeAt: '2026-11-20T09:14:21+09:00',
	days: [
		{ date: '2026-11-16', dayType: 'weekday', dayName: '월요일', boardings: 70_000, alightings: 68_000, tagOffRate: 0.97, state: 'final' },
		{ date: '2026-11-17', dayType: 'holiday', dayName: '화요일(임시공휴일)', boardings: 41_000, alightings: 40_000, tagOffRate: 0.96, state: 'final' },
		{ date: '2026-11-19', dayType: 'weekday', dayName: '목요일', boardings: 74_000, alightings: 71_000, tagOffRate: null, state: 'provisional' },
	],
	missingDays: ['2026-11-18'],
	hours: base.hours.map(({ hour, boardings, alightings }) => ({ hour, meanBoardings: boardings, meanAlightings: alightings })),
	routes: base.routes.map(({ routeKey, routeName, operator, boardings, peakHour, maxLoad, runs }) => ({ routeKey, routeName, operator, boardings: boardings * 3, dailyMean: boardings, peakHour, meanMaxLoad: 33.25, maxLoad: maxLoad.estimated, runs })),
	stops: base.stops.map(({ stopKey, stopName, dongName, totalBoardings, totalAlightings }) => ({ stopKey, stopName, dongName, boardings: totalBoardings, alightings: totalAlightings })),
	areas: base.areas,
	candidates: base.candidates,
	cautions: base.cautions,
	...change,
});

describe('the workbook of a period', () => {
	it('has its sheets, its days and its sums, and says what is missing and provisional', async () => {
		const file = join(ownFolder(), 'period.xlsx');
		const model = period();
		await writePeriodWorkbook(model, file);
		const workbook = await readBook(file);
		expect(workbook.worksheets.map(({ name }) => name)).toEqual([...PERIOD_SHEET_NAMES]);
		const overview = textOf(sheetOf(workbook, '1 총괄'));
		for (const part of ['185,000명', '61,667명', '빠진 날: 2026. 11. 18.', '잠정 1일 포함']) expect(overview).toContain(part);
		const days = sheetOf(workbook, '2 일별');
		expect(valuesOf(days, 4, '운행일자')).toEqual(model.days.map(({ date }) => new Date(`${date}T00:00:00Z`)));
		expect(sum(valuesOf(days, 4, '승차(명)'))).toBe(185_000);
		expect(sum(valuesOf(sheetOf(workbook, '3 노선별'), 5, '승차(명)'))).toBe(model.routes.reduce((total, { boardings }) => total + boardings, 0));
		expect(lastRowOf(sheetOf(workbook, '4 정류장별')) - 4).toBe(model.stops.length);
		expect(textOf(sheetOf(workbook, '6 검토 대상'))).toContain('관찰 (8일)');
		for (const name of PERIOD_SHEET_NAMES) expect(sheetOf(workbook, name).getRow(2).getCell(1).text).toContain('정산 근거 아님(참고)');
	});

	it('of one route names it, and of no day has no mean', async () => {
		const file = join(ownFolder(), 'period.xlsx');
		await writePeriodWorkbook(period({ routeName: '1-1', days: [], missingDays: ['2026-11-16'] }), file);
		const sheet = sheetOf(await readBook(file), '1 총괄');
		expect(sheet.getRow(1).getCell(1).text).toContain('1-1번 노선');
		expect(textOf(sheet)).not.toMatch(/NaN|Infinity/);
	});
});

it('a full disk is an error, not a wait without end', async () => {
	await expect(
		writeBook('/dev/full', { creator: '가온시', title: '보고서' }, async (workbook) => {
			const sheet = workbook.addWorksheet('하나');
			for (let row = 1; row <= 5000; row += 1) sheet.addRow([`${row}번째 줄 ${Math.sin(row)}`]).commit();
			await new Promise((resolve) => setTimeout(resolve, 50));
		}),
	).rejects.toMatchObject({ code: 'ENOSPC' });
});
