import { josaFor, type JosaPair } from '../korean/josa';
import { isHangul } from '../korean/syllable';
import { PLACEHOLDER_WORDS, type PersonalKind } from './kinds';

const WORDS = Object.values(PLACEHOLDER_WORDS)
	.sort((a, b) => b.length - a.length)
	.join('|');
/** As written, and as a model may write it: other brackets, blanks, a dash, or no brackets at all. */
const IN_BRACKETS = `[⟦【〔\\[{<〈《«]{1,2}\\s{0,2}(${WORDS})\\s{0,2}[-_#]?\\s{0,2}(\\d{1,4})\\s{0,2}[⟧】〕\\]}>〉》»]{1,2}`;
/** Not `차량1대`: behind it stands nothing of a word but a 조사 or 씨, 님. */
const BARE = `(?<![가-힣A-Za-z0-9])(${WORDS})(\\d{1,4})(?![0-9])(?=[^가-힣]|$|은|는|이|가|을|를|과|와|의|에|께|으로|로|도|만|씨|님)`;
const PLACEHOLDER = new RegExp(`${IN_BRACKETS}|${BARE}`, 'g');

const PAIRS: readonly JosaPair[] = [
	'은/는', '이/가', '을/를', '과/와', '으로/로', '이여/여', '이라/라', '이라고/라고', '이라는/라는', '이라며/라며', '이란/란', '이나/나', '이든/든', '이며/며', '이고/고',
	'이다/다', '이었다/였다', '이랑/랑', '이자/자', '으로서/로서', '으로써/로써', '으로부터/로부터', '으로는/로는', '으로도/로도', '으로의/로의',
];
const FORMS: ReadonlyArray<{ form: string; pair: JosaPair }> = PAIRS.flatMap((pair) => {
	const [closed = '', open = ''] = pair.split('/');
	return [`${closed}(${open})`, `${open}(${closed})`, closed, open].map((form) => ({ form, pair }));
}).sort((a, b) => b.form.length - a.form.length);

/** Placeholders of one document: the same value always has the same one. */
export class Placeholders {
	private readonly byValue = new Map<string, string>();
	private readonly values = new Map<string, string>();
	private readonly counts = new Map<PersonalKind, number>();

	/** Placeholders that were entered, however they are spaced. */
	private readonly bracketed: ReadonlySet<string>;

	/** @param entered All that was entered: a placeholder that stands there already is not used. */
	constructor(private readonly entered: string) {
		this.bracketed = new Set([...entered.matchAll(PLACEHOLDER)].map(([, word = '', number]) => `${word}${Number(number)}`));
	}

	/** `⟦이름1⟧` for the value. */
	of(kind: PersonalKind, value: string): string {
		const key = `${kind} ${comparable(kind, value)}`;
		const known = this.byValue.get(key);
		if (known !== undefined) return known;
		const word = PLACEHOLDER_WORDS[kind];
		let number = (this.counts.get(kind) ?? 0) + 1;
		while (this.isTaken(`${word}${number}`)) number++;
		this.counts.set(kind, number);
		this.byValue.set(key, `⟦${word}${number}⟧`);
		this.values.set(`${word}${number}`, value);
		return `⟦${word}${number}⟧`;
	}

	private isTaken(name: string): boolean {
		return this.bracketed.has(name) || this.entered.includes(name);
	}

	/**
	 * Values in place of placeholders, with the 조사 behind them fitting: `⟦이름1⟧은` → `김철수는`. One that was never given out becomes
	 * an open slot, `[확인 필요: 이름9]`, unless it was entered like that.
	 */
	restore(text: string): string {
		let restored = '';
		let kept = 0;
		for (const match of text.matchAll(PLACEHOLDER)) {
			const bracketed = match[1] !== undefined;
			const name = `${match[1] ?? match[3] ?? ''}${Number(match[2] ?? match[4])}`;
			const value = this.values.get(name);
			if (value === undefined && (!bracketed || this.isTaken(name))) continue;
			const end = match.index + match[0].length;
			restored += text.slice(kept, match.index) + (value ?? `[확인 필요: ${name}]`);
			kept = end;
			const particle = value === undefined ? undefined : particleAt(text, end);
			if (value === undefined || particle === undefined) continue;
			restored += josaFor(value, particle.pair);
			kept += particle.form.length;
		}
		return restored + text.slice(kept);
	}
}

/** The 조사 that stands at a place with nothing of a word behind it. */
function particleAt(text: string, at: number) {
	return FORMS.find(({ form }) => text.startsWith(form, at) && !isHangul(text.charAt(at + form.length)));
}

function comparable(kind: PersonalKind, value: string): string {
	if (kind === 'name' || kind === 'address') return value.replace(/\s/g, '');
	if (kind === 'email') return value.toLowerCase();
	return value.replace(/[\s().-]/g, '').replace(/^\+?82(?=\d{8})0?/, '0').toUpperCase();
}
