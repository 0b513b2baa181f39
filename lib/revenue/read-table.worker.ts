import { serveWorker } from '../process/serve-worker';
import { packTable } from './packed-table';
import { readTable } from './read-table';
import type { TableRequest } from './table';

function isTableRequest(request: unknown): request is TableRequest {
	return typeof request === 'object' && request !== null && 'path' in request && 'maxBytes' in request && 'encoding' in request;
}

serveWorker(async (request) => {
	if (!isTableRequest(request)) throw new TypeError('not a table request');
	return packTable(await readTable(request));
});
