import { cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { buildSync } from 'esbuild';

const ROOT = resolve(__dirname, '../../../..');
const PARTS = ['transit/codes', 'transit/ingest', 'transit/lake', 'transit/layouts', 'transit/read', 'calendar', 'retention', 'revenue', 'vendor'];
const FILES = ['errors', 'transit/engine', 'transit/engine-error', 'transit/sql-literal', 'transit/tap', 'transit/model'];

/**
 * What the child does: ingest, telling before it begins, and the number of its steps (statements of the engine and renames,
 * before and after) when it is done. Arguments: folder, file, day, step at which it kills itself (0 = never).
 */
const CHILD = `
const files = require('node:fs/promises');
const [folder, file, feedDay, last] = process.argv.slice(2);
let steps = 0;
const step = () => { if (++steps === Number(last)) process.kill(process.pid, 'SIGKILL'); };
const counted = (of, name) => { const plain = of[name].bind(of); of[name] = async (...given) => { step(); const value = await plain(...given); step(); return value; }; };
counted(files, 'rename');
const { openEngine } = require('./lib/transit/engine');
const { ingest } = require('./lib/transit/ingest/ingest');
const { openLake } = require('./lib/transit/lake/lake');
(async () => {
	const lake = await openLake(folder + '/lake');
	const engine = await openEngine({ memoryMb: 256, threads: 1, tempFolder: folder });
	counted(engine, 'run');
	steps = 0;
	process.stdout.write('go\\n');
	await ingest({ sourceId: feedDay, feedDay, state: 'final', files: [file], layout: 'auto', defaults: { firm: '', region: '' }, cardKey: Buffer.alloc(32, 7), tempFolder: folder },
		{ lake, engine, now: () => '2026-03-03T05:00:00.000+09:00' });
	process.stdout.write('done ' + steps + '\\n');
	process.exit(0);
})().catch((error) => { process.stderr.write(String(error && error.code) + String(error)); process.exit(2); });
`;

/** Compiles the ingest, file by file as the build does, into a temporary folder. Returns the child's script. */
export function compileIngest(): string {
	const folder = mkdtempSync(join(tmpdir(), 'ingest-child-'));
	const sources = PARTS.flatMap((part) => readdirSync(join(ROOT, 'lib', part)).filter((name) => name.endsWith('.ts')).map((name) => join(ROOT, 'lib', part, name)));
	buildSync({ entryPoints: [...sources, ...FILES.map((name) => join(ROOT, 'lib', `${name}.ts`))], outbase: ROOT, outdir: folder, platform: 'node', format: 'cjs', logLevel: 'error' });
	for (const part of ['transit/codes', 'transit/layouts', 'calendar']) {
		for (const name of readdirSync(join(ROOT, 'lib', part)).filter((one) => one.endsWith('.json'))) {
			mkdirSync(join(folder, 'lib', part), { recursive: true });
			cpSync(join(ROOT, 'lib', part, name), join(folder, 'lib', part, name));
		}
	}
	symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
	const script = join(folder, 'child.js');
	writeFileSync(script, CHILD);
	return script;
}
