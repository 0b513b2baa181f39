import type { RequestPlace } from '../../http/failures';
import type { ChatCompletion, ChatCompletionChunk, ChatCompletionCreateParams, OpenAI } from '../../vendor/openai';
import { checkTexts, endsRepeating } from './answer-checks';
import { tooLongAnswer } from './answer-failures';
import type { WireState } from './client';
import { broken, cancelled, foreignAnswer, stalled, timedOut } from './failures';
import { LONGEST_ANSWER } from './parse-draft';

/** A model that has begun to write does not pause this long. */
const LONGEST_PAUSE_MS = 120_000;
/** How often a growing answer is looked at for endless repetition, in characters. */
const LOOK_EVERY = 2_000;

/** What a call brought: whole, but not yet read. */
export interface Reply {
	text: string;
	model: string;
	finishReason: string;
	/** The server says in a field of its own that the model refused. */
	refused: boolean;
	promptTokens: number | null;
	completionTokens: number | null;
}

export interface CallOptions {
	place: RequestPlace;
	timeoutMs: number;
	open(wire: WireState): OpenAI;
	signal?: AbortSignal;
	onText?: (piece: string) => void;
}

type Parameters = Omit<ChatCompletionCreateParams, 'stream' | 'stream_options'>;

/**
 * One chat completion, streamed where `onText` is given. Ends at the time limit, at a cancel and, once text flows, at a
 * pause of two minutes.
 * @param usage whether a stream is asked for its token counts, which not every server knows
 * @throws RemoteError `modelCancelled` `modelTimeout` `modelStalled` `modelDown`; ValidationError `modelTooLong`
 * `modelRepeats` `modelLanguage`; the SDK's error for everything else
 */
export async function oneCall(parameters: Parameters, usage: boolean, options: CallOptions): Promise<Reply> {
	const { place, timeoutMs } = options;
	return await limited(options, async (client, signal, pause) => {
		if (!options.onText) return replyOf(await client.chat.completions.create({ ...parameters, stream: false }, { signal }), place);
		const stream = await client.chat.completions.create({ ...parameters, stream: true, ...(usage ? { stream_options: { include_usage: true } } : {}) }, { signal });
		return await streamed(stream, options.onText, place, () => pause(Math.min(timeoutMs, LONGEST_PAUSE_MS)));
	});
}

/** The names of the models a server has, in its order. @throws as `oneCall` */
export async function modelNames(options: CallOptions): Promise<string[]> {
	return await limited(options, async (client, signal) => {
		// The SDK's own list call takes an answer without a list for an empty one.
		const page: unknown = await client.get('/models', { signal });
		const listed = field(page, 'data');
		if (!Array.isArray(listed)) throw foreignAnswer(options.place);
		return listed.map((one) => field(one, 'id')).filter((id) => typeof id === 'string');
	});
}

/** Does the work under the limits and tells what ended it. */
async function limited<T>(options: CallOptions, work: (client: OpenAI, signal: AbortSignal, pause: (ms: number) => void) => Promise<T>): Promise<T> {
	const { place, timeoutMs, signal: cancel } = options;
	if (cancel?.aborted) throw cancelled(place);
	const wire: WireState = { began: false, tooLong: false };
	const late = new AbortController();
	const overall = setTimeout(() => late.abort(), timeoutMs);
	let pausing: NodeJS.Timeout | undefined;
	let waited = timeoutMs;
	const pause = (ms: number) => {
		clearTimeout(pausing);
		pausing = setTimeout(() => {
			waited = ms;
			late.abort();
		}, ms);
	};
	const ended = () => {
		if (cancel?.aborted) return cancelled(place);
		if (late.signal.aborted) return wire.began ? stalled(place, waited) : timedOut(place, timeoutMs);
		return wire.tooLong ? tooLongAnswer() : undefined;
	};
	try {
		const result = await work(options.open(wire), cancel ? AbortSignal.any([cancel, late.signal]) : late.signal, pause);
		// A stream that is aborted ends as if it were whole.
		const end = ended();
		if (end) throw end;
		return result;
	} catch (error) {
		throw ended() ?? error;
	} finally {
		clearTimeout(overall);
		clearTimeout(pausing);
	}
}

function replyOf(completion: ChatCompletion, place: RequestPlace): Reply {
	const choices = field(completion, 'choices');
	const choice: unknown = Array.isArray(choices) ? choices[0] : undefined;
	const message = field(choice, 'message');
	if (typeof message !== 'object' || message === null) throw foreignAnswer(place);
	return {
		text: textAt(message, 'content'),
		model: textAt(completion, 'model'),
		finishReason: textAt(choice, 'finish_reason'),
		refused: textAt(message, 'refusal') !== '',
		...tokensOf(completion),
	};
}

async function streamed(stream: AsyncIterable<ChatCompletionChunk>, onText: (piece: string) => void, place: RequestPlace, alive: () => void): Promise<Reply> {
	const pieces: string[] = [];
	const reply: Reply = { text: '', model: '', finishReason: '', refused: false, promptTokens: null, completionTokens: null };
	let length = 0;
	let looked = 0;
	for await (const chunk of stream) {
		alive();
		reply.model ||= textAt(chunk, 'model');
		const choices = field(chunk, 'choices');
		const choice: unknown = Array.isArray(choices) ? choices[0] : undefined;
		const delta = field(choice, 'delta');
		reply.finishReason ||= textAt(choice, 'finish_reason');
		reply.refused ||= textAt(delta, 'refusal') !== '';
		const { promptTokens, completionTokens } = tokensOf(chunk);
		reply.promptTokens = promptTokens ?? reply.promptTokens;
		reply.completionTokens = completionTokens ?? reply.completionTokens;
		const piece = textAt(delta, 'content');
		if (piece === '') continue;
		pieces.push(piece);
		length += piece.length;
		onText(piece);
		if (length > LONGEST_ANSWER) throw tooLongAnswer();
		if (length - looked >= LOOK_EVERY) {
			looked = length;
			const tail = pieces.slice(-LOOK_EVERY * 2).join('');
			if (endsRepeating(tail)) checkTexts([tail]);
		}
	}
	// Every server names its reason in the last piece: without one the stream was cut.
	if (reply.finishReason === '') throw broken(place);
	return { ...reply, text: pieces.join('') };
}

function tokensOf(answer: unknown): Pick<Reply, 'promptTokens' | 'completionTokens'> {
	const usage = field(answer, 'usage');
	const count = (name: string) => {
		const value = field(usage, name);
		return typeof value === 'number' && Number.isFinite(value) ? value : null;
	};
	return { promptTokens: count('prompt_tokens'), completionTokens: count('completion_tokens') };
}

/** What a server sends is not what the SDK's types promise. */
function field(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function textAt(value: unknown, name: string): string {
	const text = field(value, name);
	return typeof text === 'string' ? text : '';
}
