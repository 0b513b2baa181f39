import { inStyle, isSentence } from './korean.mts';
import type { Prompt, PromptFact } from './prompt.mts';
import { factSentences, leadSentence } from './sentences.mts';
import { understand, type Voice, voiceOf } from './understand.mts';

/** The failing pieces written anew: sentences that say more than the facts go, endings become those of the type. */
export function repairSpans(prompt: Prompt): { spans: Array<{ no: number; text: string }> } {
	const voice = voiceOf(prompt.profileId);
	const known = understand(prompt, voice);
	const source = squeezed(prompt.facts.map(({ text }) => text).join(' ') + JSON.stringify(known));
	const spans = prompt.spans.map(({ no, text }) => {
		const clean = (text.split('\n')[0] ?? '').replace(/<script.*?<\/script>|<[^>]+>/g, '');
		const sentences = clean.split(/(?<=[.])\s+(?=[^\d])/).flatMap((sentence) => (supported(sentence, source) ? [sentence] : nearest(sentence, known.points, voice)));
		const kept = [...new Set(sentences)].map((sentence) => (isSentence(sentence) ? inStyle(sentence, voice.style) : sentence)).join(' ');
		const point = known.points[no % Math.max(known.points.length, 1)];
		return { no, text: kept !== '' ? kept : point ? factSentences(point, voice) : leadSentence(known, prompt, voice) };
	});
	return { spans };
}

function supported(sentence: string, source: string): boolean {
	const numbers = sentence.match(/(?:\d[\d,.]*\d|\d)[가-힣㎡%]?/g) ?? [];
	const quotes = [...sentence.matchAll(/[“"]([^”"]+)[”"]/g)].map(([, words = '']) => words);
	return numbers.every((number) => source.includes(squeezed(number))) && quotes.every((words) => source.includes(squeezed(words)));
}

/** The fact that a wrong sentence most resembles, as a sentence; none where no fact is like it. */
function nearest(sentence: string, points: readonly PromptFact[], voice: Voice): string[] {
	const pairs = pairsOf(sentence);
	const ranked = points.map((point) => ({ point, share: [...pairsOf(`${point.label} ${point.text}`)].filter((pair) => pairs.has(pair)).length / Math.max(pairs.size, 1) })).sort((a, b) => b.share - a.share);
	const best = ranked[0];
	return best && best.share >= 0.4 ? [factSentences(best.point, voice)] : [];
}

function pairsOf(text: string): Set<string> {
	const letters = text.replace(/[^가-힣A-Za-z]/g, '');
	return new Set(Array.from({ length: Math.max(letters.length - 1, 0) }, (_, at) => letters.slice(at, at + 2)));
}

function squeezed(text: string): string {
	return text.replace(/[\s,.“”"]/g, '');
}
