import { addDays, mondayOf } from '../../calendar/day';
import { ValidationError } from '../../errors';
import type { Engine } from '../engine';
import type { Lake } from '../lake/lake';
import type { DayType, Direction, WeeklyCrowdingModel } from '../model';
import { gyeonggiLevel, overCapacity } from './crowding-levels';
import { dayTypeOf } from './day-type';
import { sourcesOf, stateOf } from './history';
import { readNames, type Names } from './masters';
import { calendarOf, type JudgeSettings } from './settings';
import { standings } from './standing';
import { openSummaries, type Summaries } from './summaries';
import { Thresholds } from './thresholds';
import { USUAL_LOOK_BACK } from './comparable-days';

export interface WeeklyCrowdingRequest {
	lake: Lake;
	engine: Engine;
	/** Any day of the week (Monday to Sunday). */
	weekOf: string;
	settings: JudgeSettings;
}

interface WeekRow {
	route_key: string;
	direction: Direction;
	hour: number;
	days: number;
	runs: number;
	mean_load: number | null;
	max_load: number | null;
}

interface OverSeatsRow {
	route_key: string;
	direction: Direction;
	hour: number;
	runs_over_seats: number;
}

/**
 * 노선별 혼잡률 of one week from daily summaries, 평일, 토요일 and 일요일·공휴일 apart. Days without a summary, of grade D or with too low a tag-off rate for loads
 * are missing days.
 * @throws ValidationError `invalidDay`, `summaryMissing`
 */
export async function buildWeeklyCrowding({ lake, engine, weekOf, settings }: WeeklyCrowdingRequest): Promise<WeeklyCrowdingModel> {
	const from = mondayOf(weekOf);
	const week = Array.from({ length: 7 }, (_, offset) => addDays(from, offset));
	const last = week.findLast((date) => (lake.manifest.days[date]?.summary ?? null) !== null);
	if (last === undefined) {
		throw new ValidationError('summaryMissing', '해당 주에 분석한 운행일이 없습니다.', '그 주의 운행일을 먼저 분석하거나 다른 주를 고르시기 바랍니다.');
	}
	const summaries = await openSummaries(lake, engine, last);
	const { standing } = await standings(summaries, lake.manifest, last, USUAL_LOOK_BACK, calendarOf(settings), settings.schoolHolidays, new Thresholds(settings.thresholds));
	const days = week.filter((date) => summaries.days.has(date) && standing(date).grade !== 'D' && !standing(date).badChecks.includes('tagOffRate'));
	const names = await readNames(summaries);
	const calendar = calendarOf(settings);
	let rows: WeeklyCrowdingModel['rows'] = [];
	for (const dayType of DAY_TYPES) rows = rows.concat(await rowsOf(summaries, names, dayType, days.filter((date) => dayTypeOf(date, calendar) === dayType)));
	return {
		format: 1,
		city: settings.city,
		department: settings.department,
		from,
		to: addDays(from, 6),
		state: days.every((date) => stateOf(sourcesOf(lake.manifest, date), date) === 'final') ? 'final' : 'provisional',
		missingDays: week.filter((date) => !days.includes(date)),
		rows: rows.sort((a, b) => a.routeName.localeCompare(b.routeName, 'ko', { numeric: true })),
	};
}

const DAY_TYPES: readonly DayType[] = ['weekday', 'saturday', 'holiday'];

async function rowsOf(summaries: Summaries, names: Names, dayType: DayType, days: readonly string[]): Promise<WeeklyCrowdingModel['rows']> {
	const rows = await summaries.query<WeekRow>('crowding_week', { load: days });
	const over = await summaries.query<OverSeatsRow>('runs_over_seats', { run_day: days, profile: days });
	const overSeats = new Map<string, number>();
	for (const row of over) overSeats.set(cellKey(row), (overSeats.get(cellKey(row)) ?? 0) + row.runs_over_seats);
	return rows.map((row) => rowOf(row, names, dayType, overSeats.get(cellKey(row)) ?? 0));
}

function rowOf(row: WeekRow, names: Names, dayType: DayType, runsOverSeats: number): WeeklyCrowdingModel['rows'][number] {
	const bus = names.bus(row.route_key);
	return {
		routeName: names.routeName(row.route_key),
		routeType: names.route(row.route_key)?.route_type ?? '',
		operator: names.operator(row.route_key),
		dayType,
		direction: row.direction,
		hour: row.hour,
		days: row.days,
		runs: row.runs,
		meanLoad: row.mean_load,
		maxLoad: row.max_load,
		seats: bus.seats,
		capacity: bus.capacity,
		ratio: overCapacity(row.max_load, bus),
		level: gyeonggiLevel(row.max_load, bus),
		runsOverSeats: bus.seatedExpress && bus.seats !== null ? runsOverSeats : null,
	};
}

function cellKey(cell: { route_key: string; direction: string; hour: number }): string {
	return `${cell.route_key}|${cell.direction}|${cell.hour}`;
}
