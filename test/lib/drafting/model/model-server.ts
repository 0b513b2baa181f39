import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

import { testCertificate } from '../../../support/test-certificate';

/** A request as the server saw it. */
export interface Seen {
	method: string;
	path: string;
	headers: IncomingMessage['headers'];
	body: Record<string, unknown>;
}

export type Answer = (response: ServerResponse, seen: Seen) => void;

const servers: Server[] = [];

/** Ends all servers of a test, open connections included. */
export async function closeServers(): Promise<void> {
	await Promise.all(
		servers.splice(0).map((server) => {
			server.closeAllConnections();
			return new Promise((done) => server.close(done));
		}),
	);
}

/** A server that answers each request with the next answer, the last one for ever. */
export async function serve(answers: Answer | readonly Answer[], tls = false): Promise<{ url: string; seen: Seen[]; closed: Promise<void> }> {
	const list = typeof answers === 'function' ? [answers] : answers;
	const seen: Seen[] = [];
	let tellClosed = () => {};
	const closed = new Promise<void>((done) => {
		tellClosed = done;
	});
	const listener = async (request: IncomingMessage, response: ServerResponse) => {
		response.once('close', () => {
			if (!response.writableEnded) tellClosed();
		});
		let text = '';
		for await (const piece of request) text += String(piece);
		const one: Seen = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
		seen.push(one);
		list[Math.min(seen.length, list.length) - 1]?.(response, one);
	};
	const server = tls ? createTlsServer(testCertificate(), listener) : createServer(listener);
	servers.push(server);
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const { port } = server.address() as AddressInfo;
	return { url: `${tls ? 'https://localhost' : 'http://127.0.0.1'}:${port}/v1`, seen, closed };
}

export const json =
	(status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
	(response) =>
		void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

/** A whole chat completion. */
export const completion = (content: string | null, more: { finish?: string | null; refusal?: string } = {}): Answer =>
	json(200, {
		id: 'c1',
		object: 'chat.completion',
		model: 'served-model',
		choices: [{ index: 0, finish_reason: more.finish === undefined ? 'stop' : more.finish, message: { role: 'assistant', content, ...(more.refusal ? { refusal: more.refusal } : {}) } }],
		usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 },
	});

/** A refusal with the server's own error object. */
export const refusal = (status: number, message: string, more: { param?: string; code?: string; headers?: Record<string, string> } = {}): Answer =>
	json(status, { error: { message, param: more.param ?? null, code: more.code ?? null, type: 'invalid_request_error' } }, more.headers);

const chunk = (delta: unknown, finish: string | null = null) => `data: ${JSON.stringify({ id: 'c1', model: 'served-model', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;

export interface StreamPlan {
	pieces: readonly string[];
	/** How it ends: as it should, standing still, the connection cut, the body ended without a reason. */
	end?: 'whole' | 'stall' | 'cut' | 'silent';
	finish?: string;
}

/** A streamed chat completion. */
export const stream =
	({ pieces, end = 'whole', finish = 'stop' }: StreamPlan): Answer =>
	(response) => {
		response.writeHead(200, { 'content-type': 'text/event-stream' });
		for (const content of pieces) response.write(chunk({ content }));
		if (end === 'stall') return;
		if (end === 'cut') {
			setImmediate(() => response.destroy());
			return;
		}
		if (end === 'silent') {
			response.end();
			return;
		}
		response.write(chunk({}, finish));
		response.write(`data: ${JSON.stringify({ id: 'c1', model: 'served-model', choices: [], usage: { prompt_tokens: 11, completion_tokens: 7 } })}\n\n`);
		response.end('data: [DONE]\n\n');
	};
