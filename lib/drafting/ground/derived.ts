import { claimAt } from './claim';
import type { FactText, Occurrence } from './fact-index';

const DAY = 86_400_000;
const RANGE = /^\s?(?:[~-]|부터|에서)\s?$/;
const SEPARATOR = /,\s|·|\s및\s|▲|\s\/\s/;

/** What facts imply without saying it: how long a stated period lasts, and how many things a list names. */
export function derivedClaims(facts: readonly FactText[], occurrences: readonly Occurrence[]): Occurrence[] {
	return [...facts.flatMap((fact) => lengths(fact, occurrences.filter(({ factNo }) => factNo === fact.no))), ...counts(facts)];
}

const measure = (factNo: number, value: number, unit: string): Occurrence => ({
	factNo,
	claim: claimAt('', 'number', 0, 0, { type: 'measure', value, unit, bound: '', vague: false }),
	words: { all: new Map(), before: new Map(), stated: new Map() },
	derived: true,
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
		if (from.type !== 'date' || to.type !== 'date' || from.month === null || from.day === null || to.day === null) return [];
		const year = from.year ?? 2026;
		const days = (Date.UTC(to.year ?? year, (to.month ?? from.month) - 1, to.day) - Date.UTC(year, from.month - 1, from.day)) / DAY;
		const months = ((to.year ?? year) - year) * 12 + (to.month ?? from.month) - from.month;
		const whole = days < 0 ? [] : [measure(no, days + 1, 'day'), measure(no, days, 'night')];
		if ((days + 1) % 7 === 0) whole.push(measure(no, (days + 1) / 7, 'week'));
		return months > 0 ? [...whole, measure(no, to.day >= from.day - 1 ? months + (to.day - from.day >= 26 ? 1 : 0) : months, 'month')] : whole;
	});
}

/** Lines of one field, rows of one table, members of one list. */
function counts(facts: readonly FactText[]): Occurrence[] {
	const fields = new Set(facts.map(({ fieldId }) => fieldId));
	const lines = [...fields].flatMap((id) => {
		const [first, ...others] = facts.filter(({ fieldId }) => fieldId === id);
		return first && others.length > 0 ? [measure(first.no, others.length + 1, 'counted')] : [];
	});
	const lists = facts.flatMap(({ no, text }) => {
		const parts = text.split(SEPARATOR).filter((part) => part.trim() !== '').length;
		return parts > 1 ? [measure(no, parts, 'counted')] : [];
	});
	return [...lines, ...lists];
}
