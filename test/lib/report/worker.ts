import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { buildSync } from 'esbuild';

/** Compiles a worker of lib as the build would, into a temporary file. */
export function compileWorker(worker = 'report/workbook-worker'): string {
	const outfile = join(mkdtempSync(join(tmpdir(), 'worker-')), 'worker.js');
	buildSync({
		entryPoints: [join(__dirname, `../../../lib/${worker}.ts`)],
		outfile,
		bundle: true,
		platform: 'node',
		format: 'cjs',
		logLevel: 'error',
	});
	return outfile;
}
