/** Middle dots of Korean typing: ‧ (HWP), ㆍ, ・, ･, ∙, ⋅ and the dot itself. */
const MIDDLE_DOTS = /[\u2027\u318D\u30FB\uFF65\u2219\u22C5\u00B7]/g;
const ZERO_WIDTH = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/g;
const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g;
/** Halves of a character and what is no character at all: no file can hold them. */
const BROKEN = /\p{Surrogate}|[\uFFFE\uFFFF]/gu;
const LINE_ENDS = /\r\n?|[\u2028\u2029\u0085\u000B\u000C]/g;
const BLANKS = /[\u00A0\u2000-\u200A\u202F\u205F]/g;
const FULL_WIDTH_DIGITS = /[０-９]/g;

/** The one middle dot of finished texts. */
export const MIDDLE_DOT = '·';

/**
 * A text in the one spelling that is compared and printed: NFC, line ends `\n`, without zero-width and control
 * characters, blanks of other widths as blanks (a full-width one as two), one kind of middle dot, ASCII digits.
 * Idempotent.
 */
export function tidy(text: string): string {
	return text
		.normalize('NFC')
		.replace(LINE_ENDS, '\n')
		.replace(ZERO_WIDTH, '')
		.replace(CONTROL, '')
		.replace(BROKEN, '')
		.replace(BLANKS, ' ')
		.replace(/\u3000/g, '  ')
		.replace(MIDDLE_DOTS, MIDDLE_DOT)
		.replace(FULL_WIDTH_DIGITS, (digit) => String(digit.charCodeAt(0) - 0xff10))
		.normalize('NFC');
}
