import type { MessageType } from '../types';

export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
export const str = (value: unknown) => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');

/** A whole number that comes as number or as text; null where it is none. */
export function integer(value: unknown): number | null {
	const text = str(value).trim();
	return /^-?\d{1,9}$/.test(text) ? Number(text) : null;
}

/** One call as `/list/` shows it: its text, but no numbers. */
export interface ListedCall {
	mid: string;
	text: string;
	/** Messages in it. */
	count: number | null;
	/** When it was registered, epoch ms; null where unreadable. */
	registeredMs: number | null;
}

/** One message as `/sms_list/` shows it: number and state, but no text. */
export interface ListedDetail {
	mdid: string;
	to: string;
	type: MessageType | null;
	word: string;
	/** Korean day for which it is scheduled, `YYYY-MM-DD`; null where it is not. */
	reservedDay: string | null;
}

/** A row of `/list/`; null where it names no call. Line breaks come back as they went. */
export function readCall(value: unknown): ListedCall | null {
	if (!isObject(value)) return null;
	const mid = str(value.mid);
	if (mid === '') return null;
	return {
		mid,
		text: str(value.msg).replaceAll('\r\n', '\n'),
		count: integer(value.sms_count),
		registeredMs: readTime(str(value.reg_date)),
	};
}

/** A row of `/sms_list/`; null where it names no message. */
export function readDetail(value: unknown): ListedDetail | null {
	if (!isObject(value)) return null;
	const mdid = str(value.mdid);
	const to = str(value.receiver).replace(/\D/g, '');
	if (mdid === '' || to === '') return null;
	const type = str(value.type).toUpperCase();
	return {
		mdid,
		to,
		type: type === 'SMS' || type === 'LMS' ? type : null,
		word: str(value.sms_state),
		reservedDay: /^(?!0000)\d{4}-\d{2}-\d{2}/.exec(str(value.reserve_date))?.[0] ?? null,
	};
}

/** `YYYY-MM-DD HH:mm:ss`, taken for Korean time (not written down: unverified). */
function readTime(text: string): number | null {
	if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text)) return null;
	const ms = Date.parse(`${text.replace(' ', 'T')}+09:00`);
	return Number.isNaN(ms) ? null : ms;
}
