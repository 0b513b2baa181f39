import type { Exemplar, FactSheet, Finding, TextUnit } from '../types';
import { compact } from './compact';
import setPhrases from './set-phrases.json';

/** Characters without spaces: a passage this long may be a title, a longer one is a copy. */
const LONGEST_TITLE = 40;
/** Characters in a row that must agree for a part of a passage to count as taken from the facts. */
const FROM_FACTS = 8;
/** Own characters of a passage, beside what facts and set phrases hold, up to which it is none. */
const OWN_ALLOWED = 20;

/**
 * Passages of a document that stand in one of its exemplars (rule `copy.passage`): longer than a title (40 characters without
 * spaces; figures count as equal) and not made of what the facts say or of the office's set phrases. Texts that our own code
 * wrote are passed over.
 */
export function copiedPassages(units: readonly TextUnit[], exemplars: readonly Exemplar[], sheet: FactSheet): Finding[] {
	const sources = exemplars.map(({ title, text }) => compact(`${title}\n${text}`).text).filter((text) => text.length > LONGEST_TITLE);
	if (sources.length === 0) return [];
	const copied = runsOf(sources, LONGEST_TITLE + 1);
	const known = runsOf([...sheet.facts.map(({ label, text }) => compact(`${label} ${text}`).text), ...sheet.quotes.map(({ text }) => compact(text).text)], FROM_FACTS);
	const phrases = setPhrases.map((phrase) => compact(phrase).text);
	return units.filter(({ fixed }) => !fixed).flatMap((unit) => {
		const { text, at } = compact(unit.text);
		if (text.length <= LONGEST_TITLE) return [];
		const marked = covered(text, copied, LONGEST_TITLE + 1);
		if (!marked.includes(true)) return [];
		const excused = covered(text, known, FROM_FACTS);
		for (const phrase of phrases) excuse(text, phrase, excused);
		return stretches(marked)
			.filter(([from, to]) => countOf(excused, from, to) > OWN_ALLOWED)
			.map(([from, to]) => {
				const start = startOf(unit.text, at[from] ?? 0);
				const end = endOf(unit.text, at[to] ?? unit.text.length);
				return finding(unit, start, end, to - from);
			});
	});
}

/** Every run of `length` characters of the texts. */
function runsOf(texts: readonly string[], length: number): Set<string> {
	const runs = new Set<string>();
	for (const text of texts) for (let from = 0; from + length <= text.length; from += 1) runs.add(text.slice(from, from + length));
	return runs;
}

/** Which characters lie in a run that is known. */
function covered(text: string, runs: ReadonlySet<string>, length: number): boolean[] {
	const marks = Array<boolean>(text.length).fill(false);
	for (let from = 0; from + length <= text.length; from += 1) if (runs.has(text.slice(from, from + length))) marks.fill(true, from, from + length);
	return marks;
}

function excuse(text: string, phrase: string, marks: boolean[]): void {
	for (let from = text.indexOf(phrase); from !== -1; from = text.indexOf(phrase, from + 1)) marks.fill(true, from, from + phrase.length);
}

function stretches(marks: readonly boolean[]): Array<[from: number, to: number]> {
	const found: Array<[number, number]> = [];
	for (let from = marks.indexOf(true); from !== -1; ) {
		const end = marks.indexOf(false, from);
		const to = end === -1 ? marks.length : end;
		found.push([from, to]);
		from = marks.indexOf(true, to);
	}
	return found;
}

const countOf = (excused: readonly boolean[], from: number, to: number): number => excused.slice(from, to).filter((is) => !is).length;

/** The last letters of the sentence before do not belong to the passage. */
const startOf = (text: string, from: number): number => from + (/^\S{0,3}[.?!]["”’']?\s+/.exec(text.slice(from, from + 12))?.[0].length ?? 0);

/** Spaces before what follows do not belong to the passage. */
const endOf = (text: string, next: number): number => text.slice(0, next).trimEnd().length;

const finding = ({ place, text }: TextUnit, start: number, end: number, length: number): Finding => ({
	ruleId: 'copy.passage',
	severity: 'error',
	place,
	start,
	end,
	excerpt: text.slice(start, end),
	message: `참고 문서에 있는 문장이 ${length}자(띄어쓰기 제외) 그대로 이어집니다.`,
	suggestion: '참고 문서의 문장을 옮기지 말고 입력 사실에 맞추어 다시 쓰시기 바랍니다.',
	fixed: false,
});
