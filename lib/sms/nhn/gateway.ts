import { RemoteError } from '../../errors';
import type { HttpClient } from '../../http/client';
import { submitCalls } from '../direct/submit';
import type {
	BatchAtGateway,
	CancelOutcome,
	DirectGateway,
	GatewayAccount,
	GatewayCapabilities,
	HandOver,
	ListedMessage,
	NoticeRef,
	OutgoingMessage,
	Submission,
	SubmittedMessage,
	UnkeyedMessage,
} from '../gateway';
import { NhnAlimTalk } from './alimtalk';
import { NhnApi } from './api';
import { cancelReservations } from './cancel';
import { ALIMTALK_CODES, blamesMessage, refusalOf, SMS_CODES } from './codes';
import { alteration, CALL_SIZE, splitCalls } from './hand-over';
import { type Interval, NhnSms, type SmsTemplates } from './sms';

/** Of KakaoTalk Bizmessage, a service with its own host and keys. */
export interface NhnAlimTalkOptions {
	http: HttpClient;
	appKey: string;
	secretKey: string;
	/** Key of the sender profile (발신 프로필), 40 characters. */
	senderKey: string;
}

export interface NhnOptions {
	http: HttpClient;
	appKey: string;
	secretKey: string;
	/** Registered sender number, digits only. */
	sender: string;
	/** Title of long texts, at most 40 CP949 bytes. */
	subject: string;
	templates: SmsTemplates;
	/** Null where AlimTalk is not used. */
	alimTalk: NhnAlimTalkOptions | null;
	/** After so long (ms) the lists are taken to show every message there is; NHN Cloud publishes no such time. */
	absenceProofMs: number;
	/** Real time in epoch milliseconds. */
	nowMs: () => number;
	/** Between two questions for the end of a cancellation. */
	sleep: (ms: number) => Promise<void>;
}

/** How far clocks may differ, and lists be wider than a batch. */
const MARGIN_MS = 5 * 60_000;
/** Without a template each text is a call of its own: so many are done within one hand-over (60 s) even at 200 ms a call. */
const BATCH_OF_SINGLE_CALLS = 300;
/** Lists may be asked for a month at once. */
const LIST_MS = 28 * 86_400_000;

/**
 * NHN Cloud Notification SMS v3.0 and its AlimTalk. Our keys lie in `recipientGroupingKey` (notice and attempt) and
 * `senderGroupingKey` (batch), by which lists are searched: a lost answer is settled by lookup.
 */
export class NhnGateway implements DirectGateway {
	readonly id = 'nhn';
	readonly capabilities: GatewayCapabilities;
	private readonly api: NhnApi;
	private readonly sms: NhnSms;
	private readonly alimTalk: NhnAlimTalk | null;

	constructor(private readonly options: NhnOptions) {
		const { http, appKey, secretKey, sender, subject, templates, alimTalk } = options;
		this.api = new NhnApi({ http, basePath: `/sms/v3.0/appKeys/${encodeURIComponent(appKey)}`, secretKey, codes: SMS_CODES });
		this.sms = new NhnSms(this.api, { sender, subject, templates });
		this.alimTalk = alimTalk && new NhnAlimTalk(alimTalkApi(alimTalk), { sender, subject, senderKey: alimTalk.senderKey });
		this.capabilities = {
			name: 'NHN Cloud',
			flow: 'direct',
			batchSize: templates.SMS !== '' && templates.LMS !== '' ? CALL_SIZE : BATCH_OF_SINGLE_CALLS,
			clientKey: true,
			absenceProofMs: options.absenceProofMs,
			schedule: { atLeastMinutes: 5, atMostDays: 60 },
			cancel: true,
			webhook: true,
			kakao: alimTalk !== null,
			subjectBytes: 40,
			grade: 'B+',
		};
	}

	/** With AlimTalk the two services' keys: with another one, not finding a message would prove nothing. */
	get account(): string {
		const { appKey, alimTalk } = this.options;
		return [appKey, ...(alimTalk ? [alimTalk.appKey] : [])].map((key) => key.slice(-4)).join('/');
	}

	async submit(messages: readonly OutgoingMessage[], handOver: HandOver): Promise<Submission> {
		const refused: SubmittedMessage[] = [];
		const fit = messages.filter((message) => {
			const refusal = alteration(message);
			if (refusal) refused.push({ noticeKey: message.noticeKey, outcome: 'refused', refusal });
			return refusal === null;
		});
		const submission = await submitCalls(
			{
				split: (all) => splitCalls(all, (one) => (one.kakao ? `kakao ${one.kakao.templateCode}` : this.sms.callOf(one))),
				call: async (part) => await this.call(part, handOver),
				blamesMessage,
				refusalOf: ({ failure }) => refusalOf(SMS_CODES, failure.vendorCode ?? ''),
			},
			fit,
			handOver,
		);
		return { ...submission, messages: [...refused, ...submission.messages] };
	}

	async find(batch: BatchAtGateway, signal?: AbortSignal): Promise<Array<ListedMessage | UnkeyedMessage>> {
		const within = around(batch);
		// Reservations first: one that falls due meanwhile is then in both lists, not in neither.
		const reserved = await this.sms.reserved(within, signal);
		const keyed = await this.listed(within, batch.batchId, signal);
		const known = new Set(keyed.map(({ messageId }) => messageId));
		return [...keyed, ...reserved.filter(({ messageId }) => !known.has(messageId))];
	}

	async search(notices: readonly NoticeRef[], fromMs: number, signal?: AbortSignal): Promise<Array<ListedMessage | UnkeyedMessage>> {
		const wanted = new Set(notices.map(({ noticeKey }) => noticeKey));
		const end = this.options.nowMs() + MARGIN_MS;
		const reserved: UnkeyedMessage[] = [];
		const found = new Map<string, ListedMessage>();
		const keyed = new Set<string>();
		for (let start = fromMs - MARGIN_MS; start < end; start += LIST_MS) {
			const within = { fromMs: start, untilMs: Math.min(start + LIST_MS, end) };
			// Reservations first, as in `find`.
			for (const message of await this.sms.reserved(within, signal)) reserved.push(message);
			for (const message of await this.listed(within, null, signal)) {
				keyed.add(message.messageId);
				if (wanted.has(message.noticeKey)) found.set(message.messageId, message);
			}
		}
		return [...found.values(), ...reserved.filter(({ messageId }) => !keyed.has(messageId))];
	}

	async cancel(batch: BatchAtGateway, signal?: AbortSignal): Promise<CancelOutcome> {
		const within = around(batch);
		const { total, success } = await cancelReservations(this.api, within, batch.batchId, this.options.sleep, signal);
		if (this.alimTalk) {
			const listed = await this.alimTalk.list(within, batch.batchId, signal);
			// That the list shows an AlimTalk before it is due is not documented: the known requests are asked too.
			const requests = new Set([...batch.requestIds, ...listed.map(({ groupId }) => groupId)]);
			for (const requestId of requests) await this.alimTalk.cancel(requestId, signal);
		}
		const left = await this.listed(within, batch.batchId, signal);
		if (success < total || left.some(({ refused }) => !refused)) return 'tooLate';
		return total > 0 || left.length > 0 ? 'cancelled' : 'missing';
	}

	async kakaoText(templateCode: string, signal?: AbortSignal): Promise<string | null> {
		return this.alimTalk ? await this.alimTalk.registeredText(templateCode, signal) : null;
	}

	async checkAccount(signal?: AbortSignal): Promise<GatewayAccount> {
		const senders = await this.sms.senders(signal);
		const now = this.options.nowMs();
		if (this.alimTalk) await this.alimTalk.list({ fromMs: now - MARGIN_MS, untilMs: now }, 'cityhall-check', signal);
		return { balance: null, senders, warnings: [] };
	}

	private async call(part: readonly OutgoingMessage[], handOver: HandOver) {
		if (!part[0]?.kakao) return await this.sms.handOver(part, handOver);
		if (!this.alimTalk) throw alimTalkMissing();
		return await this.alimTalk.handOver(part, handOver);
	}

	private async listed(within: Interval, batchId: string | null, signal?: AbortSignal): Promise<ListedMessage[]> {
		const texts = await this.sms.list(within, batchId, signal);
		return this.alimTalk ? [...texts, ...(await this.alimTalk.list(within, batchId, signal))] : texts;
	}
}

const around = ({ fromMs, untilMs }: BatchAtGateway): Interval => ({ fromMs: fromMs - MARGIN_MS, untilMs: untilMs + MARGIN_MS });

function alimTalkApi({ http, appKey, secretKey }: NhnAlimTalkOptions): NhnApi {
	return new NhnApi({ http, basePath: `/alimtalk/v2.3/appkeys/${encodeURIComponent(appKey)}`, secretKey, codes: ALIMTALK_CODES });
}

const alimTalkMissing = () =>
	new RemoteError(
		'alimTalkMissing',
		"알림톡을 쓰도록 설정되었으나 '문자중계사업자(NHN Cloud)' 자격 증명에 알림톡 설정이 없어 보내지 않았습니다.",
		"자격 증명에 알림톡 앱키·비밀 키·발신 키를 입력하거나 발송 노드의 알림톡 설정을 끄시기 바랍니다.",
		{ outcome: 'notSent', retryable: false },
	);
