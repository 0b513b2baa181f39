import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { HttpClient } from '../../lib/http/client';
import { httpClientFor } from '../shared/clients';

export const REVENUE_CREDENTIAL = 'cityhallRevenueApi';

export interface RevenueClient {
	client: HttpClient;
	token: string;
	/** Host and path of the source, as reports may show it. */
	shownAddress: string;
}

/** The client of the credential 감면 접수 시스템. Close it when done. @throws ValidationError */
export function revenueClient(credential: ICredentialDataDecryptedObject, timeoutMs: number): RevenueClient {
	const text = (name: string) => {
		const value = credential[name];
		return typeof value === 'string' ? value.trim() : '';
	};
	const baseUrl = text('baseUrl');
	const client = httpClientFor({ baseUrl, label: '감면 접수 시스템', timeoutMs, caPem: text('caPem') });
	const { host, pathname } = new URL(baseUrl);
	return { client, token: text('token'), shownAddress: `${host}${pathname.replace(/\/+$/, '')}` };
}
