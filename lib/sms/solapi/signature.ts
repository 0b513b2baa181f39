import { createHmac } from 'node:crypto';

/**
 * SOLAPI's `Authorization` header: HMAC-SHA256 over date and salt. A signature may be used once in 15 minutes, so a
 * repeated call needs a new salt. Source: SOLAPI API v4, "API Key 인증".
 */
export function solapiAuthorization(apiKey: string, apiSecret: string, date: string, salt: string): string {
	const signature = createHmac('sha256', apiSecret).update(date + salt).digest('hex');
	return `HMAC-SHA256 apiKey=${apiKey}, date=${date}, salt=${salt}, signature=${signature}`;
}
