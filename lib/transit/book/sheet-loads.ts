import type { CrowdingRow, Direction, LoadRow } from '../model';
import type { RouteOrder } from './route-order';
import { hourTitle } from './sheet-hours';
import type { Column } from './table';
import { BUS_SIZES, directionName, hourCell, HOURS } from './words';

/** One line of 6 재차인원: one load of a stop by hour, with highest and p90 of all its runs of the day. */
export interface LoadLine {
	row: LoadRow;
	routeKey: string;
	direction: Direction;
	measure: string;
	hours: readonly (number | null)[];
	tenths: boolean;
	boardings: number;
	alightings: number;
	max: number | null;
	p90: number | null;
}

/** Lines of 6 재차인원: per stop along the route its loads; what was tapped and what was estimated on lines of their own. */
export function loadLines(loads: readonly LoadRow[], order: RouteOrder): LoadLine[] {
	return order.sort(loads, (row) => row.sequence).flatMap((row) => {
		const { routeKey, direction, mean, max, dayMax, dayP90 } = row;
		const of = { row, routeKey, direction, boardings: sum(row.boardings), alightings: sum(row.alightings) };
		const load = (measure: string, basis: 'observed' | 'estimated', figures: LoadRow['mean'], tenths: boolean): LoadLine[] =>
			dayMax[basis] === null ? [] : [{ ...of, measure, hours: figures[basis], tenths, max: dayMax[basis], p90: dayP90[basis] }];
		const lines = [
			...load('평균 재차(관측)', 'observed', mean, true),
			...load('평균 재차(추정)', 'estimated', mean, true),
			...load('최대 재차(관측)', 'observed', max, false),
			...load('최대 재차(추정)', 'estimated', max, false),
		];
		return lines.length > 0 ? lines : [{ ...of, measure: '판정 불가', hours: [], tenths: false, max: null, p90: null }];
	});
}

/** Columns of 6 재차인원, with the hours of the operating day side by side. */
export const loadColumns = (order: RouteOrder): ReadonlyArray<Column<LoadLine>> => [
	{ title: '운수사', width: 14, kind: 'text', of: ({ routeKey }) => order.operatorOf(routeKey) },
	{ title: '노선', width: 11, kind: 'text', of: ({ row }) => row.routeName },
	{ title: '방향', width: 9, kind: 'word', of: ({ direction }) => directionName(direction) },
	{ title: '순번', width: 6, kind: 'count', of: ({ row }) => row.sequence },
	{ title: '정류장', width: 24, kind: 'text', of: ({ row }) => row.stopName },
	{ title: '구분', width: 15, kind: 'word', of: ({ measure }) => measure },
	{ title: '하루 승차\n(명)', width: 8, kind: 'persons', of: ({ boardings }) => boardings },
	{ title: '하루 하차\n(관측, 명)', width: 9, kind: 'persons', of: ({ alightings }) => alightings },
	{ title: '하루 최대\n(명)', width: 8, kind: 'count', of: ({ max }) => max },
	{ title: '하루 상위\n10%(명)', width: 8, kind: 'count', of: ({ p90 }) => p90 },
	...HOURS.map((hour, index): Column<LoadLine> => ({ title: hourTitle(hour), width: 6.2, kind: 'persons', kindOf: ({ tenths }) => (tenths ? 'tenth' : 'persons'), of: ({ hours }) => hours[index] ?? null })),
];

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Columns of 7 혼잡. */
export const CROWDING_COLUMNS: ReadonlyArray<Column<CrowdingRow>> = [
	{ title: '운수사', width: 14, kind: 'text', of: (row) => row.operator },
	{ title: '노선', width: 11, kind: 'text', of: (row) => row.routeName },
	{ title: '방향', width: 9, kind: 'word', of: (row) => directionName(row.direction) },
	{ title: '시간대', width: 9, kind: 'word', of: (row) => hourCell(row.hour) },
	{ title: '순번', group: '가장 붐비는 구간(출발 정류장)', width: 6, kind: 'count', of: (row) => row.sequence },
	{ title: '정류장', group: '가장 붐비는 구간(출발 정류장)', width: 24, kind: 'text', of: (row) => row.stopName },
	{ title: '운행(회)', width: 8, kind: 'count', of: (row) => row.runs },
	{ title: '관측', group: '최대 재차인원(명)', width: 7, kind: 'count', of: (row) => row.maxLoad.observed },
	{ title: '추정', group: '최대 재차인원(명)', width: 7, kind: 'count', of: (row) => row.maxLoad.estimated },
	{ title: '관측', group: '평균 재차인원(명)', width: 7, kind: 'tenth', of: (row) => row.meanLoad.observed },
	{ title: '추정', group: '평균 재차인원(명)', width: 7, kind: 'tenth', of: (row) => row.meanLoad.estimated },
	{ title: '크기', group: '차량', width: 6, kind: 'word', of: (row) => (row.busSize === null ? '미상' : BUS_SIZES[row.busSize]) },
	{ title: '좌석', group: '차량', width: 6, kind: 'count', of: (row) => row.seats },
	{ title: '정원', group: '차량', width: 6, kind: 'count', of: (row) => row.capacity },
	{ title: '최대 재차\n/ 정원', width: 8, kind: 'percent', of: (row) => row.ratio },
	{ title: '경기도', group: '혼잡도', width: 9, kind: 'level', of: (row) => row.gyeonggi },
	{ title: '서울시', group: '혼잡도', width: 9, kind: 'level', of: (row) => row.seoul },
	{ title: '인원(명)', group: '좌석 초과', width: 8, kind: 'count', of: (row) => row.overSeats },
	{ title: '운행(회)', group: '좌석 초과', width: 8, kind: 'count', of: (row) => row.runsOverSeats },
	{ title: '비고', width: 44, kind: 'text', of: (row) => row.note },
];
