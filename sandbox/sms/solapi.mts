import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { BodyError, closeServer, HTML_ERROR_PAGE, listen, readBody, reply, replyJson } from '../shared/http.mts';
import { Authenticator } from './solapi/auth.mts';
import { ApiError } from './solapi/codes.mts';
import { control } from './solapi/control.mts';
import { ENDPOINTS, type Endpoint } from './solapi/endpoints.mts';
import { FaultPlan, type Fault, type FaultRule, type Step } from './solapi/faults.mts';
import type { Account } from './solapi/model.mts';
import { Oracle, type Delivery } from './solapi/oracle.mts';
import { Platform } from './solapi/platform.mts';
import { groupSummary } from './solapi/views.mts';
import { createWebhook, type WebhookTarget } from './solapi/webhook.mts';

export type { Delivery } from './solapi/oracle.mts';
export type { Fault, FaultRule, Step } from './solapi/faults.mts';
export type { WebhookTarget } from './solapi/webhook.mts';

export interface SolapiOptions {
	/** 0 (default) takes a free port. */
	port?: number;
	host?: string;
	accounts: Array<{ apiKey: string; apiSecret: string; balance: number; senders: string[] }>;
	/** From sending to the carriers' reports; default 200. */
	reportDelayMs?: number;
	faults?: FaultRule[];
	/** Decides drawn faults, refused messages and carrier failures. */
	seed?: number | string;
	/** Share of ordinary numbers that carriers fail (default 0). Numbers with a fixed outcome: `solapi/carrier.mts`. */
	carrierFailureRate?: number;
	onDelivery?: (delivery: Delivery) => void;
	/** Reports are also pushed here, as the vendor does. */
	webhook?: WebhookTarget;
	/** The platform's clock, epoch ms: signatures are checked against it. */
	now?: () => number;
	/** The clock of the phones, where a demo pretends another hour; default the platform's. */
	handsetNow?: () => number;
}

/** One request as the platform saw it. */
export interface CallRecord {
	step: Step;
	/** Epoch ms. */
	at: number;
	groupId: string | null;
	/** Whether the platform did what was asked. */
	acted: boolean;
	fault: Fault['fault'] | null;
	/** What was answered; null where the connection was cut. */
	status: number | null;
}

export interface SolapiSimulator {
	url: string;
	port: number;
	faults: { set(rules: FaultRule[], seed?: number | string): void; clear(): void; current(): FaultRule[] };
	oracle: Oracle;
	calls(): CallRecord[];
	/** Every group with its state and size. */
	groups(): Array<{ groupId: string; status: string; messages: number }>;
	balance(apiKey: string): number;
	/** Brings outstanding reports and schedules forward to now. */
	flush(): void;
	/** Forgets groups, messages, deliveries, calls and faults. */
	reset(): void;
	close(): Promise<void>;
}

const BODY_LIMIT_BYTES = 15 * 1024 * 1024;

/** A pretend SOLAPI v4 that a client cannot tell from the vendor's, with faults on request and an oracle. */
export async function startSolapi(options: SolapiOptions): Promise<SolapiSimulator> {
	const now = options.now ?? Date.now;
	const seed = options.seed ?? 1;
	const oracle = new Oracle();
	if (options.onDelivery) oracle.subscribe(options.onDelivery);
	const accounts = options.accounts.map(accountOf);
	const authenticator = new Authenticator(new Map(options.accounts.map(({ apiKey, apiSecret }) => [apiKey, apiSecret])));
	const webhook = createWebhook(options.webhook ?? null);
	const platform = new Platform(accounts, oracle, {
		seed,
		reportDelayMs: options.reportDelayMs ?? 200,
		failureRate: options.carrierFailureRate ?? 0,
		now,
		handsetNow: options.handsetNow ?? now,
		onReport: webhook.push,
	});
	const plan = new FaultPlan(seed, options.faults);
	let calls: CallRecord[] = [];
	const reset = () => {
		platform.reset();
		oracle.clear();
		plan.set([]);
		calls = [];
	};
	const summary = () => ({ deliveries: oracle.deliveries().length, groups: platform.groups.size, calls: calls.length });

	const server = createServer((request, response) => {
		request.socket.setNoDelay(true);
		response.on('error', () => undefined);
		handle(request, response).catch((error: unknown) => {
			if (!(error instanceof BodyError && error.reason === 'aborted')) {
				replyJson(response, 500, { errorCode: 'InternalError', errorMessage: error instanceof Error ? error.message : 'error' });
			}
		});
	});
	server.on('clientError', (_error, socket) => socket.destroy());

	async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const url = new URL(request.url ?? '/', 'http://sandbox');
		if (url.pathname.startsWith('/__sandbox/')) return control(request, response, url, { plan, oracle, reset, flush: () => platform.flush(), summary });
		const body = await readBody(request, BODY_LIMIT_BYTES).catch((error: unknown) => {
			if (error instanceof BodyError && error.reason === 'tooLarge') return null;
			throw error;
		});
		const route = findRoute(request.method ?? 'GET', url.pathname);
		if (!route) return replyJson(response, 404, { errorCode: 'ResourceNotFound', errorMessage: '존재하지 않는 경로입니다.' });
		const fault = plan.take(route.endpoint.step);
		const record: CallRecord = { step: route.endpoint.step, at: now(), groupId: route.groupId || null, acted: false, fault: fault?.fault ?? null, status: null };
		calls.push(record);
		const answer = (status: number, contentType: string, text: string, headers: Record<string, string> = {}) => {
			record.status = status;
			reply(response, status, contentType, text, headers);
		};
		const json = (status: number, value: unknown, headers?: Record<string, string>) =>
			answer(status, 'application/json; charset=utf-8', JSON.stringify(value), headers);

		if (fault?.fault === 'dropBefore') return void request.socket.destroy();
		if (fault?.fault === '503') return json(503, { errorCode: 'ServiceUnavailable', errorMessage: '서비스를 일시적으로 사용할 수 없습니다.' });
		if (fault?.fault === '429') {
			const headers = fault.retryAfterSeconds === undefined ? undefined : { 'retry-after': String(fault.retryAfterSeconds) };
			return json(429, { errorCode: 'TooManyRequests', errorMessage: '요청이 너무 많습니다.' }, headers);
		}
		if (fault?.fault === 'html' && !fault.acted) return answer(200, 'text/html; charset=utf-8', HTML_ERROR_PAGE);
		if (fault?.fault === 'slow' && fault.acts === 'before') await wait(fault.ms);

		const outcome = act(route, request, url, body, fault);
		record.acted = outcome.status === 200;
		if (record.groupId === null) record.groupId = groupIdOf(outcome.body);
		if (fault?.fault === 'acceptThenDrop') return void request.socket.destroy();
		if (fault?.fault === 'acceptThen503') return json(503, { errorCode: 'ServiceUnavailable', errorMessage: '서비스를 일시적으로 사용할 수 없습니다.' });
		if (fault?.fault === 'html') return answer(200, 'text/html; charset=utf-8', HTML_ERROR_PAGE);
		if (fault?.fault === 'slow' && fault.acts !== 'before') await wait(fault.ms);
		return json(outcome.status, outcome.body);
	}

	function act(route: Route, request: IncomingMessage, url: URL, body: string | null, fault: Fault | null): { status: number; body: unknown } {
		try {
			const apiKey = route.endpoint.signed === false ? accounts[0]?.apiKey : authenticator.authenticate(request.headers.authorization, now());
			const account = accounts.find((candidate) => candidate.apiKey === apiKey);
			if (!account) throw new ApiError(403, 'InvalidAPIKey', '유효하지 않은 API Key입니다.');
			if (body === null) throw new ApiError(413, 'RequestEntityTooLarge', '요청 크기는 15MB를 넘을 수 없습니다.');
			const at = now();
			return {
				status: 200,
				body: route.endpoint.act(platform, {
					account,
					groupId: route.groupId,
					query: url.searchParams,
					body: parseBody(body),
					fault,
					asOf: fault?.fault === 'listLag' ? at - fault.ms : at,
				}),
			};
		} catch (error) {
			if (!(error instanceof ApiError)) throw error;
			return { status: error.status, body: { errorCode: error.errorCode, errorMessage: error.message } };
		}
	}

	const address = await listen(server, options.port ?? 0, options.host ?? '127.0.0.1');
	return {
		...address,
		faults: { set: (rules, planSeed) => plan.set(rules, planSeed), clear: () => plan.set([]), current: () => plan.current() },
		oracle,
		calls: () => [...calls],
		groups: () => [...platform.groups.values()].map(groupSummary),
		balance: (apiKey) => accounts.find((account) => account.apiKey === apiKey)?.balance ?? 0,
		flush: () => platform.flush(),
		reset,
		close: async () => {
			platform.stop();
			webhook.stop();
			await closeServer(server);
		},
	};
}

interface Route {
	endpoint: Endpoint;
	groupId: string;
}

const PATTERNS = ENDPOINTS.map((endpoint) => ({ endpoint, pattern: new RegExp(`^${endpoint.path.replace(':groupId', '([^/]+)')}/?$`) }));

function findRoute(method: string, path: string): Route | null {
	for (const { endpoint, pattern } of PATTERNS) {
		const match = endpoint.method === method ? pattern.exec(path) : null;
		if (match) return { endpoint, groupId: decodeURIComponent(match[1] ?? '') };
	}
	return null;
}

function parseBody(body: string): Record<string, unknown> {
	if (body === '') return {};
	try {
		const parsed: unknown = JSON.parse(body);
		if (typeof parsed === 'object' && parsed !== null) return parsed as Record<string, unknown>;
	} catch {
		// answered below
	}
	throw new ApiError(400, 'ValidationError', '요청 본문이 올바른 JSON이 아닙니다.');
}

function groupIdOf(body: unknown): string | null {
	return typeof body === 'object' && body !== null && 'groupId' in body && typeof body.groupId === 'string' ? body.groupId : null;
}

function accountOf({ apiKey, balance, senders }: SolapiOptions['accounts'][number]): Account {
	const digits = BigInt(`0x${createHash('sha256').update(apiKey).digest('hex').slice(0, 12)}`).toString().padStart(14, '0').slice(0, 14);
	return { accountId: digits, apiKey, balance, senders: senders.map((sender) => sender.replaceAll('-', '')) };
}
