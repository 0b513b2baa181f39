import { accessSync, constants } from 'node:fs';
import { dirname } from 'node:path';

import type { ICredentialDataDecryptedObject, ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';

import { ValidationError } from '../../lib/errors';
import { otherEnvironment } from '../../lib/ledger/environment';
import type { Glance } from '../../lib/ledger/glance';
import { glanceAtServer } from '../../lib/ledger/glance-postgres';
import { glanceAtFile } from '../../lib/ledger/glance-sqlite';
import { deriveKeys, FILLING, fillingError, keyMark, keyWrong } from '../../lib/ledger/identity';
import { newerLedger } from '../../lib/ledger/migrations';
import { movedError } from '../../lib/ledger/moved';
import { SCHEMA_VERSION } from '../../lib/ledger/schema';
import { tested } from '../shared/credential-test';
import { type LedgerSettings, ledgerSettings } from '../shared/ledger';
import { ledgerPlace } from '../shared/ledger-store';

/** Of the credential 발송 대장: whether the ledger can be used, or made, with this key and environment. Makes and changes nothing. */
export async function ledgerTest(this: ICredentialTestFunctions, { data = {} }: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
	return await tested(async () => await lookAt(data));
}

async function lookAt(credential: ICredentialDataDecryptedObject): Promise<string> {
	const settings = ledgerSettings(credential);
	const keys = deriveKeys(settings.key);
	const place = ledgerPlace(credential);
	const witnessed = (await settings.witness?.read()) ?? null;
	const words: string[] = [];
	let found: Glance | null;
	if ('path' in place) {
		found = glanceAtFile(place.path, witnessed);
		if (!found) words.push('대장이 아직 없습니다. 이 경로에 쓸 수 있으며, 처음 사용할 때 파일을 만듭니다.');
	} else {
		const { server, ledger } = await glanceAtServer(place, witnessed);
		found = ledger;
		words.push(`PostgreSQL ${server} 서버에 접속하였습니다${place.tls === 'off' ? '' : '(암호화 통신)'}.`);
		if (!found) words.push(`스키마 '${place.schema}'에 대장이 아직 없습니다. 만들 권한이 있으며, 처음 사용할 때 만듭니다.`);
	}
	if (found) words.push(ledgerWords(found, keyMark(keys), settings));
	if (settings.witnessPath !== '') words.push(witnessWords(settings.witnessPath, found, witnessed !== null));
	return words.join(' ');
}

/** What is said of a ledger that fits. @throws what its first use would */
function ledgerWords({ version, key, environment, moved, head }: Glance, mark: string, settings: LedgerSettings): string {
	if (moved !== null) throw movedError(moved);
	if (!(version <= SCHEMA_VERSION)) throw newerLedger();
	if (key?.startsWith(FILLING) === true) throw fillingError();
	if (key !== null && key !== mark) throw keyWrong();
	if (environment !== null && environment !== settings.environment) throw otherEnvironment(environment, settings.environment);
	const raised = version < SCHEMA_VERSION ? ` 처음 사용할 때 ${SCHEMA_VERSION}판으로 올립니다.` : '';
	return `발송 대장을 읽었습니다(${version}판, 기록 ${head.seq.toLocaleString('ko-KR')}건). 대장 키와 사용 환경이 맞습니다.${raised}`;
}

function witnessWords(path: string, found: Glance | null, written: boolean): string {
	try {
		accessSync(dirname(path), constants.R_OK | constants.W_OK);
	} catch (cause) {
		throw new ValidationError('witnessUnwritable', '대장 표식 파일을 둘 폴더가 없거나 쓸 수 없습니다.', "'발송 대장' 자격 증명의 대장 표식 파일 경로와 폴더 쓰기 권한을 확인하시기 바랍니다.", { cause });
	}
	if (!written) return '대장 표식 파일은 처음 보낼 때 만듭니다.';
	if (!found) return "대장 표식 파일에 다른 대장의 표식이 있습니다. 쓰던 대장을 옮겨 올 것이면 '대장 옮기기'를 실행하고, 새로 시작하는 대장이면 다른 경로를 입력하시기 바랍니다.";
	if (found.reaches) return '대장 표식이 대장과 맞습니다.';
	throw new ValidationError(
		'ledgerRestored',
		'대장 표식 파일의 기록이 대장에 없습니다. 대장이 예전 백업으로 되돌려졌거나 다른 대장의 표식입니다.',
		"표식 파일의 경로를 확인하고, 되돌린 대장이면 중계사의 발송 내역과 대조한 뒤 '복원 확인'을 실행하시기 바랍니다.",
	);
}
