import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { addDays } from '../../../../lib/calendar/day';
import { openLake } from '../../../../lib/transit/lake/lake';
import { DAY, generated, lakeSums, MINUTES, newFolder, NEXT, removeFolders, truthSums, workBench, type Generated, type WorkBench } from './support';

jest.setTimeout(5 * MINUTES);
afterAll(removeFolders);

const dirt = { missingAlighting: 0.05, duplicates: 0.01, alightingBeforeBoarding: 0, unmatchedStop: 0, otherDay: 0.05, garbage: 0.002, earlyTagOff: 0 };
let day: Generated;
let next: Generated;
beforeAll(() => {
	day = generated({ taps: 1_500, dirt: { ...dirt, otherDay: 0 } });
	// The riders of another seed: what comes late of the day before are others than those already there.
	next = generated({ day: NEXT, taps: 1_500, dirt, seed: 5 });
});

const stateOf = async (bench: WorkBench, serviceDate = DAY) => {
	const { manifest } = await openLake(bench.lakeFolder);
	return { generation: manifest.generation, tapsGeneration: manifest.days[serviceDate]?.tapsGeneration, editions: manifest.days[serviceDate]?.editions.map(({ number }) => number) };
};
const ofNext = { feedDay: NEXT };
const withoutRoutes = async (bench: WorkBench, serviceDate = DAY) => {
	const { routes: _routes, ...sums } = (await lakeSums(bench, serviceDate)).totals;
	return sums;
};

describe('X, X+1, X again', () => {
	it('loses nothing and doubles nothing; late rows make a second edition that tells what changed', async () => {
		const bench = workBench();
		const late = next.truth.otherDays[DAY];
		if (!late) throw new Error('nothing came late');
		expect(late.taps).toBeGreaterThan(50);
		await bench.ingest(day.taps);
		const first = await bench.analyse();
		expect(first).toMatchObject({ edition: 1, items: { summary: { boardings: day.truth.totals.boardings, state: '확정', changesSinceLastEdition: [] } } });

		expect((await bench.ingest(next.taps, ofNext)).changedDays).toEqual([DAY, NEXT]);
		expect((await bench.analyse({ serviceDate: NEXT })).staleDays).toEqual([DAY]);
		expect(await lakeSums(bench, NEXT)).toMatchObject({ totals: truthSums(next.truth).totals, byRoute: truthSums(next.truth).byRoute });

		const boardings = day.truth.totals.boardings + late.boardings;
		const second = await bench.analyse();
		expect(second).toMatchObject({ edition: 2, staleDays: [], items: { summary: { boardings } } });
		const number = (persons: number) => persons.toLocaleString('ko-KR');
		expect(second.items?.summary.changesSinceLastEdition).toContain(
			`총 승차 인원이 ${number(day.truth.totals.boardings)}명에서 ${number(boardings)}명으로 ${number(late.boardings)}명 늘어남.`,
		);
		const { routes: _routes, ...whole } = day.truth.totals;
		const expected = Object.fromEntries(Object.keys(late).map((name) => [name, whole[name as keyof typeof late] + late[name as keyof typeof late]]));
		expect(await withoutRoutes(bench)).toEqual(expected);

		const before = await stateOf(bench);
		for (const [files, request] of [[day.taps, {}], [next.taps, ofNext], [day.taps, {}]] as const) {
			expect((await bench.ingest(files, request)).changedDays).toEqual([]);
		}
		expect(await stateOf(bench)).toEqual(before);
		expect(await bench.analyse()).toMatchObject({ edition: 2, staleDays: [], items: { summary: { boardings } } });
		expect(await stateOf(bench)).toMatchObject({ tapsGeneration: before.tapsGeneration, editions: [1, 2] });
		expect(await withoutRoutes(bench)).toEqual(expected);
	});

	it('in any order gives the same day', async () => {
		const bench = workBench();
		await bench.ingest(next.taps, ofNext);
		await bench.ingest(day.taps);
		await bench.ingest(next.taps, ofNext);
		await bench.analyse({ summaryOnly: true });
		const { routes: _routes, ...whole } = day.truth.totals;
		expect(await withoutRoutes(bench)).toMatchObject({ boardings: whole.boardings + (next.truth.otherDays[DAY]?.boardings ?? 0), taps: whole.taps + (next.truth.otherDays[DAY]?.taps ?? 0) });
	});

	it('a corrected file of the same day takes the place of the first one whole', async () => {
		const bench = workBench();
		await bench.ingest(next.taps, ofNext);
		const corrected = generated({ day: NEXT, taps: 1_200, seed: 6, dirt: { ...dirt, otherDay: 0 } });
		expect((await bench.ingest(corrected.taps, ofNext)).changedDays).toEqual([DAY, NEXT]);
		await bench.analyse({ serviceDate: NEXT, summaryOnly: true });
		expect((await lakeSums(bench, NEXT)).totals).toEqual(truthSums(corrected.truth).totals);
		await expect(bench.analyse()).rejects.toMatchObject({ code: 'noTaps' });
	});
});

describe('files through the running day', () => {
	it('are 잠정 and add up; the whole day’s file takes their place and is 확정', async () => {
		const bench = workBench();
		const parts = await partsOf(day, 3);
		for (const [index, part] of parts.entries()) {
			await bench.ingest([part], { sourceId: `${DAY}.${index + 1}`, state: 'partial' });
			const { items } = await bench.analyse();
			expect(items?.summary.state).toBe('잠정');
		}
		// The repeated rows stand in the same part as the first ones or in another: either way they count once.
		expect(await lakeSums(bench)).toMatchObject({ totals: truthSums(day.truth).totals, byRoute: truthSums(day.truth).byRoute });

		await bench.ingest(day.taps);
		const { items } = await bench.analyse();
		expect(items?.summary).toMatchObject({ state: '확정', boardings: day.truth.totals.boardings });
		expect(items?.summary.changesSinceLastEdition[0]).toMatch(/잠정에서 확정으로 바뀜/);
		expect(await lakeSums(bench)).toMatchObject({ totals: truthSums(day.truth).totals, byRoute: truthSums(day.truth).byRoute });
		expect(Object.keys((await openLake(bench.lakeFolder)).manifest.sources)).toEqual([DAY]);
	});

	it('that overlap count what they share once', async () => {
		const bench = workBench();
		const [first = '', second = ''] = await partsOf(day, 2);
		const both = join(newFolder('overlap'), 'b.csv');
		const lines = (await readFile(first, 'utf8')).split('\n');
		await writeFile(both, lines.slice(Math.floor(lines.length / 2)).join('\n') + (await readFile(second, 'utf8')));
		await bench.ingest([first], { sourceId: `${DAY}.1`, state: 'partial' });
		await bench.ingest([both], { sourceId: `${DAY}.2`, state: 'partial' });
		await bench.analyse({ summaryOnly: true });
		expect(await lakeSums(bench)).toMatchObject({ totals: truthSums(day.truth).totals, byRoute: truthSums(day.truth).byRoute });
	});
});

describe('another basis', () => {
	it('of settings makes another edition, the same again none', async () => {
		const bench = workBench();
		await bench.ingest(day.taps);
		const signed = { city: '의정부시', department: '버스정책과', contact: '', signOff: { name: '김주무', date: '2026-03-01' }, schoolHolidays: [], extraHolidays: [], packageVersion: '0.0.0', hideSmallCells: true };
		expect((await bench.analyse()).edition).toBe(1);
		expect((await bench.analyse({ settings: signed })).edition).toBe(2);
		expect((await bench.analyse({ settings: signed })).edition).toBe(2);
	});

	it('of earlier days that came after the analysis makes another edition, because other days are compared with', async () => {
		const bench = workBench();
		const before = addDays(DAY, -1);
		const earlier = generated({ day: before, seed: 5 });
		await bench.ingest(day.taps);
		expect((await bench.analyse()).edition).toBe(1);
		await bench.ingest(earlier.taps, { feedDay: before, sourceId: before });
		await bench.analyse({ serviceDate: before, summaryOnly: true });
		expect((await bench.analyse()).edition).toBe(2);
		expect((await bench.analyse()).edition).toBe(2);
	});

	it('of masters that came after the analysis is worked in, as an edition of its own', async () => {
		const bench = workBench();
		await bench.ingest(day.taps);
		expect((await bench.analyse()).edition).toBe(1);
		expect(await bench.query('SELECT count(*) AS n FROM area')).toEqual([{ n: 0 }]);
		await bench.masters(day);
		expect((await bench.analyse()).edition).toBe(2);
		expect(await bench.query('SELECT count(*) > 10 AS several FROM area')).toEqual([{ several: true }]);
		await bench.masters(day);
		expect((await bench.analyse()).edition).toBe(2);
	});
});

/** The day's lines in their order, cut into files. */
async function partsOf({ taps }: Generated, parts: number): Promise<string[]> {
	const folder = newFolder('parts');
	const lines = (await Promise.all(taps.map(async (file) => (await readFile(file, 'utf8')).trimEnd().split('\n')))).flat();
	const files: string[] = [];
	for (let part = 0; part < parts; part += 1) {
		const path = join(folder, `TB_KTS_DWTCD_20260303_1${part}.csv`);
		await writeFile(path, `${lines.slice(Math.floor((lines.length * part) / parts), Math.floor((lines.length * (part + 1)) / parts)).join('\n')}\n`);
		files.push(path);
	}
	return files;
}

it('a row sent again under a new serial number counts once', async () => {
	const { truth, taps } = generated({ taps: 1_500, dirt: { ...dirt, otherDay: 0, duplicates: 0, garbage: 0, retransmissions: 0.02 } });
	expect(truth.lines.retransmissions).toBeGreaterThan(15);
	const bench = workBench();
	await bench.ingest(taps);
	await bench.analyse();
	const { totals } = await lakeSums(bench);
	expect(totals.boardings).toBe(truth.totals.boardings);
	expect(totals.taps).toBe(truth.totals.taps);
});
