/**
 * `node sandbox/transit/generate.mts --day 2026-03-03 --taps 300000 --layout national27 --out DIR [--seed 1]
 * [--encoding cp949] [--days 30] [--parts 2] [--missing 0.3] [--clean] [--zip | --xlsx]
 * [--seoul ../shared/data [--month 2022_01]]`
 * Writes transit-card files of a day, the masters and truth.json, what a right reader must find in them; with `--days`
 * a folder for each day. `--clean` leaves all flaws out. With `--seoul` instead of
 * invented riders those of six real Seoul routes: a day's share of the published month, exactly.
 */
import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { generateDay } from './generate-day.mts';
import { generateDays } from './generate-days.mts';
import { LAYOUT_IDS } from './layouts.mts';
import { workbookDay, zipDay } from './package-day.mts';
import { NO_DIRT } from './rates.mts';
import { generateSeoulDay } from './seoul-day.mts';
import type { Truth } from './truth.mts';

const { values } = parseArgs({
	options: {
		day: { type: 'string', default: '2026-03-03' },
		taps: { type: 'string', default: '300000' },
		layout: { type: 'string', default: 'national27' },
		out: { type: 'string' },
		seed: { type: 'string', default: '1' },
		encoding: { type: 'string', default: 'utf8' },
		days: { type: 'string' },
		parts: { type: 'string', default: '2' },
		missing: { type: 'string' },
		clean: { type: 'boolean', default: false },
		zip: { type: 'boolean', default: false },
		xlsx: { type: 'boolean', default: false },
		seoul: { type: 'string' },
		month: { type: 'string', default: '2022_01' },
	},
});
const layout = LAYOUT_IDS.find((id) => id === values.layout);
const taps = Number(values.taps);
const { out, encoding } = values;
if (out === undefined || layout === undefined || !Number.isInteger(taps) || taps < 1 || (encoding !== 'utf8' && encoding !== 'cp949')) {
	console.error(`--out DIR --taps N --layout ${LAYOUT_IDS.join('|')} --encoding utf8|cp949`);
	process.exit(2);
}
const options = {
	folder: out,
	day: values.day,
	taps,
	layout,
	encoding,
	seed: values.seed,
	parts: Number(values.parts),
	dirt: { ...(values.clean ? NO_DIRT : {}), ...(values.missing === undefined ? {} : { missingAlighting: Number(values.missing) }) },
} as const;
const start = performance.now();
function generate(): Truth[] {
	if (values.seoul !== undefined) return [generateSeoulDay({ ...options, dirt: {}, data: values.seoul, month: values.month })];
	return values.days === undefined ? [generateDay(options)] : generateDays(options, Number(values.days));
}
const truths = generate();
for (const truth of truths) {
	const folder = values.days === undefined ? out : join(out, truth.day);
	if (values.zip) await zipDay(folder, truth);
	if (values.xlsx) await workbookDay(folder, truth);
	const { day, files, lines, totals, riders } = truth;
	console.log(JSON.stringify({ day, files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0), lines, totals, riders }));
}
console.error(`${((performance.now() - start) / 1000).toFixed(1)} s`);
