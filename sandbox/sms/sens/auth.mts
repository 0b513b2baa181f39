import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Refusal, type Account } from './model.mts';

const WINDOW_MS = 5 * 60_000;

/**
 * The API gateway's signature: HMAC-SHA256 in Base64 over method, path with query, time and access key; the body is not
 * signed; the time may be off by five minutes. Nothing stops a signature from being used twice.
 */
export function authenticate(accounts: readonly Account[], method: string, target: string, headers: IncomingHttpHeaders, now: number): Account {
	const timestamp = headerOf(headers, 'x-ncp-apigw-timestamp');
	const accessKey = headerOf(headers, 'x-ncp-iam-access-key');
	const signature = headerOf(headers, 'x-ncp-apigw-signature-v2');
	const account = accounts.find((candidate) => candidate.accessKey === accessKey);
	if (!account || !/^\d+$/.test(timestamp)) throw new Refusal(401, 'Authentication Failed', '200');
	if (Math.abs(Number(timestamp) - now) > WINDOW_MS) throw new Refusal(401, 'Authentication Failed', '200');
	const expected = createHmac('sha256', account.secretKey).update(`${method} ${target}\n${timestamp}\n${accessKey}`).digest('base64');
	const [left, right] = [Buffer.from(expected), Buffer.from(signature)];
	if (left.length !== right.length || !timingSafeEqual(left, right)) throw new Refusal(401, 'Authentication Failed', '200');
	return account;
}

function headerOf(headers: IncomingHttpHeaders, name: string): string {
	const value = headers[name];
	return typeof value === 'string' ? value : '';
}
