import { X509Certificate } from 'node:crypto';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { getCACertificates } from 'node:tls';

import { ValidationError } from '../errors';
import type { ProxySettings } from './proxy';

/** Idle kept connections are dropped before the usual 5 s of servers, or the next POST may die on a closed socket. */
const IDLE_SOCKET_MS = 4_000;

export interface ConnectionAgents {
	httpAgent: HttpAgent;
	httpsAgent: HttpsAgent;
	/** Closes kept connections. */
	close(): void;
}

/** Keep-alive agents that honour proxy and further trusted authorities (PEM). @throws ValidationError `badCertificate` */
export function connectionAgents(options: { proxy?: ProxySettings; caPem?: string }): ConnectionAgents {
	const shared = { keepAlive: true, timeout: IDLE_SOCKET_MS, ...(options.proxy ? { proxyEnv: { ...options.proxy } } : {}) };
	const httpAgent = new HttpAgent(shared);
	const httpsAgent = new HttpsAgent({ ...shared, ...trustedAuthorities(options.caPem) });
	return {
		httpAgent,
		httpsAgent,
		close: () => {
			httpAgent.destroy();
			httpsAgent.destroy();
		},
	};
}

/** The system's authorities and the given ones (PEM) as TLS options; nothing where none are given. @throws ValidationError `badCertificate` */
export function trustedAuthorities(caPem: string | undefined): { ca?: string[] } {
	if (!caPem?.trim()) return {};
	const certificates = caPem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
	try {
		if (certificates.length === 0) throw new Error('none');
		for (const one of certificates) new X509Certificate(one);
	} catch {
		throw new ValidationError(
			'badCertificate',
			'기관 인증서(CA)를 읽을 수 없습니다.',
			'-----BEGIN CERTIFICATE-----로 시작하는 PEM 형식의 내용을 그대로 붙여 넣으시기 바랍니다.',
		);
	}
	return { ca: [...getCACertificates('default'), ...certificates] };
}
