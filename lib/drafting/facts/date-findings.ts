import { daysBetween } from '../../calendar/day';
import { withJosa } from '../korean/josa';
import type { Fact, Finding, Profile } from '../types';
import { inputFinding } from './input-finding';
import { datesIn, koreanWeekday, type DateMention } from './read-dates';

/** Names under which offices write when something takes place. */
const HELD = /^(?:행사\s?|회의\s?|개최\s?|진행\s?)?(?:일시|일자|날짜|기간|일정)$|^(?:행사일|개최일|회의일)$/;
const NAMED = /^([가-힣·\s]{2,12})\s?:\s?(?=\S)/;
/** A sentence that says on which day the thing itself takes place … */
const HOLDS = /개최|열(?:린다|리며|리고|림|렸|고자|며|\s?예정)|연다|개막|개회|거행/;
/** … and one that speaks of another day: the year before, preparations, what comes after. */
const OTHER = /지난|작년|전년|앞서|내년|차기|다음|신청|접수|모집|공고|발송|제출|사전|준비|점검|폐막|종료|이후|뒤|제\d+차/;
/** Days from the thing itself beyond which a date speaks of something else. */
const NEAR_DAYS = 60;

interface Dated {
	fact: Fact;
	dates: readonly DateMention[];
}

/** Days that do not exist, weekdays that do not fit and dates of one thing that contradict each other. Nothing is mended. */
export function dateFindings(profile: Profile, facts: readonly Fact[], today: string): Finding[] {
	const rows = new Set(profile.fields.filter(({ kind }) => kind === 'rows' || kind === 'quotes').map(({ id }) => id));
	const dated = facts.map((fact) => ({ fact, dates: datesIn(fact.text, today) })).filter(({ dates }) => dates.length > 0);
	return [...dated.flatMap(({ fact, dates }) => dates.flatMap((date) => dayFinding(fact, date))), ...conflicts(dated.filter(({ fact }) => !rows.has(fact.fieldId)))];
}

function dayFinding({ no, label }: Fact, { text, day, weekday, yearStated }: DateMention): Finding[] {
	if (day === null) return [inputFinding('input.dateImpossible', 'error', text, `[${no}] ${label}의 ${withJosa(`'${text.trim()}'`, '은/는')} 달력에 없는 날짜입니다.`, '날짜를 확인하여 고치시기 바랍니다.')];
	const right = koreanWeekday(day);
	if (weekday === '' || weekday === right) return [];
	const year = yearStated ? '' : `${day.slice(0, 4)}년으로 보면 `;
	return [inputFinding('input.weekday', 'error', text, `[${no}] ${label}의 ${withJosa(`'${text.trim()}'`, '은/는')} 날짜와 요일이 맞지 않습니다. ${year}그날은 ${right}요일입니다.`, '날짜와 요일 가운데 어느 쪽이 맞는지 확인하여 고치시기 바랍니다.')];
}

/** What `일시` says against every other fact that says when the thing takes place. */
function conflicts(dated: readonly Dated[]): Finding[] {
	const held = dated.filter(({ fact }) => HELD.test(fact.label) || HELD.test(nameOf(fact.text)));
	const [first, ...others] = held;
	if (first === undefined) return [];
	const telling = dated.filter(({ fact, dates }) => !held.some((one) => one.fact === fact) && HOLDS.test(fact.text) && !OTHER.test(fact.text) && near(dates, first.dates));
	return [...others, ...telling].flatMap(({ fact, dates }) => {
		if (dates.every(({ day }) => day === null) || dates.some(({ day }) => day !== null && within(day, first.dates))) return [];
		const written = dates.map(({ text }) => text.trim()).join(', ');
		const stated = first.dates.map(({ text }) => text.trim()).join('~');
		return [inputFinding('input.dateConflict', 'error', written, `[${fact.no}] ${fact.label}의 ${withJosa(`'${written}'`, '이/가')} [${first.fact.no}] ${first.fact.label}의 ${withJosa(`'${stated}'`, '과/와')} 다릅니다.`, '어느 날짜가 맞는지 확인하여 한쪽을 고치시기 바랍니다. 다른 일의 날짜이면 무엇의 날짜인지 함께 적으시기 바랍니다.')];
	});
}

function nameOf(text: string): string {
	return NAMED.exec(text)?.[1]?.trim() ?? '';
}

function within(day: string, dates: readonly DateMention[]): boolean {
	const days = dates.flatMap((date) => (date.day === null ? [] : [date.day])).sort();
	return days.length > 0 && day >= (days[0] ?? '') && day <= (days.at(-1) ?? '');
}

function near(dates: readonly DateMention[], held: readonly DateMention[]): boolean {
	return dates.some(({ day }) => held.some((other) => day !== null && other.day !== null && Math.abs(daysBetween(day, other.day)) <= NEAR_DAYS));
}
