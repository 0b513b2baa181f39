/**
 * `npm run bench:ledger [-- --notices N] [--lib FOLDER]`
 * Measures a ledger with a long history: lookups, the check of the event chain, one week's account. One JSON line per
 * figure; exit status 1 where a target is missed.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import type { Ledger } from '../lib/ledger/ledger.ts';
import { fillLedger, identities } from './ledger/fill.mts';
import { ledgerLibrary } from './ledger/library.mts';
import { accountTime, LOOKUP_KINDS, lookupP99, type LookupTime, verifyRate } from './ledger/measure.mts';
import { Report } from './shared/figures.mts';

const { values } = parseArgs({
	options: {
		notices: { type: 'string', default: '1000000' },
		lib: { type: 'string', default: join(import.meta.dirname, '..', 'dist', 'lib') },
	},
});
const lib = resolve(values.lib);
if (!existsSync(join(lib, 'ledger', 'ledger.js'))) {
	console.error(`no build in ${lib}; run: npm run build`);
	process.exit(2);
}
const notices = Number(values.notices);
const SMALL = 10_000;
const library = ledgerLibrary(lib, randomBytes(32));
const folder = mkdtempSync(join(tmpdir(), 'bench-ledger-'));

/** A filled ledger, opened by the library once more so that it makes its indexes before anything is measured. */
async function filled(name: string, count: number, secret: Buffer): Promise<Ledger> {
	const file = join(folder, name);
	const empty = library.open(file);
	await empty.requireEnvironment('sandbox');
	await empty.dispose();
	fillLedger(file, library, count, secret);
	const ledger = library.open(file);
	await ledger.requireEnvironment('sandbox');
	return ledger;
}

try {
	const started = Date.now();
	const secret = randomBytes(32);
	const large = await filled('large.sqlite', notices, secret);
	const small = await filled('small.sqlite', SMALL, secret);
	const generation = (Date.now() - started) / 1000;
	const report = new Report();
	const of = identities(secret);
	const lookups: Array<readonly [string, LookupTime]> = [];
	for (const kind of LOOKUP_KINDS) lookups.push([kind, await lookupP99(large, kind, of, notices)]);
	report.add({ name: 'ledger.lookup.p99', value: Math.max(...lookups.map(([, { p99 }]) => p99)), unit: 'ms', target: 0.5 });
	report.add({ name: 'ledger.verify.rate', value: await verifyRate(large), unit: 'events/s', target: 100_000, sense: 'atLeast' });
	const [before, after] = [await accountTime(small, SMALL), await accountTime(large, notices)];
	report.add({ name: 'ledger.account.growth', value: after / before, unit: 'ratio', target: 1.5 });
	for (const [kind, { p99, cpu }] of lookups) {
		report.add({ name: `ledger.lookup.${kind}.p99`, value: p99, unit: 'ms', target: null });
		report.add({ name: `ledger.lookup.${kind}.cpu`, value: cpu, unit: 'ms', target: null });
	}
	report.add({ name: 'ledger.account', value: after, unit: 'ms', target: null });
	report.add({ name: 'ledger.notices', value: notices, unit: 'notices', target: null });
	report.add({ name: 'ledger.size', value: statSync(join(folder, 'large.sqlite')).size / 1_048_576, unit: 'MB', target: null });
	report.add({ name: 'ledger.generation', value: generation, unit: 's', target: null });
	await large.dispose();
	await small.dispose();
	process.exitCode = report.exitCode;
} finally {
	rmSync(folder, { recursive: true, force: true });
}
