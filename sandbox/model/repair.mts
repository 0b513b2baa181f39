import { inStyle, isSentence } from './korean.mts';
import type { Prompt } from './prompt.mts';
import { factSentences, leadSentence } from './sentences.mts';
import { understand, voiceOf } from './understand.mts';

/** The failing pieces written anew: sentences that say more than the facts go, endings become those of the type. */
export function repairSpans(prompt: Prompt): { spans: Array<{ no: number; text: string }> } {
	const voice = voiceOf(prompt.profileId);
	const known = understand(prompt, voice);
	const source = squeezed(prompt.facts.map(({ text }) => text).join(' ') + JSON.stringify(known));
	const spans = prompt.spans.map(({ no, text }) => {
		const clean = (text.split('\n')[0] ?? '').replace(/<script.*?<\/script>|<[^>]+>/g, '');
		const sentences = clean.split(/(?<=[.])\s+(?=[^\d])/).filter((sentence) => supported(sentence, source));
		const kept = sentences.map((sentence) => (isSentence(sentence) ? inStyle(sentence, voice.style) : sentence)).join(' ');
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

function squeezed(text: string): string {
	return text.replace(/[\s,.“”"]/g, '');
}
