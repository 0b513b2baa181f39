import type { Report } from '../shared/figures.mts';
import { type HeldOut, type HeldOutSet, heldOut } from './held-out.mts';
import type { DraftingLibrary, Types } from './library.mts';
import { isAgainstFacts, mutantsOf } from './mutants/all.mts';
import type { Mutant } from './mutants/mutant.mts';
import type { PlainDocument } from './plain-document.mts';

const FEWEST_FLAWS = 300;

/** What was missed and what was wrongly found, for a person who mends the rules. */
export interface QualityDetails {
	missed: Array<{ kind: string; document: string; places: readonly string[]; before: string[]; after: string[] }>;
	falseFindings: Array<{ ruleId: string; document: string; place: string; excerpt: string; message: string }>;
	unmarked: Array<{ kind: string; document: string; words: string }>;
	byKind: Map<string, { made: number; found: number }>;
}

/** Runs the rules over the held-out documents of a set and their flawed variants; another seed makes other flaws. */
export function measureQuality(library: DraftingLibrary, report: Report, { set, seed }: { set: HeldOutSet; seed: string }): QualityDetails {
	const details: QualityDetails = { missed: [], falseFindings: [], unmarked: [], byKind: new Map() };
	let characters = 0;
	let made = 0;
	let found = 0;
	for (const clean of heldOut(library, set)) {
		const checked = check(library, clean, clean.document);
		characters += checked.units.reduce((sum, { text }) => sum + text.length, 0);
		for (const { ruleId, place, excerpt, message } of checked.findings) details.falseFindings.push({ ruleId, document: clean.id, place, excerpt, message });
		for (const mutant of mutantsOf(clean, seed)) {
			const flawed = check(library, clean, mutant.document);
			const seen = isSeen(mutant, clean, checked, flawed);
			made += 1;
			const kind = details.byKind.get(mutant.kind) ?? { made: 0, found: 0 };
			details.byKind.set(mutant.kind, { made: kind.made + 1, found: kind.found + (seen ? 1 : 0) });
			if (seen) found += 1;
			else details.missed.push({ kind: mutant.kind, document: clean.id, places: mutant.places, before: mutant.places.map((place) => textAt(checked, place)), after: mutant.places.map((place) => textAt(flawed, place)) });
			for (const words of passedThrough(library, clean, mutant, flawed)) details.unmarked.push({ kind: mutant.kind, document: clean.id, words });
		}
	}
	if (made < FEWEST_FLAWS) throw new Error(`only ${made} flaws`);
	const share = (facts: boolean) => {
		const kinds = [...details.byKind].filter(([kind]) => isAgainstFacts(kind) === facts).map(([, counts]) => counts);
		return kinds.reduce((sum, counts) => sum + counts.found, 0) / kinds.reduce((sum, counts) => sum + counts.made, 0);
	};
	report.add({ name: 'drafting.recall', value: found / made, unit: 'ratio', target: 0.98, sense: 'atLeast' });
	report.add({ name: 'drafting.false_per_1000_chars', value: (details.falseFindings.length * 1000) / characters, unit: 'findings', target: 1 });
	report.add({ name: 'drafting.invented_unmarked', value: details.unmarked.length, unit: 'claims', target: 0 });
	report.add({ name: 'drafting.flaws', value: made, unit: 'flaws', target: FEWEST_FLAWS, sense: 'atLeast' });
	report.add({ name: 'drafting.recall.facts', value: share(true), unit: 'ratio', target: null });
	report.add({ name: 'drafting.recall.rules', value: share(false), unit: 'ratio', target: null });
	report.add({ name: 'drafting.clean_chars', value: characters, unit: 'characters', target: null });
	return details;
}

interface Checked {
	units: readonly Types.TextUnit[];
	traces: readonly Types.Trace[];
	/** Errors and warnings; what is only good to know is left out. */
	findings: readonly Types.Finding[];
}

function check(library: DraftingLibrary, { profile, sheet, city, today, values }: HeldOut, document: PlainDocument): Checked {
	const units = library.unitsOf(document, profile);
	const traces = library.ground(units, sheet, { profile, city, today });
	const found = [
		...library.groundFindings(traces, units),
		...library.lint(units, profile, { today, city, houseStyle: null, values, words: library.shippedWords() }),
		...library.copiedPassages(units, [], sheet),
	];
	return { units, traces, findings: found.filter(({ severity }) => severity !== 'info') };
}

const textAt = ({ units }: Checked, place: string): string => units.find((unit) => unit.place === place)?.text ?? '';

/** Whether the rules find something new where the flaw is; for a flaw of the whole document, anything new. */
function isSeen(mutant: Mutant, clean: HeldOut, before: Checked, after: Checked): boolean {
	const key = ({ ruleId, place, excerpt }: Types.Finding) => [ruleId, mutant.places.length === 0 ? '' : place, excerpt].join('\u0000');
	const known = new Map<string, number>();
	for (const finding of before.findings) known.set(key(finding), (known.get(key(finding)) ?? 0) + 1);
	const fresh = after.findings.filter((finding) => {
		const left = known.get(key(finding)) ?? 0;
		if (left > 0) known.set(key(finding), left - 1);
		return left === 0;
	});
	if (mutant.places.length === 0) return fresh.length > 0;
	return mutant.places.some((place) => {
		const [start, end] = changed(textAt(before, place), textAt(after, place));
		return fresh.some((finding) => finding.place === place && ((finding.start === 0 && finding.end === 0) || (finding.start <= end && finding.end >= start)));
	});
}

/** The span of the new text that differs from the old. */
function changed(before: string, after: string): [number, number] {
	let start = 0;
	while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
	let tail = 0;
	while (tail < before.length - start && tail < after.length - start && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
	return [start, after.length - tail];
}

/** Invented words that still stand outside of the open slots once the document is marked. */
function passedThrough(library: DraftingLibrary, clean: HeldOut, mutant: Mutant, { traces }: Checked): string[] {
	if (mutant.invented.length === 0) return [];
	const marked = library.unitsOf(library.markUntraced(mutant.document, traces), clean.profile);
	const standing = (place: string) => (marked.find((unit) => unit.place === place)?.text ?? '').replace(/\[(?:확인|인용) 필요[^\]]*\]/g, '');
	return mutant.invented.filter((words) => mutant.places.some((place) => stands(standing(place), words)));
}

/** `다섯 명` also ends `마흔다섯 명`. */
const TENS_BEFORE = /(?:열|스물|서른|마흔|쉰|예순|일흔|여든|아흔)$/;

/** Whether words stand in a text, not as the tail of a longer number. */
function stands(text: string, words: string): boolean {
	for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) if (!(/^\d/.test(words) && /[\d.,]/.test(text[at - 1] ?? '')) && !TENS_BEFORE.test(text.slice(0, at))) return true;
	return false;
}
