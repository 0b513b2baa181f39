import type { DayValue } from './claim';
import type { Today } from './fact-index';

const PARTS: Readonly<Record<string, readonly [number, number]>> = { 초: [1, 10], 초순: [1, 10], 중순: [11, 20], 하순: [21, 31], 말: [21, 31] };
const RELATIVE_YEARS: Readonly<Record<string, number>> = { 내년: 1, 명년: 1, 올해: 0, 금년: 0, 지난해: -1, 작년: -1, 전년: -1, 재작년: -2, 내후년: 2 };
const RELATIVE_MONTHS: Readonly<Record<string, number>> = { 다음달: 1, 내달: 1, 지난달: -1 };
const RELATIVE_DAYS: Readonly<Record<string, number>> = { 내일: 1, 모레: 2, 어제: -1, 그제: -2, 엊그제: -2 };
const RELATIVE_WEEKS: Readonly<Record<string, number>> = { 다음주: 1, 지난주: -1 };
const DAY = 86_400_000;

/** Whether a fact's day is what the draft says; a year, month or day that the draft leaves out is no difference. */
export const sameDay = (words: DayValue, stated: DayValue, years: ReadonlySet<number>, today: Today): boolean =>
	[today.year, ...(words.part in RELATIVE_YEARS ? today.eventYears : [])].some((year) => sameDayFrom(words, stated, years, { ...today, year }));

function sameDayFrom(words: DayValue, stated: DayValue, years: ReadonlySet<number>, today: Today): boolean {
	const [said, fact] = [inYear(words, today), inYear(stated, today)];
	if (said.part !== '' && said.part !== '매주' && said.month === null && said.year === null) return samePeriod(said.part, fact, today);
	if (/기$/.test(said.part)) return (fact.part === said.part && (fact.year ?? said.year) === said.year) || (samePeriod(said.part, fact, today) && (fact.year ?? said.year) === said.year);
	if (said.part === '매주') return fact.weekday === said.weekday && fact.month === null;
	if (said.month === null && said.day === null && said.year === null) return weekdayFits(said.weekday, fact, years);
	if (said.year !== null && !(fact.year === null ? years.has(said.year) && said.month !== null : fact.year === said.year)) return false;
	if (said.month !== null && fact.month !== said.month) return false;
	if (said.day !== null && fact.day !== said.day) return false;
	if (said.part !== '' && fact.part !== said.part && !withinPart(said.part, fact.day)) return false;
	return said.weekday === null || weekdayFits(said.weekday, { ...fact, year: fact.year ?? said.year }, years);
}

/** `내년 1월` as January of that year. */
function inYear(value: DayValue, today: Today): DayValue {
	const years = RELATIVE_YEARS[value.part];
	return years === undefined || value.month === null || value.year !== null ? value : { ...value, year: today.year + years, part: '' };
}

function withinPart(part: string, day: number | null): boolean {
	const range = PARTS[part];
	return range !== undefined && day !== null && day >= range[0] && day <= range[1];
}

function samePeriod(part: string, fact: DayValue, today: Today): boolean {
	if (fact.part === part) return true;
	const quarter = /^([1-4])분기$/.exec(part)?.[1];
	if (quarter !== undefined) return fact.month !== null && Math.ceil(fact.month / 3) === Number(quarter);
	if (part === '상반기') return fact.month !== null && fact.month <= 6;
	if (part === '하반기') return fact.month !== null && fact.month >= 7;
	const years = RELATIVE_YEARS[part];
	if (years !== undefined) return fact.year === today.year + years || RELATIVE_YEARS[fact.part] === years;
	const months = RELATIVE_MONTHS[part];
	if (months !== undefined) {
		const month = ((today.month - 1 + months + 12) % 12) + 1;
		return fact.month === month || RELATIVE_MONTHS[fact.part] === months;
	}
	const now = Date.UTC(today.year, today.month - 1, today.day);
	const then = fact.month === null || fact.day === null ? null : Date.UTC(fact.year ?? today.year, fact.month - 1, fact.day);
	const days = RELATIVE_DAYS[part];
	if (days !== undefined) return then === now + days * DAY;
	const weeks = RELATIVE_WEEKS[part];
	if (weeks === undefined || then === null) return false;
	const monday = now - ((new Date(now).getUTCDay() + 6) % 7) * DAY + weeks * 7 * DAY;
	return then >= monday && then < monday + 7 * DAY;
}

/** Whether a fact has this weekday: by its own words, or by the calendar in a year that may be meant. */
export function weekdayFits(weekday: number | null, fact: DayValue, years: ReadonlySet<number>): boolean {
	if (weekday === null || fact.weekday === weekday) return true;
	const { month, day } = fact;
	if (month === null || day === null) return false;
	return (fact.year === null ? [...years] : [fact.year]).some((year) => new Date(Date.UTC(year, month - 1, day)).getUTCDay() === weekday);
}
