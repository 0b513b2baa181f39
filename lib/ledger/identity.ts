import { createHmac } from 'node:crypto';

import { ValidationError } from '../errors';

/** Keys derived from the one ledger key, which never rotates: one for identities, one for the event chain. */
export interface LedgerKeys {
	identity: Buffer;
	chain: Buffer;
}

/** Derives the ledger's keys. Throws `ledgerKey` unless the key has 32 bytes. */
export function deriveKeys(ledgerKey: Buffer): LedgerKeys {
	if (ledgerKey.length !== 32) {
		throw new ValidationError(
			'ledgerKey',
			'발송 대장 키의 길이가 올바르지 않습니다(32바이트를 base64로 적어야 합니다).',
			"'발송 대장' 자격 증명에 처음 만든 키를 그대로 입력하시기 바랍니다. 이 키는 바꾸지 않습니다.",
		);
	}
	const derive = (label: string) => createHmac('sha256', ledgerKey).update(`cityhall-ledger/${label}`).digest();
	return { identity: derive('identity'), chain: derive('chain') };
}

/** What makes two notices the same: nothing of the text, the rule version or the phone. */
export interface NoticeIdentity {
	campaign: string;
	duty: string;
	receiptKey: string;
	recipientOrdinal: number;
}

/** Keyed identity of a notice, 32 characters; short enough for every gateway's own-key field. */
export function noticeKey(keys: LedgerKeys, identity: NoticeIdentity): string {
	const fields = [identity.campaign, identity.duty, identity.receiptKey, identity.recipientOrdinal];
	return createHmac('sha256', keys.identity).update(JSON.stringify(fields)).digest('base64url').slice(0, 32);
}

/** A run is one period of one campaign, so its id is derived, never drawn. */
export function runIdOf(campaign: string, period: string): string {
	return `${campaign}/${period}`;
}
