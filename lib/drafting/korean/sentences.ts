import mieum from './mieum.json';
import { endsInMieum, endsInNieun, endsInSsangSiot, isHangul } from './syllable';

/** A sentence of a text; UTF-16 offsets. */
export interface Sentence {
	start: number;
	end: number;
	text: string;
}

const PAIRS: Readonly<Record<string, string>> = { '“': '”', '‘': '’', '「': '」', '『': '』', '(': ')', '（': '）', '[': ']', '〔': '〕', '《': '》', '〈': '〉', '⟦': '⟧' };
const CLOSING = '”’」』)）]〕》〉"\'⟧';
const ABBREVIATIONS = /(?:^|[\s(])(?:No|Vol|vs|Dr|Mr|Ms|St|Co|Ltd|Inc|etc|[A-Za-z])$/i;
/** Characters within which an opened quotation or bracket is closed; beyond, the mark is taken for a slip. */
const REACH = 600;

/**
 * The sentences of a text in order. A line end always ends one; `.`, `!` and `?` do where a sentence can end: not inside
 * quotations and brackets, nor in decimals, dates (`2026. 3. 14.`), item marks (`1.`, `가.`) and abbreviations.
 */
export function sentencesOf(text: string): Sentence[] {
	const found: Sentence[] = [];
	let start = 0;
	let at = 0;
	const close = (end: number) => {
		const sentence = trimmed(text, start, end);
		if (sentence) found.push(sentence);
		start = end;
	};
	while (at < text.length) {
		const letter = text.charAt(at);
		if (letter === '\n') close(at++);
		else if (PAIRS[letter] !== undefined || isOpeningStraight(text, at)) at = afterClosing(text, at);
		else if (letter === '.' || letter === '!' || letter === '?' || letter === '。') {
			const end = endOfMarks(text, at);
			if (isEnd(text, start, at, end)) close(end);
			at = end;
		} else at++;
	}
	close(text.length);
	return found;
}

function trimmed(text: string, from: number, to: number): Sentence | null {
	let [start, end] = [from, to];
	while (start < end && /\s/.test(text.charAt(start))) start++;
	while (end > start && /\s/.test(text.charAt(end - 1))) end--;
	return start < end ? { start, end, text: text.slice(start, end) } : null;
}

/** A straight mark opens behind a blank, a bracket or at the start of a line. */
function isOpeningStraight(text: string, at: number): boolean {
	const letter = text.charAt(at);
	return (letter === '"' || letter === "'") && /[\s(（,]|^$/.test(text.charAt(at - 1)) && /\S/.test(text.charAt(at + 1));
}

/** Behind the mark that closes the one at `at`, or behind `at` where it is not closed in the same line. */
function afterClosing(text: string, at: number): number {
	const opener = text.charAt(at);
	const closer = PAIRS[opener] ?? opener;
	const nearest = text.slice(at + 1, at + 1 + REACH).indexOf(closer);
	if (nearest < 0) return at + 1;
	let depth = 0;
	for (let i = at + 1; i < text.length && i - at <= REACH; i++) {
		const letter = text.charAt(i);
		if (letter === '\n') break;
		if (letter === closer && depth-- === 0) return i + 1;
		if (letter === opener) depth++;
	}
	return at + 1;
}

/** Behind marks and closing quotation marks that follow each other: `!”`, `...`, `.)`. */
function endOfMarks(text: string, at: number): number {
	let end = at;
	while (end < text.length && '.!?。…'.includes(text.charAt(end))) end++;
	while (end < text.length && CLOSING.includes(text.charAt(end))) end++;
	return end;
}

function isEnd(text: string, start: number, at: number, end: number): boolean {
	const before = text.charAt(at - 1);
	const next = text.charAt(end);
	const last = next === '' || next === '\n';
	if (text.charAt(at) === '.') {
		if (/\d/.test(before)) return last;
		if (end - at > 1 && text.startsWith('..', at)) return last;
		if (/[A-Za-z]/.test(before) && (/\S/.test(next) || ABBREVIATIONS.test(text.slice(Math.max(start, at - 6), at)))) return last;
		if (isHangul(before) && text.slice(start, at).trim().length === 1) return last;
	}
	if (last || /\s/.test(next)) return true;
	return (before === '다' || before === '요') && isHangul(next);
}

const NOUN_ENDINGS: ReadonlySet<string> = new Set(mieum.endings);
const NOUNS_IN_MIEUM: ReadonlySet<string> = new Set(mieum.nouns);
const LONGEST_NOUN = Math.max(...mieum.nouns.map((noun) => noun.length));

const AFTER_SENTENCE = /[\s.!?。…"'”’」』)）\]〕》〉⟧]+$/;
/**
 * How a sentence ends, as a class: `습니다`, `겠습니다`, `바랍니다`, `니까`, `요` (polite); `했다` (past), `한다` (present), `있다` (with 없다),
 * `이다`, `겠다`, `다` (plain); `함`, `임`, `음`, `됨` (noun endings); `것`, `명사`; empty where it ends in no Hangul.
 */
export function endingOf(sentence: string): string {
	const bare = sentence.replace(/\([^()]*\)(?=[\s.!?]*$)/, '').replace(AFTER_SENTENCE, '');
	const last = bare.charAt(bare.length - 1);
	if (!isHangul(last)) return '';
	if (bare.endsWith('니다')) return bare.endsWith('바랍니다') ? '바랍니다' : bare.endsWith('겠습니다') ? '겠습니다' : '습니다';
	if (bare.endsWith('니까')) return '니까';
	if (last === '요' && bare.length > 1 && !/(?:필요|주요|수요|중요|개요|동요|소요|가요|민요)$/.test(bare)) return '요';
	if (last === '다') return plainEnding(bare);
	return nounEnding(bare, last);
}

function plainEnding(bare: string): string {
	const stem = bare.charAt(bare.length - 2);
	if (!isHangul(stem)) return '다';
	if (stem === '겠') return '겠다';
	if (stem === '있' || stem === '없') return '있다';
	if (endsInSsangSiot(stem)) return '했다';
	if (stem === '이' || stem === '니') return '이다';
	if (stem === '는' || endsInNieun(stem)) return '한다';
	return '다';
}

function nounEnding(bare: string, last: string): string {
	if (last === '것') return '것';
	if (!endsInMieum(last) || !NOUN_ENDINGS.has(last) || endsInNoun(bare)) return '명사';
	return last === '함' || last === '임' || last === '음' ? last : '됨';
}

/** A noun that happens to end in ㅁ, such as 방침; one of a single syllable has to be the whole word. */
function endsInNoun(bare: string): boolean {
	const word = bare.slice(bare.lastIndexOf(' ') + 1);
	for (let length = 2; length <= Math.min(LONGEST_NOUN, word.length); length++) if (NOUNS_IN_MIEUM.has(word.slice(-length))) return true;
	return NOUNS_IN_MIEUM.has(word);
}
