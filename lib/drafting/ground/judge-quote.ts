import type { SuppliedQuote } from '../types';
import type { Claim } from './claim';
import type { FactIndex } from './fact-index';
import { squeezed } from './flat';
import { isSaid } from './scan-quotes';
import { traced, untraced, type Verdict } from './verdict';

/** Share of letter pairs from which words count as an altered quotation, not an invented one. */
const SIMILAR = 0.5;
/** Shortest stretch of somebody's words that shows that two quotations were put together. */
const STRETCH = 8;

/** Sentences of a supplied quotation as offsets in its squeezed text. */
function sentenceEdges(text: string): Set<number> {
	const edges = new Set([0, squeezed(text).length]);
	for (const match of text.matchAll(/[.!?…](?=\s|$|[”"’])/g)) edges.add(squeezed(text.slice(0, match.index)).length);
	return edges;
}

interface Placed {
	claim: Claim;
	words: string;
	quote: SuppliedQuote | null;
	/** Offset in the squeezed words of `quote`. */
	at: number;
}

/** The quotations of one text, judged together: a quotation split by 며 is one. */
export function judgeQuotes(claims: readonly Claim[], text: string, index: FactIndex): Verdict[] {
	const placed = claims.map((claim): Placed => {
		const words = claim.value.type === 'quote' ? claim.value.words : '';
		const quote = index.quotes.find((one) => squeezed(one.text).includes(words)) ?? null;
		return { claim, words, quote, at: quote ? squeezed(quote.text).indexOf(words) : -1 };
	});
	return placed.map((one, at) => judgeOne(one, placed[at - 1], placed[at + 1], text, index));
}

const linked = (one: Placed | undefined, other: Placed | undefined, text: string): boolean =>
	one !== undefined && other !== undefined && /^[”"’']?\s?(?:이?라|으)?(?:며|면서|고|하고),?\s?$/.test(text.slice(one.claim.end, other.claim.start));

function judgeOne(one: Placed, before: Placed | undefined, next: Placed | undefined, text: string, index: FactIndex): Verdict {
	if (!one.quote) return withoutQuote(one, text, index);
	const { quote, words, at } = one;
	const first = linked(before, one, text) ? before : undefined;
	const second = linked(one, next, text) ? next : undefined;
	if ((first?.quote && first.quote !== quote) || (second?.quote && second.quote !== quote)) return untraced('서로 다른 인용문을 한 발언으로 이어 붙였습니다.', 'quote.joined');
	const edges = sentenceEdges(quote.text);
	const begins = edges.has(at) || (first?.quote === quote && first.at + first.words.length === at);
	const ends = edges.has(at + words.length) || (second?.quote === quote && second.at === at + words.length);
	if (!begins || !ends) return untraced('승인된 발언의 일부만 잘라 썼습니다. 문장 전체를 그대로 쓰시기 바랍니다.', 'quote.altered');
	const wrong = wrongSpeaker(one, text, index);
	if (wrong !== null) return untraced(wrong, 'quote.speaker');
	if (quote.approvedBy === '' || quote.approvedOn === '') return untraced('승인자와 승인일이 없는 인용문입니다.', 'quote.unapproved');
	return traced([quote.factNo]);
}

function withoutQuote({ claim, words }: Placed, text: string, index: FactIndex): Verdict {
	const stated = index.facts.filter(({ key, no }) => key.includes(words) && !index.quotes.some(({ factNo }) => factNo === no));
	const attributed = isSaid(text, claim.end) && /[가-힣](?:은|는|이|가|께서|께서는)\s?$/.test(text.slice(0, claim.start));
	if (stated.length > 0 && !attributed) return traced(stated.map(({ no }) => no));
	const sources = index.quotes.filter((quote) => longestShared(words, squeezed(quote.text)) >= STRETCH);
	if (sources.length > 1) return untraced('서로 다른 인용문을 한 발언으로 이어 붙였습니다.', 'quote.joined');
	const near = index.quotes.some((quote) => likeness(words, squeezed(quote.text)) >= SIMILAR || words.includes(squeezed(quote.text)));
	if (near || sources.length === 1) return untraced('승인된 발언과 글자가 다릅니다.', 'quote.altered');
	return untraced('입력 사실에 없는 발언입니다.', 'quote.invented');
}

/** Who is named as having said it, if that is not the one who did. */
function wrongSpeaker({ claim, quote }: Placed, text: string, index: FactIndex): string | null {
	if (!quote) return null;
	const from = Math.max(text.lastIndexOf('\n', claim.start), ...[...text.slice(0, claim.start).matchAll(/[다음함][.!?]["”]?\s/g)].map(({ index: at }) => at));
	const ahead = text.slice(Math.max(0, from), claim.start);
	const behind = /^[^.]{0,60}/.exec(text.slice(claim.end))?.[0] ?? '';
	const name = squeezed(quote.speaker.split(/\s+/).at(-1) ?? quote.speaker);
	const others = new Set([...index.names, ...index.quotes.map(({ speaker }) => speaker)].map(squeezed).filter((other) => other !== name && other.length > 1));
	const near = squeezed(ahead);
	if (near.includes(name)) {
		const rival = [...others].find((other) => near.lastIndexOf(other) > near.lastIndexOf(name));
		return rival === undefined ? wrongRole(near.slice(near.lastIndexOf(name)), quote, index) : `이 발언은 ${quote.speaker} ${quote.role}의 발언입니다.`;
	}
	const stated = [...others].some((other) => near.includes(other) || squeezed(behind).includes(other));
	const unknown = /([가-힣]{1,4})\s[가-힣]*(?:시장|국장|과장|팀장|회장|위원장|대표|의장|원장|관장|센터장|단장|이사장|교수|의원|소장|동장|사장|교장|서장)(?:은|는|이|가|도|의)?\s?$/.exec(ahead);
	const title = unknown ? squeezed(unknown[0]).replace(/[은는이가도의]$/, '') : '';
	const role = squeezed(quote.role);
	const surname = unknown?.[1];
	const fits = title === '' || (role !== '' && role.includes(title.replace(squeezed(surname ?? ''), '')) && (surname === undefined || name.startsWith(surname) || squeezed(quote.role).includes(surname) || squeezed(index.city.name).startsWith(surname)));
	const anybody = /(관계자|담당자|참가자|참여자|참석자|수상자|이용자|방문객|관람객|시민|주민|학생|학부모|어르신)(?:들)?(?:은|는|이|가)\s?$/.exec(ahead)?.[1];
	return stated || !fits || (anybody !== undefined && !role.includes(anybody)) ? `이 발언은 ${quote.speaker} ${quote.role}의 발언입니다.` : null;
}

const OFFICE = '부시장|시장|국장|과장|팀장|부회장|회장|부위원장|위원장|대표|부의장|의장|원장|관장|센터장|단장|이사장|교수|의원|소장|동장|사장|교장|서장|총장';

/** Another office between the name and the words than the one that was entered. */
function wrongRole(nameAndAfter: string, { speaker, role }: SuppliedQuote, index: FactIndex): string | null {
	// 의정부시장 is no 부시장.
	const city = squeezed(index.city.name).slice(0, -1);
	const own = new RegExp(`(${OFFICE})$`).exec(squeezed(role).replace(city, ''))?.[1];
	const said = new RegExp(`^[가-힣]{2,4}?[가-힣]*?(${OFFICE})(?:님)?(?:은|는|이|가|도|께서|께서는)?$`).exec(nameAndAfter.slice(0, 40).replace(city, ''))?.[1];
	return own === undefined || said === undefined || own === said ? null : `${speaker}의 직위는 '${role}'입니다.`;
}

function pairs(text: string): Map<string, number> {
	const found = new Map<string, number>();
	for (let at = 0; at + 2 <= text.length; at++) found.set(text.slice(at, at + 2), (found.get(text.slice(at, at + 2)) ?? 0) + 1);
	return found;
}

/** Share of letter pairs that two texts have in common, measured on the shorter one. */
function likeness(one: string, other: string): number {
	const [some, more] = [pairs(one), pairs(other)];
	let common = 0;
	for (const [pair, times] of some) common += Math.min(times, more.get(pair) ?? 0);
	return common / Math.max(1, Math.min(one.length, other.length) - 1);
}

/** Letters of the longest stretch that both texts have; quotations are short, so the plain way is fast enough. */
function longestShared(one: string, other: string): number {
	let longest = 0;
	for (let at = 0; at + longest < one.length; at++) {
		while (at + longest < one.length && other.includes(one.slice(at, at + longest + 1))) longest++;
	}
	return longest;
}
