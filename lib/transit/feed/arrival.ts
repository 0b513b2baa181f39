import { missing, type Missing } from './delivery';
import type { ManifestEntry } from './hash-manifest';
import { parseHashManifest } from './hash-manifest';
import { namePattern, type NamePattern } from './name-pattern';
import { missingParts } from './parts';
import { readSmallText } from './small-text';
import type { FeedSource, RemoteFile, WantedFiles } from './source';

/** How the office and the sender agreed to tell that a day is whole. */
export type CompletenessRule =
	/** A further file, sent last. */
	| { kind: 'marker'; pattern: string }
	/** Sizes do not change over some seconds. */
	| { kind: 'stable'; seconds: number }
	/** A further file that lists names and SHA-256 hashes. */
	| { kind: 'manifest'; pattern: string }
	/** What is there is whole. */
	| { kind: 'none' };

export interface ArrivalRequest {
	feedDay: string;
	/** One or more file name patterns; each must be met. */
	patterns: readonly string[];
	/** Agreed number of parts of a numbering; 0 where it is not agreed. */
	expectedParts: number;
	rule: CompletenessRule;
}

export interface Arrival {
	/** Files of the day, by name. */
	files: RemoteFile[];
	missing: Missing[];
	/** Of the rule `manifest`, once the list is there. */
	manifest: ManifestEntry[] | null;
}

/** Waits for the given time; ends early with the signal. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

const ARCHIVE = /\.zip$/i;

/**
 * Looks whether all of a day's files are there, without fetching them (a list of hashes is read). What lies inside
 * archives shows only on receipt.
 * @throws RemoteError, ValidationError `badPattern`, `badManifest`
 */
export async function checkArrival(request: ArrivalRequest, source: FeedSource, sleep: Sleep, signal?: AbortSignal): Promise<Arrival> {
	const { feedDay, rule } = request;
	const patterns = request.patterns.map((pattern) => namePattern(pattern, feedDay));
	const sign = rule.kind === 'marker' || rule.kind === 'manifest' ? namePattern(rule.pattern, feedDay) : null;
	const listing = await source.list(wantedOf(sign ? [...patterns, sign] : patterns), signal);
	const signFiles = sign ? listing.filter(({ name }) => sign.fits(name)) : [];
	const isSign = new Set(signFiles.map(({ name }) => name));
	const found = { files: daysFiles(listing, patterns, isSign), missing: [] as Missing[] };
	let manifest: ManifestEntry[] | null = null;

	if (rule.kind === 'manifest' && sign) {
		const [list] = signFiles;
		if (!list) found.missing.push(missing('manifest', sign.shown));
		else {
			manifest = parseHashManifest(await readSmallText(source, list.name, signal));
			const named = new Set(manifest.map(({ name }) => name));
			const there = new Set(found.files.map(({ name }) => name));
			// What the list names may also lie inside an archive; that shows on receipt.
			if (!found.files.some(({ name }) => ARCHIVE.test(name) && !named.has(name))) {
				for (const name of named) if (!there.has(name)) found.missing.push(missing('file', name));
			}
		}
	}
	if (rule.kind === 'marker' && sign && signFiles.length === 0) found.missing.push(missing('marker', sign.shown));
	for (const pattern of patterns) {
		if (!found.files.some(({ name }) => pattern.fits(name))) found.missing.push(missing('file', pattern.shown));
	}
	for (const name of missingParts(found.files.map(({ name }) => name), request.expectedParts)) found.missing.push(missing('part', name));
	for (const { name, bytes } of found.files) if (bytes === 0) found.missing.push(missing('empty', name));

	if (rule.kind === 'stable' && found.files.length > 0 && found.missing.length === 0) {
		await sleep(rule.seconds * 1000, signal);
		signal?.throwIfAborted();
		const later = new Map(daysFiles(await source.list(wantedOf(patterns), signal), patterns, isSign).map((file) => [file.name, file]));
		for (const before of found.files) {
			const after = later.get(before.name);
			if (after?.bytes !== before.bytes || after.version !== before.version) found.missing.push(missing('stable', before.name));
			later.delete(before.name);
		}
		for (const name of later.keys()) found.missing.push(missing('stable', name));
	}
	return { ...found, manifest };
}

function daysFiles(listing: readonly RemoteFile[], patterns: readonly NamePattern[], isSign: ReadonlySet<string>): RemoteFile[] {
	return listing
		.filter(({ name }) => !isSign.has(name) && patterns.some((pattern) => pattern.fits(name)))
		.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function wantedOf(patterns: readonly NamePattern[]): WantedFiles {
	const exact = patterns.map((pattern) => pattern.exact);
	return {
		fits: (name) => patterns.some((pattern) => pattern.fits(name)),
		exact: exact.every((name) => name !== null) ? exact : null,
	};
}
