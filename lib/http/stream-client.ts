import { Readable } from 'node:stream';

import { axios } from '../vendor/axios';
import { connectionAgents } from './agents';
import { parseBaseUrl, requestUrl, type QueryValue } from './base-url';
import { checkTimeout, type HttpClientOptions } from './client';
import { networkErrorFacts } from './error-facts';
import { abortFailure, networkFailure, statusFailure, timeoutFailure, type RequestPlace } from './failures';
import { parseRetryAfter } from './retry-after';

export interface StreamRequest {
	method?: 'GET' | 'HEAD';
	/** Below the base address; segments already percent-encoded by the caller. */
	path: string;
	query?: Readonly<Record<string, QueryValue>>;
	headers?: Readonly<Record<string, string>>;
	signal?: AbortSignal;
	/** Korean name of the step, for errors. */
	operation?: string;
	/** Statuses beside 2xx that the caller reads itself. */
	accept?: readonly number[];
}

export interface StreamAnswer {
	status: number;
	/** Names in lower case. */
	headers: Record<string, string>;
	/** The body as it comes; fails with a RemoteError. The caller reads or destroys it. */
	body: Readable;
}

export interface StreamClient {
	/** One call, never repeated. @throws RemoteError */
	open(request: StreamRequest): Promise<StreamAnswer>;
	close(): void;
}

/**
 * The way out for large answers: as `createHttpClient`, but the body is a stream, and `timeoutMs` limits the wait for
 * the head of the answer and for each further piece, not the whole.
 * @throws ValidationError `badBaseUrl`, `badCertificate`, `badTimeout`
 */
export function createStreamClient(options: Omit<HttpClientOptions, 'maxResponseBytes'>): StreamClient {
	const base = parseBaseUrl(options.baseUrl);
	checkTimeout(options.timeoutMs);
	const { httpAgent, httpsAgent, close } = connectionAgents(options);

	async function open(call: StreamRequest): Promise<StreamAnswer> {
		const place: RequestPlace = { label: options.label, host: base.host, operation: call.operation };
		if (call.signal?.aborted) throw abortFailure(place, false);
		const late = new AbortController();
		const timer = setTimeout(() => late.abort(), options.timeoutMs);
		let status: number;
		let headers: Record<string, string>;
		let body: Readable;
		try {
			const answer = await axios.request<Readable>({
				adapter: 'http',
				url: requestUrl(base, call.path, call.query).href,
				method: call.method ?? 'GET',
				// What is hashed and resumed are the file's own bytes, not a compressed form of them.
				headers: { 'User-Agent': options.userAgent, Accept: '*/*', 'Accept-Encoding': 'identity', ...call.headers },
				decompress: false,
				signal: call.signal ? AbortSignal.any([call.signal, late.signal]) : late.signal,
				httpAgent,
				httpsAgent,
				// `false` would also switch off the agents' own proxy settings.
				proxy: options.proxy ? undefined : false,
				maxRedirects: 0,
				// Any limit here would wrap the body in a stream that cannot be ended from outside.
				maxContentLength: -1,
				responseType: 'stream',
				validateStatus: () => true,
			});
			status = answer.status;
			headers = namesInLowerCase(answer.headers);
			body = answer.data;
		} catch (error) {
			if (call.signal?.aborted) throw abortFailure(place, true);
			if (late.signal.aborted) throw timeoutFailure(place, options.timeoutMs);
			const { code, syscall, message } = networkErrorFacts(error);
			throw networkFailure(place, code, syscall, message);
		} finally {
			clearTimeout(timer);
		}
		if ((status < 200 || status > 299) && !call.accept?.includes(status)) {
			body.destroy();
			throw statusFailure(place, status, undefined, parseRetryAfter(headers['retry-after'], options.now()));
		}
		const end = () => body.destroy();
		call.signal?.addEventListener('abort', end, { once: true });
		body.once('close', () => call.signal?.removeEventListener('abort', end));
		return { status, headers, body: Readable.from(patient(body, options.timeoutMs, place), { objectMode: false }) };
	}

	return { open, close };
}

/** The pieces of a body, none of which may keep us waiting for longer than the limit. */
async function* patient(body: Readable, timeoutMs: number, place: RequestPlace): AsyncGenerator<Buffer> {
	const pieces = (body as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
	try {
		for (;;) {
			const timer = setTimeout(() => body.destroy(timeoutFailure(place, timeoutMs)), timeoutMs);
			const { done, value } = await pieces.next().finally(() => clearTimeout(timer));
			if (done) return;
			yield value;
		}
	} finally {
		body.destroy();
	}
}

function namesInLowerCase(given: object): Record<string, string> {
	const headers: Record<string, string> = {};
	for (const [name, value] of Object.entries(given)) {
		if (value !== undefined && value !== null) headers[name.toLowerCase()] = String(value);
	}
	return headers;
}
