import { changeAt, type Clean, type Mutator } from './mutant.mts';

function everywhere(clean: Clean, pattern: RegExp, change: (match: RegExpExecArray) => string | null, invents = true) {
	return clean.texts.flatMap((text) =>
		[...text.text.matchAll(pattern)].flatMap((match) => {
			const words = change(match);
			if (words === null || words === match[0]) return [];
			return [changeAt(text, match.index, match.index + match[0].length, words, invents ? [words] : [])];
		}),
	);
}

const enteredDay = (clean: Clean, month: string, day: number) => new RegExp(`(?<!\\d)${month}(?:\\. ?|월 ?|-0?)${day}(?!\\d)`).test(clean.entered);

/** Another day that nobody entered. */
function otherDay(clean: Clean, month: string, day: string, step: number): number {
	let next = Number(day);
	do next = ((next + step - 1) % 28) + 1;
	while (enteredDay(clean, month, next) || next === Number(day));
	return next;
}

export const dateChanged: Mutator = {
	kind: 'date.changed',
	make: (clean, random) => [
		...everywhere(clean, /(\d{4}\. )(\d{1,2})\. (\d{1,2})\.(?!\()/g, ([, year = '', month = '', day = '']) => `${year}${month}. ${otherDay(clean, month, day, random.integer(1, 9))}.`),
		...everywhere(clean, /(\d{1,2})월 (\d{1,2})일/g, ([, month = '', day = '']) => `${month}월 ${otherDay(clean, month, day, random.integer(1, 9))}일`),
		...everywhere(clean, /지난 (\d{1,2})일/g, ([, day = '']) => `지난 ${otherDay(clean, '11', day, random.integer(1, 3))}일`),
	],
};

/** Date and weekday moved together, so that they still agree. */
export const dateMoved: Mutator = {
	kind: 'date.moved',
	make: (clean, random) =>
		everywhere(clean, /(\d{4})\. (\d{1,2})\. (\d{1,2})\.\(([월화수목금토일])\)/g, ([, year = '', month = '', day = '']) => {
			const next = otherDay(clean, month, day, random.integer(1, 9));
			return `${year}. ${month}. ${next}.(${'일월화수목금토'[new Date(Date.UTC(Number(year), Number(month) - 1, next)).getUTCDay()] ?? ''})`;
		}),
};

export const weekdayChanged: Mutator = {
	kind: 'weekday.changed',
	make: (clean) => everywhere(clean, /\.\(([월화수목금토일])\)/g, ([, weekday = '']) => `.(${'월화수목금토일'['월화수목금토일'.indexOf(weekday) - 1] ?? '일'})`, false),
};

/** `내년 3월` → `올해 3월`. */
export const yearChanged: Mutator = {
	kind: 'date.year',
	make: (clean) => [
		...everywhere(clean, /내년(?= \d{1,2}월)/g, () => '올해', false),
		...everywhere(clean, /(20\d{2})(?=년|\. \d)/g, ([year = '']) => {
			const wrong = Number(year) - 3;
			return clean.entered.includes(String(wrong)) ? null : String(wrong);
		}).slice(0, 3),
	],
};

export const timeChanged: Mutator = {
	kind: 'time.changed',
	make: (clean, random) => [
		...everywhere(clean, /(?<![\d:])([01]?\d|2[0-3]):([0-5]\d)/g, ([, hour = '', minute = '']) => {
			const later = `${String((Number(hour) + random.integer(1, 3)) % 24).padStart(2, '0')}:${minute}`;
			return clean.entered.includes(later) ? `${hour}:${minute === '20' ? '40' : '20'}` : later;
		}),
		...everywhere(clean, /(오전|오후) (\d{1,2})시/g, ([, half = '', hour = '']) => `${half} ${(Number(hour) % 11) + 1}시`),
	].filter(({ invented = [] }) => !invented.some((words) => clean.entered.includes(words))),
};
