import { AligoGateway } from '../../../lib/sms/aligo/gateway';
import { httpClientFor } from '../clients';
import { type GatewayEntry, isLoopbackUrl, senderOf, textOf, TIMEOUT_MS } from './entry';

export const aligo: GatewayEntry = {
	id: 'aligo',
	name: '알리고',
	description: '한 건씩 접수합니다. 응답이 끊긴 한 건만 미확인으로 남으며, 번호와 문안으로 찾아 확인합니다.',
	credential: 'cityhallAligoApi',
	test: 'aligoAccountTest',
	isLoopback: (credential) => isLoopbackUrl(textOf(credential, 'baseUrl')),
	open: (credential, { subject }) => {
		const http = httpClientFor({
			baseUrl: textOf(credential, 'baseUrl'),
			label: '문자중계사업자 알리고',
			timeoutMs: TIMEOUT_MS,
			caPem: textOf(credential, 'caPem'),
		});
		const gateway = new AligoGateway({
			apiKey: textOf(credential, 'apiKey'),
			userId: textOf(credential, 'userId'),
			sender: senderOf(credential),
			subject,
			extendedHangul: credential.extendedHangul === true,
			http,
		});
		return { gateway, close: async () => http.close() };
	},
};
