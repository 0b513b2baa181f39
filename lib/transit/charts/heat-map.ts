import { html, type Html } from '../../report/markup';
import type { BusReportModel } from '../model';
import { drawing, emptyDrawing, shortened, text } from './drawing';
import { COLOURS, HEAT_CLASSES, inkOn } from './palette';
import { classLimits, classOf } from './scale';
import { count, hourCell, HOURS } from '../book/words';
import { FIRST_HOUR, hourDigits } from './hours';

export interface HeatMapOptions {
	/** Busiest routes shown. */
	routes: number;
	/** Figures in every cell, or in each route's busiest hour only (quicker to turn into a PNG). */
	figures: 'all' | 'peak';
}

const TITLE = '노선별·시간대별 승차 인원';
const [LEFT, CELL, ROW, TOP, TOTAL] = [150, 39, 24, 84, 104];
const WIDTH = LEFT + CELL * 24 + TOTAL;
type Row = { name: string; hours: number[]; total: number };

/** Busiest routes with their boardings by hour, both directions together. */
function rowsOf({ routes, routeHours }: Pick<BusReportModel, 'routes' | 'routeHours'>, most: number): Row[] {
	const shown = new Map<string, Row>();
	for (const route of [...routes].sort((one, other) => other.boardings - one.boardings).slice(0, most)) {
		shown.set(route.routeKey, { name: route.routeName, hours: HOURS.map(() => 0), total: route.boardings });
	}
	for (const { routeKey, hour, boardings } of routeHours) {
		const hours = shown.get(routeKey)?.hours;
		const before = hours?.[hour - FIRST_HOUR];
		if (hours !== undefined && before !== undefined) hours[hour - FIRST_HOUR] = before + boardings;
	}
	return [...shown.values()];
}

function legend(limits: readonly number[]): Html {
	return html`<g font-size="12">${limits.map((limit, index) => {
		const from = (limits[index - 1] ?? 0) + 1;
		return html`<rect x="${LEFT + index * 118}" y="14" width="22" height="15" fill="${HEAT_CLASSES[index] ?? ''}" stroke="${COLOURS.line}"/>${text(LEFT + index * 118 + 28, 26, from === limit ? count(limit) : `${count(from)}~${count(limit)}`)}`;
	})}${text(LEFT - 10, 26, '승차(명)', { anchor: 'end', fill: COLOURS.soft })}</g>`;
}

function cells(row: Row, top: number, limits: readonly number[], figures: HeatMapOptions['figures']): Html {
	const peak = Math.max(...row.hours);
	return html`<g>${row.hours.flatMap((value, index) => {
		if (value <= 0) return [];
		const heat = classOf(value, limits);
		const left = LEFT + index * CELL;
		const figure = figures === 'all' || value === peak ? html`<text x="${left + CELL / 2}" y="${top + 16}" fill="${inkOn(heat)}">${count(value)}</text>` : html``;
		return [html`<g><title>${`${row.name} ${hourCell(index + FIRST_HOUR)} ${count(value)}명`}</title><rect x="${left}" y="${top}" width="${CELL - 1}" height="${ROW - 1}" fill="${HEAT_CLASSES[heat] ?? ''}"/>${figure}</g>`];
	})}</g>`;
}

/** Boardings of the busiest routes by hour: one row a route, darker where more people board. */
export function heatMapSvg(model: Pick<BusReportModel, 'routes' | 'routeHours'>, options: Partial<HeatMapOptions> = {}): string {
	const rows = rowsOf(model, options.routes ?? 30);
	const most = Math.max(0, ...rows.flatMap((row) => row.hours));
	if (most <= 0) return emptyDrawing(TITLE, '노선별 승차 자료가 없음');
	const limits = classLimits(most, HEAT_CLASSES.length);
	const bottom = TOP + rows.length * ROW;
	const left = model.routes.length - rows.length;
	const desc = `승차가 많은 ${count(rows.length)}개 노선의 시간대별 승차 인원이며, 색이 짙을수록 많음. 가로축은 시간대, 세로축은 노선임.${left > 0 ? ` 나머지 ${count(left)}개 노선은 생략함.` : ''}`;
	return drawing({ width: WIDTH, height: bottom + 12, title: TITLE, desc }, [
		legend(limits),
		text(LEFT - 10, TOP - 10, '노선', { anchor: 'end', fill: COLOURS.soft }),
		html`<g text-anchor="middle" font-size="12.5">${HOURS.map((hour, index) => text(LEFT + (index + 0.5) * CELL, TOP - 10, `${hourDigits(hour)}시`))}</g>`,
		text(LEFT + 20 * CELL + 4, TOP - 28, '익일', { size: 12, fill: COLOURS.soft }),
		html`<path d="M${LEFT + 20 * CELL - 0.5} ${TOP - 40}V${bottom}" stroke="${COLOURS.soft}" stroke-dasharray="2 3"/>`,
		text(WIDTH - 12, TOP - 10, '계', { anchor: 'end', size: 12.5 }),
		html`<g text-anchor="end" font-weight="600">${rows.map((row, index) => text(LEFT - 10, TOP + index * ROW + 16, shortened(row.name, 12)))}</g>`,
		html`<g text-anchor="middle" font-size="11">${rows.map((row, index) => cells(row, TOP + index * ROW, limits, options.figures ?? 'all'))}</g>`,
		html`<g text-anchor="end" font-size="12.5">${rows.map((row, index) => text(WIDTH - 12, TOP + index * ROW + 16, count(row.total)))}</g>`,
	]);
}
