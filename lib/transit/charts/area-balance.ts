import { html, type Html } from '../../report/markup';
import type { AreaRow, BusReportModel } from '../model';
import { drawing, emptyDrawing, shortened, text, tidy } from './drawing';
import { COLOURS } from './palette';
import { count, tenth } from '../book/words';

const TITLE = '행정동별 인구 1,000명당 승차와 운행 공급';
const PLAIN_TITLE = '행정동별 승차와 운행 공급';
const [WIDTH, NAME, BAR, SUPPLY, SUPPLY_BAR, ROW, TOP] = [1200, 150, 480, 800, 230, 26, 74];

type Measure = { title: string; head: string; of: (row: AreaRow) => number | null };

const perThousand: Measure = { title: TITLE, head: '인구 1,000명당 승차(명)', of: (row) => row.boardingsPer1000 };
const plain: Measure = { title: PLAIN_TITLE, head: '승차(명) ※ 인구 자료 없음', of: (row) => row.boardings };

/** The middle of figures; null where there are none. */
function median(values: readonly number[]): number | null {
	const sorted = [...values].sort((one, other) => one - other);
	const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
	return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** The rows to draw, highest first: all, or the upper and lower halves of `most`. */
function chosen(rows: readonly AreaRow[], of: Measure['of'], most: number): AreaRow[] {
	const sorted = [...rows].sort((one, other) => (of(other) ?? -1) - (of(one) ?? -1));
	return sorted.length <= most ? sorted : [...sorted.slice(0, Math.ceil(most / 2)), ...sorted.slice(-Math.floor(most / 2))];
}

function bar(left: number, y: number, long: number, fill: string, words: string, value: number | null): Html {
	if (value === null) return text(left + 6, y + 17, words, { fill: COLOURS.soft, size: 12 });
	return html`<rect x="${left}" y="${y + 3}" width="${tidy(Math.max(1, long))}" height="${ROW - 7}" fill="${fill}"/>${text(left + long + 7, y + 17, words, { halo: true })}`;
}

/** 행정동 by boardings per 1,000 inhabitants, with runs, stops and routes beside them; by boardings where population is unknown. */
export function areaBalanceSvg(model: Pick<BusReportModel, 'areas'>, options: { areas?: number } = {}): string {
	const { dongs } = model.areas;
	if (dongs.length === 0) return emptyDrawing(TITLE, '행정동 자료가 없어 이용과 공급을 비교하지 못함');
	const measure = dongs.some((row) => row.boardingsPer1000 !== null) ? perThousand : plain;
	const rows = chosen(dongs, measure.of, options.areas ?? 40);
	const most = Math.max(1, ...rows.map((row) => measure.of(row) ?? 0));
	const mostRuns = Math.max(1, ...rows.map((row) => row.runs ?? 0));
	const middle = median(dongs.flatMap((row) => measure.of(row) ?? []));
	const bottom = TOP + rows.length * ROW;
	const left = dongs.length - rows.length;
	const lines = rows.map((row, index) => {
		const y = TOP + index * ROW;
		const value = measure.of(row);
		return html`${text(NAME - 10, y + 17, shortened(row.dongName, 10), { anchor: 'end', bold: true })}${bar(NAME, y, (BAR * (value ?? 0)) / most, COLOURS.blue, value === null ? '인구 자료 없음' : tenth(value), value)}${bar(SUPPLY, y, (SUPPLY_BAR * (row.runs ?? 0)) / mostRuns, COLOURS.orange, row.runs === null ? '운행 자료 없음' : `${count(row.runs)}회`, row.runs)}${text(WIDTH - 8, y + 17, `${count(row.stops)}곳·${count(row.routes)}개`, { anchor: 'end', fill: COLOURS.soft, size: 12.5 })}`;
	});
	const cut = TOP + Math.ceil(rows.length / 2) * ROW - 0.5;
	const middleX = middle === null ? 0 : NAME + (BAR * middle) / most;
	const [first, last] = [rows[0], rows.filter((row) => measure.of(row) !== null).at(-1)];
	const desc = first === undefined || last === undefined ? '' : `가장 많은 곳은 ${first.dongName}(${tenth(measure.of(first))}명), 가장 적은 곳은 ${last.dongName}(${tenth(measure.of(last))}명)임. 정류장 소재지 기준임.${left > 0 ? ` 가운데 ${count(left)}개 동은 생략함.` : ''}`;
	return drawing({ width: WIDTH, height: bottom + 34, title: measure.title, desc }, [
		text(NAME, 28, measure.head, { bold: true, size: 14, fill: COLOURS.blue }),
		text(SUPPLY, 28, '정차 운행 횟수(회/일)', { bold: true, size: 14, fill: COLOURS.orange }),
		text(WIDTH - 8, 28, '정류장·노선 수', { anchor: 'end', size: 13, fill: COLOURS.soft }),
		text(NAME - 10, 60, '행정동', { anchor: 'end', fill: COLOURS.soft }),
		html`<path d="M${NAME} ${TOP - 4}V${bottom}M${SUPPLY} ${TOP - 4}V${bottom}" stroke="${COLOURS.ink}"/>`,
		middle === null ? html`` : html`<path d="M${tidy(middleX)} ${TOP - 4}V${bottom}" stroke="${COLOURS.ink}" stroke-dasharray="4 3"/>${text(middleX, 60, `중앙값 ${tenth(middle)}`, { anchor: 'middle', size: 12 })}`,
		left > 0 ? html`<path d="M20 ${cut}H${WIDTH - 8}" stroke="${COLOURS.soft}" stroke-dasharray="2 4"/>` : html``,
		html`<g>${lines}</g>`,
		text(NAME, bottom + 24, `정류장 소재지 기준이며, 역·환승거점이 있는 동은 크게 나타남.${left > 0 ? ` 상위와 하위만 표시하고 가운데 ${count(left)}개 동은 생략함.` : ''}`, { size: 12.5, fill: COLOURS.soft }),
	]);
}
