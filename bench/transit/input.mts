import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { Encoding } from '../../sandbox/transit/encoding.mts';
import { readTruth, type Truth } from '../../sandbox/transit/truth.mts';

/** A delivery of taps in the national layout of 27 columns with its masters, and what must be found in it. */
export interface Input {
	folder: string;
	day: string;
	tapFiles: string[];
	masterFiles: string[];
	/** Lines of the tap files. */
	rows: number;
	truth: Truth;
}

export const FIRST_DAY = '2026-03-03';

/** Generates in a process of its own, so that its memory is not measured. */
export async function makeInput(folder: string, taps: number, { encoding = 'utf8', parts = 2, clean = false }: { encoding?: Encoding; parts?: number; clean?: boolean } = {}): Promise<Input> {
	mkdirSync(folder, { recursive: true });
	await generate(['--out', folder, '--day', FIRST_DAY, '--taps', String(taps), '--encoding', encoding, '--parts', String(parts), ...(clean ? ['--clean'] : [])]);
	return inputOf(folder);
}

/** Days on end, each in a folder of its own. */
export async function makeMonth(folder: string, taps: number, days: number): Promise<Input[]> {
	mkdirSync(folder, { recursive: true });
	await generate(['--out', folder, '--day', FIRST_DAY, '--taps', String(taps), '--days', String(days)]);
	return readdirSync(folder).sort().map((day) => inputOf(join(folder, day)));
}

async function generate(args: readonly string[]): Promise<void> {
	await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, '../../sandbox/transit/generate.mts'), ...args], { maxBuffer: 16 * 1_048_576 });
}

function inputOf(folder: string): Input {
	const truth = readTruth(folder);
	const taps = truth.files.map(({ name }) => name);
	const masters = readdirSync(folder).filter((name) => name.endsWith('.csv') && !name.startsWith('truth') && !taps.includes(name));
	const paths = (names: readonly string[]) => names.map((name) => join(folder, name));
	return { folder, day: truth.day, tapFiles: paths(taps), masterFiles: paths(masters), rows: truth.lines.written, truth };
}
