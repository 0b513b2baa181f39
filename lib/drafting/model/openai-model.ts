import { CityhallError } from '../../errors';
import { networkErrorFacts } from '../../http/error-facts';
import { parseRetryAfter } from '../../http/retry-after';
import { APIError } from '../../vendor/openai';
import { refused, tooLongPrompt } from './answer-failures';
import { modelClient } from './client';
import { broken, foreignAnswer, lost, placeOf, statusError, unknownModel } from './failures';
import { climbDown, Unsupported, type Learnt } from './ladder';
import { modelNames, oneCall, type CallOptions } from './one-call';
import type { AnswerMode, ModelPort } from './port';
import type { OpenAiSettings } from './settings';

export type { OpenAiSettings } from './settings';

const MODES: readonly AnswerMode[] = ['json_schema', 'json_object', 'text'];
const LIST_MS = 10_000;

/** What a server calls the parameters that only some models take. */
const PARAMETER = /max_tokens|max_completion_tokens|temperature|\bseed\b|stream_options/i;
const CONTEXT = /context[ _]?(length|window|size)|maximum (input|prompt|number of tokens)|prompt is too long|too many (input )?tokens/i;

/**
 * A model behind an OpenAI-compatible server (vLLM, Ollama, OpenAI, Azure). Calls are streamed only where the request has
 * `onText`. What one answer teaches of the server (formats and parameters it does not take) holds for the later ones.
 * @throws ValidationError `badBaseUrl` `badTimeout` `badApiKey` `badModelName` `badHeader` `badProxy` `badCertificate`
 */
export function openAiModel(settings: OpenAiSettings): ModelPort {
	const { host, open } = modelClient(settings);
	const place = placeOf(host);
	const learnt: Learnt = { modes: settings.responseFormat === 'auto' ? MODES : [settings.responseFormat], plain: false };
	return {
		model: settings.model,
		complete: async (request) => {
			const options: CallOptions = { place, open, timeoutMs: settings.timeoutMs, signal: request.signal, onText: request.onText };
			return await climbDown(request, learnt, {
				place,
				model: settings.model,
				call: async (mode, { system, user }, plain) => {
					const { temperature, seed, model } = settings;
					const parameters = {
						model,
						messages: [
							{ role: 'system' as const, content: system },
							{ role: 'user' as const, content: user },
						],
						...(plain ? {} : { max_tokens: request.maxTokens, temperature, seed }),
						...formatOf(mode, request.schemaName, request.schema),
					};
					try {
						return await oneCall(parameters, !plain, options);
					} catch (error) {
						throw await explained(error, { mode, plain, settings, options });
					}
				},
			});
		},
	};
}

/**
 * Asks the server for its models: whether it can be reached, takes the key and has the model. Azure lists no deployments:
 * there a right key is all that can be proved.
 * @throws RemoteError, ValidationError as `openAiModel` and its calls
 */
export async function testModel(settings: OpenAiSettings, signal: AbortSignal): Promise<{ model: string; found: boolean; models: string[] }> {
	const { host, open } = modelClient(settings);
	const options: CallOptions = { place: placeOf(host), open, timeoutMs: Math.min(settings.timeoutMs, LIST_MS), signal };
	try {
		const models = await modelNames(options);
		return { model: settings.model, found: Boolean(settings.apiVersion) || hasModel(models, settings.model), models };
	} catch (error) {
		throw errorOf(error, options);
	}
}

/** Ollama names a model without its tag too. */
const hasModel = (models: readonly string[], model: string): boolean => models.includes(model) || models.includes(`${model}:latest`);

function formatOf(mode: AnswerMode, name: string, schema: { readonly [key: string]: unknown }) {
	if (mode === 'text') return {};
	if (mode === 'json_object') return { response_format: { type: mode } };
	return { response_format: { type: mode, json_schema: { name: name.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 64), strict: true, schema } } };
}

interface CallFacts {
	mode: AnswerMode;
	plain: boolean;
	settings: OpenAiSettings;
	options: CallOptions;
}

/** What a failed completion means: an error for people, or that the server wants to be asked otherwise. */
async function explained(error: unknown, { mode, plain, settings, options }: CallFacts): Promise<Error> {
	if (!(error instanceof APIError) || error.status === undefined) return errorOf(error, options);
	const said = `${error.param ?? ''} ${error.code ?? ''} ${error.message}`;
	const missing = error.status === 404 || error.code === 'model_not_found' || error.code === 'DeploymentNotFound';
	if (missing) return await missingModel(settings, options);
	const failure = errorOf(error, options);
	if (![400, 422, 501].includes(error.status)) return failure;
	if (error.code === 'content_filter') return refused();
	if (CONTEXT.test(said)) return tooLongPrompt();
	const asked = statusError(options.place, { status: error.status, code: '', retryAfterMs: undefined });
	if (!plain && PARAMETER.test(said)) return new Unsupported('parameters', asked);
	return mode === 'text' ? failure : new Unsupported('format', asked);
}

async function missingModel(settings: OpenAiSettings, options: CallOptions): Promise<Error> {
	const models = await modelNames({ ...options, onText: undefined, timeoutMs: Math.min(settings.timeoutMs, LIST_MS) }).catch((error: unknown) => {
		if (error instanceof CityhallError && error.code === 'modelCancelled') throw error;
		return [];
	});
	return unknownModel(options.place, settings.model, models);
}

/** The SDK's errors in our words. */
function errorOf(error: unknown, { place }: CallOptions): Error {
	if (error instanceof CityhallError) return error;
	if (error instanceof APIError && error.status !== undefined) {
		const header = (name: string) => error.headers?.get(name) ?? undefined;
		const sentAt = Date.parse(header('date') ?? '');
		return statusError(place, {
			status: error.status,
			code: error.code ?? '',
			retryAfterMs: parseRetryAfter(header('retry-after'), Number.isNaN(sentAt) ? 0 : sentAt),
		});
	}
	// An error event in the middle of a stream.
	if (error instanceof APIError && error.error !== undefined) return broken(place);
	if (error instanceof SyntaxError) return foreignAnswer(place);
	const { code, syscall } = networkErrorFacts(error);
	return lost(place, code, syscall);
}
