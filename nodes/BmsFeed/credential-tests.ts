import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { ICredentialTestFunctions, ICredentialsDecrypted, INodeCredentialTestResult } from 'n8n-workflow';

import { addDays, koreanDay } from '../../lib/calendar/day';
import { RemoteError } from '../../lib/errors';
import { connectSftp } from '../../lib/transit/feed/sftp-connection';
import { tested } from '../shared/credential-test';
import { httpClientOf, sftpLogin } from './connections';
import { portalOf } from './portal';

const TIMEOUT_MS = 15_000;
/** Fits no server: its refusal names the fingerprint that the server shows, before anything secret is sent. */
const NO_FINGERPRINT = `SHA256:${'A'.repeat(43)}`;

/** Signs in and opens the home folder; without a fingerprint, tells the one that the server shows. */
export async function bmsSftpTest(this: ICredentialTestFunctions, { data = {} }: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
	return await tested(async () => {
		const login = sftpLogin(data, TIMEOUT_MS);
		const connection = await connectSftp(login.hostFingerprint === '' ? { ...login, hostFingerprint: NO_FINGERPRINT } : login);
		connection.end();
		return 'SFTP 서버에 접속하였습니다.';
	});
}

/** Asks for the base address; whether it shows a list does not matter. */
export async function bmsHttpTest(this: ICredentialTestFunctions, { data = {} }: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
	return await tested(async () => {
		const { client, headers } = httpClientOf(data, TIMEOUT_MS);
		try {
			const answer = await client.open({ path: '', headers, operation: '접속 시험', accept: [404, 405] });
			answer.body.destroy();
			return answer.status < 300 ? '교통카드 자료 서버에 접속하였습니다.' : '교통카드 자료 서버에 접속하였으나 이 주소는 파일 목록을 보여 주지 않습니다. 정확한 파일 이름이나 하위 폴더를 노드에 입력하시기 바랍니다.';
		} finally {
			client.close();
		}
	});
}

/** One call with the key: of the indicators, else of GBIS, whichever the key was granted. */
export async function dataGoKrTest(this: ICredentialTestFunctions, { data = {} }: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
	return await tested(async () => {
		const folder = await mkdtemp(join(tmpdir(), 'cityhall-portal-'));
		try {
			const portal = portalOf(data, folder, TIMEOUT_MS);
			const day = addDays(koreanDay(new Date().toISOString()), -7).replaceAll('-', '');
			try {
				await portal.service('usagePath')({ [portal.setting('dayName')]: day, [portal.setting('formatName')]: 'JSON', [portal.setting('pageName')]: 1, [portal.setting('sizeName')]: 1 });
				return '인증키를 사용할 수 있습니다(STCIS 지표).';
			} catch (error) {
				if (!(error instanceof RemoteError) || error.failure.outcome !== 'notSent' || error.code === 'notConnected') throw error;
				await portal.service('gbisPath')({ [portal.setting('gbisRouteName')]: '200000013', [portal.setting('gbisFormatName')]: 'json' }).catch(() => Promise.reject(error));
				return '인증키를 사용할 수 있습니다(GBIS). STCIS 지표는 아직 활용신청이 승인되지 않았거나 경로가 다릅니다.';
			} finally {
				portal.close();
			}
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	});
}
