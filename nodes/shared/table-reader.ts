import { join } from 'node:path';

import { runWorker, type WorkerOptions } from '../../lib/process/run-worker';
import { unpackTable, type PackedTable } from '../../lib/revenue/packed-table';
import { readTable } from '../../lib/revenue/read-table';
import type { Table, TableRequest } from '../../lib/revenue/table';
import { ValidationError } from '../../lib/errors';

/** Where the compiled worker lies beside this compiled file. */
const WORKER_FILE = join(__dirname, '../../lib/revenue/read-table.worker.js');

/**
 * Reads files in a child process of their own. From TypeScript sources (tests) there is no compiled worker, so the
 * same function runs in this process.
 */
export function tableReader(
	options: Pick<WorkerOptions, 'maxOldSpaceMb' | 'timeoutMs' | 'signal'>,
): (request: TableRequest) => Promise<Table> {
	if (__filename.endsWith('.ts')) return readTable;
	return async (request) => {
		const table = await runWorker(request, { ...options, file: WORKER_FILE, label: '추출 파일 읽기' });
		if (isPackedTable(table)) return unpackTable(table);
		throw new ValidationError('workerAnswer', '추출 파일을 읽은 결과를 알아볼 수 없습니다.', '패키지를 다시 설치하고 n8n을 다시 시작하시기 바랍니다.');
	};
}

function isPackedTable(value: unknown): value is PackedTable {
	return typeof value === 'object' && value !== null && 'fileName' in value && 'sha256' in value && 'sheets' in value && Array.isArray(value.sheets);
}
