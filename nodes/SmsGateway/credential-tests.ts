import type { ICredentialTestFunctions, ICredentialTestFunction, ICredentialsDecrypted } from 'n8n-workflow';

import { koreanDay } from '../../lib/calendar/day';
import { ValidationError } from '../../lib/errors';
import { requireProcessor } from '../../lib/sms/processor';
import { tested } from '../shared/credential-test';
import { GATEWAYS } from '../shared/gateways';
import { type GatewayEntry, senderOf } from '../shared/gateways/entry';
import { processorOf, withGatewayOf } from '../shared/sms';

/** Of each gateway's credential: signs in; whether the sender number is registered and the processor data (위탁) complete. */
export const gatewayTests: Record<string, ICredentialTestFunction> = Object.fromEntries(GATEWAYS.map((entry) => [entry.test, testOf(entry)]));

function testOf(entry: GatewayEntry): ICredentialTestFunction {
	return async function (this: ICredentialTestFunctions, { data = {} }: ICredentialsDecrypted) {
		return await tested(async () => {
			const sender = senderOf(data);
			const { balance, senders, warnings } = await withGatewayOf(entry, data, '', async (gateway) => await gateway.checkAccount());
			if (senders && !senders.includes(sender)) throw senderMissing(entry.name);
			if (!entry.isLoopback(data)) requireProcessor(processorOf(data), koreanDay(new Date().toISOString()));
			const money = balance ? ` 잔액 ${balance.amount.toLocaleString('ko-KR')}${balance.unit}.` : '';
			const registered = senders ? ' 발신번호가 등록되어 있습니다.' : ' 발신번호 등록 여부는 이 중계사에서 조회할 수 없으니 콘솔에서 확인하시기 바랍니다.';
			return [`문자중계사업자(${entry.name})에 접속하였습니다.${money}${registered}`, ...warnings].join(' ');
		});
	};
}

const senderMissing = (name: string) =>
	new ValidationError(
		'senderNotRegistered',
		'문자중계사업자에 접속하였으나, 발신번호가 등록되어 있지 않습니다.',
		`${name}에 발신번호를 사전 등록하거나, 등록한 번호로 고치시기 바랍니다.`,
	);
