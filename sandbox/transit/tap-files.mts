import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom, hash32, type Random } from '../shared/random.mts';
import type { TransitCity } from './city.mts';
import { clockTime, compact } from './days.mts';
import type { Encoding } from './encoding.mts';
import { keyOf, type Layout } from './layouts.mts';
import { RowWriter } from './row-writer.mts';
import { FLAW, type Taps } from './taps.mts';
import type { Truth } from './truth.mts';

export interface TapFileOptions {
	folder: string;
	day: string;
	layout: Layout;
	encoding: Encoding;
	seed: number | string;
	/** Lines that are no tap, per tap. */
	garbage: number;
	/** Number of files and the taps of all of them. */
	parts: number;
	taps: number;
}

const DUPLICATES_WAITING = 50;

/** Writes a day's taps into `_01.csv`, `_02.csv` …, city after city, and where hidden alightings are into truth-hidden.csv. */
export class TapFiles {
	private readonly options: TapFileOptions;
	private readonly writer: RowWriter;
	private readonly truth: Truth;
	private readonly garbage: Random;
	private readonly hidden: number;
	private readonly waiting: Buffer[] = [];
	private file = -1;
	private part = 0;
	private line = 0;
	private taps = 0;

	constructor(options: TapFileOptions, truth: Truth) {
		this.options = options;
		this.truth = truth;
		this.writer = new RowWriter(options.layout, options.encoding, options.day, hash32(`${options.seed}:${options.day}:cards`));
		this.garbage = createRandom(`${options.seed}:${options.day}:garbage`);
		this.hidden = openSync(join(options.folder, 'truth-hidden.csv'), 'w');
		writeSync(this.hidden, 'file_no,line,route_key,sequence,stop_key,alighted_at,riders\n');
		this.open();
	}

	/** Rows of one city in order of boarding. */
	add(city: TransitCity, cityNumber: number, taps: Taps): void {
		const { writer, garbage, options } = this;
		writer.use(city, cityNumber, taps);
		const hidden: string[] = [];
		for (const tap of taps.byBoarding()) {
			if (this.taps >= ((this.part) * options.taps) / options.parts && this.part < options.parts) this.open();
			if (writer.full) this.empty();
			const flaws = taps.flaws[tap] ?? 0;
			const start = writer.row(tap);
			this.line += 1;
			this.taps += 1;
			if (flaws !== 0) {
				if ((flaws & FLAW.duplicate) !== 0) this.waiting.push(Buffer.from(writer.buffer.subarray(start, writer.position)));
				if ((flaws & FLAW.resent) !== 0) {
					writer.row(tap);
					this.line += 1;
					this.truth.lines.retransmissions += 1;
				}
				if ((flaws & (FLAW.missing | FLAW.beforeBoarding)) !== 0 && (flaws & FLAW.otherDay) === 0) hidden.push(this.hiddenLine(city, taps, tap));
			}
			if (this.waiting.length > DUPLICATES_WAITING) this.duplicate();
			if (options.garbage > 0 && garbage.chance(options.garbage)) this.addGarbage(tap);
		}
		writeSync(this.hidden, hidden.join(''));
	}

	close(): void {
		this.closePart();
		closeSync(this.hidden);
	}

	private hiddenLine(city: TransitCity, taps: Taps, tap: number): string {
		const route = city.routes[taps.route[tap] ?? 0];
		const firm = city.firms[route?.firm ?? 0] ?? '';
		const sequence = taps.trueOff[tap] ?? 0;
		const stop = city.stops[route?.stops[sequence] ?? 0]?.ids[route?.firm ?? 0] ?? '';
		const at = clockTime(this.options.day, taps.trueOffAt[tap] ?? 0);
		return `${this.part - 1},${this.line},${keyOf(firm, city.region, route?.id ?? '')},${sequence + 1},${keyOf(firm, city.region, stop)},${at},${taps.riders[tap] ?? 0}\n`;
	}

	private duplicate(): void {
		const row = this.waiting.shift();
		if (!row) return;
		this.writer.put(row);
		this.line += 1;
		this.truth.lines.duplicates += 1;
	}

	private addGarbage(tap: number): void {
		const { writer, options } = this;
		const { layout } = options;
		const start = writer.row(tap);
		// bytes as characters: what is changed is ASCII
		const row = writer.buffer.toString('latin1', start, writer.position - 1);
		writer.position = start;
		const separator = layout.quoted ? `"${layout.delimiter}"` : layout.delimiter;
		const cells = row.split(separator);
		const at = layout.columns.findIndex(([, field]) => field === 'boardedAt' || field === 'boardedDate');
		const kind = this.garbage.pick(['cutRow', 'extraColumns', 'text', 'badTime'] as const);
		const text = {
			cutRow: row.slice(0, Math.floor(cells.slice(0, Math.max(1, at)).join(separator).length * 0.8)).replace(/"[^"]*$/, ''),
			extraColumns: [...cells.slice(0, 3), '0', '0', '0', ...cells.slice(3)].join(separator),
			text: '### RETRY 0x7F ###',
			badTime: cells.with(at, layout.columns[at]?.[1] === 'boardedDate' ? '2026-99-99' : '99999999999999').join(separator),
		}[kind];
		writer.put(Buffer.from(`${text}\n`, 'latin1'));
		this.line += 1;
		this.truth.lines.garbage[kind] = (this.truth.lines.garbage[kind] ?? 0) + 1;
	}

	private open(): void {
		this.closePart();
		this.part += 1;
		this.line = 0;
		this.file = openSync(join(this.options.folder, this.name()), 'w');
		this.writer.header();
		if (this.options.layout.header) this.line = 1;
	}

	private name(): string {
		return `${this.options.layout.file(compact(this.options.day))}_${String(this.part).padStart(2, '0')}.csv`;
	}

	private closePart(): void {
		if (this.file < 0) return;
		while (this.waiting.length > 0) this.duplicate();
		this.empty();
		closeSync(this.file);
		this.file = -1;
		const lines = this.line - (this.options.layout.header ? 1 : 0);
		this.truth.files.push({ name: this.name(), lines, bytes: statSync(join(this.options.folder, this.name())).size });
		this.truth.lines.written += lines;
	}

	private empty(): void {
		writeSync(this.file, this.writer.buffer, 0, this.writer.position);
		this.writer.position = 0;
	}
}
