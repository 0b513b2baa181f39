import type { ICredentialTestFunctions, ICredentialsDecrypted, INodeCredentialTestResult } from 'n8n-workflow';

import { tested } from '../shared/credential-test';
import { transitKeyOf } from './transit-key';

/** Says whether the key is a key; nothing outside is asked. */
export async function transitKeyTest(this: ICredentialTestFunctions, credential: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
	return await tested(async () => {
		transitKeyOf(credential.data ?? {});
		return await Promise.resolve('키를 사용할 수 있습니다.');
	});
}
