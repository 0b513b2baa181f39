import { ValidationError } from '../errors';
import { addDays, assertDay, daysBetween, mondayOf, officialDate, weekday } from './day';
import table from './holidays.json';

/** `unknown`: a weekday outside the holiday table, of which nobody knows yet whether it is a holiday. */
export type DayKind = 'business' | 'weekend' | 'holiday' | 'unknown';

export interface ExtraHoliday {
	date: string;
	name: string;
}

export interface BusinessCalendarOptions {
	/** Ad-hoc holidays by cabinet decision, or days this office is closed. */
	extraHolidays?: readonly (string | ExtraHoliday)[];
	/** Days on which this office works although they are a weekend or a holiday. They win over everything else. */
	extraWorkingDays?: readonly string[];
}

const HOLIDAYS: ReadonlyMap<string, string> = new Map(Object.entries(table.holidays));
const WARN_BELOW_DAYS = 60;
const LONGEST_CLOSURE_DAYS = 366;

/**
 * Korean working days (근무일): not Saturday, Sunday, public or substitute holiday. The table is built from the yearly
 * almanac (scripts/build-holidays.mjs). Outside it weekends are still known but holidays are not: such weekdays are
 * `unknown` to `dayKind`, and `isCovered` and `coverageWarning` let callers say so.
 */
export class BusinessCalendar {
	/** First and last day of the holiday table. */
	readonly coverageStart: string = table.from;
	readonly coverageEnd: string = table.to;

	private readonly extraHolidays = new Map<string, string>();
	private readonly extraWorkingDays = new Set<string>();

	/** Throws `ValidationError` (`invalidDay`) for an extra day that is not `YYYY-MM-DD`. */
	constructor(options: BusinessCalendarOptions = {}) {
		for (const extra of options.extraHolidays ?? []) {
			const { date, name } = typeof extra === 'string' ? { date: extra, name: '추가 휴무일' } : extra;
			assertDay(date, '추가 휴무일');
			this.extraHolidays.set(date, name);
		}
		for (const date of options.extraWorkingDays ?? []) {
			assertDay(date, '추가 근무일');
			this.extraWorkingDays.add(date);
		}
	}

	/** Whether the holiday table reaches this day. */
	isCovered(date: string): boolean {
		assertDay(date, '날짜');
		return date >= this.coverageStart && date <= this.coverageEnd;
	}

	/** Name of the public, substitute or extra holiday, or null. Plain weekends have no name. */
	holidayName(date: string): string | null {
		assertDay(date, '날짜');
		return this.extraHolidays.get(date) ?? HOLIDAYS.get(date) ?? null;
	}

	/** What the calendar knows of a day. */
	dayKind(date: string): DayKind {
		if (this.extraWorkingDays.has(date)) return 'business';
		if (this.holidayName(date) !== null) return 'holiday';
		if (weekday(date) >= 6) return 'weekend';
		return this.isCovered(date) ? 'business' : 'unknown';
	}

	/** Working day? Outside the table a weekday counts as one: see `dayKind` and `coverageWarning`. */
	isBusinessDay(date: string): boolean {
		const kind = this.dayKind(date);
		return kind === 'business' || kind === 'unknown';
	}

	/**
	 * Saturday, Sunday or holiday by law. Unlike `isBusinessDay` this ignores extra working days: an office that works on
	 * a Saturday does not move the citizen's deadline.
	 */
	isRestDay(date: string): boolean {
		return this.holidayName(date) !== null || weekday(date) >= 6;
	}

	/** The day itself where it is a working day, else the next one. */
	nextBusinessDay(date: string): string {
		return this.firstMatch(date, 1, (day) => this.isBusinessDay(day));
	}

	/** The last working day before `date` (never `date` itself). */
	previousBusinessDay(date: string): string {
		return this.firstMatch(addDays(date, -1), -1, (day) => this.isBusinessDay(day));
	}

	/** The day itself where the law knows no rest on it, else the next such day. */
	nextOrdinaryDay(date: string): string {
		return this.firstMatch(date, 1, (day) => !this.isRestDay(day));
	}

	/** First working day of the day's ISO week (Monday first), or null where the whole week is off. */
	firstBusinessDayOfWeek(date: string): string | null {
		const monday = mondayOf(date);
		for (let offset = 0; offset < 7; offset++) {
			const day = addDays(monday, offset);
			if (this.isBusinessDay(day)) return day;
		}
		return null;
	}

	/** A Korean warning where fewer than 60 days of the holiday table remain after `today` or it has run out; else null. */
	coverageWarning(today: string): string | null {
		const remaining = daysBetween(today, this.coverageEnd);
		const end = officialDate(this.coverageEnd);
		const remedy = '패키지를 새 판으로 올리거나 「추가 휴무일」에 공휴일을 직접 입력하시기 바랍니다.';
		if (remaining < 0) {
			return `공휴일 자료가 ${end}에 끝나 그 뒤의 공휴일을 알 수 없습니다(토·일요일만 휴무로 봅니다). ${remedy}`;
		}
		if (remaining < WARN_BELOW_DAYS) {
			return `공휴일 자료가 ${end}에 끝납니다(${remaining}일 남음). ${remedy}`;
		}
		return null;
	}

	private firstMatch(start: string, step: 1 | -1, matches: (day: string) => boolean): string {
		let day = start;
		for (let tried = 0; tried < LONGEST_CLOSURE_DAYS; tried++) {
			if (matches(day)) return day;
			day = addDays(day, step);
		}
		throw new ValidationError(
			'noBusinessDay',
			`${officialDate(start)} 전후 1년 안에 근무일이 없습니다.`,
			'「추가 휴무일」에 잘못 입력한 날짜가 없는지 확인하시기 바랍니다.',
		);
	}
}
