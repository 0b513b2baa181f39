import type { ICredentialTestFunctions, ICredentialsDecrypted, INodeCredentialTestResult } from 'n8n-workflow';

import { CityhallError } from '../../lib/errors';
import { personalKeysOf } from '../shared/personal-keys';
import { revenueClient } from './revenue-client';

/** Seals and opens a value with the keys of the credential. */
export async function personalDataKeyTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	return await tested('키를 사용할 수 있습니다.', async () => {
		const { seals } = personalKeysOf(credential.data ?? {});
		const binding = { field: 'name', receiptKey: 'test', recipientOrdinal: 1 } as const;
		seals.open(seals.seal('시험', binding), binding);
		await Promise.resolve();
	});
}

/** Asks the source for a day's control total, with the credential's own authority. */
export async function revenueConnectionTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	return await tested('감면 접수 시스템에 접속하였습니다.', async () => {
		const { client, token } = revenueClient(credential.data ?? {}, 15_000);
		try {
			await client.request({
				method: 'GET',
				path: '/v1/exemption-receipts/control-total',
				query: { appearedFrom: '2026-01-01', appearedTo: '2026-01-01' },
				headers: { Authorization: `Bearer ${token}` },
				operation: '접속 시험',
			});
		} finally {
			client.close();
		}
	});
}

async function tested(success: string, attempt: () => Promise<void>): Promise<INodeCredentialTestResult> {
	try {
		await attempt();
		return { status: 'OK', message: success };
	} catch (error) {
		const message = error instanceof CityhallError ? `${error.message} ${error.remedy}` : '자격 증명을 시험하지 못하였습니다.';
		return { status: 'Error', message };
	}
}
