/** Look-alikes that mean the same in a text message; replaced without asking. An empty string removes the character. */
export const SAFE_REPLACEMENTS: ReadonlyMap<string, string> = new Map([
	...pairs('\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\t', ' '),
	...pairs('\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0e\ufe0f', ''),
	...pairs('•‣∙・･⋅', '·'),
	...pairs('\u2010\u2011\u2012\u2013\u2014\u2212', '-'),
	...pairs('₩', '원'),
	...pairs('\u301c', '~'),
	...pairs('\u201b', '\u2018'),
	...pairs('\u201f', '\u201c'),
	...pairs('\u2028\u2029', '\n'),
]);

/** Replacements a person should confirm, because they change what is read. */
export const SUGGESTED_REPLACEMENTS: ReadonlyMap<string, string> = new Map([
	['©', '(C)'],
	['®', '(R)'],
	['€', '유로'],
	['¥', '엔'],
	['✔', '√'],
	['✓', '√'],
	['✅', '√'],
	['📞', '☎'],
	['▪', '■'],
	['▫', '□'],
	['⚠', '※'],
	['➡', '→'],
	['❗', '!'],
	['❓', '?'],
	['„', '"'],
]);

function pairs(characters: string, replacement: string): [string, string][] {
	return [...characters].map((character) => [character, replacement]);
}
