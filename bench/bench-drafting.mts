/**
 * `npm run bench:drafting [-- --quality [--seed TEXT]] [--lib FOLDER] [--details FILE]`
 * Measures the drafts: how long everything but the model takes, memory, linter and index; with `--quality`, how many flaws
 * the rules find in held-out documents and what they find in clean ones. One JSON line per figure; exit status 1 where a
 * target is missed, 2 where it could not be measured.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { draftingLibrary } from './drafting/library.mts';
import { measureQuality } from './drafting/quality.mts';
import { measureSpeed } from './drafting/speed.mts';
import { Report } from './shared/figures.mts';

const { values } = parseArgs({
	options: {
		quality: { type: 'boolean', default: false },
		lib: { type: 'string', default: join(import.meta.dirname, '..', 'dist', 'lib') },
		details: { type: 'string' },
		seed: { type: 'string', default: 'quality-1' },
	},
});
const lib = resolve(values.lib);
if (!existsSync(join(lib, 'drafting', 'units.js'))) {
	console.error(`no build in ${lib}; run: npm run build`);
	process.exit(2);
}
const report = new Report();
try {
	if (values.quality) {
		const details = measureQuality(draftingLibrary(lib), report, values.seed);
		if (values.details) writeFileSync(resolve(values.details), JSON.stringify({ ...details, byKind: Object.fromEntries(details.byKind) }, null, '\t'));
	} else await measureSpeed(lib, report);
	process.exitCode = report.exitCode;
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 2;
}
