import type { Claim } from './claim';
import { sort } from './context';

/** What a number, day or time is to the one it stands with: start or end of a change or a stretch, a whole or its part, before brackets or in them. */
export type Role = 'from' | 'to' | 'whole' | 'part' | 'outer' | 'inner';

export interface Standing {
	role: Role;
	/** The claim it stands with; null where the words beside it alone say its role. */
	partner: Claim | null;
}

const OPPOSITE: Readonly<Record<Role, Role>> = { from: 'to', to: 'from', whole: 'part', part: 'whole', outer: 'inner', inner: 'outer' };
export const opposite = (role: Role): Role => OPPOSITE[role];

/** Letters between two numbers that still speak of each other. */
const REACH = 60;
const STRETCH = /^\s?(?:\([월화수목금토일]\))?\s?(?:[~-]|부터|에서)\s?$/;
const SINCE = /^\s?(?:\([월화수목금토일]\)\s?)?부터/;
const UNTIL = /^\s?(?:\([월화수목금토일]\)\s?)?까지/;
const WAS = /^(?:에서|이던|였던|이었던|던|인)(?:\s[^.!?\n(]*)?$/;
const BECOMES = /^(?:으로|로|까지)(?![가-힣]*써)/;
const BECAME = /^(?:으로|로|까지)\s?[^.!?\n]{0,15}?(?:늘|줄|높|낮|확대|축소|감소|증가|단축|인상|인하|상향|하향|넓|올리|올림|올려|올랐|내리|내림|내려|연장|증설|증편|증원)/;
const AT_FIRST = /(?:처음|기존|당초|종전|애초|원래)(?:에는|에|의)?\s?$/;
const OF = /^[은는이가을를의]?\s?(?:중|가운데)(?![가-힣]{3})/;
const OF_THESE = /(?:^|[\s,.])(?:이|그|이들)\s?(?:중|가운데)(?:에서)?\s?[가-힣\s]{0,16}$/;
const OPENED = /^[가-힣\s]{0,14}\([^)]*$/;
const EACH = /^(?:을|를|이|은|는|으로)?,?\s?$/;

/** The roles that numbers, amounts, days and times of a text say themselves. */
export function standingsIn(text: string, claims: readonly Claim[]): ReadonlyMap<Claim, Standing> {
	const found = new Map<Claim, Standing>();
	const put = (claim: Claim, role: Role, partner: Claim | null) => {
		if (!found.has(claim)) found.set(claim, { role, partner });
	};
	const sorts = new Map<string, Claim[]>();
	for (const [at, claim] of claims.entries()) {
		if (!['measure', 'date', 'time'].includes(claim.value.type)) continue;
		const one = sorts.get(sort(claim));
		// `19~39세`: the first number has the unit of the second.
		const next = claims[at + 1];
		const bare = claim.value.type === 'measure' && claim.value.unit === '' && next?.value.type === 'measure' && STRETCH.test(text.slice(claim.end, next.start));
		if (bare) {
			put(claim, 'from', next);
			put(next, 'to', claim);
		} else if (one) one.push(claim);
		else sorts.set(sort(claim), [claim]);
	}
	for (const row of sorts.values()) {
		for (const [at, claim] of row.entries()) {
			const next = row[at + 1];
			if (next && next.start - claim.end <= REACH) pair(text, claim, next, row.slice(at + 1), put);
		}
		for (const claim of row) alone(text, claim, put);
	}
	return found;
}

type Put = (claim: Claim, role: Role, partner: Claim | null) => void;

function pair(text: string, claim: Claim, next: Claim, others: readonly Claim[], put: Put): void {
	const gap = text.slice(claim.end, next.start);
	const behind = text.slice(next.end, next.end + 8);
	if (STRETCH.test(gap) && !(claim.value.type === 'measure' && gap.startsWith('에서')) || (claim.value.type === 'measure' && WAS.test(gap) && BECOMES.test(behind))) {
		put(claim, 'from', next);
		put(next, 'to', claim);
	} else if (claim.value.type !== 'measure') return;
	else if (OPENED.test(gap)) {
		put(claim, 'outer', next);
		for (const part of others) if (OPENED.test(text.slice(claim.end, part.start))) put(part, 'inner', claim);
	} else if (OF.test(gap) || OF_THESE.test(gap) || (EACH.test(gap) && behind.startsWith('씩'))) {
		put(claim, 'whole', next);
		put(next, 'part', claim);
	}
}

function alone(text: string, claim: Claim, put: Put): void {
	const behind = text.slice(claim.end, claim.end + 24);
	if (claim.value.type !== 'measure') {
		if (SINCE.test(behind)) put(claim, 'from', null);
		else if (UNTIL.test(behind)) put(claim, 'to', null);
	} else if (AT_FIRST.test(text.slice(Math.max(0, claim.start - 8), claim.start))) put(claim, 'from', null);
	else if (BECAME.test(behind)) put(claim, 'to', null);
}
