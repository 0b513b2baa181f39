import { html, type Html } from '../../report/markup';
import type { BusReportModel } from '../model';
import { drawing, emptyDrawing, lineThrough, text, tidy } from './drawing';
import { COLOURS } from './palette';
import { axisFor } from './scale';
import { count, hourCell, hourName } from '../book/words';
import { FIRST_HOUR, hourDigits } from './hours';

export interface HourCurveWords {
	title: string;
	/** Names of the three lines. */
	boardings: string;
	alightings: string;
	usual: string;
}

const DAY_WORDS: HourCurveWords = { title: '시간대별 승하차 인원', boardings: '승차', alightings: '하차', usual: '평소 승차(같은 요일 유형의 중앙값)' };
const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [1200, 430, 76, 1176, 62, 366];
const x = (hour: number) => LEFT + ((hour - FIRST_HOUR + 0.5) * (RIGHT - LEFT)) / 24;

/** Ruled lines and figures of a vertical axis. */
export function rules(ticks: readonly number[], y: (value: number) => number, left: number, right: number): Html {
	return html`<g stroke="${COLOURS.line}">${ticks.map((tick) => html`<path d="M${left} ${tidy(y(tick))}H${right}"/>`)}</g><g fill="${COLOURS.soft}" text-anchor="end" font-size="12.5">${ticks.map((tick) => text(left - 8, y(tick) + 4, count(tick)))}</g>`;
}

/** One entry of a legend: a stroke as in the chart, and its name. */
export const strokeKey = (at: number, y: number, name: string, look: Html): Html =>
	html`<path d="M${at} ${y}h30" fill="none" ${look}/>${text(at + 37, y + 4.5, name)}`;

const lookOf = {
	boardings: html`stroke="${COLOURS.blue}" stroke-width="3"`,
	usual: html`stroke="${COLOURS.soft}" stroke-width="2" stroke-dasharray="7 5"`,
	alightings: html`stroke="${COLOURS.orange}" stroke-width="2"`,
};

/** Boardings by hour of the operating day against the usual day, and alightings. */
export function hourCurveSvg(model: Pick<BusReportModel, 'hours'>, words: HourCurveWords = DAY_WORDS): string {
	const hours = [...model.hours].sort((one, other) => one.hour - other.hour);
	const peak = hours.reduce<(typeof hours)[number] | null>((best, row) => (best === null || row.boardings > best.boardings ? row : best), null);
	if (peak === null || peak.boardings <= 0) return emptyDrawing(words.title, '시간대별 승차 자료가 없음');
	const { top, ticks } = axisFor(Math.max(...hours.map((row) => Math.max(row.boardings, row.alightings, row.usualBoardings ?? 0))));
	const y = (value: number) => BOTTOM - ((BOTTOM - TOP) * value) / top;
	const along = (of: (row: (typeof hours)[number]) => number | null) =>
		lineThrough(hours.map((row) => { const value = of(row); return value === null ? null : ([x(row.hour), y(value)] as const); }));
	const compared = hours.some((row) => row.usualBoardings !== null);
	const area = `${along((row) => row.boardings)}L${tidy(x(hours.at(-1)?.hour ?? 0))} ${BOTTOM}L${tidy(x(hours[0]?.hour ?? 0))} ${BOTTOM}z`;
	const usualKey = compared ? strokeKey(LEFT + 260, 26, words.usual, lookOf.usual) : text(LEFT + 260, 30.5, words.usual === '' ? '' : '평소와 비교할 자료가 아직 없음', { fill: COLOURS.soft });
	const desc = `첨두시간은 ${hourName(peak.hour)}이며 ${count(peak.boardings)}명이 승차함. 가로축은 시간대(04시부터 익일 03시), 세로축은 인원(명)임.`;
	return drawing({ width: WIDTH, height: HEIGHT, title: words.title, desc }, [
		strokeKey(LEFT, 26, words.boardings, lookOf.boardings),
		strokeKey(LEFT + 130, 26, words.alightings, lookOf.alightings),
		usualKey,
		text(LEFT - 8, TOP - 12, '(명)', { anchor: 'end', fill: COLOURS.soft }),
		rules(ticks, y, LEFT, RIGHT),
		html`<path d="${area}" fill="${COLOURS.pale}" opacity="0.6"/>`,
		html`<g fill="none" stroke-linejoin="round"><path d="${along((row) => row.usualBoardings)}" ${lookOf.usual}/><path d="${along((row) => row.alightings)}" ${lookOf.alightings}/><path d="${along((row) => row.boardings)}" ${lookOf.boardings}/></g>`,
		html`<g fill="${COLOURS.blue}">${hours.map((row) => html`<circle cx="${tidy(x(row.hour))}" cy="${tidy(y(row.boardings))}" r="${row === peak ? 5.5 : 3}"><title>${tip(row)}</title></circle>`)}</g>`,
		text(Math.min(Math.max(x(peak.hour), LEFT + 90), RIGHT - 90), y(peak.boardings) - 12, `첨두 ${hourName(peak.hour)} ${count(peak.boardings)}명`, { anchor: 'middle', bold: true, size: 14, fill: COLOURS.blue, halo: true }),
		html`<path d="M${LEFT} ${BOTTOM}H${RIGHT}" stroke="${COLOURS.ink}"/>`,
		html`<g text-anchor="middle">${hours.map((row) => text(x(row.hour), BOTTOM + 20, hourDigits(row.hour)))}</g>`,
		html`<path d="M${x(23.5)} ${BOTTOM + 4}v34" stroke="${COLOURS.soft}"/>`,
		text(x(23.5) + 6, BOTTOM + 38, '익일', { fill: COLOURS.soft }),
		text((LEFT + RIGHT) / 2, BOTTOM + 52, '시간대(시)', { anchor: 'middle', fill: COLOURS.soft }),
	]);
}

function tip(row: BusReportModel['hours'][number]): string {
	const usual = row.usualBoardings === null ? '' : `, 평소 승차 ${count(row.usualBoardings)}명`;
	return `${hourCell(row.hour)} 승차 ${count(row.boardings)}명, 하차 ${count(row.alightings)}명${usual}`;
}
