import { cpSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { buildSync } from 'esbuild';

const ROOT = resolve(__dirname, '../../../..');
const LIB = join(ROOT, 'lib');

/** Loaded before the worker: kills the process before its n-th change of the disk (KILL_AT). */
const PRELOAD = `
const files = require('node:fs/promises');
let steps = 0;
for (const name of ['rename', 'link', 'mkdir', 'rm', 'writeFile']) {
	const plain = files[name];
	files[name] = async (...given) => { if (++steps === Number(process.env.KILL_AT)) process.kill(process.pid, 'SIGKILL'); return await plain(...given); };
}
`;

export interface CompiledWork {
	/** To be removed. */
	folder: string;
	worker: string;
	preload: string;
}

/** The library as the build makes it, file by file, in a temporary folder. */
export function compileWork(): CompiledWork {
	const folder = mkdtempSync(join(tmpdir(), 'bus-worker-'));
	const sources = readdirSync(LIB, { recursive: true, encoding: 'utf8' });
	buildSync({
		entryPoints: sources.filter((name) => name.endsWith('.ts')).map((name) => join(LIB, name)),
		outbase: ROOT,
		outdir: folder,
		platform: 'node',
		format: 'cjs',
		supported: { 'dynamic-import': false },
		logLevel: 'error',
	});
	for (const name of sources.filter((one) => /\.(?:json|sql|csv|html|css|yaml)$/.test(one))) cpSync(join(LIB, name), join(folder, 'lib', name));
	symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
	const preload = join(folder, 'preload.cjs');
	writeFileSync(preload, PRELOAD);
	return { folder, worker: join(folder, 'lib/transit/work/transit.worker.js'), preload };
}
