import type { DetectedLayout, TapField } from '../layouts/layout';
import { sqlText, sqlTexts } from '../sql-literal';

/** Names of the engine's tables of lines that are no rows. */
export interface FaultTables {
	rejectsTable: string;
	scansTable: string;
}

/** A text file's columns as texts, `c0` and on; the engine takes apart only those that a query names. */
export function readCsv(path: string, layout: DetectedLayout, { rejectsTable, scansTable }: FaultTables): string {
	const columns = layout.columns.map((_, index) => `'c${index}': 'VARCHAR'`).join(', ');
	return `read_csv(${sqlText(path)}, auto_detect = false, header = false, skip = ${layout.headerLines}, delim = ${sqlText(layout.delimiter)},
		quote = ${sqlText(layout.quote)}, escape = ${sqlText(layout.quote)}, columns = {${columns}}, nullstr = ${sqlTexts(['', ...layout.nullValues])},
		store_rejects = true, rejects_limit = 0, rejects_table = ${sqlText(rejectsTable)}, rejects_scan = ${sqlText(scansTable)})`;
}

/** A field's text out of the columns that make it; SQL's null where the file has no such field. */
export function valueOf(layout: DetectedLayout, field: TapField): string {
	const source = layout.fields[field];
	if (!source || source.columns.length === 0) return 'NULL::VARCHAR';
	const columns = source.columns.map((index) => trimmed(layout, index));
	const [first = 'NULL'] = columns;
	let value = first;
	if (columns.length > 1) {
		value = source.join ? `CASE WHEN ${columns.map((column) => `${column} IS NOT NULL`).join(' AND ')} THEN concat_ws(' ', ${columns.join(', ')}) END` : `coalesce(${columns.join(', ')})`;
	}
	if (source.trimEnd) value = `regexp_replace(${value}, ${sqlText(`${source.trimEnd.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`)}, '')`;
	if (source.values) {
		const cases = Object.entries(source.values).map(([from, to]) => `WHEN ${sqlText(from)} THEN ${sqlText(to)}`);
		if (cases.length > 0) value = `CASE ${value} ${cases.join(' ')} ELSE ${value} END`;
	}
	return value;
}

function trimmed(layout: DetectedLayout, index: number): string {
	if (!layout.padded) return `c${index}`;
	const isNull = layout.nullValues.map((value) => ` WHEN ${sqlText(value)} THEN NULL`).join('');
	return `CASE trim(c${index}) WHEN '' THEN NULL${isNull} ELSE trim(c${index}) END`;
}

/** A text as TIMESTAMP, null where it is none. */
export function timeOf(layout: DetectedLayout, text: string): string {
	return text === 'NULL::VARCHAR' ? 'NULL::TIMESTAMP' : `try_strptime(${text}, ${sqlTexts(layout.timeFormats)})`;
}

/** A text as a number of the engine's type, null where it is none. */
export function numberOf(text: string, scale: number | null, type: string): string {
	if (text === 'NULL::VARCHAR') return `NULL::${type}`;
	if (scale !== null) return `try_cast(round(try_cast(${text} AS DOUBLE) * ${scale}) AS ${type})`;
	return `try_cast(${text} AS ${type})`;
}
