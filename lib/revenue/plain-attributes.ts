import { normalCode, type CodeMap } from './code-map';

const ARTICLE = /(?:제\s*\d|§\s*\d|\d\s*조)/u;
const LAW = /(?:지방세특례제한법|지특법|지방세법|조례|시행령|시행규칙)$/u;
const CODE = /^[0-9A-Za-z][0-9A-Za-z._-]{0,7}$/;
const LONGEST_BASIS = 120;

/**
 * The reduction code as it may leave the source in clear: one of the office's own table, or what looks like a code.
 * Where columns have slipped, a name or a number stands here; it is left out.
 */
export function plainCode(text: string | null, codes: CodeMap): string | null {
	if (text === null) return null;
	return codes.has(normalCode(text)) || CODE.test(text.trim()) ? text.trim() : null;
}

/** The legal basis in the same sense: a text that names a law or an article. */
export function plainBasis(text: string | null): string | null {
	if (text === null) return null;
	const basis = text.normalize('NFC').trim();
	const isBasis = basis.length <= LONGEST_BASIS && !/\d{6}/.test(basis) && (ARTICLE.test(basis) || LAW.test(basis));
	return isBasis ? text.trim() : null;
}
