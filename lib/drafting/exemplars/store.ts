import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Exemplar, HouseStyle } from '../types';
import { exemplarFile, foldersState, listExemplars, parseExemplar, parseStyle, putJson, styleFile, type FileFault } from './exemplar-files';
import { TermIndex, termsOf } from './term-index';

export { saveExemplars, type NewExemplar, type SavedExemplars } from './save';
export type { FileFault } from './exemplar-files';

/** Past documents and measured styles of a folder. */
export interface ExemplarStore {
	/** Documents of a type. */
	count(profileId: string): number;
	/**
	 * The documents most like a query (the facts of a draft), best first: those of the sub-type; where it has none, those whose
	 * sub-type is not known, then any others. None where no word fits.
	 */
	nearest(query: string, options: { profileId: string; subType?: string; limit: number }): Exemplar[];
	/** The measured style of a type; null where none has been measured. */
	style(profileId: string): HouseStyle | null;
	/** Throws `exemplarType`, `exemplarFolder`. */
	saveStyle(style: HouseStyle): Promise<void>;
	/** Files that could not be used; the others serve. */
	readonly faults: readonly FileFault[];
}

/** What is kept in memory of one type: never the texts. */
interface TypeIndex {
	ids: readonly string[];
	subTypes: readonly string[];
	index: TermIndex;
	style: HouseStyle | null;
	faults: readonly FileFault[];
}

interface Loaded {
	/** Names of the files. */
	state: string;
	/** When the folders were changed last, and when they were listed (0: not known). */
	folders: string;
	listedMs: number;
	newestMs: number;
	types: ReadonlyMap<string, TypeIndex>;
}

/** Folders whose index stays in memory. */
const MOST_FOLDERS = 4;
const FILES_AT_ONCE = 32;
const FILES_A_TURN = 512;
/** Two changes so close may leave a folder with one time of change. */
const SAME_TIME_MS = 2_000;

const loadedFolders = new Map<string, Loaded>();

/**
 * Opens the past documents of a folder. The index stays in memory and is made anew when files came or went; a text changed in
 * place is read as it is now, but found by its old words until then. A folder that is not there is empty.
 * @param nowMs the time; with it, folders that have not been changed for some seconds are not listed again (20 ms for 10,000 files)
 * @throws ValidationError `exemplarFolder`
 */
export async function openExemplars(folder: string, nowMs: number | null = null): Promise<ExemplarStore> {
	const { types } = await load(folder, nowMs);
	const saved = new Map<string, HouseStyle>();
	return {
		count: (profileId) => types.get(profileId)?.ids.length ?? 0,
		nearest: (query, options) => nearest(folder, types.get(options.profileId), query, options),
		style: (profileId) => saved.get(profileId) ?? types.get(profileId)?.style ?? null,
		saveStyle: async (style) => {
			await putJson(styleFile(folder, style.profileId), style);
			saved.set(style.profileId, style);
			loadedFolders.delete(folder);
		},
		faults: [...types.values()].flatMap(({ faults }) => faults),
	};
}

async function load(folder: string, nowMs: number | null): Promise<Loaded> {
	const { state: folders, newestMs } = await foldersState(folder);
	const known = loadedFolders.get(folder);
	if (nowMs !== null && known?.folders === folders && known.newestMs < known.listedMs - SAME_TIME_MS) return known;
	const names = await listExemplars(folder);
	const state = JSON.stringify([...names]);
	let types = known?.types;
	if (types === undefined || known?.state !== state) {
		const read = new Map<string, TypeIndex>();
		for (const [profileId, files] of names) read.set(profileId, await readType(folder, profileId, files));
		types = read;
	}
	const loaded: Loaded = { state, folders, listedMs: nowMs ?? 0, newestMs, types };
	loadedFolders.delete(folder);
	loadedFolders.set(folder, loaded);
	for (const oldest of loadedFolders.keys()) if (loadedFolders.size > MOST_FOLDERS) loadedFolders.delete(oldest);
	return loaded;
}

async function readType(folder: string, profileId: string, files: readonly string[]): Promise<TypeIndex> {
	const ids: string[] = [];
	const subTypes: string[] = [];
	const terms: Uint32Array[] = [];
	const faults: FileFault[] = [];
	let style: HouseStyle | null = null;
	for (let at = 0; at < files.length; at += FILES_AT_ONCE) {
		const names = files.slice(at, at + FILES_AT_ONCE);
		const texts = await Promise.all(names.map(async (name) => await readFile(join(folder, profileId, name), 'utf8').catch(() => null)));
		for (const [index, name] of names.entries()) {
			const text = texts[index];
			if (text === null || text === undefined) continue;
			const shown = `${profileId}/${name}`;
			if (!/^[0-9a-f]{24}\./.test(name)) {
				const read = parseStyle(text, shown, profileId);
				if ('why' in read) faults.push(read);
				else style = read;
				continue;
			}
			const read = parseExemplar(text, shown, profileId);
			if ('why' in read) {
				faults.push(read);
				continue;
			}
			ids.push(name.slice(0, 24));
			subTypes.push(read.subType);
			terms.push(termsOf(read.title, read.text));
		}
		if (at % FILES_A_TURN === 0) await nextTurn();
	}
	return { ids, subTypes, index: new TermIndex(terms), style, faults };
}

function nearest(folder: string, type: TypeIndex | undefined, query: string, { profileId, subType = '', limit }: { profileId: string; subType?: string; limit: number }): Exemplar[] {
	if (type === undefined || limit <= 0) return [];
	const scores = type.index.scores(query);
	const fitting = [...scores.keys()].filter((number) => (scores[number] ?? 0) > 0);
	const ofType = (wanted: string) => fitting.filter((number) => type.subTypes[number] === wanted);
	const groups = subType === '' ? [fitting] : [ofType(subType), ofType(''), fitting];
	const chosen = groups.find((group) => group.length > 0) ?? [];
	chosen.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || (type.ids[a] ?? '').localeCompare(type.ids[b] ?? ''));
	const found: Exemplar[] = [];
	for (const number of chosen) {
		if (found.length >= limit) break;
		const exemplar = readOne(folder, profileId, type.ids[number] ?? '');
		if (exemplar) found.push(exemplar);
	}
	return found;
}

/** Null where the file has gone or broken since. */
function readOne(folder: string, profileId: string, id: string): Exemplar | null {
	const path = exemplarFile(folder, profileId, id);
	let text: string;
	try {
		text = readFileSync(path, 'utf8');
	} catch {
		return null;
	}
	const read = parseExemplar(text, path, profileId);
	return 'why' in read ? null : read;
}
