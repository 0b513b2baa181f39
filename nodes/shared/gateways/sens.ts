import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { SensGateway } from '../../../lib/sms/sens/gateway';
import { SENS_HOSTS } from '../../../lib/sms/sens/hosts';
import { httpClientFor } from '../clients';
import { type GatewayEntry, isLoopbackUrl, senderOf, textOf, TIMEOUT_MS } from './entry';

function addressOf(credential: ICredentialDataDecryptedObject): string {
	const written = textOf(credential, 'baseUrl');
	if (written !== '') return written;
	return textOf(credential, 'cloud') === 'commercial' ? SENS_HOSTS.commercial : SENS_HOSTS.public;
}

export const sens: GatewayEntry = {
	id: 'sens',
	name: '네이버 클라우드 SENS',
	description: '한 번에 100건씩 보냅니다. 결과를 모르는 건은 수신번호와 문안으로 찾고, 찾지 못하면 담당자가 정합니다.',
	credential: 'cityhallSensApi',
	test: 'sensAccountTest',
	isLoopback: (credential) => isLoopbackUrl(addressOf(credential)),
	open: (credential, { subject }) => {
		const http = httpClientFor({
			baseUrl: addressOf(credential),
			label: '문자중계사업자 네이버 클라우드 SENS',
			timeoutMs: TIMEOUT_MS,
			caPem: textOf(credential, 'caPem'),
		});
		const gateway = new SensGateway({
			accessKey: textOf(credential, 'accessKey'),
			secretKey: textOf(credential, 'secretKey'),
			serviceId: textOf(credential, 'serviceId'),
			sender: senderOf(credential),
			subject,
			http,
			nowMs: Date.now,
		});
		return { gateway, close: async () => http.close() };
	},
};
