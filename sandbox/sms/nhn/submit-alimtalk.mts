import type { Fault } from '../shared/faults.mts';
import { messageOf } from './codes.mts';
import { type Account, ApiFailure, isObject, type Stored, text, textOrNull } from './model.mts';
import type { Platform } from './platform.mts';
import { badNumber, dueTime, readRecipients, refusedByFault, stringRecord } from './submit-sms.mts';

const IDEMPOTENT_MS = 10 * 60_000;

/** `POST /alimtalk/v2.3/appkeys/:appkey/messages`. Throws what the vendor refuses as a whole. */
export function submitAlimTalk(platform: Platform, account: Account, body: Record<string, unknown>, idempotencyKey: string, fault: Fault | null) {
	const { alimTalk } = account;
	const now = platform.now();
	if (idempotencyKey !== '') {
		const used = platform.idempotency.get(idempotencyKey);
		if (used !== undefined && now - used < IDEMPOTENT_MS) {
			throw new ApiFailure(-1005, "The same 'X-NC-API-IDEMPOTENCY-KEY' was used within the last 10 minute.");
		}
		platform.idempotency.set(idempotencyKey, now);
	}
	if (text(body.senderKey) !== alimTalk?.senderKey) throw new ApiFailure(-1006, "Plus friend don't have senderKey.");
	const template = alimTalk.templates.find((one) => one.templateCode === text(body.templateCode));
	if (!template) throw new ApiFailure(-3003, 'Template does not exist.');
	if ((template.status ?? 'TSC03') !== 'TSC03') throw new ApiFailure(-3005, 'Template is not approved.');
	const recipients = readRecipients(body.recipientList);
	const dueAt = dueTime(body.requestDate, now);
	if (alimTalk.fallback === false && recipients.some((one) => isObject(one.resendParameter) && one.resendParameter.isResend === true)) {
		throw new ApiFailure(-2502, 'Please set up plus-friend resend setting.');
	}
	const contents = recipients.map((recipient) => fill(template.content, stringRecord(recipient.templateParameter)));
	const codes = recipients.map((recipient, index): number => {
		if (contents[index] === null) return -3004;
		return badNumber(text(recipient.recipientNo)) === 0 ? 0 : -4019;
	});
	for (const [index, code] of refusedByFault(platform, recipients.length, fault)) codes[index] = code === -6001 ? -4019 : code;

	const requestId = platform.newId();
	const stored = recipients.map((recipient, index): Stored => {
		const status = codes[index] !== 0 ? 'FAILED' : dueAt > now ? 'RESERVED' : 'READY';
		const fallback = readFallback(account, recipient.resendParameter, contents[index] ?? '');
		return {
			service: 'alimTalk',
			appKey: alimTalk.appKey,
			requestId,
			recipientSeq: index + 1,
			type: 'ATA',
			to: text(recipient.recipientNo).replaceAll('-', ''),
			from: alimTalk.senderKey,
			title: null,
			body: contents[index] ?? '',
			template: { id: template.templateCode, name: template.templateCode, parameters: stringRecord(recipient.templateParameter) },
			senderGroupingKey: textOrNull(body.senderGroupingKey),
			recipientGroupingKey: textOrNull(recipient.recipientGroupingKey),
			createdAt: now,
			dueAt,
			reserved: dueAt > now,
			states: [{ at: now, value: { status, resultCode: null, resend: fallback && status !== 'FAILED' ? 'RSC02' : 'RSC01', at: now } }],
			fallback,
		};
	});
	platform.take(account, stored, fault);
	return {
		requestId,
		senderGroupingKey: textOrNull(body.senderGroupingKey),
		sendResults: stored.map((message, index) => ({
			recipientSeq: message.recipientSeq,
			recipientNo: message.to,
			resultCode: codes[index] ?? 0,
			resultMessage: messageOf(codes[index] ?? 0),
			recipientGroupingKey: message.recipientGroupingKey,
		})),
	};
}

/** Without `isResend` false the console's own setting holds; without a text the AlimTalk's own goes out. */
function readFallback(account: Account, parameter: unknown, content: string): Stored['fallback'] {
	const wanted = isObject(parameter) ? parameter : {};
	if (wanted.isResend === false || account.alimTalk?.fallback === false) return null;
	const body = text(wanted.resendContent) || content;
	const from = text(wanted.resendSendNo).replaceAll('-', '') || (account.senders[0] ?? '');
	if (!account.senders.some((sender) => sender.replaceAll('-', '') === from)) throw new ApiFailure(-1003, 'Invalid Sms Sendno');
	const type = text(wanted.resendType) === 'LMS' ? 'LMS' : 'SMS';
	return { type, title: type === 'LMS' ? text(wanted.resendTitle) || '@cityhall' : null, body, from };
}

/** Null where a variable of the template has no value. */
function fill(content: string, parameters: Record<string, string>): string | null {
	let missing = false;
	const filled = content.replaceAll(/#\{([^}]+)\}/g, (_whole, key: string) => {
		const value = parameters[key];
		missing ||= value === undefined;
		return value ?? '';
	});
	return missing ? null : filled;
}

const STATUS_NAMES = { TSC01: '요청', TSC02: '검수 중', TSC03: '승인', TSC04: '반려' } as const;

/** `GET /alimtalk/v2.3/appkeys/:appkey/senders/:senderKey/templates/:templateCode`. */
export function alimTalkTemplate({ alimTalk }: Account, senderKey: string, templateCode: string) {
	if (alimTalk?.senderKey !== senderKey) throw new ApiFailure(-1006, "Plus friend don't have senderKey.");
	const template = alimTalk.templates.find((one) => one.templateCode === templateCode);
	if (!template) throw new ApiFailure(-3003, 'Template does not exist.');
	const { content, extra, status = 'TSC03', blocked = false } = template;
	return {
		plusFriendId: '@cityhall',
		senderKey,
		plusFriendType: 'NORMAL',
		templateCode,
		kakaoTemplateCode: templateCode,
		templateName: templateCode,
		templateMessageType: extra === undefined ? 'BA' : 'EX',
		templateEmphasizeType: 'NONE',
		templateContent: content,
		templateExtra: extra ?? null,
		buttons: [],
		status,
		statusName: STATUS_NAMES[status],
		block: blocked,
		dormant: false,
	};
}
