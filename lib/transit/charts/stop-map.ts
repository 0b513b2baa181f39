import { html, type Html } from '../../report/markup';
import type { BusReportModel, StopHourRow } from '../model';
import { drawing, emptyDrawing, shortened, text, textWidth, tidy } from './drawing';
import { COLOURS } from './palette';
import { frameAround, isInKorea, type MapFrame } from './projection';
import { niceCeiling } from './scale';
import { count } from '../book/words';

export interface StopMapOptions {
	/** Busiest stops drawn. */
	stops: number;
	/** Stops that get a number and a line in the list. */
	listed: number;
}

type Located = StopHourRow & { longitude: number; latitude: number; weight: number };
const TITLE = '정류장별 승차 인원';
const [MAP_WIDTH, LIST_LEFT, WIDTH, TOP] = [820, 850, 1200, 12];

/** Where else a name may stand when its place is taken. */
const SHIFTS = [0, -20, 20, -36, 36];

const located = (stop: StopHourRow): Located[] =>
	stop.longitude === null || stop.latitude === null ? [] : [{ ...stop, longitude: stop.longitude, latitude: stop.latitude, weight: stop.totalBoardings }];

/** Names of 행정동 at the middle of their boardings, busiest first, left out where they would cover another. */
function dongNames(stops: readonly Located[], frame: MapFrame, numbered: readonly Located[]): Html {
	const dongs = new Map<string, { x: number; y: number; weight: number }>();
	for (const stop of stops) {
		if (stop.dongName === '') continue;
		const dong = dongs.get(stop.dongName) ?? { x: 0, y: 0, weight: 0 };
		const weight = stop.weight + 1;
		dongs.set(stop.dongName, { x: dong.x + frame.x(stop.longitude) * weight, y: dong.y + frame.y(stop.latitude) * weight, weight: dong.weight + weight });
	}
	const placed = numbered.map((stop) => ({ x: frame.x(stop.longitude), y: frame.y(stop.latitude), half: 10 }));
	const names: Html[] = [];
	for (const [name, dong] of [...dongs].sort(([, one], [, other]) => other.weight - one.weight)) {
		const [x, half] = [dong.x / dong.weight, textWidth(name, 14) / 2 + 4];
		const free = (at: number) => !placed.some((other) => Math.abs(other.x - x) < other.half + half && Math.abs(other.y - at) < 18);
		const y = SHIFTS.map((shift) => dong.y / dong.weight + shift).find(free);
		if (y === undefined) continue;
		placed.push({ x, y, half });
		names.push(text(x, y + 5, name, { halo: true }));
	}
	return html`<g text-anchor="middle" font-size="14" font-weight="700" fill="#3a4656">${names}</g>`;
}

function ground(frame: MapFrame): Html {
	const unit = niceCeiling((frame.metresPerUnit * MAP_WIDTH) / 8);
	const step = unit / frame.metresPerUnit;
	const [columns, rows] = [Math.floor(MAP_WIDTH / step), Math.floor(frame.height / step)];
	const lines = [
		...Array.from({ length: columns }, (_, index) => `M${tidy((index + 1) * step)} 0V${frame.height}`),
		...Array.from({ length: rows }, (_, index) => `M0 ${tidy(frame.height - (index + 1) * step)}H${MAP_WIDTH}`),
	];
	const words = unit >= 1000 ? `${unit / 1000} km` : `${unit} m`;
	const [x, y] = [18, frame.height - 18];
	return html`<rect width="${MAP_WIDTH}" height="${frame.height}" fill="${COLOURS.fill}"/><path d="${lines.join('')}" stroke="#e4e9ef"/>
<path d="M${x} ${y - 6}v6h${tidy(step)}v-6" fill="none" stroke="${COLOURS.ink}" stroke-width="2"/>${text(x + step / 2, y - 10, words, { anchor: 'middle', size: 12, halo: true })}
<path d="M${MAP_WIDTH - 28} 46l8 22-8-6-8 6z" fill="${COLOURS.ink}"/>${text(MAP_WIDTH - 28, 38, '북', { anchor: 'middle', bold: true, halo: true })}`;
}

/** The list beside the map, and what the size of a point means. */
function sideList(listed: readonly Located[], radius: (boardings: number) => number, most: number): Html {
	const sizes = [...new Set([niceCeiling(most / 4), niceCeiling(most / 20), niceCeiling(most / 100)])].filter((size) => size >= 1 && size <= most);
	const lines = listed.map((stop, index) => {
		const y = 60 + index * 36;
		return html`<circle cx="${LIST_LEFT + 12}" cy="${y - 5}" r="11" fill="${COLOURS.orange}"/>${text(LIST_LEFT + 12, y - 0.5, String(index + 1), { anchor: 'middle', size: 12, fill: '#fff' })}${text(LIST_LEFT + 32, y, shortened(stop.stopName, 15))}${text(WIDTH - 8, y, `${count(stop.totalBoardings)}명`, { anchor: 'end' })}${text(LIST_LEFT + 32, y + 15, stop.dongName, { size: 11.5, fill: COLOURS.soft })}`;
	});
	const base = 60 + listed.length * 36 + 24;
	let at = LIST_LEFT;
	const keys = sizes.map((size) => {
		const r = radius(size);
		const key = html`<circle cx="${tidy(at + r)}" cy="${base + 34}" r="${tidy(r)}" fill="${COLOURS.blue}" fill-opacity="0.55"/>${text(at + 2 * r + 6, base + 38, `${count(size)}명`)}`;
		at += 2 * r + 22 + textWidth(`${count(size)}명`, 13);
		return key;
	});
	return html`${text(LIST_LEFT, 30, `승차가 많은 정류장 ${listed.length}곳`, { bold: true, size: 15 })}${lines}${text(LIST_LEFT, base, '점의 넓이 = 하루 승차 인원', { size: 12, fill: COLOURS.soft })}${keys}`;
}

/**
 * Stops by their coordinates, without a background map: points whose area follows boardings, names of 행정동, scale bar and
 * north. Stops without usable coordinates or far outside are counted in the note, not drawn.
 */
export function stopMapSvg(model: Pick<BusReportModel, 'stops'>, options: Partial<StopMapOptions> = {}): string {
	const usable = model.stops.flatMap(located).filter(isInKorea).sort((one, other) => other.weight - one.weight);
	if (usable.length === 0) return emptyDrawing(TITLE, '좌표가 있는 정류장이 없어 위치를 표시하지 못함');
	const frame = frameAround(usable, MAP_WIDTH, 560, 900);
	const inside = usable.filter(frame.holds);
	const drawn = inside.slice(0, options.stops ?? 2000);
	const listed = drawn.filter((stop) => stop.weight > 0).slice(0, options.listed ?? 10);
	const most = Math.max(1, drawn[0]?.weight ?? 0);
	const largest = drawn.length > 150 ? 17 : 24;
	const radius = (boardings: number) => Math.max(1.6, largest * Math.sqrt(Math.max(0, boardings) / most));
	const point = (stop: Located) => {
		const place = html`cx="${tidy(frame.x(stop.longitude))}" cy="${tidy(frame.y(stop.latitude))}" r="${tidy(radius(stop.weight))}"`;
		return html`<circle ${place}><title>${`${stop.stopName}${stop.arsNo === '' ? '' : `(${stop.arsNo})`} 승차 ${count(stop.totalBoardings)}명, 하차 ${count(stop.totalAlightings)}명`}</title></circle>`;
	};
	const numbers = listed.map((stop, index) => text(frame.x(stop.longitude), frame.y(stop.latitude) + 4.5, String(index + 1), { anchor: 'middle', size: 12.5, bold: true, fill: COLOURS.ink, halo: true }));
	const height = TOP * 2 + frame.height + 26;
	const [unplaced, fewer] = [model.stops.length - inside.length, inside.length - drawn.length];
	const note = `좌표에 따른 개략도임.${unplaced > 0 ? ` 좌표가 없거나 도면 범위를 벗어난 정류장 ${count(unplaced)}곳은 표시하지 않음.` : ''}${fewer > 0 ? ` 승차가 적은 정류장 ${count(fewer)}곳은 생략함.` : ''}`;
	const names = listed.slice(0, 3).map((stop) => `${stop.stopName} ${count(stop.totalBoardings)}명`).join(', ');
	return drawing({ width: WIDTH, height, title: TITLE, desc: `승차가 많은 정류장은 ${names} 순임. ${note}` }, [
		html`<svg x="0" y="${TOP}" width="${MAP_WIDTH}" height="${frame.height}" viewBox="0 0 ${MAP_WIDTH} ${frame.height}">${ground(frame)}<g fill="${COLOURS.blue}" fill-opacity="0.5" stroke="#fff" stroke-width="0.7">${drawn.slice(listed.length).map(point)}</g><g fill="${COLOURS.orange}" fill-opacity="0.85" stroke="#fff">${listed.map(point)}</g>${dongNames(drawn, frame, listed)}${numbers}</svg>`,
		sideList(listed, radius, most),
		text(0, height - 10, note, { size: 12.5, fill: COLOURS.soft }),
	]);
}
