import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { TAP_FIELDS, type FieldSource, type FieldSpec, type LayoutColumn, type LayoutFile, type TapField } from './layout';

let known: LayoutFile[] | undefined;

/** The layouts to choose from: those of this folder, without the variants that the file itself decides between. */
export const shippedLayouts = (): LayoutFile[] => everyLayout().filter(({ variantOf }) => variantOf === undefined);

/** All layouts of this folder, by id. They are checked by the tests, not at every start. */
export function everyLayout(): LayoutFile[] {
	known ??= readdirSync(__dirname)
		.filter((name) => name.endsWith('.json'))
		.sort()
		.map((name) => JSON.parse(readFileSync(join(__dirname, name), 'utf8')) as LayoutFile);
	return known;
}

/** Headings compared without the byte order mark, spaces, underscores, quotes and the case of letters. */
export const plainHeading = (text: string): string => text.normalize('NFKC').replace(/[\ufeff\s_"'·/]/g, '').toUpperCase();

const plainNames = new WeakMap<LayoutColumn, readonly string[]>();

/** The headings that a column is known by, as `plainHeading` gives them. */
export function plainNamesOf(column: LayoutColumn): readonly string[] {
	const names = plainNames.get(column) ?? [column.name, ...(column.aliases ?? [])].map(plainHeading);
	plainNames.set(column, names);
	return names;
}

export const isHeadingOf = (column: LayoutColumn, heading: string): boolean => plainNamesOf(column).includes(plainHeading(heading));

/** A field's columns as indexes into the headings given; headings that are not there are left out. */
export function fieldSource(spec: FieldSpec, headings: readonly string[]): FieldSource {
	const full = typeof spec === 'string' ? { columns: [spec] } : Array.isArray(spec) ? { columns: spec } : spec;
	const columns = full.columns.map((name) => headings.findIndex((heading) => plainHeading(heading) === plainHeading(name))).filter((index) => index !== -1);
	return { columns, join: full.join ?? false, trimEnd: full.trimEnd ?? null, values: full.values ?? null, scale: full.scale ?? null };
}

export function fieldSources(specs: Partial<Record<TapField, FieldSpec>>, headings: readonly string[]): Partial<Record<TapField, FieldSource>> {
	const sources: Partial<Record<TapField, FieldSource>> = {};
	for (const field of TAP_FIELDS) {
		const spec = specs[field];
		if (spec === undefined) continue;
		const source = fieldSource(spec, headings);
		if (source.columns.length > 0) sources[field] = source;
	}
	return sources;
}
