import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { DraftingLibrary, Types } from './library.mts';
import type { Clean } from './mutants/mutant.mts';
import { textsOf } from './plain-document.mts';

/** A file of a set: facts as they were entered, and a document a person wrote from them. */
interface HeldOutFile {
	profileId: string;
	subType: string;
	today: string;
	/** Lines of a field as a list. */
	values: Record<string, string | string[]>;
	/** Sections by id: paragraphs, `[level, text]`, or rows of cells. */
	document: { title: string; subtitles: string[]; sections: Record<string, Array<string | [1 | 2 | 3 | 4, string] | string[]>> };
	/** Names in the document that a mutator may change. */
	named: { persons: string[]; organisations: string[]; laws: string[] };
}

/** A held-out document with what it is checked against. */
export interface HeldOut extends Clean {
	profile: Types.Profile;
	values: Types.FieldValues;
	subType: string;
	today: string;
	city: Types.CitySettings;
	sheet: Types.FactSheet;
}

/** 1, 2: development sets, the rules were mended with them; 3: the blind set, written by a person who had not seen the rules. */
export type HeldOutSet = 1 | 2 | 3;

const FOLDERS: Readonly<Record<HeldOutSet, string>> = { 1: 'held-out', 2: 'held-out-2', 3: 'held-out-3' };

export function heldOut(library: DraftingLibrary, set: HeldOutSet = 1): HeldOut[] {
	const folder = join(import.meta.dirname, FOLDERS[set]);
	const profiles = library.builtInProfiles();
	return readdirSync(folder)
		.filter((name) => name.endsWith('.json'))
		.sort()
		.map((name) => {
			const file = JSON.parse(readFileSync(join(folder, name), 'utf8')) as HeldOutFile;
			const profile = profiles.find(({ id }) => id === file.profileId);
			if (!profile) throw new Error(`${name}: no profile ${file.profileId}`);
			const values = Object.fromEntries(Object.entries(file.values).map(([id, value]) => [id, Array.isArray(value) ? value.join('\n') : value]));
			const city = { name: '의정부시', head: { title: '시장', name: '서강민' }, department: values.department ?? '' };
			const document = library.fillFixed(contentOf(file, profile), profile, values);
			const written = new Set(profile.sections.filter(({ form }) => form !== 'fixed').map(({ id }) => id));
			return {
				id: name.replace('.json', ''),
				profileId: profile.id,
				profile,
				values,
				subType: file.subType,
				today: file.today,
				city,
				sheet: library.factSheet(profile, values, { city, today: file.today }),
				document,
				texts: textsOf(document, written),
				entered: Object.values(values).join('\n'),
				named: file.named,
			};
		});
}

function contentOf({ document }: HeldOutFile, profile: Types.Profile): Types.DraftContent {
	return {
		title: document.title,
		subtitles: document.subtitles,
		sections: profile.sections.map(({ id, heading, form, columns = [] }) => {
			const entries = document.sections[id] ?? [];
			if (form === 'table') return { id, heading, blocks: entries.length === 0 ? [] : [{ kind: 'table', columns, rows: entries.map((row) => (Array.isArray(row) ? row.map(String) : [row])) }] };
			return { id, heading, blocks: entries.map((entry): Types.Block => (typeof entry === 'string' ? { kind: 'paragraph', text: entry } : { kind: 'item', level: entry[0] as 1 | 2 | 3 | 4, text: String(entry[1]) })) };
		}),
	};
}
