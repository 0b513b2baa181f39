import { addDays, assertDay, daysBetween, officialDate } from '../../calendar/day';
import { ValidationError } from '../../errors';
import type { Engine } from '../engine';
import type { Lake } from '../lake/lake';
import type { AreaBalance, AreaRow, Candidate, DayType, PeriodReportModel } from '../model';
import { balanceOf, per1000, zonesOf } from './areas';
import { findCandidates } from './candidates/find-candidates';
import type { Day } from './day';
import { dayNameOf, dayTypeOf } from './day-type';
import { sourcesOf, stateOf } from './history';
import { openDay } from './open-day';
import { periodCautions } from './period-cautions';
import { calendarOf, type JudgeSettings } from './settings';

const LONGEST_PERIOD_DAYS = 366;

export interface PeriodRequest {
	lake: Lake;
	engine: Engine;
	/** First and last service date. */
	from: string;
	to: string;
	dayType: DayType | 'all';
	/** Name or key of the route asked for; null = all. */
	routeName: string | null;
	settings: JudgeSettings;
}

interface PeriodDayRow {
	service_date: string;
	boardings: number;
	alightings: number;
	tag_off_rate: number | null;
}

interface PeriodRouteRow {
	route_key: string;
	boardings: number;
	runs: number | null;
	peak_hour: number | null;
	mean_max_load: number | null;
	max_load: number | null;
}

/**
 * A report over a period from daily summaries, of one day type or all, of one route or all. Figures are sums over the days
 * counted unless they are called mean. Candidates are those of the last day counted.
 * @throws ValidationError `invalidDay`, `invalidPeriod`, `summaryMissing`, `unknownRoute`
 */
export async function buildPeriod(request: PeriodRequest): Promise<PeriodReportModel> {
	const { lake, engine, from, to, dayType, settings } = request;
	const asked = request.routeName?.trim() ?? '';
	const wanted = daysOf(from, to).filter((date) => dayType === 'all' || dayTypeOf(date, calendarOf(settings)) === dayType);
	const dates = wanted.filter((date) => (lake.manifest.days[date]?.summary ?? null) !== null);
	const last = dates.at(-1);
	if (last === undefined) {
		throw new ValidationError('summaryMissing', '고른 기간과 요일 유형에 분석한 운행일이 없습니다.', '기간의 운행일을 먼저 분석하거나 다른 기간을 고르시기 바랍니다.');
	}
	const { day } = await openDay(lake, engine, last, settings);
	const routes = await routeKeysOf(day, dates, asked);
	const days = await day.summaries.query<PeriodDayRow>('period_days', { route_day: dates }, { routes });
	return {
		format: 1,
		city: settings.city,
		department: settings.department,
		contact: settings.contact,
		from,
		to,
		dayType,
		routeName: routes === null ? null : day.names.routeName(routes[0] ?? ''),
		madeAt: settings.now,
		days: days.map((row) => ({
			date: row.service_date,
			dayType: dayTypeOf(row.service_date, day.calendar),
			dayName: dayNameOf(row.service_date, day.calendar),
			boardings: row.boardings,
			alightings: row.alightings,
			tagOffRate: row.tag_off_rate,
			state: stateOf(sourcesOf(lake.manifest, row.service_date), row.service_date),
		})),
		missingDays: wanted.filter((date) => !dates.includes(date)),
		hours: await hourMeans(day, dates, routes),
		routes: await routeSums(day, dates, routes),
		stops: await stopSums(day, dates, routes),
		areas: await areaSums(day, dates, routes),
		candidates: ofRoutes(await findCandidates(day), routes),
		cautions: periodCautions({
			days: dates.length,
			missing: wanted.length - dates.length,
			provisional: dates.filter((date) => stateOf(sourcesOf(lake.manifest, date), date) === 'provisional'),
			bad: dates.filter((date) => day.standing(date).grade === 'D'),
			lastDay: last,
			signedOff: settings.signOff !== null,
		}),
	};
}

function daysOf(from: string, to: string): string[] {
	assertDay(from, '시작일');
	assertDay(to, '종료일');
	const length = daysBetween(from, to) + 1;
	if (length < 1 || length > LONGEST_PERIOD_DAYS) {
		throw new ValidationError(
			'invalidPeriod',
			`기간이 올바르지 않습니다: ${officialDate(from)} ~ ${officialDate(to)}`,
			`종료일이 시작일보다 빠르지 않고 ${LONGEST_PERIOD_DAYS}일을 넘지 않게 입력하시기 바랍니다.`,
		);
	}
	return Array.from({ length }, (_, offset) => addDays(from, offset));
}

/** Keys of the routes with that name (several operators may use one) or key; null where all are asked for. */
async function routeKeysOf({ summaries, names }: Day, dates: readonly string[], asked: string): Promise<string[] | null> {
	if (asked === '') return null;
	const seen = await summaries.query<{ route_key: string }>('period_routes', { route_day: dates, route_hour: dates, profile: dates }, { routes: null });
	const keys = seen.map((row) => row.route_key).filter((key) => key === asked || names.routeName(key) === asked);
	if (keys.length > 0) return keys;
	throw new ValidationError('unknownRoute', `기간 안에 「${asked.slice(0, 40)}」 노선의 이용 기록이 없습니다.`, '노선 이름을 노선 목록에 있는 그대로 입력하시기 바랍니다.');
}

async function hourMeans({ summaries }: Day, dates: readonly string[], routes: string[] | null): Promise<PeriodReportModel['hours']> {
	const rows = await summaries.query<{ hour: number; boardings: number; alightings: number }>('period_hours', { route_hour: dates }, { routes });
	const byHour = new Map(rows.map((row) => [row.hour, row]));
	return Array.from({ length: 24 }, (_, index) => {
		const row = byHour.get(index + 4);
		return { hour: index + 4, meanBoardings: (row?.boardings ?? 0) / dates.length, meanAlightings: (row?.alightings ?? 0) / dates.length };
	});
}

async function routeSums({ summaries, names }: Day, dates: readonly string[], routes: string[] | null): Promise<PeriodReportModel['routes']> {
	const rows = await summaries.query<PeriodRouteRow>('period_routes', { route_day: dates, route_hour: dates, profile: dates }, { routes });
	return rows.map((row) => ({
		routeKey: row.route_key,
		routeName: names.routeName(row.route_key),
		operator: names.operator(row.route_key),
		boardings: row.boardings,
		dailyMean: row.boardings / dates.length,
		peakHour: row.peak_hour,
		meanMaxLoad: row.mean_max_load,
		maxLoad: row.max_load,
		runs: row.runs,
	}));
}

async function stopSums({ summaries, names, limits }: Day, dates: readonly string[], routes: string[] | null): Promise<PeriodReportModel['stops']> {
	const rows = await summaries.query<{ stop_key: string; dong_name: string | null; boardings: number; alightings: number }>('period_stops', { route_stop_hour: dates }, { routes, most: limits.stops });
	return rows.map((row) => ({ stopKey: row.stop_key, stopName: names.stopName(row.stop_key), dongName: row.dong_name ?? '', boardings: row.boardings, alightings: row.alightings }));
}

async function areaSums({ summaries }: Day, dates: readonly string[], routes: string[] | null): Promise<AreaBalance> {
	const rows = await summaries.query<{ dong_code: string; dong_name: string; living_zone: string; population: number | null; stops: number; routes: number; boardings: number; alightings: number }>('period_areas', { route_stop_hour: dates }, { routes });
	const dongs = rows.map((row): AreaRow => ({
		dongCode: row.dong_code,
		dongName: row.dong_name,
		livingZone: row.living_zone,
		population: row.population,
		stops: row.stops,
		routes: row.routes,
		boardings: row.boardings,
		alightings: row.alightings,
		boardingsPer1000: per1000(row.boardings, row.population),
		runs: null,
		firstBoarding: null,
		lastBoarding: null,
	}));
	const served = await summaries.query<{ living_zone: string; routes: number; runs: number | null }>('zone_routes', { route_stop_hour: dates, route_day: dates }, { routes });
	return { dongs, zones: zonesOf(dongs, served.map((zone) => ({ ...zone, runs: null }))), ...balanceOf(dongs) };
}

function ofRoutes(candidates: readonly Candidate[], routes: readonly string[] | null): Candidate[] {
	return candidates.filter((candidate) => routes === null || routes.includes(candidate.routeKey));
}
