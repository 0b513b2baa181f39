import type { INodeCredentialTestResult } from 'n8n-workflow';

import { CityhallError } from '../../lib/errors';

/** The answer of a credential's test button; `attempt` returns the Korean sentence of success. */
export async function tested(attempt: () => Promise<string>): Promise<INodeCredentialTestResult> {
	try {
		return { status: 'OK', message: await attempt() };
	} catch (error) {
		const message = error instanceof CityhallError ? `${error.message} ${error.remedy}` : '자격 증명을 시험하지 못하였습니다.';
		return { status: 'Error', message };
	}
}
