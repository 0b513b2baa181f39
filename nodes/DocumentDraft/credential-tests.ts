import type { ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';

import { testModel } from '../../lib/drafting/model/openai-model';
import { ValidationError } from '../../lib/errors';
import { tested } from '../shared/credential-test';
import { modelSettings } from './model';

const TEST_MS = 15_000;

/** Asks the server for its models; the key and the name of the model are right or the answer says which is not. */
export async function languageModelTest(this: ICredentialTestFunctions, credential: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
	return await tested(async () => {
		const settings = modelSettings(credential.data ?? {});
		const { found, models } = await testModel(settings, AbortSignal.timeout(TEST_MS));
		if (found) return `모형(${settings.model})을 사용할 수 있습니다.`;
		const known = models.slice(0, 8).join(', ');
		throw new ValidationError('modelUnknown', `서버에 '${settings.model}' 모형이 없습니다.`, known === '' ? '서버에 올린 모형의 이름을 전산 담당자에게 확인하시기 바랍니다.' : `다음 가운데 하나를 적으시기 바랍니다: ${known}`);
	});
}
