import { claimAt, type DayValue } from './claim';
import type { FactText, Occurrence } from './fact-index';

const DAY = 86_400_000;
const RANGE = /^\s?(?:[~-]|부터|에서)\s?$/;
const SEPARATOR = /,\s|·|\s및\s|▲|\s\/\s/;

/** What facts imply without saying it: how long a stated period lasts, and how many things a list names. */
export function derivedClaims(facts: readonly FactText[], stated: ReadonlyMap<number, readonly Occurrence[]>): Occurrence[] {
	return [...facts.flatMap((fact) => [...lengths(fact, stated.get(fact.no) ?? []), ...folds(stated.get(fact.no) ?? [])]), ...counts(facts)];
}

const measure = (factNo: number, value: number, unit: string): Occurrence => ({
	factNo,
	claim: claimAt('', 'number', 0, 0, { type: 'measure', value, unit, bound: '', vague: false }),
	words: { all: new Map(), before: new Map(), stated: new Map() },
	derived: true,
	role: null,
	ahead: [],
});

function lengths({ no, text }: FactText, here: readonly Occurrence[]): Occurrence[] {
	return here.flatMap(({ claim }, at) => {
		const next = here[at + 1]?.claim;
		if (!next || !RANGE.test(text.slice(claim.end, next.start))) return [];
		const [from, to] = [claim.value, next.value];
		if (from.type === 'time' && to.type === 'time') {
			const minutes = (to.minutes - from.minutes + 1440) % 1440;
			return [measure(no, minutes, 'minute'), measure(no, minutes / 60, 'hour')];
		}
		if (from.type !== 'date' || to.type !== 'date') return [];
		if (from.month === null && to.month === null && from.year !== null && to.year !== null) return [measure(no, to.year - from.year + 1, 'year'), measure(no, to.year - from.year, 'year')];
		return spanOf(no, from, to);
	});
}

/** Days, nights, weeks, months and full years between two days, both counted. */
function spanOf(no: number, from: DayValue, to: DayValue): Occurrence[] {
	if (from.month === null || to.month === null) return [];
	const year = from.year ?? to.year ?? 0;
	const [first, last] = [Date.UTC(year, from.month - 1, from.day ?? 1), Date.UTC(to.year ?? year, to.month - (to.day === null ? 0 : 1), to.day ?? 0)];
	const days = (last - first) / DAY + 1;
	if (days < 1) return [];
	const months = Math.floor((days + 2) / (365.25 / 12));
	const found = from.day === null || to.day === null ? [] : [measure(no, days, 'day'), measure(no, days - 1, 'night')];
	if (days % 7 === 0) found.push(measure(no, days / 7, 'week'));
	if (months > 0) found.push(measure(no, months, 'month'));
	return months >= 12 ? [...found, measure(no, Math.floor(months / 12), 'year')] : found;
}

const FOLDS = 10;

/** How many times what it was something has become: from 240 to 480, twice. */
function folds(here: readonly Occurrence[]): Occurrence[] {
	return here.flatMap(({ claim, role, factNo }, at) => {
		const next = here.slice(at + 1).find((other) => other.role === 'to');
		if (role !== 'from' || !next || claim.value.type !== 'measure' || next.claim.value.type !== 'measure' || claim.value.value === 0) return [];
		const times = next.claim.value.value / claim.value.value;
		return Number.isInteger(times) && times > 1 && times <= FOLDS ? [measure(factNo, times, 'fold')] : [];
	});
}

/** Lines of one field, rows of one table, members of one list. */
function counts(facts: readonly FactText[]): Occurrence[] {
	const fields = new Map<string, { first: number; lines: number }>();
	for (const { no, fieldId } of facts) {
		const field = fields.get(fieldId);
		if (field) field.lines += 1;
		else fields.set(fieldId, { first: no, lines: 1 });
	}
	const lines = [...fields.values()].flatMap((field) => (field.lines > 1 ? [measure(field.first, field.lines, 'counted')] : []));
	const lists = facts.flatMap(({ no, text }) => {
		const parts = text.split(SEPARATOR).filter((part) => part.trim() !== '').length;
		return parts > 1 ? [measure(no, parts, 'counted')] : [];
	});
	return [...lines, ...lists];
}
