import { randomUUID } from 'node:crypto';

/** An answer of n8n's that was not a success. */
export class N8nRestError extends Error {
	readonly status: number;

	constructor(message: string, status: number) {
		super(message);
		this.name = 'N8nRestError';
		this.status = status;
	}
}

/** n8n's internal REST interface, as its editor uses it. */
export interface N8nRest {
	readonly url: string;
	/** The login cookie as `name=value`, for a browser context. */
	readonly cookie: string;
	request(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<unknown>;
}

export interface Owner {
	email: string;
	password: string;
}

/** The member of an object answer, or undefined. */
export function member(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** A member that must be a string. */
export function textMember(value: unknown, name: string): string {
	const found = member(value, name);
	if (typeof found !== 'string') throw new Error(`n8n answered without "${name}"`);
	return found;
}

async function exchange(
	url: string,
	headers: Record<string, string>,
	method: string,
	path: string,
	body: unknown,
): Promise<{ data: unknown; cookies: string[] }> {
	const response = await fetch(`${url}/rest${path}`, {
		method,
		headers: { ...headers, 'content-type': 'application/json' },
		body: body === undefined ? null : JSON.stringify(body),
		signal: AbortSignal.timeout(60_000),
	});
	const text = await response.text();
	let parsed: unknown = null;
	try {
		parsed = text === '' ? null : JSON.parse(text);
	} catch {
		throw new N8nRestError(`${method} ${path}: ${response.status}, not JSON: ${text.slice(0, 200)}`, response.status);
	}
	if (!response.ok) {
		throw new N8nRestError(`${method} ${path}: ${response.status} ${String(member(parsed, 'message'))}`, response.status);
	}
	return { data: member(parsed, 'data') ?? parsed, cookies: response.headers.getSetCookie() };
}

/** Whether this n8n still waits for its first user. */
async function needsOwner(url: string): Promise<boolean> {
	const { data } = await exchange(url, {}, 'GET', '/settings', undefined);
	return member(member(data, 'userManagement'), 'showSetupOnFirstLoad') === true;
}

/** Makes the owner where there is none yet, logs in, and returns the interface. */
export async function connect(url: string, owner: Owner): Promise<N8nRest> {
	const headers: Record<string, string> = { 'browser-id': randomUUID() };
	const { cookies } = (await needsOwner(url))
		? await exchange(url, headers, 'POST', '/owner/setup', { ...owner, firstName: '담당', lastName: '시청' })
		: await exchange(url, headers, 'POST', '/login', { emailOrLdapLoginId: owner.email, password: owner.password });
	const cookie = cookies.map((line) => line.split(';')[0] ?? '').find((pair) => pair.startsWith('n8n-auth='));
	if (cookie === undefined) throw new Error('n8n gave no login cookie');
	headers['cookie'] = cookie;
	return {
		url,
		cookie,
		request: async (method, path, body) => (await exchange(url, headers, method, path, body)).data,
	};
}
