import { type Claim, claimAt, type Scanner } from './claim';
import { squeezed } from './flat';
import data from './laws.json';

const ARTICLE = '(?:\\s?제?\\s?\\d+조(?:의\\s?\\d+)?(?:\\s?제?\\s?\\d+항)?(?:\\s?제?\\s?\\d+호)?(?:\\s?[가-하]목)?|\\s?\\[?별[표지]\\s?(?:제\\s?)?\\d*(?:호)?(?:서식)?\\]?)';
const BRACKETED = new RegExp(`[「｢]([^」｣\\n]{1,80})[」｣]((?:\\s?(?:시행령|시행규칙))?)(${ARTICLE})?`, 'g');
const NAMED = new RegExp(`(?<![가-힣·])([가-힣·]{1,40}(?:법률|법|조례|규칙|규정|훈령|예규|고시|지침|시행령|시행규칙))((?:\\s(?:시행령|시행규칙))?)(${ARTICLE})?(?=[^가-힣]|[은는이가을를의에과와로]|$)`, 'g');
const ARTICLES = new RegExp(`(?<![가-힣\\d])(${ARTICLE})`, 'g');

const COMMON = new RegExp(`(?:${data.commonEndings.join('|')})$`);
const REFERENCE = new RegExp(`(?:^|\\s)(?:${data.references.join('|')})(?:\\s?(?:시행령|시행규칙))?$`);
const ALIASES: ReadonlyMap<string, string> = new Map(data.aliases.flatMap(({ name, short }) => short.map((word) => [squeezed(word), squeezed(name)] as const)));

/** The full name of a law that is known by a short one, squeezed. */
export const fullLaw = (name: string): string => ALIASES.get(squeezed(name)) ?? squeezed(name);

const articleOf = (text: string | undefined): string => (text ?? '').replace(/[\s제[\]]/g, '');

/** Laws, ordinances and rules by name, in brackets or not, and the articles named with them. */
export const scanLaws: Scanner = (text, free) => {
	const found: Claim[] = [];
	if (!/[법령례칙정규시침조」]/.test(text)) return found;
	const add = (start: number, end: number, name: string, article: string) => {
		if (free(start, end) && !found.some((claim) => start < claim.end && end > claim.start)) found.push(claimAt(text, 'law', start, end, { type: 'law', name: fullLaw(name), article }));
	};
	for (const match of text.matchAll(BRACKETED)) add(match.index, match.index + match[0].length, `${match[1] ?? ''}${match[2] ?? ''}`, articleOf(match[3]));
	for (const match of text.matchAll(NAMED)) {
		const name = match[1] ?? '';
		if (REFERENCE.test(text.slice(Math.max(0, match.index - 6), match.index + name.length))) continue;
		const weak = /(?:고시|지침|규정|규칙|훈령|예규)$/.test(name) && match[3] === undefined;
		if ((weak && (name.length < 5 || name.includes('·'))) || (match[3] === undefined && COMMON.test(name))) continue;
		add(match.index, match.index + match[0].length, `${name}${match[2] ?? ''}`, articleOf(match[3]));
	}
	for (const match of text.matchAll(ARTICLES)) {
		const start = match.index + match[0].length - match[0].trimStart().length;
		add(start, match.index + match[0].length, '', articleOf(match[1]));
	}
	return found;
};
