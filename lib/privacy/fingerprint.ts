import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

import { ValidationError } from '../errors';

/** What is compared; the same text gives different fingerprints in different domains. */
export type FingerprintDomain = 'phone' | 'person' | 'plate' | 'receiptContent';

const KEY_BYTES = 32;
/** Of base64url: 18 bytes of the hash. */
const FINGERPRINT_LENGTH = 24;

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
		let text = withLength(domain);
		for (const part of parts) text += withLength(normaliseForComparison(part));
		return createHmac('sha256', this.key).update(text).digest('base64url').slice(0, FINGERPRINT_LENGTH);
	}
}

/** Unicode-composed, without any space, Latin letters in upper case. */
export function normaliseForComparison(text: string): string {
	return text.normalize('NFKC').replace(/\s+/g, '').toUpperCase();
}

/** So that no two lists of parts give the same text. */
const withLength = (part: string) => `${Buffer.byteLength(part)}:${part}`;
