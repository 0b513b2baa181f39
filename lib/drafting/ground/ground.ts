import type { CitySettings, FactSheet, Profile, TextUnit, Trace } from '../types';
import type { Claim } from './claim';
import { wordsAround, wordsOf, type Words } from './context';
import { factIndex, type FactIndex } from './fact-index';
import { flat, squeezed } from './flat';
import { judgeLatin, judgeLaw, judgeOrganisation } from './judge-name';
import { judgePerson } from './judge-person';
import { judgeQuantity } from './judge-quantity';
import { judgeQuotes } from './judge-quote';
import { scanText } from './scan';
import { scanTitles } from './scan-organisations';
import { scanQuotes } from './scan-quotes';
import { openSlots } from './slots';
import { stemsOf } from './stem';
import { untraced, type Verdict } from './verdict';

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
	return read.flatMap((one, at) => (one.unit.fixed ? [] : tracesOf(one, aboutOf(read, at), index)));
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
	return { unit, plain, slots, quotes, titles, claims: scanText(unit.text, index.names, [...slots, ...quotes, ...titles.map(({ title }) => title)]) };
}

function tracesOf({ unit, plain, slots, quotes, titles, claims }: ReadUnit, about: readonly string[], index: FactIndex): Trace[] {
	const trace = ({ start, end, kind }: Claim, { verdict, factNos, why, ruleId }: Verdict): Trace => ({
		place: unit.place, start, end, kind, text: unit.text.slice(start, end), factNos, verdict, why, ...(ruleId === undefined ? {} : { ruleId }),
	});
	const verdicts = judgeQuotes(quotes, plain, index);
	return [
		...slots.map((slot) => trace({ ...slot, kind: slotKind(slot, index) }, { verdict: 'open', factNos: [], why: '확인하여 채울 빈칸입니다.' })),
		...quotes.map((quote, at) => trace(quote, verdicts[at] ?? untraced(''))),
		...titles.map(({ title, verdict }) => trace(title, verdict)),
		...claims.map((claim) => trace(claim, judge(claim, wordsAround(plain, claim, claims, about), plain, index))),
	].sort((one, other) => one.start - other.start);
}

/** What kind of claim an open slot asks for, by what stands in it. */
const slotKind = ({ text, said }: ReturnType<typeof openSlots>[number], index: FactIndex): Claim['kind'] => scanText(said, index.names)[0]?.kind ?? (text.includes('인용') ? 'quote' : 'number');

function judge(claim: Claim, words: Words, text: string, index: FactIndex): Verdict {
	const { value } = claim;
	switch (value.type) {
		case 'law':
			return judgeLaw(claim, value.name, value.article, index);
		case 'name':
			return judgeOrganisation(claim, value.key, words, index);
		case 'person':
			return judgePerson(claim, value.name, value.title, words, text, index);
		case 'latin':
			return judgeLatin(claim, value.key, index);
		case 'quote':
			return untraced('입력 사실에 없는 발언입니다.', 'quote.invented');
		default:
			return judgeQuantity(claim, words, index);
	}
}

/** A name in single marks: one fact has it, or a word of it is in none; otherwise its words are compared one by one (null). */
function titleVerdict({ value, text }: Claim, index: FactIndex): Verdict | null {
	if (value.type !== 'name') return null;
	const nos = index.facts.filter(({ key }) => key.includes(value.key)).map(({ no }) => no);
	if (nos.length > 0) return { verdict: 'traced', factNos: nos, why: '' };
	const all = index.facts.map(({ key }) => key).join(' ') + index.known.join(' ');
	const unknown = (text.match(/[가-힣]{2,}/g) ?? []).filter((word) => !stemsOf(word).some((stem) => all.includes(squeezed(stem))));
	return unknown.length === 0 ? null : untraced(`'${text}'은(는) 입력 사실에 없는 이름입니다.`);
}

/** The words a text stands under: those of the other cells of its row and of their column, of the item above it. */
function aboutOf(read: readonly ReadUnit[], at: number): string[] {
	const unit = read[at]?.unit;
	if (unit?.role === 'cell') {
		const row = unit.place.replace(/\.\d+$/, '.');
		const others = read.filter((other, index) => index !== at && other.unit.role === 'cell' && other.unit.place.startsWith(row));
		return [...wordsOf(unit.column), ...others.flatMap(({ plain, claims }) => wordsOf(plain, claims))];
	}
	if (unit?.role !== 'item' || unit.level < 2) return [];
	for (let above = at - 1; above >= 0; above--) {
		const other = read[above];
		if (other?.unit.sectionId !== unit.sectionId || other.unit.role !== 'item') break;
		if (other.unit.level < unit.level) return wordsOf(other.plain, other.claims);
	}
	return [];
}
