import { createCipheriv, createDecipheriv, createSecretKey, randomBytes as cryptoRandomBytes, type KeyObject } from 'node:crypto';

import { ValidationError } from '../errors';
import { maskFor } from './mask';
import { BindingEncoder } from './seal-binding';
import type { SealBinding, SealedField, SealKey } from './types';

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const KEY_ID = /^[A-Za-z0-9_-]{1,32}$/;
const SEALED = /^v1\.([A-Za-z0-9_-]{1,32})\.([A-Za-z0-9_-]+)$/;

interface SealingKey {
	/** Made once: handing the bytes to each cipher anew takes four times as long. */
	key: KeyObject;
	bindings: BindingEncoder;
	/** How its seals begin. */
	prefix: string;
}

const sealingKey = (keyId: string, key: Buffer): SealingKey => ({
	key: createSecretKey(key),
	bindings: new BindingEncoder(VERSION, keyId),
	prefix: `${VERSION}.${keyId}.`,
});

/** Seals and opens personal values (AES-256-GCM). New seals use the current key; older keys only open. */
export class SealBox {
	private readonly keys = new Map<string, SealingKey>();
	private readonly current: SealingKey;

	/** @throws ValidationError `badKeyId`, `badKey`, `duplicateKeyId` */
	constructor(
		current: SealKey,
		older: readonly SealKey[] = [],
		private readonly randomBytes: (size: number) => Buffer = inBulk(cryptoRandomBytes),
	) {
		for (const { keyId, key } of [current, ...older]) {
			checkKeyId(keyId);
			if (key.length !== KEY_BYTES) {
				throw new ValidationError(
					'badKey',
					`개인정보 보호 키 "${keyId}"의 길이가 32바이트가 아닙니다.`,
					'자격 증명에 256비트 키를 base64로 넣으시기 바랍니다.',
				);
			}
			if (this.keys.has(keyId)) {
				throw new ValidationError(
					'duplicateKeyId',
					`개인정보 보호 키 식별자 "${keyId}"가 두 번 쓰였습니다.`,
					'현재 키와 이전 키의 식별자를 서로 다르게 적으시기 바랍니다.',
				);
			}
			this.keys.set(keyId, sealingKey(keyId, key));
		}
		this.current = sealingKey(current.keyId, current.key);
	}

	/** `v1.<key id>.<base64url of IV, ciphertext and tag>`; never the same twice. */
	seal(plain: string, binding: SealBinding): string {
		const { prefix, key, bindings } = this.current;
		const iv = this.randomBytes(IV_BYTES);
		const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
		cipher.setAAD(bindings.encode(binding));
		const ciphertext = cipher.update(plain, 'utf8');
		// Ends the seal, and gives no bytes in this mode.
		cipher.final();
		const body = Buffer.allocUnsafe(IV_BYTES + ciphertext.length + TAG_BYTES);
		body.set(iv);
		body.set(ciphertext, IV_BYTES);
		body.set(cipher.getAuthTag(), IV_BYTES + ciphertext.length);
		return prefix + body.toString('base64url');
	}

	/**
	 * The plain value, only for exactly the binding it was sealed with.
	 * @throws ValidationError `sealFormat`, `sealKeyUnknown`, `sealMismatch`
	 */
	open(sealed: string, binding: SealBinding): string {
		const [, keyId, body] = SEALED.exec(sealed) ?? [];
		const bytes = Buffer.from(body ?? '', 'base64url');
		if (keyId === undefined || bytes.length < IV_BYTES + TAG_BYTES) {
			throw new ValidationError(
				'sealFormat',
				'암호화된 개인정보의 형식이 올바르지 않습니다.',
				'감면 접수 자료 조회 노드가 내보낸 값을 고치지 말고 그대로 연결하시기 바랍니다.',
			);
		}
		const sealing = this.keys.get(keyId);
		if (!sealing) {
			throw new ValidationError(
				'sealKeyUnknown',
				`개인정보를 암호화한 키(식별자 ${keyId})가 '개인정보 보호 키' 자격 증명에 없습니다.`,
				'자격 증명 "개인정보 보호 키"의 이전 키 목록에 이 식별자의 키를 넣으시기 바랍니다.',
			);
		}
		const decipher = createDecipheriv('aes-256-gcm', sealing.key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
		decipher.setAAD(sealing.bindings.encode(binding));
		decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
		try {
			const plain = decipher.update(bytes.subarray(IV_BYTES, bytes.length - TAG_BYTES));
			// Checks the tag, and gives no bytes in this mode.
			decipher.final();
			return plain.toString('utf8');
		} catch {
			throw new ValidationError(
				'sealMismatch',
				'암호화된 개인정보가 이 접수 건, 이 수신자의 것이 아니거나 바뀌었습니다.',
				'다른 사람의 자료가 섞이지 않았는지, 키 식별자는 같은데 키 값이 바뀌지 않았는지 확인하시기 바랍니다.',
			);
		}
	}

	/** The value as it travels through n8n: sealed, with its mask beside it. */
	field(plain: string, binding: SealBinding, masked: string = maskFor(binding.field, plain)): SealedField {
		return { masked, sealed: this.seal(plain, binding) };
	}
}

/** @throws ValidationError `badKeyId` */
export function checkKeyId(keyId: string): void {
	if (KEY_ID.test(keyId)) return;
	throw new ValidationError(
		'badKeyId',
		'개인정보 보호 키의 식별자가 올바르지 않습니다.',
		'영문자, 숫자, 밑줄(_), 붙임표(-)만 써서 32자 이내로 적으시기 바랍니다. 예: 2026a',
	);
}

/** Draws chance for many values at once: a draw costs as much for 12 bytes as for some thousand. */
function inBulk(randomBytes: (size: number) => Buffer): (size: number) => Buffer {
	let rest: Buffer = Buffer.alloc(0);
	return (size) => {
		if (rest.length < size) rest = randomBytes(size * 256);
		const drawn = rest.subarray(0, size);
		rest = rest.subarray(size);
		return drawn;
	};
}
