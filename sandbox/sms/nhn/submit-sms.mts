import type { Fault } from '../shared/faults.mts';
import { firstUnencodable, hasUnprintable } from '../shared/text.mts';
import { messageOf } from './codes.mts';
import { type Account, ApiFailure, isObject, type SmsTemplate, type Stored, text, textOrNull } from './model.mts';
import type { Platform } from './platform.mts';
import { parseTime } from './times.mts';

const MAX_RECIPIENTS = 1_000;
const MAX_DAYS = 60;
const LENGTHS = { SMS: { body: 255, title: 0 }, LMS: { body: 4_000, title: 120 } } as const;

/** `POST /sender/sms` and `/sender/mms`. Throws what the vendor refuses as a whole. */
export function submitSms(platform: Platform, account: Account, type: 'SMS' | 'LMS', body: Record<string, unknown>, fault: Fault | null) {
	const recipients = readRecipients(body.recipientList);
	const template = templateOf(account, type, text(body.templateId));
	const wording = text(body.body) || template?.body || '';
	const title = type === 'LMS' ? text(body.title) || template?.title || '' : null;
	if (wording === '' || title === '') throw new ApiFailure(-2014, messageOf(-2014));
	if (wording.length > LENGTHS[type].body || (title ?? '').length > LENGTHS.LMS.title) throw new ApiFailure(-2015, messageOf(-2015));
	const from = text(body.sendNo).replaceAll('-', '');
	if (!account.senders.some((sender) => sender.replaceAll('-', '') === from)) throw new ApiFailure(-2312, 'Not regist sendno.');
	const now = platform.now();
	const dueAt = dueTime(body.requestDate, now);
	// The template's text counts only where the request has none of its own.
	const parametersOf = (recipient: Record<string, unknown>) => (template && text(body.body) === '' ? stringRecord(recipient.templateParameter) : {});
	const bodies = recipients.map((recipient) => fill(wording, parametersOf(recipient)));
	const unfit = [...bodies, title ?? ''].some((one) => firstUnencodable(one) !== null || hasUnprintable(one));
	if (unfit && account.substitute !== true) throw new ApiFailure(-2023, messageOf(-2023));
	if (recipients.length > account.left) throw new ApiFailure(-2052, 'Blocked by organization message sending count exceed.');
	const bad = recipients.map((recipient) => badNumber(text(recipient.recipientNo)));
	if (account.badNumber === 'request' && bad.some((code) => code !== 0)) throw new ApiFailure(-2019, messageOf(-2019));
	for (const [index, code] of refusedByFault(platform, recipients.length, fault)) bad[index] = code;

	const requestId = platform.newId();
	const stored = recipients.map((recipient, index): Stored => {
		const refused = bad[index] !== 0;
		return {
			service: 'sms',
			appKey: account.appKey,
			requestId,
			recipientSeq: index + 1,
			type,
			to: text(recipient.recipientNo).replaceAll('-', ''),
			from,
			title,
			body: bodies[index] ?? '',
			template: template && { id: template.templateId, name: template.templateId, parameters: stringRecord(recipient.templateParameter) },
			senderGroupingKey: textOrNull(body.senderGroupingKey),
			recipientGroupingKey: textOrNull(recipient.recipientGroupingKey),
			createdAt: now,
			dueAt,
			reserved: dueAt > now,
			states: [{ at: now, value: { status: refused ? '0' : dueAt > now ? 'RESERVED' : '1', resultCode: null, resend: 'RSC01', at: now } }],
			fallback: null,
		};
	});
	account.left -= bad.filter((code) => code === 0).length;
	platform.take(account, stored, fault);
	return {
		requestId,
		statusCode: '2',
		senderGroupingKey: textOrNull(body.senderGroupingKey),
		sendResultList: stored.map((message, index) => ({
			recipientNo: message.to,
			resultCode: bad[index] ?? 0,
			resultMessage: messageOf(bad[index] ?? 0),
			recipientSeq: message.recipientSeq,
			recipientGroupingKey: message.recipientGroupingKey,
		})),
	};
}

/** Throws what the vendor refuses as a whole. */
export function readRecipients(list: unknown): Array<Record<string, unknown>> {
	if (!Array.isArray(list) || list.length === 0) throw new ApiFailure(-2001, 'RecipientList can not be null.');
	if (list.length > MAX_RECIPIENTS) throw new ApiFailure(-2016, messageOf(-2016));
	return list.map((recipient: unknown) => {
		if (!isObject(recipient) || text(recipient.recipientNo) === '') throw new ApiFailure(-2018, messageOf(-2018));
		if (text(recipient.recipientGroupingKey).length > 100) throw new ApiFailure(4, messageOf(4));
		return recipient;
	});
}

/** When a request is to go out; now without `requestDate`. */
export function dueTime(requestDate: unknown, now: number): number {
	if (requestDate === undefined || requestDate === null || requestDate === '') return now;
	const at = parseTime(text(requestDate));
	if (at < now) throw new ApiFailure(-2022, 'RequestDate is not before currentDate.');
	if (at > now + MAX_DAYS * 86_400_000) throw new ApiFailure(4, messageOf(4));
	return at;
}

/** 0 for a number that is taken. `010-0000-1xxx` never is. */
export function badNumber(number: string): number {
	const digits = number.replaceAll('-', '');
	return /^0\d{8,10}$/.test(digits) && !/^01000001\d{3}$/.test(digits) ? 0 : -2019;
}

/** What a `partial` fault refuses, by place, with the code it names (default −6001, opted out). */
export function refusedByFault(platform: Platform, count: number, fault: Fault | null): Array<[number, number]> {
	if (fault?.fault !== 'partial') return [];
	const code = /^-\d{1,5}$/.test(fault.statusCode ?? '') ? Number(fault.statusCode) : -6001;
	return [...platform.chooseRefused(count, fault.share ?? 0.3)].map((index) => [index, code]);
}

export function stringRecord(value: unknown): Record<string, string> {
	return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, String(one)])) : {};
}

function templateOf(account: Account, type: 'SMS' | 'LMS', templateId: string): SmsTemplate | null {
	if (templateId === '') return null;
	const template = account.templates?.find((one) => one.templateId === templateId);
	if (!template) throw new ApiFailure(-2110, 'Template is not exist.');
	if (template.sendType !== (type === 'SMS' ? '0' : '1')) throw new ApiFailure(-2006, 'Invalid template type.');
	return template;
}

const fill = (wording: string, parameters: Record<string, string>) => wording.replaceAll(/##([^#]+)##/g, (whole, key: string) => parameters[key] ?? whole);
