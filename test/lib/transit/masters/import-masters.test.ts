import { existsSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';

import { MASTER_COLUMNS } from '../../../../lib/transit/tap';
import { ExcelJS } from '../../../../lib/vendor/exceljs';
import { iconv } from '../../../../lib/vendor/iconv-lite';
import { writeMasters } from '../../../../sandbox/transit/masters.mts';
import { buildCity } from '../../../../sandbox/transit/network.mts';
import { FROM, masterBench, type MasterBench } from '../../../support/transit-masters';

// Busy machines of CI need longer than the usual five seconds for whole files.
jest.setTimeout(60_000);

let bench: MasterBench;
beforeEach(async () => void (bench = await masterBench()));
afterEach(async () => await bench.close());

const STTN = '운행일자,정산사코드,지역코드,교통수단구분,정류장ID,정류장명칭,법정동코드,정류장ARS번호,정류장GPSY좌표,정류장GPSX좌표';
const ROUTESTTN = '운행일자,정산사ID,정산지역코드,노선ID,노선명칭,교통수단구분,정류장순번,정류장ID,정류장명칭,정류장Y좌표,정류장X좌표,정류장ARS번호,노선누적거리,정류장거리';
const stops = ['20260302,04,31,B,0000123,의정부역,4115010100,35001,37.7386,127.0459', '20260302,02,31,B,0000123,다른 정산사 정류장,4115010100,35002,127.0470,37.7396'];

describe('forms of master files', () => {
	const routeStops = ['20260302,04,31,R1,1-8,B,1,S1,갑,37.73,127.04,35001,0,0', '20260302,04,31,R1,1-8,B,2,S2,을,37.74,127.05,35002,410.5,410.5', '20260302,04,31,R1,1-8,B,3,S1,갑,37.73,127.04,35001,820,409.5'];
	const rest = { operator: null, operator_name: null, licensing_authority: null, licensed_weekday: null, licensed_saturday: null, licensed_holiday: null, licensed_unit: null, bus_size: null, seats: null, capacity: null, seated_express: null, turnaround_sequence: null };

	it.each([
		['with headings, UTF-8', `${STTN}\n${stops.join('\n')}\n`],
		['with headings after a title and an empty line', `정류장 기준정보 목록\n\n${STTN}\r\n${stops.join('\r\n')}\r\n`],
		['with headings, UTF-8 with mark, bars', `\ufeff${STTN.replaceAll(',', '|')}\n${stops.join('\n').replaceAll(',', '|')}`],
		['with headings, tabs', `${STTN.replaceAll(',', '\t')}\n${stops.join('\n').replaceAll(',', '\t')}`],
		['with headings, CP949', iconv.encode(`${STTN}\n${stops.join('\n')}\n`, 'cp949')],
		['without headings', `${stops.join('\n')}\n`],
		['without headings, bars', `${stops.join('\n').replaceAll(',', '|')}\n`],
	])('reads the national stops %s: two firms stay apart, zeros stay, swapped coordinates are put right', async (_, content) => {
		const [imported] = await bench.import([bench.file('TB_KTS_STTN_20260302.csv', content)]);
		expect(imported).toMatchObject({ kind: 'stop', rows: 2, skipped: 0, total: 2, changed: true, validFrom: FROM, layout: '전국 정류장(TB_KTS_STTN)', warnings: ['경도와 위도가 뒤바뀐 1행을 바로잡았습니다.'] });
		expect(await bench.rows('stop', 'stop_key')).toEqual([
			{ stop_key: '02:31:0000123', stop_name: '다른 정산사 정류장', ars_no: '35002', longitude: 127.047, latitude: 37.7396, dong_code: null, dong_name: null },
			{ stop_key: '04:31:0000123', stop_name: '의정부역', ars_no: '35001', longitude: 127.0459, latitude: 37.7386, dong_code: null, dong_name: null },
		]);
	});

	it.each([['with headings', `${ROUTESTTN}\n${routeStops.join('\n')}\n`], ['without headings', `${routeStops.join('\n')}\n`]])('reads the national stops of routes %s; a loop keeps its stop twice; names of stops and routes come along', async (_, content) => {
		const imported = await bench.import([bench.file('TB_KTS_ROUTESTTN_20260302.csv', content)]);
		expect(imported).toMatchObject([{ kind: 'route_stop', rows: 3, warnings: [], total: 3 }]);
		expect(await bench.rows('route_stop', 'sequence')).toEqual([
			{ route_key: '04:31:R1', sequence: 1, stop_key: '04:31:S1', direction: null, distance_m: 0 },
			{ route_key: '04:31:R1', sequence: 2, stop_key: '04:31:S2', direction: null, distance_m: 410.5 },
			{ route_key: '04:31:R1', sequence: 3, stop_key: '04:31:S1', direction: null, distance_m: 820 },
		]);
		expect(await bench.rows('stop', 'stop_key')).toMatchObject([{ stop_key: '04:31:S1', stop_name: '갑', ars_no: '35001', longitude: 127.04 }, { stop_key: '04:31:S2' }]);
		expect(await bench.rows('route', 'route_key')).toEqual([{ route_key: '04:31:R1', route_name: '1-8', route_type: null, ...rest, length_m: null }]);
	});

	it.each([
		['with headings', '운행일자,정산사ID,정산지역코드,노선ID,노선명칭,노선약칭,교통수단유형,총운행거리(m),정류장수\n20260302,04,31,0012,1-8번(갑~을),1-8,B,23400,61\n', '04:31:0012'],
		['without headings', '20260302,04,31,0012,1-8번(갑~을),1-8,B,23400,61\n', '04:31:0012'],
		['without headings, date and region', '04,0012,1-8번(갑~을),1-8,B,23400,61\n', '04::0012'],
	])('reads the national routes %s', async (_, content, key) => {
		await bench.import([bench.file('TB_KTS_ROUTE_20260302.csv', content)]);
		expect(await bench.rows('route', 'route_key')).toEqual([{ route_key: key, route_name: '1-8', route_type: null, ...rest, length_m: 23400 }]);
	});

	it('reads the plain form of routes, with headings over two rows in a workbook', async () => {
		const book = new ExcelJS.Workbook();
		const sheet = book.addWorksheet('노선 정보');
		sheet.addRow(['시내버스 노선 정보']);
		sheet.addRow(['노선ID', '노선명', '유형', '운수사', '인가권자', '인가운행횟수', '', '', '인가 단위', '차량 크기', '좌석', '정원', '좌석제(입석 금지) 여부', '회차 순번', '노선 길이']);
		sheet.addRow(['', '', '', '', '', '평일', '토요일', '공휴일']);
		for (let column = 1; column <= 15; column++) if (column < 6 || column > 8) sheet.mergeCells(2, column, 3, column);
		sheet.mergeCells(2, 6, 2, 8);
		sheet.addRow(['0012', '1-8', '직행좌석형', '가나운수', '시', 80, 70.5, 64, '왕복', '대형', 45, 45, 'Y', 31, '23,400']);
		sheet.addRow(['0013', '10-1', '', '', '', '', '', '', '편도', '중형', '', '', 'N', '', '']);
		const [imported] = await bench.import([bench.file('노선.xlsx', Buffer.from(await book.xlsx.writeBuffer()))], { defaults: { firm: '04', region: '31' } });
		expect(imported).toMatchObject({ kind: 'route', layout: '노선 정보', rows: 2, skipped: 0, warnings: [] });
		expect(await bench.rows('route', 'route_key')).toEqual([
			{
				...{ route_key: '04:31:0012', route_name: '1-8', route_type: '직행좌석형', operator: null, operator_name: '가나운수', licensing_authority: '시', licensed_weekday: 80, licensed_saturday: 70.5, licensed_holiday: 64 },
				...{ licensed_unit: 'roundTrip', bus_size: 'large', seats: 45, capacity: 45, seated_express: true, turnaround_sequence: 31, length_m: 23400 },
			},
			{ route_key: '04:31:0013', route_name: '10-1', route_type: null, ...rest, licensed_unit: 'oneWay', bus_size: 'medium', seated_express: false, length_m: null },
		]);
	});

	it('reads run logs day by day, across midnight, with days and times as a workbook holds them', async () => {
		const book = new ExcelJS.Workbook();
		const sheet = book.addWorksheet('운행');
		sheet.addRow(['운행일자', '노선ID', '차량ID', '차량등록번호', '운행순번', '방향', '출발일시', '도착일시']);
		sheet.addRow([new Date('2026-03-02'), '12', 'V1', '경기70바1234', 1, '상행', new Date('2026-03-02T05:30:00Z'), new Date('2026-03-02T06:41:10Z')]);
		sheet.addRow(['2026-03-02', '12', 'V1', '경기70바1234', 2, '하행', '00:20', '01:05']);
		sheet.addRow(['2026.03.03', '12', 'V1', '경기70바1234', 1, '왕복', '20260303053000', '']);
		const imported = await bench.import([bench.file('운행기록.xlsx', Buffer.from(await book.xlsx.writeBuffer()))]);
		expect(imported).toMatchObject([{ kind: 'run_log', validFrom: '2026-03-02', rows: 2, total: 2 }, { kind: 'run_log', validFrom: '2026-03-03', rows: 1, total: 1 }]);
		const run = { service_date: '2026-03-02', route_key: '::12', vehicle_key: '::V1', vehicle_plate: '경기70바1234' };
		expect(await bench.rows('run_log', 'run_no')).toEqual([
			{ ...run, run_no: 1, direction: 'out', departed_at: '2026-03-02 05:30:00', ended_at: '2026-03-02 06:41:10' },
			{ ...run, run_no: 2, direction: 'in', departed_at: '2026-03-03 00:20:00', ended_at: '2026-03-03 01:05:00' },
		]);
		expect(await bench.rows('run_log', 'run_no', '2026-03-03')).toEqual([{ ...run, service_date: '2026-03-03', run_no: 1, direction: 'round', departed_at: '2026-03-03 05:30:00', ended_at: null }]);
		expect(await bench.rows('run_log', 'run_no', '2026-03-04')).toEqual([]);
	});

	it('reads a run log without a service date: a departure before four belongs to the day before', async () => {
		await bench.import([bench.file('log.csv', '노선ID,차량번호,출발시각,도착시각\n12,가,2026-03-03 03:10,2026-03-03 03:50\n')]);
		expect(await bench.rows('run_log', 'route_key')).toMatchObject([{ service_date: '2026-03-02', departed_at: '2026-03-03 03:10:00' }]);
	});

	it('reads 행정동 with 생활권 and population', async () => {
		await bench.import([bench.file('행정동.csv', '행정동코드,행정동명,생활권,인구\n4115051000,의정부1동,흥선,"31,200"\n')]);
		expect(await bench.rows('area', 'dong_code')).toEqual([{ dong_code: '4115051000', dong_name: '의정부1동', living_zone: '흥선', population: 31200 }]);
	});

	it('reads GBIS stops of a route: out to the turnaround, in after it', async () => {
		await bench.import([bench.file('gbis.csv', 'routeId,routeName,stationSeq,stationId,stationName,mobileNo,turnYn,x,y\n234,51,1,900,갑,01-234,N,127.1,37.1\n234,51,2,901,을,01235,Y,127.2,37.2\n234,51,3,902,병, ,N,127.3,37.3\n')]);
		expect((await bench.rows('route_stop', 'sequence')).map(({ direction }) => direction)).toEqual(['out', 'out', 'in']);
		expect(await bench.rows('stop', 'stop_key')).toMatchObject([{ ars_no: '01234' }, { ars_no: '01235' }, { ars_no: null }]);
	});

	it('reads GBIS files whose rows end in ^', async () => {
		const [imported] = await bench.import([bench.file('routestation.txt', 'ROUTE_ID|STATION_ID|UPDOWN|STA_ORDER|ROUTE_NM|STATION_NM^234|900|정|1|51|갑^234|901|역|2|51|을^')]);
		expect(imported).toMatchObject({ kind: 'route_stop', rows: 2, layout: 'GBIS 경유 정류소' });
		expect((await bench.rows('route_stop', 'sequence')).map(({ direction }) => direction)).toEqual(['out', 'in']);
	});

	it('numbers two directions that each begin at 1 as one list', async () => {
		await bench.import([bench.file('경유.csv', '노선ID,순번,정류장ID,방향\nR,1,A,상행\nR,2,B,상행\nR,1,B2,하행\nR,2,A2,하행\n')]);
		expect((await bench.rows('route_stop', 'sequence')).map(({ sequence, stop_key: stop }) => [sequence, stop])).toEqual([[1, '::A'], [2, '::B'], [3, '::B2'], [4, '::A2']]);
	});

	it('takes headings of its own through the mapping, in English or Korean field names, as text or object', async () => {
		const file = bench.file('우리.csv', '노선번호표,명칭,업체\n7,일곱,가나\n');
		const [imported] = await bench.import([file], { kind: 'route', columns: '{"route":"노선번호표","노선명":"명칭","operatorName":"업체"}' });
		expect(imported).toMatchObject({ kind: 'route', rows: 1 });
		expect(await bench.rows('route', 'route_key')).toMatchObject([{ route_key: '::7', route_name: '일곱', operator_name: '가나' }]);
	});

	it('takes from a list of stops of routes what it says of stops, when asked for stops', async () => {
		const [imported] = await bench.import([bench.file('b.csv', `${ROUTESTTN}\n${routeStops.join('\n')}`)], { kind: 'stop' });
		expect(imported).toMatchObject({ kind: 'stop', rows: 3, total: 2, warnings: [] });
		expect(bench.lake.manifest.masters.map(({ kind }) => kind)).toEqual(['stop']);
	});

	it('keeps every column of the contract in its order', async () => {
		await bench.import([bench.file('a.csv', `${STTN}\n${stops.join('\n')}`), bench.file('b.csv', `${ROUTESTTN}\n${routeStops.join('\n')}`), bench.file('c.csv', '행정동코드,행정동명\n1,가\n')]);
		for (const kind of ['stop', 'route', 'route_stop', 'area'] as const) expect(Object.keys((await bench.rows(kind, '1'))[0] ?? {})).toEqual(Object.keys(MASTER_COLUMNS[kind]));
	});
});

describe('an import over what the lake has', () => {
	const national = (...rows: string[]) => `${STTN}\n${rows.join('\n')}\n`;

	it('keeps the other routes, and the fields that the new file leaves empty', async () => {
		await bench.import([bench.file('r.csv', '노선ID,노선명,유형,노선 길이\n1,하나,일반형,1000\n2,둘,일반형,2000\n')]);
		const [again] = await bench.import([bench.file('city.csv', '노선ID,노선명,유형,좌석,인가권자\n2,둘째,,26,시\n3,셋,마을,,\n')]);
		expect(again).toMatchObject({ rows: 2, total: 3, changed: true });
		expect(await bench.rows('route', 'route_key')).toMatchObject([
			{ route_key: '::1', route_name: '하나', length_m: 1000, seats: null },
			{ route_key: '::2', route_name: '둘째', route_type: '일반형', length_m: 2000, seats: 26, licensing_authority: '시' },
			{ route_key: '::3', route_name: '셋', route_type: '마을' },
		]);
	});

	it('replaces the list of stops of the routes in the file, and only theirs', async () => {
		await bench.import([bench.file('a.csv', '노선ID,순번,정류장ID\nR,1,A\nR,2,B\nR,3,C\nQ,1,A\nQ,2,Z\n')]);
		await bench.import([bench.file('b.csv', '노선ID,순번,정류장ID\nR,1,A\nR,2,C\n')]);
		expect((await bench.rows('route_stop', 'route_key, sequence')).map((row) => `${String(row.route_key)} ${String(row.stop_key)}`)).toEqual(['::Q ::A', '::Q ::Z', '::R ::A', '::R ::C']);
	});

	it('changes nothing when the same file comes again, also on a later day', async () => {
		const file = bench.file('s.csv', national(...stops));
		await bench.import([file]);
		const { generation, masters } = bench.lake.manifest;
		const [same] = await bench.import([file]);
		const [later] = await bench.import([file], { validFrom: '2026-03-09' });
		expect([same?.changed, later?.changed, same?.total]).toEqual([false, false, 2]);
		expect(bench.lake.manifest).toMatchObject({ generation, masters });
	});

	it('holds from its first day on; the day before has the earlier one', async () => {
		await bench.import([bench.file('a.csv', '노선ID,노선명\n1,하나\n')], { validFrom: '2026-03-01' });
		await bench.import([bench.file('b.csv', '노선ID,노선명\n1,새 이름\n')], { validFrom: '2026-03-10' });
		expect(await bench.rows('route', '1', '2026-03-09')).toMatchObject([{ route_name: '하나' }]);
		expect(await bench.rows('route', '1', '2026-03-10')).toMatchObject([{ route_name: '새 이름' }]);
		const [between] = await bench.import([bench.file('c.csv', '노선ID,노선명\n2,둘\n')], { validFrom: '2026-03-05' });
		expect(between?.warnings).toEqual(['2026. 3. 10.부터 적용하는 기준정보가 이미 있어, 이 파일은 그 전날까지만 적용됩니다.']);
	});

	it('gives the 행정동 to every stop of the ARS number at that place, by whichever file comes first', async () => {
		const far = '20260302,02,31,B,9,서울의 다른 곳,1111010100,35001,37.5700,126.9700';
		const dong = bench.file('d.csv', 'STTN_ID,ARS_ID,정류소명,행정구,행정동,경도,위도\n777,35001,의정부역,의정부시,의정부1동,127.0460,37.7387\n');
		const area = bench.file('area.csv', '행정동코드,행정동명\n4115051000,의정부1동\n');
		const stop = bench.file('s.csv', national(...stops, far));
		const expected = [{ stop_key: '02:31:0000123', dong_code: null }, { stop_key: '02:31:9', dong_name: null }, { stop_key: '04:31:0000123', dong_code: '4115051000', dong_name: '의정부1동' }, { stop_key: '::777', dong_name: '의정부1동' }];
		await bench.import([area, stop]);
		await bench.import([dong]);
		expect(await bench.rows('stop', 'stop_key')).toMatchObject(expected);
		const other = await masterBench();
		await other.import([dong, stop, area]);
		expect(await other.rows('stop', 'stop_key')).toMatchObject(expected);
		await other.close();
	});

	it('joins a list without stop ids by ARS number, and says which found no stop', async () => {
		await bench.import([bench.file('s.csv', national(...stops))]);
		const [imported] = await bench.import([bench.file('dong.csv', 'ARS번호,행정동코드,행정동\n35001,4115051000,의정부1동\n99999,4115052000,의정부2동\n')]);
		expect(imported).toMatchObject({ kind: 'stop', rows: 2, total: 2, warnings: ['정류장 번호(ARS)가 같은 정류장이 없어 쓰지 못한 행: 1행.'] });
		expect(await bench.rows('stop', 'stop_key')).toMatchObject([{ dong_code: null }, { dong_code: '4115051000', dong_name: '의정부1동', stop_name: '의정부역' }]);
	});

	it('refuses a list without stop ids where there are no stops', async () => {
		await expect(bench.import([bench.file('dong.csv', 'ARS번호,행정동코드,행정동\n35001,1,가\n')])).rejects.toMatchObject({ code: 'stopsNeeded' });
	});

	it('takes a corrected run log of a day by route', async () => {
		const head = '운행일자,노선ID,차량ID,출발일시\n';
		await bench.import([bench.file('a.csv', `${head}20260302,1,V,20260302050000\n20260302,1,V,20260302060000\n20260302,2,V,20260302070000\n`)]);
		const [imported] = await bench.import([bench.file('b.csv', `${head}20260302,1,V,20260302051000\n`)]);
		expect(imported).toMatchObject({ rows: 1, total: 2 });
		expect(await bench.rows('run_log', 'departed_at')).toMatchObject([{ departed_at: '2026-03-02 05:10:00' }, { route_key: '::2' }]);
	});

	it('counts repeated keys and takes the last', async () => {
		const [imported] = await bench.import([bench.file('a.csv', '노선ID,노선명\n1,하나\n1,둘\n2,셋\n')]);
		expect(imported).toMatchObject({ rows: 3, total: 2, warnings: ['같은 것이 되풀이된 1행은 마지막 행을 썼습니다.'] });
		expect(await bench.rows('route', 'route_key')).toMatchObject([{ route_name: '둘' }, {}]);
	});

	it('changes nothing on a second import, and loses no key of the first (property)', async () => {
		const route = fc.record({ id: fc.integer({ min: 1, max: 12 }), name: fc.constantFrom('', '하나', '둘'), seats: fc.option(fc.integer({ min: 10, max: 60 })) });
		const csv = (rows: { id: number; name: string; seats: number | null }[]) => `노선ID,노선명,좌석\n${rows.map(({ id, name, seats }) => `${id},${name},${seats ?? ''}\n`).join('')}`;
		await fc.assert(
			fc.asyncProperty(fc.array(route, { minLength: 1, maxLength: 12 }), fc.array(route, { minLength: 1, maxLength: 12 }), async (first, second) => {
				const own = await masterBench();
				try {
					const [a, b] = [own.file('a.csv', csv(first)), own.file('b.csv', csv(second))];
					await own.import([a]);
					await own.import([b]);
					const after = await own.rows('route', 'route_key');
					expect(after.map((row) => row.route_key)).toEqual([...new Set([...first, ...second].map(({ id }) => `::${id}`))].sort());
					for (const { route_key: key, seats } of after) {
						const said = [second, first].map((rows) => rows.findLast(({ id }) => `::${id}` === key)?.seats ?? null);
						expect(seats).toBe(said[0] ?? said[1]);
					}
					const [again] = await own.import([b]);
					expect(again?.changed).toBe(false);
				} finally {
					await own.close();
				}
			}),
			{ numRuns: 15 },
		);
	});
});

describe('bad master files', () => {
	it.each([
		['a file of taps', 'taps.csv', '운행일자,카드번호,노선ID,승차일시\n1,2,3,4\n', 'tapFile'],
		['an empty file', 'empty.csv', ' \n', 'emptyFile'],
		['headings only', 'head.csv', `${STTN}\n`, 'masterRows'],
		['unknown headings', 'odd.csv', '가,나,다\n1,2,3\n', 'masterHeadings'],
		['one row in two that cannot be read', 'half.csv', '노선ID,순번,정류장ID\nR,1,A\nR,두 번째,B\n', 'masterRows'],
		['a text cut off inside', 'cut.csv', `${STTN}\n20260302,04,31,B\n`, 'masterRows'],
		['a web page', 'page.csv', '<html><body>로그인</body></html>', 'htmlFile'],
	])('refuses %s, and the lake stays as it was', async (_, name, content, code) => {
		const good = bench.file('good.csv', '노선ID,노선명\n1,하나\n');
		await expect(bench.import([good, bench.file(name, content)])).rejects.toMatchObject({ code });
		expect(bench.lake.manifest.masters).toEqual([]);
	});

	it('names headings found and wanted', async () => {
		await expect(bench.import([bench.file('odd.csv', '가,나,다\n1,2,3\n')], { kind: 'route_stop' })).rejects.toMatchObject({
			message: 'odd.csv: 어느 기준정보인지 알 수 없습니다. 파일의 열: 가, 나, 다. 필요한 열: 경유 정류장(노선ID, 정류장 순번, 정류장ID).',
		});
	});

	it.each([['{', 'JSON 형식이 아닙니다'], ['[]', '중괄호로'], [{ 없는것: 'x' }, '없는 항목'], [{ route: 3 }, '열 이름이어야']])('refuses the mapping %j', async (columns, words) => {
		const file = bench.file('r.csv', '노선ID,노선명\n1,하나\n');
		await expect(bench.import([file], { columns })).rejects.toMatchObject({ code: 'masterColumns', message: expect.stringContaining(words) as string });
	});

	it('skips rows it cannot read, naming five lines, and empties values it cannot read', async () => {
		const rows = Array.from({ length: 60 }, (_, index) => `R,${index % 8 === 7 ? '' : index + 1},S${index}`);
		const [imported] = await bench.import([bench.file('a.csv', `노선ID,순번,정류장ID,누적거리\n${rows.map((row, index) => `${row},${index === 0 ? '멀다' : index}`).join('\n')}\n`)]);
		expect(imported).toMatchObject({
			rows: 53,
			skipped: 7,
			warnings: ['읽지 못하여 제외한 행: 9행(정류장 순번 없음), 17행(정류장 순번 없음), 25행(정류장 순번 없음), 33행(정류장 순번 없음), 41행(정류장 순번 없음) 외 2행.', '누적거리(m) 값을 읽지 못하여 비워 둔 행: 2행.'],
		});
	});

	it('reads on past a quote inside a name that is never closed', async () => {
		const [imported] = await bench.import([bench.file('q.csv', '노선ID,노선명\n1,"하나\n2,둘\n3,셋\n')]);
		expect(imported).toMatchObject({ rows: 3, skipped: 0 });
	});

	it('takes coordinates outside Korea out and counts them', async () => {
		const [imported] = await bench.import([bench.file('s.csv', '정류장ID,정류장명,경도,위도\nA,갑,12.5,41.9\nB,을,0,0\n')]);
		expect(imported?.warnings).toEqual(['좌표가 우리나라 밖인 1행은 좌표를 비워 두었습니다.']);
		expect(await bench.rows('stop', '1')).toMatchObject([{ longitude: null, latitude: null }, { longitude: null }]);
	});
});

describe('the masters that come beside a generated day', () => {
	it.each(['utf8', 'cp949'] as const)('in %s are read whole, and the city’s own files add to the national ones', async (encoding) => {
		const city = buildCity({ seed: 7, number: 0, firms: 2 });
		const names = writeMasters(bench.folder, [city], FROM, encoding);
		const imported = await bench.import(names.map((name) => join(bench.folder, name)));
		expect(imported.map(({ kind, skipped }) => [kind, skipped])).toEqual([['stop', 0], ['route_stop', 0], ['route', 0], ['route', 0], ['stop', 0], ['area', 0], ['run_log', 0]]);
		expect(imported.flatMap(({ warnings }) => warnings).filter((warning) => !warning.startsWith('경도와 위도가'))).toEqual([]);
		const routes = await bench.rows('route', 'route_key');
		expect(routes).toHaveLength(city.routes.length);
		const first = city.routes[0];
		expect(routes.find((row) => row.route_key === `${city.firms[first?.firm ?? 0] ?? ''}:${city.region}:${first?.id ?? ''}`)).toMatchObject({
			...{ route_name: first?.name, operator_name: first?.operator.name, licensing_authority: first?.authority, licensed_weekday: first?.licensedRuns.weekday, licensed_unit: first?.licensedUnit },
			...{ bus_size: first?.busSize, seats: first?.seats, capacity: first?.capacity, seated_express: first?.seatedExpress, turnaround_sequence: (first?.turnaround ?? 0) + 1, length_m: first?.metres.at(-1) },
		});
		expect(await bench.rows('route_stop', '1')).toHaveLength(city.routes.reduce((sum, { stops: all }) => sum + all.length, 0));
		expect((await bench.rows('stop', '1')).filter(({ dong_code: code, longitude }) => code === null || Number(longitude) < 124)).toEqual([]);
		expect(await bench.rows('run_log', '1')).toHaveLength(city.runs.length);
		expect(await bench.rows('area', '1')).toHaveLength(city.dongs.length);
	});
});

const REAL = join(__dirname, '../../../../../shared/data/masters');
const real = existsSync(REAL) ? describe : describe.skip;
real('the real files (skipped where the folder of real data is not there)', () => {
	it('are read whole', async () => {
		const imported = await bench.import(['routes_tago.csv', 'route_stops_tago.csv', 'stops_tago.csv', 'bus-station-master_dong.csv', 'DISTRICT_EMD.csv'].map((name) => join(REAL, name)));
		expect(imported.map(({ file, kind, rows, skipped, layout }) => [file, kind, rows, skipped, layout])).toEqual([
			['routes_tago.csv', 'route', 169, 0, 'TAGO 노선'],
			['route_stops_tago.csv', 'route_stop', 16745, 0, 'TAGO 경유 정류장'],
			['stops_tago.csv', 'stop', 2725, 0, 'TAGO 정류장'],
			['bus-station-master_dong.csv', 'stop', 10365, 0, '서울 정류장(행정동)'],
			['DISTRICT_EMD.csv', 'area', 1136, 0, '행정동 정보'],
		]);
		expect((await bench.rows('stop', '1')).filter(({ dong_name: name }) => name !== null)).toHaveLength(10340);
		expect(await bench.rows('route_stop', '1')).toHaveLength(16745);
	});
});
