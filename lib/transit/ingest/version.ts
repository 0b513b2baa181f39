import { createHash } from 'node:crypto';

import type { Codes } from '../codes/tables';
import { everyLayout } from '../layouts/layouts';
import { keyPrint } from './card-keys';
import type { IngestRequest } from './types';

/** Rises when the same file would give other rows than before. */
const INGEST_VERSION = 1;

/**
 * Hash of everything but the files that decides what an ingest makes of them: layouts, code tables, settings and which key.
 * The same files with the same version need not be read again.
 */
export function ingestVersion(request: IngestRequest, codes: Codes, lateWindowDays: number): string {
	const parts = [INGEST_VERSION, everyLayout(), codes.content, request.layout, request.defaults, lateWindowDays, keyPrint(request.cardKey)];
	return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}
