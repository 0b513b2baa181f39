import { TransformStream } from 'node:stream/web';

import { trustedAuthorities } from '../../http/agents';
import { AzureOpenAI, OpenAI } from '../../vendor/openai';
import { Agent, ProxyAgent, Response, fetch, type Dispatcher, type RequestInfo, type RequestInit } from '../../vendor/undici';
import { checkSettings, type OpenAiSettings } from './settings';

/** A streamed answer wraps each token in some 250 bytes. */
const LONGEST_BODY = 64 * 1_048_576;
/** Below the usual 5 s of servers, or the next call may die on a connection they have closed. */
const IDLE_SOCKET_MS = 4_000;
/** The calls' own deadline comes first; the library's is a second net. */
const LATER_MS = 5_000;

/** What went over the wire in one call, seen below the SDK. */
export interface WireState {
	/** The head of an answer has come. */
	began: boolean;
	/** The answer is longer than any answer may be. */
	tooLong: boolean;
}

/**
 * The `openai` SDK for these settings: no repeats of its own, nothing logged, no redirects followed, nothing taken from
 * the environment; undici waits as long as the settings say, trusts the given authorities and knows the proxy.
 * @throws ValidationError as `checkSettings`, `badCertificate`
 */
export function modelClient(settings: OpenAiSettings): { host: string; open(wire: WireState): OpenAI } {
	const { host } = checkSettings(settings);
	const dispatcher = dispatcherFor(settings);
	const open = (wire: WireState): OpenAI => {
		const shared = {
			organization: null,
			project: null,
			adminAPIKey: null,
			webhookSecret: null,
			maxRetries: 0,
			timeout: settings.timeoutMs + LATER_MS,
			logLevel: 'off' as const,
			defaultHeaders: { ...settings.headers, ...(settings.apiKey === '' ? { Authorization: null } : {}) },
			fetch: watchedFetch(dispatcher, wire),
		};
		// The SDK refuses to go without a key; the header it would fill is taken out above.
		const apiKey = settings.apiKey === '' ? 'none' : settings.apiKey;
		if (!settings.apiVersion) return new OpenAI({ ...shared, apiKey, baseURL: settings.baseUrl.trim() });
		return new AzureOpenAI({ ...shared, apiKey, baseURL: azureBase(settings.baseUrl), apiVersion: settings.apiVersion, deployment: settings.model });
	};
	return { host, open };
}

/** People enter a resource's address with and without the `/openai` its paths begin with. */
function azureBase(baseUrl: string): string {
	const url = new URL(baseUrl.trim());
	const path = url.pathname.replace(/\/+$/, '');
	url.pathname = path === '' ? '/openai' : path;
	return url.href;
}

function dispatcherFor({ timeoutMs, ca, proxy }: OpenAiSettings): Dispatcher {
	const tls = trustedAuthorities(ca);
	const limits = {
		headersTimeout: timeoutMs + LATER_MS,
		bodyTimeout: timeoutMs + LATER_MS,
		keepAliveTimeout: IDLE_SOCKET_MS,
		keepAliveMaxTimeout: IDLE_SOCKET_MS,
		allowH2: false,
	};
	return proxy ? new ProxyAgent({ ...limits, uri: proxy, requestTls: tls, proxyTls: tls }) : new Agent({ ...limits, connect: tls });
}

/** undici's fetch through the dispatcher, which tells when an answer begins and ends one that has no end. */
function watchedFetch(dispatcher: Dispatcher, wire: WireState) {
	return async (address: unknown, init: unknown): Promise<globalThis.Response> => {
		// The SDK's types are those of the platform's fetch, undici's its own; both mean the same objects.
		const answer = await fetch(address as RequestInfo, { ...(init as RequestInit), dispatcher, redirect: 'manual' });
		wire.began = true;
		let bytes = 0;
		const counted = answer.body?.pipeThrough(
			new TransformStream<Uint8Array, Uint8Array>({
				transform: (piece, out) => {
					bytes += piece.byteLength;
					wire.tooLong = bytes > LONGEST_BODY;
					if (wire.tooLong) out.error(new Error('too long'));
					else out.enqueue(piece);
				},
			}),
		);
		return new Response(counted ?? null, { status: answer.status, headers: answer.headers }) as unknown as globalThis.Response;
	};
}
