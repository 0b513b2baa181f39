/**
 * `npm run bench:transit [-- --only full.300k|full.1m|full.6m|metrics|samejob|month|growth|n8n] [--quick] [--lib FOLDER]`
 * Measures the daily bus analysis on the built package, with its peers in the same run. One JSON line per figure; exit
 * status 1 where a target is missed, 2 where it could not be measured or a sum is wrong. `--quick` takes a tenth of the
 * rows and holds nothing against targets. `--only` may be given several times and takes the beginning of a figure's name.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { Report } from './shared/figures.mts';
import { fullFigures } from './transit/full-figures.mts';
import { monthFigures } from './transit/month-figures.mts';
import { n8nFigures } from './transit/n8n-figures.mts';
import { Plan } from './transit/plan.mts';
import { sameJobFigures } from './transit/same-job-figures.mts';

const { values } = parseArgs({
	options: {
		only: { type: 'string', multiple: true, default: [] },
		quick: { type: 'boolean', default: false },
		lib: { type: 'string', default: join(import.meta.dirname, '..', 'dist', 'lib') },
	},
});
const lib = resolve(values.lib);
if (!existsSync(join(lib, 'transit', 'work', 'run-job.js'))) {
	console.error(`no build in ${lib}; run: npm run build`);
	process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'bench-transit-'));
const report = new Report();
const plan = new Plan({ lib, folder, only: values.only, quick: values.quick, report });
try {
	for (const figures of [fullFigures, sameJobFigures, monthFigures, n8nFigures]) await figures(plan);
	process.exitCode = report.exitCode;
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 2;
} finally {
	rmSync(folder, { recursive: true, force: true });
}
