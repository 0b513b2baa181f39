import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

import { closeServer, listen, readBody, reply, replyJson } from '../shared/http.mts';
import { answerTo, faultInFacts } from './answer.mts';
import { FaultQueue, isFault, type ModelFault } from './faults.mts';
import { record } from './prompt.mts';
import { chunks, completion, failure, LABEL, MODEL, usageOf } from './wire.mts';

export { FAULTS, type ModelFault } from './faults.mts';
export { LABEL, MODEL } from './wire.mts';

export interface ModelServerOptions {
	/** 0 (default) takes a free port. */
	port?: number;
	host?: string;
	/** The only key that is let in; without it any key is, but none is not. */
	apiKey?: string;
	faults?: ReadonlyArray<{ name: ModelFault; times?: number }>;
	/** What `slow` takes; default 1500 ms. */
	slowMs?: number;
	/** What each answer takes before its first byte; default 0. */
	delayMs?: number;
}

/** One question as the server saw it. */
export interface ModelRequestRecord {
	path: string;
	model: string;
	/** `json_schema`, `json_object` or `text`. */
	format: string;
	stream: boolean;
	system: string;
	user: string;
	fault: ModelFault | null;
	/** What was answered; null where the connection was cut or left open. */
	status: number | null;
	/** Whether the client went away before the answer was complete. */
	aborted: boolean;
}

export interface ModelServer {
	/** To be given as base address, with `/v1`. */
	url: string;
	port: number;
	requests(): ModelRequestRecord[];
	/** Makes the next answers go wrong, `times` of them or until null is set. */
	setFault(name: ModelFault | null, times?: number): void;
	close(): Promise<void>;
}

const BODY_LIMIT_BYTES = 8 * 1024 * 1024;

/**
 * An OpenAI-compatible server that writes from the facts in the prompt and errs on request. It is no language model and
 * says so in every answer.
 */
export async function startModelServer(options: ModelServerOptions = {}): Promise<ModelServer> {
	const queue = new FaultQueue();
	for (const { name, times } of options.faults ?? []) queue.set(name, times);
	const requests: ModelRequestRecord[] = [];
	let count = 0;

	const server = createServer((request, response) => {
		request.socket.setNoDelay(true);
		response.on('error', () => undefined);
		handle(request, response).catch(() => request.socket.destroy());
	});
	server.on('clientError', (_error, socket) => socket.destroy());

	async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const url = new URL(request.url ?? '/', 'http://sandbox');
		const body = await readBody(request, BODY_LIMIT_BYTES);
		if (url.pathname === '/__sandbox/faults') return control(body, response);
		if (!authorised(request, options.apiKey)) return replyJson(response, 401, failure('Incorrect API key provided.', 'invalid_request_error', 'invalid_api_key'));
		if (url.pathname === '/v1/models' && request.method === 'GET') {
			const data = [{ id: MODEL, object: 'model', created: 0, owned_by: LABEL }];
			return replyJson(response, 200, { object: 'list', data });
		}
		const deployment = /^\/(?:v1|openai\/deployments\/([^/]+))\/chat\/completions$/.exec(url.pathname);
		if (!deployment || request.method !== 'POST') return replyJson(response, 404, failure(`Invalid URL (${request.method} ${url.pathname})`, 'invalid_request_error', null));
		await complete(url.pathname, body, deployment[1] ?? null, response);
	}

	function control(body: string, response: ServerResponse): void {
		const asked = record(JSON.parse(body === '' ? '{}' : body));
		const name = typeof asked?.name === 'string' ? asked.name : '';
		if (name !== '' && !isFault(name)) return replyJson(response, 400, failure(`no fault "${name}"`, 'invalid_request_error', null));
		queue.set(isFault(name) ? name : null, typeof asked?.times === 'number' ? asked.times : undefined);
		replyJson(response, 200, { ok: true });
	}

	async function complete(path: string, body: string, deployment: string | null, response: ServerResponse): Promise<void> {
		const asked = readRequest(body, deployment);
		if (!asked) return replyJson(response, 400, failure('We could not parse the JSON body of your request.', 'invalid_request_error', null));
		const [model = '', wanted = ''] = asked.model.split(':');
		const own = isFault(wanted) ? wanted : faultInFacts(asked.system, asked.user);
		const fault = own ?? queue.take();
		const note: ModelRequestRecord = { path, model: asked.model, format: asked.formatName, stream: asked.stream, system: asked.system, user: asked.user, fault, status: null, aborted: false };
		requests.push(note);
		response.on('close', () => {
			note.aborted = !response.writableFinished;
		});
		const refuse = (status: number, error: unknown, headers: Record<string, string> = {}) => {
			note.status = status;
			replyJson(response, status, error, headers);
		};
		if (model !== MODEL || (wanted !== '' && !isFault(wanted))) return refuse(404, failure(`The model \`${asked.model}\` does not exist or you do not have access to it.`, 'invalid_request_error', 'model_not_found', 'model'));
		if (fault === 'rateLimited') return refuse(429, failure('Rate limit reached.', 'requests', 'rate_limit_exceeded'), { 'retry-after': '1' });
		if (fault === 'error500') return refuse(500, failure('The server had an error while processing your request.', 'server_error', null));
		if (fault === 'formatRefused' && asked.formatName !== 'text') return refuse(400, failure(`response_format '${asked.formatName}' is not supported by this server.`, 'invalid_request_error', 'unsupported_parameter', 'response_format'));
		if (options.delayMs) await wait(options.delayMs);
		if (fault === 'slow') await wait(options.slowMs ?? 1_500, undefined, { ref: false });
		const answer = answerTo(asked.system, asked.user, asked.format, fault, own !== null);
		count += 1;
		const id = `chatcmpl-sandbox-${count}`;
		const created = Math.floor(Date.now() / 1000);
		const usage = usageOf(asked.system + asked.user, answer);
		if (!asked.stream) {
			const text = JSON.stringify(completion(id, created, answer, usage));
			if (fault === 'stall') return void response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
			if (fault === 'streamCut') return cut(response, 'application/json', text.slice(0, text.length / 2));
			note.status = 200;
			return reply(response, 200, 'application/json; charset=utf-8', text);
		}
		const events = chunks(id, created, answer, asked.includeUsage ? usage : null);
		if (fault === 'stall' || fault === 'streamCut') {
			const half = events.slice(0, Math.ceil(events.length / 2)).join('');
			if (fault === 'streamCut') return cut(response, 'text/event-stream; charset=utf-8', half);
			response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
			return void response.write(half);
		}
		note.status = 200;
		response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
		for (const event of events) response.write(event);
		response.end();
	}

	const { url, port } = await listen(server, options.port ?? 0, options.host ?? '127.0.0.1');
	return { url: `${url}/v1`, port, requests: () => [...requests], setFault: (name, times) => queue.set(name, times), close: () => closeServer(server) };
}

/** Sends a part and cuts the connection once it is on its way. */
function cut(response: ServerResponse, contentType: string, part: string): void {
	response.writeHead(200, { 'content-type': contentType });
	response.write(part, () => setTimeout(() => response.destroy(), 20));
}

function authorised(request: IncomingMessage, apiKey: string | undefined): boolean {
	const azure = request.headers['api-key'];
	const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? (typeof azure === 'string' ? azure : '');
	return apiKey === undefined ? given !== '' : given === apiKey;
}

interface Asked {
	model: string;
	system: string;
	user: string;
	stream: boolean;
	includeUsage: boolean;
	format: unknown;
	formatName: string;
}

function readRequest(body: string, deployment: string | null): Asked | null {
	let parsed: unknown;
	try {
		parsed = JSON.parse(body);
	} catch {
		return null;
	}
	const asked = record(parsed);
	if (!asked || !Array.isArray(asked.messages)) return null;
	const said = (role: (name: unknown) => boolean) =>
		(asked.messages as unknown[])
			.map(record)
			.filter((message) => message !== null && role(message.role))
			.map((message) => textOf(message?.content))
			.join('\n');
	const format = record(asked.response_format);
	return {
		model: deployment ?? (typeof asked.model === 'string' ? asked.model : ''),
		system: said((role) => role === 'system' || role === 'developer'),
		user: said((role) => role === 'user'),
		stream: asked.stream === true,
		includeUsage: record(asked.stream_options)?.include_usage === true,
		format: format?.type === 'text' ? null : format,
		formatName: typeof format?.type === 'string' ? format.type : 'text',
	};
}

/** A message's content: a text or parts with texts. */
function textOf(content: unknown): string {
	if (typeof content === 'string') return content;
	if (!Array.isArray(content)) return '';
	return content.map((part: unknown) => record(part)?.text).filter((text) => typeof text === 'string').join('\n');
}
