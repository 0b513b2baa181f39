import type { DocumentForm } from '../types';

/** Marks of items by level, and of section headings. */
export interface MarkScheme {
	/** Office letters number continuously through all sections; a single item has no mark. */
	numbered: boolean;
	/** `roman`: Ⅰ. Ⅱ.; `arabic`: 1. 2.; otherwise the mark itself. */
	heading: 'roman' | 'arabic' | '□' | '';
	/** Marks of levels 1 to 4, where not numbered. */
	items: readonly [string, string, string, string];
	/** Spaces (타) before levels 1 to 4 in text to paste. */
	indents: readonly [number, number, number, number];
	/** Whether paragraphs are set apart by an empty line. */
	spaced: boolean;
}

const REPORT: MarkScheme = { numbered: false, heading: 'roman', items: ['□', '○', '-', 'ㆍ'], indents: [0, 1, 3, 5], spaced: false };
const UNDER_HEADING: MarkScheme = { numbered: false, heading: '□', items: ['○', '-', 'ㆍ', '·'], indents: [1, 3, 5, 7], spaced: false };
const SPOKEN: MarkScheme = { numbered: false, heading: '', items: ['-', '-', '-', '-'], indents: [0, 2, 4, 6], spaced: true };

/** How each form marks its lines. */
export const SCHEMES: Readonly<Record<DocumentForm, MarkScheme>> = {
	press: { numbered: false, heading: '□', items: ['▲', '-', 'ㆍ', '·'], indents: [0, 2, 4, 6], spaced: true },
	report: REPORT,
	plan: REPORT,
	merit: { ...REPORT, heading: 'arabic' },
	letter: { numbered: true, heading: '', items: ['', '', '', ''], indents: [0, 2, 4, 6], spaced: false },
	speech: SPOKEN,
	script: { ...UNDER_HEADING },
	reply: { ...UNDER_HEADING, spaced: true },
	minutes: UNDER_HEADING,
	notice: { ...UNDER_HEADING, indents: [0, 2, 4, 6] },
};

const ROMAN = ['Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ', 'Ⅴ', 'Ⅵ', 'Ⅶ', 'Ⅷ', 'Ⅸ', 'Ⅹ', 'Ⅺ', 'Ⅻ'];
/** The order of 규칙 제2조: after 하 comes 거. */
const SYLLABLES = [...'가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로모보소오조초코토포호'];

/** The `count`th (from 1) mark of a level of an office letter: `1.` `가.` `1)` `가)`. */
export function letterMark(level: number, count: number): string {
	const name = level % 2 === 1 ? String(count) : (SYLLABLES[count - 1] ?? String(count));
	return `${name}${level <= 2 ? '.' : ')'}`;
}

/** The `count`th (from 1) heading with its mark; one that brings its own stays as it is. */
export function headingText(scheme: MarkScheme, text: string, count: number): string {
	if (text === '' || /^(?:[Ⅰ-Ⅻ□○■]|\d+\.)/.test(text)) return text;
	switch (scheme.heading) {
		case 'roman':
			return `${ROMAN[count - 1] ?? count}. ${text}`;
		case 'arabic':
			return `${count}. ${text}`;
		case '□':
			return `□ ${text}`;
		case '':
			return text;
	}
}
