import { BusinessCalendar, type ExtraHoliday } from '../../calendar/business-calendar';
import type { BusReportModel, SignOff } from '../model';

/** A stretch of days, both ends included. */
export interface DayPeriod {
	from: string;
	to: string;
	/** E.g. `여름방학`; `학교 방학` where empty. */
	name?: string;
}

/** How many rows a model may hold, so that a report on a whole province stays readable. */
export interface TopLimits {
	/** Load rows (route × direction × stop): every route of a city, not of a province. Whole routes are left out, those with the fewest boardings first. */
	loads: number;
	stops: number;
	transfers: number;
	unusualRoutes: number;
	candidatesPerKind: number;
}

export const DEFAULT_LIMITS: TopLimits = { loads: 30_000, stops: 20_000, transfers: 30, unusualRoutes: 10, candidatesPerKind: 20 };

/** What the city decides about its reports. */
export interface JudgeSettings {
	city: string;
	department: string;
	contact: string;
	/** Thresholds that differ from the shipped ones, by id (thresholds.json). */
	thresholds?: Readonly<Record<string, number>>;
	/** Who in the department stands for the thresholds, and since when; null = not settled yet. */
	signOff: SignOff | null;
	/** 학교 방학. */
	schoolHolidays: readonly DayPeriod[];
	/** Ad-hoc public holidays that the shipped table lacks. */
	extraHolidays: readonly (string | ExtraHoliday)[];
	packageVersion: string;
	/** ISO time of the making. */
	now: string;
	/** 판번호, from 1. */
	edition: number;
	/** The edition before, for what changed since. */
	previous: BusReportModel | null;
	/** Hide counts under five of 장애인, 유공자, 어린이; for everything that leaves the department. */
	hideSmallCells: boolean;
	limits?: Partial<TopLimits>;
}

/** The calendar the settings describe. */
export function calendarOf(settings: Pick<JudgeSettings, 'extraHolidays'>): BusinessCalendar {
	return new BusinessCalendar({ extraHolidays: settings.extraHolidays });
}
