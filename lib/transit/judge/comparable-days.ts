import type { BusinessCalendar } from '../../calendar/business-calendar';
import { addDays } from '../../calendar/day';
import type { DayType, Grade } from '../model';
import { dayTypeOf, inFeastWeek, schoolHolidayOf } from './day-type';
import type { DayPeriod } from './settings';

/** Standing of one day's data, as `comparableDays` needs it. */
export interface DayStanding {
	grade: Grade;
	/** Checks that found the data bad. */
	badChecks: readonly string[];
}

export interface LeftOut {
	date: string;
	reason: string;
}

export interface Comparable {
	/** Newest first. */
	days: string[];
	/** Days of the same type that were passed over, newest first, each with its reason. */
	leftOut: LeftOut[];
}

export interface ComparableRequest {
	serviceDate: string;
	/** Days with a summary. */
	available: ReadonlySet<string>;
	calendar: BusinessCalendar;
	schoolHolidays: readonly DayPeriod[];
	standing: (date: string) => DayStanding;
	/** How many days are looked for, and how far back. */
	most: number;
	lookBackDays: number;
	/** The day type looked for; that of the service date where absent. */
	dayType?: DayType;
	/** Days inside or outside school holidays are looked for; as the service date where absent. */
	inSchoolHoliday?: boolean;
}

/** How many days make 평소 at most, and how far back they are looked for. */
export const USUAL_DAYS = 8;
export const USUAL_LOOK_BACK = 70;

/**
 * Earlier days of the same type (평일, 토요일, 일요일·공휴일) to compare with, newest first. Left out, with the reason:
 * school holidays (or, when the service date lies in one, school days), weeks of 설날 and 추석 (unless the service date
 * lies in one), days of grade D, and days of grade C unless the service date fails the same checks: a city with a low
 * tag-off rate every day compares like with like.
 */
export function comparableDays(request: ComparableRequest): Comparable {
	const { serviceDate, calendar, available } = request;
	const dayType = request.dayType ?? dayTypeOf(serviceDate, calendar);
	const first = [...available].sort()[0] ?? serviceDate;
	const days: string[] = [];
	const leftOut: LeftOut[] = [];
	for (let back = 1; back <= request.lookBackDays && days.length < request.most; back++) {
		const date = addDays(serviceDate, -back);
		if (date < first) break;
		if (dayTypeOf(date, calendar) !== dayType) continue;
		const reason = reasonToLeaveOut(date, request);
		if (reason === null) days.push(date);
		else leftOut.push({ date, reason });
	}
	return { days, leftOut };
}

function reasonToLeaveOut(date: string, request: ComparableRequest): string | null {
	const { calendar, schoolHolidays, serviceDate } = request;
	if (!request.available.has(date)) return '자료 없음';
	const holiday = schoolHolidayOf(date, schoolHolidays);
	const wantHoliday = request.inSchoolHoliday ?? schoolHolidayOf(serviceDate, schoolHolidays) !== null;
	if (holiday !== null && !wantHoliday) return holiday;
	if (holiday === null && wantHoliday) return '학기 중(기준일은 방학)';
	if (inFeastWeek(date, calendar) && !inFeastWeek(serviceDate, calendar)) return '설·추석 연휴가 든 주';
	return badDataReason(request.standing(date), request.standing(serviceDate));
}

function badDataReason(day: DayStanding, today: DayStanding): string | null {
	if (day.grade === 'D') return '자료 불량(등급 D)';
	if (day.grade === 'C' && !day.badChecks.every((check) => today.badChecks.includes(check))) return '자료 불량(등급 C)';
	return null;
}
