import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

import { ValidationError } from '../errors';

/** What is compared; the same text gives different fingerprints in different domains. */
export type FingerprintDomain = 'phone' | 'person' | 'plate' | 'receiptContent';

const KEY_BYTES = 32;
const FINGERPRINT_BYTES = 18;

/** Keyed hashes (대조값) that let values be compared without being opened. */
export class Fingerprinter {
	/** Made once: handing the bytes to each hash anew takes four times as long. */
	private readonly key: KeyObject;

	/** @throws ValidationError `badKey` */
	constructor(key: Buffer) {
		if (key.length !== KEY_BYTES) {
			throw new ValidationError(
				'badKey',
				'대조값 키의 길이가 32바이트가 아닙니다.',
				'자격 증명에 256비트 키를 base64로 넣으시기 바랍니다.',
			);
		}
		this.key = createSecretKey(key);
	}

	/** 24 characters of base64url; equal for equal values of a domain, whatever their spacing. */
	of(domain: FingerprintDomain, ...parts: readonly string[]): string {
		const hmac = createHmac('sha256', this.key);
		for (const part of [domain, ...parts.map(normaliseForComparison)]) {
			hmac.update(`${Buffer.byteLength(part)}:`).update(part);
		}
		return hmac.digest().subarray(0, FINGERPRINT_BYTES).toString('base64url');
	}
}

/** Unicode-composed, without any space, Latin letters in upper case. */
export function normaliseForComparison(text: string): string {
	return text.normalize('NFKC').replace(/\s+/g, '').toUpperCase();
}
