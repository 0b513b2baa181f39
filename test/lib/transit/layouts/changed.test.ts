import { openBench, national, type Bench } from '../ingest/support';
import { FIXTURES } from './fixtures';

let bench: Bench;
beforeEach(async () => {
	bench = await openBench();
});
afterEach(async () => await bench.close());

const rows = Array.from({ length: 40 }, (_, index) => ({ transfers: String(index % 3), transaction: String(index).padStart(12, '0'), boarded: `2026030208${String(index % 60).padStart(2, '0')}00`, alighted: `2026030209${String(index % 60).padStart(2, '0')}00`, seconds: '3600' }));
const table = national(rows).trimEnd().split('\n').map((line) => line.split(','));
const text = (cells: string[][]) => cells.map((row) => row.join(',')).join('\n');
const swapped = (a: number, b: number) => table.map((row) => row.map((cell, index) => (index === a ? (row[b] ?? '') : index === b ? (row[a] ?? '') : cell)));

const headed = FIXTURES.find(({ id }) => id === 'settlement-16')?.text.split('\n').filter((line) => line !== '').map((line) => line.split(',')) ?? [];

describe('a column that was added, dropped or moved stops the delivery and is named', () => {
	const CASES: readonly [string, string[][], RegExp][] = [
		['one is added in a file without headings', table.map((row) => row.toSpliced(5, 0, '경기도 의정부시')), /열이 27개여야 하나 28개이며, 6번째에 열이 하나 늘어난/],
		['one is dropped in a file without headings', table.map((row) => row.toSpliced(8, 1)), /열이 27개여야 하나 26개이며, \d+~\d+번째 사이의 열 .*'차량등록번호'.* 중 하나가 빠진/],
		['운행종료일시 is dropped in a file without headings', table.map((row) => row.toSpliced(10, 1)), /26개이며, \d+~11번째 사이의 열 .*'운행종료일시' 중 하나가 빠진/],
		['승차일시 and the boarding stop change places', swapped(14, 17), /15번째 열 '승차일시'은\(는\) 일시이어야 하나 7자리 숫자입니다; 18번째 열 '승차정류장ID\(정산사업자\)'은\(는\) ID이어야 하나 일시/],
		['riders and transfers change places', swapped(22, 24), /25번째 열 '이용자수'은\(는\) 세 자리 이하의 수이어야 하나 0이 많은 수/],
		['distance and time change places', swapped(25, 26), /27번째 열 '탑승시간\(s\)'.*하차일시와 승차일시의 차이와 맞지 않는 수/],
		['one is added below headings', headed.map((row, index) => row.toSpliced(9, 0, index === 0 ? '할인구분' : '0')), /10번째 열 '할인구분'이\(가\) 새로 생겼습니다/],
		['one is dropped below headings', headed.map((row) => row.toSpliced(4, 1)), /5번째에 있어야 할 열 '환승횟수'이\(가\) 없습니다/],
		['headings change places', headed.map((row) => [...row.slice(0, 13), row[15] ?? '', row[14] ?? '', row[13] ?? '']), /14번째 열이 '이용객수'이어야 하나 '통행시간'입니다.*16번째 열이 '통행시간'이어야 하나 '이용객수'/],
	];
	it.each(CASES)('%s', async (_, cells, message) => {
		await expect(bench.ingest([await bench.file('a.csv', `${text(cells)}\n`)])).rejects.toMatchObject({
			code: 'layoutChanged',
			message: expect.stringMatching(message),
			remedy: expect.stringContaining('열 구성이 바뀌었는지'),
		});
		expect(bench.lake.manifest.generation).toBe(0);
	});

	it('the same file unchanged is read', async () => {
		expect((await bench.ingest([await bench.file('a.csv', text(table))])).source.kept).toBe(40);
	});

	it('never shows a value of the file', async () => {
		const error: unknown = await bench.ingest([await bench.file('a.csv', text(swapped(3, 14)))]).catch((thrown: unknown) => thrown);
		expect(error).toMatchObject({ code: 'layoutChanged' });
		expect(JSON.stringify([error, String(error)])).not.toMatch(/\d{8}/);
	});
});
