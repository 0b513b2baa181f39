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

/**
 * The other side's error code from an error body (`errorCode` or `code`), only where it is a short ASCII word or
 * a number of at most six digits, so that nothing personal can come through.
 */
export function vendorCodeOf(body: unknown): string | undefined {
	if (typeof body !== 'object' || body === null) return undefined;
	const fields = new Map<string, unknown>(Object.entries(body));
	for (const name of ['errorCode', 'code']) {
		const value = fields.get(name);
		const text = typeof value === 'number' ? String(value) : value;
		if (typeof text === 'string' && VENDOR_CODE.test(text)) return text;
	}
	return undefined;
}
