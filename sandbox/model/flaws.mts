import type { ModelFault } from './faults.mts';
import { inStyle } from './korean.mts';
import type { Prompt } from './prompt.mts';
import { bodyTexts, changeTexts, replaceAt } from './texts.mts';
import { understand, voiceOf } from './understand.mts';

type Answer = Record<string, unknown>;

/** The answer with one flaw in it. */
export function withFlaw(answer: Answer, fault: ModelFault, prompt: Prompt): Answer {
	const voice = voiceOf(prompt.profileId);
	const texts = bodyTexts(answer).filter(({ text }) => text.length > 8);
	const first = texts[0];
	const last = texts.toSorted((a, b) => b.text.length - a.text.length)[0];
	if (!first || !last) return answer;
	const add = (sentence: string) => replaceAt(answer, last.path, `${last.text}${voice.style === 'noun' ? ', ' : ' '}${sentence}`);
	if (fault === 'inventedNumber') return add(inStyle('이번 사업에는 모두 4738명이 참여할 것으로 보인다.', voice.style));
	if (fault === 'inventedQuote') return add(`${prompt.head === '' ? '담당' : prompt.head} ${prompt.head === '' ? '과장' : '시장'}은 “시민이 먼저 체감하는 변화를 반드시 만들어 내겠다”고 ${voice.style === 'polite' ? '말했습니다' : '말했다'}.`);
	if (fault === 'joinedQuote') return joined(answer, prompt, add);
	if (fault === 'htmlInside') return replaceAt(answer, first.path, `<b>${first.text}</b><script>alert(1)</script>`);
	if (fault === 'wrongEnding') return replaceAt(answer, first.path, otherEnding(first.text, voice.style));
	if (fault === 'wrongFactNumber') return swapped(answer, numbersOf(texts.map(({ text }) => text)));
	if (fault === 'swappedEntity') return swapped(answer, entitiesOf(texts.map(({ text }) => text), prompt));
	return answer;
}

/** A supplied quotation grown by words nobody said. */
function joined(answer: Answer, prompt: Prompt, add: (sentence: string) => Answer): Answer {
	const quote = understand(prompt, voiceOf(prompt.profileId)).quotes[0];
	if (!quote) return add('담당 과장은 “모두가 함께한 결과”라며 “앞으로도 시민과 함께하겠다”고 말했다.');
	let grown = false;
	const longer = changeTexts(answer, (text) => {
		const at = text.indexOf(quote.text);
		if (at < 0 || grown) return text;
		grown = true;
		return text.replace(quote.text, `${quote.text.replace(/\.$/, '')}. 앞으로도 시민과 함께 더 나은 도시를 만들겠다`);
	});
	if (grown) return longer as Answer;
	return add(`${quote.speaker} ${quote.role}은 “${quote.text.replace(/\.$/, '')}. 앞으로도 시민과 함께하겠다”고 말했다.`);
}

function otherEnding(text: string, style: string): string {
	const wanted = style === 'polite' ? 'plain' : 'polite';
	return text
		.split(/(?<=\.)\s+/)
		.map((sentence) => inStyle(sentence, wanted))
		.join(' ');
}

/** Two counts, of one unit where there are such, so that a swap still reads well; dates and times are left alone. */
function numbersOf(texts: readonly string[]): [string, string] | null {
	const byUnit = new Map<string, Set<string>>();
	const numbers = new Set<string>();
	for (const text of texts)
		for (const [all, number = '', unit = ''] of text.matchAll(/(?<![\d.:,]|제)(\d[\d,]*(?:\.\d+)?)([가-힣㎡%]+?|km|kg)(?=[\s,.은는이가을를의에로와과]|$)/g)) {
			if (/^[년월일시분조항호회]/.test(unit)) continue;
			const known = byUnit.get(unit) ?? new Set<string>();
			known.add(all);
			byUnit.set(unit, known);
			numbers.add(number);
		}
	for (const known of [...byUnit.values(), numbers]) {
		const [a, b] = known;
		if (a !== undefined && b !== undefined) return [a, b];
	}
	return null;
}

/** Two organisations or persons of the facts that both stand in the answer. */
function entitiesOf(texts: readonly string[], prompt: Prompt): [string, string] | null {
	const whole = texts.join('\n');
	const names = new Set<string>();
	for (const { text, label } of prompt.facts) {
		for (const [name] of text.matchAll(/[가-힣]{2,12}(?:협회|재단|센터|공단|공사|대학교|도서관|위원회|연합회|복지관|보건소|연구원|교육청|소방서|경찰서)/g)) names.add(name);
		if (/성명|담당자|과장|팀장|주관|후원|주최/.test(label) && text.length < 20) names.add(text);
	}
	const [a, b] = [...names].filter((name) => whole.includes(name));
	return a !== undefined && b !== undefined ? [a, b] : numbersOf(texts);
}

function swapped(answer: Answer, pair: [string, string] | null): Answer {
	if (!pair) return answer;
	const [a, b] = pair;
	return changeTexts(answer, (text) => text.replaceAll(a, '\u0000').replaceAll(b, a).replaceAll('\u0000', b)) as Answer;
}
