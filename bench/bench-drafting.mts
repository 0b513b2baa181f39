/**
 * `npm run bench:drafting [-- --quality [--set 1|2|3] [--seed TEXT]] [--lib FOLDER] [--details FILE]`
 * Measures the drafts: how long everything but the model takes, memory, linter and index; with `--quality`, how many flaws
 * the rules find in held-out documents and what they find in clean ones. Set 3 is the blind one; `--set 1` and `--set 2`
 * are the sets the rules were mended with. One JSON line per figure; exit status 1 where a target is missed, 2 where it could
 * not be measured.
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
		set: { type: 'string', default: '3' },
		seed: { type: 'string', default: 'quality-1' },
	},
});
const lib = resolve(values.lib);
if (!existsSync(join(lib, 'drafting', 'units.js'))) {
	console.error(`no build in ${lib}; run: npm run build`);
	process.exit(2);
}
const set = ([1, 2, 3] as const).find((known) => String(known) === values.set);
if (set === undefined) {
	console.error(`no set ${values.set}; use --set 1, --set 2 or --set 3`);
	process.exit(2);
}
const report = new Report(values.quality ? { set } : {});
try {
	if (values.quality) {
		const details = measureQuality(draftingLibrary(lib), report, { set, seed: values.seed });
		if (values.details) writeFileSync(resolve(values.details), JSON.stringify({ ...details, byKind: Object.fromEntries(details.byKind) }, null, '\t'));
	} else await measureSpeed(lib, report);
	process.exitCode = report.exitCode;
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 2;
}
