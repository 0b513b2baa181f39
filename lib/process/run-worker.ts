import { fork } from 'node:child_process';

import { CityhallError, ConflictError, ValidationError } from '../errors';

export interface WorkerOptions {
	/** Absolute path of a compiled worker file that calls `serveWorker`. */
	file: string;
	/** Korean name of the work, for errors, e.g. `엑셀 파일 읽기`. */
	label: string;
	/** Heap limit of the child in MiB. */
	maxOldSpaceMb: number;
	timeoutMs: number;
	signal?: AbortSignal;
}

/** What a worker sends back. */
export type WorkerAnswer =
	| { ok: true; value: unknown }
	| { ok: false; code: string; message: string; remedy: string; foreseen: boolean };

/**
 * Runs one piece of work in a child process: n8n's event loop stays free, and a crash or a full heap ends the child
 * only. The child gets no environment but its time zone, and nothing of its output is kept.
 * @throws ValidationError as the worker threw it, or `workerMemory`, `workerTimeout`
 * @throws ConflictError `workerCancelled`
 * @throws CityhallError `workerDied`
 */
export async function runWorker(request: unknown, options: WorkerOptions): Promise<unknown> {
	if (options.signal?.aborted) throw cancelled(options.label);
	const answer = await new Promise<WorkerAnswer>((resolve, reject) => {
		const child = fork(options.file, [], {
			execArgv: [`--max-old-space-size=${options.maxOldSpaceMb}`],
			env: { TZ: 'Asia/Seoul' },
			serialization: 'advanced',
			stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
		});
		let heapFull = false;
		child.stderr?.on('data', (chunk: Buffer) => {
			heapFull ||= chunk.includes('heap out of memory') || chunk.includes('heap limit');
		});
		const timer = setTimeout(() => end(() => reject(timedOut(options))), options.timeoutMs);
		const onAbort = () => end(() => reject(cancelled(options.label)));
		options.signal?.addEventListener('abort', onAbort, { once: true });
		const finish = (settle: () => void) => {
			clearTimeout(timer);
			options.signal?.removeEventListener('abort', onAbort);
			child.kill('SIGKILL');
			settle();
		};
		/** Settles when the child is gone, so that nothing writes behind the caller's back. */
		const end = (settle: () => void) => {
			child.removeAllListeners('close');
			child.once('close', () => finish(settle));
			child.kill('SIGKILL');
		};
		child.once('message', (message: WorkerAnswer) => finish(() => resolve(message)));
		child.once('error', () => finish(() => reject(died(options.label, '시작하지 못함'))));
		child.once('close', (code, signal) =>
			finish(() => reject(heapFull ? outOfMemory(options) : died(options.label, signal ?? `종료 코드 ${code ?? '없음'}`))),
		);
		child.send({ request }, (error) => {
			if (error) finish(() => reject(died(options.label, '요청을 전달하지 못함')));
		});
	});
	if (answer.ok) return answer.value;
	if (answer.foreseen) throw new ValidationError(answer.code, answer.message, answer.remedy);
	throw new CityhallError(answer.code, answer.message, answer.remedy);
}

function outOfMemory({ label, maxOldSpaceMb }: WorkerOptions): ValidationError {
	return new ValidationError(
		'workerMemory',
		`${label}: 작업 메모리 ${maxOldSpaceMb} MB로는 처리할 수 없습니다.`,
		'조회 기간을 나누어 작은 파일로 추출하거나 노드의 메모리 한도를 늘리시기 바랍니다.',
	);
}

function timedOut({ label, timeoutMs }: WorkerOptions): ValidationError {
	return new ValidationError(
		'workerTimeout',
		`${label}: ${Math.round(timeoutMs / 1000)}초 안에 끝나지 않아 중단하였습니다.`,
		'파일을 나누거나 노드의 제한 시간을 늘리시기 바랍니다.',
	);
}

function cancelled(label: string): ConflictError {
	return new ConflictError('workerCancelled', `${label}: 실행이 취소되어 중단하였습니다.`, '필요하면 다시 실행하시기 바랍니다.');
}

function died(label: string, how: string): CityhallError {
	return new CityhallError('workerDied', `${label}: 작업 프로세스가 비정상적으로 끝났습니다(${how}).`, '다시 실행하고, 되풀이되면 전산 담당자에게 알려 주시기 바랍니다.');
}
