import { type Claim, claimAt, type DayValue, type Scanner } from './claim';
import { parseNumber } from '../korean/numerals';

const WEEKDAYS = '일월화수목금토';
const NONE: DayValue = { type: 'date', year: null, month: null, day: null, weekday: null, part: '' };
const WEEKDAY = `(?:\\s?\\(\\s?([${WEEKDAYS}])(?:요일)?(?:\\s?\\)|(?=[,·]))|\\s([${WEEKDAYS}])요일)?`;
/** What makes `7일` a length of time instead of a day of a month. */
const LENGTH = '(?!\\s?(?:간(?![가-힣]*\\s?담)|동안|이내|이상|이하|미만|초과|차(?!원)|째|당|씩|분(?!기)|만에|평균|[전후뒤](?![가-힣])|[전후](?:에|까지|부터)|내(?![가-힣])|가량|정도|여|정(?![가-힣])|치|상담|교육|과정|코스))';

/** `1일 540명`: so many each day. */
const A_DAY = '1일\\s?(?:평균\\s|최대\\s|최소\\s|약\\s)?\\d[\\d,.천만백]*\\s?[가-힣㎥㎏%]';

const full = (...parts: ReadonlyArray<string | undefined>): Pick<DayValue, 'year' | 'month' | 'day'> => {
	const [year, month, day] = parts.map((part) => (part === undefined ? null : Number(part)));
	return { year: year ?? null, month: month ?? null, day: day ?? null };
};
const yearOf = (text: string | undefined): string | undefined => (text === undefined ? undefined : text.length <= 3 && /^['’‘]/.test(text) ? `20${text.slice(-2)}` : text);
const weekdayOf = (...letters: ReadonlyArray<string | undefined>): number | null => {
	const letter = letters.find((one) => one !== undefined);
	return letter === undefined ? null : WEEKDAYS.indexOf(letter);
};

interface Form {
	pattern: RegExp;
	read(match: RegExpExecArray): DayValue | null;
}

const plausible = (value: DayValue): DayValue | null =>
	(value.month === null || (value.month >= 1 && value.month <= 12)) && (value.day === null || (value.day >= 1 && value.day <= 31)) ? value : null;

const sino = (text: string | undefined): number | null => (text === undefined ? null : parseNumber(text.replace(/^유$/, '육').replace(/^시$/, '십')));

/** From the fullest form to the barest: what a fuller one took is not read again. */
const FORMS: readonly Form[] = [
	{
		pattern: /(?<![가-힣])(올해|금년|내년|명년|지난해|작년|전년)\s(\d{1,2})월(?:\s?(\d{1,2})일)?(?!\s?\d)/g,
		read: ([, year, month, day]) => plausible({ ...NONE, ...full(undefined, month, day), part: year ?? '' }),
	},
	{
		pattern: new RegExp(`(?<![\\d.,-])(\\d{4}|['’‘]\\d{2})\\s?(?:[.\\-/]|년)\\s?(\\d{1,2})\\s?(?:[.\\-/]|월)\\s?(\\d{1,2})(?:\\s?일|\\.(?!\\d)|(?![\\d-]))${WEEKDAY}`, 'g'),
		read: ([, year, month, day, one, other]) => plausible({ ...NONE, ...full(yearOf(year), month, day), weekday: weekdayOf(one, other) }),
	},
	{
		pattern: new RegExp(`(?<!\\d)(\\d{1,2})\\s?월\\s?(\\d{1,2})\\s?일${WEEKDAY}`, 'g'),
		read: ([, month, day, one, other]) => plausible({ ...NONE, ...full(undefined, month, day), weekday: weekdayOf(one, other) }),
	},
	{
		pattern: new RegExp(`(?<![\\d.,])(\\d{1,2})\\.\\s?(\\d{1,2})(?:\\.(?!\\d)|(?=\\s?\\([${WEEKDAYS}]))${WEEKDAY}`, 'g'),
		read: ([, month, day, one, other]) => plausible({ ...NONE, ...full(undefined, month, day), weekday: weekdayOf(one, other) }),
	},
	{
		pattern: new RegExp(`(?<!\\d)(\\d{1,2})/(\\d{1,2})(?=\\s?\\([${WEEKDAYS}])${WEEKDAY}`, 'g'),
		read: ([, month, day, one, other]) => plausible({ ...NONE, ...full(undefined, month, day), weekday: weekdayOf(one, other) }),
	},
	{
		pattern: new RegExp(`(?<![가-힣])([일이삼사오유칠팔구시]|십일|십이)월\\s?([일이삼사오육칠팔구십]{1,3})일${WEEKDAY}`, 'g'),
		read: ([, month, day, one, other]) => plausible({ ...NONE, month: sino(month), day: sino(day), weekday: weekdayOf(one, other) }),
	},
	{
		pattern: /(?<![\d.,])(\d{4}|['’‘]\d{2})\s?(?:년\s?(\d{1,2})\s?월|[.\-/]\s?(\d{1,2})(?:\.(?!\s?\d)|(?=\s?~)|월))(?:\s?(초순|중순|하순|초|말)(?![가-힣]{2}))?/g,
		read: ([, year, month, other, part]) => plausible({ ...NONE, ...full(yearOf(year), month ?? other), part: part ?? '' }),
	},
	{
		pattern: /(?:(\d{4})년(?:도)?\s?)?(?:([1-4])\s?\/?\s?분기|(상반기|하반기))/g,
		read: ([, year, quarter, half]) => ({ ...NONE, ...full(year), part: half ?? `${quarter ?? ''}분기` }),
	},
	{
		pattern: /(?<!\d)(\d{4})\s?(?:년도?|학년도)(?:\s?(초|말)(?![가-힣]{2}))?/g,
		read: ([, year]) => (Number(year) >= 1000 && Number(year) <= 2200 ? { ...NONE, ...full(year) } : null),
	},
	{
		pattern: /(?<![\d.,~-])((?:19|20)\d{2})(?=(?:\s|[~-](?:19|20)\d{2})(?![\d명건개원]))(?!\s?(?:명|건|개|원|부|점|㎡|여))/g,
		read: ([, year]) => ({ ...NONE, ...full(year) }),
	},
	{
		pattern: /(?<![\d가-힣])['’‘](\d{2})년(?:도)?/g,
		read: ([, year]) => ({ ...NONE, ...full(`20${year ?? ''}`) }),
	},
	{
		pattern: /(?<![\d.])(\d{1,2})\s?월(?:\s?(초순|중순|하순|초|말|중)(?=[^가-힣]|[에까부의은]|$))?(?!\s?\d)/g,
		read: ([, month, part]) => plausible({ ...NONE, ...full(undefined, month), part: part === '중' ? '' : (part ?? '') }),
	},
	{
		pattern: new RegExp(`(?<![\\d.,일])(?!${A_DAY})(\\d{1,2})일${LENGTH}${WEEKDAY}`, 'g'),
		read: ([, day, one, other]) => plausible({ ...NONE, ...full(undefined, undefined, day), weekday: weekdayOf(one, other) }),
	},
	{
		pattern: /(?<![가-힣])(?:내년|명년|지난해|작년|전년(?!\s?(?:동기|도\s?동기))|재작년|내후년|다음\s?달|내달|지난달|지난\s달|다음\s?주|지난주|지난\s주|내일|모레|어제|그제|엊그제)(?=[^가-힣]|[도에의은는이과와까부말초]|$)/g,
		read: ([word]) => ({ ...NONE, part: word.replace(/\s/g, '') }),
	},
	{
		pattern: new RegExp(`(?<![가-힣])((?:매주|[첫둘셋넷다섯째]{1,3}\\s?주|격주)\\s)?([${WEEKDAYS}])요일(마다)?`, 'g'),
		read: ([, every, letter, each]) => ({ ...NONE, weekday: weekdayOf(letter), part: every === undefined && each === undefined ? '' : '매주' }),
	},
];

/** Those that need no digit. */
const WORD_FORMS = FORMS.filter(({ pattern }) => !/\\d/.test(pattern.source) || pattern.source.includes('반기'));
const RANGE = /^(?:일)?\s?(?:[~-]|부터|에서)\s?$/;

/** Days of the calendar, whole or in part, with the weekday that stands beside them; the end of a range inherits what its start says. */
export const scanDates: Scanner = (text, free) => {
	const found: Claim[] = [];
	const taken = (start: number, end: number) => !free(start, end) || found.some((claim) => start < claim.end && end > claim.start);
	const forms = /\d/.test(text) ? [...FORMS, ...rangeForms(text)] : WORD_FORMS;
	for (const { pattern, read } of forms) {
		for (const match of text.matchAll(pattern)) {
			const raw = match[0];
			const start = match.index + (raw.length - raw.trimStart().length);
			const end = match.index + raw.trimEnd().length;
			if (end <= start || taken(start, end)) continue;
			const value = read(match);
			if (value) found.push(claimAt(text, 'date', start, end, value));
		}
	}
	found.sort((one, other) => one.start - other.start);
	return inherited(text, found);
};

/** `14~16일`, `3. 14.~16.`: the number before or behind the tilde is a day too. */
function rangeForms(text: string): Form[] {
	if (!/[~-]/.test(text)) return [];
	return [
		{
			pattern: /(?<![\d.,:])(\d{1,2})(?=\s?[~-]\s?\d{1,2}일)/g,
			read: ([, day]) => plausible({ ...NONE, ...full(undefined, undefined, day) }),
		},
		{
			pattern: new RegExp(`(?<=\\.\\s?(?:\\([${WEEKDAYS}]\\))?\\s?~\\s?)(\\d{1,2})\\.(?!\\d|\\s?\\d)${WEEKDAY}`, 'g'),
			read: ([, day, one, other]) => plausible({ ...NONE, ...full(undefined, undefined, day), weekday: weekdayOf(one, other) }),
		},
	];
}

function inherited(text: string, claims: readonly Claim[]): Claim[] {
	const result: Claim[] = [];
	for (const claim of claims) {
		const before = result.at(-1);
		const { value } = claim;
		if (before?.value.type === 'date' && value.type === 'date' && value.part === '' && (value.year ?? value.month ?? value.day) !== null && RANGE.test(text.slice(before.end, claim.start))) {
			const [first, month] = [before.value, value.month ?? (value.day === null ? null : before.value.month)];
			result.push({ ...claim, value: { ...value, month, year: value.year ?? (value.month === null || first.month === null || value.month >= first.month ? first.year : null) } });
		} else result.push(claim);
	}
	return result;
}
