import { officialDate } from '../../calendar/day';
import type { PeriodReportModel } from '../model';
import { listOptions, writeListSheet, type ListSheet } from './list-sheet';
import { PageSheet, pageOptions } from './page-sheet';
import { putFile, type BookFile } from './put-file';
import { AREA_COLUMNS, areaLines, balanceNote } from './sheet-areas';
import { CANDIDATE_COLUMNS, CANDIDATE_PRINT_COLUMNS, candidateRows } from './sheet-candidates';
import type { Column } from './table';
import { count, dayTypeName, hourCell, moment, NOT_FOR_SETTLEMENT, stateName } from './words';
import { writeBook, type Fill } from './write-book';

/** Sheets in the order of the workbook. */
export const PERIOD_SHEET_NAMES = ['1 총괄', '2 일별', '3 노선별', '4 정류장별', '5 행정동·생활권', '6 검토 대상'] as const;
type SheetName = (typeof PERIOD_SHEET_NAMES)[number];

const BY_NAME = new Intl.Collator('ko-KR', { numeric: true });

const DAY_COLUMNS: ReadonlyArray<Column<PeriodReportModel['days'][number]>> = [
	{ title: '운행일자', width: 15, kind: 'day', of: (row) => row.date },
	{ title: '요일', width: 26, kind: 'word', of: (row) => row.dayName },
	{ title: '날 유형', width: 12, kind: 'word', of: (row) => dayTypeName(row.dayType) },
	{ title: '승차(명)', width: 14, kind: 'count', of: (row) => row.boardings },
	{ title: '하차(명, 관측)', width: 14, kind: 'count', of: (row) => row.alightings },
	{ title: '하차 태그율', width: 12, kind: 'percent', of: (row) => row.tagOffRate },
	{ title: '상태', width: 10, kind: 'word', of: (row) => stateName(row.state) },
];

const ROUTE_COLUMNS: ReadonlyArray<Column<PeriodReportModel['routes'][number]>> = [
	{ title: '운수사', width: 18, kind: 'text', of: (row) => row.operator },
	{ title: '노선', width: 14, kind: 'text', of: (row) => row.routeName },
	{ title: '승차(명)', width: 13, kind: 'count', of: (row) => row.boardings },
	{ title: '하루 평균(명)', width: 13, kind: 'count', of: (row) => row.dailyMean },
	{ title: '첨두시간', width: 11, kind: 'word', of: (row) => hourCell(row.peakHour) },
	{ title: '일 최대의 평균', group: '최대 재차인원(명)', width: 13, kind: 'tenth', of: (row) => row.meanMaxLoad },
	{ title: '기간 최대', group: '최대 재차인원(명)', width: 12, kind: 'count', of: (row) => row.maxLoad },
	{ title: '운행(회)', width: 11, kind: 'count', of: (row) => row.runs },
];

const STOP_COLUMNS: ReadonlyArray<Column<PeriodReportModel['stops'][number]>> = [
	{ title: '정류장', width: 30, kind: 'text', of: (row) => row.stopName },
	{ title: '행정동', width: 14, kind: 'word', of: (row) => row.dongName },
	{ title: '승차(명)', width: 14, kind: 'count', of: (row) => row.boardings },
	{ title: '하차(명, 관측)', width: 14, kind: 'count', of: (row) => row.alightings },
];

/** Writes the workbook of a month or other period. An earlier file of that name is replaced. Throws `bookFolder`. */
export async function writePeriodWorkbook(period: PeriodReportModel, file: string): Promise<BookFile> {
	const properties = { creator: `${period.city} ${period.department}`.trim(), title: `시내버스 이용 현황 ${span(period)}`, madeAt: period.madeAt };
	const fill: Fill = async (workbook) => {
		const head = (name: SheetName, note: string) => ({ title: `${name.slice(2)} · ${span(period)}`, standing: standingOf(period), note });
		const list = async <T>(name: SheetName, note: string, sheet: Omit<ListSheet<T>, 'head'>) =>
			await writeListSheet(workbook.addWorksheet(name, listOptions(sheet)), { ...sheet, head: head(name, note) });

		writeOverview(new PageSheet(workbook.addWorksheet('1 총괄', pageOptions), { ...head('1 총괄', '운행일자 기준(04:00~다음 날 03:59). 인원은 다인승을 포함한 이용객수입니다.'), title: `${period.city} 시내버스 이용 현황 · ${span(period)}` }), period);
		await list('2 일별', '하차는 관측값입니다. 잠정인 날은 늦게 도착하는 자료로 값이 달라질 수 있습니다.', { columns: DAY_COLUMNS, rows: period.days });
		const routes = [...period.routes].sort((a, b) => BY_NAME.compare(a.operator, b.operator) || BY_NAME.compare(a.routeName, b.routeName));
		await list('3 노선별', '운수사·노선 순. 빈칸은 산출할 수 없는 값입니다.', { columns: ROUTE_COLUMNS, rows: routes, frozenColumns: 2 });
		await list('4 정류장별', '승하차가 많은 정류장 순. 하차는 관측값입니다.', { columns: STOP_COLUMNS, rows: [...period.stops].sort((a, b) => b.boardings + b.alightings - a.boardings - a.alightings) });
		await list('5 행정동·생활권', balanceNote(period.areas), { columns: AREA_COLUMNS, rows: areaLines(period.areas), frozenColumns: 3, strong: ({ zone }) => zone });
		await list('6 검토 대상', '같은 유형의 날 20일 미만은 판단하지 않고 관찰합니다. 현장·민원·인가권자 협의를 거쳐 결정합니다.', {
			columns: CANDIDATE_COLUMNS, rows: candidateRows(period.candidates), frozenColumns: 4, printColumns: CANDIDATE_PRINT_COLUMNS, wraps: true, none: '검토하거나 관찰할 노선이 없습니다.',
		});
	};
	return await putFile(file, async (scratch) => await writeBook(scratch, properties, fill));
}

const span = ({ from, to, routeName }: PeriodReportModel) => `${officialDate(from)} ~ ${officialDate(to)}${routeName === null ? '' : ` · ${routeName}번 노선`}`;

function standingOf({ days, missingDays, dayType, madeAt }: PeriodReportModel): string {
	const provisional = days.filter(({ state }) => state === 'provisional').length;
	const state = provisional === 0 ? '확정' : `잠정 ${count(provisional)}일 포함`;
	return `${dayTypeName(dayType)} ${count(days.length)}일 · ${state} · 빠진 날 ${count(missingDays.length)}일 · 작성 ${moment(madeAt)} · ${NOT_FOR_SETTLEMENT}`;
}

function writeOverview(page: PageSheet, period: PeriodReportModel): void {
	const { days } = period;
	const boardings = days.reduce((sum, day) => sum + day.boardings, 0);
	const alightings = days.reduce((sum, day) => sum + day.alightings, 0);
	page.section('주요 수치');
	page.pairs([
		[['승차', `${count(boardings)}명`], ['하루 평균 승차', days.length === 0 ? '-' : `${count(boardings / days.length)}명`]],
		[['하차(관측)', `${count(alightings)}명`], ['노선·정류장', `${count(period.routes.length)}개 · ${count(period.stops.length)}곳`]],
	]);
	page.sentence(period.missingDays.length === 0 ? '빠진 날이 없습니다.' : `빠진 날: ${period.missingDays.map((day) => officialDate(day)).join(', ')}`);
	page.section('날 유형별');
	page.table(
		[
			{ title: '날 유형', span: 3, kind: 'word', of: (row) => dayTypeName(row.type) },
			{ title: '일수', span: 3, kind: 'count', of: (row) => row.days },
			{ title: '하루 평균 승차(명)', span: 3, kind: 'count', of: (row) => row.mean },
			{ title: '승차 비중', span: 3, kind: 'percent', of: (row) => (boardings === 0 ? null : row.sum / boardings) },
		],
		byType(period),
		'자료가 있는 날이 없습니다.',
	);
	page.section('시간대별 하루 평균');
	page.table(
		[
			{ title: '시간대', span: 4, kind: 'word', of: (row) => hourCell(row.hour) },
			{ title: '승차(명)', span: 4, kind: 'count', of: (row) => row.meanBoardings },
			{ title: '하차(명, 관측)', span: 4, kind: 'count', of: (row) => row.meanAlightings },
		],
		period.hours,
		'시간대별 자료가 없습니다.',
	);
	page.section('해석상 유의사항');
	for (const caution of period.cautions) page.sentence(`○ ${caution}`);
	page.sentence(`담당: ${period.department} ${period.contact}`);
	page.done();
}

function byType({ days }: PeriodReportModel) {
	return (['weekday', 'saturday', 'holiday'] as const).flatMap((type) => {
		const mine = days.filter(({ dayType }) => dayType === type);
		const sum = mine.reduce((total, { boardings }) => total + boardings, 0);
		return mine.length === 0 ? [] : [{ type, days: mine.length, sum, mean: sum / mine.length }];
	});
}
