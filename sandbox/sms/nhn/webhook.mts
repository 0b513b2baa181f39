import { randomBytes } from 'node:crypto';
import { type Stored, stateOf } from './model.mts';
import { hookTime } from './times.mts';

export interface WebhookTarget {
	url: string;
	/** The fixed text that was typed in the console (optional there); sent as `X-Toast-Webhook-Signature`. */
	signature?: string;
}

/** How often a call is made in all; the vendor's documents do not say. */
const ATTEMPTS = 3;
const BATCH = 100;
const PAUSE_MS = 50;

const STATUS: Readonly<Record<string, string>> = { '0': 'FAILED', '3': 'COMPLETED', '4': 'CANCEL', '5': 'DUPLICATED' };

/** Pushes `MESSAGE_RESULT_UPDATE`, each service's messages in calls of their own, again while the answer is not 2xx. */
export function createWebhook(target: WebhookTarget | null): { push: (messages: readonly Stored[]) => void; stop: () => void } {
	const abort = new AbortController();
	const send = async (body: Record<string, unknown>): Promise<void> => {
		if (target === null) return;
		for (let attempt = 1; attempt <= ATTEMPTS && !abort.signal.aborted; attempt++) {
			const taken = await fetch(target.url, {
				method: 'POST',
				headers: {
					'content-type': 'application/json;charset=UTF-8',
					...(target.signature === undefined ? {} : { 'x-toast-webhook-signature': target.signature }),
				},
				body: JSON.stringify(body),
				signal: AbortSignal.any([abort.signal, AbortSignal.timeout(5000)]),
			}).then(
				(response) => response.ok,
				() => false,
			);
			if (taken) return;
			await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * attempt));
		}
	};
	return {
		push: (messages) => {
			if (target === null) return;
			for (const group of Map.groupBy(messages, ({ service }) => service).values()) {
				for (let from = 0; from < group.length; from += BATCH) void send(callOf(group.slice(from, from + BATCH)));
			}
		},
		stop: () => abort.abort(),
	};
}

function callOf(messages: readonly Stored[]): Record<string, unknown> {
	const sms = messages[0]?.service === 'sms';
	return {
		hooksId: id(),
		webhookConfigId: 'sandbox',
		productName: sms ? 'SMS' : 'KakaoTalk Bizmessage',
		appKey: messages[0]?.appKey ?? '',
		event: 'MESSAGE_RESULT_UPDATE',
		hooks: messages.map(sms ? smsHook : alimTalkHook),
	};
}

/** Spelled as in the vendor's sample (`recipientGropuingKey`, `_link`), which its own table contradicts. */
function smsHook(message: Stored): Record<string, unknown> {
	const { status, resultCode, at } = stateOf(message);
	return {
		hookId: id(),
		senderType: message.type === 'SMS' ? 'NORMAL_SMS' : 'NORMAL_LMS',
		requestId: message.requestId,
		recipientSeq: message.recipientSeq,
		requestDate: hookTime(message.dueAt),
		receiveDate: hookTime(at),
		sendNo: message.from,
		recipientNo: message.to,
		messageStatus: STATUS[status] ?? 'FAILED',
		recipientGropuingKey: message.recipientGroupingKey,
		senderGroupingKey: message.senderGroupingKey,
		resultCode,
		messageCount: 1,
		_link: { self: { href: `https://sms.api.nhncloudservice.com/sms/v2.4/appKeys/{appKey}/sender/sms/${message.requestId}?recipientSeq=${message.recipientSeq}` } },
	};
}

function alimTalkHook(message: Stored): Record<string, unknown> {
	const { resultCode, at } = stateOf(message);
	return {
		kakaoMessageType: 'ALIMTALK_NORMAL',
		requestId: message.requestId,
		recipientSeq: message.recipientSeq,
		requestDate: hookTime(message.dueAt),
		createDate: hookTime(message.createdAt),
		receiveDate: hookTime(at),
		recipientNo: message.to,
		resultCode,
		senderGroupingKey: message.senderGroupingKey,
		recipientGroupingKey: message.recipientGroupingKey,
		isAddedChannel: null,
		_links: { self: { href: `https://kakaotalk-bizmessage.api.nhncloudservice.com/alimtalk/v2.3/appkeys/{appkey}/messages/${message.requestId}/${message.recipientSeq}` } },
		hookId: id(),
	};
}

const id = () => randomBytes(12).toString('hex');
