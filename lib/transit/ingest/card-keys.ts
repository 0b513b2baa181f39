import { createHmac } from 'node:crypto';

import { ValidationError } from '../../errors';
import { addDays } from '../../calendar/day';

const KEY_BYTES = 32;
/** 128 bits in hex: with a card number of up to 23 letters the hashed text is one block of SHA-256. */
const HEX_LENGTH = 32;

/**
 * Card pseudonym = first 64 bits of SHA-256(key of the service date ‖ card number). The key is secret, comes first, and three
 * quarters of the hash are thrown away, which is why the second pass of HMAC (against lengthening a known hash) is not
 * needed. Another key each day: nobody is followed over days.
 * @returns keys of the service dates from `first` on, one a day
 * @throws ValidationError `cardKey`
 */
export function cardKeys(cardKey: Uint8Array, first: string, days: number): string[] {
	checkKey(cardKey);
	return Array.from({ length: days }, (_, offset) =>
		createHmac('sha256', cardKey).update(`transit-card\0${addDays(first, offset)}`).digest('hex').slice(0, HEX_LENGTH),
	);
}

/** Tells one key from another without telling anything of it. */
export function keyPrint(cardKey: Uint8Array): string {
	checkKey(cardKey);
	return createHmac('sha256', cardKey).update('transit-card-key-print').digest('hex').slice(0, 16);
}

function checkKey(cardKey: Uint8Array): void {
	if (cardKey.length === KEY_BYTES) return;
	throw new ValidationError('cardKey', '카드번호를 가명으로 바꿀 키가 32바이트가 아닙니다.', '자격 증명의 키를 다시 확인하시기 바랍니다.');
}
