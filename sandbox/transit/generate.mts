/**
 * `node sandbox/transit/generate.mts --day 2026-03-02 --taps 300000 --layout national27 --out DIR [--seed 1]
 * [--encoding cp949] [--days 30] [--parts 2] [--missing 0.3] [--clean]`
 * Writes a day's transit-card files, the masters and truth.json, what a right reader must find in them.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { generateDay } from './generate-day.mts';
import { LAYOUT_IDS } from './layouts.mts';
import { NO_DIRT } from './rates.mts';

const { values } = parseArgs({
	options: {
		day: { type: 'string', default: '2026-03-03' },
		taps: { type: 'string', default: '300000' },
		layout: { type: 'string', default: 'national27' },
		out: { type: 'string' },
		seed: { type: 'string', default: '1' },
		encoding: { type: 'string', default: 'utf8' },
		parts: { type: 'string', default: '2' },
		missing: { type: 'string' },
		clean: { type: 'boolean', default: false },
	},
});
const layout = LAYOUT_IDS.find((id) => id === values.layout);
const taps = Number(values.taps);
if (values.out === undefined || layout === undefined || !Number.isInteger(taps) || taps < 1 || (values.encoding !== 'utf8' && values.encoding !== 'cp949')) {
	console.error(`--out DIR --taps N --layout ${LAYOUT_IDS.join('|')} --encoding utf8|cp949`);
	process.exit(2);
}
const start = performance.now();
const truth = generateDay({
	folder: join(values.out),
	day: values.day,
	taps,
	layout,
	encoding: values.encoding,
	seed: values.seed,
	parts: Number(values.parts),
	dirt: { ...(values.clean ? NO_DIRT : {}), ...(values.missing === undefined ? {} : { missingAlighting: Number(values.missing) }) },
});
const seconds = (performance.now() - start) / 1000;
console.log(JSON.stringify({ seconds: Number(seconds.toFixed(2)), files: truth.files, lines: truth.lines, totals: truth.totals, riders: truth.riders, transfers: truth.transfers }));
