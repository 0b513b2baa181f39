import { Refusal, fromKoreanStamp } from './model.mts';

const CALL_SIZE = 100;

/** A request to send, as the vendor reads it. */
export interface Requested {
	type: 'SMS' | 'LMS';
	contentType: string;
	from: string;
	messages: Array<{ to: string; content: string; subject: string | null }>;
	reservation: { at: number; time: string; zone: string } | null;
}

/** Reads a request's body; whatever is wrong refuses the whole call without saying with which message. */
export function readRequested(body: string | null, now: number): Requested {
	const raw = parse(body);
	const type = String(raw.type).toUpperCase();
	if (type !== 'SMS' && type !== 'LMS' && type !== 'MMS') throw bad('type');
	const content = textOf(raw.content);
	const from = textOf(raw.from);
	if (content === '' || from === '') throw bad('content, from');
	if (!Array.isArray(raw.messages) || raw.messages.length === 0 || raw.messages.length > CALL_SIZE) throw bad('messages');
	const subject = textOf(raw.subject) || null;
	const messages = (raw.messages as unknown[]).map((one) => {
		if (!isRecord(one) || typeof one.to !== 'string' || !/^\d{8,12}$/.test(one.to)) throw bad('messages.to');
		return { to: one.to, content: textOf(one.content) || content, subject: textOf(one.subject) || subject };
	});
	// without a picture an MMS goes out as LMS
	return { type: type === 'SMS' ? 'SMS' : 'LMS', contentType: textOf(raw.contentType) || 'COMM', from, messages, reservation: reservationOf(raw, now) };
}

function reservationOf(raw: Record<string, unknown>, now: number): Requested['reservation'] {
	const time = textOf(raw.reserveTime);
	if (time === '') return null;
	const at = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/.test(time) ? fromKoreanStamp(time) : Number.NaN;
	if (Number.isNaN(at) || at <= now) throw bad('reserveTime');
	return { at, time, zone: textOf(raw.reserveTimeZone) || 'Asia/Seoul' };
}

function parse(body: string | null): Record<string, unknown> {
	try {
		const parsed: unknown = JSON.parse(body ?? '');
		if (isRecord(parsed)) return parsed;
	} catch {
		// answered below
	}
	throw bad('body');
}

const bad = (field: string) => new Refusal(400, `Invalid parameter: ${field}`);
const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
