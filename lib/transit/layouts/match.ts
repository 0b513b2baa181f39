import { changedContent, changedHeadings, oneMoreOrLess } from './changed';
import { contentFaults, meaningFaults, wrongValues, type ColumnFault } from './content';
import { everyLayout, plainHeading, plainNamesOf } from './layouts';
import type { LayoutFile } from './layout';
import type { Sample } from './sample';

/** How deep a row of headings may stand below titles. */
const HEADER_SEARCH_ROWS = 40;
/** Below this share of known headings a file is another layout rather than a changed one. */
const NEARLY = 0.6;
/** More wrong columns than this, and the file is something else. */
const FEW_FAULTS = 0.3;

export interface Match {
	layout: LayoutFile;
	headerLines: number;
	by: 'headings' | 'content';
}

/**
 * Which known layout a sample is of, by its headings or, where there are none, by what its columns hold. Null where none
 * is near.
 * @throws ValidationError `layoutChanged` where one is near but a column was added, dropped or has moved
 */
export function matchLayout(fileName: string, sample: Sample, layouts: readonly LayoutFile[] = everyLayout()): Match | null {
	return byHeadings(fileName, sample, layouts) ?? byContent(fileName, sample, layouts);
}

function byHeadings(fileName: string, sample: Sample, layouts: readonly LayoutFile[]): Match | null {
	let nearest: { layout: LayoutFile; share: number; cells: string[] } | null = null;
	for (const { line, cells } of sample.rows.slice(0, HEADER_SEARCH_ROWS)) {
		const headings = cells.map(plainHeading);
		const all = new Set(headings);
		for (const layout of layouts) {
			const found = layout.columns.filter((column) => plainNamesOf(column).some((name) => all.has(name))).length;
			const share = found / Math.max(layout.columns.length, cells.length);
			if (cells.length === layout.columns.length && layout.columns.every((column, index) => plainNamesOf(column).includes(headings[index] ?? ''))) {
				return { layout, headerLines: line, by: 'headings' };
			}
			if (share > (nearest?.share ?? 0)) nearest = { layout, share, cells };
		}
	}
	if (nearest && nearest.share >= NEARLY) throw changedHeadings(fileName, nearest.layout, nearest.cells);
	return null;
}

function byContent(fileName: string, sample: Sample, layouts: readonly LayoutFile[]): Match | null {
	const width = usualWidth(sample);
	const rows = sample.rows.filter(({ cells }) => cells.length === width).map(({ cells }) => cells);
	// A first row of names that nobody knows is no data, and its columns are not to be guessed.
	if (rows.length === 0 || isHeadings(rows[0] ?? [])) return null;
	const ofWidth = layouts
		.filter(({ columns }) => columns.length === width)
		.map((layout) => ({ layout, faults: faultsOf(layout, rows), wrong: wrongValues(rows, kindsOf(layout), new Set(layout.nullValues)) }))
		.sort((a, b) => a.faults.length - b.faults.length || a.wrong - b.wrong);
	const [nearest] = ofWidth;
	if (nearest && nearest.faults.length === 0) return { layout: nearest.layout, headerLines: 0, by: 'content' };
	const near = layouts.map((one) => ({ layout: one, places: placesOfOne(one, rows, width) })).filter(({ places }) => places.length > 0);
	if (near.length > 0) throw oneMoreOrLess(fileName, width, near);
	if (nearest && nearest.faults.length <= Math.max(2, width * FEW_FAULTS)) throw changedContent(fileName, nearest.layout, nearest.faults);
	return null;
}

function faultsOf(layout: LayoutFile, rows: readonly (readonly string[])[]): ColumnFault[] {
	const nulls = new Set(layout.nullValues);
	const faults = contentFaults(rows, kindsOf(layout), nulls);
	return faults.length > 0 ? faults : meaningFaults(rows, layout, nulls);
}

const kindsOf = (layout: LayoutFile) => layout.columns.map(({ kind }) => kind);

/** Where a column that came or went would explain a width that is off by one. */
function placesOfOne(layout: LayoutFile, rows: readonly (readonly string[])[], width: number): number[] {
	const expected = layout.columns.length;
	// In narrow layouts too much fits by chance.
	if (Math.abs(width - expected) !== 1 || expected < 12) return [];
	const some = rows.slice(0, 200);
	const places = Array.from({ length: Math.max(width, expected) }, (_, at) => at);
	return places.filter((at) => faultsOf(layout, some.map((row) => (width > expected ? row.toSpliced(at, 1) : row.toSpliced(at, 0, '')))).length === 0);
}

function usualWidth(sample: Sample): number {
	const widths = new Map<number, number>();
	for (const { cells } of sample.rows) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
	return [...widths].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

/** Names only: no cell holds a long number, hardly one is empty. */
function isHeadings(cells: readonly string[]): boolean {
	return cells.every((cell) => !/^\d/.test(cell.trim())) && cells.filter((cell) => cell.trim() !== '').length > cells.length * 0.8;
}
