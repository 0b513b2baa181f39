import { createHash } from 'node:crypto';

import type { CodeMap, StatusMap } from './code-map';
import { headingOf, type ColumnMapping } from './mapping';
import type { ReceiptRow, ReceiptStatus } from './receipt';
import type { ReceiptKeySettings } from './receipt-key';

export interface MappingSettings {
	codes: CodeMap;
	statuses: StatusMap;
	statusWhenMissing: ReceiptStatus | null;
	receiptKeys: ReceiptKeySettings;
}

const VERSION_LENGTH = 12;

/**
 * Short hash of all tables that decide what a line of the source means (`mappingVersion`): columns, codes, states, offices
 * and the width of receipt numbers. The same for settings that work the same, whatever the order or spelling of their
 * entries. `columns` is null for a source without columns.
 */
export function mappingVersion({ codes, statuses, statusWhenMissing, receiptKeys }: MappingSettings, columns: ColumnMapping | null): string {
	const { numberWidth, defaultOffice, officeCodes } = receiptKeys;
	const effective = {
		columns: columns && sorted(Object.entries(columns).map(([field, headings]) => [field, [...new Set(headings.map(headingOf))]])),
		codes: sorted([...codes]),
		statuses: sorted([...statuses]),
		statusWhenMissing,
		numberWidth,
		defaultOffice,
		officeCodes: sorted(Object.entries(officeCodes)),
	};
	return sha256(JSON.stringify(effective)).slice(0, VERSION_LENGTH);
}

/**
 * Keyless hash of what was read (`contentHash`): receipt keys with state, category and relief, in no order. The same
 * for the same data exported anew, under another name or in another format; null where nothing was read.
 */
export function contentHash(rows: readonly ReceiptRow[]): string | null {
	const receipts = new Set(rows.map((row) => [row.receiptKey, row.status, row.category, row.reliefAmount ?? ''].join('|')));
	return receipts.size === 0 ? null : sha256([...receipts].sort().join('\n'));
}

function sorted<T>(entries: readonly (readonly [string, T])[]): (readonly [string, T])[] {
	return [...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function sha256(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}
