/** Proxy settings as Node's HTTP agents take them. */
export interface ProxySettings {
	HTTP_PROXY?: string;
	HTTPS_PROXY?: string;
	NO_PROXY?: string;
}

/**
 * Picks the proxy settings out of a process environment given by the caller (lower-case names win, as in curl).
 * `undefined` where no proxy is set.
 */
export function proxyFromEnvironment(env: Readonly<Record<string, string | undefined>>): ProxySettings | undefined {
	const pick = (name: string) => env[name.toLowerCase()] || env[name] || undefined;
	const fallback = pick('ALL_PROXY');
	const HTTP_PROXY = pick('HTTP_PROXY') ?? fallback;
	const HTTPS_PROXY = pick('HTTPS_PROXY') ?? fallback;
	if (!HTTP_PROXY && !HTTPS_PROXY) return undefined;
	return { HTTP_PROXY, HTTPS_PROXY, NO_PROXY: pick('NO_PROXY') };
}
