import { createHash } from 'node:crypto';
import type { FaultRule as AnyFaultRule } from './shared/faults.mts';
import { Oracle, type Delivery } from './shared/oracle.mts';
import { startVendorServer, type CallRecord as AnyCallRecord, type VendorAnswer, type VendorCall, type VendorServer } from './shared/vendor-server.mts';
import { Authenticator } from './solapi/auth.mts';
import { ApiError } from './solapi/codes.mts';
import { ENDPOINTS, type Endpoint } from './solapi/endpoints.mts';
import type { Account, KakaoChannel } from './solapi/model.mts';
import { Platform } from './solapi/platform.mts';
import type { Step } from './solapi/steps.mts';
import { groupSummary } from './solapi/views.mts';
import { createWebhook, type WebhookTarget } from './solapi/webhook.mts';

export type { Delivery } from './shared/oracle.mts';
export type { Fault } from './shared/faults.mts';
export type { Step } from './solapi/steps.mts';
export type { WebhookTarget } from './solapi/webhook.mts';
export type FaultRule = AnyFaultRule<Step>;
export type CallRecord = AnyCallRecord<Step>;

export interface SolapiOptions {
	/** 0 (default) takes a free port. */
	port?: number;
	host?: string;
	accounts: Array<{ apiKey: string; apiSecret: string; balance: number; senders: string[]; channels?: KakaoChannel[] }>;
	/** From sending to the carriers' reports; default 200. */
	reportDelayMs?: number;
	faults?: FaultRule[];
	/** Decides drawn faults, refused messages and carrier failures. */
	seed?: number | string;
	/** Share of ordinary numbers that carriers fail (default 0). Numbers with a fixed outcome: `shared/carrier.mts`. */
	carrierFailureRate?: number;
	onDelivery?: (delivery: Delivery) => void;
	/** Reports are also pushed here, as the vendor does. */
	webhook?: WebhookTarget;
	/** The platform's clock, epoch ms: signatures are checked against it. */
	now?: () => number;
	/** The clock of the phones, where a demo pretends another hour; default the platform's. */
	handsetNow?: () => number;
}

export interface SolapiSimulator extends VendorServer<Step> {
	/** Every group with its state and size. */
	groups(): Array<{ groupId: string; status: string; messages: number }>;
	balance(apiKey: string): number;
	setBalance(apiKey: string, won: number): void;
}

const BODY_LIMIT_BYTES = 15 * 1024 * 1024;

const ERROR_CODES = { 404: 'ResourceNotFound', 429: 'TooManyRequests', 500: 'InternalError', 503: 'ServiceUnavailable' } as const;

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

	function act(endpoint: Endpoint, { path, url, headers, body, fault, asOf }: VendorCall): VendorAnswer {
		const groupId = path[0] ?? '';
		try {
			const apiKey = endpoint.signed === false ? accounts[0]?.apiKey : authenticator.authenticate(headers.authorization, now());
			const account = accounts.find((candidate) => candidate.apiKey === apiKey);
			if (!account) throw new ApiError(403, 'InvalidAPIKey', '유효하지 않은 API Key입니다.');
			if (body === null) throw new ApiError(413, 'RequestEntityTooLarge', '요청 크기는 15MB를 넘을 수 없습니다.');
			const answer = endpoint.act(platform, { account, groupId, query: url.searchParams, body: parseBody(body), fault, asOf });
			return { status: 200, body: answer, groupId: groupIdOf(answer) };
		} catch (error) {
			if (!(error instanceof ApiError)) throw error;
			return { status: error.status, body: { errorCode: error.errorCode, errorMessage: error.message } };
		}
	}

	const server = await startVendorServer<Step>({
		port: options.port,
		host: options.host,
		faults: options.faults,
		seed,
		now,
		bodyLimitBytes: BODY_LIMIT_BYTES,
		endpoints: ENDPOINTS.map((endpoint) => ({ method: endpoint.method, path: endpoint.path, step: endpoint.step, about: ([groupId]) => groupId ?? null, act: (call) => act(endpoint, call) })),
		oracle,
		errorBody: (status, errorMessage) => ({ errorCode: ERROR_CODES[status], errorMessage }),
		flush: () => platform.flush(),
		reset: () => platform.reset(),
		stop: () => {
			platform.stop();
			webhook.stop();
		},
		summary: () => ({ groups: platform.groups.size }),
	});
	return {
		...server,
		groups: () => [...platform.groups.values()].map(groupSummary),
		balance: (apiKey) => accounts.find((account) => account.apiKey === apiKey)?.balance ?? 0,
		setBalance: (apiKey, won) => {
			for (const account of accounts) if (account.apiKey === apiKey) account.balance = won;
		},
	};
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

function accountOf({ apiKey, balance, senders, channels = [] }: SolapiOptions['accounts'][number]): Account {
	const digits = BigInt(`0x${createHash('sha256').update(apiKey).digest('hex').slice(0, 12)}`).toString().padStart(14, '0').slice(0, 14);
	return { accountId: digits, apiKey, balance, senders: senders.map((sender) => sender.replaceAll('-', '')), channels };
}
