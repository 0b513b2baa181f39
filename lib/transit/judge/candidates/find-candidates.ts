import { addDays } from '../../../calendar/day';
import type { Candidate, CandidateKind } from '../../model';
import type { Day } from '../day';
import { dayTypeOf, schoolHolidayOf } from '../day-type';
import { crowdedHourFindings } from './crowded-hours';
import { fewRiderFindings } from './few-riders';
import { candidateOf } from './finding';
import { observedDays } from './observed-days';
import { quietStopFindings } from './quiet-stops';
import { restDayFindings, type RestGroup } from './rest-days';
import { readRouteDays, type RouteDays } from './route-days';
import { routeShapeFindings } from './route-shapes';

const KIND_ORDER: readonly CandidateKind[] = ['moreRuns', 'peakOnlyRuns', 'holidayReduction', 'fewerRuns', 'stopReview', 'routeReview'];
const TREND_DAYS = 28;

/**
 * 노선조정 검토 대상 of a service date: what the rules of rules.json find over the days of its type, each with numbers, met and
 * observed days, evidence and the route's last four weeks. Nothing is proposed from a day of grade D, and days of grade D
 * are not counted.
 */
export async function findCandidates(day: Day): Promise<Candidate[]> {
	if (day.grade === 'D') return [];
	const dates = observedDays(day, day.dayType);
	const groups = restGroups(day);
	const ordinary = observedDays(day, 'weekday', false);
	const trendDates = lastDays(day);
	const wanted = new Set([...dates, ...ordinary, ...trendDates, ...groups.flatMap((group) => group.dates)]);
	const routeDays = await readRouteDays(day, [...wanted]);
	const findings = [
		...(await crowdedHourFindings(day, dates, routeDays)),
		...restDayFindings(day, groups, ordinary, routeDays),
		...fewRiderFindings(day, dates, routeDays),
		...(await quietStopFindings(day, dates, routeDays)),
		...(await routeShapeFindings(day, dates, routeDays)),
	];
	const candidates = findings.flatMap((finding) => candidateOf(finding, day) ?? []);
	return KIND_ORDER.flatMap((kind) => candidates.filter((candidate) => candidate.kind === kind).sort(byWeight).slice(0, day.limits.candidatesPerKind)).map((candidate) => ({
		...candidate,
		trend: trendOf(day, candidate.routeKey, trendDates, routeDays),
	}));
}

/** Saturdays, Sundays and holidays, and where the service date lies in a school holiday its weekdays. */
function restGroups(day: Day): RestGroup[] {
	const group = (dayType: RestGroup['dayType'], name: string, id: string, dates: readonly string[]): RestGroup => ({ dayType, name, id, dates });
	const inHoliday = schoolHolidayOf(day.serviceDate, day.settings.schoolHolidays) !== null;
	return [
		group('saturday', '토요일', 'saturday', observedDays(day, 'saturday')),
		group('holiday', '일요일·공휴일', 'holiday', observedDays(day, 'holiday')),
		...(inHoliday ? [group('weekday', '방학 중 평일', 'schoolHoliday', observedDays(day, 'weekday', true))] : []),
	];
}

/** Review before watch, then the most met days. */
function byWeight(a: Candidate, b: Candidate): number {
	if (a.stage !== b.stage) return a.stage === 'review' ? -1 : 1;
	return b.metDays - a.metDays || (b.numbers[0]?.value ?? 0) - (a.numbers[0]?.value ?? 0) || a.candidateId.localeCompare(b.candidateId);
}

function lastDays(day: Day): string[] {
	return Array.from({ length: TREND_DAYS }, (_, index) => addDays(day.serviceDate, index + 1 - TREND_DAYS)).filter((date) => day.summaries.days.has(date));
}

function trendOf(day: Day, routeKey: string, dates: readonly string[], routeDays: RouteDays): Candidate['trend'] {
	const byDate = new Map((routeDays.get(routeKey) ?? []).map((row) => [row.service_date, row]));
	return dates.flatMap((date) => {
		const row = byDate.get(date);
		return row === undefined ? [] : [{ date, dayType: dayTypeOf(date, day.calendar), boardings: row.boardings, maxLoad: row.max_load, runs: row.runs }];
	});
}
