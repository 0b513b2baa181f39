import type { Worksheet } from '../../vendor/exceljs';
import type { BusReportModel, RouteRow } from '../model';
import { PageSheet } from './page-sheet';
import type { RouteOrder } from './route-order';
import { change, count, dayTypeName, dayWithName, hourCell, hourName, moment, percent, standing, stateName, tenth } from './words';

const MOST_TRANSFERS = 10;

/** 2 총괄: the day in sentences, main figures, hours, operators and kinds of riders. */
export function writeSummary(sheet: Worksheet, model: BusReportModel, order: RouteOrder): void {
	const page = new PageSheet(sheet, {
		title: `${model.city} 시내버스 이용 현황 · ${dayWithName(model)}`,
		standing: standing(model),
		note: `운행일자 기준(04:00~다음 날 03:59) · ${dayTypeName(model.dayType)} · 인원은 다인승을 포함한 이용객수입니다.`,
	});
	page.section('요약');
	for (const sentence of model.headline) page.sentence(`○ ${sentence}`);
	writeTotals(page, model);
	writeHours(page, model);
	writeOperators(page, order);
	writeRiders(page, model);
	writeUnusual(page, model);
	page.section('해석상 유의사항');
	for (const caution of model.cautions) page.sentence(`○ ${caution}`);
	writeEdition(page, model);
	page.done();
}

function writeTotals(page: PageSheet, { totals }: BusReportModel): void {
	const { comparison } = totals;
	page.section('주요 수치');
	page.pairs([
		[['승차', `${count(totals.boardings)}명`], ['하차(관측)', `${count(totals.alightings)}명`], ['하차 태그율', percent(totals.tagOffRate)]],
		[
			['평소 대비', comparison.usual === null ? '비교할 날 부족' : `${change(comparison.change)} (평소 ${count(comparison.usual)}명, ${comparison.days}일)`],
			['전주 대비', comparison.lastWeek === null ? '자료 없음' : `${change(comparison.lastWeekChange)} (전주 ${count(comparison.lastWeek)}명)`],
			['첨두시간', `${hourName(totals.peakHour)} (${percent(totals.peakShare)})`],
		],
		[['거래', `${count(totals.taps)}건`], ['환승률', percent(totals.transferRate)], ['목적통행', totals.linkedTrips === null ? '-' : `${count(totals.linkedTrips)}건 (평균 ${tenth(totals.meanLegs)}회 탑승)`]],
		[['노선·정류장', `${count(totals.routes)}개 · ${count(totals.stops)}곳`], ['차량·운행', `${count(totals.vehicles)}대 · ${count(totals.runs)}회`], ['평균 이용거리', totals.meanDistanceM === null ? '-' : `${tenth(totals.meanDistanceM / 1000)}km`]],
	]);
}

function writeHours(page: PageSheet, { hours }: BusReportModel): void {
	page.section('시간대별 이용');
	page.table(
		[
			{ title: '시간대', span: 2, kind: 'word', of: (row) => hourCell(row.hour) },
			{ title: '승차(명)', span: 3, kind: 'count', of: (row) => row.boardings },
			{ title: '하차(명, 관측)', span: 3, kind: 'count', of: (row) => row.alightings },
			{ title: '평소 승차(명)', span: 2, kind: 'count', of: (row) => row.usualBoardings },
			{ title: '평소 대비', span: 2, kind: 'change', of: (row) => (row.usualBoardings === null || row.usualBoardings === 0 ? null : row.boardings / row.usualBoardings - 1) },
		],
		hours,
		'시간대별 자료가 없습니다.',
	);
}

interface OperatorRow {
	operator: string;
	routes: number;
	boardings: number;
	runs: number | null;
	vehicles: number | null;
}

const addKnown = (sum: number | null, value: number | null) => (sum === null || value === null ? null : sum + value);

function operatorRows(routes: readonly RouteRow[]): OperatorRow[] {
	const rows = new Map<string, OperatorRow>();
	for (const route of routes) {
		const row = rows.get(route.operator) ?? { operator: route.operator, routes: 0, boardings: 0, runs: 0, vehicles: 0 };
		rows.set(route.operator, {
			operator: row.operator,
			routes: row.routes + 1,
			boardings: row.boardings + route.boardings,
			runs: addKnown(row.runs, route.runs),
			vehicles: addKnown(row.vehicles, route.vehicles),
		});
	}
	return [...rows.values()];
}

function writeOperators(page: PageSheet, order: RouteOrder): void {
	const rows = operatorRows(order.routes);
	const total = rows.reduce((sum, { boardings }) => sum + boardings, 0);
	page.section('운수사별 이용');
	page.table(
		[
			{ title: '운수사', span: 4, kind: 'text', of: (row) => row.operator || '미상' },
			{ title: '노선(개)', span: 2, kind: 'count', of: (row) => row.routes },
			{ title: '승차(명)', span: 2, kind: 'count', of: (row) => row.boardings },
			{ title: '비중', span: 2, kind: 'percent', of: (row) => (total === 0 ? null : row.boardings / total) },
			{ title: '운행(회)', span: 2, kind: 'count', of: (row) => row.runs },
		],
		rows,
		'운수사 자료가 없습니다.',
	);
	page.sentence('※ 정산 근거 아님(참고). 승차는 노선별 이용의 합이며, 운행횟수를 알 수 없는 노선이 있는 운수사는 운행을 비워 두었습니다.');
}

function writeRiders(page: PageSheet, { userTypes, transfers }: BusReportModel): void {
	page.section('이용자 구분별 승차');
	page.table(
		[
			{ title: '구분', span: 4, kind: 'word', of: (row) => row.name },
			{ title: '승차(명)', span: 4, kind: 'count', of: (row) => row.boardings },
			{ title: '비중', span: 4, kind: 'percent', of: (row) => row.share },
		],
		userTypes,
		'이용자 구분 자료가 없습니다.',
	);
	if (userTypes.some(({ boardings }) => boardings === null)) page.sentence('※ 빈칸은 개인정보 보호를 위하여 적은 인원(5명 미만)과 이를 역산할 수 있는 값을 가린 것입니다.');
	page.section(`환승이 많은 노선(상위 ${MOST_TRANSFERS})`);
	page.table(
		[
			{ title: '앞 노선', span: 4, kind: 'text', of: (row) => row.fromRoute },
			{ title: '갈아탄 노선', span: 4, kind: 'text', of: (row) => row.toRoute },
			{ title: '환승(명)', span: 4, kind: 'count', of: (row) => row.persons },
		],
		transfers.slice(0, MOST_TRANSFERS),
		'환승 자료가 없습니다.',
	);
}

function writeUnusual(page: PageSheet, { unusualRoutes }: BusReportModel): void {
	page.section('평소와 다른 노선');
	page.table(
		[
			{ title: '노선', span: 2, kind: 'text', of: (row) => row.routeName },
			{ title: '승차(명)', span: 2, kind: 'count', of: (row) => row.boardings },
			{ title: '평소(명)', span: 2, kind: 'count', of: (row) => row.comparison.usual },
			{ title: '평소 대비', span: 2, kind: 'change', of: (row) => row.comparison.change },
			{ title: '전주 대비', span: 2, kind: 'change', of: (row) => row.comparison.lastWeekChange },
			{ title: '가능한 원인', span: 2, kind: 'word', of: () => '「확인 필요」' },
		],
		unusualRoutes,
		'평소와 크게 다른 노선이 없거나 비교할 날이 부족합니다.',
	);
}

function writeEdition(page: PageSheet, model: BusReportModel): void {
	page.section('이전 판과 달라진 점');
	for (const sentence of model.changesSinceLastEdition) page.sentence(`○ ${sentence}`);
	if (model.changesSinceLastEdition.length === 0) page.sentence(model.edition === 1 ? '첫 판입니다.' : '달라진 점이 없습니다.');
	page.section('작성');
	page.pairs([
		[['담당', `${model.department} ${model.contact}`.trim()], ['작성 일시', moment(model.madeAt)]],
		[['상태', `${stateName(model.state)} · 제${model.edition}판`], ['자료 기준시각', moment(model.dataAsOf)]],
		[['적용 판', `패키지 ${model.versions.package} · 지표 ${model.versions.metrics}`], ['기초 자료', `형식 ${model.versions.layout} · 코드표 ${model.versions.codeTables} · 마스터 ${model.versions.masters}`]],
	]);
}
