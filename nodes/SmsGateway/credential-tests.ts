import type { ICredentialTestFunctions, ICredentialsDecrypted, INodeCredentialTestResult } from 'n8n-workflow';

import { koreanDay } from '../../lib/calendar/day';
import { ValidationError } from '../../lib/errors';
import { senderNumber } from '../../lib/sms/phone';
import { requireProcessor } from '../../lib/sms/processor';
import { tested } from '../shared/credential-test';
import { isLoopback, processorOf, withGatewayOf } from '../shared/sms';

/** Signs in at the gateway; whether the sender number is registered and the processor data (위탁) are complete. */
export async function solapiAccountTest(
	this: ICredentialTestFunctions,
	{ data = {} }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	return await tested(async () => {
		const sender = senderNumber(String(data.sender ?? ''));
		const { balance, senders } = await withGatewayOf(data, '', async (gateway) => await gateway.checkAccount());
		if (!senders.includes(sender)) throw senderMissing();
		if (!isLoopback(data)) requireProcessor(processorOf(data), koreanDay(new Date().toISOString()));
		return `문자중계사업자에 접속하였습니다. 잔액 ${balance.toLocaleString('ko-KR')}원, 발신번호가 등록되어 있습니다.`;
	});
}

const senderMissing = () =>
	new ValidationError(
		'senderNotRegistered',
		'문자중계사업자에 접속하였으나, 발신번호가 등록되어 있지 않습니다.',
		'SOLAPI 콘솔에 발신번호를 사전 등록하거나, 등록한 번호로 고치시기 바랍니다.',
	);
