import type { CitySettings, FactSheet, Profile, TextUnit, Trace } from '../types';
import type { Claim } from './claim';
import { wordsAround, type Words } from './context';
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
	return units.flatMap((unit, at) => (unit.fixed ? [] : tracesOf(unit, aboutOf(units, at), index)));
}

function tracesOf(unit: TextUnit, about: readonly string[], index: FactIndex): Trace[] {
	const { text, place } = unit;
	const plain = flat(text);
	const slots = openSlots(text);
	const free = (start: number, end: number) => !slots.some((slot) => start < slot.end && end > slot.start);
	const quotes = scanQuotes(plain, free);
	const titles = scanTitles(plain, (start, end) => free(start, end) && !quotes.some((quote) => start < quote.end && end > quote.start)).map((title) => ({ title, verdict: titleVerdict(title, index) }));
	const whole = titles.flatMap(({ title, verdict }) => (verdict ? [{ title, verdict }] : []));
	const taken = [...slots, ...quotes, ...whole.map(({ title }) => title)];
	const claims = scanText(text, index.names, taken);
	const trace = (claim: Claim, { verdict, factNos, why, ruleId }: Verdict): Trace => ({
		place, start: claim.start, end: claim.end, kind: claim.kind, text: text.slice(claim.start, claim.end), factNos, verdict, why, ...(ruleId === undefined ? {} : { ruleId }),
	});
	const verdicts = judgeQuotes(quotes, plain, index);
	return [
		...slots.map((slot) => trace({ ...slot, kind: scanText(slot.said, index.names)[0]?.kind ?? (slot.said === '' && slot.text.includes('인용') ? 'quote' : 'number') }, { verdict: 'open', factNos: [], why: '확인하여 채울 빈칸입니다.' })),
		...quotes.map((quote, at) => trace(quote, verdicts[at] ?? untraced(''))),
		...whole.map(({ title, verdict }) => trace(title, verdict)),
		...claims.map((claim) => trace(claim, judge(claim, wordsAround(plain, claim, claims, about), plain, index))),
	].sort((one, other) => one.start - other.start);
}

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

/** What a text stands under: the other cells of its row and their column, the item above it. */
function aboutOf(units: readonly TextUnit[], at: number): string[] {
	const unit = units[at];
	if (!unit) return [];
	if (unit.role === 'cell') {
		const row = unit.place.replace(/\.\d+$/, '.');
		return [unit.column, ...units.filter(({ place, role }) => role === 'cell' && place !== unit.place && place.startsWith(row)).map(({ text }) => text)];
	}
	if (unit.role !== 'item' || unit.level < 2) return [];
	for (let above = at - 1; above >= 0; above--) {
		const other = units[above];
		if (!other || other.sectionId !== unit.sectionId || other.role !== 'item') break;
		if (other.level < unit.level) return [other.text];
	}
	return [];
}
