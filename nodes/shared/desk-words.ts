import type { IWebhookFunctions } from 'n8n-workflow';

import { CityhallError } from '../../lib/errors';
import { toNodeError } from './to-node-error';

/** What went wrong at a desk and what to do; of an unforeseen error only its place in the code, never its message. */
export function wordsOf(ctx: IWebhookFunctions, desk: string, error: unknown): [problem: string, remedy: string] {
	if (error instanceof CityhallError) return [error.message, error.remedy];
	const { message, description } = toNodeError(ctx.getNode(), error);
	ctx.logger.error(`${desk}: ${message} ${description ?? ''}`.trim());
	return [message, description ?? '잠시 뒤에 다시 시도하시기 바랍니다.'];
}
