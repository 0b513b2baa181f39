import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { BodyError, closeServer, HTML_ERROR_PAGE, listen, readBody, reply } from '../../shared/http.mts';
import { control } from './control.mts';
import { FaultPlan, type Fault, type FaultRule } from './faults.mts';
import type { Oracle } from './oracle.mts';

/** One request as the vendor saw it. */
export interface CallRecord<Step extends string = string> {
	step: Step;
	/** Epoch ms. */
	at: number;
	/** The group or request it was about or made; null where there is none. */
	groupId: string | null;
	/** Whether the vendor did what was asked. */
	acted: boolean;
	fault: Fault['fault'] | null;
	/** What was answered; null where the connection was cut. */
	status: number | null;
}

/** What an endpoint gets to work with. */
export interface VendorCall {
	/** Decoded pieces of the path, in order of its `:names`. */
	path: string[];
	url: URL;
	headers: IncomingMessage['headers'];
	/** Raw body; null where it was larger than the vendor takes. */
	body: string | null;
	fault: Fault | null;
	/** The moment whose state a reading endpoint shows: now, or earlier when the list lags. */
	asOf: number;
}

export interface VendorAnswer {
	status: number;
	/** JSON. */
	body: unknown;
	headers?: Record<string, string>;
	/** Whether the vendor did what was asked; by default whether the status is 2xx. */
	acted?: boolean;
	/** What the call made, for the record; see `about`. */
	groupId?: string | null;
}

export interface VendorEndpoint<Step extends string = string> {
	method: string;
	/** Path with `:name` where a value stands. */
	path: string;
	step: Step;
	/** The group or request that a path names, for the record. */
	about?(path: readonly string[]): string | null;
	act(call: VendorCall): VendorAnswer;
}

export interface VendorServerOptions<Step extends string = string> {
	/** 0 (default) takes a free port. */
	port?: number;
	host?: string;
	faults?: FaultRule<Step>[];
	seed: number | string;
	now: () => number;
	bodyLimitBytes: number;
	endpoints: ReadonlyArray<VendorEndpoint<Step>>;
	oracle: Oracle;
	/** The vendor's own error bodies: for an unknown path (404), trouble (503), too many requests (429), a bug of the simulator (500). */
	errorBody(status: 404 | 429 | 500 | 503, message: string): unknown;
	/** Brings outstanding reports forward to now. */
	flush(): void;
	/** Forgets what the vendor holds. */
	reset(): void;
	/** Stops the vendor's timers. */
	stop(): void;
	/** Shown by the side door. */
	summary(): Record<string, unknown>;
}

/** A running pretend vendor: what each simulator offers beside its own. */
export interface VendorServer<Step extends string = string> {
	url: string;
	port: number;
	faults: { set(rules: FaultRule<Step>[], seed?: number | string): void; clear(): void; current(): FaultRule[] };
	oracle: Oracle;
	calls(): Array<CallRecord<Step>>;
	/** Brings outstanding reports and schedules forward to now. */
	flush(): void;
	/** Forgets messages, deliveries, calls and faults. */
	reset(): void;
	close(): Promise<void>;
}

/** The frame of a pretend vendor: routes, faults on request, a record of calls, and the side door `/__sandbox/`. */
export async function startVendorServer<Step extends string>(options: VendorServerOptions<Step>): Promise<VendorServer<Step>> {
	const { oracle, now } = options;
	const routes = options.endpoints.map((endpoint) => ({ endpoint, pattern: patternOf(endpoint.path) }));
	const plan = new FaultPlan(options.seed, options.faults);
	let calls: Array<CallRecord<Step>> = [];
	const reset = () => {
		options.reset();
		oracle.clear();
		plan.set([]);
		calls = [];
	};
	const summary = () => ({ deliveries: oracle.deliveries().length, calls: calls.length, ...options.summary() });

	const server = createServer((request, response) => {
		request.socket.setNoDelay(true);
		response.on('error', () => undefined);
		handle(request, response).catch((error: unknown) => {
			if (error instanceof BodyError && error.reason === 'aborted') return;
			const message = error instanceof Error ? error.message : 'error';
			reply(response, 500, 'application/json; charset=utf-8', JSON.stringify(options.errorBody(500, message)));
		});
	});
	server.on('clientError', (_error, socket) => socket.destroy());

	async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const url = new URL(request.url ?? '/', 'http://sandbox');
		if (url.pathname.startsWith('/__sandbox/')) return control(request, response, url, { plan, oracle, reset, flush: () => options.flush(), summary });
		const body = await readBody(request, options.bodyLimitBytes).catch((error: unknown) => {
			if (error instanceof BodyError && error.reason === 'tooLarge') return null;
			throw error;
		});
		const route = findRoute(routes, request.method ?? 'GET', url.pathname);
		if (!route) return reply(response, 404, 'application/json; charset=utf-8', JSON.stringify(options.errorBody(404, '존재하지 않는 경로입니다.')));
		const { step } = route.endpoint;
		const fault = plan.take(step);
		const record: CallRecord<Step> = { step, at: now(), groupId: route.endpoint.about?.(route.path) ?? null, acted: false, fault: fault?.fault ?? null, status: null };
		calls.push(record);
		const answer = (status: number, contentType: string, text: string, headers: Record<string, string> = {}) => {
			record.status = status;
			reply(response, status, contentType, text, headers);
		};
		const json = (status: number, value: unknown, headers?: Record<string, string>) =>
			answer(status, 'application/json; charset=utf-8', JSON.stringify(value), headers);
		const trouble = () => json(503, options.errorBody(503, '서비스를 일시적으로 사용할 수 없습니다.'));

		if (fault?.fault === 'dropBefore') return void request.socket.destroy();
		if (fault?.fault === '503') return trouble();
		if (fault?.fault === '429') {
			const headers = fault.retryAfterSeconds === undefined ? undefined : { 'retry-after': String(fault.retryAfterSeconds) };
			return json(429, options.errorBody(429, '요청이 너무 많습니다.'), headers);
		}
		if (fault?.fault === 'html' && !fault.acted) return answer(200, 'text/html; charset=utf-8', HTML_ERROR_PAGE);
		if (fault?.fault === 'slow' && fault.acts === 'before') await wait(fault.ms);

		const at = now();
		const asOf = fault?.fault === 'listLag' ? at - fault.ms : at;
		const outcome = route.endpoint.act({ path: route.path, url, headers: request.headers, body, fault, asOf });
		record.acted = outcome.acted ?? (outcome.status >= 200 && outcome.status < 300);
		record.groupId ??= outcome.groupId ?? null;
		if (fault?.fault === 'acceptThenDrop') return void request.socket.destroy();
		if (fault?.fault === 'acceptThen503') return trouble();
		if (fault?.fault === 'html') return answer(200, 'text/html; charset=utf-8', HTML_ERROR_PAGE);
		if (fault?.fault === 'slow' && fault.acts !== 'before') await wait(fault.ms);
		return json(outcome.status, outcome.body, outcome.headers);
	}

	const address = await listen(server, options.port ?? 0, options.host ?? '127.0.0.1');
	return {
		...address,
		faults: { set: (rules, planSeed) => plan.set(rules, planSeed), clear: () => plan.set([]), current: () => plan.current() },
		oracle,
		calls: () => [...calls],
		flush: () => options.flush(),
		reset,
		close: async () => {
			options.stop();
			await closeServer(server);
		},
	};
}

const patternOf = (path: string) => new RegExp(`^${path.replaceAll(/:[A-Za-z]+/g, '([^/]+)')}/?$`);

function findRoute<Step extends string>(
	routes: ReadonlyArray<{ endpoint: VendorEndpoint<Step>; pattern: RegExp }>,
	method: string,
	pathname: string,
): { endpoint: VendorEndpoint<Step>; path: string[] } | null {
	for (const { endpoint, pattern } of routes) {
		const match = endpoint.method === method ? pattern.exec(pathname) : null;
		if (match) return { endpoint, path: match.slice(1).map((piece) => decodeURIComponent(piece)) };
	}
	return null;
}
