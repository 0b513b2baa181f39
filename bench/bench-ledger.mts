/**
 * `npm run bench:ledger [-- --notices N] [--ledger postgres] [--lib FOLDER]`
 * Measures a ledger with a long history: lookups, the check of the event chain, one week's account. One JSON line per
 * figure; exit status 1 where a target is missed. With `--ledger postgres` the same rows lie in PostgreSQL too, and each
 * figure comes once for each, one below the other; the targets are those of SQLite.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import type { Ledger } from '../lib/ledger/ledger.ts';
import type { DatabaseServer } from '../sandbox/databases.mts';
import { fillLedger, identities } from './ledger/fill.mts';
import { ledgerLibrary } from './ledger/library.mts';
import { accountTime, LOOKUP_KINDS, lookupP99, type LookupTime, verifyRate } from './ledger/measure.mts';
import { copyLedger, sizeOf, startBenchServer } from './ledger/postgres.mts';
import { type Figure, Report } from './shared/figures.mts';

const { values } = parseArgs({
	options: {
		notices: { type: 'string', default: '1000000' },
		ledger: { type: 'string', default: 'sqlite' },
		lib: { type: 'string', default: join(import.meta.dirname, '..', 'dist', 'lib') },
	},
});
const lib = resolve(values.lib);
if (!existsSync(join(lib, 'ledger', 'ledger.js'))) {
	console.error(`no build in ${lib}; run: npm run build`);
	process.exit(2);
}
if (!['sqlite', 'postgres'].includes(values.ledger)) {
	console.error(`unknown ledger: ${values.ledger} (there are: sqlite, postgres)`);
	process.exit(2);
}
const notices = Number(values.notices);
const SMALL = 10_000;
const library = ledgerLibrary(lib, randomBytes(32));
const folder = mkdtempSync(join(tmpdir(), 'bench-ledger-'));
const fileOf = (name: string) => join(folder, `${name}.sqlite`);
const secret = randomBytes(32);

/** A large and a small ledger with the same kind of history, on one kind of store. */
interface Ledgers {
	large: Ledger;
	small: Ledger;
	/** Bytes of the large one. */
	size: number;
	/** Seconds it took to fill them. */
	generation: number;
}

/** Filled and opened by the library once more, so that it makes its indexes before anything is measured. */
async function onSqlite(): Promise<Ledgers> {
	const started = Date.now();
	const filled = async (name: string, count: number) => {
		const empty = library.open(fileOf(name));
		await empty.requireEnvironment('sandbox');
		await empty.dispose();
		fillLedger(fileOf(name), library, count, secret);
		const ledger = library.open(fileOf(name));
		await ledger.requireEnvironment('sandbox');
		return ledger;
	};
	const [large, small] = [await filled('large', notices), await filled('small', SMALL)];
	return { large, small, size: statSync(fileOf('large')).size, generation: (Date.now() - started) / 1000 };
}

async function onPostgres(server: DatabaseServer): Promise<Ledgers> {
	const started = Date.now();
	for (const name of ['large', 'small']) await copyLedger(fileOf(name), server, name, library);
	const [large, small] = [library.openPostgres(server, 'large'), library.openPostgres(server, 'small')];
	return { large, small, size: await sizeOf(server, 'large'), generation: (Date.now() - started) / 1000 };
}

async function figuresOf({ large, small, size, generation }: Ledgers): Promise<Figure[]> {
	const of = identities(secret);
	const lookups: Array<readonly [string, LookupTime]> = [];
	for (const kind of LOOKUP_KINDS) lookups.push([kind, await lookupP99(large, kind, of, notices)]);
	const verified = await verifyRate(large);
	const [before, after] = [await accountTime(small, SMALL), await accountTime(large, notices)];
	await large.dispose();
	await small.dispose();
	return [
		{ name: 'ledger.lookup.p99', value: Math.max(...lookups.map(([, { p99 }]) => p99)), unit: 'ms', target: 0.5 },
		{ name: 'ledger.verify.rate', value: verified, unit: 'events/s', target: 100_000, sense: 'atLeast' },
		{ name: 'ledger.account.growth', value: after / before, unit: 'ratio', target: 1.5 },
		...lookups.flatMap(([kind, { p99, cpu }]): Figure[] => [
			{ name: `ledger.lookup.${kind}.p99`, value: p99, unit: 'ms', target: null },
			{ name: `ledger.lookup.${kind}.cpu`, value: cpu, unit: 'ms', target: null },
		]),
		{ name: 'ledger.account', value: after, unit: 'ms', target: null },
		{ name: 'ledger.notices', value: notices, unit: 'notices', target: null },
		{ name: 'ledger.size', value: size / 1_048_576, unit: 'MB', target: null },
		{ name: 'ledger.generation', value: generation, unit: 's', target: null },
	];
}

try {
	const sqlite = await figuresOf(await onSqlite());
	const report = new Report(values.ledger === 'postgres' ? { ledger: 'sqlite' } : {});
	if (values.ledger === 'sqlite') {
		for (const figure of sqlite) report.add(figure);
	} else {
		const server = await startBenchServer();
		try {
			const beside = new Report({ ledger: 'postgres' });
			const postgres = await figuresOf(await onPostgres(server));
			for (const [index, figure] of sqlite.entries()) {
				report.add(figure);
				const other = postgres[index];
				if (other) beside.add({ ...other, target: null });
			}
		} finally {
			await server.stop();
		}
	}
	process.exitCode = report.exitCode;
} finally {
	rmSync(folder, { recursive: true, force: true });
}
