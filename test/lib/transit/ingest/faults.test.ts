import { createHash } from 'node:crypto';
import { readdir, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';

import { openLake } from '../../../../lib/transit/lake/lake';
import { iconv } from '../../../../lib/vendor/iconv-lite';
import { cells, DAY, national, openBench, row, type Bench, type NationalRow } from './support';

let bench: Bench;
beforeEach(async () => {
	bench = await openBench();
});
afterEach(async () => await bench.close());

const line = (change: Partial<NationalRow> = {}) => cells(row(change)).join(',');
const lines = (times: number, change: Partial<NationalRow> = {}) => Array.from({ length: times }, () => line(change));
const ingestText = async (content: string | Buffer, request = {}) => await bench.ingest([await bench.file('TB_KTS_DWTCD_20260302_01.csv', content)], request);
const rejects = async () => {
	const [source] = Object.values(bench.lake.manifest.sources);
	return source?.rejectsFile ? await bench.engine.rows(`FROM read_parquet('${bench.lake.path(source.rejectsFile)}', hive_partitioning = false)`) : [];
};
const nothingCommitted = async () => {
	expect(bench.lake.manifest.generation).toBe(0);
	const files = (await readdir(bench.lake.folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
	expect(files.map(({ name }) => name)).toEqual(['manifest.json']);
};

describe('rows that cannot be kept', () => {
	it('are kept aside with line, reason, column and the masked value; the others keep their line', async () => {
		const text = [line(), '1,2,3', line(), '', line({ boarded: '~' }), line({ boarded: '9010123412341234' }), line({ riders: '101' }), `${line()},extra`, line({ riders: 'x' }), line({ boarded: '20260101080000' }), line()].join('\n');
		const { source } = await ingestText(`${text}\n${lines(20).join('\n')}\n`, { rejectLimitShare: 1 });
		expect(source).toMatchObject({ read: 30, kept: 23, rejected: 7, rejectReasons: { tooFewColumns: 1, boardingMissing: 1, boardingTime: 1, riders: 2, tooManyColumns: 1, wrongDay: 1 } });
		expect((await bench.taps(DAY, 'line')).slice(0, 4)).toEqual([{ line: 1 }, { line: 3 }, { line: 11 }, { line: 12 }]);
		expect(await rejects()).toEqual([
			{ file_no: 0, line: 2, reason: 'tooFewColumns', column_name: null, value: '3열' },
			{ file_no: 0, line: 5, reason: 'boardingMissing', column_name: '승차일시', value: null },
			{ file_no: 0, line: 6, reason: 'boardingTime', column_name: '승차일시', value: '********' },
			{ file_no: 0, line: 7, reason: 'riders', column_name: '이용자수', value: '101' },
			{ file_no: 0, line: 8, reason: 'tooManyColumns', column_name: null, value: '28열' },
			{ file_no: 0, line: 9, reason: 'riders', column_name: '이용자수', value: 'x' },
			{ file_no: 0, line: 10, reason: 'wrongDay', column_name: '승차일시', value: '2026-01-01' },
		]);
	});

	it.each(['boardingStop', 'alightingStop', 'route', 'vehicle', 'plate', 'region', 'userType'] as const)('a card number that slipped into %s is not taken for an id and stands nowhere', async (place) => {
		const hashed = createHash('sha256').update('card').digest('hex');
		const cards = ['9010123412341234', '9010-1234-1234-1234', hashed];
		const text = [...lines(40), ...cards.map((card) => line({ [place]: card }))].join('\n');
		const { source, warnings } = await ingestText(text, { rejectLimitShare: 0.1 });
		expect(source).toMatchObject({ kept: 40, rejected: 3, rejectReasons: { cardForId: 3 } });
		expect(await rejects()).toEqual([41, 42, 43].map((at) => ({ file_no: 0, line: at, reason: 'cardForId', column_name: null, value: null })));
		const said = JSON.stringify([await bench.taps(), warnings, bench.lake.manifest]);
		for (const card of cards) expect(said).not.toContain(card);
	});

	it('long names and ids of today’s feeds are no card numbers', async () => {
		const text = [...lines(3), line({ boardingStop: '의정부역.흥선지하도입구.신한은행앞(중앙차로)' }), line({ vehicle: 'GGB200000123-0001' }), line({ route: '20260302041500017' })].join('\n');
		expect((await ingestText(text)).source).toMatchObject({ kept: 6, rejected: 0 });
	});

	it('stop the delivery above the limit, with counts and the first places', async () => {
		const text = Array.from({ length: 100 }, (_, index) => (index % 10 === 3 ? 'garbage 9010123412341234,!!' : line())).join('\n');
		await expect(ingestText(text)).rejects.toMatchObject({
			code: 'tooManyRejects',
			message: expect.stringMatching(/100행 중 10행\(10 %\).*한도 5 %.*열이 모자람 10건.*_01\.csv 4행\(열이 모자람\), .*_01\.csv 14행/),
		});
		await nothingCommitted();
		expect((await ingestText(text, { rejectLimitShare: 0.1 })).source).toMatchObject({ kept: 90, rejected: 10 });
	});

	it('a last line that was cut off is told apart and warned of', async () => {
		const { source, warnings } = await ingestText(`${lines(40).join('\n')}\n${line().slice(0, 90)}`);
		expect(source).toMatchObject({ kept: 40, rejected: 1, rejectReasons: { truncatedLine: 1 } });
		expect(warnings).toEqual([expect.stringContaining('마지막 줄이 중간에 잘려 있습니다')]);
	});

	it('a last line that is whole but for its line break is kept', async () => {
		expect((await ingestText(lines(3).join('\n'))).source).toMatchObject({ kept: 3, rejected: 0 });
	});
});

describe('a delivery that is refused', () => {
	it.each([
		['is empty', '', 'emptyFile'],
		['holds blank lines only', '\n\n\r\n', 'emptyFile'],
		['has headings only', '카드번호,운행출발일시,트랜잭션ID,교통수단CD,환승횟수,버스노선ID,교통사업자ID,차량ID,사용자구분코드,승차일시,승차정류장ID,하차일시,하차정류장ID,이용객수_다인승\n', 'noRows'],
		['is something else', 'name;age\nKim;3\nLee;4\n', 'layoutUnknown'],
		['is a web page', '<html><body>로그인</body></html>', 'htmlFile'],
	])('because it %s', async (_, content, code) => {
		await expect(ingestText(content)).rejects.toMatchObject({ code, remedy: expect.stringMatching(/기 바랍니다\.$/) });
		await nothingCommitted();
	});

	it('because it is of another day, which is named', async () => {
		await expect(ingestText(`${lines(5).join('\n')}\n`, { feedDay: '2026-03-05' })).rejects.toMatchObject({
			code: 'wrongDay',
			message: expect.stringMatching(/2026-03-05 자료로 받았으나.*5건 중 0건뿐.*2026-03-02\(5건\)/),
		});
		await nothingCommitted();
	});

	it('because the disk is too small, before the file is read', async () => {
		const path = await bench.file('big.csv', '');
		await truncate(path, 50 * 1024 ** 3);
		await expect(bench.ingest([path], {}, { freeBytes: () => Promise.resolve(10 * 1024 ** 3) })).rejects.toMatchObject({
			code: 'diskSpace',
			message: expect.stringMatching(/시작하지 않았습니다: 자료 50\.0 GB에 약 30\.1 GB가 필요하나 10\.0 GB만/),
		});
	});

	it('because a file is missing, given twice, or of another layout than the first', async () => {
		const a = await bench.file('a.csv', national([{}]));
		await expect(bench.ingest([join(bench.folder, 'none.csv')])).rejects.toMatchObject({ code: 'fileMissing' });
		await expect(bench.ingest([a, await bench.file('b.csv', await readFile(a))])).rejects.toMatchObject({ code: 'sameFileTwice' });
		const other = await bench.file('c.csv', 'on_date,off_date,route_name,descr,age_type,trans_yn,addfee_yn,start_bstop,start_gps_x,start_gps_y,end_bstop,end_gps_x,end_gps_y\n20260302051049,20260302051844,131,양덕,일반,N,N,가,129.4,36.0,나,129.3,36.0\n');
		await expect(bench.ingest([a, other])).rejects.toMatchObject({ code: 'mixedLayouts' });
		expect(bench.lake.manifest.generation).toBe(0);
	});

	it('because another execution writes to the lake', async () => {
		const path = await bench.file('a.csv', national([{}]));
		const other = await openLake(bench.lake.folder);
		await other.withLock(async () => await expect(bench.ingest([path])).rejects.toMatchObject({ code: 'lakeLocked', message: expect.stringContaining('다른 실행이') }));
		expect((await bench.ingest([path])).source.kept).toBe(1);
	});
});

describe('encodings and line ends', () => {
	const plates = [{ plate: '경기70바1234' }, { plate: '서울74사뷁힣' }];
	const expected = [{ vehicle_plate: '경기70바1234' }, { vehicle_plate: '서울74사뷁힣' }];
	const mark = Buffer.from([0xef, 0xbb, 0xbf]);
	const ENCODINGS: readonly [string, (text: string) => Buffer, string, RegExp | null][] = [
		['UTF-8', (text) => Buffer.from(text), 'utf8', null],
		['UTF-8 with a mark', (text) => Buffer.concat([mark, Buffer.from(text)]), 'utf8bom', null],
		['CP949', (text) => iconv.encode(text, 'cp949'), 'cp949', null],
		['CP949 behind the mark of UTF-8', (text) => Buffer.concat([mark, iconv.encode(text, 'cp949')]), 'cp949', /UTF-8로 표시되어 있으나 CP949/],
		['UTF-8 in the first line and CP949 in the second', (text) => Buffer.concat(text.trimEnd().split('\n').map((one, index) => (index === 0 ? Buffer.from(`${one}\n`) : iconv.encode(`${one}\n`, 'cp949')))), 'cp949', /섞여/],
		['line ends of Windows', (text) => Buffer.from(text.replaceAll('\n', '\r\n')), 'utf8', null],
		['line ends of both kinds', (text) => Buffer.from(text.replace('\n', '\r\n')), 'utf8', null],
		['line ends with two returns', (text) => Buffer.from(text.replaceAll('\n', '\r\r\n')), 'utf8', null],
	];
	it.each(ENCODINGS)('%s', async (_, encode, encoding, warning) => {
		const { layout, warnings } = await ingestText(encode(national(plates)));
		expect(layout.encoding).toBe(encoding);
		expect(await bench.taps(DAY, 'vehicle_plate')).toEqual(expected);
		expect(warnings).toEqual(warning ? [expect.stringMatching(warning)] : []);
	});

	it('CP949 that begins far behind the start of the file is found', async () => {
		const { layout, source } = await ingestText(Buffer.concat([Buffer.from(national(Array.from({ length: 8_000 }, () => ({ plate: '~' })))), iconv.encode(national(plates), 'cp949')]));
		expect(layout.encoding).toBe('cp949');
		expect(source.kept).toBe(8_002);
		expect((await bench.taps(DAY, 'vehicle_plate')).slice(-2)).toEqual(expected);
	});

	it('bytes that are no characters are replaced and counted', async () => {
		const text = iconv.encode(national([{ plate: '경기70바1234' }, {}, {}]), 'cp949');
		text[text.indexOf('70') - 1] = 0xff;
		expect((await ingestText(text)).warnings).toEqual([expect.stringMatching(/글자로 읽을 수 없는 \d바이트/)]);
	});

	it('leave no decoded copy in the temporary folder', async () => {
		await ingestText(iconv.encode(national(plates), 'cp949'));
		expect((await readdir(bench.folder)).sort()).toEqual(['TB_KTS_DWTCD_20260302_01.csv', 'lake']);
	});
});

it('no card number, no run of eight digits of one and no unkeyed hash of one is in any file of the lake', async () => {
	const card = '9010123412341234';
	await ingestText(`${lines(30, { card }).join('\n')}\n${line({ boarded: card })}\n${card},${card}\n`, { rejectLimitShare: 1 });
	const forms = [card, card.slice(0, 8), card.slice(8), createHash('sha256').update(card).digest('hex').slice(0, 16), createHash('md5').update(card).digest('hex').slice(0, 16)];
	for (const entry of await readdir(bench.lake.folder, { recursive: true, withFileTypes: true })) {
		if (!entry.isFile()) continue;
		const bytes = await readFile(join(entry.parentPath, entry.name));
		for (const form of forms) expect(bytes.includes(form)).toBe(false);
		for (const hash of forms.slice(3)) expect(bytes.includes(Buffer.from(hash, 'hex').reverse())).toBe(false);
	}
});
