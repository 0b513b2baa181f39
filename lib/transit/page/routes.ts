import { html, type Html } from '../../report/markup';
import { bestOf, change, clockName, count, directionName, drivenRuns, hourCell, NONE, NOT_FOR_SETTLEMENT, percent, tenth } from '../book/words';
import type { BusReportModel, RouteRow } from '../model';
import { compareNames } from './figures';
import type { PageOptions } from './options';
import { both, changeMark, kilometres, section } from './parts';
import { type Column, dataTable } from './table';

const orUnknown = (words: string): string => (words === '' ? '미등록' : words);

/** Stands in one fixed table so that a name such as `가` sorts before `나` and 2 before 10. */
function ranks(routes: readonly RouteRow[]): ReadonlyMap<string, number> {
	return new Map([...routes].sort((one, other) => compareNames(one.routeName, other.routeName)).map((route, index) => [route.routeKey, index]));
}

function busiestSection(row: RouteRow): string {
	if (row.maxLoadAt === null) return NONE;
	const { direction, stopName, nextStopName, hour } = row.maxLoadAt;
	return `${stopName}${nextStopName === null ? '' : `→${nextStopName}`} (${directionName(direction)}, ${hourCell(hour)})`;
}

function licensed(row: RouteRow): string {
	if (row.licensedRuns === null) return NONE;
	return `${tenth(row.licensedRuns).replace(/\.0$/, '')}${row.licensedUnit === 'roundTrip' ? '(왕복)' : row.licensedUnit === 'oneWay' ? '(편도)' : '(단위 미상)'}`;
}

function columns(routes: readonly RouteRow[]): ReadonlyArray<Column<RouteRow>> {
	const rank = ranks(routes);
	return [
		{ title: '노선', of: (row) => row.routeName, look: 'tight', sort: (row) => rank.get(row.routeKey) ?? null },
		{ title: '운수사', of: (row) => orUnknown(row.operator), sort: (row) => row.operator },
		{ title: '유형', of: (row) => orUnknown(row.routeType), sort: (row) => row.routeType },
		{ title: '인가권자', of: (row) => orUnknown(row.licensingAuthority), sort: (row) => row.licensingAuthority },
		{ title: '승차(명)', of: (row) => count(row.boardings), look: 'num', sort: (row) => row.boardings },
		{ title: '평소 대비', of: (row) => changeMark(row.comparison.change), look: 'num', sort: (row) => row.comparison.change },
		{ title: '지난주 대비', of: (row) => changeMark(row.comparison.lastWeekChange), look: 'num', sort: (row) => row.comparison.lastWeekChange },
		{ title: '첨두시간(집중률)', of: (row) => (row.peakHour === null ? NONE : `${hourCell(row.peakHour)} (${percent(row.peakShare)})`), look: 'num', sort: (row) => row.peakHour },
		{ title: '최대 60분', of: (row) => (row.rollingPeakStart === null ? NONE : `${clockName(row.rollingPeakStart)}~ ${count(row.rollingPeakBoardings)}명`), look: 'num', sort: (row) => row.rollingPeakBoardings },
		{ title: '최대 재차 관측/추정', of: (row) => both(row.maxLoad), look: 'num', sort: (row) => bestOf(row.maxLoad).value },
		{ title: '최대 재차 구간', of: busiestSection, look: 'prose' },
		{ title: '운행/인가(회)', of: (row) => `${tenth(drivenRuns(row)).replace(/\.0$/, '')} / ${licensed(row)}`, look: 'num', sort: drivenRuns },
		{ title: '준수율', of: (row) => (row.compliance === null ? html`<span title="${row.complianceNote}">판단 불가</span>` : percent(row.compliance)), look: 'num', sort: (row) => row.compliance },
		{ title: '1회당 승차', of: (row) => tenth(row.boardingsPerRun), look: 'num', sort: (row) => row.boardingsPerRun },
		{ title: '대·km당 승차', of: (row) => tenth(row.boardingsPerKm), look: 'num', sort: (row) => row.boardingsPerKm },
		{ title: '배차간격(분)', of: (row) => (row.headway === null ? NONE : tenth(row.headway.meanMinutes)), look: 'num', sort: (row) => row.headway?.meanMinutes ?? null },
		{ title: '하차 태그율', of: (row) => percent(row.tagOffRate), look: 'num', sort: (row) => row.tagOffRate },
		{ title: '환승률', of: (row) => percent(row.transferRate), look: 'num', sort: (row) => row.transferRate },
		{ title: '평균 이용거리', of: (row) => kilometres(row.meanDistanceM), look: 'num', sort: (row) => row.meanDistanceM },
		{ title: '굴곡도', of: (row) => (row.circuity === null ? NONE : row.circuity.toFixed(2)), look: 'num', sort: (row) => row.circuity },
		{ title: '중복도', of: (row) => percent(row.duplication), look: 'num', sort: (row) => row.duplication },
	];
}

interface OperatorRow {
	operator: string;
	routes: number;
	boardings: number;
	usual: number | null;
	comparable: number;
	runs: number | null;
}

/** Sums by operator; the change counts only routes that have a usual. */
export function byOperator(routes: readonly RouteRow[]): OperatorRow[] {
	const sums = new Map<string, OperatorRow>();
	for (const { operator, boardings, runs, comparison } of routes) {
		const sum = sums.get(operator) ?? { operator, routes: 0, boardings: 0, usual: null, comparable: 0, runs: null };
		sum.routes += 1;
		sum.boardings += boardings;
		if (runs !== null) sum.runs = (sum.runs ?? 0) + runs;
		if (comparison.usual !== null) {
			sum.usual = (sum.usual ?? 0) + comparison.usual;
			sum.comparable += boardings;
		}
		sums.set(operator, sum);
	}
	return [...sums.values()].sort((one, other) => other.boardings - one.boardings);
}

const OPERATORS: ReadonlyArray<Column<OperatorRow>> = [
	{ title: '운수사', of: (row) => orUnknown(row.operator) },
	{ title: '노선', of: (row) => `${count(row.routes)}개`, look: 'num' },
	{ title: '승차(명)', of: (row) => count(row.boardings), look: 'num' },
	{ title: '평소 대비', of: (row) => change(row.usual === null || row.usual === 0 ? null : row.comparable / row.usual - 1), look: 'num' },
	{ title: '운행(회)', of: (row) => count(row.runs), look: 'num' },
];

/** All routes by operator, and the routes one by one: sortable and filtered where the script runs. */
export function routes(model: BusReportModel, { routes: most }: PageOptions): Html {
	const operators = byOperator(model.routes);
	const order = new Map(operators.map(({ operator }, index) => [operator, index]));
	const busiest = [...model.routes].sort((one, other) => other.boardings - one.boardings).slice(0, most);
	const shown = [...busiest].sort((one, other) => (order.get(one.operator) ?? 0) - (order.get(other.operator) ?? 0) || other.boardings - one.boardings);
	const present = operators.filter(({ operator }) => shown.some((row) => row.operator === operator));
	return section('routes', '노선별 현황', NOT_FOR_SETTLEMENT, [
		dataTable(OPERATORS, operators, { caption: `운수사별 합계 · ${NOT_FOR_SETTLEMENT}`, none: '노선별 자료가 없음.' }),
		shown.length === 0
			? html``
			: html`<p class="controls" hidden><label for="route-operator">운수사</label> <select id="route-operator"><option value="*">전체</option>${present.map(({ operator }) => html`<option value="${operator}">${orUnknown(operator)}</option>`)}</select> <label for="route-name">노선</label> <input id="route-name" type="search" size="10" autocomplete="off"> <output id="route-count"></output></p>`,
		dataTable(columns(shown), shown, { caption: `노선별 현황(운수사별, 승차가 많은 순) · ${NOT_FOR_SETTLEMENT}`, none: '노선별 자료가 없음.', id: 'route-table', group: (row) => row.operator, left: model.routes.length - shown.length, unit: ['노선', '개'] }),
	], 'wide');
}
