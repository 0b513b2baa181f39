import { parseMapping } from '../../../../lib/transit/layouts/mapping';
import { ExcelJS } from '../../../../lib/vendor/exceljs';
import { DAY, openBench, type Bench } from '../ingest/support';

const MAPPING = {
	name: '우리 시 BMS',
	fields: { boardedAt: '승차 시각', alightedAt: '하차 시각', boardingStop: '승차 정류소', alightingStop: '하차 정류소', route: ['노선ID', '노선번호'], riders: '인원', distance: { columns: ['거리(km)'], scale: 1000 }, userType: '권종', card: '카드' },
	userTypes: 'words',
};
const TEXT = '의정부시 버스 이용 내역;;;;;;;;\n조회일: 2026-03-02;;;;;;;;\n노선번호;승차 시각;승차 정류소;하차 시각;하차 정류소;인원;거리(km);권종;카드\n1-5;2026-03-02 08:15:00;001;2026-03-02 08:35;009;2;5.4;경로;c1\n72;2026/03/02 09:00:10;002;;;1;;어린이;c2\n';

describe('a saved mapping', () => {
	let bench: Bench;
	beforeEach(async () => {
		bench = await openBench();
	});
	afterEach(async () => await bench.close());

	const expected = [
		{ boarded_at: '2026-03-02 08:15:00', alighted_at: '2026-03-02 08:35:00', boarding_stop: '::001', route_key: '::1-5', riders: 2, distance_m: 5400, user_type: 'senior', mode: 'bus' },
		{ boarded_at: '2026-03-02 09:00:10', alighted_at: null, boarding_stop: '::002', route_key: '::72', riders: 1, distance_m: null, user_type: 'child', mode: 'bus' },
	];
	const columns = 'boarded_at, alighted_at, boarding_stop, route_key, riders, distance_m, user_type, mode';

	it('reads any delimited text by its headings, below titles', async () => {
		const mapping = parseMapping(JSON.stringify({ ...MAPPING, fields: { ...MAPPING.fields, route: '노선번호' } }));
		const { layout, source } = await bench.ingest([await bench.file('a.csv', TEXT)], { layout: mapping });
		expect(layout).toMatchObject({ id: 'mapping:우리 시 BMS', headerLines: 3, delimiter: ';' });
		expect(source).toMatchObject({ kept: 2, rejected: 0 });
		expect(await bench.taps(DAY, columns)).toEqual(expected);
		expect(await bench.taps(DAY, 'line')).toEqual([{ line: 4 }, { line: 5 }]);
	});

	it('reads a workbook with titles, dates and headings repeated on each sheet', async () => {
		const book = new ExcelJS.Workbook();
		const [title, , heads, one, two] = TEXT.split('\n').map((line) => line.split(';'));
		for (const [index, row] of [one, two].entries()) {
			const sheet = book.addWorksheet(`${index + 1}`);
			if (index === 0) {
				sheet.addRow(title);
				sheet.mergeCells('A1:I1');
				sheet.addRow([]);
			}
			sheet.addRow(heads);
			const cells: unknown[] = [...(row ?? [])];
			cells[1] = index === 0 ? new Date('2026-03-02T08:15:00Z') : '2026-03-02 09:00:10';
			if (index === 0) cells[5] = 2;
			sheet.addRow(cells);
		}
		const path = await bench.file('a.xlsx', Buffer.from(await book.xlsx.writeBuffer()));
		const { source } = await bench.ingest([path], { layout: parseMapping({ ...MAPPING, fields: { ...MAPPING.fields, route: '노선번호' } }) });
		expect(source).toMatchObject({ kept: 2, rejected: 0, inputs: [expect.objectContaining({ name: 'a.xlsx', rows: 2 })] });
		expect(await bench.taps(DAY, columns)).toEqual(expected);
	});

	it('reads a file without headings by positions', async () => {
		const mapping = parseMapping({ name: 'p', headerRow: 0, fields: { boardedAt: 2, route: 1, boardingStop: 3 } });
		const { source } = await bench.ingest([await bench.file('a.txt', '7|20260302081500|001\n7|20260302081600|002\n')], { layout: mapping });
		expect(source.kept).toBe(2);
		expect(await bench.taps(DAY, 'boarding_stop')).toEqual([{ boarding_stop: '::001' }, { boarding_stop: '::002' }]);
	});

	it('names the headings that are gone, and what the file has instead', async () => {
		await expect(bench.ingest([await bench.file('a.csv', TEXT.replace('인원', '승객 수'))], { layout: parseMapping({ ...MAPPING, fields: { ...MAPPING.fields, route: '노선번호' } }) })).rejects.toMatchObject({
			code: 'mappingColumns',
			message: expect.stringMatching(/없습니다: 이용객수\('인원'\)\. 파일의 열: .*승객 수/),
		});
	});
});

describe('a mapping written on the canvas', () => {
	const good = { name: 'a', fields: { boardedAt: '승차', route: '노선' } };
	const CASES: readonly [unknown, string][] = [
		['{"name":', '전체'],
		[[], '전체'],
		[{ ...good, name: ' ' }, 'name'],
		[{ ...good, sheet: 1 }, 'sheet'],
		[{ ...good, delimiter: ',,' }, 'delimiter'],
		[{ ...good, headerRow: -1 }, 'headerRow'],
		[{ ...good, encoding: 'euc-jp' }, 'encoding'],
		[{ ...good, timeFormats: ['yyyy'] }, 'timeFormats'],
		[{ ...good, userTypes: { 1: 2 } }, 'userTypes'],
		[{ ...good, fields: { ...good.fields, boarding: 'x' } }, 'fields.boarding'],
		[{ ...good, fields: { ...good.fields, riders: '' } }, 'fields.riders'],
		[{ ...good, fields: { ...good.fields, riders: { column: 'x' } } }, 'fields.riders'],
		[{ ...good, fields: { route: '노선' } }, 'fields.boardedAt'],
		[{ ...good, headerRow: 0 }, 'fields.boardedAt'],
	];
	it.each(CASES)('%j is refused at %s', (given, where) => {
		let thrown: unknown;
		try {
			parseMapping(given);
		} catch (error) {
			thrown = error;
		}
		expect(thrown).toMatchObject({ code: 'mapping', message: expect.stringContaining(`열 대응(${where})`), remedy: expect.stringMatching(/기 바랍니다\.$/) });
	});
});
