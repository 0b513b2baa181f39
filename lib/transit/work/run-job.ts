import { join } from 'node:path';

import { runWorker } from '../../process/run-worker';
import type { JobName, JobRequest, JobResult } from './jobs';
import { removeLeftBehind } from './work-folder';

export interface RunJobOptions {
	timeoutMs: number;
	/** Ends the child process; the lake stays as it was. */
	signal?: AbortSignal;
	/** Heap of the child in MiB; the engine's own memory is beside it. */
	heapMb?: number;
}

const WORKER_FILE = join(__dirname, 'transit.worker.js');
const LABELS: Record<JobName, string> = {
	ingest: '교통카드 자료 적재',
	preview: '파일 미리 보기',
	importMasters: '기준정보 등록',
	analyse: '일일 분석',
	workbook: '통합 문서 작성',
	pages: '보고서 작성',
	period: '기간 분석',
	weeklyCrowding: '주간 혼잡률 표 작성',
	reviewSheet: '노선조정 검토서 작성',
	readAggregate: '공개 집계 자료 읽기',
	purge: '보존기간 정리',
};

/**
 * Runs one job in a child process of its own. From TypeScript sources (tests) there is no compiled worker, so the same
 * function runs in this process.
 * @throws what the job throws, and `workerMemory`, `workerTimeout`, `workerCancelled`, `workerDied`
 */
export async function runJob<N extends JobName>(name: N, request: JobRequest<N>, options: RunJobOptions): Promise<JobResult<N>> {
	if (__filename.endsWith('.ts')) {
		const { perform } = await import('./perform');
		return await perform(name, request);
	}
	try {
		return (await inChild(name, request, options)) as JobResult<N>;
	} catch (error) {
		// What was ended could not clear up after itself.
		if ('lakeFolder' in request) await removeLeftBehind(join(request.lakeFolder, 'temp')).catch(() => undefined);
		throw error;
	}
}

async function inChild(name: JobName, request: object, options: RunJobOptions): Promise<unknown> {
	return await runWorker(
		{ name, request },
		{
			file: WORKER_FILE,
			label: LABELS[name],
			maxOldSpaceMb: options.heapMb ?? 1024,
			timeoutMs: options.timeoutMs,
			...(options.signal ? { signal: options.signal } : {}),
		},
	);
}
