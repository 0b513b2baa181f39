import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type DayOptions, generateDay } from '../../../sandbox/transit/generate-day.mts';
import { generateDays } from '../../../sandbox/transit/generate-days.mts';
import { LAYOUT_IDS } from '../../../sandbox/transit/layouts.mts';
import { NO_DIRT } from '../../../sandbox/transit/rates.mts';
import { cellsOf, readTruth } from '../../../sandbox/transit/truth.mts';
import { hourOf, rowsOf, timeOf } from './read-back.ts';

jest.setTimeout(60_000);

const DAY = '2026-03-03';
const folders: string[] = [];

function made(options: Partial<DayOptions> = {}) {
	const folder = mkdtempSync(join(tmpdir(), 'taps-'));
	folders.push(folder);
	return { folder, truth: generateDay({ folder, day: DAY, taps: 6_000, seed: 7, ...options }) };
}

const hashes = (folder: string) =>
	readdirSync(folder)
		.sort()
		.map((name) => `${name} ${createHash('sha256').update(readFileSync(join(folder, name))).digest('hex')}`);

afterAll(() => {
	for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** More of everything that goes wrong, so that six thousand taps show it. */
const DIRTY = { missingAlighting: 0.05, duplicates: 0.01, alightingBeforeBoarding: 0.01, unmatchedStop: 0.01, otherDay: 0.02, garbage: 0.01, earlyTagOff: 0.1 };

describe('a generated day', () => {
	it.each([...LAYOUT_IDS.filter((id) => id !== 'pohang').map((layout) => [layout, 'utf8'] as const), ['national27', 'cp949'] as const, ['daejeon', 'cp949'] as const])(
		'gives back the sums of its truth (%s, %s)',
		(layout, encoding) => {
			const { folder, truth } = made({ layout, encoding, dirt: DIRTY });
			const { rows, unreadable, repeated } = rowsOf(folder, truth);
			expect(unreadable).toBe(Object.values(truth.lines.garbage).reduce((sum, lines) => sum + lines, 0));
			expect(repeated).toBe(truth.lines.duplicates);
			const own = rows.filter((row) => timeOf(row, 'boarded') >= '20260303040000');
			expect(rows.length - own.length).toBe(truth.lines.otherDay);
			const persons = (row: (typeof rows)[number]) => Number(row.riders);
			const alighted = own.filter((row) => timeOf(row, 'alighted') > timeOf(row, 'boarded'));
			expect(own).toHaveLength(truth.totals.taps);
			expect(own.reduce((sum, row) => sum + persons(row), 0)).toBe(truth.totals.boardings);
			expect(alighted).toHaveLength(truth.totals.tapsWithAlighting);
			expect(alighted.reduce((sum, row) => sum + persons(row), 0)).toBe(truth.totals.alightings);
			const cells = new Map<string, number>();
			const add = (route: string | undefined, stop: string | undefined, hour: number, count: number) => {
				const key = `${route ?? ''} ${stop ?? ''} ${hour}`;
				cells.set(key, (cells.get(key) ?? 0) + count);
			};
			for (const row of own) add(`on ${row.route}`, row.boardingStop, hourOf(timeOf(row, 'boarded')), persons(row));
			for (const row of alighted) add(`off ${row.route}`, row.alightingStop, hourOf(timeOf(row, 'alighted')), persons(row));
			const local = (key: string) => key.split(':')[2];
			for (const { route, stop, hour, boardings, alightings } of cellsOf(truth)) {
				if (boardings > 0) expect(cells.get(`on ${local(route)} ${local(stop)} ${hour}`)).toBe(boardings);
				if (alightings > 0) expect(cells.get(`off ${local(route)} ${local(stop)} ${hour}`)).toBe(alightings);
			}
		},
	);

	it('has one person a tap where the layout names neither card nor persons (pohang)', () => {
		const { folder, truth } = made({ layout: 'pohang', dirt: NO_DIRT });
		const { rows, repeated } = rowsOf(folder, truth);
		expect([rows.length + repeated, truth.totals.boardings, truth.totals.alightings]).toEqual([6_000, 6_000, 6_000]);
	});

	it('is the same for the same seed, byte for byte, and another one for another seed', () => {
		const [one, again, other] = [made(), made(), made({ seed: 8 })];
		expect(hashes(again.folder)).toEqual(hashes(one.folder));
		expect(hashes(other.folder)).not.toEqual(hashes(one.folder));
	});

	it('gives a card another number each day', () => {
		const cards = ['2026-03-03', '2026-03-04'].map((day) => {
			const { folder, truth } = made({ day });
			return new Set(rowsOf(folder, truth).rows.map(({ card }) => card));
		});
		expect([...(cards[0] ?? [])].filter((card) => cards[1]?.has(card))).toEqual([]);
	});

	it('has riders, transfers and cards like those of the capital region', () => {
		const { truth } = made({ taps: 60_000, dirt: NO_DIRT });
		const shares = truth.transfers.map((taps) => taps / truth.totals.taps);
		[0.772, 0.196, 0.028, 0.004, 0.001].forEach((share, transfers) => expect(Math.abs((shares[transfers] ?? 0) - share)).toBeLessThan(0.02));
		expect(truth.totals.taps / truth.riders.cards).toBeGreaterThan(1.75);
		expect(truth.totals.taps / truth.riders.cards).toBeLessThan(2);
		expect(truth.riders.chainBreakers / truth.riders.travellers).toBeCloseTo(0.18, 1);
		expect((truth.users['adult'] ?? 0) / truth.totals.boardings).toBeCloseTo(0.832, 1);
		const byHour = Object.entries(truth.byHour).sort(([, a], [, b]) => b.boardings - a.boardings).map(([hour]) => hour);
		expect(byHour.slice(0, 2).sort()).toEqual(['18', '8']);
		expect(truth.totals.alightings).toBe(truth.totals.boardings);
	});

	it('empties the bus at the end of each route', () => {
		const { truth } = made({ dirt: DIRTY });
		for (const loads of Object.values(truth.through)) {
			expect(Math.min(...loads)).toBeGreaterThanOrEqual(0);
			expect(loads.at(-1)).toBe(0);
		}
	});

	it('tells for each untapped alighting where it was', () => {
		const { folder, truth } = made({ dirt: DIRTY });
		const [header, ...lines] = readFileSync(join(folder, 'truth-hidden.csv'), 'utf8').trimEnd().split('\n');
		expect(header).toBe('file_no,line,route_key,sequence,stop_key,alighted_at,riders');
		expect(lines).toHaveLength(truth.flaws.missingAlighting + truth.flaws.alightingBeforeBoarding);
		expect(lines.reduce((sum, line) => sum + Number(line.split(',')[6]), 0)).toBe(truth.hiddenAlightings);
		const [fileNo = '', line = '', route = ''] = (lines.at(-1) ?? '').split(',');
		const raw = readFileSync(join(folder, truth.files[Number(fileNo)]?.name ?? ''), 'utf8').split('\n')[Number(line) - 1]?.split(',');
		expect([raw?.[1], raw?.[4], raw?.[13]].join(':')).toBe(route);
	});

	it('uses local stop ids of two firms for different stops', () => {
		const { folder } = made();
		const stops = readFileSync(join(folder, 'TB_KTS_STTN_20260303.csv'), 'utf8').split('\n').slice(1, -1).map((line) => line.split(','));
		const names = Map.groupBy(stops, ([, , , , id]) => id);
		expect([...names.values()].some((entries) => new Set(entries.map((entry) => entry[5])).size > 1)).toBe(true);
		expect(new Set(stops.map(([, firm, region, , id]) => `${firm}:${region}:${id}`)).size).toBe(stops.length);
	});

	it('keeps its truth beside the files', () => {
		const { folder, truth } = made();
		expect(readTruth(folder)).toEqual(truth);
	});
});

describe('days on end', () => {
	it('have fewer riders at weekends, each day in its folder', () => {
		const folder = mkdtempSync(join(tmpdir(), 'days-'));
		folders.push(folder);
		const truths = generateDays({ folder, day: '2026-03-06', taps: 2_000, masters: false }, 3);
		expect(readdirSync(folder).sort()).toEqual(['2026-03-06', '2026-03-07', '2026-03-08']);
		const taps = truths.map(({ totals }) => totals.taps);
		expect(taps).toEqual([...taps].sort((a, b) => b - a));
	});
});
