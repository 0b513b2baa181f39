import type { TransitCity } from './city.mts';
import { compact, dayAfter, timeTable } from './days.mts';
import { encode, type Encoding } from './encoding.mts';
import type { Field, Layout } from './layouts.mts';
import { USERS } from './rates.mts';
import { FLAW, Taps } from './taps.mts';

/** Stops that no master knows; a tap's is chosen by its card. */
export const UNKNOWN_STOPS = ['9999901', '9999902', '9999903'] as const;

const HEX = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
const LONGEST_ROW = 2_048;
const NONE = new Uint8Array(0);

/** The city's texts in the encoding of the file. */
interface Pieces {
	vehicles: Uint8Array[];
	plates: Uint8Array[];
	routes: Uint8Array[];
	routeNames: Uint8Array[];
	routeDescriptions: Uint8Array[];
	modes: Uint8Array[];
	firms: Uint8Array[];
	operators: Uint8Array[];
	operatorNames: Uint8Array[];
	/** By firm, then stop. */
	stops: Uint8Array[][];
	stopNames: Uint8Array[];
	dongs: Uint8Array[];
	x: Uint8Array[];
	y: Uint8Array[];
	unknownStops: Uint8Array[];
	region: Uint8Array;
}

/** Writes taps as rows of a layout into a buffer that the owner empties. */
export class RowWriter {
	readonly buffer = Buffer.allocUnsafe(4_194_304 + LONGEST_ROW);
	position = 0;
	private readonly layout: Layout;
	private readonly encoding: Encoding;
	private readonly nothing: Uint8Array;
	private readonly delimiter: number;
	private readonly times: readonly [Uint8Array, Uint8Array];
	private readonly serviceDates: readonly [Uint8Array, Uint8Array];
	private readonly users: ReadonlyArray<{ code: Uint8Array; name: Uint8Array; jeju: Uint8Array }>;
	private readonly issuer: Uint8Array;
	private readonly fields: readonly Field[];
	private readonly cardSeed: number;
	private pieces: Pieces | null = null;
	private city: TransitCity | null = null;
	private cityNumber = 0;
	private taps = new Taps(0);
	private serial = 0;

	constructor(layout: Layout, encoding: Encoding, day: string, cardSeed: number) {
		this.layout = layout;
		this.encoding = encoding;
		this.nothing = encode(layout.nothing, 'utf8');
		this.delimiter = layout.delimiter.charCodeAt(0);
		this.fields = layout.columns.map(([, field]) => field);
		const before = dayAfter(day, -1);
		this.times = [timeTable(day), timeTable(before)];
		this.serviceDates = [encode(compact(day), 'utf8'), encode(compact(before), 'utf8')];
		this.users = USERS.map(({ code, korean, jeju }) => ({ code: encode(code, encoding), name: encode(korean, encoding), jeju: encode(jeju, encoding) }));
		this.issuer = encode('모의카드', encoding);
		this.cardSeed = cardSeed;
	}

	/** From here on rows are of this city. */
	use(city: TransitCity, cityNumber: number, taps: Taps): void {
		const text = (value: string) => encode(value, this.encoding);
		this.city = city;
		this.cityNumber = cityNumber;
		this.taps = taps;
		this.pieces = {
			vehicles: city.vehicles.map(({ id }) => text(id)),
			plates: city.vehicles.map(({ plate }) => text(plate)),
			routes: city.routes.map(({ id }) => text(id)),
			routeNames: city.routes.map(({ name }) => text(name)),
			routeDescriptions: city.routes.map(({ stops, turnaround }) => text([0, turnaround, stops.length - 1].map((sequence) => city.stops[stops[sequence] ?? 0]?.name ?? '').join('-'))),
			modes: city.routes.map(({ mode }) => text(mode)),
			firms: city.routes.map(({ firm }) => text(city.firms[firm] ?? '')),
			operators: city.routes.map(({ operator }) => text(operator.id)),
			operatorNames: city.routes.map(({ operator }) => text(operator.name)),
			stops: city.firms.map((_, firm) => city.stops.map(({ ids }) => text(ids[firm] ?? ''))),
			stopNames: city.stops.map(({ name }) => text(name)),
			dongs: city.stops.map(({ dong }) => text(city.dongs[dong]?.name ?? '')),
			x: city.stops.map(({ longitude }) => text(String(longitude))),
			y: city.stops.map(({ latitude }) => text(String(latitude))),
			unknownStops: UNKNOWN_STOPS.map(text),
			region: text(city.region),
		};
	}

	header(): void {
		if (this.layout.mark && this.encoding === 'utf8') this.put(Uint8Array.of(0xef, 0xbb, 0xbf));
		if (!this.layout.header) return;
		const quote = this.layout.quoted ? '"' : '';
		this.put(encode(`${this.layout.columns.map(([name]) => quote + name + quote).join(this.layout.delimiter)}\n`, this.encoding));
	}

	line(text: string): void {
		this.put(encode(`${text}\n`, this.encoding));
	}

	/** Writes one row with the next serial number; returns where it begins in the buffer. */
	row(tap: number): number {
		const start = this.position;
		const { fields, buffer } = this;
		const { quoted } = this.layout;
		this.serial += 1;
		for (let index = 0; index < fields.length; index += 1) {
			if (index > 0) buffer[this.position++] = this.delimiter;
			if (quoted) buffer[this.position++] = 34;
			this.field(fields[index] ?? 'nothing', tap);
			if (quoted) buffer[this.position++] = 34;
		}
		buffer[this.position++] = 10;
		return start;
	}

	/** Whether the buffer should be emptied before the next row. */
	get full(): boolean {
		return this.position >= this.buffer.length - LONGEST_ROW;
	}

	put(bytes: Uint8Array): void {
		const { buffer, position } = this;
		if (bytes.length > 48) buffer.set(bytes, position);
		else for (let index = 0; index < bytes.length; index += 1) buffer[position + index] = bytes[index] ?? 0;
		this.position = position + bytes.length;
	}

	private field(field: Field, tap: number): void {
		const { taps, pieces, city } = this;
		if (!pieces || !city) throw new Error('no city in use');
		const flaws = taps.flaws[tap] ?? 0;
		const late = (flaws & FLAW.otherDay) === 0 ? 0 : 1;
		const missing = (flaws & FLAW.missing) !== 0;
		const route = taps.route[tap] ?? 0;
		switch (field) {
			case 'serviceDate':
				return this.put(this.serviceDates[late]);
			case 'firm':
				return this.put(pieces.firms[route] ?? NONE);
			case 'serial':
				return this.number(this.serial, 10);
			case 'card':
				return this.card(taps.card[tap] ?? 0);
			case 'region':
				return this.put(pieces.region);
			case 'cardType':
				return this.number((taps.card[tap] ?? 0) % 3 === 0 ? 1 : 2, 2);
			case 'nothing':
				return this.put(this.nothing);
			case 'vehicle':
				return this.put(pieces.vehicles[city.runs[taps.run[tap] ?? 0]?.vehicle ?? 0] ?? NONE);
			case 'plate':
				return this.put(pieces.plates[city.runs[taps.run[tap] ?? 0]?.vehicle ?? 0] ?? NONE);
			case 'runDeparture':
				return this.time(city.runs[taps.run[tap] ?? 0]?.departure ?? 0, late);
			case 'runEnd':
				return this.time(city.runs[taps.run[tap] ?? 0]?.arrival ?? 0, late);
			case 'mode':
				return this.put(pieces.modes[route] ?? NONE);
			case 'route':
				return this.put(pieces.routes[route] ?? NONE);
			case 'routeName':
				return this.put(pieces.routeNames[route] ?? NONE);
			case 'routeDescription':
				return this.put(pieces.routeDescriptions[route] ?? NONE);
			case 'boardedAt':
				return this.time(taps.onAt[tap] ?? 0, late);
			case 'boardedDate':
				return this.date(taps.onAt[tap] ?? 0, late);
			case 'boardedTime':
				return this.clock(taps.onAt[tap] ?? 0, late);
			case 'boardingStop':
				if ((flaws & FLAW.unmatchedStop) !== 0) return this.put(pieces.unknownStops[(taps.card[tap] ?? 0) % UNKNOWN_STOPS.length] ?? NONE);
				return this.put(pieces.stops[city.routes[route]?.firm ?? 0]?.[this.stop(route, taps.on[tap])] ?? NONE);
			case 'boardingStopName':
				return this.put((flaws & FLAW.unmatchedStop) !== 0 ? this.nothing : (pieces.stopNames[this.stop(route, taps.on[tap])] ?? NONE));
			case 'boardingDong':
				return this.put((flaws & FLAW.unmatchedStop) !== 0 ? this.nothing : (pieces.dongs[this.stop(route, taps.on[tap])] ?? NONE));
			case 'boardingX':
				return this.put(pieces.x[this.stop(route, taps.on[tap])] ?? NONE);
			case 'boardingY':
				return this.put(pieces.y[this.stop(route, taps.on[tap])] ?? NONE);
			case 'alightedAt':
				return missing ? this.put(this.nothing) : this.time(taps.offAt[tap] ?? 0, late);
			case 'alightedDate':
				return missing ? this.put(this.nothing) : this.date(taps.offAt[tap] ?? 0, late);
			case 'alightedTime':
				return missing ? this.put(this.nothing) : this.clock(taps.offAt[tap] ?? 0, late);
			case 'alightingStop':
				return this.put(missing ? this.nothing : (pieces.stops[city.routes[route]?.firm ?? 0]?.[this.stop(route, taps.off[tap])] ?? NONE));
			case 'alightingStopName':
				return this.put(missing ? this.nothing : (pieces.stopNames[this.stop(route, taps.off[tap])] ?? NONE));
			case 'alightingDong':
				return this.put(missing ? this.nothing : (pieces.dongs[this.stop(route, taps.off[tap])] ?? NONE));
			case 'alightingX':
				return this.put(missing ? this.nothing : (pieces.x[this.stop(route, taps.off[tap])] ?? NONE));
			case 'alightingY':
				return this.put(missing ? this.nothing : (pieces.y[this.stop(route, taps.off[tap])] ?? NONE));
			case 'transaction':
				return this.number(((taps.card[tap] ?? 0) % 90) + (taps.journey[tap] ?? 0), 0);
			case 'transfers':
				return this.number(taps.transfers[tap] ?? 0, 0);
			case 'transferYesNo':
				this.buffer[this.position++] = (taps.transfers[tap] ?? 0) > 0 ? 89 : 78;
				return;
			case 'no':
				this.buffer[this.position++] = 78;
				return;
			case 'user':
				return this.put(this.users[taps.user[tap] ?? 0]?.code ?? NONE);
			case 'userName':
				return this.put(this.users[taps.user[tap] ?? 0]?.name ?? NONE);
			case 'jejuUser':
				return this.put(this.users[taps.user[tap] ?? 0]?.jeju ?? NONE);
			case 'riders':
				return this.number(taps.riders[tap] ?? 0, 0);
			case 'distance':
				return this.number(missing ? 0 : this.distance(route, tap), 0);
			case 'duration':
				return this.number(missing ? 0 : Math.max(0, (taps.offAt[tap] ?? 0) - (taps.onAt[tap] ?? 0)), 0);
			case 'operator':
				return this.put(pieces.operators[route] ?? NONE);
			case 'operatorName':
				return this.put(pieces.operatorNames[route] ?? NONE);
			case 'issuer':
				return this.put(this.issuer);
			case 'fare':
				return this.number((taps.transfers[tap] ?? 0) > 0 ? 0 : 1450 * (taps.riders[tap] ?? 1), 0);
			case 'zero':
				return this.number(0, 0);
		}
	}

	private stop(route: number, sequence: number | undefined): number {
		return this.city?.routes[route]?.stops[sequence ?? 0] ?? 0;
	}

	private distance(route: number, tap: number): number {
		const metres = this.city?.routes[route]?.metres;
		return (metres?.[this.taps.off[tap] ?? 0] ?? 0) - (metres?.[this.taps.on[tap] ?? 0] ?? 0);
	}

	private time(seconds: number, late: 0 | 1): void {
		const { buffer } = this;
		const table = this.times[late];
		const from = seconds * 14;
		let at = this.position;
		for (let index = from; index < from + 14; index += 1) buffer[at++] = table[index] ?? 0;
		this.position = at;
	}

	private date(seconds: number, late: 0 | 1): void {
		this.digits(seconds, late, [0, 1, 2, 3, -45, 4, 5, -45, 6, 7]);
	}

	private clock(seconds: number, late: 0 | 1): void {
		this.digits(seconds, late, [8, 9, -58, 10, 11, -58, 12, 13]);
	}

	/** Digits of the time by place; a negative place is the character with that code. */
	private digits(seconds: number, late: 0 | 1, places: readonly number[]): void {
		for (const place of places) this.buffer[this.position++] = place < 0 ? -place : (this.times[late][seconds * 14 + place] ?? 0);
	}

	/** A whole number, with leading zeros up to a width. */
	private number(value: number, width: number): void {
		const { buffer } = this;
		let size = 1;
		for (let bound = 10; value >= bound; bound *= 10) size += 1;
		if (size < width) size = width;
		let rest = value;
		for (let at = this.position + size - 1; at >= this.position; at -= 1) {
			const tenth = Math.floor(rest / 10);
			buffer[at] = 48 + rest - tenth * 10;
			rest = tenth;
		}
		this.position += size;
	}

	/** 64 hexadecimal digits, as a hash of the card would be. Other days give other ones. */
	private card(card: number): void {
		const { buffer } = this;
		let at = this.position;
		let state = (Math.imul(card + 1, 0x9e3779b1) ^ Math.imul(this.cityNumber + 1, 0x85ebca6b) ^ this.cardSeed) >>> 0;
		for (let word = 0; word < 8; word += 1) {
			state = (state + 0x6d2b79f5) >>> 0;
			let mixed = Math.imul(state ^ (state >>> 15), state | 1);
			mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
			mixed = (mixed ^ (mixed >>> 14)) >>> 0;
			for (let shift = 28; shift >= 0; shift -= 4) buffer[at++] = HEX[(mixed >>> shift) & 15] ?? 48;
		}
		this.position = at;
	}
}
