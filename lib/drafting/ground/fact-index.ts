import type { CitySettings, FactSheet, Profile, SuppliedQuote } from '../types';
import type { Claim, ClaimValue } from './claim';
import { wordsAhead, wordsAround, wordsOf, type Words } from './context';
import { derivedClaims } from './derived';
import { flat, squeezed } from './flat';
import { type Role, standingsIn } from './roles';
import { scanText } from './scan';
import { inSmaller } from './units';
import { type WordIndex, wordIndex } from './word-index';

/** A fact as it is compared. */
export interface FactText {
	no: number;
	fieldId: string;
	label: string;
	text: string;
	/** Label and text, letters and digits alone. */
	key: string;
}

/** A place in a fact that states something checkable. */
export interface Occurrence {
	factNo: number;
	claim: Claim;
	words: Words;
	/** Worked out from what the fact says (nights between two days), not said by it. */
	derived: boolean;
	/** What it is to the number it stands with; null where nothing says so. */
	role: Role | null;
	/** Words right before it, back to the number before it. */
	ahead: readonly string[];
}

/** The day from which `올해`, `지난달` are counted. */
export interface Today {
	year: number;
	month: number;
	day: number;
	/** Years in which the document is spoken, where it is not this one. */
	eventYears: readonly number[];
}

export interface FactIndex {
	facts: readonly FactText[];
	occurrences: readonly Occurrence[];
	fact(no: number): FactText | undefined;
	byFact: ReadonlyMap<number, readonly Occurrence[]>;
	byType: ReadonlyMap<ClaimValue['type'], readonly Occurrence[]>;
	/** Quantities by `valueKey`. */
	byValue: ReadonlyMap<string, readonly Occurrence[]>;
	/** Units that facts count with themselves. */
	units: ReadonlySet<string>;
	beside: WordIndex;
	/** Numbers of the facts that name a person. */
	factsNaming(name: string): readonly number[];
	quotes: readonly SuppliedQuote[];
	/** Names of persons that the fields say are names. */
	names: ReadonlySet<string>;
	city: CitySettings;
	/** City, department and labels of facts, letters and digits alone. */
	known: readonly string[];
	/** Years that the facts name, and this one. */
	years: ReadonlySet<number>;
	today: Today;
}

/** Everything a draft may rest on, read once for all its texts. */
export function factIndex(sheet: FactSheet, profile: Profile, city: CitySettings, today: string): FactIndex {
	const names = namesIn(sheet, profile, city);
	const facts = sheet.facts.map(({ no, fieldId, label, text }) => ({ no, fieldId, label, text: flat(text), key: squeezed(`${label} ${text}`) }));
	const stated = facts.flatMap((fact) => occurrencesIn(fact, profile, names));
	const occurrences = [...stated, ...derivedClaims(facts, grouped(stated, ({ factNo }) => [factNo]))];
	const byNo = new Map(facts.map((fact) => [fact.no, fact]));
	const [year = 0, month = 0, day = 0] = today.split('-').map(Number);
	const years = new Set([year, ...stated.flatMap(({ claim: { value } }) => (value.type === 'date' && value.year !== null ? [value.year] : []))]);
	const known = [city.name, `${city.name}청`, `${city.name}장`, city.head?.title ?? '', city.name.replace(/[시군구]$/, ''), city.department, ...facts.map(({ label }) => label)].map(squeezed).filter((key) => key !== '');
	return {
		facts,
		occurrences,
		fact: (no) => byNo.get(no),
		byFact: grouped(occurrences, ({ factNo }) => [factNo]),
		byType: grouped(occurrences, ({ claim }) => [claim.value.type]),
		byValue: grouped(occurrences, ({ claim: { value } }) => (value.type === 'measure' ? valueKeys(value.value, value.unit) : [])),
		units: new Set(stated.flatMap(({ claim: { value } }) => (value.type === 'measure' && value.unit !== '' ? [value.unit] : []))),
		beside: wordIndex(occurrences),
		factsNaming: remembered((name) => facts.filter(({ text }) => text.includes(name)).map(({ no }) => no)),
		quotes: sheet.quotes,
		names,
		city,
		known,
		years,
		today: { year, month, day, eventYears: SPOKEN.has(profile.form) ? eventYears(stated, (no) => byNo.get(no)?.fieldId) : [] },
	};
}

/** What is spoken counts its years from the day of the event. */
const SPOKEN: ReadonlySet<string> = new Set(['speech', 'script']);

const eventYears = (stated: readonly Occurrence[], fieldOf: (factNo: number) => string | undefined): number[] => [
	...new Set(stated.flatMap(({ factNo, claim: { value } }) => (fieldOf(factNo) === 'when' && value.type === 'date' && value.year !== null ? [value.year] : []))),
];

function grouped<K>(occurrences: readonly Occurrence[], keysOf: (occurrence: Occurrence) => readonly K[]): Map<K, Occurrence[]> {
	const groups = new Map<K, Occurrence[]>();
	for (const occurrence of occurrences) {
		for (const key of keysOf(occurrence)) {
			const group = groups.get(key);
			if (group) group.push(occurrence);
			else groups.set(key, [occurrence]);
		}
	}
	return groups;
}

function remembered<T>(answer: (key: string) => T): (key: string) => T {
	const known = new Map<string, T>();
	return (key) => {
		const before = known.get(key);
		if (before !== undefined) return before;
		const now = answer(key);
		known.set(key, now);
		return now;
	};
}

/** Under what a quantity is found: its number, and its number in the smaller unit (3 years, 36 months). */
export function valueKeys(value: number, unit: string): string[] {
	const smaller = inSmaller(value, unit);
	return [...new Set([value.toPrecision(9), `${smaller.value.toPrecision(9)} ${smaller.unit}`])];
}

function occurrencesIn(fact: FactText, profile: Profile, names: ReadonlySet<string>): Occurrence[] {
	const field = profile.fields.find(({ id }) => id === fact.fieldId);
	const cells = field?.kind === 'rows' ? fact.text.split('|') : [fact.text];
	let from = 0;
	const scanned = cells.map((cell, at) => {
		const offset = from;
		from += cell.length + 1;
		const column = field?.columns?.[at] ?? '';
		const claims = scanText(cell, names).map((claim) => withUnit(claim, `${fact.label} ${column} ${fact.text}`, field?.kind === 'money'));
		return { cell, offset, claims, standings: standingsIn(cell, claims), labels: wordsOf(`${fact.label} ${column}`), words: wordsOf(cell, claims) };
	});
	return scanned.flatMap(({ cell, offset, claims, standings, labels }, at) => {
		const beside = scanned.flatMap(({ words }, other) => (other === at ? [] : words));
		return claims.map((claim) => ({
			factNo: fact.no,
			claim: { ...claim, start: claim.start + offset, end: claim.end + offset },
			words: wordsAround(cell, claim, claims, labels, beside),
			derived: false,
			role: standings.get(claim)?.role ?? null,
			ahead: wordsAhead(cell, claim, claims),
		}));
	});
}

/** A bare number of a field of won, or under `단위: 천원`, is an amount. */
function withUnit(claim: Claim, about: string, money: boolean): Claim {
	if (claim.value.type !== 'measure' || claim.value.unit !== '') return claim;
	const scale = /단위\s?:\s?(천|만|십만|백만|천만|억)?\s?원|\((천|만|백만|억)?원\)/.exec(about);
	if (!money && !scale) return claim;
	const times = { 천: 1e3, 만: 1e4, 십만: 1e5, 백만: 1e6, 천만: 1e7, 억: 1e8 }[scale?.[1] ?? scale?.[2] ?? ''] ?? 1;
	return { ...claim, kind: 'amount', value: { ...claim.value, unit: 'won', value: claim.value.value * times } };
}

const NAME = /[가-힣]{2,4}/g;

function namesIn(sheet: FactSheet, profile: Profile, city: CitySettings): Set<string> {
	const names = new Set<string>(city.head ? [city.head.name] : []);
	const add = (text: string) => {
		const last = [...text.matchAll(NAME)].at(-1)?.[0];
		if (last !== undefined && last.length >= 2 && /^[가-힣]{2,4}$/.test(text.trim().split(/\s+/).at(-1) ?? '')) names.add(last);
	};
	for (const { speaker } of sheet.quotes) add(speaker);
	for (const fact of sheet.facts) {
		const field = profile.fields.find(({ id }) => id === fact.fieldId);
		if (field?.kind === 'person') for (const word of fact.text.split(/[\s,()]+/)) if (/^[가-힣]{3}$/.test(word)) names.add(word);
		if (field?.kind !== 'rows' || !field.personColumns) continue;
		const cells = fact.text.split(/\s\|\s|\|/);
		for (const [at, column] of (field.columns ?? []).entries()) if (field.personColumns.includes(column)) add(cells[at] ?? '');
	}
	return names;
}
