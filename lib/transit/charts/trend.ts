import { officialDate } from '../../calendar/day';
import { html } from '../../report/markup';
import { count, dayTypeName } from '../book/words';
import type { Candidate } from '../model';
import { DAY_COLOURS } from './day-bars';
import { drawing, text, tidy } from './drawing';
import { COLOURS } from './palette';

const [WIDTH, HEIGHT, TOP, BASE] = [420, 92, 22, 70];

/** Boardings of a candidate's route by day over the last weeks, coloured by kind of day. */
export function trendSvg({ routeName, trend }: Pick<Candidate, 'routeName' | 'trend'>): string {
	const most = Math.max(1, ...trend.map((day) => day.boardings));
	const step = WIDTH / Math.max(1, trend.length);
	const [first, last] = [trend[0], trend.at(-1)];
	const bars = trend.map((day, index) => {
		const tall = ((BASE - TOP) * day.boardings) / most;
		return html`<rect x="${tidy(index * step + 1)}" y="${tidy(BASE - tall)}" width="${tidy(Math.max(1, step - 2))}" height="${tidy(tall)}" fill="${DAY_COLOURS[day.dayType]}"><title>${`${officialDate(day.date)} ${dayTypeName(day.dayType)} 승차 ${count(day.boardings)}명${day.maxLoad === null ? '' : `, 최대 재차 ${count(day.maxLoad)}명`}${day.runs === null ? '' : `, 운행 ${count(day.runs)}회`}`}</title></rect>`;
	});
	const kinds = (['weekday', 'saturday', 'holiday'] as const).map((kind, index) => html`<rect x="${190 + index * 72}" y="3" width="9" height="9" fill="${DAY_COLOURS[kind]}"/>${text(203 + index * 72, 12, dayTypeName(kind), { size: 11.5, fill: COLOURS.soft })}`);
	const title = `${routeName} 일별 승차 추이`;
	const desc = `${count(trend.length)}일 동안 하루 최대 ${count(most)}명, 최소 ${count(Math.min(...trend.map((day) => day.boardings)))}명이 승차함.`;
	return drawing({ width: WIDTH, height: HEIGHT, title, desc }, [
		text(0, 12, `일별 승차(최대 ${count(most)}명)`, { size: 11.5, fill: COLOURS.soft }),
		...kinds,
		html`<g>${bars}</g><path d="M0 ${BASE}H${WIDTH}" stroke="${COLOURS.soft}"/>`,
		text(0, BASE + 15, first === undefined ? '' : officialDate(first.date), { size: 11.5, fill: COLOURS.soft }),
		text(WIDTH, BASE + 15, last === undefined ? '' : officialDate(last.date), { anchor: 'end', size: 11.5, fill: COLOURS.soft }),
	]);
}
