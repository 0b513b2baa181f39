import { listOptions, writeListSheet } from '../book/list-sheet';
import { putFile, type BookFile } from '../book/put-file';
import type { Column } from '../book/table';
import { writeBook } from '../book/write-book';
import type { AggregateInput } from './import-aggregate';
import type { AggregateSummary, RouteLine } from './summaries';

const hourName = (hour: number | null) => (hour === null ? '' : hour >= 24 ? `익일 ${hour - 24}시` : `${hour}시`);

const TOTAL_NAMES: Readonly<Record<string, string>> = {
	boardings: '승차(명)',
	alightings: '하차(명)',
	months: '달',
	routes: '노선',
	stops: '정류장',
	repeatedRows: '되풀이되어 더한 행',
	virtualStopRows: '가상 정류장 행',
	maxLoad: '최대 재차인원(명)',
	zeroDips: '앞뒤와 맞지 않는 0명',
};

interface Line {
	what: string;
	count: number | null;
	note: string;
}

const LINE_COLUMNS: ReadonlyArray<Column<Line>> = [
	{ title: '항목', width: 42, kind: 'text', of: ({ what }) => what },
	{ title: '수', width: 16, kind: 'count', of: ({ count }) => count },
	{ title: '비고', width: 40, kind: 'text', of: ({ note }) => note },
];

const PERSONS: ReadonlyArray<Column<RouteLine>> = [
	{ title: '노선', width: 12, kind: 'text', of: ({ route }) => route },
	{ title: '노선명', width: 36, kind: 'text', of: ({ name }) => name },
	{ title: '정류장(개)', width: 10, kind: 'count', of: ({ stops }) => stops },
	{ title: '승차(명)', width: 13, kind: 'count', of: ({ boardings }) => boardings },
	{ title: '하차(명)', width: 13, kind: 'count', of: ({ alightings }) => alightings },
	{ title: '첨두시간', width: 11, kind: 'word', of: ({ peak_hour: hour }) => hourName(hour) },
	{ title: '첨두시간\n승차(명)', width: 12, kind: 'count', of: ({ peak }) => peak },
];

const LOADS: ReadonlyArray<Column<RouteLine>> = [
	{ title: '노선', width: 12, kind: 'text', of: ({ route }) => route },
	{ title: '기종점', width: 44, kind: 'text', of: ({ name }) => name },
	{ title: '정류장(개)', width: 10, kind: 'count', of: ({ stops }) => stops },
	{ title: '최대\n재차인원(명)', width: 12, kind: 'count', of: ({ peak }) => peak },
	{ title: '시간', width: 11, kind: 'word', of: ({ peak_hour: hour }) => hourName(hour) },
	{ title: '정류장', width: 28, kind: 'text', of: ({ peak_stop: stop }) => stop },
];

/** Writes what was read of a table of sums: totals and cautions, routes, hours, places that cannot be right. Throws `bookFolder`. */
export async function writeAggregateBook(file: string, name: string, inputs: readonly AggregateInput[], summary: AggregateSummary): Promise<BookFile> {
	const lines: Line[] = [
		...inputs.map(({ file: input, rows, skipped }) => ({ what: `파일 ${input}`, count: rows, note: skipped > 0 ? `읽지 못한 행 ${skipped.toLocaleString('ko-KR')}` : '행, 모두 읽음' })),
		...Object.entries(summary.totals).map(([key, count]) => ({ what: TOTAL_NAMES[key] ?? key, count, note: '' })),
		...summary.warnings.map((warning) => ({ what: '유의사항', count: null, note: warning })),
	];
	const head = (title: string, note: string) => ({ title: `${title} · ${summary.label.replaceAll('_', ' ')}`, standing: name, note });
	return await putFile(file, async (scratch) => {
		await writeBook(scratch, { creator: '', title: name }, async (workbook) => {
			await writeListSheet(workbook.addWorksheet('1 총괄', listOptions({ columns: LINE_COLUMNS })), { head: head('총괄', '공개 집계 자료를 그대로 읽은 값입니다.'), columns: LINE_COLUMNS, rows: lines, wraps: true });
			const columns = summary.hours.length > 0 ? PERSONS : LOADS;
			await writeListSheet(workbook.addWorksheet('2 노선별', listOptions({ columns, frozenColumns: 1 })), { head: head('노선별', summary.hours.length > 0 ? '승차가 많은 노선 순.' : '재차인원이 많은 노선 순.'), columns, rows: summary.routes, frozenColumns: 1 });
			if (summary.hours.length > 0) {
				const hours: ReadonlyArray<Column<AggregateSummary['hours'][number]>> = [
					{ title: '시간', width: 12, kind: 'word', of: ({ hour }) => (hour >= 24 ? `${hour - 24}시` : `${hour}시`) },
					{ title: '승차(명)', width: 16, kind: 'count', of: ({ boardings }) => boardings },
					{ title: '하차(명)', width: 16, kind: 'count', of: ({ alightings }) => alightings },
				];
				await writeListSheet(workbook.addWorksheet('3 시간대별', listOptions({ columns: hours })), { head: head('시간대별', '4시부터 다음 날 3시까지의 차례로 적었습니다.'), columns: hours, rows: summary.hours });
				return;
			}
			const dips: ReadonlyArray<Column<AggregateSummary['dips'][number]>> = [
				{ title: '노선', width: 12, kind: 'text', of: ({ route }) => route },
				{ title: '순번', width: 8, kind: 'count', of: ({ sequence }) => sequence },
				{ title: '정류장', width: 32, kind: 'text', of: ({ stop_name: stop }) => stop },
				{ title: '시간', width: 11, kind: 'word', of: ({ hour }) => hourName(hour) },
				{ title: '앞 정류장(명)', width: 14, kind: 'count', of: ({ before }) => before },
				{ title: '다음 정류장(명)', width: 14, kind: 'count', of: ({ after }) => after },
			];
			await writeListSheet(workbook.addWorksheet('3 점검', listOptions({ columns: dips })), { head: head('앞뒤와 맞지 않는 0명', '04~23시에 앞뒤 정류장이 모두 8명 이상인데 0명인 곳입니다.'), columns: dips, rows: summary.dips, none: '해당하는 곳이 없습니다.' });
		});
	});
}
