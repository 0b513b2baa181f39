import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { dayAfter } from './days.mts';
import { spoil } from './dirt.mts';
import type { DayOptions } from './generate-day.mts';
import { LAYOUTS } from './layouts.mts';
import { writeMasters } from './masters.mts';
import { type DirtSettings, NO_DIRT } from './rates.mts';
import { createRandom } from '../shared/random.mts';
import { onCards } from './seoul-cards.mts';
import { dayCells, feasible } from './seoul-cells.mts';
import { type FittedRoute, seoulCity, type StopPlace } from './seoul-city.mts';
import { readSeoulMonth } from './seoul-month.mts';
import { inOrder } from './seoul-order.mts';
import { ridesOf } from './seoul-rides.mts';
import { readStcisLoads } from './stcis-loads.mts';
import { TapFiles } from './tap-files.mts';
import { addToTruth, emptyTruth, type Truth } from './truth.mts';

export interface SeoulOptions extends Omit<DayOptions, 'taps' | 'riders' | 'dirt'> {
	/** Folder with seoul-boardings-2022, stcis-onboard-load and masters. */
	data: string;
	/** `2022_01`. */
	month?: string;
	/** Only what leaves the sums as they are: repeated rows and garbage. */
	dirt?: Partial<Pick<DirtSettings, 'duplicates' | 'retransmissions' | 'garbage'>>;
}

/**
 * A day of the Seoul routes of which a load export gives the order of stops: boardings and alightings by route, stop and
 * hour are exactly a day's share of the real month. truth.json has them; alightings that are short of the boardings in the
 * table are the untapped ones.
 */
export function generateSeoulDay(options: SeoulOptions): Truth {
	const { folder, day, seed = 1, layout: layoutId = 'national27', encoding = 'utf8' } = options;
	const layout = LAYOUTS[layoutId];
	const fitted = fittedRoutes(options.data, options.month ?? '2022_01');
	const city = seoulCity(fitted, stopPlaces(options.data), seed);
	const rides = fitted.map(({ cells, name }, index) => {
		const route = city.routes[index];
		const service = route?.services[0];
		if (!route || !service) throw new Error(`no route ${name}`);
		return ridesOf(route, service, cells, createRandom(`${seed}:seoul:${name}`));
	});
	const { taps, cards } = onCards(city, rides, seed);
	const dirt = { ...NO_DIRT, ...options.dirt };
	spoil(city, taps, dirt, `${seed}:${day}`);
	mkdirSync(folder, { recursive: true });
	const truth = emptyTruth({ day, seed: String(seed), layout: layoutId, encoding, defaults: { firm: city.firms[0] ?? '', region: city.region } });
	truth.riders.cards = cards;
	addToTruth(truth, city, layout, taps, dayAfter(day, -1));
	const files = new TapFiles({ folder, day, layout, encoding, seed, garbage: dirt.garbage, parts: options.parts ?? 2, taps: taps.count }, truth);
	files.add(city, 0, taps);
	files.close();
	if (options.masters ?? true) writeMasters(folder, [city], day, encoding);
	writeFileSync(join(folder, 'truth.json'), JSON.stringify(truth));
	return truth;
}

/** The routes that both tables know and that taps can have the sums of. */
export function fittedRoutes(data: string, month: string): FittedRoute[] {
	const rows = Map.groupBy(readSeoulMonth(unzipped(join(data, 'seoul-boardings-2022', `${month}.txt.zip`))), ({ route }) => route);
	const exports = join(data, 'stcis-onboard-load');
	const [year = 0, number = 1] = month.split('_').map(Number);
	const days = new Date(Date.UTC(year, number, 0)).getUTCDate();
	return readdirSync(exports).sort().flatMap((file): FittedRoute[] => {
		const loads = readStcisLoads(iconv.decode(readFileSync(join(exports, file)), 'cp949'));
		const stops = inOrder(rows.get(loads.route) ?? [], loads);
		const cells = dayCells(stops, days);
		return stops.length > 0 && feasible(cells) ? [{ name: loads.route, stops, loads, cells }] : [];
	});
}

function stopPlaces(data: string): Map<string, StopPlace> {
	const lines = readFileSync(join(data, 'masters', 'bus-station-master_dong.csv'), 'utf8').split(/\r?\n/).slice(1);
	return new Map(
		lines.map((line) => {
			const [id = '', ars = '', , , dong = '', longitude = '', latitude = ''] = line.split(',');
			return [ars, { id, dong, longitude: Number(longitude), latitude: Number(latitude) }];
		}),
	);
}

/** The only file of a zip, whose directory tells its size. */
function unzipped(path: string): string {
	const zip = readFileSync(path);
	const directory = zip.readUInt32LE(zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6])) + 16);
	const packed = zip.readUInt32LE(directory + 20);
	const local = zip.readUInt32LE(directory + 42);
	const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
	const bytes = zip.subarray(start, start + packed);
	return (zip.readUInt16LE(directory + 10) === 0 ? bytes : inflateRawSync(bytes)).toString('utf8');
}
