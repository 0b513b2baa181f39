import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { DayOptions } from '../../../../sandbox/transit/generate-day.mts';
import { openEngine } from '../../../../lib/transit/engine';
import { preview, type Preview, type PreviewRequest } from '../../../../lib/transit/preview/preview';
import { iconv } from '../../../../lib/vendor/iconv-lite';
import { national } from '../ingest/support';
import { DAY, generated, newFolder, removeFolders } from '../work/support';

jest.setTimeout(120_000);
afterEach(removeFolders);

const CLEAN = { duplicates: 0, retransmissions: 0, garbage: 0, otherDay: 0.02 };
const BEFORE = '2026-03-02';

async function look(files: string[], request: Partial<PreviewRequest> = {}): Promise<Preview> {
	const tempFolder = newFolder('preview');
	return await preview(
		{ files, layout: 'auto', defaults: { firm: '', region: '' }, limit: 10_000, ...request },
		{
			withEngine: async (work) => {
				const engine = await openEngine({ memoryMb: 256, threads: 1, tempFolder });
				try {
					return await work({ engine, tempFolder });
				} finally {
					await engine.close();
				}
			},
		},
	);
}

function file(content: string | Buffer, name = 'taps.csv'): string {
	const path = join(newFolder('raw'), name);
	writeFileSync(path, content);
	return path;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

describe('the sums a day was generated from', () => {
	it.each<[string, Partial<DayOptions>, Partial<Preview>]>([
		['27 columns', { layout: 'national27' }, { encoding: 'utf8' }],
		['27 columns in CP949', { layout: 'national27', encoding: 'cp949', parts: 1 }, { encoding: 'cp949' }],
		['25 columns', { layout: 'national25' }, {}],
		['25 columns in CP949', { layout: 'national25', encoding: 'cp949' }, { encoding: 'cp949' }],
		['18 columns', { layout: 'national18' }, {}],
		['16 columns', { layout: 'tmoney16', encoding: 'cp949' }, { encoding: 'cp949' }],
		['14 columns', { layout: 'tmoney14' }, {}],
		['Daejeon', { layout: 'daejeon', encoding: 'cp949' }, { encoding: 'cp949' }],
		['Jeju, day and time apart', { layout: 'jeju' }, {}],
		['Pohang', { layout: 'pohang' }, {}],
		['Pohang in CP949', { layout: 'pohang', encoding: 'cp949' }, { encoding: 'cp949' }],
	])('%s', async (_, options, expected) => {
		const { truth, taps } = generated({ taps: 2_000, dirt: CLEAN, ...options });
		const found = await look(taps, { defaults: truth.defaults });
		const { otherDays, totals, lines } = truth;
		expect(found).toMatchObject({ ...expected, rows: lines.written, unreadable: 0, rest: { rows: 0, boardings: 0, taps: 0 } });
		expect(found.days).toEqual([
			{ serviceDate: BEFORE, taps: otherDays[BEFORE]?.taps, boardings: otherDays[BEFORE]?.boardings },
			{ serviceDate: DAY, taps: totals.taps, boardings: totals.boardings },
		]);
		const own = found.routes.filter(({ serviceDate }) => serviceDate === DAY);
		const due = Object.entries(truth.byRouteHour).flatMap(([route, hours]) => Object.entries(hours).flatMap(([hour, [on]]) => (on > 0 ? [[`${route}|${hour}`, on] as const] : [])));
		expect(Object.fromEntries(own.map(({ routeKey, hour, boardings }) => [`${routeKey}|${hour}`, boardings]))).toEqual(Object.fromEntries(due));
		expect(sum(own.map(({ taps: rows }) => rows))).toBe(totals.taps);
	});
});

it('counts lines that are garbage, and rows that come twice both times', async () => {
	const { truth, taps } = generated({ taps: 2_000, dirt: { duplicates: 0.02, retransmissions: 0, garbage: 0.02, otherDay: 0 } });
	const found = await look(taps);
	const { written, garbage, duplicates } = truth.lines;
	expect(found).toMatchObject({ rows: written, unreadable: sum(Object.values(garbage)) });
	expect(found.unreadable).toBeGreaterThan(5);
	expect(duplicates).toBeGreaterThan(5);
	expect(found.days).toMatchObject([{ serviceDate: DAY, taps: truth.totals.taps + duplicates }]);
});

describe('one row after the other', () => {
	it('a boarding before 04:00 is of the day before, at hour 24 to 27', async () => {
		const found = await look([file(national(['20260303000004', '20260303035959', '20260303040000'].map((boarded) => ({ boarded }))))]);
		expect(found.routes.map(({ serviceDate, hour }) => [serviceDate, hour])).toEqual([['2026-03-02', 24], ['2026-03-02', 27], ['2026-03-03', 4]]);
	});

	it('boardings are persons, taps are rows', async () => {
		const found = await look([file(national([{ riders: '3' }, { riders: '1' }, { riders: '~' }]))]);
		expect(found.routes).toEqual([{ serviceDate: '2026-03-02', routeKey: '2:41:241000010', hour: 8, boardings: 5, taps: 3 }]);
	});

	it.each([
		['a boarding time that is none', { boarded: '20260302256100' }],
		['minute 60', { boarded: '20260302086000' }],
		['second 60', { boarded: '20260302081560' }],
		['hour 24', { boarded: '20260302241500' }],
		['a day that is none', { boarded: '20260230081500' }],
		['a boarding time cut short', { boarded: '202603020815' }],
		['no boarding time', { boarded: '~' }],
		['more riders than a bus holds', { riders: '101' }],
		['riders that are no number', { riders: 'x' }],
		['a card number where the route belongs', { route: '9010123412341234' }],
	])('%s makes a row unreadable', async (_, bad) => {
		expect(await look([file(national([{}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, bad]))])).toMatchObject({ rows: 12, unreadable: 1, days: [{ taps: 11, boardings: 11 }] });
	});

	it('keeps leading zeros of routes, and routes of two firms apart', async () => {
		const found = await look([file(national([{ route: '0012' }, { route: '0012', firm: '4' }, { route: '12' }]))]);
		expect(found.routes.map(({ routeKey }) => routeKey)).toEqual(['2:41:0012', '2:41:12', '4:41:0012']);
	});

	it('a row without route counts under no name', async () => {
		expect((await look([file(national([{ route: '~' }, {}]))])).routes).toMatchObject([{ routeKey: '2:41:241000010' }, { routeKey: null, taps: 1 }]);
	});
});

describe('encodings', () => {
	const MAPPING = { name: '우리 시', fields: { boardedAt: '승차일시', boardingStop: '정류장', route: '노선' } };
	const text = '승차일시,정류장,노선\n20260302081500,1,창\n20260302081600,1,마을01\n';

	it.each([['cp949', iconv.encode(text, 'cp949')], ['utf8bom', Buffer.from(`\ufeff${text}`)]])('a route named in Hangul is read from %s', async (encoding, content) => {
		const found = await look([file(content)], { layout: MAPPING });
		expect(found).toMatchObject({ layout: '우리 시', encoding, unreadable: 0, routes: [{ routeKey: '::마을01' }, { routeKey: '::창' }] });
	});

	it('CP949 far behind a beginning in plain digits is found', async () => {
		const plain = 'boarded,stop,route\n' + '20260302081500,1,12\n'.repeat(40_000);
		const found = await look([file(Buffer.concat([Buffer.from(plain), iconv.encode('20260302081500,1,마을01\n', 'cp949')]))], { layout: { name: 'x', fields: { boardedAt: 'boarded', boardingStop: 'stop', route: 'route' } } });
		expect(found).toMatchObject({ encoding: 'cp949', rows: 40_001, unreadable: 0, routes: [{ taps: 40_000 }, { routeKey: '::마을01', taps: 1 }] });
	});

	it('lines that end in different ways are all counted', async () => {
		const [one = '', two = '', three = ''] = national([{}, {}, {}]).split('\n');
		expect(await look([file(`${one}\r\n${two}\n${three}\r\n`)])).toMatchObject({ rows: 3, unreadable: 0 });
	});
});

it('shows the busiest within the limit, and counts the rest', async () => {
	const found = await look([file(national([{ route: '1' }, { route: '2', riders: '9' }, { route: '3', riders: '2' }, { route: '3' }]))], { limit: 2 });
	expect(found.routes.map(({ routeKey }) => routeKey)).toEqual(['2:41:2', '2:41:3']);
	expect(found.rest).toEqual({ rows: 1, boardings: 1, taps: 1 });
	expect(found.days).toMatchObject([{ boardings: 13, taps: 4 }]);
});

describe('refuses', () => {
	it.each([
		['an empty file', '', 'emptyFile'],
		['headings alone', '승차일시,정류장,노선\n', 'noRows'],
		['a file that is no tap file', 'a,b\n1,2\n', 'layoutUnknown'],
	])('%s', async (_, content, code) => {
		const layout = code === 'noRows' ? { name: 'x', fields: { boardedAt: '승차일시', boardingStop: '정류장', route: '노선' } } : 'auto';
		await expect(look([file(content)], { layout })).rejects.toMatchObject({ code });
	});

	it('files of two layouts', async () => {
		const other = generated({ taps: 300, layout: 'tmoney16', dirt: CLEAN, parts: 1 });
		await expect(look([file(national([{}, {}])), ...other.taps])).rejects.toMatchObject({ code: 'mixedLayouts' });
	});
});
