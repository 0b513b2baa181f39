import { withJosa } from '../korean/josa';
import type { Claim } from './claim';
import { elsewhere } from './elsewhere';
import type { FactIndex, FactText } from './fact-index';
import { apartWhy, withoutBody } from './judge-name';
import type { Setting } from './judge-quantity';
import data from './names.json';
import { PLAIN_TITLES } from './scan-persons';
import { misplaced, traced, untraced, type Verdict } from './verdict';

/** What must speak for another person: one word in a table, several in a sentence. */
const [ONE_WORD, SEVERAL_WORDS] = [0.9, 1.8];

/** Whether a word says which part a person has in the matter. */
const isRole = (word: string): boolean => data.roles.some((role) => word.startsWith(role));

const OFFICE_LABEL = /직위|직급|직책|소속|직함|자격/;

/** Persons: the facts must have the name, and where a title stands beside it, the title with it. `text` is what the claim stands in. */
export function judgePerson(claim: Claim, name: string, title: string, { words, bodies }: Setting, text: string, index: FactIndex): Verdict {
	const { head } = index.city;
	const plain = title === '' || PLAIN_TITLES.has(title);
	if (head && head.name.startsWith(name) && (name.length > 1 || title !== '') && (plain || head.title.endsWith(title))) return traced(named(name, index));
	const facts = factsWith(name, title, index);
	const nos = facts.map(({ no }) => no);
	if (nos.length === 0) return head?.name === name ? misplaced(`${name}의 직위는 입력 사실에 '${head.title}'입니다.`, []) : untraced(`${withJosa(`'${claim.text}'`, '은/는')} 입력 사실에 없는 사람입니다.`);
	if (!plain && name.length > 1 && !facts.some((fact) => fact.text.includes(title) || fact.label.includes(title)) && !(titleApart(title, index) && facts.some(({ text: stated }) => !stated.includes('|')))) {
		return misplaced(`입력 사실에서 ${name}의 직위는 ${withJosa(`'${title}'`, '이/가')} 아닙니다.`, nos);
	}
	for (const body of name.length > 1 ? bodies : []) {
		const apart = withoutBody(name, body, index);
		if (apart) return misplaced(apartWhy(body, apart), nos);
	}
	const same = nos.flatMap((no) => index.byFact.get(no) ?? []).filter(({ claim: { value } }) => value.type === 'person' && value.name === name);
	if (same.length === 0) return traced(nos);
	return elsewhere(claim, { ...words, all: words.stated }, same, index, { counts: isRole }) ?? elsewhere(claim, words, same, index, { enough: claim.text === text ? ONE_WORD : SEVERAL_WORDS }) ?? traced(nos);
}

const named = (name: string, index: FactIndex): readonly number[] => index.factsNaming(name);

const KNOWN = new WeakMap<FactIndex, Map<string, readonly FactText[]>>();

/** Facts that name the person, looked for once. */
function factsWith(name: string, title: string, index: FactIndex): readonly FactText[] {
	const known = KNOWN.get(index) ?? new Map<string, readonly FactText[]>();
	KNOWN.set(index, known);
	const key = name.length > 1 ? name : `${name} ${title}`;
	const facts = known.get(key) ?? index.facts.filter((fact) => has(fact, name, title, index));
	known.set(key, facts);
	return facts;
}

/** Whether a fact names the person; of a surname alone (`김 과장`) it must have the title too. */
function has(fact: FactText, name: string, title: string, index: FactIndex): boolean {
	if (name.length > 1) return new RegExp(`(?<![가-힣])${name}`).test(fact.text) || (fact.text.includes(name) && index.names.has(name));
	const persons = (index.byFact.get(fact.no) ?? []).filter(({ claim: { value } }) => value.type === 'person' && value.name.startsWith(name));
	return persons.length > 0 && (fact.text.includes(title) || fact.label.includes(title) || titleApart(title, index));
}

/** A title in a field of its own belongs to the person of the document. */
const titleApart = (title: string, index: FactIndex): boolean => index.facts.some(({ label, text }) => OFFICE_LABEL.test(label) && text.includes(title) && !text.includes('|'));
