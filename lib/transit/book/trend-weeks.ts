import { addDays, mondayOf, officialDate, weekday } from '../../calendar/day';
import type { Candidate } from '../model';
import { count } from './words';

type TrendDay = Candidate['trend'][number];

/** Heads of the table of weeks. */
export const WEEK_HEADS = ['주(월요일)', '구분', '월', '화', '수', '목', '금', '토', '일'] as const;

const MEASURES: ReadonlyArray<{ name: string; of: (day: TrendDay) => number | null }> = [
	{ name: '승차', of: ({ boardings }) => boardings },
	{ name: '최대 재차', of: ({ maxLoad }) => maxLoad },
	{ name: '운행', of: ({ runs }) => runs },
];

/**
 * Days as rows of weeks, Monday to Sunday: one row a week and measure. A day without data is `-`; a weekday that is a
 * holiday has `(휴)` behind its boardings.
 */
export function weekRows(trend: readonly TrendDay[]): string[][] {
	const days = new Map(trend.map((day) => [day.date, day]));
	const mondays = [...new Set(trend.map(({ date }) => mondayOf(date)))].sort();
	return mondays.flatMap((monday) =>
		MEASURES.map(({ name, of }, index) => [
			index === 0 ? officialDate(monday).replace(/^\d+\. /, '') : '',
			name,
			...Array.from({ length: 7 }, (_, offset) => {
				const day = days.get(addDays(monday, offset));
				if (day === undefined) return '-';
				return `${count(of(day))}${index === 0 && day.dayType === 'holiday' && weekday(day.date) < 6 ? '(휴)' : ''}`;
			}),
		]),
	);
}

/** Means of the days of each type: name, days, boardings, load, runs. */
export function typeMeans(trend: readonly TrendDay[], nameOf: (type: TrendDay['dayType']) => string): string[] {
	const types = [...new Set(trend.map(({ dayType }) => dayType))];
	return types.map((type) => {
		const days = trend.filter(({ dayType }) => dayType === type);
		const mean = Math.round(days.reduce((sum, { boardings }) => sum + boardings, 0) / days.length);
		return `${nameOf(type)} ${count(days.length)}일 평균 승차 ${count(mean)}명`;
	});
}
