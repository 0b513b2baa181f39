import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { loadCodes } from '../../../../lib/transit/codes/tables';
import { COLUMN_KINDS, TAP_FIELDS, type FieldSpec } from '../../../../lib/transit/layouts/layout';
import { everyLayout, shippedLayouts } from '../../../../lib/transit/layouts/layouts';
import { iconv } from '../../../../lib/vendor/iconv-lite';
import { openBench, type Bench } from '../ingest/support';
import { FIXTURES } from './fixtures';

let bench: Bench;
beforeEach(async () => {
	bench = await openBench();
});
afterEach(async () => await bench.close());

describe.each(FIXTURES.map((fixture) => [`${fixture.id} ${fixture.as}`, fixture] as const))('%s', (_, fixture) => {
	it.each(['utf8', 'utf8bom', 'cp949'] as const)('is told and read in %s', async (encoding) => {
		const bytes = encoding === 'cp949' ? iconv.encode(fixture.text, 'cp949') : Buffer.from(`${encoding === 'utf8bom' ? '\ufeff' : ''}${fixture.text}`);
		const hasKorean = /[가-힣]/.test(fixture.text);
		const { layout, source } = await bench.ingest([await bench.file('a.csv', bytes)], { feedDay: fixture.feedDay });
		expect(layout).toMatchObject({ id: fixture.id, delimiter: fixture.delimiter, headerLines: fixture.header ? 1 : 0, encoding: encoding === 'cp949' && !hasKorean ? 'utf8' : encoding });
		expect(source).toMatchObject({ read: 2, kept: 2, layoutId: fixture.id });
		const [first, second] = fixture.boarded;
		const expected = (index: 0 | 1, boarded_at: string) => ({
			boarded_at, boarding_stop: fixture.boardingStops[index], alighting_stop: index === 0 ? fixture.alightingStop : null, alighting_issue: index === 0 ? null : 'none',
			route_key: fixture.route, user_type: fixture.users[index], riders: fixture.riders[index], mode: 'bus', has_card: fixture.hasCard, line: index + (fixture.header ? 2 : 1),
		});
		expect(await bench.taps(fixture.feedDay, 'boarded_at, boarding_stop, alighting_stop, alighting_issue, route_key, user_type, riders, mode, card IS NOT NULL AS has_card, line')).toEqual([expected(0, first), expected(1, second)]);
	});
});

describe('layout files', () => {
	it.each(everyLayout().map((layout) => [layout.id, layout] as const))('%s is sound', (id, layout) => {
		const names = layout.columns.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		for (const { kind } of layout.columns) expect(COLUMN_KINDS).toContain(kind);
		for (const [field, spec] of Object.entries(layout.fields)) {
			expect(TAP_FIELDS).toContain(field);
			for (const name of columnsOf(spec)) expect(names).toContain(name);
		}
		expect(Object.keys(layout.fields)).toEqual(expect.arrayContaining(['route', 'boardedAt', 'boardingStop']));
		expect(layout).toMatchObject({ name: expect.stringMatching(/[가-힣]/), source: expect.any(String), nullValues: expect.any(Array), timeFormats: [expect.stringContaining('%Y'), ...layout.timeFormats.slice(1)] });
		expect(loadCodes().userType(layout.userTypes, '', '', id === 'jeju' ? '06' : layout.userTypes === 'words' ? '경로' : '4')).toBe('senior');
	});

	it('offer each layout once: the order of the 27 columns is for the file to decide', () => {
		expect(shippedLayouts().map(({ id }) => id)).toEqual(['daejeon', 'jeju', 'national-18', 'national-25', 'national-27', 'pohang', 'settlement-14', 'settlement-16']);
	});
});

const columnsOf = (spec: FieldSpec): string[] => (typeof spec === 'string' ? [spec] : Array.isArray(spec) ? spec : spec.columns);

describe('real shapes of feeds', () => {
	const folder = resolve(__dirname, '../../../../../shared/data/feed-shapes');
	const SHAPES: readonly [string, string, string, number][] = [
		['incheon_DI_TBTRDD010_5rows.csv', 'settlement-16', '2018-11-01', 5],
		['dongjak_village_bus_1row.csv', 'settlement-14', '2024-05-31', 1],
		['jeju_bus_bts_5rows.csv', 'jeju', '2019-09-10', 5],
		['pohang_trfcard_1row.csv', 'pohang', '2020-01-02', 1],
	];
	const itHere = existsSync(folder) ? it : it.skip;
	itHere.each(SHAPES)('%s is read as %s (skipped where the real data are absent)', async (name, id, feedDay, kept) => {
		const { layout, source } = await bench.ingest([await bench.file(name, readFileSync(resolve(folder, name)))], { feedDay });
		expect(layout.id).toBe(id);
		expect(source).toMatchObject({ kept, rejected: 0 });
	});
});
