import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { buildSync } from 'esbuild';

/** Compiles the workbook worker as the build would, into a temporary file. */
export function compileWorker(): string {
	const outfile = join(mkdtempSync(join(tmpdir(), 'worker-')), 'workbook-worker.js');
	buildSync({
		entryPoints: [join(__dirname, '../../../lib/report/workbook-worker.ts')],
		outfile,
		bundle: true,
		platform: 'node',
		format: 'cjs',
		logLevel: 'error',
	});
	return outfile;
}
