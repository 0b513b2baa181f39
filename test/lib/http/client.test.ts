import { createServer, request as forward, type IncomingMessage, type RequestListener, Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, createServer as createSocketServer, type AddressInfo, type Server as SocketServer } from 'node:net';

import { RemoteError } from '../../../lib/errors';
import { createHttpClient, type HttpClient, type HttpClientOptions, type HttpRequest } from '../../../lib/http/client';
import { networkFailure } from '../../../lib/http/failures';
import { proxyFromEnvironment } from '../../../lib/http/proxy';
import { testCertificate } from '../../support/test-certificate';

const servers: SocketServer[] = [];
const clients: HttpClient[] = [];

afterEach(async () => {
	for (const client of clients.splice(0)) client.close();
	await Promise.all(
		servers.splice(0).map((server) => {
			if (server instanceof Server) server.closeAllConnections();
			return new Promise((done) => server.close(done));
		}),
	);
});

async function listen(server: SocketServer): Promise<number> {
	servers.push(server);
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	return (server.address() as AddressInfo).port;
}

async function serve(listener: RequestListener): Promise<string> {
	return `http://127.0.0.1:${await listen(createServer(listener))}`;
}

function clientFor(baseUrl: string, options: Partial<HttpClientOptions> = {}): HttpClient {
	const client = createHttpClient({
		baseUrl,
		label: '시험 시스템',
		timeoutMs: 2_000,
		userAgent: 'test/1',
		now: () => Date.parse('2026-11-23T00:00:00Z'),
		...options,
	});
	clients.push(client);
	return client;
}

async function failureOf(client: HttpClient, request: Partial<HttpRequest> = {}): Promise<RemoteError> {
	try {
		await client.request({ method: 'POST', path: '/send', ...request });
	} catch (error) {
		if (error instanceof RemoteError) return error;
		throw error;
	}
	throw new Error('the call did not fail');
}

async function bodyOf(request: IncomingMessage): Promise<string> {
	let text = '';
	for await (const chunk of request) text += String(chunk);
	return text;
}

describe('a call that succeeds', () => {
	it('sends JSON below the base address and reads JSON back', async () => {
		const seen: { url?: string; body?: string; agent?: string; type?: string }[] = [];
		const base = await serve(async (request, response) => {
			seen.push({
				url: request.url,
				body: await bodyOf(request),
				agent: request.headers['user-agent'],
				type: request.headers['content-type'],
			});
			response.setHeader('X-Answer', 'yes').end('\uFEFF{"이름":"값"}');
		});
		const answer = await clientFor(`${base}/api/`).request({
			method: 'POST',
			path: '/v1/things',
			query: { a: 'ㄱ&', many: [1, 2], none: undefined },
			json: { text: '한글' },
		});
		expect(answer).toMatchObject({ status: 200, body: { 이름: '값' }, headers: { 'x-answer': 'yes' } });
		expect(seen).toEqual([
			{
				url: '/api/v1/things?a=%E3%84%B1%26&many=1&many=2',
				body: '{"text":"한글"}',
				agent: 'test/1',
				type: 'application/json; charset=utf-8',
			},
		]);
	});

	it('keeps the path below the base address whatever it contains', async () => {
		const base = await serve((request, response) => response.end(JSON.stringify(request.url)));
		const client = clientFor(`${base}/api`);
		for (const path of ['//evil.example/x', 'x?y=1#z']) {
			const { body } = await client.request({ method: 'GET', path });
			expect(String(body)).toMatch(/^\/api\//);
		}
	});

	it('reads text, and nothing as null', async () => {
		const base = await serve((request, response) =>
			request.url === '/none' ? response.writeHead(204).end() : response.end('<p>안녕</p>'),
		);
		const client = clientFor(base);
		expect((await client.request({ method: 'GET', path: '/text', responseType: 'text' })).body).toBe('<p>안녕</p>');
		expect((await client.request({ method: 'DELETE', path: '/none' })).body).toBeNull();
	});

	it('keeps its connection', async () => {
		const ports = new Set<number | undefined>();
		const base = await serve((request, response) => {
			ports.add(request.socket.remotePort);
			response.end('{}');
		});
		const client = clientFor(base);
		for (let i = 0; i < 3; i++) await client.request({ method: 'GET', path: '/' });
		expect(ports.size).toBe(1);
	});
});

describe('a call that fails is known as not sent only with proof', () => {
	const answers: [string, RequestListener, Partial<RemoteError['failure']>, string][] = [
		[
			'400 with the vendor code',
			(_, response) => response.writeHead(400).end('{"errorCode":"NotEnoughBalance","errorMessage":"010-1234-5678"}'),
			{ outcome: 'notSent', status: 400, vendorCode: 'NotEnoughBalance', retryable: false },
			'refused',
		],
		[
			'409 whose code is a sentence',
			(_, response) => response.writeHead(409).end('{"code":"번호 01012345678 중복"}'),
			{ outcome: 'notSent', status: 409, vendorCode: undefined, retryable: false },
			'refused',
		],
		[
			'429 with seconds to wait',
			(_, response) => response.writeHead(429, { 'Retry-After': '7' }).end('{}'),
			{ outcome: 'notSent', status: 429, retryAfterMs: 7_000, retryable: true },
			'refused',
		],
		[
			'429 with a date to wait for',
			(_, response) => response.writeHead(429, { 'Retry-After': 'Mon, 23 Nov 2026 00:00:30 GMT' }).end('{}'),
			{ outcome: 'notSent', retryAfterMs: 30_000, retryable: true },
			'refused',
		],
		[
			'429 without a word on waiting',
			(_, response) => response.writeHead(429).end(),
			{ outcome: 'notSent', retryAfterMs: undefined, retryable: true },
			'refused',
		],
		...[408, 499].map((status): (typeof answers)[number] => [
			`${status}, with which somebody in between gives up waiting`,
			(_, response) => response.writeHead(status).end(),
			{ outcome: 'unknown', status, retryable: status === 408 },
			'serverError',
		]),
		[
			'503 with a web page',
			(_, response) => response.writeHead(503).end('<html>점검 중</html>'),
			{ outcome: 'unknown', status: 503, retryable: true },
			'serverError',
		],
		[
			'a redirect',
			(_, response) => response.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end(),
			{ outcome: 'unknown', status: 302, retryable: false },
			'serverError',
		],
		[
			'200 with a web page',
			(_, response) => response.end('<!doctype html><html>로그인</html>'),
			{ outcome: 'unknown', status: 200, retryable: true },
			'unreadable.html',
		],
		[
			'200 with half a JSON',
			(_, response) => response.end('{"groupId":"G4V2026'),
			{ outcome: 'unknown', retryable: true },
			'unreadable.broken',
		],
		['200 with nothing', (_, response) => response.end(), { outcome: 'unknown', retryable: true }, 'unreadable.broken'],
		[
			'a body cut off on the way',
			(_, response) => {
				response.writeHead(200, { 'Content-Length': '1000' });
				response.write('{"a":');
				setTimeout(() => response.destroy(), 20);
			},
			{ outcome: 'unknown', retryable: true },
			'connectionLost',
		],
		[
			'a reset before any answer',
			(request) => {
				request.socket.resetAndDestroy();
			},
			{ outcome: 'unknown', retryable: true },
			'connectionLost',
		],
	];

	it.each(answers)('%s', async (_name, listener, failure, code) => {
		const error = await failureOf(clientFor(await serve(listener)));
		expect(error.code).toBe(code);
		expect(error.failure).toMatchObject(failure);
		expect(error.remedy).not.toBe('');
	});

	it('no answer in time', async () => {
		const base = await serve(() => undefined);
		const error = await failureOf(clientFor(base), { timeoutMs: 100 });
		expect(error).toMatchObject({ code: 'timeout', failure: { outcome: 'unknown', retryable: true } });
		expect(error.message).toContain('0.1초');
	});

	it('an answer that drips on past the time limit', async () => {
		const base = await serve((_, response) => {
			const drip = setInterval(() => response.write(' '), 20);
			response.on('close', () => clearInterval(drip));
		});
		expect(await failureOf(clientFor(base), { timeoutMs: 150 })).toMatchObject({ code: 'timeout' });
	});

	it('a huge answer', async () => {
		const base = await serve((_, response) => {
			response.write('['.padEnd(300_000, '0'));
			response.end(']');
		});
		const error = await failureOf(clientFor(base, { maxResponseBytes: 100_000 }));
		expect(error).toMatchObject({ code: 'unreadable.tooLarge', failure: { outcome: 'unknown', retryable: false } });
	});

	it('a port where nobody listens', async () => {
		const port = await listen(createServer());
		await new Promise((done) => servers.pop()?.close(done));
		for (const host of ['127.0.0.1', 'localhost']) {
			const error = await failureOf(clientFor(`http://${host}:${port}`));
			expect(error).toMatchObject({ code: 'notConnected', failure: { outcome: 'notSent', retryable: true } });
		}
	});

	it.each<[string, () => SocketServer, string, boolean]>([
		['that speaks no TLS', () => createServer((_, response) => response.end()), 'tlsRefused', false],
		['that speaks only a TLS of long ago', () => createTlsServer({ ...testCertificate(), minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }), 'tlsRefused', false],
		['that hangs up before TLS', () => createSocketServer((socket) => void socket.destroy()), 'notConnected', true],
		['that resets before TLS', () => createSocketServer((socket) => void socket.resetAndDestroy()), 'notConnected', true],
	])('an https address %s: the request provably never left', async (_name, server, code, retryable) => {
		const port = await listen(server());
		const error = await failureOf(clientFor(`https://127.0.0.1:${port}`, { caPem: testCertificate().cert }), { json: { name: 'x' } });
		expect(error).toMatchObject({ code, failure: { outcome: 'notSent', retryable } });
		expect(error.message).toContain('요청은 전달되지 않았습니다');
		expect(error.remedy).toMatch(/하시기 바랍니다\.$/);
	});

	it('a name that does not exist', async () => {
		const error = await failureOf(clientFor('http://no-such-host.invalid'));
		expect(error).toMatchObject({ code: 'notConnected', failure: { outcome: 'notSent' } });
	});

	// What a connection that was open ends with is no proof: the request may have been read.
	it.each([
		['EHOSTUNREACH', 'connect', 'notSent'],
		['ENETUNREACH', 'connect', 'notSent'],
		['ECONNREFUSED', 'connect', 'notSent'],
		['ETIMEDOUT', 'connect', 'notSent'],
		['EHOSTUNREACH', 'read', 'unknown'],
		['EHOSTUNREACH', 'write', 'unknown'],
		['ENETUNREACH', 'read', 'unknown'],
		['ETIMEDOUT', 'read', 'unknown'],
		['ECONNRESET', 'read', 'unknown'],
		['EPROTO', 'read', 'unknown'],
	])('%s of the call %s: %s', (code, syscall, outcome) => {
		expect(networkFailure({ label: '중계사', host: 'x' }, code, syscall, `${syscall} ${code}`).failure.outcome).toBe(outcome);
	});

	it('a cancelled execution, before and during the call', async () => {
		const base = await serve(() => undefined);
		const before = await failureOf(clientFor(base), { signal: AbortSignal.abort() });
		expect(before).toMatchObject({ code: 'aborted', failure: { outcome: 'notSent', retryable: false } });
		const during = await failureOf(clientFor(base), { signal: AbortSignal.timeout(50) });
		expect(during).toMatchObject({ code: 'aborted', failure: { outcome: 'unknown', retryable: false } });
	});
});

describe('an error', () => {
	it('holds nothing of query, headers or bodies, not even deep inside', async () => {
		const base = await serve(async (request, response) => {
			await bodyOf(request);
			response.writeHead(500).end('{"message":"홍길동-answer"}');
		});
		for (const url of [base, 'http://127.0.0.1:9']) {
			const error = await failureOf(clientFor(url), {
				query: { phone: 'secret-query' },
				headers: { Authorization: 'secret-header' },
				json: { name: 'secret-body' },
				operation: '문자 발송',
			});
			const seen = JSON.stringify([error.message, error.remedy, error.failure, error.stack, Object.values(error), error.cause ?? null]);
			expect(seen).not.toMatch(/secret|홍길동/);
			expect(error.message).toContain('문자 발송');
			expect(error.cause).toBeUndefined();
		}
	});
});

describe('settings', () => {
	it.each(['', 'revenue.example', 'ftp://x', 'https://user:pw@x', 'https://x/?token=1', 'https://x/#a'])(
		'refuse %j as base address',
		(baseUrl) => expect(() => clientFor(baseUrl)).toThrow(expect.objectContaining({ code: 'badBaseUrl' })),
	);

	it('refuse a broken authority and a senseless time limit', () => {
		expect(() => clientFor('https://x', { caPem: 'hello' })).toThrow(expect.objectContaining({ code: 'badCertificate' }));
		expect(() => clientFor('https://x', { timeoutMs: 0 })).toThrow(expect.objectContaining({ code: 'badTimeout' }));
	});

	it('trust a further authority, and without it say that nothing was sent', async () => {
		const { cert, key } = testCertificate();
		const port = await listen(createTlsServer({ cert, key }, (_, response) => response.end('{"ok":true}')));
		const base = `https://localhost:${port}`;
		expect((await clientFor(base, { caPem: cert }).request({ method: 'GET', path: '/' })).body).toEqual({ ok: true });
		const error = await failureOf(clientFor(base));
		expect(error).toMatchObject({ code: 'certificateRefused', failure: { outcome: 'notSent', retryable: false } });
	});

	it('go through a proxy, but not for excepted hosts', async () => {
		const base = await serve((_, response) => response.end('{"ok":true}'));
		const seen: (string | undefined)[] = [];
		const proxy = await serve((request, response) => {
			seen.push(request.url);
			forward(request.url ?? '', (answer) => answer.pipe(response)).end();
		});
		const get = (no_proxy?: string) =>
			clientFor(base, { proxy: proxyFromEnvironment({ HTTP_PROXY: 'http://ignored:1', http_proxy: proxy, no_proxy }) }).request({
				method: 'GET',
				path: '/x',
			});
		expect((await get()).body).toEqual({ ok: true });
		expect(seen).toEqual([`${base}/x`]);
		await get('127.0.0.1');
		expect(seen).toHaveLength(1);
	});

	it('tunnel TLS through a proxy, and know when the tunnel was refused', async () => {
		const { cert, key } = testCertificate();
		const port = await listen(createTlsServer({ cert, key }, (_, response) => response.end('{"ok":true}')));
		const proxyServer = createServer();
		let refuse = false;
		const tunnels: (string | undefined)[] = [];
		proxyServer.on('connect', (request, socket) => {
			tunnels.push(request.url);
			if (refuse) return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
			const target = connect(port, '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
			target.pipe(socket).pipe(target);
			socket.on('error', () => target.destroy());
			target.on('error', () => socket.destroy());
			return undefined;
		});
		const proxy = { HTTPS_PROXY: `http://127.0.0.1:${await listen(proxyServer)}` };
		const client = () => clientFor(`https://localhost:${port}`, { caPem: cert, proxy });
		expect((await client().request({ method: 'GET', path: '/' })).body).toEqual({ ok: true });
		refuse = true;
		expect(await failureOf(client())).toMatchObject({ code: 'notConnected', failure: { outcome: 'notSent' } });
		expect(tunnels).toEqual([`localhost:${port}`, `localhost:${port}`]);
	});
});
