import { randomBytes } from 'node:crypto';

import { SolapiGateway } from '../../../lib/sms/solapi/gateway';
import { httpClientFor } from '../clients';
import { type GatewayEntry, isLoopbackUrl, senderOf, textOf, TIMEOUT_MS } from './entry';

export const solapi: GatewayEntry = {
	id: 'solapi',
	name: 'SOLAPI',
	description: '묶음을 만들어 확인한 뒤 한 번 보냅니다. 결과를 모르는 건이 남지 않습니다.',
	credential: 'cityhallSolapiApi',
	test: 'solapiAccountTest',
	isLoopback: (credential) => isLoopbackUrl(textOf(credential, 'baseUrl')),
	open: (credential, { subject }) => {
		const http = httpClientFor({
			baseUrl: textOf(credential, 'baseUrl'),
			label: '문자중계사업자 SOLAPI',
			timeoutMs: TIMEOUT_MS,
			caPem: textOf(credential, 'caPem'),
		});
		const gateway = new SolapiGateway({
			apiKey: textOf(credential, 'apiKey'),
			apiSecret: textOf(credential, 'apiSecret'),
			sender: senderOf(credential),
			subject,
			kakaoChannel: textOf(credential, 'kakaoChannel'),
			http,
			nowMs: Date.now,
			salt: () => randomBytes(16).toString('hex'),
		});
		return { gateway, close: async () => http.close() };
	},
};
