import type { IWebhookFunctions } from 'n8n-workflow';

/** A request as the desk needs it. */
export interface DeskRequest {
	method: 'GET' | 'POST';
	/** One text a name; repeated or nested values are left out. */
	query: Record<string, string>;
	form: Record<string, string>;
	cookies: Record<string, string>;
	/** Came over HTTPS, here or at a proxy. */
	secure: boolean;
	/** A form of this very site sent it, as far as the browser says. */
	sameOrigin: boolean;
	/** Path of this desk as browsers see it. */
	path: string;
}

const MOST_LETTERS = 4_000;

export function deskRequest(ctx: IWebhookFunctions): DeskRequest {
	const request = ctx.getRequestObject();
	const header = (name: string) => {
		const value = request.headers[name];
		return typeof value === 'string' ? value.trim() : '';
	};
	const own = ctx.getWebhookResourceUrl('default') ?? '';
	return {
		method: request.method === 'POST' ? 'POST' : 'GET',
		query: texts(request.query),
		form: header('content-type').startsWith('application/x-www-form-urlencoded') ? texts(request.body) : {},
		cookies: cookiesOf(header('cookie')),
		secure: (header('x-forwarded-proto').split(',')[0]?.trim() || request.protocol) === 'https',
		sameOrigin: isSameOrigin(header),
		path: URL.canParse(own) ? new URL(own).pathname : '/',
	};
}

function texts(value: unknown): Record<string, string> {
	if (typeof value !== 'object' || value === null) return {};
	return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1].length <= MOST_LETTERS));
}

function cookiesOf(header: string): Record<string, string> {
	const pairs = header.split(';').map((pair) => pair.trim().split('='));
	return Object.fromEntries(pairs.flatMap(([name, ...value]) => (name ? [[name, value.join('=')] as const] : [])));
}

/** By `Sec-Fetch-Site` where the browser sends it (HTTPS), else by `Origin`, which every browser sends with a form. */
function isSameOrigin(header: (name: string) => string): boolean {
	const site = header('sec-fetch-site');
	if (site !== '') return site === 'same-origin';
	const origin = header('origin');
	const hosts = [header('host'), header('x-forwarded-host')].filter((host) => host !== '');
	return URL.canParse(origin) && hosts.includes(new URL(origin).host);
}
