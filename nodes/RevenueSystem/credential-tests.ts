import type { ICredentialTestFunctions, ICredentialsDecrypted, INodeCredentialTestResult } from 'n8n-workflow';

import { tested } from '../shared/credential-test';
import { personalKeysOf } from '../shared/personal-keys';
import { revenueClient } from './revenue-client';

/** Seals and opens a value with the keys of the credential. */
export async function personalDataKeyTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	return await tested(async () => {
		const { seals } = personalKeysOf(credential.data ?? {});
		const binding = { field: 'name', receiptKey: 'test', recipientOrdinal: 1 } as const;
		seals.open(seals.seal('시험', binding), binding);
		return await Promise.resolve('키를 사용할 수 있습니다.');
	});
}

/** Asks the source for a day's control total, with the credential's own authority. */
export async function revenueConnectionTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	return await tested(async () => {
		const { client, token } = revenueClient(credential.data ?? {}, 15_000);
		try {
			await client.request({
				method: 'GET',
				path: '/v1/exemption-receipts/control-total',
				query: { appearedFrom: '2026-01-01', appearedTo: '2026-01-01' },
				headers: { Authorization: `Bearer ${token}` },
				operation: '접속 시험',
			});
			return '감면 접수 시스템에 접속하였습니다.';
		} finally {
			client.close();
		}
	});
}
