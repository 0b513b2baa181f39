import { CityhallError } from '../errors';
import type { WorkerAnswer } from './run-worker';

/** The child's side of `runWorker`: handles the one request it is sent, then waits to be ended. */
export function serveWorker(handle: (request: unknown) => Promise<unknown>): void {
	process.once('message', (message: { request: unknown }) => {
		void answerTo(handle, message.request).then((answer) => process.send?.(answer));
	});
}

/** Unforeseen errors lose their message, which may quote what was being read. */
export async function answerTo(
	handle: (request: unknown) => Promise<unknown>,
	request: unknown,
): Promise<WorkerAnswer> {
	try {
		return { ok: true, value: await handle(request) };
	} catch (error) {
		if (error instanceof CityhallError) {
			const { code, message, remedy } = error;
			return { ok: false, code, message, remedy, foreseen: true };
		}
		const kind = error instanceof Error ? error.constructor.name : typeof error;
		return {
			ok: false,
			code: 'unforeseen',
			message: `작업 프로세스에서 예상하지 못한 오류가 발생하였습니다(${kind}).`,
			remedy: '다시 실행하고, 되풀이되면 전산 담당자에게 알려 주시기 바랍니다.',
			foreseen: false,
		};
	}
}
