import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** Thrown when the client went away before its request was complete, or sent more than allowed. */
export class BodyError extends Error {
	readonly reason: 'aborted' | 'tooLarge';
	constructor(reason: 'aborted' | 'tooLarge') {
		super(reason);
		this.reason = reason;
	}
}

export async function readBody(request: IncomingMessage, limitBytes: number): Promise<string> {
	const chunks: Buffer[] = [];
	let size = 0;
	try {
		for await (const chunk of request as AsyncIterable<Buffer>) {
			size += chunk.length;
			if (size <= limitBytes) chunks.push(chunk);
		}
	} catch {
		throw new BodyError('aborted');
	}
	if (size > limitBytes) throw new BodyError('tooLarge');
	return Buffer.concat(chunks).toString('utf8');
}

/** Answers unless the client is already gone; a dead client never disturbs the server. */
export function reply(response: ServerResponse, status: number, contentType: string, body: string, headers: Record<string, string> = {}): void {
	if (response.destroyed || response.writableEnded) return;
	response.writeHead(status, { 'content-type': contentType, ...headers });
	response.end(body);
}

export function replyJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
	reply(response, status, 'application/json; charset=utf-8', JSON.stringify(body), headers);
}

/** Starts listening and returns the base address. Port 0 takes a free one. */
export async function listen(server: Server, port: number, host: string): Promise<{ url: string; port: number }> {
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, () => {
			server.off('error', reject);
			resolve();
		});
	});
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('not listening on a TCP port');
	return { url: `http://${host}:${address.port}`, port: address.port };
}

export async function closeServer(server: Server): Promise<void> {
	await new Promise<void>((resolve) => {
		server.close(() => resolve());
		server.closeAllConnections();
	});
}

/** One server-sent event. */
export function eventLine(event: string, data: unknown): string {
	return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** What a proxy or an overloaded front sends in place of the API's JSON. */
export const HTML_ERROR_PAGE = '<!DOCTYPE html><html lang="ko"><head><title>점검 안내</title></head><body><h1>서비스 점검 중입니다.</h1></body></html>';
