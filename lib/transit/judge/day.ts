import type { BusinessCalendar } from '../../calendar/business-calendar';
import type { DayType, Grade } from '../model';
import type { DayStanding } from './comparable-days';
import type { Names } from './masters';
import type { JudgeSettings, TopLimits } from './settings';
import type { Summaries } from './summaries';
import type { Thresholds } from './thresholds';

/** What every part of a report on one service date needs. */
export interface Day {
	summaries: Summaries;
	names: Names;
	settings: JudgeSettings;
	limits: TopLimits;
	thresholds: Thresholds;
	calendar: BusinessCalendar;
	serviceDate: string;
	dayType: DayType;
	/** Days that make 평소, newest first; all of the service date's type. */
	comparedWith: string[];
	/** The same weekday a week before, where it may be compared; else null. */
	lastWeek: string | null;
	/** Only parts of the day have come. */
	running: boolean;
	grade: Grade;
	/** Standing of any day with a summary in the look-back. */
	standing: (date: string) => DayStanding;
	/** No hour is missing, so a peak hour may be named. */
	peakHolds: boolean;
	/** Tag-off rate and stop lists allow conclusions from loads. */
	loadsHold: boolean;
	/** Stops are known well enough to sum by area. */
	areasHold: boolean;
}
