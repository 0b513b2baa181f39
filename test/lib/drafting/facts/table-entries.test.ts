import { tableEntries } from '../../../../lib/drafting/facts/table-entries';
import type { Table } from '../../../../lib/revenue/table';

const KNOWN = new Set(['성명', '소속', '주요 실적']);
const unknownOf = (names: readonly string[]) => names.filter((name) => !KNOWN.has(name));
const table = (...rows: string[][]): Table => ({ fileName: '후보자.csv', sha256: '', sheets: [{ name: '', rows: rows.map((cells, index) => ({ line: index + 1, cells })) }] });

it('finds the heading under a title, leaves empty rows and unknown columns out', () => {
	const entries = tableEntries(table(['2026년 표창 후보자', '', ''], ['연번', '성명', '소속'], ['1', '박서연', '도서관과'], ['', '', ''], ['2', '이준호', '']), unknownOf);
	expect(entries.rows).toEqual([
		{ line: 3, cells: { 성명: '박서연', 소속: '도서관과' } },
		{ line: 5, cells: { 성명: '이준호', 소속: '' } },
	]);
	expect(entries.ignored).toEqual(['연번']);
});

it('passes a hidden sheet over', () => {
	const { sheets } = table(['성명'], ['박서연']);
	expect(tableEntries({ fileName: 'a.xlsx', sha256: '', sheets: [{ name: '옛 자료', hidden: true, rows: [{ line: 1, cells: ['성명'] }] }, ...sheets] }, unknownOf).rows).toHaveLength(1);
});

it.each([
	['no heading', table(['a', 'b'], ['1', '2']), 'tableHeading'],
	['nothing at all', table(), 'tableHeading'],
	['a heading twice', table(['성명', '성명'], ['가', '나']), 'tableTwice'],
	['no rows', table(['성명', '소속']), 'tableEmpty'],
	['too many rows', table(['성명'], ...Array.from({ length: 501 }, (_, index) => [`가${index}`])), 'tableTooLong'],
])('refuses %s by name', (_, given, code) => {
	expect(() => tableEntries(given, unknownOf)).toThrow(expect.objectContaining({ code, message: expect.stringContaining('후보자.csv') }));
});
