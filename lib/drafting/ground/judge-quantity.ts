import { withJosa } from '../korean/josa';
import type { Claim, ClaimValue, DayValue } from './claim';
import { alike, speaksFor, type Words } from './context';
import { comparable, elsewhere, EVERYWHERE, other } from './elsewhere';
import { type FactIndex, type Occurrence, valueKeys } from './fact-index';
import { opposite, type Role, type Standing } from './roles';
import { sameDay, weekdayFits } from './same-day';
import { sameUnit, inSmaller } from './units';
import { misplaced, traced, untraced, type Verdict } from './verdict';

type Measure = Extract<ClaimValue, { type: 'measure' }>;

/** Where in a draft a number, day or time stands. */
export interface Setting {
	words: Words;
	standing: Standing | null;
	/** Words right before it, back to the number before it. */
	ahead: readonly string[];
	/** Section of the document; a field of the same id belongs there. */
	sectionId: string;
	/** For each fact, how many other claims of the same clause it holds. */
	company: ReadonlyMap<number, number>;
	/** Other claims of the text of its sort, with the words around them. */
	rivals: () => ReadonlyArray<{ claim: Claim; words: Words }>;
	/** Whether it stands in a line of a list or a cell of a table, which speaks of one thing. */
	inItem: boolean;
	/** Facts that name a body right next to this one too. */
	neighbours: ReadonlySet<number>;
	/** Whether a day here can be the one on which the document is written. */
	isOwnDay: boolean;
	/** Beside a body: persons right next to it or in its row. */
	persons: readonly string[];
	/** Beside a person: bodies right next to it. */
	bodies: readonly string[];
}

/** What must speak for another statement where nothing but its label says what the right one is about. */
const ENOUGH_FOR_BARE = 1.1;

/** Whether another statement stands in the same text, at a place that speaks for it at least as much: then it is not missing here. */
function isSeated(rival: Occurrence, own: readonly Occurrence[], { words, rivals }: Setting): boolean {
	const others = own.map((one) => one.words.all);
	const here = speaksFor(words.all, rival.words.all, others);
	return rivals().some(({ claim, words: there }) => sameValue(claim.value, rival.claim.value) && speaksFor(there.all, rival.words.all, others) >= here);
}

/** Numbers, amounts, days and times: a fact must have the same one, of the same thing. */
export function judgeQuantity(claim: Claim, setting: Setting, index: FactIndex): Verdict {
	const same = statementsOf(claim.value, index);
	if (same.length === 0) return setting.isOwnDay && isToday(claim.value, index) ? traced([]) : untracedBy(claim, index);
	const stated = same.filter(({ derived }) => !derived);
	const nearest = stated.length > 0 ? stated : same;
	const nos = nearest.map(({ factNo }) => factNo);
	if (claim.value.type === 'measure' && claim.value.bound !== '') {
		const bounds = nearest.flatMap(({ claim: { value } }) => (value.type === 'measure' ? [value.bound] : []));
		if (bounds.length > 0 && !bounds.includes(claim.value.bound) && bounds.every((bound) => bound !== '')) return misplaced(`입력 사실에는 '${bounds[0] ?? ''}'입니다.`, nos);
	}
	const whole = setting.standing?.role === 'part' ? setting.standing.partner : null;
	if (whole && largerPart(claim.value, 'part', whole.value)) return misplaced(`${withJosa(`'${claim.text}'`, '은/는')} 전체인 '${whole.text}'보다 큽니다.`, nos);
	const companion = inCompany(claim, setting, stated, index);
	if (companion) return other(claim, companion, nos);
	const turned = turnedAround(claim, setting, stated, index);
	if (turned) return other(claim, turned, nos);
	const isMeant = (rival: Occurrence) => isRival(rival, nearest, setting, index) && !isSeated(rival, nearest, setting);
	// A fact that says no more than the day of the document fits whatever is told of it.
	const enough = nearest.some(({ words }) => words.stated.size === 0) ? { enough: ENOUGH_FOR_BARE } : {};
	return elsewhere(claim, setting.words, nearest, index, { ...enough, isRival: isMeant }) ?? traced(nos);
}

/** Fewest other statements of an item that one fact holds before it speaks for the whole item. */
const COMPANY = 2;

/** What a fact that holds the rest of an item or cell says where the claim stands, if only one thing of it is missing there. */
function inCompany(claim: Claim, { inItem, rivals, company }: Setting, stated: readonly Occurrence[], index: FactIndex): Occurrence | null {
	if (!inItem || claim.value.type !== 'measure' || claim.value.unit === '' || stated.length === 0 || stated.some(({ factNo }) => (company.get(factNo) ?? 0) > 0)) return null;
	const said = rivals();
	const fits = [...company].filter(([, times]) => times >= COMPANY).map(([no]) => {
		const missing = (index.byFact.get(no) ?? []).filter((one) => !one.derived && comparable(one.claim, claim) && !said.some((other) => sameValue(other.claim.value, one.claim.value)));
		return missing.length === 1 ? missing[0] : undefined;
	});
	return fits.length === 1 ? (fits[0] ?? null) : null;
}

/** The places of facts that state the same quantity, day or time. */
export function statementsOf(said: ClaimValue, index: FactIndex): readonly Occurrence[] {
	return candidates(said, index).filter((occurrence) => matches(said, occurrence, index) && !countedOtherwise(said, occurrence, index));
}

function candidates(said: ClaimValue, index: FactIndex): readonly Occurrence[] {
	if (said.type !== 'measure') return said.type === 'date' ? [...(index.byType.get('date') ?? []), ...(said.month === null && said.day !== null ? (index.byType.get('measure') ?? []) : [])] : (index.byType.get(said.type) ?? []);
	if (said.vague) return index.byType.get('measure') ?? [];
	const found = new Set(valueKeys(said.value, said.unit).flatMap((key) => index.byValue.get(key) ?? []));
	return [...found, ...(said.unit === 'day' ? (index.byType.get('date') ?? []) : [])];
}

/** What one fact says of two numbers, told the other way round: of a change, a stretch of time, a whole and its part, or two things named right before them. */
function turnedAround(claim: Claim, { standing, ahead }: Setting, stated: readonly Occurrence[], index: FactIndex): Occurrence | null {
	if (stated.length === 0 || stated.length > EVERYWHERE) return null;
	const siblings = stated.flatMap(({ factNo }) => (index.byFact.get(factNo) ?? []).filter((one) => !one.derived && !stated.includes(one) && (comparable(one.claim, claim) || sameSort(one.claim.value, claim.value))));
	const changed = standing?.partner ? partnersOther(claim, standing, stated, index) : null;
	if (changed) return changed;
	if (siblings.length === 0) return null;
	if (standing) {
		const { role, partner } = standing;
		const alone = role === 'from' || role === 'to';
		const there = siblings.find((one) => one.role === role && (alone || (partner !== null && sameValue(partner.value, one.claim.value))));
		if (there && stated.every((one) => one.role === opposite(role))) return there;
		const paired = partner && siblings.find((one) => sameValue(partner.value, one.claim.value));
		if (paired && largerPart(claim.value, role, partner.value)) return paired;
	}
	if (ahead.length === 0 || stated.some((one) => one.ahead.length === 0 || one.role === 'from' || one.role === 'to')) return null;
	// The word right before a number says most plainly whose it is.
	const nearest = ahead.at(-1) ?? '';
	if (stated.some((one) => one.ahead.at(-1) === nearest) && !siblings.some((one) => one.ahead.at(-1) === nearest)) return null;
	if (ahead.some((word) => stated.some((one) => has(one.ahead, word)) && !siblings.some((one) => has(one.ahead, word)))) return null;
	return siblings.find((one) => ahead.some((word) => has(one.ahead, word) && !stated.some((own) => has(own.ahead, word)))) ?? null;
}

const has = (words: readonly string[], word: string): boolean => words.some((one) => one === word || alike(one, word));

/** What a fact gives as the other end of the change whose one end stands beside the claim, where none that has the claim holds that end. */
function partnersOther(claim: Claim, { role, partner }: Standing, stated: readonly Occurrence[], index: FactIndex): Occurrence | null {
	if (!partner || (role !== 'from' && role !== 'to')) return null;
	const ends = (index.byType.get(partner.value.type) ?? []).filter((one) => !one.derived && one.role === opposite(role) && sameValue(one.claim.value, partner.value));
	if (ends.length === 0 || stated.some((own) => own.role === role && ends.some((one) => one.factNo === own.factNo))) return null;
	return ends.flatMap(({ factNo }) => index.byFact.get(factNo) ?? []).find((one) => one.role === role && comparable(one.claim, claim)) ?? null;
}

/** A part that is more than its whole. */
function largerPart(one: ClaimValue, role: Role, another: ClaimValue): boolean {
	if (one.type !== 'measure' || another.type !== 'measure') return false;
	return (role === 'whole' && one.value < another.value) || (role === 'part' && one.value > another.value);
}

const sameSort = (one: ClaimValue, another: ClaimValue): boolean => one.type === 'measure' && another.type === 'measure' && sameUnit(one.unit, another.unit);

const sameValue = (one: ClaimValue, another: ClaimValue): boolean => one.type === 'measure' && another.type === 'measure' && equal(one.value, another.value);

/** Whether another statement could be meant: not where the claim is one end of the same pair, nor where it fits better itself. */
function isRival(rival: Occurrence, own: readonly Occurrence[], { standing, sectionId, company }: Setting, index: FactIndex): boolean {
	if (standing?.role === 'from' || standing?.role === 'to') {
		if (standing.partner && sameValue(standing.partner.value, rival.claim.value)) return false;
		if (rival.role !== standing.role && own.some(({ role }) => role === standing.role)) return false;
	}
	const there = index.fact(rival.factNo)?.fieldId === sectionId;
	const shared = company.get(rival.factNo) ?? 0;
	return own.every(({ factNo }) => {
		const here = index.fact(factNo)?.fieldId === sectionId;
		return here === there ? (company.get(factNo) ?? 0) <= shared : there;
	});
}

function matches(said: ClaimValue, { claim: { value }, derived }: Occurrence, index: FactIndex): boolean {
	if (said.type === 'measure') return (value.type === 'measure' && sameMeasure(said, value, derived)) || sameDayNumber(said, value);
	if (said.type === 'code') return value.type === 'code' && sameDigits(said.digits, value.digits);
	if (said.type === 'time') return value.type === 'time' && sameTime(said, value);
	if (said.type !== 'date') return false;
	if (value.type === 'date') return sameDay(said, value, index.years, index.today) && !(isHalf(said) && !isHalf(value) && (index.byType.get('date') ?? []).some(({ claim }) => claim.value.type === 'date' && isHalf(claim.value)));
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
	[...index.units].some((unit) => (said.unit === '' ? sameUnit(unit, said.unit) : unit === said.unit));

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
		const like = (index.byValue.get(value.value.toPrecision(9)) ?? []).find(({ derived }) => !derived);
		if (like) return untraced(`${withJosa(`'${claim.text}'`, '은/는')} 입력 사실에 없습니다. 입력 사실의 같은 수는 '${like.claim.text}'입니다.`);
	}
	return untraced(`${withJosa(`'${claim.text}'`, '은/는')} 입력 사실에 없습니다.`);
}

const isToday = (value: ClaimValue, { today, years }: FactIndex): boolean =>
	value.type === 'date' && value.month === today.month && value.day === today.day && (value.year ?? today.year) === today.year && weekdayFits(value.weekday, value, years);

function dayWithout(claim: Claim, value: Extract<ClaimValue, { type: 'date' }>, index: FactIndex): Verdict {
	const { today, years } = index;
	if (value.month === null && value.day === null && value.year === today.year && value.part === '') return traced([]);
	const sameButWeekday = (index.byType.get('date') ?? []).some(({ claim: { value: fact } }) => fact.type === 'date' && value.weekday !== null && value.day !== null && sameDay({ ...value, weekday: null }, fact, years, today));
	return untraced(sameButWeekday ? `'${claim.text}'의 요일이 날짜와 맞지 않습니다.` : `${withJosa(`'${claim.text}'`, '은/는')} 입력 사실에 없습니다.`);
}
