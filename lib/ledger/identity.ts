import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

import { ConflictError, ValidationError } from '../errors';
import type { Steps } from './steps';
import { all, first } from './steps';

/** Keys derived from the one ledger key, which never rotates: one for identities, one for the event chain. */
export interface LedgerKeys {
	identity: KeyObject;
	chain: KeyObject;
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
	const derive = (label: string) =>
		createSecretKey(createHmac('sha256', ledgerKey).update(`cityhall-ledger/${label}`).digest());
	return { identity: derive('identity'), chain: derive('chain') };
}

/** Tells one ledger key from another; the key cannot be found from it. */
export const keyMark = ({ chain }: LedgerKeys): string => createHmac('sha256', chain).update('cityhall-ledger/key-mark').digest('base64url');

/** Begins what stands in the place of a key's mark while another ledger is moved in; nobody's key makes it. */
export const FILLING = 'filling:';

/** The ledger is not one yet. */
export const fillingError = () =>
	new ConflictError(
		'ledgerFilling',
		'이 발송 대장은 SQLite 대장에서 옮겨 오는 중이어서 아직 쓸 수 없습니다.',
		"'대장 옮기기'가 끝나기를 기다리고, 도중에 멈추었으면 '대장 옮기기'를 다시 실행하시기 바랍니다.",
	);

/**
 * Throws `ledgerFilling` while another ledger is moved in, and `ledgerKeyWrong` unless the ledger was begun with this key:
 * with another one every person would be new, and be told again. A new ledger remembers a mark of its key, from which the key cannot be found.
 */
export function* requireSameKey(keys: LedgerKeys): Steps<void> {
	const mark = keyMark(keys);
	const known = yield* first(`SELECT value FROM meta WHERE name = 'key'`);
	if (!known) yield* all(`INSERT INTO meta (name, value) VALUES ('key', ?)`, mark);
	else if (String(known.value).startsWith(FILLING)) throw fillingError();
	else if (known.value !== mark) throw keyWrong();
}

/** The ledger was begun with another key. */
export const keyWrong = () =>
	new ValidationError(
		'ledgerKeyWrong',
		'입력한 발송 대장 키가 이 발송 대장을 만든 키와 다릅니다. 대장을 읽거나 바꾸지 않았습니다.',
		"'발송 대장' 자격 증명에 처음 만든 키를 그대로 입력하시기 바랍니다. 다른 키로는 이미 안내한 사람을 알아볼 수 없습니다.",
	);

/** What makes two notices the same: nothing of the text, the rule version or the phone. */
export interface NoticeIdentity {
	campaign: string;
	duty: string;
	receiptKey: string;
	recipientOrdinal: number;
	/** The one further try at a corrected number. */
	retry?: boolean;
}

/** Keyed identity of a notice, 32 characters; short enough for every gateway's own-key field. */
export function noticeKey(keys: LedgerKeys, identity: NoticeIdentity): string {
	const fields: unknown[] = [identity.campaign, identity.duty, identity.receiptKey, identity.recipientOrdinal];
	if (identity.retry === true) fields.push('retry');
	return createHmac('sha256', keys.identity).update(JSON.stringify(fields)).digest('base64url').slice(0, 32);
}

/** Keyed mark of a number and a text; line breaks count alike however a gateway writes them. */
export function contentMark(keys: LedgerKeys, to: string, text: string): string {
	const plain = text.replace(/\r\n?/g, '\n').trim();
	return createHmac('sha256', keys.identity).update(JSON.stringify(['content', to, plain])).digest('base64url').slice(0, 32);
}

/** A run is one period of one campaign, so its id is derived, never drawn. */
export function runIdOf(campaign: string, period: string): string {
	return `${campaign}/${period}`;
}
