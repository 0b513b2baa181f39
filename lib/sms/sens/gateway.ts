import { RemoteError } from '../../errors';
import { accountRefused, type AnsweredCall, submitCalls } from '../direct/submit';
import type {
	BatchAtGateway,
	CancelOutcome,
	DirectGateway,
	GatewayAccount,
	GatewayCapabilities,
	HandOver,
	ListedMessage,
	OutgoingMessage,
	Submission,
	UnkeyedMessage,
} from '../gateway';
import { Blame, codeOf } from './blame';
import { SensClient, type SensClientOptions } from './client';
import { failedInBody, isNothingFound, unreadable } from './failures';
import { checkSubject, textRefusal } from './guard';
import { readList } from './lists';
import { type Json, str } from './status';
import { listTime, reserveTime } from './times';

export interface SensOptions extends SensClientOptions {
	/** Registered sender number, digits only. */
	sender: string;
	/** Title of long texts, at most 40 CP949 bytes. */
	subject: string;
}

const CALL_SIZE = 100;
/** How far clocks may differ; the signature allows no more. */
const SKEW_MS = 5 * 60_000;
/** Demanded beside the texts of the single messages, which take its place; holds nothing that may reach a wrong person. */
const COMMON_TEXT = '안내 말씀을 드립니다.';

/**
 * NAVER Cloud SENS, SMS API v2, commercial or public-sector cloud. It takes no key of ours and gives no id for a single
 * message on sending: a doubt is settled by number and text in its list, and an absence there proves nothing.
 * Unverified, since the documents differ or are silent: what a bad number in a call does, how the list pages
 * (`nextToken`), whether the list holds texts (else each message is looked up), the limits of a reservation.
 * Sources: SENS API "메시지 발송", "메시지 발송 목록 조회", "메시지 발송 결과 조회", "메시지 예약 취소" (2026).
 */
export class SensGateway implements DirectGateway {
	readonly id = 'sens';
	readonly capabilities: GatewayCapabilities = {
		name: '네이버 클라우드 SENS',
		flow: 'direct',
		batchSize: CALL_SIZE,
		clientKey: false,
		absenceProofMs: null,
		schedule: { atLeastMinutes: 10, atMostDays: 30 },
		cancel: true,
		webhook: false,
		kakao: false,
		subjectBytes: 40,
		grade: 'C',
	};

	private readonly client: SensClient;

	/** @throws ValidationError `sensServiceId`, `subject` */
	constructor(private readonly options: SensOptions) {
		this.client = new SensClient(options);
		checkSubject(options.subject);
	}

	get account(): string {
		return this.options.serviceId;
	}

	async submit(messages: readonly OutgoingMessage[], handOver: HandOver): Promise<Submission> {
		const sendable: OutgoingMessage[] = [];
		const refused: Submission['messages'] = [];
		for (const message of messages) {
			const refusal = textRefusal(message);
			if (refusal) refused.push({ noticeKey: message.noticeKey, outcome: 'refused', refusal });
			else sendable.push(message);
		}
		const blame = new Blame();
		const plan = {
			split: callsOf,
			call: async (part: readonly OutgoingMessage[]) => {
				try {
					const answer = await this.send(part, handOver);
					blame.accepted();
					return answer;
				} catch (error) {
					if (error instanceof RemoteError) blame.refused(error, part.length);
					throw error;
				}
			},
			blamesMessage: (error: RemoteError) => blame.searchesOn(error),
			refusalOf: (error: RemoteError) => blame.refusalOf(error),
		};
		const submission = blame.judge(await submitCalls(plan, sendable, handOver));
		return { ...submission, messages: [...refused, ...submission.messages] };
	}

	async find(batch: BatchAtGateway, signal?: AbortSignal): Promise<UnkeyedMessage[]> {
		const found = new Map<string, UnkeyedMessage>();
		for (const requestId of batch.requestIds) await readList(this.client, { requestId }, found, signal);
		if (batch.knownCallsOnly) return [...found.values()];
		// A call whose answer was lost has no id: its messages are found by the time it was made.
		const window = { requestStartTime: listTime(batch.fromMs - SKEW_MS), requestEndTime: listTime(batch.untilMs + SKEW_MS) };
		await readList(this.client, window, found, signal);
		return [...found.values()];
	}

	/** Nothing can be searched by our key here. */
	async search(): Promise<ListedMessage[]> {
		return [];
	}

	/**
	 * Cancels the reservations of the calls whose answers came; all calls of a batch have one time, so the first that is
	 * too late speaks for all.
	 */
	async cancel(batch: BatchAtGateway, signal?: AbortSignal): Promise<CancelOutcome> {
		let outcome: CancelOutcome = batch.requestIds.length === 0 ? 'missing' : 'cancelled';
		for (const requestId of batch.requestIds) {
			const one = await this.cancelReservation(requestId, signal);
			if (one === 'tooLate') return one;
			if (one === 'missing') outcome = one;
		}
		return outcome;
	}

	async checkAccount(signal?: AbortSignal): Promise<GatewayAccount> {
		const now = this.options.nowMs();
		const warnings: string[] = [];
		try {
			await this.client.call('발송 목록 조회', {
				method: 'GET',
				path: '/messages',
				query: { requestStartTime: listTime(now - SKEW_MS), requestEndTime: listTime(now), pageSize: 1 },
				signal,
			});
		} catch (error) {
			if (!isNothingFound(error)) throw error;
			warnings.push('최근 발송 이력이 없다는 응답(HTTP 404)이 왔습니다. 이 서비스로 보낸 적이 있다면 서비스 ID와 상용·공공 구분이 맞는지 확인하시기 바랍니다.');
		}
		return { balance: null, senders: null, warnings };
	}

	private async send(messages: readonly OutgoingMessage[], { scheduledAt, mayCall, signal }: HandOver): Promise<AnsweredCall> {
		const operation = '문자 발송';
		try {
			const body = await this.client.call(operation, {
				method: 'POST',
				path: '/messages',
				json: this.content(messages, scheduledAt),
				beforeCall: mayCall,
				signal,
			});
			const requestId = str(body.requestId);
			const statusCode = str(body.statusCode) || '202';
			if (str(body.statusName).toLowerCase() === 'fail' || !/^2\d\d$/.test(statusCode)) throw failedInBody(statusCode);
			if (requestId === '') throw unreadable(operation);
			return { requestId, statusCode };
		} catch (error) {
			if (error instanceof RemoteError && error.failure.status === 403) {
				throw accountRefused({ statusCode: codeOf(error), reason: '권한, 서비스 상태, 발신번호 또는 발송 한도를 확인하시기 바랍니다' });
			}
			throw error;
		}
	}

	private content(messages: readonly OutgoingMessage[], scheduledAt: string | null): Json {
		const [first] = messages;
		const long = first?.type === 'LMS';
		const alike = messages.every(({ text }) => text === first?.text);
		return {
			type: long ? 'LMS' : 'SMS',
			contentType: 'COMM',
			countryCode: '82',
			from: this.options.sender,
			...(long && this.options.subject !== '' ? { subject: this.options.subject } : {}),
			content: alike && first ? first.text : COMMON_TEXT,
			messages: messages.map(({ to, text }) => (alike ? { to } : { to, content: text })),
			...(scheduledAt === null ? {} : { reserveTime: reserveTime(scheduledAt), reserveTimeZone: 'Asia/Seoul' }),
		};
	}

	private async cancelReservation(requestId: string, signal?: AbortSignal): Promise<CancelOutcome> {
		const path = `/reservations/${encodeURIComponent(requestId)}`;
		try {
			await this.client.call('예약 취소', { method: 'DELETE', path, signal });
			return 'cancelled';
		} catch (error) {
			if (isNothingFound(error)) return 'missing';
			if (!(error instanceof RemoteError) || ![400, 409].includes(error.failure.status ?? 0)) throw error;
		}
		const { reserveStatus } = await this.client.call('예약 상태 조회', { method: 'GET', path: `${path}/reserve-status`, signal });
		return str(reserveStatus).toUpperCase() === 'CANCELED' ? 'cancelled' : 'tooLate';
	}
}

/** One call takes messages of one type. */
function callsOf(messages: readonly OutgoingMessage[]): OutgoingMessage[][] {
	return (['SMS', 'LMS'] as const).flatMap((type) => {
		const ofType = messages.filter((message) => message.type === type);
		return Array.from({ length: Math.ceil(ofType.length / CALL_SIZE) }, (_, call) => ofType.slice(call * CALL_SIZE, (call + 1) * CALL_SIZE));
	});
}
