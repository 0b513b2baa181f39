import { assembleReceipts } from './assemble';
import { receiptsOfTable } from './file';
import { filesOfFolder } from './folder';
import type { ColumnMapping } from './mapping';
import type { NormaliseOptions } from './normalise';
import { normaliseBatches } from './normalise-batches';
import type { SourceBatch } from './raw';
import type { ReceiptRow, SourceSummary } from './receipt';
import { readRest, type RestPorts, type RestReadOptions } from './rest';
import type { PrivacyPorts } from './sealed-fields';
import type { Table, TableRequest } from './table';
import { contentHash, mappingVersion } from './versions';

export interface Reading {
	rows: ReceiptRow[];
	summary: SourceSummary;
}

export interface ReadOptions extends NormaliseOptions {
	periodFrom: string;
}

export interface FileSource {
	kind: 'file';
	/** Read there directly, so that the file never enters n8n's storage. */
	folder: string;
	/** File name with `*` and `?`. */
	pattern: string;
	/** All files that fit, oldest first, or only the newest one. */
	pick: 'all' | 'newest';
	mapping: ColumnMapping;
	sheetName: string | null;
	encoding: TableRequest['encoding'];
	maxBytes: number;
}

export interface RestSource extends Omit<RestReadOptions, 'appearedFrom' | 'appearedTo'> {
	kind: 'rest';
	/** Base address as the summary may show it: without secrets. */
	shownAddress: string;
}

export interface FilePorts {
	readTable: (request: TableRequest) => Promise<Table>;
}

/**
 * Reads exemption receipts over REST, and says what the source holds beside what was read. No item is lost: one that
 * cannot be read comes out as a row `unreadable` that says why.
 * @throws ValidationError, RemoteError, ConflictError where nothing can be read at all
 */
export async function readReceiptsFromRest(
	source: RestSource,
	options: ReadOptions,
	privacy: PrivacyPorts,
	ports: RestPorts,
): Promise<Reading> {
	const batch = await readRest({ ...source, appearedFrom: options.periodFrom, appearedTo: options.periodTo }, ports);
	return await reading([batch], 'rest', [source.shownAddress], { ...options, columns: null }, privacy);
}

/**
 * The same from exported files in a folder. Where several files fit, later ones have the last word on a receipt.
 * @throws ValidationError where a file cannot be read at all: nothing is left out silently
 */
export async function readReceiptsFromFiles(
	source: FileSource,
	options: ReadOptions,
	privacy: PrivacyPorts,
	ports: FilePorts,
): Promise<Reading> {
	const paths = await filesOfFolder(source.folder, source.pattern);
	const batches: SourceBatch[] = [];
	for (const path of source.pick === 'newest' ? paths.slice(-1) : paths) {
		const table = await ports.readTable({ path, maxBytes: source.maxBytes, encoding: source.encoding });
		batches.push(await receiptsOfTable(table, source));
	}
	return await reading(batches, 'file', batches.map((batch) => batch.name), { ...options, columns: source.mapping }, privacy);
}

async function reading(
	batches: readonly SourceBatch[],
	sourceKind: SourceSummary['sourceKind'],
	sourceNames: string[],
	options: ReadOptions & { columns: ColumnMapping | null },
	privacy: PrivacyPorts,
): Promise<Reading> {
	const { rows, ...account } = assembleReceipts(await normaliseBatches(batches, options, privacy));
	return {
		rows,
		summary: {
			sourceKind,
			sourceNames,
			periodFrom: options.periodFrom,
			periodTo: options.periodTo,
			...account,
			fileHashes: batches.flatMap((batch) => batch.hash ?? []),
			contentHash: sourceKind === 'file' ? contentHash(rows) : null,
			mappingVersion: mappingVersion(options, options.columns),
		},
	};
}
