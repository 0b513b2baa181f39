import { ValidationError } from '../errors';

export type QueryValue = string | number | boolean | undefined | readonly (string | number)[];

/**
 * Checks a base address from a credential: http or https, no user name or password, query or fragment in it.
 * @throws ValidationError `badBaseUrl`
 */
export function parseBaseUrl(baseUrl: string): URL {
	const remedy = '자격 증명의 주소를 https://호스트:포트/경로 형식으로 고치시기 바랍니다.';
	let url: URL;
	try {
		url = new URL(baseUrl.trim());
	} catch {
		throw new ValidationError('badBaseUrl', '접속 주소를 읽을 수 없습니다.', remedy);
	}
	if (url.protocol !== 'http:' && url.protocol !== 'https:') {
		throw new ValidationError('badBaseUrl', '접속 주소는 http 또는 https로 시작하여야 합니다.', remedy);
	}
	if (url.username || url.password || url.search || url.hash) {
		throw new ValidationError('badBaseUrl', '접속 주소에 계정, 물음표(?) 뒤의 값 또는 #을 넣을 수 없습니다.', remedy);
	}
	return url;
}

/** The address of one request: the path is always below the base address, whatever it contains. */
export function requestUrl(base: URL, path: string, query: Readonly<Record<string, QueryValue>> = {}): URL {
	const url = new URL(base);
	url.pathname = `${base.pathname.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;
	url.search = queryText(query);
	return url;
}

/** A query as it stands in the address, for signatures over it; a blank is `%20`, which every server reads alike. */
export function queryText(query: Readonly<Record<string, QueryValue>>): string {
	const pairs = new URLSearchParams();
	for (const [name, value] of Object.entries(query)) {
		if (value === undefined) continue;
		for (const one of Array.isArray(value) ? value : [value]) pairs.append(name, String(one));
	}
	return pairs.toString().replaceAll('+', '%20');
}
