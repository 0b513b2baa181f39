import { assertDay, addDays } from '../../calendar/day';
import type { Engine } from '../engine';
import type { Lake } from '../lake/lake';
import type { LakeSource } from '../lake/manifest';
import type { QualityCheck } from '../model';
import { comparableDays, USUAL_DAYS, USUAL_LOOK_BACK, type Comparable } from './comparable-days';
import type { Day } from './day';
import { baselineOf, type Baseline, type DayFacts } from './day-facts';
import { dayTypeOf } from './day-type';
import { gradeOf, isSound } from './grade';
import { readDayFacts, sourcesOf } from './history';
import { readNames } from './masters';
import { qualityChecks } from './quality';
import { calendarOf, DEFAULT_LIMITS, type JudgeSettings } from './settings';
import { standings } from './standing';
import { openSummaries } from './summaries';
import { Thresholds } from './thresholds';

/** Candidates look further back than 평소 does: twenty Saturdays are twenty weeks. */
export const LONGEST_LOOK_BACK = 245;

/** A bad one of these means that no conclusion rests on loads. */
const LOAD_CHECKS: ReadonlySet<string> = new Set(['tagOffRate', 'unlistedStops', 'negativeLoads']);

export interface OpenedDay {
	day: Day;
	sources: LakeSource[];
	comparable: Comparable;
	baseline: Baseline;
	checks: QualityCheck[];
	facts: Map<string, DayFacts>;
}

/** Reads what a service date stands against, grades its data and says which conclusions hold. */
export async function openDay(lake: Lake, engine: Engine, serviceDate: string, settings: JudgeSettings): Promise<OpenedDay> {
	assertDay(serviceDate, '운행일자');
	const thresholds = new Thresholds(settings.thresholds);
	const calendar = calendarOf(settings);
	const summaries = await openSummaries(lake, engine, serviceDate);
	const { schoolHolidays } = settings;
	const { facts, standing } = await standings(summaries, lake.manifest, serviceDate, LONGEST_LOOK_BACK, calendar, schoolHolidays, thresholds);
	const comparable = comparableDays({ serviceDate, available: summaries.days, calendar, schoolHolidays, standing, most: USUAL_DAYS, lookBackDays: USUAL_LOOK_BACK });
	const near = await readDayFacts(summaries, lake.manifest, [serviceDate, ...comparable.days], [serviceDate, ...comparable.days]);
	const today = near.get(serviceDate) ?? emptyDay(serviceDate);
	const baseline = baselineOf(comparable.days.flatMap((date) => near.get(date) ?? []), thresholds.share('missingVehicles.usualShare'));
	const checks = qualityChecks(today, baseline, thresholds);
	const weekBefore = addDays(serviceDate, -7);
	const day: Day = {
		summaries,
		names: await readNames(summaries),
		settings,
		limits: { ...DEFAULT_LIMITS, ...settings.limits },
		thresholds,
		calendar,
		serviceDate,
		dayType: dayTypeOf(serviceDate, calendar),
		comparedWith: comparable.days,
		lastWeek: comparable.days.includes(weekBefore) ? weekBefore : null,
		running: today.runningFrom !== null,
		grade: gradeOf(checks),
		standing,
		peakHolds: isSound(checks, 'missingHours'),
		loadsHold: checks.every((check) => !LOAD_CHECKS.has(check.id) || check.verdict !== 'bad'),
		areasHold: checks.every((check) => check.id !== 'unmatchedStops' || check.verdict !== 'bad'),
	};
	return { day, sources: sourcesOf(lake.manifest, serviceDate), comparable, baseline, checks, facts };
}

function emptyDay(date: string): DayFacts {
	return { date, boardings: 0, hours: new Map(), counted: new Map(), vehicles: new Set(), runningFrom: null };
}
