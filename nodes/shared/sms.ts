import type { ICredentialDataDecryptedObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { BusinessCalendar } from '../../lib/calendar/business-calendar';
import { koreanDay } from '../../lib/calendar/day';
import { ValidationError } from '../../lib/errors';
import type { RetryPolicy } from '../../lib/http/retry-policy';
import type { Environment } from '../../lib/ledger/environment';
import type { Gateway } from '../../lib/sms/gateway';
import { type ProcessorFacts, processorProblems, requireProcessor } from '../../lib/sms/processor';
import { GATEWAYS } from './gateways';
import { type GatewayEntry, textOf } from './gateways/entry';
import type { OpenLedger } from './ledger';

/** Rides out a short disturbance; a longer one ends the execution and the trigger takes the run up again. */
export const GATEWAY_RETRY: RetryPolicy = { attempts: 5, baseDelayMs: 300, maxDelayMs: 5_000, totalMs: 60_000 };

/** The gateway that an item's parameter names. @throws ValidationError `gatewayUnknown` */
export function gatewayEntry(ctx: IExecuteFunctions, i: number, parameter = 'gateway'): GatewayEntry {
	const id = ctx.getNodeParameter(parameter, i, 'solapi');
	const entry = GATEWAYS.find((one) => one.id === id);
	if (entry) return entry;
	throw new ValidationError(
		'gatewayUnknown',
		"'문자중계사업자'의 값이 올바르지 않습니다.",
		"노드의 '문자중계사업자' 목록에서 사용할 곳을 고르시기 바랍니다.",
	);
}

/**
 * Runs `work` with the chosen gateway. A sandbox ledger may only use a gateway on this machine, a live ledger never:
 * neither must a test reach a phone, nor a pretend delivery count as told.
 */
export async function withGateway<T>(
	ctx: IExecuteFunctions,
	i: number,
	environment: Environment,
	subject: string,
	work: (gateway: Gateway) => Promise<T>,
): Promise<T> {
	const entry = gatewayEntry(ctx, i);
	const credential = await ctx.getCredentials(entry.credential);
	requireSameEnvironment(environment, entry.isLoopback(credential));
	return await withGatewayOf(entry, credential, subject, work);
}

/** The same from the credential's values, for its test button too. */
export async function withGatewayOf<T>(
	entry: GatewayEntry,
	credential: ICredentialDataDecryptedObject,
	subject: string,
	work: (gateway: Gateway) => Promise<T>,
): Promise<T> {
	const { gateway, close } = entry.open(credential, { subject });
	try {
		return await work(gateway);
	} finally {
		await close();
	}
}

/**
 * Refuses a gateway that personal data may not be handed to: of the other environment, or live without its processor
 * data (위탁). Returns these data for the record; null in a sandbox that has none.
 * @throws ValidationError `sandboxLedger`, `sandboxGateway`, `processorMissing`
 */
export async function requireActiveGateway(
	ctx: IExecuteFunctions,
	i: number,
	{ environment, businessNow }: Pick<OpenLedger, 'environment' | 'businessNow'>,
): Promise<ProcessorFacts | null> {
	const entry = gatewayEntry(ctx, i);
	const credential = await ctx.getCredentials(entry.credential);
	requireSameEnvironment(environment, entry.isLoopback(credential));
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

/** Refuses a pretend gateway for a live ledger and a real one for a sandbox. @throws ValidationError `sandboxLedger`, `sandboxGateway` */
export function requireSameEnvironment(environment: Environment, loopback: boolean): void {
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
