import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { buildCity } from '../../../../sandbox/transit/network.mts';
import { DIRT, NO_DIRT, RIDERS, type DirtSettings } from '../../../../sandbox/transit/rates.mts';
import { ride } from '../../../../sandbox/transit/riders.mts';
import { openEngine, type Engine } from '../../../../lib/transit/engine';
import { openLake } from '../../../../lib/transit/lake/lake';
import { runMetrics } from '../../../../lib/transit/metrics/run-metrics';
import { DAY, generated, MINUTES, newFolder, removeFolders, workBench, type Generated, type WorkBench } from './support';

jest.setTimeout(5 * MINUTES);
afterAll(removeFolders);

const TAPS = 6_000;
const SEED = 4;

/** Who is aboard leaving each place of each run, and when: by the generator's own riders, not by its files. */
function trueLoads() {
	const city = buildCity({ seed: SEED, number: 0, firms: 2 });
	const { taps } = ride(city, TAPS, RIDERS, `${SEED}:${DAY}:0`);
	const changes = new Map<number, { route: number; at: Map<number, { persons: number; seconds: number }> }>();
	const put = (run: number, route: number, sequence: number, persons: number, seconds: number) => {
		const changed = changes.get(run) ?? { route, at: new Map<number, { persons: number; seconds: number }>() };
		const here = changed.at.get(sequence) ?? { persons: 0, seconds: 0 };
		changed.at.set(sequence, { persons: here.persons + persons, seconds: Math.max(here.seconds, seconds) });
		changes.set(run, changed);
	};
	for (let tap = 0; tap < taps.count; tap += 1) {
		const [run = 0, route = 0, persons = 0] = [taps.run[tap], taps.route[tap], taps.riders[tap]];
		put(run, route, taps.on[tap] ?? 0, persons, taps.onAt[tap] ?? 0);
		put(run, route, taps.trueOff[tap] ?? 0, -persons, taps.trueOffAt[tap] ?? 0);
	}
	/** Persons aboard, by run. */
	const byHour = new Map<string, Map<number, number>>();
	const highest: Record<string, number> = {};
	for (const [run, { route: index, at }] of changes) {
		const route = city.routes[index];
		const driven = city.runs[run];
		if (!route || !driven) throw new Error('a run without a route');
		const key = `${city.firms[route.firm] ?? ''}:${city.region}:${route.id}`;
		let [load, seconds, most] = [0, driven.departure, 0];
		for (let sequence = 0; sequence < route.stops.length; sequence += 1) {
			const here = at.get(sequence);
			load += here?.persons ?? 0;
			seconds = Math.max(seconds, here?.seconds ?? 0);
			most = Math.max(most, load);
			if (load === 0) continue;
			const place = `${key}|${sequence + 1}|${Math.floor(seconds / 3600)}`;
			const found = byHour.get(place) ?? new Map<number, number>();
			found.set(run, load);
			byHour.set(place, found);
		}
		highest[`${key}|${city.vehicles[driven.vehicle]?.id ?? ''}|${driven.departure}`] = most;
	}
	const sections = Object.fromEntries([...byHour].map(([place, loads]) => [place, [sum([...loads.values()]), Math.max(...loads.values())]] as const));
	return { sections, highest };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
const sorted = <T>(record: Record<string, T>) => Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

async function analysed(dirt: Partial<DirtSettings>): Promise<{ bench: WorkBench; day: Generated }> {
	const day = generated({ taps: TAPS, seed: SEED, dirt: { ...NO_DIRT, ...dirt } });
	const bench = workBench();
	await bench.masters(day);
	await bench.ingest(day.taps);
	await bench.analyse({ summaryOnly: true });
	return { bench, day };
}

interface Section {
	place: string;
	observed: number;
	observed_max: number;
	estimated: number;
}
const sectionsOf = async (bench: WorkBench) =>
	await bench.query<Section>(`
		SELECT concat_ws('|', route_key, sequence, hour) AS place, section_observed AS observed, observed_max, section_estimated AS estimated
		FROM load WHERE observed_max > 0 OR section_estimated > 0`);

describe('on-board loads', () => {
	it('are the riders’ own where everybody tapped off: each stop and hour, each run', async () => {
		const { bench, day } = await analysed({});
		const { sections, highest } = trueLoads();
		const found = await sectionsOf(bench);
		expect(sorted(Object.fromEntries(found.map(({ place, observed, observed_max }) => [place, [observed, observed_max]])))).toEqual(sorted(sections));
		for (const { observed, estimated } of found) expect(estimated).toBe(observed);

		const runs = await bench.query<{ run: string; most: number }>(`
			SELECT concat_ws('|', route_key, split_part(vehicle_key, ':', 3), epoch(departed_at)::BIGINT - epoch(DATE '${DAY}')::BIGINT) AS run, max_load_observed AS most FROM run_day`);
		expect(sorted(Object.fromEntries(runs.map(({ run, most }) => [run, most])))).toEqual(sorted(highest));

		const profile = await bench.query<{ route_key: string; sequence: number; through: number }>('SELECT route_key, sequence, section_observed AS through FROM profile');
		for (const { route_key, sequence, through } of profile) expect([route_key, sequence, through]).toEqual([route_key, sequence, day.truth.through[route_key]?.[sequence - 1]]);
		expect(await bench.query("SELECT check_id FROM quality WHERE check_id IN ('negativeLoads', 'loadMismatch') AND numerator > 0")).toEqual([]);
	});

	it('where a third did not tap off, are nearer to the truth as estimated than as observed', async () => {
		const { bench, day } = await analysed({ missingAlighting: 0.3 });
		const { sections } = trueLoads();
		const found = new Map((await sectionsOf(bench)).map((section) => [section.place, section]));
		const places = Object.keys(sections);
		const off = (which: 'observed' | 'estimated') => sum([...new Set([...places, ...found.keys()])].map((place) => Math.abs((found.get(place)?.[which] ?? 0) - (sections[place]?.[0] ?? 0))));
		expect(off('estimated')).toBeLessThan(off('observed') / 3);
		const totals = await bench.query<{ observed: number; estimated: number }>('SELECT sum(alightings_observed) AS observed, sum(alightings_estimated) AS estimated FROM run_day');
		expect(Number(totals[0]?.observed)).toBe(day.truth.totals.alightings);
		expect(Number(totals[0]?.estimated)).toBeCloseTo(day.truth.totals.boardings, 0);
	});
});

interface Chained {
	file_no: number;
	line: number;
	stop: string;
	sequence: number;
}

describe('the trip chain', () => {
	it('is as accurate on alightings nobody tapped as the test on hidden ones says', async () => {
		const day = generated({ taps: TAPS, seed: SEED, dirt: { ...NO_DIRT, missingAlighting: DIRT.missingAlighting * 30 } });
		const bench = workBench();
		await bench.masters(day);
		await bench.ingest(day.taps);
		const lake = await openLake(bench.lakeFolder);
		const engine = await openEngine({ memoryMb: 512, threads: 2, tempFolder: newFolder('temp') });
		const chained: Chained[] = [];
		let tried = 0;
		const files = lake.tapFiles(DAY).map((file) => `'${file}'`).join(', ');
		const listening: Engine = {
			rows: async (sql, params) => await engine.rows(sql, params),
			close: async () => await engine.close(),
			run: async (sql, params) => {
				await engine.run(sql, params);
				if (!/CREATE TABLE chained\b/.test(sql)) return;
				const [task] = await engine.rows<{ n: number }>('SELECT count(*) AS n FROM chain_task WHERE NOT hidden');
				tried = task?.n ?? 0;
				chained.push(
					...(await engine.rows<Chained>(`
						SELECT p.file_no, p.line, l.stop::VARCHAR AS stop, l.seq AS sequence
						FROM chained c JOIN tap t ON t.rowid = c.tap_id
						JOIN read_parquet([${files}], hive_partitioning = false) p
							ON p.card = t.card AND p.route_key = t.route::VARCHAR AND epoch(p.boarded_at) - epoch(p.service_date) = t.boarded_s
						JOIN line l ON l.route = t.route AND l.seq = c.to_seq
						WHERE NOT c.hidden`)),
				);
			},
		};
		await runMetrics({ lake, engine: listening, serviceDate: DAY, options: { hiddenSampleOneIn: 3 } });
		await engine.close();

		const truth = new Map(readFileSync(join(day.folder, 'truth-hidden.csv'), 'utf8').trim().split('\n').slice(1).map((row) => {
			const [file = '', line = '', , sequence = '', stop = ''] = row.split(',');
			return [`${file}|${line}`, { sequence: Number(sequence), stop }];
		}));
		const answers = chained.map(({ file_no, line, stop, sequence }) => {
			const real = truth.get(`${file_no}|${line}`);
			if (!real) throw new Error(`an alighting nobody hid: ${file_no}|${line}`);
			return { exact: real.stop === stop, near: Math.abs(real.sequence - sequence) <= 2 };
		});
		const share = (of: number, all: number) => of / all;
		const [printed] = await bench.query<{ missing_alightings: number; chained: number; tried: number; found: number; exact: number; within_two_stops: number }>('FROM chain');
		if (!printed) throw new Error('no chain');
		expect(printed).toMatchObject({ missing_alightings: truth.size, chained: answers.length });
		const real = {
			found: share(answers.length, tried),
			exact: share(answers.filter(({ exact }) => exact).length, answers.length),
			near: share(answers.filter(({ near }) => near).length, answers.length),
		};
		const test = { found: share(printed.found, printed.tried), exact: share(printed.exact, printed.found), near: share(printed.within_two_stops, printed.found) };
		expect(answers.length).toBeGreaterThan(500);
		for (const name of ['found', 'exact', 'near'] as const) expect(Math.abs(real[name] - test[name])).toBeLessThan(0.05);
		expect(real.near).toBeGreaterThan(0.5);
	});
});
