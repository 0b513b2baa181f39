import { createHmac, timingSafeEqual } from 'node:crypto';
import { ApiError } from './codes.mts';

const WINDOW_MS = 15 * 60_000;

/**
 * The vendor's request signature: HMAC over `date + salt` (body, method and path are not signed), a clock window of
 * 15 minutes either way, and each signature good for one request.
 */
export class Authenticator {
	private readonly secrets: ReadonlyMap<string, string>;
	private readonly used = new Map<string, number>();

	constructor(secrets: ReadonlyMap<string, string>) {
		this.secrets = secrets;
	}

	/** Returns the api key, or throws what the vendor would answer. */
	authenticate(header: string | undefined, now: number): string {
		const match = /^HMAC-(SHA256|MD5)\s+(.*)$/i.exec(header ?? '');
		if (!match) throw new ApiError(401, 'Unauthorized', '인증 정보(Authorization)가 없거나 형식이 올바르지 않습니다.');
		const fields = new Map(
			(match[2] ?? '').split(',').map((part) => {
				const at = part.indexOf('=');
				return [part.slice(0, at).trim(), part.slice(at + 1).trim()] as const;
			}),
		);
		const apiKey = fields.get('apiKey') ?? '';
		const date = fields.get('date') ?? '';
		const salt = fields.get('salt') ?? '';
		const signature = fields.get('signature') ?? '';
		const secret = this.secrets.get(apiKey);
		if (secret === undefined) throw new ApiError(403, 'InvalidAPIKey', '유효하지 않은 API Key입니다.');
		if (salt.length < 12 || salt.length > 64) throw new ApiError(400, 'ValidationError', 'salt는 12자 이상 64자 이하여야 합니다.');
		const at = Date.parse(date);
		if (Number.isNaN(at) || Math.abs(at - now) > WINDOW_MS) {
			throw new ApiError(403, 'RequestTimeTooSkewed', '요청 시각이 서버 시각과 15분 넘게 차이 납니다.');
		}
		const algorithm = (match[1] ?? '').toLowerCase();
		if (!sameText(createHmac(algorithm, secret).update(date + salt).digest('hex'), signature)) {
			throw new ApiError(403, 'SignatureDoesNotMatch', '서명이 일치하지 않습니다.');
		}
		this.forgetOld(now);
		if (this.used.has(signature)) throw new ApiError(403, 'DuplicatedSignature', '이미 사용된 서명입니다.');
		this.used.set(signature, now);
		return apiKey;
	}

	private forgetOld(now: number): void {
		for (const [signature, at] of this.used) {
			if (now - at <= 2 * WINDOW_MS) return;
			this.used.delete(signature);
		}
	}
}

function sameText(left: string, right: string): boolean {
	const a = Buffer.from(left);
	const b = Buffer.from(right);
	return a.length === b.length && timingSafeEqual(a, b);
}
