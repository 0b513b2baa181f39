import { addDays, daysBetween, isDay } from '../../../calendar/day';
import { ALL_SETS, group, type Hit, type ReadUnit, type Rule } from '../rule';
import { iso, weekdayName } from './date-parts';

const DATE =
	/(?:(?<!\d)(?<y>(?:19|20)\d{2})(?:년[ ]?|[ ]?[.\-/][ ]?))?(?<!\d)(?<m>\d{1,2})(?:월[ ]?|[ ]?[.\-/][ ]?)(?<d>\d{1,2})(?:일|\.)?(?:[ ]?\((?<w>[월화수목금토일])(?:요일)?\)|[ ](?<v>[월화수목금토일])요일)?|(?:(?<near>오는|지난)[ ])?(?<!\d)(?<o>\d{1,2})일(?:[ ]?\((?<p>[월화수목금토일])(?:요일)?\)|[ ](?<q>[월화수목금토일])요일)/g;
/** A day this far from today can be meant of either year. */
const UNSURE_DAYS = 120;

/** Weekdays that do not fit their date. A date without year takes the last year named before it in the unit, else the nearest. */
export const WEEKDAY_RULE: Rule = {
	id: 'date.weekday',
	sets: ALL_SETS,
	name: '날짜와 요일의 일치',
	basis: '달력',
	severity: 'error',
	safeFix: false,
	*unit(unit, { context }) {
		if (unit.hasDigit && /[월화수목금토일](?:요일|\))/.test(unit.masked)) yield* mismatches(unit, context.today);
	},
};

function* mismatches(unit: ReadUnit, today: string): Iterable<Hit> {
	let year: number | null = null;
	let month: number | null = null;
	for (const match of unit.masked.matchAll(DATE)) {
		const found = match as RegExpExecArray;
		const written = group(found, 'w') || group(found, 'v') || group(found, 'p') || group(found, 'q');
		if (group(found, 'y') !== '') year = Number(group(found, 'y'));
		if (group(found, 'm') !== '' && Number(group(found, 'm')) <= 12) month = Number(group(found, 'm'));
		if (written === '') continue;
		const day = Number(group(found, 'd') || group(found, 'o'));
		const days = month === null || (group(found, 'o') !== '' && group(found, 'near') !== '') ? nearestDays(day, today, group(found, 'near')) : candidates(year, month, day, today);
		const right = days.map(weekdayName).filter((name) => name !== null);
		if (right.length === 0 || right.includes(written)) continue;
		const only = right.length === 1 ? right[0] : undefined;
		yield {
			start: found.index,
			end: found.index + found[0].length,
			message: only === undefined ? `날짜와 요일(${written})이 맞지 않습니다.` : `날짜와 요일이 맞지 않습니다. 이 날은 ${only}요일입니다.`,
			suggestion: '날짜와 요일 가운데 어느 쪽이 맞는지 원래 자료에서 확인하시기 바랍니다.',
		};
	}
}

function candidates(year: number | null, month: number, day: number, today: string): string[] {
	if (year !== null) return [iso(year, month, day)];
	const thisYear = Number(today.slice(0, 4));
	const near = [thisYear - 1, thisYear, thisYear + 1].map((each) => iso(each, month, day)).filter(isDay);
	near.sort((a, b) => Math.abs(daysBetween(today, a)) - Math.abs(daysBetween(today, b)));
	const [nearest, next] = near;
	if (nearest === undefined) return [];
	return next !== undefined && Math.abs(daysBetween(today, nearest)) > UNSURE_DAYS ? [nearest, next] : [nearest];
}

/** `오는 27일`: the next such day; `지난 27일`: the last one; alone: both. */
function nearestDays(day: number, today: string, near: string): string[] {
	const find = (step: 1 | -1): string | undefined => {
		for (let away = step === 1 ? 0 : 1; away <= 62; away++) {
			const date = addDays(today, step * away);
			if (Number(date.slice(8)) === day) return date;
		}
		return undefined;
	};
	const found = near === '오는' ? [find(1)] : near === '지난' ? [find(-1)] : [find(1), find(-1)];
	return found.filter((date) => date !== undefined);
}
