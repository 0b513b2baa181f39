import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { purgeTaps } from '../../../../lib/transit/lake/purge';
import { national, openBench, DAY, type Bench } from './support';

const NEXT = '2026-03-03';
const at = (day: string, time: string) => ({ boarded: `${day.replaceAll('-', '')}${time}`, alighted: '~', alightingStop: '~' });

let bench: Bench;
let dayFile: string;
let nextFile: string;
beforeEach(async () => {
	bench = await openBench();
	dayFile = await bench.file('day.csv', national([at(DAY, '080000'), at(DAY, '090000'), at(DAY, '100000')]));
	// Two taps of the day before arrive with the next day's file.
	nextFile = await bench.file('next.csv', national([at(NEXT, '080000'), at(DAY, '230000'), at(NEXT, '090000'), at(NEXT, '013000'), at(NEXT, '100000')]));
});
afterEach(async () => await bench.close());

const next = { feedDay: NEXT, sourceId: NEXT };
const rowsOf = async (day: string) => (await bench.taps(day)).length;

describe('sources of the lake', () => {
	it('send late rows to their own operating day, which is to be analysed again', async () => {
		await bench.ingest([dayFile]);
		const { changedDays, warnings } = await bench.ingest([nextFile], next);
		expect(changedDays).toEqual([DAY, NEXT]);
		expect(warnings).toEqual([expect.stringMatching(/앞선 날\(2026-03-02\)의 늦은 거래 2건/)]);
		expect([await rowsOf(DAY), await rowsOf(NEXT)]).toEqual([5, 3]);
		expect(bench.lake.manifest.days[DAY]?.tapsGeneration).toBe(2);
	});

	it('lose nothing when X, X+1 and X come again', async () => {
		await bench.ingest([dayFile]);
		await bench.ingest([nextFile], next);
		const corrected = await bench.file('day-corrected.csv', national([at(DAY, '080000'), at(DAY, '090000'), at(DAY, '100000'), at(DAY, '110000')]));
		const { changedDays } = await bench.ingest([corrected]);
		expect(changedDays).toEqual([DAY]);
		expect([await rowsOf(DAY), await rowsOf(NEXT)]).toEqual([6, 3]);
	});

	it('change nothing when the same files come again, in any order and under any name', async () => {
		const other = await bench.file('other.csv', national([at(DAY, '120000')]));
		await bench.ingest([dayFile, other]);
		const { generation } = bench.lake.manifest;
		const renamed = await bench.file('renamed.csv', await readFile(dayFile));
		const again = await bench.ingest([other, renamed]);
		expect(again).toMatchObject({ changedDays: [], warnings: [expect.stringContaining('바뀐 것이 없습니다')] });
		expect(bench.lake.manifest.generation).toBe(generation);
		expect(await rowsOf(DAY)).toBe(4);
	});

	it('are read again when a setting that decides about rows is another', async () => {
		await bench.ingest([dayFile]);
		expect((await bench.ingest([dayFile], { defaults: { firm: '9', region: '' } })).changedDays).toEqual([DAY]);
	});

	it('replace the parts of the running day by the whole day, feed by feed', async () => {
		await bench.ingest([await bench.file('p1.csv', national([at(DAY, '080000')]))], { sourceId: `${DAY}.1`, state: 'partial' });
		await bench.ingest([await bench.file('p2.csv', national([at(DAY, '090000')]))], { sourceId: `${DAY}.2`, state: 'partial' });
		await bench.ingest([await bench.file('e.csv', national([at(DAY, '083000')]))], { sourceId: `eb@${DAY}.1`, state: 'partial' });
		expect(await rowsOf(DAY)).toBe(3);
		await bench.ingest([dayFile]);
		expect(Object.keys(bench.lake.manifest.sources).sort()).toEqual([DAY, `eb@${DAY}.1`]);
		expect(await rowsOf(DAY)).toBe(4);
	});

	it('take no part of a day whose whole delivery of that feed is there', async () => {
		await bench.ingest([dayFile]);
		const { generation } = bench.lake.manifest;
		const part = await bench.file('p.csv', national([at(DAY, '080000'), at(DAY, '083000')]));
		const late = await bench.ingest([part], { sourceId: `${DAY}.9`, state: 'partial' });
		expect(late).toMatchObject({ changedDays: [], source: { sourceId: DAY, state: 'final' }, warnings: [expect.stringContaining('하루 전체 자료가 이미')] });
		expect(bench.lake.manifest.generation).toBe(generation);
		await bench.ingest([part], { sourceId: `eb@${DAY}.9`, state: 'partial' });
		expect(Object.keys(bench.lake.manifest.sources).sort()).toEqual([DAY, `eb@${DAY}.9`]);
	});

	it('take a part that came before four in the morning for the day before', async () => {
		await bench.ingest([await bench.file('p.csv', national([at(NEXT, '013000'), at(NEXT, '023000')]))], { sourceId: `${NEXT}.1`, feedDay: NEXT, state: 'partial' });
		expect(await rowsOf(DAY)).toBe(2);
	});

	it('leave files of before in place until the next ingest sweeps them', async () => {
		await bench.ingest([dayFile]);
		const before = bench.lake.tapFiles(DAY);
		await bench.ingest([dayFile], { defaults: { firm: '9', region: '' } });
		const folder = join(bench.lake.folder, 'taps', `service_date=${DAY}`);
		expect(await readdir(folder)).toHaveLength(2);
		expect(bench.lake.tapFiles(DAY)).not.toEqual(before);
		expect(await bench.lake.sweep()).toBe(1);
		expect(await readdir(folder)).toHaveLength(1);
		expect(await rowsOf(DAY)).toBe(3);
	});

	it('take no late rows for a day whose taps were destroyed, and keep its summary', async () => {
		await bench.ingest([dayFile]);
		await bench.lake.commit((draft) => {
			const day = draft.days[DAY];
			if (day) day.summary = { folder: `summaries/service_date=${DAY}/1`, tapsGeneration: 1, metricsVersion: 'm' };
		});
		expect(await purgeTaps(bench.lake, NEXT)).toEqual({ days: [DAY], files: 1 });
		expect(bench.lake.isStale(DAY, 'm2')).toBe(false);
		const { source } = await bench.ingest([nextFile], { ...next, rejectLimitShare: 1 });
		expect(source.rejectReasons).toEqual({ purgedDay: 2 });
		expect(bench.lake.manifest.days[DAY]).toMatchObject({ tapsGeneration: 1, tapsPurged: true });
		await expect(bench.ingest([await bench.file('again.csv', national([at(DAY, '080000')]))])).rejects.toMatchObject({ code: 'dayPurged' });
		await expect(bench.ingest([dayFile])).resolves.toMatchObject({ changedDays: [] });
	});

	it('are refused when the same file is delivered for another day', async () => {
		await bench.ingest([dayFile]);
		await expect(bench.ingest([dayFile], next)).rejects.toMatchObject({ code: 'seenBefore', message: expect.stringContaining(DAY) });
	});
});
