import { ValidationError } from '../errors';
import type { DateTime } from '../vendor/luxon';
import type { BusinessCalendar } from './business-calendar';
import { addDays, isoWeek, koreanDay, koreanTime, mondayOf } from './day';

export type ScheduleMode = 'weekly' | 'daily';

export interface NoticeSchedule {
	mode: ScheduleMode;
	/** Korean time of day from which a run is due, `HH:mm`. */
	time: string;
	/** Calendar days before the period's first day that are read again; 70 by default. */
	lookBackDays?: number;
}

/** The receipts one run is about (by the day they appeared in the source). */
export interface NoticePeriod {
	/** Name of the run: ISO week of the receipts (`2026-W47`), or in daily mode the run's own working day (`2026-11-20`). */
	period: string;
	/** First and last Korean day of the period. */
	from: string;
	to: string;
	/** Rows that appeared from here on and have not been told are read again (late arrivals). */
	lookBackFrom: string;
}

/** Late registration data arrive until the 10th of the next month (지방세법 §22③); 70 days leave room for an outage. */
export const DEFAULT_LOOK_BACK_DAYS = 70;
const MOST_CLOSED_WEEKS = 53;

/**
 * The period a run on `runDate` is about. Consecutive periods join without gap or overlap:
 * - weekly: up to the Sunday before; from the Monday on which the last week with a working day began, so that the
 *   receipts of a week that could not run at all are carried on;
 * - daily: up to the day before the run's working day, from the working day before it (a run reads complete days only).
 * @param runDate Korean day; in daily mode a day off counts as the working day before it.
 */
export function periodFor(
	runDate: string,
	mode: ScheduleMode,
	calendar: BusinessCalendar,
	lookBackDays = DEFAULT_LOOK_BACK_DAYS,
): NoticePeriod {
	if (!Number.isInteger(lookBackDays) || lookBackDays < 0) {
		throw new ValidationError(
			'invalidLookBack',
			'재조회 기간이 올바르지 않습니다.',
			'재조회 기간을 0 이상의 일수로 입력하시기 바랍니다.',
		);
	}
	if (mode === 'daily') {
		const runDay = calendar.isBusinessDay(runDate) ? runDate : calendar.previousBusinessDay(runDate);
		const from = calendar.previousBusinessDay(runDay);
		return { period: runDay, from, to: addDays(runDay, -1), lookBackFrom: addDays(from, -lookBackDays) };
	}
	const monday = mondayOf(runDate);
	const to = addDays(monday, -1);
	let from = addDays(monday, -7);
	for (let week = 0; week < MOST_CLOSED_WEEKS && calendar.firstBusinessDayOfWeek(from) === null; week++) {
		from = addDays(from, -7);
	}
	return { period: isoWeek(to), from, to, lookBackFrom: addDays(from, -lookBackDays) };
}

export interface DueState {
	/** Working day, and the run's time has been reached. Whether the period is already closed only the ledger knows. */
	due: boolean;
	reason: 'due' | 'dayOff' | 'tooEarly';
	/** The period a run at this moment would be about. */
	period: NoticePeriod;
	/** The instant (ISO 8601, +09:00) from which this period is due; null where the whole week is off. */
	dueSince: string | null;
}

/**
 * Is a run due at `now`? Weekly: from the given time on the ISO week's first working day, and on every later working day
 * of that week at any hour, so that a missed Monday is caught up. Daily: from the given time on each working day.
 * @param now luxon `DateTime` or ISO 8601 text; read as Korean time.
 * Throws `ValidationError` (`invalidScheduleTime`) unless `schedule.time` is `HH:mm`.
 */
export function dueAt(now: DateTime | string, schedule: NoticeSchedule, calendar: BusinessCalendar): DueState {
	const instant = koreanTime(now);
	const today = koreanDay(instant);
	const period = periodFor(today, schedule.mode, calendar, schedule.lookBackDays);
	const firstDay = schedule.mode === 'weekly' ? calendar.firstBusinessDayOfWeek(today) : period.period;
	const since = firstDay === null ? null : startOfRun(firstDay, schedule.time);
	const reason = !calendar.isBusinessDay(today)
		? 'dayOff'
		: since === null || instant.toMillis() < since.toMillis()
			? 'tooEarly'
			: 'due';
	return { due: reason === 'due', reason, period, dueSince: since === null ? null : since.toISO() };
}

/** The first instant after `now` (ISO 8601, +09:00) at which a run becomes due, for showing "다음 실행". */
export function nextDueAt(now: DateTime | string, schedule: NoticeSchedule, calendar: BusinessCalendar): string | null {
	const instant = koreanTime(now);
	let day = calendar.nextBusinessDay(koreanDay(instant));
	for (let tried = 0; tried < 400; tried++) {
		const runsToday = schedule.mode === 'daily' || calendar.firstBusinessDayOfWeek(day) === day;
		const start = startOfRun(day, schedule.time);
		if (runsToday && start.toMillis() > instant.toMillis()) return start.toISO();
		day = calendar.nextBusinessDay(addDays(day, 1));
	}
	return null;
}

function startOfRun(day: string, time: string): DateTime {
	if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) {
		throw new ValidationError(
			'invalidScheduleTime',
			`실행 시각이 올바르지 않습니다: "${time.slice(0, 10)}"`,
			'실행 시각을 09:00과 같은 형식(시:분)으로 입력하시기 바랍니다.',
		);
	}
	return koreanTime(`${day}T${time}:00`);
}
