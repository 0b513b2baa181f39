import type { FaultRule as AnyFaultRule } from './shared/faults.mts';
import { Oracle, type Delivery } from './shared/oracle.mts';
import { startVendorServer, type CallRecord as AnyCallRecord, type VendorAnswer, type VendorCall, type VendorEndpoint, type VendorServer } from './shared/vendor-server.mts';
import { alimTalkList, reservationList, smsList } from './nhn/lists.mts';
import { type Account, ApiFailure, isObject, type NhnAccount, type Step } from './nhn/model.mts';
import { accountFor, Platform } from './nhn/platform.mts';
import { cancelAlimTalk, cancellationList, startCancellation } from './nhn/reservations.mts';
import { alimTalkTemplate, submitAlimTalk } from './nhn/submit-alimtalk.mts';
import { submitSms } from './nhn/submit-sms.mts';
import { createWebhook, type WebhookTarget } from './nhn/webhook.mts';

export type { Delivery } from './shared/oracle.mts';
export type { AlimTalkAccount, AlimTalkTemplate, NhnAccount, SmsTemplate, Step } from './nhn/model.mts';
export type { WebhookTarget } from './nhn/webhook.mts';
export type FaultRule = AnyFaultRule<Step>;
export type CallRecord = AnyCallRecord<Step>;

export interface NhnOptions {
	/** 0 (default) takes a free port. */
	port?: number;
	host?: string;
	accounts: NhnAccount[];
	/** From handing over to the carriers' reports; default 200. */
	reportDelayMs?: number;
	faults?: FaultRule[];
	/** Decides drawn faults, refused messages and carrier failures. */
	seed?: number | string;
	/** Share of ordinary numbers that carriers fail (default 0). Numbers with a fixed outcome: `shared/carrier.mts`, `nhn/codes.mts`. */
	carrierFailureRate?: number;
	onDelivery?: (delivery: Delivery) => void;
	/** Results are also pushed here, as the vendor does. */
	webhook?: WebhookTarget;
	/** The platform's clock, epoch ms. */
	now?: () => number;
	/** The clock of the phones, where a demo pretends another hour; default the platform's. */
	handsetNow?: () => number;
}

export interface NhnSimulator extends VendorServer<Step> {
	/** How many texts the account may still send this month. */
	left(appKey: string): number;
	setQuota(appKey: string, texts: number): void;
}

const BODY_LIMIT_BYTES = 10 * 1024 * 1024;
const SMS = '/sms/v3.0/appKeys/:appKey';
const KAKAO = '/alimtalk/v2.3/appkeys/:appkey';

type Act = (account: Account, call: VendorCall) => Record<string, unknown>;

/**
 * A pretend NHN Cloud (Notification SMS v3.0 and KakaoTalk Bizmessage v2.3 on one address) that a client cannot tell from
 * the vendor's, with faults on request and an oracle.
 */
export async function startNhn(options: NhnOptions): Promise<NhnSimulator> {
	const now = options.now ?? Date.now;
	const seed = options.seed ?? 1;
	const oracle = new Oracle();
	if (options.onDelivery) oracle.subscribe(options.onDelivery);
	const accounts = options.accounts.map((account): Account => ({ ...account, left: account.quota ?? 1_000_000 }));
	const webhook = createWebhook(options.webhook ?? null);
	const platform = new Platform(accounts, oracle, {
		seed,
		reportDelayMs: options.reportDelayMs ?? 200,
		failureRate: options.carrierFailureRate ?? 0,
		now,
		handsetNow: options.handsetNow ?? now,
		onReport: webhook.push,
	});

	const endpoint = (method: string, path: string, step: Step, act: Act): VendorEndpoint<Step> => ({
		method,
		path,
		step,
		act: (call) => answer(() => act(accountFor(accounts, call.path[0] ?? '', secretOf(call), path.startsWith('/sms/') ? 'sms' : 'alimTalk'), call)),
	});
	const sms = (type: 'SMS' | 'LMS'): Act => (account, call) => ({ body: { data: submitSms(platform, account, type, parseBody(call), call.fault) } });
	const endpoints = [
		endpoint('POST', `${SMS}/sender/sms`, 'submit', sms('SMS')),
		endpoint('POST', `${SMS}/sender/mms`, 'submit', sms('LMS')),
		endpoint('GET', `${SMS}/sender/sms`, 'find', (account, call) => ({ body: smsList(platform, account, 'SMS', call) })),
		endpoint('GET', `${SMS}/sender/mms`, 'find', (account, call) => ({ body: smsList(platform, account, 'LMS', call) })),
		endpoint('GET', `${SMS}/reservations`, 'find', (account, call) => ({ body: reservationList(platform, account, call) })),
		endpoint('PUT', `${SMS}/reservations/search-cancels`, 'cancel', (account, call) => ({ body: { data: startCancellation(platform, account, parseBody(call)) } })),
		endpoint('GET', `${SMS}/reservations/search-cancels`, 'cancel', (_account, call) => ({ body: { data: cancellationList(platform, call) } })),
		endpoint('GET', `${SMS}/sendNos`, 'account', (account) => ({ body: senderList(account) })),
		endpoint('POST', `${KAKAO}/messages`, 'submit', (account, call) => ({ message: submitAlimTalk(platform, account, parseBody(call), headerOf(call, 'x-nc-api-idempotency-key'), call.fault) })),
		endpoint('GET', `${KAKAO}/messages`, 'find', (account, call) => ({ messageSearchResultResponse: alimTalkList(platform, account, call) })),
		endpoint('GET', `${KAKAO}/senders/:senderKey/templates/:templateCode`, 'account', (account, call) => ({ templates: alimTalkTemplate(account, call.path[1] ?? '', call.path[2] ?? '') })),
		endpoint('DELETE', `${KAKAO}/messages/:requestId`, 'cancel', (account, call) => {
			cancelAlimTalk(platform, account, call.path[1] ?? '');
			return {};
		}),
	];

	const server = await startVendorServer<Step>({
		port: options.port,
		host: options.host,
		faults: options.faults,
		seed,
		now,
		bodyLimitBytes: BODY_LIMIT_BYTES,
		endpoints,
		oracle,
		errorBody: (status, message) => ({ header: { isSuccessful: false, resultCode: status === 404 ? -9998 : -9999, resultMessage: message } }),
		flush: () => platform.flush(),
		reset: () => platform.reset(),
		stop: () => {
			platform.stop();
			webhook.stop();
		},
		summary: () => ({ messages: platform.messages.length }),
	});
	return {
		...server,
		left: (appKey) => accounts.find((account) => account.appKey === appKey)?.left ?? 0,
		setQuota: (appKey, texts) => {
			for (const account of accounts) if (account.appKey === appKey) account.left = texts;
		},
	};
}

/** Success and refusal alike come with HTTP 200; which it is stands in the header of the body. */
function answer(act: () => Record<string, unknown>): VendorAnswer {
	try {
		const content = act();
		return { status: 200, body: { header: { isSuccessful: true, resultCode: 0, resultMessage: 'SUCCESS' }, ...content }, groupId: requestIdOf(content) };
	} catch (error) {
		if (!(error instanceof ApiFailure)) throw error;
		return { status: 200, acted: false, body: { header: { isSuccessful: false, resultCode: error.code, resultMessage: error.message } } };
	}
}

function requestIdOf({ body, message }: Record<string, unknown>): string | null {
	const holder = isObject(message) ? message : isObject(body) && isObject(body.data) ? body.data : {};
	return typeof holder.requestId === 'string' ? holder.requestId : null;
}

function parseBody({ body }: VendorCall): Record<string, unknown> {
	try {
		const parsed: unknown = JSON.parse(body ?? '');
		if (isObject(parsed)) return parsed;
	} catch {
		// answered below
	}
	throw new ApiFailure(-9997, 'Invalid API parameters.');
}

function headerOf({ headers }: VendorCall, name: string): string {
	const value = headers[name];
	return typeof value === 'string' ? value : '';
}

const secretOf = (call: VendorCall) => headerOf(call, 'x-secret-key');

function senderList({ senders }: Account) {
	const created = '2026-01-02 09:00:00';
	const data = senders.map((sender) => ({
		appKey: null,
		serviceId: 71_191,
		sendNo: sender.replaceAll('-', ''),
		useYn: 'Y',
		blockYn: 'N',
		blockReason: null,
		createDate: created,
		createUser: 'sandbox',
		updateDate: created,
		updateUser: null,
	}));
	return { pageNum: 1, pageSize: data.length, totalCount: data.length, data };
}
