import { setTimeout as sleep } from 'node:timers/promises';

import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { ValidationError } from '../../../lib/errors';
import { NhnGateway } from '../../../lib/sms/nhn/gateway';
import { httpClientFor } from '../clients';
import { type GatewayEntry, isLoopbackUrl, numberOf, senderOf, textOf, TIMEOUT_MS } from './entry';

const MINUTE_MS = 60_000;
const DEFAULT_PROOF_MINUTES = 10;

export const nhn: GatewayEntry = {
	id: 'nhn',
	name: 'NHN Cloud',
	description: '발송 이력을 고유 번호로 조회합니다. 결과를 모르는 건은 조회로 확정합니다. 알림톡을 쓸 수 있습니다.',
	credential: 'cityhallNhnSmsApi',
	test: 'nhnSmsAccountTest',
	isLoopback: (credential) => isLoopbackUrl(textOf(credential, 'baseUrl')) && (!usesAlimTalk(credential) || isLoopbackUrl(textOf(credential, 'kakaoBaseUrl'))),
	open: (credential, { subject }) => {
		const http = httpTo(credential, 'baseUrl', '문자중계사업자 NHN Cloud');
		const kakao = usesAlimTalk(credential) ? httpTo(credential, 'kakaoBaseUrl', 'NHN Cloud 알림톡') : null;
		const gateway = new NhnGateway({
			http,
			appKey: textOf(credential, 'appKey'),
			secretKey: textOf(credential, 'secretKey'),
			sender: senderOf(credential),
			subject,
			templates: { SMS: textOf(credential, 'shortTemplate'), LMS: textOf(credential, 'longTemplate') },
			alimTalk: kakao && {
				http: kakao,
				appKey: required(credential, 'kakaoAppKey', '알림톡 앱키'),
				secretKey: required(credential, 'kakaoSecretKey', '알림톡 비밀 키'),
				senderKey: textOf(credential, 'kakaoSenderKey'),
			},
			absenceProofMs: proofMinutes(credential) * MINUTE_MS,
			nowMs: Date.now,
			sleep: async (ms) => await sleep(ms),
		});
		return {
			gateway,
			close: async () => {
				http.close();
				kakao?.close();
			},
		};
	},
};

const usesAlimTalk = (credential: ICredentialDataDecryptedObject) => textOf(credential, 'kakaoSenderKey') !== '';

function httpTo(credential: ICredentialDataDecryptedObject, field: 'baseUrl' | 'kakaoBaseUrl', label: string) {
	return httpClientFor({ baseUrl: textOf(credential, field), label, timeoutMs: TIMEOUT_MS, caPem: textOf(credential, 'caPem') });
}

function required(credential: ICredentialDataDecryptedObject, field: string, label: string): string {
	const value = textOf(credential, field);
	if (value !== '') return value;
	throw new ValidationError(
		'alimTalkIncomplete',
		`'문자중계사업자(NHN Cloud)' 자격 증명에 알림톡 발신 키만 있고 '${label}'가 비어 있습니다.`,
		`'${label}'를 입력하거나, 알림톡을 쓰지 않으면 발신 키를 비우시기 바랍니다.`,
	);
}

/** Less than a minute would take any delay of the lists for proof that nothing was sent. */
function proofMinutes(credential: ICredentialDataDecryptedObject): number {
	return Math.max(1, numberOf(credential, 'absenceProofMinutes', DEFAULT_PROOF_MINUTES));
}
