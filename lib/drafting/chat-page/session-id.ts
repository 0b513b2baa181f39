import { createHmac, timingSafeEqual } from 'node:crypto';

const CONTEXT = 'cityhall chat session v1';
const SHAPE = /^[0-9a-f]{32}\.[\w-]{43}$/;

/**
 * A number of a new conversation that only this member of staff can go on with. It tells nothing of them.
 * @param random of a UUID or 32 hex digits
 */
export function newSessionId(key: Buffer, email: string, random: string): string {
	const id = random.replaceAll('-', '').toLowerCase();
	return `${id}.${macOf(key, email, id)}`;
}

/** Whether the conversation was begun by this member of staff; false for whatever is forged, damaged or another's. */
export function isSessionOf(key: Buffer, email: string, sessionId: string): boolean {
	if (!SHAPE.test(sessionId)) return false;
	const [id = '', mac = ''] = sessionId.split('.');
	return timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(key, email, id)));
}

const macOf = (key: Buffer, email: string, id: string): string => createHmac('sha256', key).update(`${CONTEXT}\n${email.trim().toLowerCase()}\n${id}`).digest('base64url');
