import { ValidationError } from '../../errors';
import type { MasterKind } from '../lake/manifest';
import type { GivenColumns } from './columns';
import { fieldsOf, isMasterField, KIND_FIELDS, KIND_NAMES, MASTER_FIELDS, type MasterFieldId } from './fields';
import { masterLayouts, plainHeading, type MasterLayout, type PositionKind } from './layout';
import type { SmallSheet } from './read-table';

const HEADER_SEARCH_ROWS = 40;
const SAMPLE_ROWS = 300;
/** A form without headings is recognised when this share of the first rows fits. */
const FITTING_SHARE = 0.9;
const TAP_HEADINGS = ['승차일시', '승차정류장ID', '카드번호', '가상카드번호'].map(plainHeading);

/** How one sheet is read. */
export interface MasterMatch {
	layout: MasterLayout;
	kinds: MasterKind[];
	/** Index of each field's column, from 0. */
	columns: Partial<Record<MasterFieldId, number>>;
	/** Line of the last row above the data; 0 = none. */
	headerLine: number;
	/** Columns that a row of a text file must have. */
	width: number;
}

interface SampleRow {
	line: number;
	cells: string[];
}

/**
 * Finds out which master a sheet is, by its headings (one row or two, not necessarily the first) or, of the national files, by
 * what its columns hold. Null where it is none.
 * @throws ValidationError `tapFile` where it is a file of taps
 */
export function matchSheet(sheet: SmallSheet, fileName: string, kind: 'auto' | MasterKind, given: GivenColumns): MasterMatch | null {
	const rows = sampleOf(sheet);
	let best: { match: MasterMatch; score: number } | null = null;
	for (const [index, row] of rows.slice(0, HEADER_SEARCH_ROWS).entries()) {
		if (row.cells.some((cell) => TAP_HEADINGS.includes(plainHeading(cell)))) throw tapFile(fileName);
		const below = rows[index + 1];
		for (const head of below ? [row, joined(row, below)] : [row]) {
			for (const layout of masterLayouts()) {
				const found = byHeadings(layout, head, kind, given);
				if (found && found.score > (best?.score ?? 0)) best = found;
			}
		}
	}
	return best?.match ?? (Object.keys(given).length === 0 ? byPositions(rows, kind) : null);
}

function sampleOf(sheet: SmallSheet): SampleRow[] {
	const rows: SampleRow[] = [];
	sheet.each((cells, line) => {
		rows.push({ line, cells });
		return rows.length < SAMPLE_ROWS;
	});
	return rows;
}

/** Headings over two rows: 인가운행횟수 over 평일, 토요일, 공휴일. */
function joined(upper: SampleRow, lower: SampleRow): SampleRow {
	const width = Math.max(upper.cells.length, lower.cells.length);
	const cells = Array.from({ length: width }, (_, index) => {
		const [top = '', bottom = ''] = [upper.cells[index], lower.cells[index]];
		return top === bottom ? top : `${top}${bottom}`;
	});
	return { line: lower.line, cells };
}

function byHeadings(layout: MasterLayout, head: SampleRow, kind: 'auto' | MasterKind, given: GivenColumns): { match: MasterMatch; score: number } | null {
	const kinds = kind === 'auto' ? layout.kinds : layout.kinds.filter((one) => one === kind);
	if (kinds.length === 0) return null;
	const headings = head.cells.map(plainHeading);
	const columns: Partial<Record<MasterFieldId, number>> = {};
	const asked = Object.keys(given).filter(isMasterField);
	for (const field of new Set([...Object.keys(layout.fields).filter(isMasterField), ...asked])) {
		const own = given[field];
		const index = (own === undefined ? (layout.fields[field]?.headings ?? []) : [own]).map((name) => headings.indexOf(plainHeading(name))).find((found) => found !== -1);
		if (index !== undefined) columns[field] = index;
		else if (own !== undefined) return null;
	}
	const signs = (layout.sign ?? []).map(plainHeading);
	if (signs.length > 0 && !signs.every((sign) => headings.includes(sign))) return null;
	const main = kinds[0];
	if (main === undefined || !hasNeeds(main, columns) || (asked.length === 0 && !layout.needs.every((field) => columns[field] !== undefined))) return null;
	const mapped = kinds.flatMap(fieldsOf).filter((field) => columns[field] !== undefined);
	if (mapped.length < 2) return null;
	const width = head.cells.findLastIndex((cell) => cell !== '') + 1;
	const match = { layout, kinds: kinds.filter((one) => hasNeeds(one, columns) && says(one, columns)), columns, headerLine: head.line, width };
	// Every heading known counts; of forms that know as many, the one made for the kind, or told by its own headings.
	return { match, score: Object.keys(columns).length * 10 + (main === layout.kinds[0] ? 5 : 0) + signs.length };
}

function hasNeeds(kind: MasterKind, columns: MasterMatch['columns']): boolean {
	if (kind === 'stop' && columns.stop === undefined && columns.ars === undefined) return false;
	return KIND_FIELDS[kind].required.every((field) => columns[field] !== undefined);
}

/** Whether a sheet tells more of a kind than its keys. */
function says(kind: MasterKind, columns: MasterMatch['columns']): boolean {
	return fieldsOf(kind).filter((field) => columns[field] !== undefined).length > 1;
}

const DIGITS = /^[0-9A-Za-z~]*$/;

function holds(kind: PositionKind, cell: string): boolean {
	if (kind === 'text') return true;
	if (kind === 'day') return /^(19|20)\d{6}$/.test(cell);
	if (kind === 'id') return DIGITS.test(cell);
	if (kind === 'mode') return /^[A-Z]?$/.test(cell);
	const value = Number(cell);
	if (kind === 'number') return cell === '~' || Number.isFinite(value);
	return cell === '' || cell === '~' || value === 0 || (value > 33 && value < 39) || (value > 124 && value < 132);
}

function byPositions(rows: readonly SampleRow[], kind: 'auto' | MasterKind): MasterMatch | null {
	for (const layout of masterLayouts()) {
		const { positions } = layout;
		const kinds = kind === 'auto' ? layout.kinds : layout.kinds.filter((one) => one === kind);
		if (!positions || kinds.length === 0) continue;
		const fitting = rows.filter(({ cells }) => cells.length === positions.length && positions.every((one, index) => holds(one.kind, cells[index] ?? '')));
		if (fitting.length === 0 || fitting.length < rows.length * FITTING_SHARE) continue;
		const columns: MasterMatch['columns'] = {};
		for (const [index, { field }] of positions.entries()) if (field !== null) columns[field] = index;
		return { layout, kinds, columns, headerLine: 0, width: positions.length };
	}
	return null;
}

/** The error for a file that no sheet of which is a master of that kind. */
export function unknownMaster(sheets: readonly SmallSheet[], fileName: string, kind: 'auto' | MasterKind, given: GivenColumns): ValidationError {
	const fullest = sheets.flatMap((sheet) => sampleOf(sheet).slice(0, HEADER_SEARCH_ROWS)).reduce<string[]>((most, { cells }) => (texts(cells) > texts(most) ? cells : most), []);
	const found = fullest.map((cell) => cell.slice(0, 30).replaceAll(/\d{8,}/g, '********')).filter(Boolean).slice(0, 30);
	const wanted = (kind === 'auto' ? (['route', 'stop', 'route_stop', 'run_log', 'area'] as const) : [kind]).map((one) => `${KIND_NAMES[one]}(${wantedOf(one)})`);
	const mapping = Object.values(given);
	const why = mapping.length > 0 ? ` '열 대응'에 적은 열: ${mapping.join(', ')}.` : '';
	return new ValidationError(
		'masterHeadings',
		`${fileName}: 어느 기준정보인지 알 수 없습니다. 파일의 열: ${found.join(', ') || '없음'}. 필요한 열: ${wanted.join(', ')}.${why}`,
		"파일의 머리글을 확인하고, 머리글이 다르면 노드의 '종류'를 고른 뒤 '열 대응'에 항목마다 파일의 열 이름을 적으시기 바랍니다.",
	);
}

const texts = (cells: readonly string[]) => cells.filter((cell) => cell !== '' && !/^[\d.,:\s-]+$/.test(cell)).length;

function wantedOf(kind: MasterKind): string {
	if (kind === 'stop') return '정류장ID 또는 정류장 번호(ARS), 정류장명';
	const more: Readonly<Record<Exclude<MasterKind, 'stop'>, MasterFieldId[]>> = { route: ['routeName'], route_stop: [], run_log: ['vehicle'], area: ['dongName'] };
	return [...KIND_FIELDS[kind].required, ...more[kind]].map((field) => MASTER_FIELDS[field].name).join(', ');
}

function tapFile(fileName: string): ValidationError {
	return new ValidationError('tapFile', `${fileName}: 기준정보가 아니라 교통카드 거래내역 파일로 보입니다.`, "거래내역은 '자료 적재' 작업으로 넣고, 여기에는 노선·정류장 등의 파일을 지정하시기 바랍니다.");
}
