import { randomUUID } from 'node:crypto';

import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { ValidationError } from '../../../lib/errors';
import type { Ledger } from '../../../lib/ledger/ledger';
import type { Origin } from '../../../lib/ledger/types';
import { HAND_OVER_MS } from '../../../lib/sms/batch-ports';
import { composeNotices } from '../../../lib/sms/compose';
import type { Gateway } from '../../../lib/sms/gateway';
import { maySendAt, type SendingHours } from '../../../lib/sms/hours';
import { type KakaoTemplates, requireKakao } from '../../../lib/sms/kakao';
import type { ProcessorFacts } from '../../../lib/sms/processor';
import { goesOutAt, requireSchedule, resumedSchedule, scheduleTime } from '../../../lib/sms/schedule';
import type { SendPorts } from '../../../lib/sms/send-run';
import { measureText, SUBJECT_LIMIT_BYTES } from '../../../lib/sms/text/measure';
import { normaliseText } from '../../../lib/sms/text/normalise';
import { cancelSignal, retryPorts } from '../../shared/clients';
import { gatewayField } from '../../shared/gateways';
import type { OpenLedger } from '../../shared/ledger';
import type { PersonalKeys } from '../../shared/personal-keys';
import { calendarFields, calendarFrom, GATEWAY_RETRY } from '../../shared/sms';

/** Parameters of both ways of sending; `subject` is the title of long messages unless the officer sets one. */
export const sendingFields = (subject: string, more: INodeProperties[] = []): INodeProperties[] => [
	{
		...gatewayField,
		options: [...(gatewayField.options ?? []), { name: '보내지 않음(모의 실행)', value: 'dryRun', description: '무엇을 보낼지만 계산하고 대장을 바꾸지 않습니다' }],
	},
	{
		displayName: '수동 실행에서도 실제 발송',
		name: 'sendInManualRun',
		type: 'boolean',
		default: false,
		description: '캔버스에서 직접 실행할 때에도 실제로 보낼지 여부. 끄면 무엇을 보낼지만 보여 줍니다(모의 환경은 언제나 보냅니다).',
	},
	{
		displayName: '추가 설정',
		name: 'sendOptions',
		type: 'collection',
		placeholder: '설정 추가',
		default: {},
		options: [
			{
				displayName: '발송 시작 시각',
				name: 'hoursFrom',
				type: 'string',
				default: '09:00',
				description: '이 시각부터 보냅니다',
			},
			{
				displayName: '발송 종료 시각',
				name: 'hoursTo',
				type: 'string',
				default: '18:00',
				description: '이 시각부터는 보내지 않고 다음 근무일을 기다립니다',
			},
			{
				displayName: '근무일에만 발송',
				name: 'businessDaysOnly',
				type: 'boolean',
				default: true,
				description: '주말과 공휴일에는 보내지 않을지 여부',
			},
			{
				displayName: '장문 제목',
				name: 'subject',
				type: 'string',
				default: subject,
				description: '장문 문자의 제목(40바이트 이내)',
			},
			{
				displayName: '한 번에 보낼 건수',
				name: 'batchSize',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 1000 },
				default: 1000,
				description: '중계사에 한 묶음으로 보내는 건수',
			},
			{
				displayName: '예약 발송 시각',
				name: 'scheduledAt',
				type: 'string',
				default: '',
				placeholder: '예: 2026-11-23T10:00',
				description: '이 시각(한국 시간)에 나가도록 중계사에 예약합니다. 비우면 바로 보냅니다. 지난 시각이면 보내지 않고 알려 줍니다. 이 시각으로 이미 일부를 예약한 회차를 이어서 보낼 때에는 남은 문자를 발송 가능 시간 안에서 바로 보냅니다.',
			},
			...more,
			...calendarFields,
		],
	},
];

export interface SendSettings {
	hours: SendingHours;
	subject: string;
	batchSize: number;
	/** ISO text in Korean time; null to send at once. */
	scheduledAt: string | null;
}

export function sendSettings(ctx: IExecuteFunctions, i: number, subject: string): SendSettings & { calendar: ReturnType<typeof calendarFrom> } {
	const options = ctx.getNodeParameter('sendOptions', i, {}) as IDataObject;
	const text = (name: string, fallback: string) => {
		const value = options[name];
		return typeof value === 'string' && value.trim() !== '' ? value.trim() : fallback;
	};
	return {
		hours: {
			...hoursOf(text('hoursFrom', '09:00'), text('hoursTo', '18:00')),
			businessDaysOnly: options.businessDaysOnly !== false,
		},
		subject: subjectOf(text('subject', subject)),
		batchSize: typeof options.batchSize === 'number' ? options.batchSize : 1000,
		scheduledAt: text('scheduledAt', '') === '' ? null : scheduleTime(text('scheduledAt', '')),
		calendar: calendarFrom((name) => options[name]),
	};
}

/** With faulty hours nothing would ever be sent, and nobody would notice. */
function hoursOf(from: string, to: string): Pick<SendingHours, 'from' | 'to'> {
	const time = /^([01]\d|2[0-3]):[0-5]\d$/;
	if (time.test(from) && time.test(to) && from < to) return { from, to };
	throw new ValidationError(
		'invalidHours',
		"'발송 시작 시각'이나 '발송 종료 시각'이 올바르지 않습니다.",
		'09:00과 18:00처럼 시:분 형식으로, 종료 시각을 시작 시각보다 늦게 입력하시기 바랍니다.',
	);
}

/** A title that the gateway refuses would have every long text of the run refused. */
function subjectOf(written: string): string {
	const subject = normaliseText(written).replaceAll('\n', ' ');
	const { bytes, unencodable } = measureText(subject);
	if (unencodable.length > 0) {
		throw new ValidationError(
			'subjectUnencodable',
			`'장문 제목'에 문자로 보낼 수 없는 글자가 있습니다: ${[...new Set(unencodable.map(({ character }) => character))].join(' ')}`,
			'이모지 같은 특수한 글자를 지우고 다시 실행하시기 바랍니다.',
		);
	}
	if (bytes <= SUBJECT_LIMIT_BYTES) return subject;
	throw new ValidationError(
		'subjectTooLong',
		`'장문 제목'이 ${bytes}바이트로 한도(${SUBJECT_LIMIT_BYTES}바이트)를 넘습니다.`,
		'제목을 줄이시기 바랍니다(한글 한 글자는 2바이트).',
	);
}

/** Everything that sending needs from this machine and this execution. @throws ValidationError where the settings cannot be sent with */
export async function sendPorts(
	ctx: IExecuteFunctions,
	open: OpenLedger,
	gateway: Gateway,
	keys: PersonalKeys,
	settings: ReturnType<typeof sendSettings>,
	opening: Opening,
): Promise<SendPorts> {
	const scheduledAt = await resumedSchedule(open.ledger, gateway, opening.runId, settings.scheduledAt, open.businessNow());
	requireSchedule(gateway, scheduledAt, open.businessNow());
	requireKakao(gateway, opening.templates);
	return {
		ledger: open.ledger,
		gateway,
		compose: composeOnRecord(open.ledger, keys, opening),
		maySend: () => maySendAt(goesOutAt(scheduledAt, open.businessNow()), settings.hours, settings.calendar),
		scheduledAt,
		witness: open.witness,
		handOverMs: HAND_OVER_MS,
		retry: GATEWAY_RETRY,
		retryPorts: retryPorts(),
		signal: cancelSignal(ctx),
		newBatchId: randomUUID,
		nowMs: Date.now,
		every: (ms, call) => {
			const timer = setInterval(call, ms);
			return () => clearInterval(timer);
		},
	};
}

/** Who opens sealed values for what, and who is given them; null where the pretend gateway has no processor data. */
interface Opening {
	runId: string;
	origin: Origin;
	processor: ProcessorFacts | null;
	/** Templates registered for AlimTalk, where it is on. */
	templates?: KakaoTemplates;
}

function composeOnRecord(ledger: Ledger, keys: PersonalKeys, { runId, origin, processor, templates }: Opening): SendPorts['compose'] {
	let toRecord = processor;
	return async (notices) => {
		if (toRecord) await ledger.recordGateway(runId, toRecord);
		toRecord = null;
		const subjects = notices.map((notice) => notice.noticeKey);
		await ledger.recordOpening({ fields: ['phone', 'plate'], reason: '문자 발송', subjects, runId, origin });
		return composeNotices(keys.seals, notices, templates);
	};
}

/** The hint beside the output then. */
export const ONLY_SHOWN = '수동 실행이거나 모의 실행이어서 보내지 않고 보낼 내용만 계산하였습니다.';

/** Whether this execution must only show what it would send. */
export function onlyShows(ctx: IExecuteFunctions, open: OpenLedger, i: number): boolean {
	if (ctx.getNodeParameter('gateway', i) === 'dryRun') return true;
	return ctx.getMode() === 'manual' && open.environment === 'live' && ctx.getNodeParameter('sendInManualRun', i) !== true;
}
