import { STATUS_CODES } from 'node:http';

/** What a body turned out to be. */
export type ParsedBody = { kind: 'value'; value: unknown } | { kind: 'html' } | { kind: 'broken' };

const VENDOR_CODE = /^(?=.*[A-Za-z])[A-Za-z0-9_.-]{1,64}$|^-?\d{1,6}$/;

/** Reads a body as JSON. Total; a body that starts like a web page is told apart, because its remedy differs. */
export function parseJsonBody(text: string): ParsedBody {
	const trimmed = text.replace(/^\uFEFF/, '').trim();
	if (trimmed.startsWith('<')) return { kind: 'html' };
	try {
		return { kind: 'value', value: JSON.parse(trimmed) as unknown };
	} catch {
		return { kind: 'broken' };
	}
}

/** Names that HTTP itself gives to errors (`Bad Request`): some vendors put them where others put a code. */
const REASON_PHRASES: ReadonlySet<string> = new Set(Object.values(STATUS_CODES).filter((phrase) => phrase !== undefined));

/**
 * The other side's error code from an error body, only where it is a short ASCII word, a number of at most six digits or
 * a name that HTTP gives to errors, so that nothing personal can come through. Read are `errorCode` or `code`, the same
 * within `error` (as API gateways nest it), `resultCode` within `header` (NHN Cloud), else the name in `errors` or `error`.
 */
export function vendorCodeOf(body: unknown): string | undefined {
	const fields = fieldsOf(body);
	const nested = fieldsOf(fields.get('error'));
	const header = fieldsOf(fields.get('header'));
	for (const value of [fields.get('errorCode'), fields.get('code'), nested.get('errorCode'), nested.get('code'), header.get('resultCode')]) {
		const text = typeof value === 'number' ? String(value) : value;
		if (typeof text === 'string' && VENDOR_CODE.test(text)) return text;
	}
	for (const name of [fields.get('errors'), fields.get('error')]) {
		if (typeof name === 'string' && REASON_PHRASES.has(name)) return name;
	}
	return undefined;
}

const fieldsOf = (value: unknown) =>
	new Map<string, unknown>(typeof value === 'object' && value !== null ? Object.entries(value) : []);
