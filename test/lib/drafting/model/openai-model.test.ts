import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';

import { draftSchema } from '../../../../lib/drafting/model/draft-schema';
import { openAiModel, testModel, type OpenAiSettings } from '../../../../lib/drafting/model/openai-model';
import type { ModelRequest } from '../../../../lib/drafting/model/port';
import { CityhallError, RemoteError } from '../../../../lib/errors';
import { testCertificate } from '../../../support/test-certificate';
import { profile } from './a-profile';
import { closeServers, completion, json, refusal, serve, stream, type Answer } from './model-server';

afterEach(closeServers);

const DRAFT = JSON.stringify({
	title: '의정부시, 겨울철 제설 대책 추진',
	subtitles: [],
	sections: { lead: ['의정부시는 겨울철 제설 대책을 추진한다고 밝혔다.'], plan: [], schedule: [] },
	missing: [],
});

const settingsFor = (baseUrl: string, more: Partial<OpenAiSettings> = {}): OpenAiSettings => ({
	baseUrl,
	apiKey: 'sk-planted-key',
	model: 'city-model',
	timeoutMs: 20_000,
	responseFormat: 'auto',
	...more,
});

const requestFor = (more: Partial<ModelRequest> = {}): ModelRequest => ({
	system: '너는 공문서를 쓴다.',
	user: 'planted-prompt',
	schema: draftSchema(profile),
	schemaName: 'press-release',
	maxTokens: 4_000,
	...more,
});

async function failureOf(work: Promise<unknown>): Promise<CityhallError> {
	try {
		await work;
	} catch (error) {
		if (error instanceof CityhallError) return error;
		throw error;
	}
	throw new Error('the call did not fail');
}

const modeOf = (body: Record<string, unknown>) => (body.response_format as { type: string } | undefined)?.type ?? 'text';
const systemOf = (body: Record<string, unknown>) => (body.messages as { content: string }[])[0]?.content ?? '';

describe('a call that succeeds', () => {
	it('asks for the strict schema with the key and the limits, and tells what it used', async () => {
		const { url, seen } = await serve(completion(DRAFT));
		const answer = await openAiModel(settingsFor(url, { temperature: 0.2, seed: 7, headers: { 'X-Team': 'a' } })).complete(requestFor());
		expect(answer).toMatchObject({ text: DRAFT, model: 'served-model', mode: 'json_schema', finishReason: 'stop', promptTokens: 11, completionTokens: 7, calls: 1 });
		expect(seen).toHaveLength(1);
		expect(seen[0]).toMatchObject({ method: 'POST', path: '/v1/chat/completions' });
		expect(seen[0]?.headers).toMatchObject({ authorization: 'Bearer sk-planted-key', 'x-team': 'a' });
		expect(seen[0]?.body).toMatchObject({
			model: 'city-model',
			max_tokens: 4_000,
			temperature: 0.2,
			seed: 7,
			stream: false,
			response_format: { type: 'json_schema', json_schema: { name: 'press-release', strict: true, schema: draftSchema(profile) } },
		});
	});

	it('goes without a key where the server asks for none', async () => {
		const { url, seen } = await serve(completion(DRAFT));
		await openAiModel(settingsFor(url, { apiKey: '' })).complete(requestFor());
		expect(seen[0]?.headers.authorization).toBeUndefined();
	});

	it('streams only where somebody listens', async () => {
		const pieces = [DRAFT.slice(0, 20), DRAFT.slice(20, 60), DRAFT.slice(60)];
		const { url, seen } = await serve(stream({ pieces }));
		const heard: string[] = [];
		const answer = await openAiModel(settingsFor(url)).complete(requestFor({ onText: (piece) => heard.push(piece) }));
		expect(heard).toEqual(pieces);
		expect(answer).toMatchObject({ text: DRAFT, model: 'served-model', finishReason: 'stop', promptTokens: 11, completionTokens: 7 });
		expect(seen[0]?.body).toMatchObject({ stream: true, stream_options: { include_usage: true } });
	});

	it('waits for a slow first byte', async () => {
		const { url } = await serve((response, seen) => void setTimeout(() => completion(DRAFT)(response, seen), 700));
		expect((await openAiModel(settingsFor(url)).complete(requestFor())).text).toBe(DRAFT);
	});

	it('speaks Azure with a version: the deployment in the path, the key in its own header', async () => {
		const { url, seen } = await serve(completion(DRAFT));
		await openAiModel(settingsFor(url.replace('/v1', ''), { apiVersion: '2024-10-21' })).complete(requestFor());
		expect(seen[0]?.path).toBe('/openai/deployments/city-model/chat/completions?api-version=2024-10-21');
		expect(seen[0]?.headers).toMatchObject({ 'api-key': 'sk-planted-key' });
		expect(seen[0]?.headers.authorization).toBeUndefined();
	});

	it('takes nothing from the environment', async () => {
		const before = { ...process.env };
		Object.assign(process.env, { OPENAI_ORG_ID: 'org-env', OPENAI_PROJECT_ID: 'proj-env', OPENAI_API_KEY: 'sk-env', OPENAI_BASE_URL: 'http://127.0.0.1:9', OPENAI_LOG: 'debug' });
		const printed = jest.spyOn(console, 'debug').mockImplementation(() => {});
		try {
			const { url, seen } = await serve(completion(DRAFT));
			await openAiModel(settingsFor(url)).complete(requestFor());
			expect(seen[0]?.headers['openai-organization']).toBeUndefined();
			expect(seen[0]?.headers['openai-project']).toBeUndefined();
			expect(printed).not.toHaveBeenCalled();
		} finally {
			process.env = before;
			printed.mockRestore();
		}
	});
});

describe('a server that cannot do what is asked', () => {
	const noSchema = refusal(400, 'response_format json_schema is not supported');

	it.each([400, 422, 501])('goes down a mode on status %i, puts the schema into the words, and remembers', async (status) => {
		const { url, seen } = await serve([refusal(status, 'unsupported response_format'), completion(DRAFT)]);
		const model = openAiModel(settingsFor(url));
		expect(await model.complete(requestFor())).toMatchObject({ mode: 'json_object', calls: 2 });
		expect(await model.complete(requestFor())).toMatchObject({ mode: 'json_object', calls: 1 });
		expect(seen.map(({ body }) => modeOf(body))).toEqual(['json_schema', 'json_object', 'json_object']);
		expect(systemOf(seen[0]?.body ?? {})).not.toContain('JSON 스키마');
		expect(systemOf(seen[1]?.body ?? {})).toContain(JSON.stringify(draftSchema(profile)));
	});

	it('reads a fenced answer where no format is taken', async () => {
		const { url, seen } = await serve([noSchema, noSchema, completion(`초안입니다.\n\`\`\`json\n${DRAFT}\n\`\`\``)]);
		const answer = await openAiModel(settingsFor(url)).complete(requestFor());
		expect(answer).toMatchObject({ mode: 'text', calls: 3 });
		expect(seen.map(({ body }) => modeOf(body))).toEqual(['json_schema', 'json_object', 'text']);
	});

	it('goes down where the schema is taken and ignored, and counts the tokens of both calls', async () => {
		const { url } = await serve([completion('{"제목":"가","본문":"나"}'), completion(DRAFT)]);
		expect(await openAiModel(settingsFor(url)).complete(requestFor())).toMatchObject({ mode: 'json_object', calls: 2, promptTokens: 22, completionTokens: 14 });
	});

	it('keeps to the mode the settings name, asks once more, and then gives up', async () => {
		const { url, seen } = await serve(completion('네, 알겠습니다.'));
		const failure = await failureOf(openAiModel(settingsFor(url, { responseFormat: 'json_schema' })).complete(requestFor()));
		expect(failure.code).toBe('modelNotJson');
		expect(seen.map(({ body }) => modeOf(body))).toEqual(['json_schema', 'json_schema']);
	});

	it('names a refused format where the settings leave no other', async () => {
		const { url, seen } = await serve(noSchema);
		const failure = await failureOf(openAiModel(settingsFor(url, { responseFormat: 'json_schema' })).complete(requestFor()));
		expect(failure.code).toBe('modelRequest');
		expect(seen).toHaveLength(1);
	});

	it('leaves out parameters that a model does not take, and remembers', async () => {
		const { url, seen } = await serve([refusal(400, "Unsupported parameter: 'max_tokens' is not supported with this model.", { param: 'max_tokens', code: 'unsupported_parameter' }), completion(DRAFT)]);
		const model = openAiModel(settingsFor(url, { temperature: 0.2 }));
		expect(await model.complete(requestFor())).toMatchObject({ mode: 'json_schema', calls: 2 });
		await model.complete(requestFor());
		for (const { body } of seen.slice(1)) {
			expect(Object.keys(body)).not.toEqual(expect.arrayContaining(['max_tokens']));
			expect(Object.keys(body)).not.toEqual(expect.arrayContaining(['temperature']));
		}
	});

	it('makes three calls at most, whatever comes', async () => {
		const { url, seen } = await serve([noSchema, refusal(429, 'slow down', { headers: { 'retry-after': '0' } }), completion('아무 말')]);
		await failureOf(openAiModel(settingsFor(url)).complete(requestFor()));
		expect(seen).toHaveLength(3);
	});
});

describe('answers with an error status', () => {
	it.each<[string, string, Answer]>([
		['a wrong key', 'modelUnauthorised', refusal(401, 'Incorrect API key sk-planted-key')],
		['a key without the right', 'modelUnauthorised', refusal(403, 'no')],
		['an exhausted quota', 'modelBusy', refusal(429, 'quota', { code: 'insufficient_quota' })],
		['a wait too long to sit through', 'modelBusy', refusal(429, 'later', { headers: { 'retry-after': '600' } })],
		['a server error', 'modelDown', refusal(500, 'planted-prompt')],
		['a gateway error as a page', 'modelDown', (response) => void response.writeHead(502, { 'content-type': 'text/html' }).end('<html>bad</html>')],
		['a redirect', 'modelDown', (response) => void response.writeHead(307, { location: 'http://127.0.0.1:9/steal' }).end()],
		['a prompt longer than the context', 'modelTooLong', refusal(400, "This model's maximum context length is 4096 tokens.")],
		['a filtered prompt', 'modelRefused', refusal(400, 'filtered', { code: 'content_filter' })],
	])('says of %s: one call, an error in words, nothing of prompt, key or answer', async (_name, code, answer) => {
		const { url, seen } = await serve(answer);
		const failure = await failureOf(openAiModel(settingsFor(url)).complete(requestFor()));
		expect(failure.code).toBe(code);
		expect(seen).toHaveLength(1);
		expect(`${failure.message} ${failure.remedy} ${JSON.stringify(failure)}`).not.toMatch(/planted|Incorrect|<html|steal/);
		expect(failure.cause).toBeUndefined();
		expect(failure.remedy).toMatch(/시기 바랍니다\.$/);
	});

	it('tells the wait a busy server asks for', async () => {
		const { url } = await serve(refusal(429, 'later', { headers: { 'retry-after': '600' } }));
		const failure = await failureOf(openAiModel(settingsFor(url)).complete(requestFor()));
		expect(failure).toBeInstanceOf(RemoteError);
		expect(failure).toMatchObject({ failure: { status: 429, retryAfterMs: 600_000, retryable: true } });
		expect(failure.remedy).toContain('10분 뒤에');
	});

	it.each([429, 503])('waits once for the Retry-After of status %i', async (status) => {
		const { url, seen } = await serve([refusal(status, 'later', { headers: { 'retry-after': '1' } }), completion(DRAFT)]);
		expect(await openAiModel(settingsFor(url)).complete(requestFor())).toMatchObject({ calls: 2, mode: 'json_schema' });
		expect(seen).toHaveLength(2);
	});

	it('waits no second time', async () => {
		const { url, seen } = await serve(refusal(429, 'later', { headers: { 'retry-after': '0' } }));
		expect((await failureOf(openAiModel(settingsFor(url)).complete(requestFor()))).code).toBe('modelBusy');
		expect(seen).toHaveLength(2);
	});

	it('can be cancelled while it waits', async () => {
		const cancel = new AbortController();
		const { url, seen } = await serve((response, one) => {
			refusal(429, 'later', { headers: { 'retry-after': '50' } })(response, one);
			setTimeout(() => cancel.abort(), 100);
		});
		expect((await failureOf(openAiModel(settingsFor(url)).complete(requestFor({ signal: cancel.signal })))).code).toBe('modelCancelled');
		expect(seen).toHaveLength(1);
	});

	it('says which models the server has where it lacks the one asked for', async () => {
		const { url, seen } = await serve([refusal(404, 'The model `city-model` does not exist.', { code: 'model_not_found' }), json(200, { object: 'list', data: [{ id: 'exaone:32b' }, { id: '<b>evil</b>' }, { id: 'solar' }] })]);
		const failure = await failureOf(openAiModel(settingsFor(url)).complete(requestFor()));
		expect(failure.code).toBe('modelUnknown');
		expect(failure.message).toContain('exaone:32b, solar');
		expect(failure.message).not.toContain('evil');
		expect(seen.map(({ path }) => path)).toEqual(['/v1/chat/completions', '/v1/models']);
	});

	it('doubts the address too where the server lists nothing', async () => {
		const { url } = await serve((response) => void response.writeHead(404).end('not found'));
		const failure = await failureOf(openAiModel(settingsFor(url)).complete(requestFor()));
		expect(failure).toMatchObject({ code: 'modelUnknown' });
		expect(failure.remedy).toContain('/v1');
	});
});

describe('answers that are none', () => {
	const korean = '의정부시는 겨울철 제설 대책을 추진한다고 밝혔다. ';
	const english = 'The city announced today that it will carry out a snow removal plan this winter. ';
	const draftWith = (text: string) => JSON.stringify({ title: '제목', subtitles: [], sections: { lead: [text], plan: [], schedule: [] }, missing: [] });

	it.each<[string, string, number, Answer]>([
		['no chat completion', 'modelDown', 1, json(200, { hello: 'world' })],
		['a login page', 'modelDown', 1, (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>login</html>')],
		['broken JSON on the wire', 'modelDown', 1, (response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{"choices":[')],
		['a cut-off', 'modelCutOff', 1, completion(DRAFT.slice(0, 60), { finish: 'length' })],
		['a refusal in its own field', 'modelRefused', 1, completion(null, { refusal: 'I will not.' })],
		['a refusal in words', 'modelRefused', 1, completion('죄송합니다. 해당 요청은 도와드릴 수 없습니다.')],
		['a content filter', 'modelRefused', 1, completion('', { finish: 'content_filter' })],
		['another language', 'modelLanguage', 1, completion(draftWith(english.repeat(3)))],
		['endless repetition', 'modelRepeats', 1, completion(draftWith(korean.repeat(40)))],
		['endless repetition that was cut off', 'modelRepeats', 1, completion(`{"title":"${korean.repeat(60)}`, { finish: 'length' })],
		['a huge text', 'modelTooLong', 1, completion(draftWith('가나다 '.repeat(150_000)))],
		['half a JSON', 'modelNotJson', 3, completion(DRAFT.slice(0, 60))],
		['a JSON of another form', 'modelSchema', 3, completion('{"answer":{"text":"의정부시"}}')],
		['an empty answer', 'modelNotJson', 3, completion('')],
	])('refuses %s', async (_name, code, calls, answer) => {
		const { url, seen } = await serve(answer);
		expect((await failureOf(openAiModel(settingsFor(url)).complete(requestFor()))).code).toBe(code);
		expect(seen).toHaveLength(calls);
	});

	it('ends an answer that has no end', async () => {
		const { url, closed } = await serve((response) => {
			response.writeHead(200, { 'content-type': 'application/json' });
			const piece = Buffer.alloc(1_048_576, ' ');
			const more = () => {
				while (response.write(piece)) if (response.destroyed) return;
			};
			response.on('drain', more);
			more();
		});
		expect((await failureOf(openAiModel(settingsFor(url)).complete(requestFor()))).code).toBe('modelTooLong');
		await closed;
	});
});

describe('a stream that does not end as it should', () => {
	const pieces = [DRAFT.slice(0, 20), DRAFT.slice(20, 60)];
	const listening = (more: Partial<ModelRequest> = {}) => requestFor({ onText: () => {}, ...more });

	it.each<[string, string, Answer]>([
		['is cut', 'modelDown', stream({ pieces, end: 'cut' })],
		['ends without saying why, even where its text is whole', 'modelDown', stream({ pieces: [DRAFT], end: 'silent' })],
		['ends at the token limit', 'modelCutOff', stream({ pieces, finish: 'length' })],
		['holds no JSON events', 'modelDown', (response) => void response.writeHead(200, { 'content-type': 'text/event-stream' }).end('data: {"choices\n\n')],
		['brings an error event', 'modelDown', (response) => void response.writeHead(200, { 'content-type': 'text/event-stream' }).end(`data: {"error":{"message":"planted"}}\n\n`)],
		['holds a refusal', 'modelRefused', stream({ pieces: ['죄송합니다. ', '도와드릴 수 없습니다.'] })],
	])('is an error where it %s', async (_name, code, answer) => {
		const { url, seen } = await serve(answer);
		const failure = await failureOf(openAiModel(settingsFor(url)).complete(listening()));
		expect(failure.code).toBe(code);
		expect(failure.message).not.toContain('planted');
		expect(seen).toHaveLength(1);
	});

	it('is an error where it stands still, and the connection is given up', async () => {
		const { url, closed } = await serve(stream({ pieces, end: 'stall' }));
		expect((await failureOf(openAiModel(settingsFor(url, { timeoutMs: 600 })).complete(listening()))).code).toBe('modelStalled');
		await closed;
	});

	it('is ended where it repeats itself, long before the token limit', async () => {
		const { url, closed } = await serve(stream({ pieces: Array.from({ length: 400 }, () => '의정부시는 제설 대책을 추진한다. '), end: 'stall' }));
		expect((await failureOf(openAiModel(settingsFor(url)).complete(listening()))).code).toBe('modelRepeats');
		await closed;
	});
});

describe('time and cancelling', () => {
	it('gives up where no answer begins in time', async () => {
		const { url, seen, closed } = await serve(() => {});
		const failure = await failureOf(openAiModel(settingsFor(url, { timeoutMs: 400 })).complete(requestFor()));
		expect(failure).toMatchObject({ code: 'modelTimeout', failure: { outcome: 'unknown', retryable: true } });
		expect(seen).toHaveLength(1);
		await closed;
	});

	it('gives up where an answer stands still in the middle', async () => {
		const { url, closed } = await serve((response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{"choices":'));
		expect((await failureOf(openAiModel(settingsFor(url, { timeoutMs: 600 })).complete(requestFor()))).code).toBe('modelStalled');
		await closed;
	});

	it.each<[string, Answer, boolean]>([
		['before the answer', () => {}, false],
		['while the body is read', (response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{"choices":'), false],
		['while it streams', stream({ pieces: [DRAFT.slice(0, 20)], end: 'stall' }), true],
	])('is cancelled %s, and the server sees it', async (_name, answer, streamed) => {
		const cancel = new AbortController();
		const { url, closed, seen } = await serve((response, one) => {
			answer(response, one);
			setTimeout(() => cancel.abort(), 150);
		});
		const failure = await failureOf(openAiModel(settingsFor(url)).complete(requestFor({ signal: cancel.signal, ...(streamed ? { onText: () => {} } : {}) })));
		expect(failure.code).toBe('modelCancelled');
		await closed;
		expect(seen).toHaveLength(1);
	});

	it('does not begin where it was cancelled before', async () => {
		const { url, seen } = await serve(completion(DRAFT));
		expect((await failureOf(openAiModel(settingsFor(url)).complete(requestFor({ signal: AbortSignal.abort() })))).code).toBe('modelCancelled');
		expect(seen).toHaveLength(0);
	});
});

describe('the way to the server', () => {
	it('trusts the authority it is given', async () => {
		const { url } = await serve(completion(DRAFT), true);
		expect((await openAiModel(settingsFor(url, { ca: testCertificate().cert })).complete(requestFor())).text).toBe(DRAFT);
	});

	it.each<[string, (url: string) => string]>([
		['an unknown authority', (url) => url],
		['a certificate for another host', (url) => url.replace('localhost', '127.0.0.1')],
	])('refuses %s before anything is sent', async (_name, address) => {
		const { url, seen } = await serve(completion(DRAFT), true);
		const failure = await failureOf(openAiModel(settingsFor(address(url), { ...(address(url) === url ? {} : { ca: testCertificate().cert }) })).complete(requestFor()));
		expect(failure).toMatchObject({ code: 'modelTls', failure: { outcome: 'notSent' } });
		expect(failure.remedy).toContain('기관 인증서');
		expect(seen).toHaveLength(0);
	});

	it('says that a plain server was spoken to in TLS', async () => {
		const { url } = await serve(completion(DRAFT));
		expect(await failureOf(openAiModel(settingsFor(url.replace('http:', 'https:'))).complete(requestFor()))).toMatchObject({ code: 'modelTls', failure: { outcome: 'notSent' } });
	});

	it('says that nobody answers', async () => {
		const { url } = await serve(completion(DRAFT));
		await closeServers();
		expect(await failureOf(openAiModel(settingsFor(url)).complete(requestFor()))).toMatchObject({ code: 'modelDown', failure: { outcome: 'notSent' } });
	});

	async function proxy(refuse = false): Promise<{ url: string; targets: string[] }> {
		const targets: string[] = [];
		const server: Server = createServer((request, response) => {
			targets.push(request.url ?? '');
			completion(DRAFT)(response, { method: '', path: '', headers: {}, body: {} });
		});
		server.on('connect', (request, socket) => {
			targets.push(request.url ?? '');
			if (refuse) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
			const [host, port] = (request.url ?? '').split(':');
			const onward = connect(Number(port), host === 'localhost' ? '127.0.0.1' : host, () => {
				socket.write('HTTP/1.1 200 OK\r\n\r\n');
				onward.pipe(socket).pipe(onward);
			});
			onward.on('error', () => socket.destroy());
			socket.on('error', () => onward.destroy());
			proxySockets.push(socket, onward);
		});
		proxies.push(server);
		await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
		return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, targets };
	}
	const proxies: Server[] = [];
	const proxySockets: { destroy(): unknown }[] = [];
	afterEach(async () => {
		for (const socket of proxySockets.splice(0)) socket.destroy();
		await Promise.all(
			proxies.splice(0).map((server) => {
				server.closeAllConnections();
				return new Promise((done) => server.close(done));
			}),
		);
	});

	it('goes through the proxy, by a tunnel for TLS and with the authority inside it', async () => {
		const { url } = await serve(completion(DRAFT), true);
		const way = await proxy();
		expect((await openAiModel(settingsFor(url, { proxy: way.url, ca: testCertificate().cert })).complete(requestFor())).text).toBe(DRAFT);
		expect(way.targets).toEqual([new URL(url).host]);
	});

	it('goes through the proxy without a tunnel for plain HTTP', async () => {
		const way = await proxy();
		expect((await openAiModel(settingsFor('http://model.test/v1', { proxy: way.url })).complete(requestFor())).text).toBe(DRAFT);
		expect(way.targets).toEqual(['http://model.test/v1/chat/completions']);
	});

	it('says that the proxy opens no way', async () => {
		const { url } = await serve(completion(DRAFT), true);
		const way = await proxy(true);
		const failure = await failureOf(openAiModel(settingsFor(url, { proxy: way.url })).complete(requestFor()));
		expect(failure.code).toBe('modelDown');
		expect(failure.message).toContain('프록시');
	});
});

describe('settings that a person must mend', () => {
	it.each<[string, Partial<OpenAiSettings>, string]>([
		['no address', { baseUrl: 'model server' }, 'badBaseUrl'],
		['a file address', { baseUrl: 'file:///etc/passwd' }, 'badBaseUrl'],
		['a time limit of nothing', { timeoutMs: 0 }, 'badTimeout'],
		['Korean in the key', { apiKey: '인증키' }, 'badApiKey'],
		['a line break in the key', { apiKey: 'sk-a\nb' }, 'badApiKey'],
		['no model', { model: ' ' }, 'badModelName'],
		['a line break in a header', { headers: { 'X-A': 'b\r\nc: d' } }, 'badHeader'],
		['a proxy without a scheme', { proxy: 'proxy:8080' }, 'badProxy'],
		['an authority that is none', { ca: 'hello' }, 'badCertificate'],
	])('refuses %s before a call', (_name, more, code) => {
		expect(() => openAiModel(settingsFor('http://127.0.0.1:1/v1', more))).toThrow(expect.objectContaining({ code }));
	});
});

describe('the test of a credential', () => {
	const models = json(200, { object: 'list', data: [{ id: 'qwen3:latest' }, { id: 'exaone' }] });
	const signal = new AbortController().signal;

	it.each([
		['exaone', true],
		['qwen3', true],
		['solar', false],
	])('tells whether the server has %s: %s', async (model, found) => {
		const { url, seen } = await serve(models);
		expect(await testModel(settingsFor(url, { model }), signal)).toEqual({ model, found, models: ['qwen3:latest', 'exaone'] });
		expect(seen[0]).toMatchObject({ method: 'GET', path: '/v1/models' });
	});

	it.each<[string, string, Answer]>([
		['a wrong key', 'modelUnauthorised', refusal(401, 'no')],
		['an address that is no model server', 'modelDown', json(200, { hello: 1 })],
		['a web page', 'modelDown', (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>')],
	])('is an error for %s', async (_name, code, answer) => {
		const { url } = await serve(answer);
		expect((await failureOf(testModel(settingsFor(url), signal))).code).toBe(code);
	});
});
