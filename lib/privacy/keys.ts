import { randomBytes as cryptoRandomBytes } from 'node:crypto';

import { ValidationError } from '../errors';
import { checkKeyId } from './seal';
import type { SealKey } from './types';

const KEY_BYTES = 32;
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;

/** A key as the credential holds it: 32 bytes in base64 (or base64url). @throws ValidationError `badKey` */
export function parseKey(text: string, label: string): Buffer {
	const trimmed = text.trim();
	const bytes = BASE64.test(trimmed) ? Buffer.from(trimmed, 'base64') : Buffer.alloc(0);
	if (bytes.length !== KEY_BYTES || bytes.every((byte) => byte === bytes[0])) {
		throw new ValidationError(
			'badKey',
			`${label} 값을 쓸 수 없습니다.`,
			'무작위 32바이트를 base64로 적으시기 바랍니다. 예: openssl rand -base64 32',
		);
	}
	return bytes;
}

/**
 * Older keys, one a line as `keyId:base64`; empty lines are skipped.
 * @throws ValidationError `badOlderKey`, `badKeyId`, `badKey`
 */
export function parseOlderKeys(text: string): SealKey[] {
	const keys: SealKey[] = [];
	for (const [i, line] of text.split(/\r?\n/).entries()) {
		if (line.trim() === '') continue;
		const colon = line.indexOf(':');
		if (colon < 0) {
			throw new ValidationError(
				'badOlderKey',
				`이전 키 ${i + 1}번째 줄을 읽을 수 없습니다.`,
				'한 줄에 하나씩 식별자:키 형식으로 적으시기 바랍니다.',
			);
		}
		const keyId = line.slice(0, colon).trim();
		checkKeyId(keyId);
		keys.push({ keyId, key: parseKey(line.slice(colon + 1), `이전 키 "${keyId}"의`) });
	}
	return keys;
}

/** A new 256-bit key in base64, as the credential takes it. */
export function generateKey(randomBytes: (size: number) => Buffer = cryptoRandomBytes): string {
	return randomBytes(KEY_BYTES).toString('base64');
}
