import type { Claim, ClaimValue, DayValue } from './claim';
import { elsewhere } from './elsewhere';
import type { FactIndex, Occurrence } from './fact-index';
import { sameDay, weekdayFits } from './same-day';
import type { Words } from './context';
import { inSmaller, sameUnit } from './units';
import { misplaced, traced, untraced, type Verdict } from './verdict';

type Measure = Extract<ClaimValue, { type: 'measure' }>;

/** Numbers, amounts, days and times: a fact must have the same one, of the same thing. */
export function judgeQuantity(claim: Claim, words: Words, index: FactIndex): Verdict {
	const same = index.occurrences.filter((occurrence) => matches(claim.value, occurrence, index) && !countedOtherwise(claim.value, occurrence, index));
	if (same.length === 0) return untracedBy(claim, index);
	const stated = same.filter(({ derived }) => !derived);
	const nearest = stated.length > 0 ? stated : same;
	if (claim.value.type === 'measure' && claim.value.bound !== '') {
		const bounds = nearest.flatMap(({ claim: { value } }) => (value.type === 'measure' ? [value.bound] : []));
		if (bounds.length > 0 && !bounds.includes(claim.value.bound) && bounds.every((bound) => bound !== '')) {
			return misplaced(`입력 사실에는 '${bounds[0] ?? ''}'입니다.`, nearest.map(({ factNo }) => factNo));
		}
	}
	return elsewhere(claim, words, nearest, index) ?? traced(nearest.map(({ factNo }) => factNo));
}

function matches(said: ClaimValue, { claim: { value }, derived }: Occurrence, index: FactIndex): boolean {
	if (said.type === 'measure') return (value.type === 'measure' && sameMeasure(said, value, derived)) || sameDayNumber(said, value);
	if (said.type === 'code') return value.type === 'code' && sameDigits(said.digits, value.digits);
	if (said.type === 'time') return value.type === 'time' && sameTime(said, value);
	if (said.type !== 'date') return false;
	if (value.type === 'date') return sameDay(said, value, index.years, index.today) && !(isHalf(said) && !isHalf(value) && index.occurrences.some(({ claim }) => claim.value.type === 'date' && isHalf(claim.value)));
	return value.type === 'measure' && value.unit === 'day' && said.month === null && said.day === value.value;
}

function sameMeasure(said: Measure, fact: Measure, derived: boolean): boolean {
	if (said.vague !== fact.vague) return said.vague && sameUnit(said.unit, fact.unit) && fact.value >= said.value && fact.value < said.value * 10;
	if (!equal(said.value, fact.value)) {
		const [one, other] = [inSmaller(said.value, said.unit), inSmaller(fact.value, fact.unit)];
		return said.unit !== fact.unit && one.unit === other.unit && equal(one.value, other.value);
	}
	if (!derived) return sameUnit(said.unit, fact.unit);
	return fact.unit === 'counted' ? COUNTED.has(said.unit) && said.value <= 20 : said.unit === fact.unit;
}

/** The length of a list says how many there are only where no fact counts with that unit itself. */
const countedOtherwise = (said: ClaimValue, { claim, derived }: Occurrence, index: FactIndex): boolean =>
	derived && said.type === 'measure' && claim.value.type === 'measure' && claim.value.unit === 'counted' &&
	index.occurrences.some((other) => !other.derived && other.claim.value.type === 'measure' && other.claim.value.unit !== '' && sameUnit(other.claim.value.unit, said.unit));

const equal = (one: number, other: number): boolean => Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(other));

/** Counters for the members of a list; a fact that counts them itself is compared first. */
const COUNTED: ReadonlySet<string> = new Set(['', 'thing', 'kind', 'place', 'case', 'team', 'route']);

/** `7일` of a fact may be a day or a length of time. */
const sameDayNumber = (said: Measure, fact: ClaimValue): boolean =>
	fact.type === 'date' && said.unit === 'day' && fact.month === null && fact.year === null && fact.day === said.value;

const sameDigits = (said: string, fact: string): boolean => said === fact || (/^\d{3,4}-\d{4}$/.test(said) && fact.endsWith(`-${said}`)) || said.replace(/-/g, '') === fact.replace(/-/g, '');

/** Where facts speak of halves and quarters of a year themselves, a day in one of them says nothing. */
const isHalf = ({ part }: DayValue): boolean => /(?:반기|분기)$/.test(part);

const sameTime = (said: { minutes: number; either: boolean }, fact: { minutes: number; either: boolean }): boolean =>
	said.minutes === fact.minutes || ((said.either || fact.either) && said.minutes % 720 === fact.minutes % 720);

function untracedBy(claim: Claim, index: FactIndex): Verdict {
	const { value } = claim;
	if (value.type === 'date') return dayWithout(claim, value, index);
	if (value.type === 'measure') {
		const other = index.occurrences.find(({ claim: one, derived }) => !derived && one.value.type === 'measure' && one.value.value === value.value);
		if (other) return untraced(`'${claim.text}'은(는) 입력 사실에 없습니다. 입력 사실의 같은 수는 '${other.claim.text}'입니다.`);
	}
	return untraced(`'${claim.text}'은(는) 입력 사실에 없습니다.`);
}

function dayWithout(claim: Claim, value: Extract<ClaimValue, { type: 'date' }>, index: FactIndex): Verdict {
	const { today, years } = index;
	if (value.month === null && value.day === null && value.year === today.year && value.part === '') return traced([]);
	if (value.month === today.month && value.day === today.day && (value.year ?? today.year) === today.year && weekdayFits(value.weekday, value, years)) return traced([]);
	const sameButWeekday = index.occurrences.some(({ claim: { value: fact } }) => fact.type === 'date' && value.weekday !== null && value.day !== null && sameDay({ ...value, weekday: null }, fact, years, today));
	return untraced(sameButWeekday ? `'${claim.text}'의 요일이 날짜와 맞지 않습니다.` : `'${claim.text}'은(는) 입력 사실에 없습니다.`);
}
