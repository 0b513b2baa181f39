import { isRefused, statusMessage, statusWord } from './codes.mts';
import { codeOf, PRICES, statusOf, valueAt, type Group, type StoredMessage } from './model.mts';
import { networkName } from '../shared/carrier.mts';

const KINDS = ['sms', 'lms', 'mms', 'ata', 'cta', 'cti', 'nsa', 'rcs_sms', 'rcs_lms', 'rcs_mms', 'rcs_tpl'] as const;

const KIND_OF = { SMS: 'sms', LMS: 'lms', MMS: 'mms', ATA: 'ata' } as const;

export function kinds<T>(value: () => T): Record<(typeof KINDS)[number], T> {
	const record: Partial<Record<(typeof KINDS)[number], T>> = {};
	for (const kind of KINDS) record[kind] = value();
	return record as Record<(typeof KINDS)[number], T>;
}

export function iso(at: number | null): string | null {
	return at === null ? null : new Date(at).toISOString();
}

/** A group as the vendor shows it, as it stood at `asOf`. */
export function groupView(group: Group, asOf: number): Record<string, unknown> {
	const count = {
		total: 0,
		sentTotal: 0,
		sentFailed: 0,
		sentSuccess: 0,
		sentPending: 0,
		sentReplacement: 0,
		refund: 0,
		registeredFailed: 0,
		registeredSuccess: 0,
	};
	const countForCharge = kinds<Record<string, number>>(() => ({}));
	let updatedAt = group.createdAt;
	for (const message of group.messages) {
		const code = valueAt(message.codes, asOf);
		if (code === undefined || isRemoved(message, asOf)) continue;
		updatedAt = Math.max(updatedAt, Math.min(message.updatedAt, asOf));
		count.total++;
		if (isRefused(code)) {
			count.registeredFailed++;
			continue;
		}
		count.registeredSuccess++;
		const kind = KIND_OF[message.type];
		countForCharge[kind][message.country] = (countForCharge[kind][message.country] ?? 0) + 1;
		if (message.replaced) count.sentReplacement++;
		if (code === '2000') continue;
		count.sentTotal++;
		if (code === '3000') count.sentPending++;
		else if (code === '4000') count.sentSuccess++;
		else count.sentFailed++;
	}
	const status = valueAt(group.statuses, asOf) ?? 'PENDING';
	const sent = group.sentAt !== null && group.sentAt <= asOf;
	const money = { requested: sent ? group.charged : 0, replacement: 0, refund: 0, sum: sent ? group.charged : 0 };
	return {
		count,
		countForCharge,
		balance: money,
		point: { requested: 0, replacement: 0, refund: 0, sum: 0 },
		app: { profit: kinds(() => 0), appId: group.appId, version: null },
		serviceMethod: 'MT',
		sdkVersion: group.sdkVersion,
		osPlatform: group.osPlatform,
		log: group.log.filter(({ createAt }) => Date.parse(createAt) <= asOf),
		status,
		scheduledDate: iso(group.scheduledAt),
		dateSent: sent ? iso(group.sentAt) : null,
		dateCompleted: status === 'COMPLETE' ? iso(group.completedAt) : null,
		isRefunded: false,
		flagUpdated: false,
		prepaid: true,
		strict: false,
		masterAccountId: null,
		allowDuplicates: group.allowDuplicates,
		accountId: group.accountId,
		apiVersion: '4',
		customFields: group.customFields,
		hint: null,
		groupId: group.groupId,
		price: { '82': { sms: PRICES.SMS, lms: PRICES.LMS, mms: PRICES.MMS } },
		dateCreated: iso(group.createdAt),
		dateUpdated: iso(updatedAt),
		_id: group.groupId,
	};
}

export function isRemoved(message: StoredMessage, asOf: number): boolean {
	return message.removedAt !== null && message.removedAt <= asOf;
}

/** A message as lists show it, as it stood at `asOf`. */
export function messageView(message: StoredMessage, asOf: number): Record<string, unknown> {
	const code = valueAt(message.codes, asOf) ?? codeOf(message);
	const processed = message.codes.find(({ at, value }) => value === '3000' && at <= asOf)?.at ?? null;
	const reported = message.codes.findLast(({ at, value }) => !['2000', '3000'].includes(value) && !isRefused(value) && at <= asOf)?.at ?? null;
	const updated = message.codes.findLast(({ at }) => at <= asOf)?.at ?? message.createdAt;
	return {
		messageId: message.messageId,
		groupId: message.groupId,
		accountId: message.accountId,
		type: message.type,
		country: message.country,
		to: message.to,
		from: message.from,
		text: message.text,
		subject: message.subject,
		imageId: message.imageId,
		status: statusWord(code),
		statusCode: code,
		reason: statusMessage(code),
		networkName: reported === null ? null : networkName(message.to),
		networkCode: null,
		customFields: message.customFields,
		kakaoOptions: message.kakaoOptions,
		replacement: message.replaced,
		replacements: [],
		autoTypeDetect: message.autoTypeDetect,
		unavailableSenderNumber: false,
		resendCount: 0,
		log: [{ createAt: iso(message.createdAt), message: '메시지가 생성되었습니다.' }],
		queues: [],
		currentQueue: null,
		clusterKey: null,
		dateCreated: iso(message.createdAt),
		dateUpdated: iso(updated),
		dateProcessed: iso(processed),
		dateReported: iso(reported),
		dateReceived: code === '4000' ? iso(reported) : null,
		_id: message.messageId,
	};
}

/** A message in the answer to an add. */
export function addResultView(message: StoredMessage): Record<string, unknown> {
	const code = codeOf(message);
	return {
		to: message.to,
		from: message.from,
		type: message.type,
		country: message.country,
		messageId: message.messageId,
		statusCode: code,
		statusMessage: statusMessage(code),
		accountId: message.accountId,
		customFields: message.customFields,
	};
}

export function groupSummary(group: Group): { groupId: string; status: string; messages: number } {
	return { groupId: group.groupId, status: statusOf(group), messages: group.messages.length };
}
