import type { MessageType } from '../types';
import type { UnkeyedMessage } from '../gateway';

export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
export const str = (value: unknown) => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');

/** A carrier's own words, as far as they cannot hold anything personal: short, and no run of four digits. */
const HARMLESS = /^(?!.*\d{4})[가-힣A-Za-z0-9 ()·,./_-]{1,60}$/;

/**
 * What SENS says of a message: READY waits, PROCESSING is on its way, COMPLETED is delivered (`statusCode` 0) or failed.
 * The table of result codes could not be had, so a failure's reason is the carrier's own wording where it is harmless.
 * Every code but 0 of a completed message is final for this message. Source: "SENS > 메시지 발송 결과 조회".
 */
export function readSensStatus(message: Json): Pick<UnkeyedMessage, 'state' | 'refused' | 'statusCode' | 'reason'> {
	const status = str(message.status).toUpperCase();
	const code = str(message.statusCode);
	if (status === 'PROCESSING') return { state: 'accepted', refused: false, statusCode: status, reason: null };
	if (status !== 'COMPLETED') return { state: 'registered', refused: false, statusCode: status || 'READY', reason: null };
	const name = str(message.statusName).toLowerCase();
	if (name === 'fail' || (name === '' && code !== '' && code !== '0')) {
		return { state: 'failed', refused: false, statusCode: code || 'fail', reason: reasonOf(str(message.statusMessage)) };
	}
	if (name === 'success' || code === '0') return { state: 'delivered', refused: false, statusCode: code || '0', reason: null };
	return { state: 'accepted', refused: false, statusCode: status, reason: null };
}

function reasonOf(statusMessage: string): string {
	const words = statusMessage.trim();
	return HARMLESS.test(words) ? `이동통신사에서 전송하지 못하였습니다(${words}).` : '이동통신사 또는 중계사에서 전송하지 못하였습니다.';
}

/** A message of a list or of a single lookup; null where it names none. The list may leave text and state out. */
export function readSensMessage(value: unknown): (UnkeyedMessage & { complete: boolean }) | null {
	if (!isObject(value)) return null;
	const messageId = str(value.messageId);
	const to = str(value.to).replace(/\D/g, '');
	if (messageId === '' || to === '') return null;
	return {
		messageId,
		groupId: str(value.requestId),
		to,
		text: str(value.content),
		type: messageType(str(value.type).toUpperCase()),
		...readSensStatus(value),
		complete: typeof value.content === 'string' && typeof value.status === 'string',
	};
}

const messageType = (type: string): MessageType | null => (type === 'SMS' || type === 'LMS' ? type : null);
