/** Stands for every character that no rule of wording may read: a private-use character that no text has. */
export const HIDDEN = '\uE000';

/** Longest quotation that is taken as one; a mark without its partner hides nothing. */
const LONGEST = 600;

/**
 * What others said or named: quotations, names in single quotation marks, laws and titles in brackets, addresses of the
 * internet, open slots and placeholders. An apostrophe before a two-digit year opens nothing.
 */
const PROTECTED = new RegExp(
	[
		`“[^”]{0,${LONGEST}}”`,
		`"[^"\\n]{0,${LONGEST}}"`,
		`‘(?!\\d\\d[.년])[^’\\n]{0,200}’`,
		`'(?!\\d\\d[.년])[^'\\n]{0,200}'`,
		`「[^」\\n]{0,200}」`,
		`『[^』\\n]{0,200}』`,
		`《[^》\\n]{0,200}》`,
		`〈[^〉\\n]{0,200}〉`,
		String.raw`\[(?:확인|인용) 필요[^\]]{0,300}\]`,
		`⟦[^⟧]{0,40}⟧`,
		String.raw`(?:https?:\/\/|www\.)[^\s가-힣)]+`,
		String.raw`[\w.+-]+@[\w-]+\.[\w.-]+`,
	].join('|'),
	'gu',
);
const MAY_HOLD = /[“"‘'「『《〈[⟦@]|https?:|www\./;

/** Ranges of a text that are never changed and not judged by wording, in order. */
export function protectedRanges(text: string): Array<{ start: number; end: number }> {
	if (!MAY_HOLD.test(text)) return [];
	const ranges = [...text.matchAll(PROTECTED)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
	const only = ranges[0];
	// A cell of a script that is one quotation from end to end is what the speaker reads out.
	if (ranges.length === 1 && only !== undefined && only.start === 0 && only.end === text.length && /^["“]/.test(text)) return [];
	return ranges;
}

/** The text, as long as before, with `HIDDEN` for every character of the ranges. */
export function hide(text: string, ranges: ReadonlyArray<{ start: number; end: number }>): string {
	let result = '';
	let at = 0;
	for (const { start, end } of ranges) {
		result += text.slice(at, start) + HIDDEN.repeat(end - start);
		at = end;
	}
	return at === 0 ? text : result + text.slice(at);
}
