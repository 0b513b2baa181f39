import { html, type Html } from '../../report/markup';
import type { BusReportModel, Direction, ObservedEstimated, ProfileRow } from '../model';
import { drawing, emptyDrawing, lineThrough, shortened, text, tidy } from './drawing';
import { rules, strokeKey } from './hour-curve';
import { type Busiest, busiestStop, profileGroups } from './profile-groups';
import { COLOURS } from './palette';
import { axisFor } from './scale';
import { count, directionName, tenth } from '../book/words';

const [LEFT, RIGHT_SPACE, LOAD_TOP, LOAD_BOTTOM, FLOW_TOP, FLOW_BOTTOM, LABEL_SPACE] = [76, 24, 86, 256, 290, 430, 116];
const LEAST_STEP = 15;
/** Stop names beyond this many are thinned out so that they do not touch. */
const MOST_NAMES = 75;

const known = (values: ReadonlyArray<number | null>): number[] => values.filter((value) => value !== null);

function tip({ sequence, stopName, boardings, alightings, meanLoad, maxLoad }: ProfileRow): string {
	const pair = ({ observed, estimated }: ObservedEstimated, format: (value: number | null) => string) => `${format(observed)}(추정 ${format(estimated)})`;
	return `${sequence}. ${stopName}: 승차 ${count(boardings)}, 하차 ${pair(alightings, count)}, 평균 재차 ${pair(meanLoad, tenth)}, 최대 재차 ${pair(maxLoad, count)}`;
}

/** Upright bars from a base line as one path; `height` may be negative (downwards). */
function bars(rows: readonly ProfileRow[], x: (index: number) => number, wide: number, base: number, height: (row: ProfileRow) => number): string {
	return rows
		.map((row, index) => {
			const tall = tidy(height(row));
			return tall === 0 ? '' : `M${tidy(x(index) - wide / 2)} ${base}v${tidy(-tall)}h${tidy(wide)}v${tall}z`;
		})
		.join('');
}

const look = {
	observed: html`stroke="${COLOURS.blue}" stroke-width="2.6" stroke-linejoin="round"`,
	estimated: html`stroke="${COLOURS.teal}" stroke-width="2.4" stroke-dasharray="7 4" stroke-linejoin="round"`,
};

function key(at: number, y: number, name: string, box: Html): Html {
	return html`<rect x="${at}" y="${y - 7}" width="18" height="14" ${box}/>${text(at + 25, y + 4.5, name)}`;
}

/**
 * Load along one route and direction over the whole day. Above: persons aboard leaving each stop, a run's mean (observed
 * solid, estimated dashed) and the highest of any run; below: boardings upwards and alightings downwards, day sums.
 */
export function loadProfileSvg(model: Pick<BusReportModel, 'profiles'>, routeKey: string, direction: Direction): string {
	return profileSvg(profileGroups(model).find((group) => group.routeKey === routeKey && group.direction === direction)?.rows ?? []);
}

/** As `loadProfileSvg`, for rows that were picked and put in order already. */
export function profileSvg(rows: readonly ProfileRow[]): string {
	const first = rows[0];
	if (first === undefined) return emptyDrawing('정류장별 재차인원', '정류장별 재차인원 자료가 없음');
	const step = Math.max(LEAST_STEP, (1200 - LEFT - RIGHT_SPACE) / rows.length);
	const right = LEFT + step * rows.length;
	const x = (index: number) => LEFT + (index + 0.5) * step;
	const loads = known(rows.flatMap((row) => [row.meanLoad.observed, row.meanLoad.estimated, row.maxLoad.observed ?? row.maxLoad.estimated]));
	const loadAxis = axisFor(Math.max(0, ...loads), 3);
	const loadY = (value: number) => LOAD_BOTTOM - ((LOAD_BOTTOM - LOAD_TOP) * Math.max(0, value)) / loadAxis.top;
	const flows = known(rows.flatMap((row) => [row.boardings, row.alightings.observed, row.alightings.estimated]));
	const flowAxis = axisFor(Math.max(0, ...flows), 3);
	const middle = (FLOW_TOP + FLOW_BOTTOM) / 2;
	const scale = (value: number) => ((FLOW_BOTTOM - FLOW_TOP) / 2) * (value / flowAxis.top);
	const along = (of: (row: ProfileRow) => number | null) => lineThrough(rows.map((row, index) => { const value = of(row); return value === null ? null : ([x(index), loadY(value)] as const); }));
	const wide = Math.min(22, step * 0.66);
	const every = Math.ceil(rows.length / MOST_NAMES);
	const best = busiestStop(rows);
	const title = `${first.routeName} 노선 ${directionName(first.direction)} 정류장별 재차인원`;
	const desc = best === null ? '재차인원을 산출하지 못함.' : `1회 운행 평균 재차인원은 ${best.row.stopName} 출발 시 ${tenth(best.load)}명(${best.estimated ? '추정' : '관측'})으로 가장 많음. 가로축은 정류장 순서, 세로축은 인원(명)임.`;
	return drawing({ width: Math.round(right + RIGHT_SPACE), height: FLOW_BOTTOM + LABEL_SPACE, title, desc }, [
		text(LEFT - 62, 26, title, { size: 16, bold: true }),
		strokeKey(LEFT, 54, '평균 재차(관측)', look.observed),
		strokeKey(LEFT + 160, 54, '평균 재차(추정)', look.estimated),
		key(LEFT + 320, 54, '최대 재차(운행 1회 중 최고)', html`fill="${COLOURS.pale}"`),
		key(LEFT + 530, 54, '승차', html`fill="${COLOURS.blue}"`),
		key(LEFT + 610, 54, '하차(관측)', html`fill="${COLOURS.orange}"`),
		key(LEFT + 726, 54, '하차(추정)', html`fill="${COLOURS.paleOrange}" stroke="${COLOURS.orange}" stroke-dasharray="3 2"`),
		text(14, LOAD_TOP - 12, '재차인원(명/회)', { size: 12, fill: COLOURS.soft }),
		rules(loadAxis.ticks, loadY, LEFT, right),
		html`<path d="${bars(rows, x, step, LOAD_BOTTOM, (row) => LOAD_BOTTOM - loadY(row.maxLoad.observed ?? row.maxLoad.estimated ?? 0))}" fill="${COLOURS.pale}" shape-rendering="crispEdges"/>`,
		html`<g fill="none"><path d="${along((row) => row.meanLoad.estimated)}" ${look.estimated}/><path d="${along((row) => row.meanLoad.observed)}" ${look.observed}/></g>`,
		best === null ? html`` : peakMark(best, x(rows.indexOf(best.row)), loadY, right),
		text(14, FLOW_TOP - 12, '승차 ↑ 하차 ↓ (명/일)', { size: 12, fill: COLOURS.soft }),
		rules(flowAxis.ticks, (tick) => middle - scale(tick), LEFT, right),
		rules(flowAxis.ticks.slice(1), (tick) => middle + scale(tick), LEFT, right),
		html`<path d="${bars(rows, x, wide, middle, (row) => scale(row.boardings))}" fill="${COLOURS.blue}"/><path d="${bars(rows, x, wide, middle, (row) => -scale(row.alightings.estimated ?? 0))}" fill="${COLOURS.paleOrange}" stroke="${COLOURS.orange}" stroke-width="0.8" stroke-dasharray="3 2"/><path d="${bars(rows, x, wide, middle, (row) => -scale(row.alightings.observed ?? 0))}" fill="${COLOURS.orange}"/>`,
		html`<path d="M${LEFT} ${LOAD_BOTTOM}H${right}M${LEFT} ${middle}H${right}" stroke="${COLOURS.ink}"/>`,
		html`<g text-anchor="end" font-size="11.5">${rows.flatMap((row, index) => (index % every === 0 || index === rows.length - 1 ? [text(x(index) + 4, FLOW_BOTTOM + 14, shortened(row.stopName, 11), { turn: -50 })] : []))}</g>`,
		html`<g fill="none" pointer-events="all">${rows.map((row, index) => html`<rect x="${tidy(x(index) - step / 2)}" y="${LOAD_TOP}" width="${tidy(step)}" height="${FLOW_BOTTOM - LOAD_TOP}"><title>${tip(row)}</title></rect>`)}</g>`,
	]);
}

function peakMark(best: Busiest, x: number, y: (load: number) => number, right: number): Html {
	const upper = y(Math.max(best.load, best.row.meanLoad.observed ?? 0));
	const words = `최고 ${shortened(best.row.stopName, 14)} ${tenth(best.load)}명(${best.estimated ? '추정' : '관측'})`;
	return html`<circle cx="${tidy(x)}" cy="${tidy(y(best.load))}" r="5" fill="${best.estimated ? COLOURS.teal : COLOURS.blue}"/>${text(Math.min(Math.max(x, LEFT + 110), right - 110), Math.max(upper - 11, LOAD_TOP + 2), words, { anchor: 'middle', bold: true, halo: true })}`;
}
