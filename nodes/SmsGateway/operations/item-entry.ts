import type { IExecuteFunctions } from 'n8n-workflow';

import { ValidationError } from '../../../lib/errors';
import type { SealedField } from '../../../lib/privacy/types';
import { classifyPhone } from '../../../lib/sms/phone';
import { lintText } from '../../../lib/sms/text/lint';
import { normaliseText } from '../../../lib/sms/text/normalise';
import { requiredTextAt } from '../../shared/parameters';
import type { PersonalKeys } from '../../shared/personal-keys';
import { type Entry, entryOf, plainRecipient, type Recipient } from './item-row';

/** The operation's name, for the record. */
export const SOURCE_NAME = '항목별 발송';

const MOBILE_WITHIN = /(?<!\d)010[-. ]?\d{4}[-. ]?\d{4}(?!\d)/;

/** Reads and checks one item; nothing is recorded. @throws ValidationError for what the flow must mend */
export function readEntry(ctx: IExecuteFunctions, keys: PersonalKeys, item: number, day: string): Entry {
	const dedupeKey = requiredTextAt(ctx, 'dedupeKey', item, '중복 방지 값');
	const text = requiredTextAt(ctx, 'text', item, '문안');
	if (classifyPhone(dedupeKey).kind === 'mobile' || MOBILE_WITHIN.test(dedupeKey)) {
		throw new ValidationError(
			'personalDedupeKey',
			"'중복 방지 값'에 휴대전화 번호가 들어 있습니다.",
			'접수번호처럼 개인정보가 아닌 값을 쓰시기 바랍니다. 이 값은 발송 대장에 그대로 남습니다.',
		);
	}
	const refusal = wordingOf(text, ctx.getNodeParameter('sendOptions.allowUrl', item, false) === true);
	return entryOf(keys, recipientOf(ctx, keys, item, dedupeKey), { dedupeKey, text, item, day, source: SOURCE_NAME, refusal });
}

function wordingOf(text: string, allowUrl: boolean): Entry['refusal'] {
	const error = lintText(normaliseText(text), { purpose: 'general', knownPlaceholders: [], allowUrl }).find((finding) => finding.severity === 'error');
	return error ? { reasonCode: error.code, reason: `${error.message} ${error.remedy}` } : null;
}

/**
 * Marks items whose key came before in the same call: one text is sent for them. Two different texts to one sealed
 * recipient in one call cannot both be recorded; the second item gets an error and can be sent in another call.
 */
export function markDoubles<F extends object>(read: ReadonlyArray<Entry | F>): Array<Entry | F> {
	const seen = new Map<string, string>();
	return read.map((entry) => {
		if (!isEntry(entry) || entry.refusal) return entry;
		const recipient = `${entry.row.receiptKey}#${entry.row.recipientOrdinal}`;
		const earlier = seen.get(recipient);
		if (earlier === undefined) seen.set(recipient, entry.dedupeKey);
		if (earlier === undefined || earlier === entry.dedupeKey) return { ...entry, double: earlier !== undefined };
		return { ...entry, refusal: RECIPIENT_TWICE };
	});
}

const RECIPIENT_TWICE = {
	reasonCode: 'recipientTwice',
	reason: '같은 접수의 같은 수신자에게 보내는 다른 문자가 이 실행에 이미 있습니다. 이 항목은 다음 실행에서 따로 보내시기 바랍니다.',
} as const;

const isEntry = (one: object): one is Entry => 'row' in one;

function recipientOf(ctx: IExecuteFunctions, keys: PersonalKeys, item: number, dedupeKey: string): Recipient {
	const value: unknown = ctx.getNodeParameter('to', item);
	if (isSealed(value)) {
		const { receiptKey, recipientOrdinal } = ctx.getInputData()[item]?.json ?? {};
		if (typeof receiptKey === 'string' && typeof recipientOrdinal === 'number') {
			return { phone: value, receiptKey, recipientOrdinal, cameSealed: true };
		}
		throw new ValidationError(
			'sealedWithoutReceipt',
			'암호화된 번호가 어느 접수의 것인지 알 수 없습니다.',
			"'감면 접수 자료 조회'가 내보낸 항목에서 receiptKey와 recipientOrdinal 필드를 지우지 말고 그대로 연결하시기 바랍니다.",
		);
	}
	const number = classifyPhone(typeof value === 'number' ? String(value) : typeof value === 'string' ? value : '');
	if (number.kind !== 'mobile' || number.digits === null) {
		throw new ValidationError(
			'notMobile',
			'받는 번호가 휴대전화 번호가 아닙니다.',
			"'받는 번호'에 010으로 시작하는 번호가 들어오는지 확인하시기 바랍니다.",
		);
	}
	return plainRecipient(keys, number.digits, `item:${dedupeKey}`);
}

function isSealed(value: unknown): value is SealedField {
	if (typeof value !== 'object' || value === null || !('sealed' in value) || !('masked' in value)) return false;
	return typeof value.sealed === 'string' && typeof value.masked === 'string';
}
