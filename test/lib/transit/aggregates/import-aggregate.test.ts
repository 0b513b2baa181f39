import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';

import { importAggregate, type ImportAggregateRequest } from '../../../../lib/transit/aggregates/import-aggregate';
import { openEngine, type Engine } from '../../../../lib/transit/engine';
import { ExcelJS } from '../../../../lib/vendor/exceljs';
import { iconv } from '../../../../lib/vendor/iconv-lite';

// Busy machines of CI need longer than the usual five seconds for whole files.
jest.setTimeout(60_000);

let folder: string;
let engine: Engine;
beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'transit-aggregates-'));
	mkdirSync(join(folder, 'temp'));
	engine = await openEngine({ memoryMb: 512, threads: 2, tempFolder: join(folder, 'temp') });
});
afterAll(async () => {
	await engine.close();
	await rm(folder, { recursive: true, force: true });
});

const fixture = (name: string) => join(__dirname, 'fixtures', name);
function file(name: string, content: string | Buffer): string {
	const path = join(folder, name);
	writeFileSync(path, content);
	return path;
}
const read = async (files: string[], kind: ImportAggregateRequest['kind'] = 'auto') => await importAggregate({ files, kind, outputFolder: join(folder, 'out') }, { engine, tempFolder: join(folder, 'temp') });
const rows = async (parquet: string, sql: string) => await engine.rows<Record<string, unknown>>(`SELECT ${sql.replace('$rows', `read_parquet('${parquet}')`)}`);

const seoul = readFileSync(fixture('seoul-2022-01.csv'), 'utf8');
const hours = Array.from({ length: 24 }, (_, hour) => [`${hour === 0 ? '00' : hour}시승차총승객수`, `${hour === 0 ? '00' : hour}시하차총승객수`]).flat();
const HEADINGS = ['사용년월', '노선번호', '노선명', '버스정류장ARS번호', '역명', ...hours].join(',');

describe("Seoul's monthly table", () => {
	const quotedLines = seoul.trimEnd().split('\n').map((line) => {
		const fields = line.split(',');
		const front = fields.slice(0, -48);
		const ars = front.findIndex((field, index) => index > 2 && /^(\d{5}|~)$/.test(field));
		return [front[0], front[1], front.slice(2, ars).join(','), front[ars], front.slice(ars + 1).join(','), ...fields.slice(-48)].map((field) => `"${field ?? ''}"`).join(',');
	});
	it.each([
		['without headings', seoul],
		['with headings', `${HEADINGS}\n${seoul}`],
		['with headings after a stray quote, CRLF', `"${HEADINGS}\r\n${seoul.replaceAll('\n', '\r\n')}`],
		['with a byte order mark, without a last line break', `\ufeff${HEADINGS}\n${seoul.trimEnd()}`],
		['in CP949', iconv.encode(`${HEADINGS}\n${seoul}`, 'cp949')],
		['with every field in quotes', `${HEADINGS}\n${quotedLines.join('\n')}\n`],
	])('is read %s: names keep their commas, repeated keys are added up', async (_, content) => {
		const result = await read([file('month.csv', content)]);
		expect(result).toMatchObject({ kind: 'seoulMonth', rows: 8, totals: { boardings: 10162, alightings: 11863, months: 1, routes: 5, stops: 7, repeatedRows: 1, virtualStopRows: 1 }, inputs: [{ file: 'month.csv', rows: 8, skipped: 0 }] });
		expect(basename(result.parquet)).toBe('서울_노선정류장별_승하차_202201.parquet');
		expect(await rows(result.parquet, "route_name, ars_no, stop_name, CAST(sum(boardings) AS INTEGER) AS persons FROM $rows WHERE contains(route_name || stop_name, ',') GROUP BY ALL ORDER BY ars_no")).toEqual([
			{ route_name: '1115번(수유중학교,혜화여고~미아삼거리역)', ars_no: '08171', stop_name: '미아초교', persons: 1292 },
			{ route_name: '1115번(수유중학교,혜화여고~미아삼거리역)', ars_no: '08173', stop_name: '길음동동부아파트', persons: 624 },
			{ route_name: '1155번(남양주청학리~석계역)', ars_no: '49497', stop_name: '유승한내들2차,세종로묘원입구', persons: 300 },
			{ route_name: '1155번(남양주청학리~석계역)', ars_no: '49498', stop_name: '유승한내들2차,세종로묘원입구', persons: 1831 },
		]);
		expect(await rows(result.parquet, "hour, boardings, alightings FROM $rows WHERE route_no = '741' AND hour IN (7, 24) ORDER BY hour")).toEqual([{ hour: 7, boardings: 444, alightings: 208 }, { hour: 24, boardings: 27, alightings: 69 }]);
	});

	it.each([
		['with headings', true],
		['without headings', false],
	])('is read with route id, standard stop id, mode and date %s', async (_, headed) => {
		const head = ['사용년월', '노선ID', '노선번호', '노선명', '표준버스정류장ID', '버스정류장ARS번호', '역명', ...hours, '교통수단타입코드', '교통수단타입명', '등록일자'].join(',');
		const numbers = Array.from({ length: 48 }, (__, index) => index).join(',');
		const lines = [
			...Array.from({ length: 20 }, (__, index) => `202401,111100${10 + index},10${index},10${index}번(갑~을),1000000${10 + index},010${10 + index},정류장${index},${numbers},115,서울간선버스,20240203`),
			`202401,11110009,110,"110번(A,고려대방향,정릉~정릉)",100000001,01001,"갑,을",${numbers},115,서울간선버스,20240203`,
		];
		const result = await read([file('wide.csv', `${headed ? `${head}\n` : ''}${lines.join('\n')}\n`)]);
		expect(result.totals).toMatchObject({ boardings: 552 * 21, alightings: 576 * 21 });
		expect(await rows(result.parquet, "* FROM $rows WHERE route_no = '110' AND hour = 5")).toEqual([
			{ month: '202401', route_id: '11110009', route_no: '110', route_name: '110번(A,고려대방향,정릉~정릉)', stop_id: '100000001', ars_no: '01001', stop_name: '갑,을', mode: '서울간선버스', hour: 5, boardings: 10, alightings: 11 },
		]);
	});

	it('of several months goes into one table', async () => {
		const result = await read([file('a.csv', seoul), file('b.csv', `${HEADINGS}\n${seoul.replaceAll(/^202201/gm, '202202')}`)]);
		expect(result).toMatchObject({ rows: 16, totals: { boardings: 20324, months: 2, repeatedRows: 2 } });
		expect(basename(result.parquet)).toBe('서울_노선정류장별_승하차_202201-202202.parquet');
	});

	it('comes out the same when read again, with a workbook that says what was read', async () => {
		const [first, second] = [await read([fixture('seoul-2022-01.csv')]), await read([fixture('seoul-2022-01.csv')])];
		expect(second.totals).toEqual(first.totals);
		const book = new ExcelJS.Workbook();
		await book.xlsx.readFile(second.files[1]?.path ?? '');
		expect(book.worksheets.map(({ name }) => name)).toEqual(['1 총괄', '2 노선별', '3 시간대별']);
		expect(book.getWorksheet('2 노선별')?.getRow(5).values).toEqual([undefined, '741', '741번(진관차고지~헌인릉입구)', 1, 5318, expect.any(Number), expect.stringMatching(/시$/), expect.any(Number)]);
	});

	it('is refused where lines cannot be read: its totals would be wrong', async () => {
		await expect(read([file('cut.csv', `${HEADINGS}\n${seoul.trimEnd().slice(0, -40)}`)])).rejects.toMatchObject({ code: 'aggregateRows', message: 'cut.csv: 8행 가운데 1행을 읽지 못하여 합계를 믿을 수 없습니다(9행).' });
		await expect(read([file('empty-month.csv', `${HEADINGS}\n`)])).rejects.toMatchObject({ code: 'aggregateRows' });
	});
});

describe('STCIS loads', () => {
	it('are read from 04 to 03 with the empty field at the end, and impossible zeros flagged', async () => {
		const result = await read([fixture('stcis-130.csv')]);
		expect(result).toMatchObject({ kind: 'stcisLoad', rows: 4, zeroDips: 1, totals: { routes: 1, stops: 4, zeroDips: 1 } });
		expect(await rows(result.parquet, 'sequence, stop_name, hour, load FROM $rows WHERE zero_dip')).toEqual([{ sequence: 55, stop_name: '중곡동입구삼거리', hour: 5, load: 0 }]);
		expect(await rows(result.parquet, 'min(hour) AS first, max(hour) AS last, count(*) AS cells FROM $rows')).toEqual([{ first: 4, last: 27, cells: 96 }]);
		const book = new ExcelJS.Workbook();
		await book.xlsx.readFile(result.files[1]?.path ?? '');
		expect(book.getWorksheet('3 점검')?.getRow(5).values).toEqual([undefined, '130', 55, '중곡동입구삼거리', '5시', expect.any(Number), expect.any(Number)]);
	});

	const head = `노선,기종점,정류장순번,정류장명,${Array.from({ length: 24 }, (_, index) => `${String((index + 4) % 24).padStart(2, '0')}시`).join(',')},`;
	const line = (sequence: number, name: string, load: (hour: number) => number) => `7,갑 - 을,${sequence},${name},${Array.from({ length: 24 }, (_, index) => load(index + 4)).join(',')},`;
	it.each([
		['0 between 8 and 8', 8, 8, 6, 1],
		['0 between 7 and 8', 7, 8, 6, 0],
		['0 between 8 and 7', 8, 7, 6, 0],
		['0 between 9 and 9 at 23', 9, 9, 23, 1],
		['0 between 9 and 9 after midnight', 9, 9, 24, 0],
	])('%s counts as the rule says', async (_, before, after, hour, dips) => {
		const at = (value: number) => (one: number) => (one === hour ? value : 1);
		const result = await read([file('rule.csv', iconv.encode(`${head}\n${[line(1, '갑', at(before)), line(2, '중간,역', at(0)), line(3, '을', at(after))].join('\n')}\n`, 'cp949'))]);
		expect(result).toMatchObject({ rows: 3, zeroDips: dips });
	});
});

describe('files that are no such table', () => {
	it.each([
		['taps', '운행일자,카드번호\n20260302,1\n'],
		['a master', '노선ID,노선명\n1,하나\n'],
	])('are refused: %s', async (name, content) => {
		await expect(read([file(`${name}.csv`, content)])).rejects.toMatchObject({ code: 'aggregateUnknown' });
	});
	it('are refused where kinds are mixed, asked for as the other kind, empty or missing', async () => {
		await expect(read([fixture('seoul-2022-01.csv'), fixture('stcis-130.csv')])).rejects.toMatchObject({ code: 'aggregateMixed' });
		await expect(read([fixture('seoul-2022-01.csv')], 'stcisLoad')).rejects.toMatchObject({ code: 'aggregateUnknown' });
		await expect(read([file('blank.csv', '\n')])).rejects.toMatchObject({ code: 'emptyFile' });
		await expect(read([join(folder, 'no.csv')])).rejects.toMatchObject({ code: 'fileMissing' });
		await expect(read([])).rejects.toMatchObject({ code: 'aggregateFiles' });
	});
});

const REAL = join(__dirname, '../../../../../shared/data');
const real = existsSync(REAL) ? describe : describe.skip;

/** The one file of a zip. */
function unzipped(path: string): Buffer {
	const zip = readFileSync(path);
	const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
	const entry = zip.readUInt32LE(end + 16);
	const start = zip.readUInt32LE(entry + 42);
	const data = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28);
	return inflateRawSync(zip.subarray(data, data + zip.readUInt32LE(entry + 20)));
}

real('the real files (skipped where the folder of real data is not there)', () => {
	it.each([
		['2022_01', 39_159, 117_216_099, 698, 226],
		['2022_02', 39_082, 101_419_181, 671, 219],
		['2022_03', 39_083, 118_079_463, 678, 221],
	])('Seoul %s: %i rows, %i boardings', async (month, count, boardings, repeatedRows, virtualStopRows) => {
		const result = await read([file(`${month}.txt`, unzipped(join(REAL, `seoul-boardings-2022/${month}.txt.zip`)))]);
		expect(result).toMatchObject({ rows: count, inputs: [{ skipped: 0 }], totals: { boardings, repeatedRows, virtualStopRows } });
	});

	it.each([
		['130', 2],
		['140', 4],
		['143', 0],
		['150', 7],
		['272', 0],
		['340', 2],
	])('STCIS route %s: %i zero dips', async (route, zeroDips) => {
		const result = await read([join(REAL, `stcis-onboard-load/${route}_onboard_load_stcis_cp949.csv`)]);
		expect(result).toMatchObject({ kind: 'stcisLoad', zeroDips, inputs: [{ skipped: 0 }] });
		expect(result.totals.maxLoad).toBeGreaterThanOrEqual(66);
	});
});
