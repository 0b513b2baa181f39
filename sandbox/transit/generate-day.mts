import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TransitCity } from './city.mts';
import { dayAfter } from './days.mts';
import { spoil } from './dirt.mts';
import type { Encoding } from './encoding.mts';
import { type Field, type LayoutId, LAYOUTS } from './layouts.mts';
import { writeMasters } from './masters.mts';
import { buildCity } from './network.mts';
import { DIRT, type DirtSettings, RIDERS, type RiderSettings } from './rates.mts';
import { ride } from './riders.mts';
import { TapFiles } from './tap-files.mts';
import { addToTruth, emptyTruth, type Truth } from './truth.mts';

export interface DayOptions {
	folder: string;
	/** `YYYY-MM-DD`. */
	day: string;
	/** Real taps; duplicates and garbage lines come on top. */
	taps: number;
	layout?: LayoutId;
	encoding?: Encoding;
	seed?: number | string;
	/** Files the day is split into; default 2. */
	parts?: number;
	riders?: Partial<RiderSettings>;
	dirt?: Partial<DirtSettings>;
	/** Whether the masters are written beside the taps; default true. */
	masters?: boolean;
}

/** Taps a city of this size has on a busy day; more of them are spread over more cities. */
const TAPS_A_CITY = 320_000;

/** Writes a day's files and truth.json into a folder. The same options give the same bytes. */
export function generateDay(options: DayOptions): Truth {
	const { folder, day, taps: wanted, seed = 1, layout: layoutId = 'national27', encoding = 'utf8' } = options;
	mkdirSync(folder, { recursive: true });
	const layout = LAYOUTS[layoutId];
	const dirt = { ...DIRT, ...options.dirt };
	const riders = { ...RIDERS, ...options.riders };
	const has = (name: Field) => layout.columns.some(([, field]) => field === name);
	if (!has('riders')) riders.riderShares = [1];
	// without a card nobody can tell a repeated row from two riders
	if (!has('card')) Object.assign(dirt, { duplicates: 0, retransmissions: 0 });
	const cities = citiesFor(wanted, seed, layout.names.firm ? 2 : 1);
	const truth = emptyTruth({ day, seed: String(seed), layout: layoutId, encoding, defaults: { firm: cities[0]?.firms[0] ?? '', region: cities[0]?.region ?? '' } });
	const files = new TapFiles({ folder, day, layout, encoding, seed, garbage: dirt.garbage, parts: options.parts ?? 2, taps: wanted }, truth);
	cities.forEach((city, number) => {
		const share = Math.floor((wanted * (number + 1)) / cities.length) - Math.floor((wanted * number) / cities.length);
		const { taps, ...counts } = ride(city, share, riders, `${seed}:${day}:${number}`);
		spoil(city, taps, dirt, `${seed}:${day}:${number}`);
		truth.riders.cards += counts.cards;
		truth.riders.travellers += counts.travellers;
		truth.riders.chainBreakers += counts.chainBreakers;
		addToTruth(truth, city, layout, taps, dayAfter(day, -1));
		files.add(city, number, taps);
	});
	files.close();
	if (options.masters ?? true) writeMasters(folder, cities, day, encoding);
	writeFileSync(join(folder, 'truth.json'), JSON.stringify(truth));
	return truth;
}

const built = new Map<string, TransitCity>();

function citiesFor(taps: number, seed: number | string, firms: 1 | 2): TransitCity[] {
	return Array.from({ length: Math.max(1, Math.ceil(taps / TAPS_A_CITY)) }, (_, number) => {
		const key = `${seed}:${number}:${firms}`;
		const city = built.get(key) ?? buildCity({ seed, number, firms });
		built.set(key, city);
		return city;
	});
}
