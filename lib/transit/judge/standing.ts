import type { BusinessCalendar } from '../../calendar/business-calendar';
import { addDays } from '../../calendar/day';
import type { Manifest } from '../lake/manifest';
import type { DayStanding } from './comparable-days';
import { baselineOf, type Baseline, type DayFacts } from './day-facts';
import { dayTypeOf, schoolHolidayOf } from './day-type';
import { badChecks, gradeOf } from './grade';
import { readDayFacts } from './history';
import { qualityChecks } from './quality';
import type { DayPeriod } from './settings';
import type { Summaries } from './summaries';
import type { Thresholds } from './thresholds';

const EMPTY: Baseline = { days: 0, boardings: null, hours: new Map(), rates: new Map(), vehicles: new Set() };
const UNREAD: DayStanding = { grade: 'A', badChecks: [] };

/**
 * Grades the earlier days and the day itself, so that bad ones are not taken for usual: each is judged against the median
 * of all days of its own type in the look-back (school holidays apart), before any is left out.
 */
export async function standings(
	summaries: Summaries,
	manifest: Manifest,
	serviceDate: string,
	lookBackDays: number,
	calendar: BusinessCalendar,
	schoolHolidays: readonly DayPeriod[],
	thresholds: Thresholds,
): Promise<{ facts: Map<string, DayFacts>; standing: (date: string) => DayStanding }> {
	const from = addDays(serviceDate, -lookBackDays);
	const days = [...summaries.days].filter((date) => date >= from && date <= serviceDate).sort();
	const facts = await readDayFacts(summaries, manifest, days, []);
	const kindOf = (date: string): string => `${dayTypeOf(date, calendar)}|${schoolHolidayOf(date, schoolHolidays) !== null}`;
	const whole = [...facts.values()].filter((day) => day.runningFrom === null);
	const baselines = new Map([...new Set(days.map(kindOf))].map((kind) => [kind, baselineOf(whole.filter((day) => kindOf(day.date) === kind), 1)]));
	const byDate = new Map<string, DayStanding>();
	for (const day of facts.values()) {
		const checks = qualityChecks(day, baselines.get(kindOf(day.date)) ?? EMPTY, thresholds);
		byDate.set(day.date, { grade: gradeOf(checks), badChecks: badChecks(checks) });
	}
	return { facts, standing: (date) => byDate.get(date) ?? UNREAD };
}
