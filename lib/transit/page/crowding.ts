import { html, type Html } from '../../report/markup';
import { BUS_SIZES, bestOf, count, directionName, hourCell, percent, tenth } from '../book/words';
import type { BusReportModel, CrowdingRow } from '../model';
import type { PageOptions } from './options';
import { both, levelMark, paragraph, section } from './parts';
import { type Column, dataTable } from './table';

interface Worst {
	row: CrowdingRow;
	/** Hours of the day that are 혼잡 or worse, or with more persons than seats on a seated express bus. */
	crowdedHours: number;
}

const isCrowded = ({ gyeonggi, overSeats }: CrowdingRow): boolean => gyeonggi === '혼잡' || gyeonggi === '매우혼잡' || (overSeats ?? 0) > 0;

/** For the order of the rows only: load over capacity, and where that is unknown over a large bus's 55 persons. */
const weight = ({ ratio, maxLoad }: CrowdingRow): number => ratio ?? (bestOf(maxLoad).value ?? 0) / 55;

/** The worst hour of each route and direction, the most crowded first. */
export function worstHours(rows: readonly CrowdingRow[]): Worst[] {
	const worst = new Map<string, Worst>();
	for (const row of rows) {
		const id = `${row.direction} ${row.routeKey}`;
		const before = worst.get(id);
		const crowdedHours = (before?.crowdedHours ?? 0) + (isCrowded(row) ? 1 : 0);
		worst.set(id, { row: before !== undefined && weight(before.row) >= weight(row) ? before.row : row, crowdedHours });
	}
	return [...worst.values()].sort((one, other) => weight(other.row) - weight(one.row));
}

const bus = ({ busSize, capacity, seats }: CrowdingRow): string =>
	[busSize === null ? '미등록' : BUS_SIZES[busSize], capacity === null ? '' : count(capacity), seats === null ? '' : `(좌석 ${count(seats)})`].filter(Boolean).join(' ');

const over = ({ overSeats, runsOverSeats }: CrowdingRow): string => {
	if (overSeats === null) return '해당 없음';
	return overSeats > 0 ? `${count(overSeats)}명(${count(runsOverSeats)}회)` : '없음';
};

/** Remarks stand once below the table; a row carries their number. */
const NUMBERS = ['①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨', '⑩'];
const numberOf = (notes: readonly string[], note: string): string => (note === '' ? '' : (NUMBERS[notes.indexOf(note)] ?? `(${notes.indexOf(note) + 1})`));

const columns = (notes: readonly string[]): ReadonlyArray<Column<Worst>> => [
	{ title: '노선', of: ({ row }) => row.routeName, look: 'tight' },
	{ title: '방향', of: ({ row }) => directionName(row.direction), look: 'tight' },
	{ title: '시간대', of: ({ row }) => hourCell(row.hour), look: 'tight' },
	{ title: '가장 붐빈 구간(출발)', of: ({ row }) => `${row.sequence}. ${row.stopName}` },
	{ title: '최대 재차 관측/추정', of: ({ row }) => both(row.maxLoad), look: 'num' },
	{ title: '평균 재차 관측/추정', of: ({ row }) => both(row.meanLoad, tenth), look: 'num' },
	{ title: '운행(회)', of: ({ row }) => count(row.runs), look: 'num' },
	{ title: '차량 정원', of: ({ row }) => bus(row), look: 'tight' },
	{ title: '정원 대비', of: ({ row }) => percent(row.ratio), look: 'num' },
	{ title: '경기도 기준', of: ({ row }) => html`${levelMark(row.gyeonggi)} ${numberOf(notes, row.note)}`, look: 'tight' },
	{ title: '서울시 기준', of: ({ row }) => levelMark(row.seoul), look: 'tight' },
	{ title: '좌석 초과', of: ({ row }) => over(row), look: 'tight' },
	{ title: '혼잡 이상', of: ({ crowdedHours }) => `${count(crowdedHours)}시간`, look: 'num' },
];

/** The most crowded hour of each route and direction. */
export function crowding(model: BusReportModel, { crowding: most }: PageOptions): Html {
	const rows = worstHours(model.crowding);
	const shown = rows.slice(0, most);
	const notes = [...new Set(shown.map(({ row }) => row.note))].filter((note) => note !== '');
	return section('crowding', '노선별 혼잡', '노선·방향별로 가장 붐빈 시간대', [
		dataTable(columns(notes), shown, { caption: '재차인원 단위: 명. 단계는 추정한 최대 재차인원으로 판정하며, 하차 자료가 부족하여 추정할 수 없는 노선은 판정하지 않음.', none: '혼잡을 판정할 자료가 없음.', left: rows.length - shown.length, unit: ['노선·방향', '건'] }),
		notes.length === 0 ? html`` : paragraph(notes.map((note) => `${numberOf(notes, note)} ${note}`).join(' · ')),
		html`<p class="legend-line"><b>경기도 기준</b>(대형, 55명) ${levelMark('여유')} 25명 이하 ${levelMark('보통')} 26~40명 ${levelMark('혼잡')} 41~55명 ${levelMark('매우혼잡')} 56명 이상<br><b>서울시 기준</b> ${levelMark('여유')} 좌석 수 이하 ${levelMark('보통')} 좌석의 1.5배 이하 ${levelMark('혼잡')} 초과</p>`,
		paragraph('혼잡 단계는 승객 안내를 위한 기준이며 증회 기준이 아님. 차량 크기를 모르는 노선은 인원만 표시하고 판정하지 않음. 입석이 금지된 좌석형 노선은 좌석을 넘은 인원으로 봄.'),
	], 'dense');
}
