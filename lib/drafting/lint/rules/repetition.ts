import { sentencesOf } from '../../korean/sentences';
import { ALL_SETS, type DocumentHit, type Hit, type Rule } from '../rule';

/** Shorter sentences may stand twice (`감사합니다.`, `일동 박수`). */
const SHORTEST = 18;
const LONGEST_PERIOD = 8;

/** Sentences and runs that come again. */
export const REPETITION_RULES: readonly Rule[] = [
	{
		id: 'repeat.sentence',
		sets: ALL_SETS,
		name: '되풀이된 문장',
		basis: '생성형 인공지능 결과물 점검',
		severity: 'error',
		safeFix: false,
		*document({ units }): Iterable<DocumentHit> {
			const seen = new Set<string>();
			for (const unit of units) {
				if (unit.fixed || unit.role === 'heading' || unit.role === 'title') continue;
				// Rows of a table may say the same; one cell may not.
				if (unit.role === 'cell' && unit.text.length < SHORTEST * 2) continue;
				const said = unit.role === 'cell' ? new Set<string>() : seen;
				for (const { start, end, text } of sentencesOf(unit.text)) {
					// What names a group of items may head one in each section: agenda, discussion, decision.
					const names = unit.role === 'item' && unit.level === 1 && !/[.다함음임됨]$/.test(text);
					const key = (names ? `${unit.sectionId} ` : '') + text.replace(/[\s.,!?]/g, '');
					if (key.length < SHORTEST) continue;
					if (said.has(key)) yield { place: unit.place, start, end, message: '같은 문장이 되풀이되었습니다.', suggestion: '한 번만 남기시기 바랍니다.' };
					said.add(key);
				}
			}
		},
	},
	{
		id: 'repeat.run',
		sets: ALL_SETS,
		name: '끝없는 되풀이',
		basis: '생성형 인공지능 결과물 점검',
		severity: 'error',
		safeFix: false,
		unit: ({ text }) => runs(text),
	},
];

interface Word {
	word: string;
	start: number;
	end: number;
}

/** After how many words the whole text begins anew until its end; null where it does not. */
function periodOf(words: readonly Word[]): number | null {
	// Longest beginning that is also an end, for each length (Knuth, Morris, Pratt).
	const borders = [0];
	let border = 0;
	for (let at = 1; at < words.length; at++) {
		while (border > 0 && words[at]?.word !== words[border]?.word) border = borders[border - 1] ?? 0;
		if (words[at]?.word === words[border]?.word) border++;
		borders.push(border);
	}
	const period = words.length - border;
	return period < words.length && words.length % period === 0 ? period : null;
}

/** `14:00 14:00`, `30명 30명`, `AI AI`; figures alone and parts of a date (`3. 3.`) may follow themselves. */
function* doubledValues(words: readonly Word[]): Iterable<Hit> {
	for (let at = 1; at < words.length; at++) {
		const [before, now] = [words[at - 1], words[at]];
		if (before === undefined || now === undefined || before.word.length < 2) continue;
		const value = before.word === now.word ? now.word : now.word.replace(/[.,)]+$/, '');
		if (value !== before.word || !/[\dA-Za-z]/.test(value) || /^[\d.,]+$/.test(value)) continue;
		if (words[at + 1]?.word === value) continue;
		yield { start: before.start, end: now.start + value.length, message: '같은 값이 되풀이되었습니다.', suggestion: '한 번만 남기시기 바랍니다.' };
	}
}

/** A text said twice or more, and words that come three times in a row, alone or in a phrase of up to eight words. */
function* runs(text: string): Iterable<Hit> {
	const words: Word[] = [...text.matchAll(/\S+/g)].map((match) => ({ word: match[0], start: match.index, end: match.index + match[0].length }));
	yield* doubledValues(words);
	const first = words[0];
	const period = first === undefined || text.lastIndexOf(first.word) === first.start ? null : periodOf(words);
	if (period !== null && period > 1) {
		yield { start: words[period]?.start ?? 0, end: words.at(-1)?.end ?? text.length, message: '같은 말이 되풀이되었습니다.', suggestion: '한 번만 남기시기 바랍니다.' };
		return;
	}
	if (words.length < 3) return;
	let from = 0;
	for (let period = 1; period <= LONGEST_PERIOD; period++) {
		let same = 0;
		for (let at = period; at < words.length; at++) {
			const [now, before] = [words[at], words[at - period]];
			same = now !== undefined && now.word === before?.word && now.word.length > 1 ? same + 1 : 0;
			const first = words[at - same - period + 1];
			if (same !== period * 2 || first === undefined || now === undefined || first.start < from) continue;
			yield { start: first.start, end: now.end, message: '같은 말이 잇달아 되풀이되었습니다.', suggestion: '한 번만 남기시기 바랍니다.' };
			from = now.end;
		}
	}
}
