import type { Direction, RouteHourRow, StopHourRow } from '../model';
import type { RouteOrder } from './route-order';
import type { Column } from './table';
import { directionName, HOURS } from './words';

type Measure = '승차' | '하차';

/** One line of a table by hour: a route and direction, or a stop, for one measure. */
export interface HourLine {
	measure: Measure;
	hours: readonly number[];
	total: number;
}

export interface RouteHourLine extends HourLine {
	routeKey: string;
	routeName: string;
	direction: Direction;
}

export interface StopHourLine extends HourLine {
	stop: StopHourRow;
}

export const hourTitle = (hour: number) => (hour >= 24 ? `익일\n${hour % 24}시` : `${hour}시`);
const hourColumns = <T extends HourLine>(): Array<Column<T>> =>
	HOURS.map((hour, index) => ({ title: hourTitle(hour), width: 6.2, kind: 'persons', of: (row) => row.hours[index] ?? 0 }));

/** Lines of 4 노선×시간: per route and direction, boardings then alightings (observed). */
export function routeHourLines(rows: readonly RouteHourRow[], order: RouteOrder): RouteHourLine[] {
	const found = new Map<string, { row: RouteHourRow; on: number[]; off: number[] }>();
	for (const row of rows) {
		const key = `${row.routeKey}\0${row.direction}`;
		const line = found.get(key) ?? { row, on: HOURS.map(() => 0), off: HOURS.map(() => 0) };
		found.set(key, line);
		const at = row.hour - 4;
		if (at < 0 || at >= HOURS.length) continue;
		line.on[at] = (line.on[at] ?? 0) + row.boardings;
		line.off[at] = (line.off[at] ?? 0) + row.alightings;
	}
	const lines = [...found.values()].flatMap(({ row: { routeKey, routeName, direction }, on, off }): RouteHourLine[] => [
		{ routeKey, routeName, direction, measure: '승차', hours: on, total: sum(on) },
		{ routeKey, routeName, direction, measure: '하차', hours: off, total: sum(off) },
	]);
	return order.sort(lines, ({ measure }) => (measure === '승차' ? 0 : 1));
}

/** Lines of 5 정류장×시간, busiest stop first: boardings then alightings (observed). */
export function stopHourLines(stops: readonly StopHourRow[]): StopHourLine[] {
	return [...stops]
		.sort((a, b) => b.totalBoardings + b.totalAlightings - a.totalBoardings - a.totalAlightings || (a.stopKey < b.stopKey ? -1 : 1))
		.flatMap((stop): StopHourLine[] => [
			{ stop, measure: '승차', hours: stop.boardings, total: stop.totalBoardings },
			{ stop, measure: '하차', hours: stop.alightings, total: stop.totalAlightings },
		]);
}

/** Columns of 4 노선×시간. */
export const routeHourColumns = (order: RouteOrder): ReadonlyArray<Column<RouteHourLine>> => [
	{ title: '운수사', width: 14, kind: 'text', of: (row) => order.operatorOf(row.routeKey) },
	{ title: '노선', width: 11, kind: 'text', of: (row) => row.routeName },
	{ title: '방향', width: 9, kind: 'word', of: (row) => directionName(row.direction) },
	{ title: '구분', width: 6, kind: 'word', of: (row) => row.measure },
	{ title: '계', width: 8, kind: 'persons', of: (row) => row.total },
	...hourColumns<RouteHourLine>(),
];

/** Columns of 5 정류장×시간. */
export const STOP_HOUR_COLUMNS: ReadonlyArray<Column<StopHourLine>> = [
	{ title: '정류장', width: 24, kind: 'text', of: ({ stop }) => stop.stopName },
	{ title: '정류장\n번호', width: 9, kind: 'word', of: ({ stop }) => stop.arsNo },
	{ title: '행정동', width: 10, kind: 'word', of: ({ stop }) => stop.dongName },
	{ title: '노선\n(개)', width: 6, kind: 'count', of: ({ stop }) => stop.routes },
	{ title: '구분', width: 6, kind: 'word', of: (row) => row.measure },
	{ title: '계', width: 8, kind: 'persons', of: (row) => row.total },
	...hourColumns<StopHourLine>(),
];

/** Columns before the hours, and the range that is shaded: first and last hour, counted from 1. */
export const heatOf = (before: number): [number, number] => [before + 1, before + HOURS.length];

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
