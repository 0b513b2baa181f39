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
				if (unit.fixed || unit.role === 'heading' || unit.role === 'title' || unit.role === 'cell') continue;
				for (const { start, end, text } of sentencesOf(unit.text)) {
					const key = text.replace(/[\s.,!?]/g, '');
					if (key.length < SHORTEST) continue;
					if (seen.has(key)) yield { place: unit.place, start, end, message: '같은 문장이 되풀이되었습니다.', suggestion: '한 번만 남기시기 바랍니다.' };
					seen.add(key);
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

/** A text said twice, and words that come three times in a row, alone or in a phrase of up to eight words. */
function* runs(text: string): Iterable<Hit> {
	const words = [...text.matchAll(/\S+/g)].map((match) => ({ word: match[0], start: match.index, end: match.index + match[0].length }));
	const half = words.length / 2;
	const last = words.at(-1);
	if (half >= 2 && last !== undefined && words.slice(0, half).every(({ word }, at) => word === words[at + half]?.word) && Number.isInteger(half)) {
		yield { start: words[half]?.start ?? 0, end: last.end, message: '같은 말이 되풀이되었습니다.', suggestion: '한 번만 남기시기 바랍니다.' };
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
