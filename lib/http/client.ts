import { ValidationError, type RemoteError } from '../errors';
import { axios, type AxiosResponse } from '../vendor/axios';
import { connectionAgents } from './agents';
import { parseJsonBody, vendorCodeOf } from './answer';
import { parseBaseUrl, requestUrl, type QueryValue } from './base-url';
import { networkErrorFacts } from './error-facts';
import {
	abortFailure,
	networkFailure,
	statusFailure,
	timeoutFailure,
	unreadableFailure,
	type RequestPlace,
} from './failures';
import type { ProxySettings } from './proxy';
import { parseRetryAfter } from './retry-after';

/** 64 MiB: a page of 1,000 receipts is about 1 MB, a month of reports some 10 MB. */
const DEFAULT_MAX_RESPONSE_BYTES = 64 * 1_048_576;

export interface HttpClientOptions {
	baseUrl: string;
	/** Korean name of the other system, used in errors. */
	label: string;
	/** Time limit of one call, from connecting to the last byte. */
	timeoutMs: number;
	userAgent: string;
	/** Milliseconds since the epoch, for `Retry-After` dates. */
	now: () => number;
	proxy?: ProxySettings;
	/** Further trusted authorities (PEM, one or more certificates). */
	caPem?: string;
	maxResponseBytes?: number;
}

export interface HttpRequest {
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** Below the base address; segments already percent-encoded by the caller. */
	path: string;
	query?: Readonly<Record<string, QueryValue>>;
	headers?: Readonly<Record<string, string>>;
	json?: unknown;
	/** Sent as `application/x-www-form-urlencoded` in UTF-8, in place of `json`. */
	form?: Readonly<Record<string, string>>;
	/** Called when all is ready and the next thing is the call itself: throws where it must not be made any more. */
	beforeCall?: () => void;
	responseType?: 'json' | 'text';
	signal?: AbortSignal;
	timeoutMs?: number;
	/** Korean name of the step, for errors. */
	operation?: string;
}

export interface HttpResponse {
	status: number;
	/** Names in lower case. */
	headers: Record<string, string>;
	/** Parsed JSON (null for an answer without content), or the text. */
	body: unknown;
}

export interface HttpClient {
	/**
	 * One call, never repeated. Answers other than 2xx and everything unreadable are errors.
	 * @throws RemoteError whose `failure.outcome` is `notSent` only with proof
	 */
	request(request: HttpRequest): Promise<HttpResponse>;
	/** Closes kept connections. */
	close(): void;
}

/**
 * The one way out to other systems: keep-alive, time limit on every call, proxy and authorities honoured, no
 * redirects followed, errors without address query, headers or bodies.
 * @throws ValidationError `badBaseUrl`, `badCertificate`, `badTimeout`
 */
export function createHttpClient(options: HttpClientOptions): HttpClient {
	const base = parseBaseUrl(options.baseUrl);
	const maxBytes = options.maxResponseBytes ?? DEFAULT_MAX_RESPONSE_BYTES;
	const { httpAgent, httpsAgent, close } = connectionAgents(options);
	checkTimeout(options.timeoutMs);

	async function request(call: HttpRequest): Promise<HttpResponse> {
		const place: RequestPlace = { label: options.label, host: base.host, operation: call.operation };
		const timeoutMs = call.timeoutMs ?? options.timeoutMs;
		checkTimeout(timeoutMs);
		if (call.signal?.aborted) throw abortFailure(place, false);
		const content = contentOf(call);
		call.beforeCall?.();

		const timeout = AbortSignal.timeout(timeoutMs);
		let answer: AxiosResponse<Buffer>;
		try {
			answer = await axios.request<Buffer>({
				adapter: 'http',
				url: requestUrl(base, call.path, call.query).href,
				method: call.method,
				headers: {
					'User-Agent': options.userAgent,
					Accept: call.responseType === 'text' ? '*/*' : 'application/json',
					...(content ? { 'Content-Type': content.type } : {}),
					...call.headers,
				},
				data: content?.body,
				signal: call.signal ? AbortSignal.any([call.signal, timeout]) : timeout,
				httpAgent,
				httpsAgent,
				// `false` would also switch off the agents' own proxy settings.
				proxy: options.proxy ? undefined : false,
				maxRedirects: 0,
				maxContentLength: maxBytes,
				maxBodyLength: Infinity,
				responseType: 'arraybuffer',
				validateStatus: () => true,
			});
		} catch (error) {
			if (call.signal?.aborted) throw abortFailure(place, true);
			if (timeout.aborted) throw timeoutFailure(place, timeoutMs);
			throw transportFailure(place, error, maxBytes);
		}
		return readAnswer(place, call, answer, options.now());
	}

	return {
		request,
		close,
	};
}

/** As bytes: axios would parse a text once more before it is sent. */
function contentOf({ json, form }: HttpRequest): { type: string; body: Buffer } | null {
	if (form) {
		const type = 'application/x-www-form-urlencoded; charset=utf-8';
		return { type, body: Buffer.from(new URLSearchParams(form).toString()) };
	}
	return json === undefined ? null : { type: 'application/json; charset=utf-8', body: Buffer.from(JSON.stringify(json)) };
}

function readAnswer(
	place: RequestPlace,
	call: HttpRequest,
	answer: AxiosResponse<Buffer>,
	nowMs: number,
): HttpResponse {
	const headers: Record<string, string> = {};
	for (const [name, value] of Object.entries(answer.headers)) {
		if (value !== undefined && value !== null) headers[name.toLowerCase()] = String(value);
	}
	const text = answer.data.toString('utf8');
	const { status } = answer;
	if (status < 200 || status > 299) {
		const parsed = parseJsonBody(text);
		const code = parsed.kind === 'value' ? vendorCodeOf(parsed.value) : undefined;
		throw statusFailure(place, status, code, parseRetryAfter(headers['retry-after'], nowMs));
	}
	if (call.responseType === 'text') return { status, headers, body: text };
	if (status === 204 || status === 205) return { status, headers, body: null };
	const parsed = parseJsonBody(text);
	if (parsed.kind !== 'value') throw unreadableFailure(place, status, parsed.kind);
	return { status, headers, body: parsed.value };
}

function transportFailure(place: RequestPlace, error: unknown, maxBytes: number): RemoteError {
	const { code, syscall, message } = networkErrorFacts(error);
	if (message.startsWith('maxContentLength')) return unreadableFailure(place, 200, 'tooLarge', maxBytes);
	return networkFailure(place, code, syscall, message);
}

/** @throws ValidationError `badTimeout` */
export function checkTimeout(timeoutMs: number): void {
	if (Number.isFinite(timeoutMs) && timeoutMs >= 1 && timeoutMs <= 3_600_000) return;
	throw new ValidationError(
		'badTimeout',
		'제한 시간이 올바르지 않습니다.',
		'제한 시간을 1초에서 3,600초 사이로 입력하시기 바랍니다.',
	);
}
