import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { MasterKind } from '../lake/manifest';
import type { MasterFieldId } from './fields';

/** Headings a column is known by, in order of preference, with words of the source to be read as others. */
export interface HeadingSpec {
	headings: string[];
	values?: Record<string, string>;
	scale?: number;
}

/**
 * What a column of a file without headings holds: `day` (20260302), `id` (letters and digits), `mode` (one capital letter),
 * `number`, `degree` (a coordinate of Korea, either way round), `text` (anything).
 */
export type PositionKind = 'day' | 'id' | 'mode' | 'number' | 'degree' | 'text';

/** A known form of master file: one JSON file in `layouts/`. */
export interface MasterLayout {
	id: string;
	/** Korean name. */
	name: string;
	/** Where the form is known from. */
	source: string;
	/** What the file is read as; the first is what it is for, the others only fill gaps from it. */
	kinds: MasterKind[];
	/** Fields that must be there, besides those their kind needs. */
	needs: MasterFieldId[];
	/** Headings by which the form is told from one that is alike. */
	sign?: string[];
	fields: Partial<Record<MasterFieldId, HeadingSpec>>;
	/** Columns of files that come without headings. */
	positions?: { field: MasterFieldId | null; kind: PositionKind }[];
}

let known: MasterLayout[] | undefined;

/** The layouts of the package, by id. */
export function masterLayouts(): MasterLayout[] {
	known ??= readdirSync(join(__dirname, 'layouts'))
		.filter((name) => name.endsWith('.json'))
		.sort()
		.map((name) => JSON.parse(readFileSync(join(__dirname, 'layouts', name), 'utf8')) as MasterLayout);
	return known;
}

/** Headings compared without the byte order mark, spaces, brackets, marks and the case of letters. */
export const plainHeading = (text: string): string => text.normalize('NFKC').replace(/[\ufeff\s_"'·/()[\]\-.:]/g, '').toUpperCase();
