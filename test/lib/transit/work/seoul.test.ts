import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { generateSeoulDay } from '../../../../sandbox/transit/seoul-day.mts';
import { DAY, lakeCells, lakeSums, MINUTES, newFolder, removeFolders, truthCells, truthSums, workBench } from './support';

jest.setTimeout(5 * MINUTES);
afterAll(removeFolders);

const DATA = resolve(__dirname, '../../../../../shared/data');
const real = existsSync(join(DATA, 'seoul-boardings-2022')) ? describe : describe.skip;

const LONGEST_RIDE_MS = 6 * 3_600_000;

/** Alightings over six hours after the boarding, which no reader takes for true: the table's hours are met by some such riders. By `route|stop|hour`. */
function tooLong(files: readonly string[]): Map<string, number> {
	const found = new Map<string, number>();
	const time = (digits: string) => Date.parse(digits.replace(/^(....)(..)(..)(..)(..)(..)$/, '$1-$2-$3T$4:$5:$6Z'));
	const seen = new Set<string>();
	for (const line of files.flatMap((file) => readFileSync(file, 'utf8').split('\n'))) {
		const cells = line.split(',');
		const [firm, region, route, boarded = '', alighted = '', stop] = [1, 4, 13, 14, 18, 20].map((index) => cells[index] ?? '');
		if (cells.length !== 27 || seen.has(line) || !(time(alighted) - time(boarded) > LONGEST_RIDE_MS)) continue;
		seen.add(line);
		const hour = Math.floor((time(alighted) - Date.parse(`${DAY}T00:00:00Z`)) / 3_600_000);
		const key = `${firm}:${region}:${route}|${firm}:${region}:${stop}|${hour}`;
		found.set(key, (found.get(key) ?? 0) + Number(cells[24]));
	}
	return found;
}

real('a day of six real Seoul routes (skipped where the folder of real data is not there)', () => {
	it('returns the fitted sums of each route, stop and hour exactly', async () => {
		const folder = newFolder('seoul');
		const truth = generateSeoulDay({ folder, day: DAY, data: DATA, month: '2022_01', dirt: { duplicates: 0.001, garbage: 0.001 }, masters: false });
		const files = truth.files.map(({ name }) => join(folder, name));
		const bench = workBench();
		const { source } = await bench.ingest(files);
		expect(source).toMatchObject({ read: truth.lines.written, duplicates: truth.lines.duplicates, kept: truth.totals.taps });
		await bench.analyse({ summaryOnly: true });

		const expected = truthCells(truth);
		const long = tooLong(files);
		for (const [place, persons] of long) {
			const cell = expected[place];
			if (!cell) throw new Error(`nobody gets off at ${place}`);
			cell[1] -= persons;
			if (cell[0] + cell[1] === 0) delete expected[place];
		}
		const persons = [...long.values()].reduce((sum, one) => sum + one, 0);
		expect(persons).toBeLessThan(truth.totals.alightings / 200);
		expect(await lakeCells(bench)).toEqual(expected);
		const { totals } = await lakeSums(bench);
		expect(totals).toEqual({ ...truthSums(truth).totals, alightings: truth.totals.alightings - persons, tapsWithAlighting: truth.totals.tapsWithAlighting - persons });
	});
});
