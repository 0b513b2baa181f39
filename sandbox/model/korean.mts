/** The little Korean that the pretend writer needs: particles and sentence endings. */

export type Style = 'plain' | 'polite' | 'noun';

const FIRST = 0xac00;
const LAST = 0xd7a3;
/** Final consonants by their place in a syllable block. */
const FINAL = { none: 0, n: 4, l: 8, lm: 10, m: 16, b: 17, ss: 20 } as const;
/** How digits are read decides the particle: 일, 삼, 육, 칠, 팔 and 영 end in a consonant. */
const DIGIT_FINAL = [FINAL.m, FINAL.l, 0, FINAL.m, 0, 0, 1, FINAL.l, FINAL.l, 0];
const LATIN_CONSONANT = /[LMNRlmnr]$/;

function finalOf(syllable: string): number {
	const code = syllable.charCodeAt(0);
	return code >= FIRST && code <= LAST ? (code - FIRST) % 28 : -1;
}

function withFinal(syllable: string, final: number): string {
	const code = syllable.charCodeAt(0);
	return String.fromCharCode(code - ((code - FIRST) % 28) + final);
}

/** `word` with the particle of the pair (consonant/vowel form) that fits it; closing marks are looked through. */
export function withJosa(word: string, pair: '은/는' | '이/가' | '을/를' | '과/와' | '으로/로' | '이라고/라고'): string {
	const [afterConsonant = '', afterVowel = ''] = pair.split('/');
	const seen = word.replace(/\([^)]*\)$/, '').replace(/[\s"'”’)\]」』⟧>.,%]+$/, '');
	const last = seen.at(-1) ?? '';
	let final = finalOf(last);
	if (/\d/.test(last)) final = DIGIT_FINAL[Number(last)] ?? 0;
	else if (final < 0) final = LATIN_CONSONANT.test(last) ? 1 : 0;
	if (pair === '으로/로' && final === FINAL.l) return word + afterVowel;
	return word + (final > 0 ? afterConsonant : afterVowel);
}

/** Nouns made of verbs, with the past they stand for: `늘어남` → `늘어났다`. */
const NOMINAL_PAST: Readonly<Record<string, string>> = { 남: '났', 짐: '졌', 침: '쳤', 림: '렸', 킴: '켰', 줄임: '줄였', 높임: '높였', 늘림: '늘렸' };
const NOMINAL = /(?:어남|아짐|어짐|그침|미침|마침|올림|늘림|줄임|높임|들임|시킴|알림|밝힘|어듦)\.?$/;

/** `책을 나눔` → `책을 나눈`, a verb with its object made a noun; null for any other words. */
function verbNoun(text: string): string | null {
	const match = /[을를] (?:[가-힣]+ )*([가-힣]+)\.?$/.exec(text);
	const last = match?.[1]?.at(-1) ?? '';
	const whole = text.replace(/\.$/, '');
	if (!match || (finalOf(last) !== FINAL.m && finalOf(last) !== FINAL.lm)) return null;
	if (whole.endsWith('도움')) return `${whole.slice(0, -2)}돕는`;
	if (last === '음') return `${whole.slice(0, -1)}는`;
	return whole.slice(0, -1) + withFinal(last, FINAL.n);
}

/** Whether a text already ends as a sentence in one of the three styles. */
export function isSentence(text: string): boolean {
	return /(?:다|요|까)\.?$/.test(text) || /(?:함|됨|임|[었았였했있없높낮많적좋받찾]음)\.?$/.test(text) || NOMINAL.test(text) || verbNoun(text) !== null;
}

/** The stem of a sentence's last verb with its tense, as the plain form without `다`: `했`, `한`, `있`, `이`. */
function plainStem(sentence: string): string | null {
	const text = sentence.replace(/\.$/, '');
	if (text.endsWith('입니다')) return `${text.slice(0, -3)}이`;
	if (/습니다$/.test(text)) return text.slice(0, -3);
	if (/니다$/.test(text) && finalOf(text.at(-3) ?? '') === FINAL.b) return text.slice(0, -3) + withFinal(text.at(-3) ?? '', FINAL.n);
	if (text.endsWith('다')) return text.slice(0, -1);
	if (text.endsWith('줄어듦')) return `${text.slice(0, -1)}들었`;
	if (NOMINAL.test(text)) {
		const past = NOMINAL_PAST[text.slice(-2)] ?? NOMINAL_PAST[text.slice(-1)];
		if (past !== undefined) return `${text.slice(0, -past.length)}${past}`;
	}
	if (/[높낮많적좋]음$/.test(text)) return text.slice(0, -1);
	if (/[받찾]음$/.test(text)) return `${text.slice(0, -1)}았`;
	if (!/[함됨]$/.test(text) && !/[았었였했됐있없렸졌혔쳤]음$/.test(text)) {
		const verb = verbNoun(text);
		if (verb !== null) return verb;
	}
	if (/임$/.test(text)) return `${text.slice(0, -1)}이`;
	if (/[았었였했됐있없렸졌혔쳤]음$/.test(text)) return text.slice(0, -1);
	if (/[함됨]$/.test(text)) return text.slice(0, -1) + withFinal(text.at(-1) ?? '', FINAL.n);
	return null;
}

/** A sentence with the ending of another style; what is no sentence is returned as it is. */
export function inStyle(sentence: string, style: Style): string {
	const text = sentence.trim();
	const stem = plainStem(text);
	if (stem === null || stem === '') return text;
	const last = stem.at(-1) ?? '';
	const final = finalOf(last);
	const before = stem.slice(0, -1);
	if (style === 'noun' && !/(?:다|요|까)\.?$/.test(text)) return text.replace(/\.$/, '');
	if (style === 'plain') return `${stem}다.`;
	if (style === 'polite') {
		if (last === '이') return `${before}입니다.`;
		if (last === '는') return `${before}습니다.`;
		if (final === FINAL.n || final === FINAL.none) return `${before}${withFinal(last, FINAL.b)}니다.`;
		return `${stem}습니다.`;
	}
	if (last === '이') return `${before}임`;
	if (last === '는') return `${before}음`;
	if (last === '했') return `${before}하였음`;
	if (final === FINAL.n || final === FINAL.none) return `${before}${withFinal(last, FINAL.m)}`;
	return `${stem}음`;
}

/** A noun phrase made a sentence: `…이다.`, `…입니다.`, or left as it is. */
export function asSentence(phrase: string, style: Style): string {
	const text = phrase.trim().replace(/[.,]$/, '');
	if (style === 'noun') return text;
	return `${text}${style === 'plain' ? '이다' : '입니다'}.`;
}

const WEEKDAYS = ['일', '월', '화', '수', '목', '금', '토'];

/** Dates and times as the type writes them: press and speech `12월 5일 오후 2시`, office `2026. 12. 5.(토) 14:00`. */
export function dated(text: string, style: 'spoken' | 'office', year: string): string {
	const date = /(\d{4})(?:-(\d{1,2})-(\d{1,2})|\.\s?(\d{1,2})\.\s?(\d{1,2})\.)(?:\s?\([일월화수목금토](?:요일)?\))?/g;
	const time = /\b([01]?\d|2[0-4]):([0-5]\d)(?!\d)/g;
	const inDates = text.replace(date, (all: string, y: string, m1?: string, d1?: string, m2?: string, d2?: string) => {
		const month = Number(m1 ?? m2);
		const day = Number(d1 ?? d2);
		if (style === 'spoken') return `${y === year ? '' : `${y}년 `}${month}월 ${day}일`;
		const weekday = WEEKDAYS[new Date(Date.UTC(Number(y), month - 1, day)).getUTCDay()] ?? '';
		return m2 === undefined ? `${y}. ${month}. ${day}.(${weekday})` : all;
	});
	if (style === 'office') return inDates;
	return inDates.replace(time, (_all, h: string, m: string) => {
		const hour = Number(h);
		const clock = `${hour < 12 ? '오전' : '오후'} ${hour > 12 ? hour - 12 : hour}시`;
		return m === '00' ? clock : `${clock} ${Number(m)}분`;
	});
}
