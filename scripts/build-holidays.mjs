/**
 * Writes lib/calendar/holidays.json from @hyunbinseo/holidays-kr, which is built from the yearly gazette almanac (월력요항).
 * The library is ESM only and throws outside its years, so the package ships this table instead of the library.
 * Run `node scripts/build-holidays.mjs` after updating the library (the next year's almanac appears in June);
 * `--check` writes nothing and fails where the committed table differs.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import * as years from '@hyunbinseo/holidays-kr/all';

const target = new URL('../lib/calendar/holidays.json', import.meta.url);
const { version } = JSON.parse(
	readFileSync(new URL('../node_modules/@hyunbinseo/holidays-kr/package.json', import.meta.url), 'utf8'),
);

const names = Object.keys(years).sort();
const holidays = Object.fromEntries(
	names
		.flatMap((name) => Object.entries(years[name]))
		.map(([day, labels]) => [day, labels.join(', ').replaceAll('ㆍ', '·')]),
);
const table = {
	source: `@hyunbinseo/holidays-kr ${version} (월력요항)`,
	from: `${names[0].slice(1)}-01-01`,
	to: `${names.at(-1).slice(1)}-12-31`,
	holidays,
};
const text = `${JSON.stringify(table, null, '\t')}\n`;

if (process.argv.includes('--check')) {
	if (readFileSync(target, 'utf8') !== text) {
		console.error('lib/calendar/holidays.json is out of date: run node scripts/build-holidays.mjs');
		process.exit(1);
	}
} else {
	writeFileSync(target, text);
	console.log(`${Object.keys(holidays).length} holidays, ${table.from} to ${table.to}`);
}
