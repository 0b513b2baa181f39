import { officialDate } from '../../calendar/day';
import { html } from '../../report/markup';
import { count, dayTypeName } from '../book/words';
import type { DayType, PeriodReportModel } from '../model';
import { drawing, emptyDrawing, text, tidy } from './drawing';
import { rules } from './hour-curve';
import { COLOURS } from './palette';
import { axisFor } from './scale';

const TITLE = '일별 승차 인원';
const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [1200, 330, 86, 1190, 52, 272];
/** Days with a date below them; more would touch. */
const MOST_DATES = 24;

/** Colour of a kind of day, in all charts by day. */
export const DAY_COLOURS: Readonly<Record<DayType, string>> = { weekday: COLOURS.blue, saturday: COLOURS.teal, holiday: COLOURS.orange };

/** Boardings by day, coloured by kind of day; a day that is not final is hatched by a lighter fill and a dashed edge. */
export function dayBarsSvg({ days }: Pick<PeriodReportModel, 'days'>): string {
	const most = Math.max(0, ...days.map((day) => day.boardings));
	if (most <= 0) return emptyDrawing(TITLE, '일별 승차 자료가 없음');
	const { top, ticks } = axisFor(most);
	const y = (value: number) => BOTTOM - ((BOTTOM - TOP) * value) / top;
	const step = (RIGHT - LEFT) / days.length;
	const every = Math.ceil(days.length / MOST_DATES);
	const wide = Math.min(46, step * 0.76);
	const bars = days.map((day, index) => {
		const look = day.state === 'final' ? html`` : html` fill-opacity="0.45" stroke="${DAY_COLOURS[day.dayType]}" stroke-dasharray="3 2"`;
		return html`<rect x="${tidy(LEFT + (index + 0.5) * step - wide / 2)}" y="${tidy(y(day.boardings))}" width="${tidy(wide)}" height="${tidy(BOTTOM - y(day.boardings))}" fill="${DAY_COLOURS[day.dayType]}"${look}><title>${`${officialDate(day.date)}(${day.dayName}) 승차 ${count(day.boardings)}명${day.state === 'final' ? '' : ', 잠정'}`}</title></rect>`;
	});
	const kinds = (['weekday', 'saturday', 'holiday'] as const).map((kind, index) => html`<rect x="${LEFT + index * 96}" y="15" width="14" height="14" fill="${DAY_COLOURS[kind]}"/>${text(LEFT + 20 + index * 96, 27, dayTypeName(kind))}`);
	const desc = `${count(days.length)}일의 하루 승차 인원이며 가장 많은 날은 ${count(most)}명, 가장 적은 날은 ${count(Math.min(...days.map((day) => day.boardings)))}명임.`;
	return drawing({ width: WIDTH, height: HEIGHT, title: TITLE, desc }, [
		...kinds,
		html`<rect x="${LEFT + 300}" y="15" width="14" height="14" fill="#fff" stroke="${COLOURS.soft}" stroke-dasharray="3 2"/>${text(LEFT + 320, 27, '잠정')}`,
		text(LEFT - 8, TOP - 12, '(명)', { anchor: 'end', fill: COLOURS.soft }),
		rules(ticks, y, LEFT, RIGHT),
		html`<g>${bars}</g><path d="M${LEFT} ${BOTTOM}H${RIGHT}" stroke="${COLOURS.ink}"/>`,
		html`<g text-anchor="middle" font-size="12">${days.flatMap((day, index) => (index % every === 0 ? [text(LEFT + (index + 0.5) * step, BOTTOM + 18, shortDate(day.date))] : []))}</g>`,
		text((LEFT + RIGHT) / 2, BOTTOM + 44, '운행일자', { anchor: 'middle', fill: COLOURS.soft }),
	]);
}

/** `11. 9.` of `2026-11-09`. */
const shortDate = (date: string): string => `${Number(date.slice(5, 7))}. ${Number(date.slice(8, 10))}.`;
