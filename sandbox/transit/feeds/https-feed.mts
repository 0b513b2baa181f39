import { createServer as createHttp, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { closeServer, HTML_ERROR_PAGE, listen } from '../../shared/http.mts';

/** What goes wrong with transfers of files; taken in order, one a transfer. */
export type FeedFault =
	/** The connection is cut after so many bytes of this answer. */
	| { fault: 'cut'; afterBytes: number }
	/** Nothing more comes after so many bytes. */
	| { fault: 'stall'; afterBytes: number }
	| { fault: 'status'; status: number; retryAfter?: string }
	/** A page with status 200, as a login or a proxy shows it. */
	| { fault: 'html' };

export interface HttpsFeedOptions {
	/** Both for HTTPS; without them plain HTTP. */
	cert?: string;
	key?: string;
	host?: string;
	port?: number;
	/** `Authorization` that is asked for. */
	authorization?: string;
	/** Does not know `Range`. */
	noRange?: boolean;
	/** Sends no ETag, or a weak one; the time of change is always sent unless `bare`. */
	etags?: 'strong' | 'weak' | 'none';
	/** Sends neither ETag, time of change nor length. */
	bare?: boolean;
	/** The answer at a folder's address. */
	index?: 'html' | 'json' | 'none';
	/** Waits between pieces of 64 KiB. */
	paceMs?: number;
	/** Does not know `HEAD`. */
	noHead?: boolean;
}

export interface FeedRequest {
	method: string;
	path: string;
	range: string | null;
	ifRange: string | null;
	status: number;
}

export interface HttpsFeed {
	url: string;
	port: number;
	/** Puts a file there; the same name again is a new content with a new ETag. */
	put(name: string, content: Buffer): void;
	remove(name: string): void;
	faults(faults: FeedFault[]): void;
	requests(): FeedRequest[];
	/** Bytes of files sent so far. */
	sentBytes(): number;
	close(): Promise<void>;
}

interface Held {
	content: Buffer;
	etag: string;
	modified: string;
}

const PIECE = 65_536;

/** A pretend provider of card files over HTTPS, at `/feeds/<folder…>/<name>`; every folder shows the same files. */
export async function startHttpsFeed(options: HttpsFeedOptions = {}): Promise<HttpsFeed> {
	const files = new Map<string, Held>();
	const requests: FeedRequest[] = [];
	let faults: FeedFault[] = [];
	let clock = Date.UTC(2026, 2, 3, 0, 0, 0);
	let sent = 0;

	const handle: RequestListener = (request, response) => {
		response.on('error', () => undefined);
		answer(request, response).catch(() => request.socket.destroy());
	};

	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const path = decodeURIComponent(new URL(request.url ?? '/', 'http://feed').pathname);
		const record: FeedRequest = { method: request.method ?? '', path, range: request.headers.range ?? null, ifRange: headerOf(request, 'if-range'), status: 0 };
		requests.push(record);
		const end = (status: number, headers: Record<string, string> = {}, body = '') => {
			record.status = status;
			response.writeHead(status, headers);
			response.end(body);
		};
		if (options.authorization !== undefined && request.headers.authorization !== options.authorization) return end(401);
		if (path.endsWith('/')) return showIndex(end);
		const name = path.split('/').at(-1) ?? '';
		const held = files.get(name);
		if (!held) return end(404);
		if (request.method === 'HEAD') return options.noHead ? end(405) : end(200, headersOf(held, held.content.length));
		const fault = faults.shift();
		if (fault?.fault === 'status') return end(fault.status, fault.retryAfter ? { 'retry-after': fault.retryAfter } : {});
		if (fault?.fault === 'html') return end(200, { 'content-type': 'text/html; charset=utf-8' }, HTML_ERROR_PAGE);
		await send(request, response, record, held, fault);
	}

	function showIndex(end: (status: number, headers?: Record<string, string>, body?: string) => void): void {
		const names = [...files.keys()].sort();
		if (options.index === 'none') return end(404);
		if (options.index === 'json') return end(200, { 'content-type': 'application/json' }, JSON.stringify({ files: names.map((name) => ({ name, size: files.get(name)?.content.length })) }));
		const links = names.map((name) => `<a href="${encodeURIComponent(name)}">${name}</a>  03-Mar-2026 05:00  ${files.get(name)?.content.length ?? 0}`);
		end(200, { 'content-type': 'text/html' }, `<html><head><title>Index of /feeds/</title></head><body><h1>Index</h1><pre><a href="../">../</a>\n<a href="?C=N;O=D">Name</a>\n${links.join('\n')}\n</pre></body></html>`);
	}

	async function send(request: IncomingMessage, response: ServerResponse, record: FeedRequest, held: Held, fault: FeedFault | undefined): Promise<void> {
		const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
		const condition = headerOf(request, 'if-range');
		const current = condition === null || condition === held.etag || condition === held.modified;
		let from = 0;
		if (range && current && !options.noRange) {
			from = Number(range[1]);
			if (from >= held.content.length) {
				record.status = 416;
				response.writeHead(416, { 'content-range': `bytes */${held.content.length}` });
				response.end();
				return;
			}
			record.status = 206;
			response.writeHead(206, { ...headersOf(held, held.content.length - from), 'content-range': `bytes ${from}-${held.content.length - 1}/${held.content.length}` });
		} else {
			record.status = 200;
			response.writeHead(200, headersOf(held, held.content.length));
		}
		const stop = fault?.fault === 'cut' || fault?.fault === 'stall' ? from + fault.afterBytes : Infinity;
		for (let at = from; at < held.content.length && !response.destroyed; at += PIECE) {
			const piece = held.content.subarray(at, Math.min(at + PIECE, held.content.length, stop));
			sent += piece.length;
			if (piece.length > 0) await new Promise<void>((resolve) => response.write(piece, () => resolve()));
			if (at + PIECE >= stop) {
				if (fault?.fault === 'cut') response.destroy();
				return;
			}
			if (options.paceMs) await wait(options.paceMs);
		}
		response.end();
	}

	function headersOf(held: Held, length: number): Record<string, string> {
		if (options.bare) return { 'content-type': 'text/csv' };
		const etag: Record<string, string> = options.etags === 'none' ? {} : { etag: options.etags === 'weak' ? `W/${held.etag}` : held.etag };
		return { 'content-type': 'text/csv', 'content-length': String(length), 'last-modified': held.modified, ...etag, ...(options.noRange ? {} : { 'accept-ranges': 'bytes' }) };
	}

	const server = options.cert ? createHttps({ cert: options.cert, key: options.key }, handle) : createHttp(handle);
	const { port } = await listen(server, options.port ?? 0, options.host ?? '127.0.0.1');
	return {
		url: `${options.cert ? 'https' : 'http'}://${options.cert ? 'localhost' : (options.host ?? '127.0.0.1')}:${port}/feeds`,
		port,
		put: (name, content) => {
			clock += 60_000;
			files.set(name, { content, etag: `"${createHash('sha1').update(content).digest('hex').slice(0, 16)}"`, modified: new Date(clock).toUTCString() });
		},
		remove: (name) => void files.delete(name),
		faults: (wanted) => {
			faults = [...wanted];
		},
		requests: () => [...requests],
		sentBytes: () => sent,
		close: () => closeServer(server),
	};
}

function headerOf(request: IncomingMessage, name: string): string | null {
	const value = request.headers[name];
	return typeof value === 'string' ? value : null;
}
