import { createHmac } from 'node:crypto';

export interface SensKey {
	accessKey: string;
	secretKey: string;
}

/**
 * The headers that sign a call to NAVER Cloud: HMAC-SHA256 in Base64 over method, path with query as on the wire, time
 * and access key, but not the body. The time may be off by five minutes. Source: "Ncloud API > 인증 헤더", "SENS 개요".
 * @param path with its query, percent-encoded
 * @param nowMs real time in epoch milliseconds
 */
export function sensHeaders({ accessKey, secretKey }: SensKey, method: string, path: string, nowMs: number): Record<string, string> {
	const timestamp = String(nowMs);
	const signature = createHmac('sha256', secretKey).update(`${method} ${path}\n${timestamp}\n${accessKey}`).digest('base64');
	return {
		'x-ncp-apigw-timestamp': timestamp,
		'x-ncp-iam-access-key': accessKey,
		'x-ncp-apigw-signature-v2': signature,
	};
}
