import { randomBytes } from 'node:crypto';

import type { ICredentialDataDecryptedObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { BusinessCalendar } from '../../lib/calendar/business-calendar';
import { koreanDay } from '../../lib/calendar/day';
import { ValidationError } from '../../lib/errors';
import type { HttpClient } from '../../lib/http/client';
import type { RetryPolicy } from '../../lib/http/retry-policy';
import type { Environment } from '../../lib/ledger/environment';
import type { GroupGateway } from '../../lib/sms/gateway';
import { senderNumber } from '../../lib/sms/phone';
import { type ProcessorFacts, processorProblems, requireProcessor } from '../../lib/sms/processor';
import { SolapiGateway } from '../../lib/sms/solapi/gateway';
import { httpClientFor } from './clients';
import type { OpenLedger } from './ledger';

export const SOLAPI = 'cityhallSolapiApi';

/** Rides out a short disturbance; a longer one ends the execution and the trigger takes the run up again. */
export const GATEWAY_RETRY: RetryPolicy = { attempts: 5, baseDelayMs: 300, maxDelayMs: 5_000, totalMs: 60_000 };
const TIMEOUT_MS = 30_000;

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[::1?\])$/;

/**
 * Runs `work` with the gateway of the credential. A sandbox ledger may only use a gateway on this machine, a live
 * ledger never: neither must a test reach a phone, nor a pretend delivery count as told.
 */
export async function withGateway<T>(
	ctx: IExecuteFunctions,
	environment: Environment,
	subject: string,
	work: (gateway: GroupGateway) => Promise<T>,
): Promise<T> {
	const credential = await ctx.getCredentials(SOLAPI);
	requireSameEnvironment(environment, textOf(credential, 'baseUrl'));
	return await withGatewayOf(credential, subject, work);
}

/** The same from the credential's values, for its test button too. */
export async function withGatewayOf<T>(
	credential: ICredentialDataDecryptedObject,
	subject: string,
	work: (gateway: GroupGateway) => Promise<T>,
): Promise<T> {
	const baseUrl = textOf(credential, 'baseUrl');
	const http = httpClientFor({ baseUrl, label: '문자중계사업자 SOLAPI', timeoutMs: TIMEOUT_MS, caPem: textOf(credential, 'caPem') });
	try {
		return await work(gatewayOf(credential, http, subject));
	} finally {
		http.close();
	}
}

/**
 * Refuses a gateway that personal data may not be handed to: of the other environment, or live without its processor
 * data (위탁). Returns these data for the record; null in a sandbox that has none.
 * @throws ValidationError `sandboxLedger`, `sandboxGateway`, `processorMissing`
 */
export async function requireActiveGateway(
	ctx: IExecuteFunctions,
	{ environment, businessNow }: Pick<OpenLedger, 'environment' | 'businessNow'>,
): Promise<ProcessorFacts | null> {
	const credential = await ctx.getCredentials(SOLAPI);
	requireSameEnvironment(environment, textOf(credential, 'baseUrl'));
	const facts = processorOf(credential);
	const today = koreanDay(businessNow());
	if (environment === 'live') requireProcessor(facts, today);
	return processorProblems(facts, today).length === 0 ? facts : null;
}

/** The processor data (위탁) of the credential, as they stand. */
export function processorOf(credential: ICredentialDataDecryptedObject): ProcessorFacts {
	return {
		processor: textOf(credential, 'processor'),
		contractedOn: textOf(credential, 'contractedOn'),
		publishedOn: textOf(credential, 'publishedOn'),
	};
}

/** Whether the credential points to this machine, so to a pretend gateway. */
export const isLoopback = (credential: ICredentialDataDecryptedObject) => LOOPBACK.test(hostOf(textOf(credential, 'baseUrl')));

function gatewayOf(credential: ICredentialDataDecryptedObject, http: HttpClient, subject: string): GroupGateway {
	return new SolapiGateway({
		apiKey: textOf(credential, 'apiKey'),
		apiSecret: textOf(credential, 'apiSecret'),
		sender: senderNumber(textOf(credential, 'sender')),
		subject,
		http,
		nowMs: Date.now,
		salt: () => randomBytes(16).toString('hex'),
	});
}

function requireSameEnvironment(environment: Environment, baseUrl: string): void {
	const loopback = LOOPBACK.test(hostOf(baseUrl));
	if (loopback === (environment === 'sandbox')) return;
	throw environment === 'sandbox'
		? new ValidationError(
				'sandboxLedger',
				'모의용 발송 대장으로는 실제 문자중계사업자에 보낼 수 없습니다.',
				"운영용 '발송 대장' 자격 증명을 선택하거나, 접속 주소를 모의 중계사 주소로 바꾸시기 바랍니다.",
			)
		: new ValidationError(
				'sandboxGateway',
				'운영용 발송 대장으로는 이 컴퓨터 안의 모의 중계사에 보낼 수 없습니다.',
				"모의용 '발송 대장' 자격 증명을 선택하거나, 접속 주소를 문자중계사업자의 주소로 바꾸시기 바랍니다.",
			);
}

function hostOf(url: string): string {
	return URL.canParse(url) ? new URL(url).hostname : '';
}

function textOf(credential: ICredentialDataDecryptedObject, name: string): string {
	const value = credential[name];
	return typeof value === 'string' ? value.trim() : '';
}

/** Extra holidays and working days, as on every node that knows the calendar. */
export const calendarFields: INodeProperties[] = [
	{
		displayName: '추가 휴무일',
		name: 'extraHolidays',
		type: 'string',
		default: '',
		placeholder: '예: 2026-12-24, 2026-12-31',
		description: '임시공휴일 등 쉬는 날을 쉼표로 구분하여 입력합니다',
	},
	{
		displayName: '추가 근무일',
		name: 'extraWorkingDays',
		type: 'string',
		default: '',
		placeholder: '예: 2026-11-28',
		description: '주말이나 공휴일이지만 근무하는 날을 쉼표로 구분하여 입력합니다',
	},
];

/** The working-day calendar with this node's extra days; `read` reads a parameter. @throws ValidationError */
export function calendarFrom(read: (name: string) => unknown): BusinessCalendar {
	const days = (name: string) =>
		String(read(name) ?? '')
			.split(/[,\s]+/)
			.filter((day) => day !== '');
	return new BusinessCalendar({ extraHolidays: days('extraHolidays'), extraWorkingDays: days('extraWorkingDays') });
}
