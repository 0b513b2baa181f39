import { ValidationError } from '../../errors';
import { withJosa } from '../korean/josa';
import type { Table } from '../../revenue/table';

/** Rows of a table by heading. */
export interface TableEntries {
	rows: ReadonlyArray<{ line: number; cells: Readonly<Record<string, string>> }>;
	/** Columns that nothing asks for. */
	ignored: readonly string[];
}

const HEADING_WITHIN = 10;
const MOST_ROWS = 500;

/**
 * The rows of the first visible sheet under its heading, which may stand below a title: among the first ten rows it is the one
 * with the most known names. `unknownOf` tells which of some names nobody knows. Empty rows are left out.
 * @throws ValidationError `tableHeading`, `tableTwice`, `tableEmpty`, `tableTooLong`
 */
export function tableEntries(table: Table, unknownOf: (headings: readonly string[]) => readonly string[]): TableEntries {
	const sheet = table.sheets.find(({ hidden, rows }) => hidden !== true && rows.length > 0);
	const known = (cells: readonly string[]) => {
		const named = cells.filter((cell) => cell !== '');
		return named.length - unknownOf(named).length;
	};
	const [heading] = (sheet?.rows ?? []).slice(0, HEADING_WITHIN).map((row) => ({ row, score: known(row.cells) })).sort((a, b) => b.score - a.score || a.row.line - b.row.line);
	if (!sheet || !heading || heading.score === 0) {
		throw new ValidationError('tableHeading', `표 '${table.fileName}'에서 열 이름 줄을 찾을 수 없습니다.`, '첫 줄에 문서 유형의 항목 이름(예: 성명, 소속, 주요 실적)을 적으시기 바랍니다.');
	}
	const { cells: headings, line } = heading.row;
	const twice = headings.find((name, index) => name !== '' && headings.indexOf(name) !== index);
	if (twice !== undefined) throw new ValidationError('tableTwice', `표 '${table.fileName}'의 ${line}번째 줄에 열 이름 ${withJosa(`'${twice}'`, '이/가')} 두 번 있습니다.`, '열 이름을 하나만 남기시기 바랍니다.');
	const rows = sheet.rows
		.filter((row) => row.line > line && row.cells.some((cell) => cell !== ''))
		.map((row) => ({ line: row.line, cells: Object.fromEntries(headings.map((name, index) => [name, row.cells[index] ?? ''] as const).filter(([name]) => name !== '')) }));
	if (rows.length === 0) throw new ValidationError('tableEmpty', `표 '${table.fileName}'의 열 이름 아래에 자료가 없습니다.`, '한 줄에 한 건씩 적어 저장한 뒤 다시 실행하시기 바랍니다.');
	if (rows.length > MOST_ROWS) throw new ValidationError('tableTooLong', `표 '${table.fileName}'에 ${rows.length}줄이 있어 한 번에 만들 수 있는 ${MOST_ROWS}줄을 넘습니다.`, '표를 나누어 저장한 뒤 다시 실행하시기 바랍니다.');
	const ignored = unknownOf(headings.filter((name) => name !== ''));
	return { rows: rows.map((row) => ({ ...row, cells: without(row.cells, ignored) })), ignored };
}

const without = (cells: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> => Object.fromEntries(Object.entries(cells).filter(([name]) => !names.includes(name)));
