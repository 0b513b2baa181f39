import { CityhallError, type RemoteError } from '../../errors';
import { networkErrorFacts } from '../../http/error-facts';
import { tooLongPrompt } from './answer-failures';
import { cancelled, lost, statusError, unknownModel } from './failures';
import { climbDown, type Learnt } from './ladder';
import type { Reply } from './one-call';
import type { ModelPort } from './port';

/** The part of a LangChain chat model that is used. */
export interface ChatModel {
	invoke(input: unknown, options?: unknown): Promise<unknown>;
	modelName?: string;
	model?: string;
}

const PLACE = { label: '연결한 언어모형', host: '캔버스' };

/**
 * A chat model connected on the canvas. It is bound to the schema by words alone, since chat models differ in how they
 * take one; limits of length and time are the connected node's own. `onText` is told the whole text at once.
 */
export function connectedModel(chat: ChatModel): ModelPort {
	const model = chat.modelName ?? chat.model ?? '연결한 언어모형';
	const learnt: Learnt = { modes: ['text'], plain: true };
	return {
		model,
		complete: async (request) =>
			await climbDown(request, learnt, {
				place: PLACE,
				model,
				call: async (_mode, { system, user }) => {
					if (request.signal?.aborted) throw cancelled(PLACE);
					try {
						const answer = await chat.invoke([['system', system], ['human', user]], { signal: request.signal });
						const reply = replyOf(answer);
						request.onText?.(reply.text);
						return reply;
					} catch (error) {
						throw request.signal?.aborted ? cancelled(PLACE) : errorOf(error, model);
					}
				},
			}),
	};
}

function replyOf(answer: unknown): Reply {
	const about = field(answer, 'response_metadata');
	const usage = field(answer, 'usage_metadata');
	const count = (name: string) => {
		const value = field(usage, name);
		return typeof value === 'number' ? value : null;
	};
	return {
		text: textOf(field(answer, 'content') ?? answer),
		model: firstText(field(about, 'model_name'), field(about, 'model')),
		finishReason: firstText(field(about, 'finish_reason'), field(about, 'finishReason'), field(about, 'stop_reason'), field(about, 'done_reason')).toLowerCase(),
		refused: firstText(field(field(answer, 'additional_kwargs'), 'refusal')) !== '',
		promptTokens: count('input_tokens'),
		completionTokens: count('output_tokens'),
	};
}

/** The content of a message: a text, or parts of which some are texts. */
function textOf(content: unknown): string {
	if (typeof content === 'string') return content;
	return Array.isArray(content) ? content.map((part) => (typeof part === 'string' ? part : firstText(field(part, 'text')))).join('') : '';
}

/** LangChain's chat models throw their vendors' errors: what these have in common are a status and a code. */
function errorOf(error: unknown, model: string): RemoteError | CityhallError {
	if (error instanceof CityhallError) return error;
	const status = [field(error, 'status'), field(error, 'statusCode'), field(field(error, 'response'), 'status')].find((one) => typeof one === 'number');
	const said = `${firstText(field(error, 'code'))} ${firstText(field(error, 'lc_error_code'))} ${firstText(field(error, 'message'))}`;
	if (typeof status !== 'number') {
		const { code, syscall } = networkErrorFacts(error);
		return lost(PLACE, code, syscall);
	}
	if (status === 404) return unknownModel(PLACE, model, []);
	if (status === 400 && /context[ _]?length/i.test(said)) return tooLongPrompt();
	return statusError(PLACE, { status, code: firstText(field(error, 'code')), retryAfterMs: undefined });
}

const firstText = (...values: readonly unknown[]): string => values.find((value) => typeof value === 'string' && value !== '')?.toString() ?? '';

function field(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
