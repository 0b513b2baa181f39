import type { CitySettings, FactSheet, Profile, TextUnit, Trace } from '../types';
import type { Claim } from './claim';
import { withJosa } from '../korean/josa';
import { wordsAhead, wordsAround, wordsOf } from './context';
import { besideEachOther, namedTwice, neighbourFacts } from './beside';
import { factIndex, type FactIndex } from './fact-index';
import { flat, squeezed } from './flat';
import { judgeLatin, judgeLaw, judgeOrganisation } from './judge-name';
import { judgePerson } from './judge-person';
import { judgeQuantity, type Setting, statementsOf } from './judge-quantity';
import { judgeQuotes } from './judge-quote';
import { standingsIn } from './roles';
import { scanText } from './scan';
import { scanTitles } from './scan-organisations';
import { scanQuotes } from './scan-quotes';
import { openSlots } from './slots';
import { stemsOf } from './stem';
import { misplaced, untraced, type Verdict } from './verdict';

/** What a draft may rest on besides the facts. */
export interface GroundContext {
	profile: Profile;
	city: CitySettings;
	/** `YYYY-MM-DD`, Korean time. */
	today: string;
}

/**
 * Every number, date, amount, time, law, organisation, person, Latin word and quotation of the texts, with the facts it rests
 * on. Texts that our own code filled from the fields (`fixed`) are not compared.
 */
export function ground(units: readonly TextUnit[], sheet: FactSheet, context: GroundContext): Trace[] {
	const index = factIndex(sheet, context.profile, context.city, context.today);
	const read = units.map((unit) => readUnit(unit, index));
	return read.flatMap((one, at) => (one.unit.fixed ? [] : tracesOf(one, aboutOf(read, at), personsInRow(read, at), index)));
}

/** A text with the claims in it. */
interface ReadUnit {
	unit: TextUnit;
	plain: string;
	slots: ReturnType<typeof openSlots>;
	quotes: readonly Claim[];
	titles: ReadonlyArray<{ title: Claim; verdict: Verdict }>;
	claims: readonly Claim[];
}

function readUnit(unit: TextUnit, index: FactIndex): ReadUnit {
	const plain = flat(unit.text);
	const slots = openSlots(unit.text);
	const outside = (claims: readonly Claim[]) => (start: number, end: number) => !claims.some((claim) => start < claim.end && end > claim.start);
	const quotes = scanQuotes(plain, outside(slots));
	const titles = scanTitles(plain, outside([...slots, ...quotes])).flatMap((title) => {
		const verdict = titleVerdict(title, index);
		return verdict ? [{ title, verdict }] : [];
	});
	return { unit, plain, slots, quotes, titles, claims: scanText(unit.text, namesOf(unit, index), [...slots, ...quotes, ...titles.map(({ title }) => title)]) };
}

/** Known names, and what stands in a cell for a name. */
const namesOf = ({ role, column, text }: TextUnit, { names }: FactIndex): ReadonlySet<string> =>
	role === 'cell' && /^(?:성명|이름|성함)$/.test(column.trim()) && /^[가-힣]{2,4}$/.test(text.trim()) ? new Set([...names, text.trim()]) : names;

function tracesOf({ unit, plain, slots, quotes, titles, claims }: ReadUnit, about: readonly string[], beside: readonly string[], index: FactIndex): Trace[] {
	const trace = ({ start, end, kind }: Claim, { verdict, factNos, why, ruleId }: Verdict): Trace => ({
		place: unit.place, start, end, kind, text: unit.text.slice(start, end), factNos, verdict, why, ...(ruleId === undefined ? {} : { ruleId }),
	});
	const verdicts = judgeQuotes(quotes, plain, index);
	const tellers = wrongTellers(plain, quotes, verdicts, claims);
	const standings = standingsIn(plain, claims);
	const inItem = (unit.role === 'item' || unit.role === 'cell') && plain.length <= LONG_CELL && !SENTENCE_END.test(plain);
	const companies = companiesOf(plain, claims, index, inItem);
	const doubled = namedTwice(plain, claims);
	const setting = (claim: Claim): Setting => ({
		words: wordsAround(plain, claim, claims, about),
		standing: standings.get(claim) ?? null,
		ahead: wordsAhead(plain, claim, claims),
		sectionId: unit.sectionId,
		company: companies.get(claim) ?? new Map<number, number>(),
		rivals: () => claims.filter((one) => one !== claim && one.value.type === claim.value.type).map((one) => ({ claim: one, words: wordsAround(plain, one, claims, about) })),
		inItem,
		neighbours: claim.kind === 'organisation' ? neighbourFacts(plain, claim, claims, index) : new Set<number>(),
		isOwnDay: isOwnDay(plain, claim),
		persons: claim.kind === 'organisation' ? [...beside, ...besideEachOther(plain, claim, claims, 'person')] : [],
		bodies: claim.kind === 'person' ? besideEachOther(plain, claim, claims, 'organisation') : [],
	});
	return [
		...slots.map((slot) => trace({ ...slot, kind: slotKind(slot, index) }, { verdict: 'open', factNos: [], why: '확인하여 채울 빈칸입니다.' })),
		...quotes.map((quote, at) => trace(quote, verdicts[at] ?? untraced(''))),
		...titles.map(({ title, verdict }) => trace(title, verdict)),
		...claims.map((claim) => trace(claim, tellers.get(claim) ?? doubled.get(claim) ?? judge(claim, setting(claim), plain, index))),
	].sort((one, other) => one.start - other.start);
}

/** What kind of claim an open slot asks for, by what stands in it. */
const slotKind = ({ text, said }: ReturnType<typeof openSlots>[number], index: FactIndex): Claim['kind'] => scanText(said, index.names)[0]?.kind ?? (text.includes('인용') ? 'quote' : 'number');

function judge(claim: Claim, setting: Setting, text: string, index: FactIndex): Verdict {
	const { value } = claim;
	switch (value.type) {
		case 'law':
			return judgeLaw(claim, value.name, value.article, index);
		case 'name':
			return judgeOrganisation(claim, value.key, setting, text.trim().replace(/장$/, '') === claim.text, index);
		case 'person':
			return judgePerson(claim, value.name, value.title, setting, text, index);
		case 'latin':
			return judgeLatin(claim, value.key, index);
		case 'quote':
			return untraced('입력 사실에 없는 발언입니다.', 'quote.invented');
		default:
			return judgeQuantity(claim, setting, index);
	}
}

/** `23일 밝혔다`, `2026. 11. 23. 기준`, a day alone: where a document names the day on which it is written. */
function isOwnDay(text: string, { start, end }: Claim): boolean {
	const sentence = /^[^.!?\n]*/.exec(text.slice(end).replace(/^[.\s]+/, ''))?.[0] ?? '';
	return text.slice(0, start).trim() === '' && sentence.trim() === '' ? true : /^(?:에|에는|자로|부로|\s|\(|\))*(?:현재|기준|시행|작성)|(?:밝혔|전했|알렸|말했|발표했|설명했|밝힘|전함|알림)/.test(sentence) || /오늘(?:은|인|,)?\s$/.test(text.slice(0, start));
}

/** Persons who are named as having said what somebody else said. */
function wrongTellers(text: string, quotes: readonly Claim[], verdicts: readonly Verdict[], claims: readonly Claim[]): Map<Claim, Verdict> {
	const found = new Map<Claim, Verdict>();
	for (const [at, quote] of quotes.entries()) {
		const verdict = verdicts[at];
		if (verdict?.ruleId !== 'quote.speaker') continue;
		const teller = claims.findLast((claim) => claim.kind === 'person' && claim.end <= quote.start && quote.start - claim.end <= 20 && !/[.!?\n]/.test(text.slice(claim.end, quote.start)));
		if (teller) found.set(teller, misplaced(verdict.why, []));
	}
	return found;
}

/** Persons who fill a cell of the same row. */
function personsInRow(read: readonly ReadUnit[], at: number): string[] {
	const unit = read[at]?.unit;
	if (unit?.role !== 'cell') return [];
	return rowOf(read, at).flatMap(({ plain, claims }) => claims.flatMap(({ value, text }) => (value.type === 'person' && text === plain.trim() ? [value.name] : [])));
}

/** The other cells of the row a cell stands in; they lie next to it in reading order. */
function rowOf(read: readonly ReadUnit[], at: number): ReadUnit[] {
	const row = (read[at]?.unit.place ?? '').replace(/\.\d+$/, '.');
	const inRow = (one: number) => read[one]?.unit.role === 'cell' && read[one].unit.place.startsWith(row);
	let [from, to] = [at, at + 1];
	while (inRow(from - 1)) from -= 1;
	while (inRow(to)) to += 1;
	return [...read.slice(from, at), ...read.slice(at + 1, to)];
}

const SENTENCE_END = /[다음함됨임요까][.!?]\s/;
const CLAUSE_END = /[,;\n]|[다음임함됨요까][.!?](?=\s|$)|[가-힣](?:고|며|지만|는데|으나)\s/;

/** For each claim, how many other claims of its clause, or of the `whole` text, each fact holds. */
function companiesOf(text: string, claims: readonly Claim[], index: FactIndex, whole: boolean): Map<Claim, Map<number, number>> {
	const clauses: Claim[][] = [];
	for (const claim of claims) {
		const row = clauses.at(-1);
		const last = row?.at(-1);
		if (row && last && (whole || !CLAUSE_END.test(text.slice(last.end, claim.start)))) row.push(claim);
		else clauses.push([claim]);
	}
	const companies = new Map<Claim, Map<number, number>>();
	for (const row of clauses) {
		const held = row.map(({ value }) => new Set(['measure', 'date', 'time', 'code'].includes(value.type) ? statementsOf(value, index).map(({ factNo }) => factNo) : []));
		const together = new Map<number, number>();
		for (const nos of held) for (const no of nos) together.set(no, (together.get(no) ?? 0) + 1);
		for (const [at, claim] of row.entries()) companies.set(claim, new Map([...together].map(([no, times]) => [no, times - (held[at]?.has(no) ? 1 : 0)])));
	}
	return companies;
}

/** A name in single marks: one fact has it, or a word of it is in none; otherwise its words are compared one by one (null). */
function titleVerdict({ value, text }: Claim, index: FactIndex): Verdict | null {
	if (value.type !== 'name') return null;
	const nos = index.facts.filter(({ key }) => key.includes(value.key)).map(({ no }) => no);
	if (nos.length > 0) return { verdict: 'traced', factNos: nos, why: '' };
	const all = index.facts.map(({ key }) => key).join(' ') + index.known.join(' ');
	const unknown = (text.match(/[가-힣]{2,}/g) ?? []).filter((word) => !stemsOf(word).some((stem) => all.includes(squeezed(stem))));
	return unknown.length === 0 ? null : untraced(`${withJosa(`'${text}'`, '은/는')} 입력 사실에 없는 이름입니다.`);
}

const LONG_CELL = 70;

/** The words a text stands under: those of the other cells of its row and of their column, of the item above it. */
function aboutOf(read: readonly ReadUnit[], at: number): string[] {
	const unit = read[at]?.unit;
	if (unit?.role === 'cell') {
		// What somebody says at length in a cell speaks of more than its row.
		if (unit.text.length > LONG_CELL) return wordsOf(unit.column);
		return [...wordsOf(unit.column), ...rowOf(read, at).flatMap(({ plain, claims }) => wordsOf(plain, claims))];
	}
	if (unit?.role !== 'item' || unit.level < 2) return [];
	for (let above = at - 1; above >= 0; above--) {
		const other = read[above];
		if (other?.unit.sectionId !== unit.sectionId || other.unit.role !== 'item') break;
		if (other.unit.level < unit.level) return wordsOf(other.plain, other.claims);
	}
	return [];
}
