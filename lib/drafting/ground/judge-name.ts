import { withJosa } from '../korean/josa';
import type { Claim } from './claim';
import type { Setting } from './judge-quantity';
import { elsewhere } from './elsewhere';
import type { FactIndex, Occurrence } from './fact-index';
import { squeezed } from './flat';
import data from './organisations.json';
import { koreanOf } from './scan-latin';
import { fullLaw } from './scan-laws';
import { misplaced, traced, untraced, type Verdict } from './verdict';

const ROLES: readonly string[] = data.roles;
const ALIASES: ReadonlyMap<string, readonly string[]> = new Map(
	data.aliases.flatMap(({ name, short }) => [name, ...short].map((word) => [squeezed(word), [name, ...short].map(squeezed)] as const)),
);

/** Words that are no roles must be several to speak for another body. */
const SEVERAL_WORDS = 1.8;
/** Of a body that fills its cell the row tells the matter. */
const ONE_WORD = 0.9;

/** Whether a word says which part a body has in the matter. */
const isRole = (word: string): boolean => ROLES.some((role) => word.startsWith(role));

/** Bodies and places, `fills` where nothing else stands in the text: the facts must name them, the city and its department go without saying. */
export function judgeOrganisation(claim: Claim, key: string, { words, persons, neighbours: company }: Setting, fills: boolean, index: FactIndex): Verdict {
	const nos = factsWith(key, index);
	if (nos.length === 0 && claim.text.includes('·')) {
		const parts = claim.text.split('·').map((part) => factsWith(squeezed(part), index));
		if (parts.every((found) => found.length > 0)) return traced(parts.flat());
	}
	if (nos.length === 0) return index.known.includes(key) ? traced([]) : untraced(`${withJosa(`'${claim.text}'`, '은/는')} 입력 사실에 없는 이름입니다.`);
	const elsewhereOf = persons.map((person) => withoutBody(person, claim.text, index)).find((body) => body !== null);
	if (elsewhereOf) return misplaced(apartWhy(claim.text, elsewhereOf), nos);
	const same = statementsIn(nos, index).filter(({ claim: { value } }) => value.type === 'name' && (value.key.includes(key) || key.includes(value.key)));
	if (same.length === 0) return traced(nos);
	const byRole = elsewhere(claim, words, same, index, { counts: isRole });
	// The city acts in every statement, and names that one fact has side by side belong together.
	if (!byRole && (index.known.includes(key) || nos.some((no) => company.has(no)))) return traced(nos);
	const isRival = ({ claim: { value } }: Occurrence) => value.type !== 'name' || value.key !== squeezed(index.city.name);
	return byRole ?? elsewhere(claim, { ...words, all: words.stated }, same, index, { enough: SEVERAL_WORDS, isRival }) ?? (fills ? elsewhere(claim, words, same, index, { enough: ONE_WORD, isRival }) : null) ?? traced(nos);
}

/** A person and a body that facts do not name together. */
type Apart = { person: string; body: string } | { person: string; body: null; others: readonly string[] };

/** What belongs there instead. */
export const apartWhy = (said: string, apart: Apart): string =>
	apart.body === null ? `입력 사실에서 ${withJosa(`'${said}'`, '과/와')} 함께 적힌 사람은 '${apart.others[0] ?? ''}'입니다.` : `${apart.person}의 소속은 입력 사실에서 '${apart.body}'입니다.`;

/** The body with which facts name a person, where none of them names the person with this one. */
export function withoutBody(person: string, said: string, index: FactIndex): Apart | null {
	const key = squeezed(said);
	const nos = factsWith(key, index);
	if (nos.length === 0 || index.known.includes(key)) return null;
	const own = index.factsNaming(person);
	if (own.some((no) => nos.includes(no))) return null;
	const body = statementsIn(own, index).find(({ claim }) => claim.kind === 'organisation' && !index.known.includes(squeezed(claim.text)));
	if (body) return { person, body: body.claim.text };
	// Every row that has the body has another person with it.
	const rows = nos.filter((no) => index.fact(no)?.text.includes('|'));
	const others = rows.flatMap((no) => (index.byFact.get(no) ?? []).flatMap(({ claim: { value } }) => (value.type === 'person' ? [value.name] : [])));
	return others.length > 0 && rows.length === nos.length && own.length > 0 ? { person, body: null, others } : null;
}

const statementsIn = (nos: readonly number[], index: FactIndex) => nos.flatMap((no) => index.byFact.get(no) ?? []);

/** Facts that have a name, with or without the city's own name before it. */
function factsWith(key: string, index: FactIndex): number[] {
	const city = squeezed(index.city.name);
	const base = city.replace(/[시군구]$/, '');
	const forms = [key, ...(ALIASES.get(key) ?? [])];
	const bare = key.startsWith(city) && key.length > city.length + 1 ? key.slice(city.length) : key.startsWith(base) && key.length > base.length + 2 ? key.slice(base.length) : null;
	if (bare !== null) forms.push(base + bare, city + bare);
	// 체육회 of the city is not the 체육회 within 장애인체육회.
	const begins = bare === null ? null : new RegExp(`(?<![가-힣A-Za-z0-9])${[...bare].join('[^가-힣A-Za-z0-9]?')}`);
	return index.facts.filter((fact) => forms.some((form) => fact.key.includes(form)) || (begins?.test(`${fact.label} ${fact.text}`.toLowerCase()) ?? false)).map(({ no }) => no);
}

/** Laws: name and article must stand in one fact. */
export function judgeLaw(claim: Claim, name: string, article: string, index: FactIndex): Verdict {
	const facts = index.facts.filter(({ no, key }) => name === '' || key.includes(name) || (index.byFact.get(no) ?? []).some(({ claim: { value } }) => value.type === 'law' && value.name !== '' && fullLaw(value.name) === name));
	if (facts.length === 0) return untraced(`${withJosa(`'${claim.text}'`, '은/는')} 입력 사실에 없는 법령입니다.`);
	if (article === '') return traced(facts.map(({ no }) => no));
	const held = facts.filter(({ no }) => (index.byFact.get(no) ?? []).some(({ claim: { value } }) => value.type === 'law' && holdsArticle(value.article, article)));
	return held.length > 0 ? traced(held.map(({ no }) => no)) : untraced(`'${claim.text}'의 조문이 입력 사실과 다릅니다.`);
}

/** `10조2항` holds `10조`, not `10조의2`. */
const holdsArticle = (fact: string, said: string): boolean => fact === said || (fact.startsWith(said) && !/^의/.test(fact.slice(said.length)) && /[조항호목]$/.test(said));

/** Latin words: as the facts write them, or as the Korean word of theirs that the list gives. */
export function judgeLatin(claim: Claim, key: string, index: FactIndex): Verdict {
	const wanted = squeezed(key);
	const word = new RegExp(`(?<![a-z0-9])${wanted.replace(/[^\p{L}\p{N}]/gu, '')}(?![a-z0-9])`, 'u');
	const nos = index.facts.filter(({ no, text, label }) => {
		if ((index.byFact.get(no) ?? []).some(({ claim: { value } }) => value.type === 'latin' && (value.key === key || squeezed(value.key) === wanted))) return true;
		return word.test(`${label} ${text}`.toLowerCase());
	});
	const korean = koreanOf(key).map(squeezed);
	const said = index.facts.filter((fact) => korean.some((one) => fact.key.includes(one)));
	const found = [...nos, ...said].map(({ no }) => no);
	return found.length > 0 ? traced(found) : untraced(`${withJosa(`'${claim.text}'`, '은/는')} 입력 사실에 없는 로마자 표기입니다.`);
}

