import { writeFile } from 'node:fs/promises';

import type { BlockDocument } from './blocks';
import { type MailRow, writeMailWorkbook } from './mail-list';
import { renderDocx } from './render-docx';

/** One file to write: what it holds and where it goes. */
export type DocumentRequest = { kind: 'docx'; target: string; document: BlockDocument } | { kind: 'mail'; target: string; rows: readonly MailRow[] };

/** Writes the file; what was there is replaced. */
export async function renderDocument(request: DocumentRequest): Promise<void> {
	if (request.kind === 'docx') await writeFile(request.target, await renderDocx(request.document), { mode: 0o600 });
	else await writeMailWorkbook(request.target, request.rows);
}

/** Is this what `renderDocument` takes? The parts come from the same package, so only the kind is looked at. */
export function isDocumentRequest(request: unknown): request is DocumentRequest {
	return typeof request === 'object' && request !== null && 'kind' in request && (request.kind === 'docx' || request.kind === 'mail');
}
