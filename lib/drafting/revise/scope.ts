import type { DraftContent, DraftSection } from '../types';

/** What an instruction names. */
export interface Scope {
	/** Nothing in particular, or everything: all may change but what `kept` names. */
	everything: boolean;
	wanted: Named;
	kept: Named;
	/** Paragraphs and items by their number (from 0, negative from the end), of the wanted sections or of the whole text. */
	ordinals: readonly number[];
}

/** Parts of a document. */
export interface Named {
	title: boolean;
	subtitles: boolean;
	/** Ids, or headings of sections without one. */
	sections: ReadonlySet<string>;
}

const EVERYTHING = /전체|전반|전부|모든|통틀어|문서\s*(?:를|의)|글\s*(?:을|전)|처음부터/;
/** What follows a part that shall stay. */
const KEEP = /^(?:[은는을를도만]|의\s*내용은?)?\s*(?:그대로|유지|말고|빼고는|두고|놔두|건드리지|바꾸지|고치지|손대지|제외)/;
const TITLE = /(?<![소부중간]\s?)(?:제목|표제)/g;
const SUBTITLES = /부제목?/g;
const ORDINAL = /(첫\s*번째|첫째|첫|두\s*번째|둘째|세\s*번째|셋째|네\s*번째|넷째|다섯\s*번째|다섯째|여섯\s*번째|여섯째|마지막|맨\s*끝|\d{1,2}\s*번째|제?\d{1,2})\s*(?:문단|단락|항목|문장|줄)/g;
const NUMBERS = ['첫', '두둘', '세셋', '네넷', '다섯', '여섯'];

/** Key of a section in a scope. */
export const scopeKey = ({ id, heading }: DraftSection): string => (id === '' ? heading : id);

/** Reads which parts an instruction asks to change and which it asks to leave. */
export function scopeOf(instruction: string, before: DraftContent, after: DraftContent): Scope {
	const text = instruction.normalize('NFC');
	const sections = namedSections(before, after);
	const kept = named(text, sections, (rest) => KEEP.test(rest));
	const wanted = named(text, sections, (rest) => !KEEP.test(rest));
	const ordinals = [...text.matchAll(ORDINAL)].map(([, word = '']) => ordinalOf(word));
	const any = wanted.title || wanted.subtitles || wanted.sections.size > 0 || ordinals.length > 0;
	return { everything: !any || EVERYTHING.test(text), wanted, kept, ordinals };
}

interface SectionName {
	pattern: RegExp;
	keys: readonly string[];
}

function namedSections(before: DraftContent, after: DraftContent): SectionName[] {
	const all = [...before.sections, ...after.sections];
	const [first, last] = [before.sections[0], before.sections.at(-1)];
	const keys = (wanted: readonly DraftSection[]) => [...new Set(wanted.map(scopeKey))];
	const textOf = ({ blocks }: DraftSection) => blocks.map((block) => (block.kind === 'table' ? '' : block.text)).join('\n');
	return [
		...all.filter(({ heading }) => heading !== '').map((section) => ({ pattern: spelled(section.heading), keys: [scopeKey(section)] })),
		{ pattern: /본문/g, keys: keys(all) },
		{ pattern: /리드(?:문|를|는|\s|$)|첫머리|도입\s*(?:부|문단|문장)|머리말|여는\s*말/g, keys: keys(first ? [first] : []) },
		{ pattern: /맺(?:음|는)\s*말|(?:마무리|맺음|끝맺음)\s*(?:말|인사|문단|문장|부분)|끝\s*부분|끝인사|닫는\s*말/g, keys: keys(last ? [last] : []) },
		{ pattern: /인용(?:문|구|한|된|을|의|\s*부분)/g, keys: keys(all.filter((section) => section.id === 'quote' || /[“"][^“”"]{8,}[”"]/.test(textOf(section)))) },
		{ pattern: /(?<![가-힣])표(?=[는를의에만]|\s|$)/g, keys: keys(all.filter(({ blocks }) => blocks.some(({ kind }) => kind === 'table'))) },
	];
}

/** A heading however it is spaced; not where it is a verb (`요약해 줘`). */
const spelled = (heading: string): RegExp => new RegExp(`${[...heading.replace(/[^\p{L}\p{N}]/gu, '')].join('[\\s·ㆍ‧]*')}(?!\\s*[하해])`, 'gu');

function named(text: string, sections: readonly SectionName[], fits: (rest: string) => boolean): Named {
	const says = (pattern: RegExp) => [...text.matchAll(pattern)].some((found) => fits(text.slice(found.index + found[0].length)));
	return { title: says(TITLE), subtitles: says(SUBTITLES), sections: new Set(sections.filter(({ pattern }) => says(pattern)).flatMap(({ keys }) => keys)) };
}

function ordinalOf(word: string): number {
	if (/마지막|맨/.test(word)) return -1;
	const digits = /\d+/.exec(word)?.[0];
	return digits === undefined ? NUMBERS.findIndex((starts) => starts.includes(word.charAt(0))) : Number(digits) - 1;
}
