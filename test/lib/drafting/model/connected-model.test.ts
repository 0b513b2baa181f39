import { connectedModel } from '../../../../lib/drafting/model/connected-model';
import { spanSchema } from '../../../../lib/drafting/model/draft-schema';
import type { ModelRequest } from '../../../../lib/drafting/model/port';

const ANSWER = JSON.stringify({ spans: [{ no: 1, text: '고친 문장이다.' }] });
const request: ModelRequest = { system: '규칙', user: '내용', schema: spanSchema(), schemaName: 'spans', maxTokens: 100 };

const chatOf = (...answers: unknown[]) => {
	const asked: { input: unknown; options: unknown }[] = [];
	const invoke = (input: unknown, options?: unknown) => {
		asked.push({ input, options });
		const answer = answers[Math.min(asked.length, answers.length) - 1];
		return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
	};
	return { chat: { invoke, model: 'canvas-model' }, asked };
};

const failing = (facts: object) => Object.assign(new Error('planted'), facts);

describe('a chat model connected on the canvas', () => {
	it('is asked with the schema in words and the signal of the execution', async () => {
		const { chat, asked } = chatOf({
			content: ANSWER,
			response_metadata: { model_name: 'served', finish_reason: 'stop' },
			usage_metadata: { input_tokens: 5, output_tokens: 3 },
		});
		const { signal } = new AbortController();
		const heard: string[] = [];
		const answer = await connectedModel(chat).complete({ ...request, signal, onText: (piece) => heard.push(piece) });
		expect(answer).toMatchObject({ text: ANSWER, model: 'served', mode: 'text', finishReason: 'stop', promptTokens: 5, completionTokens: 3, calls: 1 });
		expect(asked[0]?.options).toEqual({ signal });
		expect(asked[0]?.input).toEqual([['system', expect.stringContaining(JSON.stringify(spanSchema()))], ['human', '내용']]);
		expect(heard).toEqual([ANSWER]);
	});

	it.each<[string, unknown]>([
		['parts', { content: [{ type: 'text', text: ANSWER.slice(0, 9) }, { type: 'image' }, ANSWER.slice(9)] }],
		['a bare text', ANSWER],
		['a text without facts about it', { content: ANSWER }],
	])('may answer with %s', async (_name, answer) => {
		expect(await connectedModel(chatOf(answer).chat).complete(request)).toMatchObject({ text: ANSWER, model: 'canvas-model', promptTokens: null });
	});

	it('is asked once more where its answer is none, and no third time', async () => {
		const good = chatOf({ content: '네!' }, { content: ANSWER });
		expect(await connectedModel(good.chat).complete(request)).toMatchObject({ calls: 2 });
		const bad = chatOf({ content: '네!' });
		await expect(connectedModel(bad.chat).complete(request)).rejects.toMatchObject({ code: 'modelNotJson' });
		expect(bad.asked).toHaveLength(2);
	});

	it.each<[string, string, unknown]>([
		['a wrong key', 'modelUnauthorised', failing({ status: 401 })],
		['a wrong key told in the response', 'modelUnauthorised', failing({ response: { status: 401 } })],
		['an exhausted quota', 'modelBusy', failing({ status: 429, code: 'insufficient_quota' })],
		['an unknown model', 'modelUnknown', failing({ status: 404 })],
		['a server error', 'modelDown', failing({ status: 500 })],
		['a prompt too long', 'modelTooLong', Object.assign(new Error('maximum context length'), { status: 400 })],
		['a refused connection', 'modelDown', failing({ cause: { code: 'ECONNREFUSED', syscall: 'connect' } })],
		['an unknown authority', 'modelTls', failing({ cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } })],
		['anything else', 'modelDown', new Error('planted')],
		['a cut-off', 'modelCutOff', { content: ANSWER, response_metadata: { finish_reason: 'length' } }],
		['a cut-off by another name', 'modelCutOff', { content: ANSWER, response_metadata: { stop_reason: 'max_tokens' } }],
		['a cut-off in capitals', 'modelCutOff', { content: ANSWER, response_metadata: { finishReason: 'MAX_TOKENS' } }],
		['a refusal', 'modelRefused', { content: '', additional_kwargs: { refusal: 'no' } }],
	])('says of %s what it is, without its words', async (_name, code, answer) => {
		await expect(connectedModel(chatOf(answer).chat).complete(request)).rejects.toMatchObject({ code, message: expect.not.stringContaining('planted') });
	});

	it('is cancelled with the execution', async () => {
		const cancel = new AbortController();
		const waiting = connectedModel({ invoke: () => new Promise((_done, fail) => cancel.signal.addEventListener('abort', () => fail(new Error('AbortError')))) }).complete({ ...request, signal: cancel.signal });
		cancel.abort();
		await expect(waiting).rejects.toMatchObject({ code: 'modelCancelled' });
		const { chat, asked } = chatOf(ANSWER);
		await expect(connectedModel(chat).complete({ ...request, signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'modelCancelled' });
		expect(asked).toHaveLength(0);
	});
});
