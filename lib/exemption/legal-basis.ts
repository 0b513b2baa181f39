import { remembering } from '../remember';

/** Article, paragraph and item of a law, as far as a text names them. */
export interface LegalBasisId {
	/** Name of the law; empty where the text names none. */
	law: string;
	/** `17`, `22의2`. */
	article: string;
	paragraph: number | null;
	item: number | null;
}

export interface LegalBasis extends LegalBasisId {
	/** As officials write it: `지방세특례제한법 제22조의2제1항`. */
	text: string;
}

const CIRCLED = '①②③④⑤⑥⑦⑧⑨⑩';
const ARTICLE =
	/(?:(?:제|§)\s*(\d+)(?!\d|\s*호)\s*조?|(\d+)\s*조)(?:\s*의\s*(\d+)\s*조?)?(?:\s*제?\s*(\d+)\s*항(?:\s*제?\s*(\d+)\s*호?)?)?/u;

/**
 * Reads `지방세특례제한법 제22조의2제3항제1호`, `지특법 §22의2 ③ 1호` and the like.
 * Returns null where no article can be found; a law is recognised as an ordinance by `조례`.
 */
export const parseLegalBasis: (text: string) => Readonly<LegalBasisId> | null = remembering(readLegalBasis);

function readLegalBasis(text: string): LegalBasisId | null {
	const plain = text
		.normalize('NFC')
		.replace(/[①-⑩]/gu, (mark) => `제${CIRCLED.indexOf(mark) + 1}항`)
		.trim();
	const match = ARTICLE.exec(plain);
	if (!match) return null;
	const [, marked, plainArticle, branch, paragraph, item] = match;
	const article = marked ?? plainArticle ?? '';
	return {
		law: lawName(plain.slice(0, match.index), plain),
		article: branch === undefined ? article : `${article}의${branch}`,
		paragraph: paragraph === undefined ? null : Number(paragraph),
		item: item === undefined ? null : Number(item),
	};
}

function lawName(text: string, whole: string): string {
	if (whole.includes('조례')) return whole.slice(0, whole.indexOf('조례') + 2);
	const name = text.replace(/[「」『』]/g, '').trim();
	return /^(지특법|법)$/.test(name) ? '지방세특례제한법' : name;
}

/**
 * Does the source's basis contradict the basis of the category it was mapped to? Only what both name is compared, so that
 * a source that writes `제17조` alone contradicts nothing.
 */
export function contradicts(recorded: LegalBasisId, expected: LegalBasisId): boolean {
	if (isOrdinance(expected)) return recorded.law !== '' && !isOrdinance(recorded);
	if (recorded.law.endsWith('법') && !recorded.law.endsWith(expected.law)) return true;
	if (isOrdinance(recorded) || recorded.article !== expected.article) return true;
	const differs = (one: number | null, other: number | null): boolean =>
		one !== null && other !== null && one !== other;
	return differs(recorded.paragraph, expected.paragraph) || differs(recorded.item, expected.item);
}

function isOrdinance(basis: LegalBasisId): boolean {
	return basis.law.includes('조례');
}
