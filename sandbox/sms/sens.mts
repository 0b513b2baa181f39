import { STATUS_CODES } from 'node:http';
import { authenticate } from './sens/auth.mts';
import { messageList, singleMessage, type ListDetail, type Lookup } from './sens/lists.mts';
import { koreanStamp, Refusal, type Account, type Request } from './sens/model.mts';
import { Platform } from './sens/platform.mts';
import { readRequested } from './sens/requested.mts';
import type { FaultRule as AnyFaultRule } from './shared/faults.mts';
import { Oracle, type Delivery } from './shared/oracle.mts';
import { startVendorServer, type CallRecord as AnyCallRecord, type VendorAnswer, type VendorCall, type VendorEndpoint, type VendorServer } from './shared/vendor-server.mts';

export type { Delivery } from './shared/oracle.mts';
export type Step = 'submit' | 'find' | 'cancel';
export type FaultRule = AnyFaultRule<Step>;
export type CallRecord = AnyCallRecord<Step>;

export interface SensOptions {
	/** 0 (default) takes a free port. */
	port?: number;
	host?: string;
	/** `quota`: messages the account may send in all; default no limit. */
	accounts: Array<{ accessKey: string; secretKey: string; serviceId: string; senders: string[]; quota?: number }>;
	/** From sending to the carriers' reports; default 200. */
	reportDelayMs?: number;
	faults?: FaultRule[];
	/** Decides drawn faults, refused messages and carrier failures. */
	seed?: number | string;
	/** Share of ordinary numbers that carriers fail (default 0). Numbers with a fixed outcome: `shared/carrier.mts`. */
	carrierFailureRate?: number;
	onDelivery?: (delivery: Delivery) => void;
	/** The platform's clock, epoch ms: signatures are checked against it. */
	now?: () => number;
	/** The clock of the phones, where a demo pretends another hour; default the platform's. */
	handsetNow?: () => number;
	/** Which cloud: their documents give errors different bodies, and sending different statuses. */
	cloud?: 'commercial' | 'public';
	/** What the list says of a message. */
	listDetail?: ListDetail;
	/** What an unregistered sender number is answered with (not documented). */
	senderRefusal?: 400 | 403;
}

export interface SensSimulator extends VendorServer<Step> {
	setQuota(accessKey: string, messages: number): void;
}

const SERVICE = '/sms/v2/services/:service';

/** A pretend NAVER Cloud SENS (SMS v2) with its quirks, faults on request and an oracle. No message holds a key of ours. */
export async function startSens(options: SensOptions): Promise<SensSimulator> {
	const now = options.now ?? Date.now;
	const seed = options.seed ?? 1;
	const cloud = options.cloud ?? 'commercial';
	const oracle = new Oracle();
	if (options.onDelivery) oracle.subscribe(options.onDelivery);
	const accounts: Account[] = options.accounts.map((account) => ({
		...account,
		quota: account.quota ?? Number.POSITIVE_INFINITY,
		senders: account.senders.map((sender) => sender.replaceAll('-', '')),
	}));
	const platform = new Platform(accounts, oracle, {
		seed,
		reportDelayMs: options.reportDelayMs ?? 200,
		failureRate: options.carrierFailureRate ?? 0,
		senderRefusal: options.senderRefusal ?? 400,
		now,
		handsetNow: options.handsetNow ?? now,
	});

	const endpoint = (method: string, path: string, step: Step, act: (account: Account, call: VendorCall) => VendorAnswer): VendorEndpoint<Step> => ({
		method,
		path: `${SERVICE}${path}`,
		step,
		about: ([, id]) => id ?? null,
		act: (call) => {
			try {
				const account = authenticate(accounts, method, `${call.url.pathname}${call.url.search}`, call.headers, now());
				if (account.serviceId !== call.path[0]) throw new Refusal(403, 'Forbidden');
				return act(account, call);
			} catch (error) {
				if (!(error instanceof Refusal)) throw error;
				return { status: error.status, body: error.gatewayCode === null ? errorBody(cloud, error.status, error.message) : gatewayBody(error) };
			}
		},
	});
	const lookup = (account: Account, { url, asOf, fault }: VendorCall): Lookup => ({ account, query: url.searchParams, asOf, fault, detail: options.listDetail ?? 'full' });
	const requestOf = (account: Account, requestId: string): Request => {
		const request = platform.requests.get(requestId);
		if (request?.serviceId !== account.serviceId) throw new Refusal(404, 'Not Found');
		return request;
	};

	const server = await startVendorServer<Step>({
		port: options.port,
		host: options.host,
		faults: options.faults,
		seed,
		now,
		bodyLimitBytes: 10 * 1024 * 1024,
		endpoints: [
			endpoint('POST', '/messages', 'submit', (account, { body, fault }) => {
				const request = platform.take(account, readRequested(body, now()), fault);
				const requestTime = koreanStamp(now()).replace(' ', 'T');
				return {
					status: 202,
					body: { requestId: request.requestId, requestTime, statusCode: '202', statusName: request.reservation ? 'reserved' : 'success' },
					groupId: request.requestId,
				};
			}),
			endpoint('GET', '/messages', 'find', (account, call) => ({ status: 200, body: messageList(platform, lookup(account, call)) })),
			endpoint('GET', '/messages/:message', 'find', (account, call) => ({ status: 200, body: singleMessage(platform, call.path[1] ?? '', lookup(account, call)) })),
			endpoint('DELETE', '/reservations/:reserve', 'cancel', (account, { path }) => {
				platform.cancel(requestOf(account, path[1] ?? ''));
				return { status: 204, body: undefined };
			}),
			endpoint('GET', '/reservations/:reserve/reserve-status', 'cancel', (account, { path }) => {
				const { requestId, reservation } = requestOf(account, path[1] ?? '');
				if (reservation === null) throw new Refusal(404, 'Not Found');
				return { status: 200, body: { reserveId: requestId, reserveTimeZone: reservation.zone, reserveTime: reservation.time, reserveStatus: reservation.status } };
			}),
		],
		oracle,
		errorBody: (status, message) => errorBody(cloud, status, message),
		flush: () => platform.flush(),
		reset: () => platform.reset(),
		stop: () => platform.stop(),
		summary: () => ({ requests: platform.requests.size, messages: platform.messages.length }),
	});
	return {
		...server,
		setQuota: (accessKey, messages) => {
			for (const account of accounts) if (account.accessKey === accessKey) account.quota = messages;
		},
	};
}

/** The two clouds' documents name the fields differently. */
function errorBody(cloud: 'commercial' | 'public', status: number, message: string): unknown {
	const name = STATUS_CODES[status] ?? 'Error';
	return cloud === 'commercial' ? { status, errors: name, errorMessage: message } : { status, error: name, message };
}

/** The API gateway in front of every service answers in its own form. */
const gatewayBody = ({ message, gatewayCode }: Refusal) => ({ error: { errorCode: gatewayCode, message, details: 'Invalid authentication information.' } });
