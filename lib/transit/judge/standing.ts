import type { BusinessCalendar } from '../../calendar/business-calendar';
import { addDays } from '../../calendar/day';
import type { Manifest } from '../lake/manifest';
import type { DayStanding } from './comparable-days';
import { baselineOf, type Baseline, type DayFacts } from './day-facts';
import { dayTypeOf } from './day-type';
import { badChecks, gradeOf } from './grade';
import { readDayFacts } from './history';
import { qualityChecks } from './quality';
import type { Summaries } from './summaries';
import type { Thresholds } from './thresholds';

const EMPTY: Baseline = { days: 0, boardings: null, hours: new Map(), rates: new Map(), vehicles: new Set() };
const UNREAD: DayStanding = { grade: 'A', badChecks: [] };

/**
 * Grades the earlier days and the day itself, so that bad ones are not taken for usual: each is judged against the median
 * of all days of its own type in the look-back, before any is left out.
 */
export async function standings(
	summaries: Summaries,
	manifest: Manifest,
	serviceDate: string,
	lookBackDays: number,
	calendar: BusinessCalendar,
	thresholds: Thresholds,
): Promise<{ facts: Map<string, DayFacts>; standing: (date: string) => DayStanding }> {
	const from = addDays(serviceDate, -lookBackDays);
	const days = [...summaries.days].filter((date) => date >= from && date <= serviceDate).sort();
	const facts = await readDayFacts(summaries, manifest, days, []);
	const baselines = new Map(
		(['weekday', 'saturday', 'holiday'] as const).map((type) => [type, baselineOf([...facts.values()].filter((day) => day.runningFrom === null && dayTypeOf(day.date, calendar) === type), 1)]),
	);
	const byDate = new Map<string, DayStanding>();
	for (const day of facts.values()) {
		const checks = qualityChecks(day, baselines.get(dayTypeOf(day.date, calendar)) ?? EMPTY, thresholds);
		byDate.set(day.date, { grade: gradeOf(checks), badChecks: badChecks(checks) });
	}
	return { facts, standing: (date) => byDate.get(date) ?? UNREAD };
}
