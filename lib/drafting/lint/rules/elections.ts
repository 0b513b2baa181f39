import { daysBetween, isDay, officialDate } from '../../../calendar/day';
import type { Election } from '../../words/word-lists';
import { ALL_SETS, type DocumentHit, type LintedDocument, type Rule } from '../rule';

/** Days before an election of the head of the city in which its activities may not be advertised (공직선거법 제86조제5항). */
const PUBLICITY_DAYS = 180;
/** Days before any election in which the head of a city may hardly hold or support events (제86조제2항). */
const EVENT_DAYS = 60;
const GIFTS = /기념품|경품|상품권|사은품|답례품|식사(?: 제공)?|오찬|만찬|다과|음식물|선물|상금|기부금|격려금|홍보물품/g;
const ASK = '시행 전에 선거관리위원회(1390)에 확인하시기 바랍니다.';

interface Near {
	election: Election;
	days: number;
	date: string;
}

/** Elections close ahead of today or of a day that was entered. */
function near({ context: { today, values, words } }: LintedDocument, within: (election: Election) => number): Near[] {
	const dates = [today, ...Object.values(values).flatMap((value) => value.match(/\b(?:19|20)\d{2}-\d{2}-\d{2}\b/g) ?? [])].filter(isDay);
	return words.elections.flatMap((election) => {
		const found = dates.map((date) => ({ election, date, days: daysBetween(date, election.date) })).find(({ days }) => days >= 0 && days <= within(election));
		return found === undefined ? [] : [found];
	});
}

function sure({ name, date, verified }: Election): string {
	return `${name}(${officialDate(date)}${verified ? '' : ', 법에 따라 계산한 날짜로 공고 전 미확인'})`;
}

function* gifts(document: LintedDocument): Iterable<DocumentHit> {
	const [close] = near(document, () => PUBLICITY_DAYS);
	if (close === undefined || !['plan', 'report', 'letter', 'script', 'notice'].includes(document.profile.form)) return;
	for (const unit of document.units)
		for (const match of unit.masked.matchAll(GIFTS))
			yield {
				place: unit.place,
				start: match.index,
				end: match.index + match[0].length,
				message: `${sure(close.election)} ${close.days}일 전입니다. 금품·음식물 제공은 기부행위 제한(공직선거법 제112조~제115조)에 걸릴 수 있습니다.`,
				suggestion: `법령·조례에 근거한 제공인지 확인하고, ${ASK}`,
			};
}

/** Warnings before elections; they never say what is lawful, only what to have checked. */
export const ELECTION_RULES: readonly Rule[] = [
	{
		id: 'election.publicity',
		sets: ALL_SETS,
		name: '선거 전 단체장 명의의 글',
		basis: '공직선거법 제86조제5항',
		severity: 'warning',
		safeFix: false,
		*document(document) {
			const { profile, context, units } = document;
			const [close] = near(document, ({ kind }) => (kind === 'local' ? PUBLICITY_DAYS : EVENT_DAYS));
			const { head } = context.city;
			const named = profile.form === 'speech' || (head !== null && units.some(({ text }) => text.includes(head.name)));
			if (close === undefined || !named || !['speech', 'press', 'notice', 'script'].includes(profile.form)) return;
			yield { place: '', start: 0, end: 0, message: `${sure(close.election)} ${close.days}일 전입니다. 단체장의 이름이나 명의로 나가는 글은 공직선거법 제86조에 걸릴 수 있습니다.`, suggestion: `발행·배부할 수 있는 글인지 ${ASK}` };
		},
	},
	{
		id: 'election.greeting',
		sets: ALL_SETS,
		name: '선거 전 행사의 인사말',
		basis: '공직선거법 제86조제2항·제6항',
		severity: 'warning',
		safeFix: false,
		*document(document) {
			const [close] = near(document, ({ kind }) => (kind === 'local' ? PUBLICITY_DAYS : EVENT_DAYS));
			if (close === undefined || document.profile.form !== 'speech') return;
			yield { place: '', start: 0, end: 0, message: `${sure(close.election)} ${close.days}일 전입니다. 단체장의 행사 참석과 인사말이 제한될 수 있습니다.`, suggestion: `참석할 수 있는 행사인지 ${ASK}` };
		},
	},
	{
		id: 'election.event',
		sets: ALL_SETS,
		name: '선거 전 행사의 개최·후원',
		basis: '공직선거법 제86조제2항제4호',
		severity: 'warning',
		safeFix: false,
		*document(document) {
			const [close] = near(document, () => EVENT_DAYS);
			if (close === undefined || (document.profile.form !== 'plan' && document.profile.form !== 'script')) return;
			yield { place: '', start: 0, end: 0, message: `${sure(close.election)} ${close.days}일 전입니다. 지방자치단체의 장은 행사를 열거나 후원하는 데 제한을 받습니다.`, suggestion: `제86조제2항의 예외에 드는 행사인지 ${ASK}` };
		},
	},
	{ id: 'election.gift', sets: ALL_SETS, name: '선거 전 금품·음식물', basis: '공직선거법 제112조~제115조', severity: 'warning', safeFix: false, document: gifts },
];
