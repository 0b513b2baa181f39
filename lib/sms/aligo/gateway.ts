import { addDays, koreanDay, koreanTime } from '../../calendar/day';
import { RemoteError } from '../../errors';
import type { HttpClient } from '../../http/client';
import { DateTime } from '../../vendor/luxon';
import { type AnsweredCall, submitCalls } from '../direct/submit';
import type {
	BatchAtGateway,
	CancelOutcome,
	DirectGateway,
	GatewayAccount,
	GatewayCapabilities,
	HandOver,
	ListedMessage,
	MessageRefusal,
	OutgoingMessage,
	Submission,
	SubmittedMessage,
	UnkeyedMessage,
} from '../gateway';
import { integer, isObject, type Json, type ListedCall, type ListedDetail, readCall, readDetail, str } from './answers';
import { blamesAccount, blamesMessage, endless, MESSAGE_REASON, refused, unreadable } from './refusals';
import { readAligoState } from './states';
import { checkSubject, SUBJECT_BYTES, wireType, wouldAlter } from './texts';

export interface AligoOptions {
	apiKey: string;
	userId: string;
	/** Registered sender number, digits only. */
	sender: string;
	/** Title of long texts, at most 44 CP949 bytes. */
	subject: string;
	/** Whether the office has tried that Hangul outside KS X 1001 arrives as it is. */
	extendedHangul?: boolean;
	http: HttpClient;
}

type Form = Record<string, string>;

const PAGE = 500;
const MAX_PAGES = 1_000;
/** The clocks of vendor and server may differ by so much. */
const MARGIN_MS = 5 * 60_000;

/**
 * Aligo (apis.aligo.in, 문자 API). It takes no key of ours and tells number and text in two different lists, so each call
 * holds one message: then a lost answer leaves one text in doubt and not a batch, and `/list/` (text) with `/sms_list/`
 * (number) tells exactly one message apart. `/send_mass/` (500 texts in a call) is not used for that reason: its answer
 * counts failures without naming them.
 * Source: Aligo "API SPEC 및 연동예제 안내". Unverified: most codes, the words of states, what `limit_day` counts.
 */
export class AligoGateway implements DirectGateway {
	readonly id = 'aligo';
	readonly capabilities: GatewayCapabilities = {
		name: '알리고',
		flow: 'direct',
		batchSize: 100,
		clientKey: false,
		absenceProofMs: null,
		// The vendor names no latest time.
		schedule: { atLeastMinutes: 10, atMostDays: 30 },
		cancel: true,
		webhook: false,
		kakao: false,
		subjectBytes: SUBJECT_BYTES,
		grade: 'C-',
	};

	/** @throws ValidationError `badSubject` */
	constructor(private readonly options: AligoOptions) {
		checkSubject(options.subject);
	}

	get account(): string {
		return this.options.userId;
	}

	async submit(messages: readonly OutgoingMessage[], handOver: HandOver): Promise<Submission> {
		const altered: SubmittedMessage[] = [];
		const fit: OutgoingMessage[] = [];
		for (const message of messages) {
			const refusal = wouldAlter(message.text, this.options.extendedHangul ?? false);
			if (refusal) altered.push({ noticeKey: message.noticeKey, outcome: 'refused', refusal });
			else fit.push(message);
		}
		const submission = await submitCalls(
			{
				split: (all) => all.map((message) => [message]),
				call: async (part, calling) => await this.send(part, calling),
				blamesMessage,
				refusalOf: ({ failure }) => numberRefused(failure.vendorCode ?? ''),
			},
			fit,
			handOver,
		);
		return { ...submission, messages: [...altered, ...submission.messages] };
	}

	/** @throws RemoteError */
	private async send([message]: readonly OutgoingMessage[], { scheduledAt, mayCall, signal }: HandOver): Promise<AnsweredCall> {
		const operation = '문자 접수';
		if (!message) throw new Error('a call without a message');
		const { sender, subject } = this.options;
		const type = wireType(message);
		const form = {
			sender,
			receiver: message.to,
			msg: message.text,
			msg_type: type,
			...(type === 'LMS' && subject !== '' ? { title: subject } : {}),
			...(scheduledAt === null ? {} : reservation(scheduledAt)),
		};
		const body = await this.call(operation, '/send/', form, { beforeCall: mayCall, signal });
		const mid = str(body.msg_id);
		const failures = integer(body.error_cnt) ?? 0;
		const successes = integer(body.success_cnt) ?? 1 - failures;
		if (integer(body.result_code) !== 1 || successes + failures !== 1) throw unreadable(operation);
		if (failures === 1) return { requestId: '', statusCode: '1', refusals: new Map([[message.noticeKey, numberRefused('error_cnt')]]) };
		return { requestId: mid, statusCode: '1', messageIds: mid === '' ? undefined : new Map([[message.noticeKey, mid]]) };
	}

	/**
	 * Calls of the batch are those with its ids, and of the calls about that time (one whose answer was lost has no id) those
	 * with a single message, as ours have.
	 */
	async find({ requestIds, fromMs, untilMs }: BatchAtGateway, signal?: AbortSignal): Promise<UnkeyedMessage[]> {
		const [from, until] = [fromMs - MARGIN_MS, untilMs + MARGIN_MS];
		const known = new Set(requestIds);
		const calls = new Map<string, ListedCall>();
		const readDay = async (day: string) => {
			for (const call of await this.callsOf(day, signal)) {
				const inTime = call.registeredMs !== null && call.registeredMs >= from && call.registeredMs <= until;
				if (known.has(call.mid) || (inTime && call.count === 1)) calls.set(call.mid, call);
			}
		};
		const days = daysOf(from, until);
		for (const day of days) await readDay(day);
		const details = new Map<string, ListedDetail[]>();
		for (const mid of new Set([...known, ...calls.keys()])) details.set(mid, await this.detailsOf(mid, signal));
		// Whether a scheduled call stands under the day of its registration or of its sending is not written down.
		const reserved = new Set([...known].filter((mid) => !calls.has(mid)).flatMap((mid) => details.get(mid) ?? []).flatMap(({ reservedDay }) => reservedDay ?? []));
		for (const day of reserved) if (!days.includes(day)) await readDay(day);
		return [...calls.values()].flatMap((call) => messagesOf(call, details.get(call.mid) ?? []));
	}

	/** Aligo holds no key of ours. */
	search(): Promise<ListedMessage[]> {
		return Promise.resolve([]);
	}

	/** Cancels the calls known by their ids; a text whose answer was lost is not among them. */
	async cancel({ requestIds }: BatchAtGateway, signal?: AbortSignal): Promise<CancelOutcome> {
		const outcomes = new Set<CancelOutcome>();
		for (const mid of requestIds) outcomes.add(await this.cancelCall(mid, signal));
		if (outcomes.has('tooLate')) return 'tooLate';
		return outcomes.has('missing') || outcomes.size === 0 ? 'missing' : 'cancelled';
	}

	/** The sender numbers cannot be asked for; whether the one in use is registered shows when the first text is sent. */
	async checkAccount(signal?: AbortSignal): Promise<GatewayAccount> {
		const operation = '잔여 건수 조회';
		const body = await this.call(operation, '/remain/', {}, { signal });
		const [short, long] = [integer(body.SMS_CNT), integer(body.LMS_CNT)];
		if (short === null || long === null) throw unreadable(operation);
		const warnings = long > 0 ? [] : ['장문(LMS)으로 보낼 수 있는 잔여 건수가 없습니다.'];
		return { balance: { amount: short, unit: '건' }, senders: null, warnings };
	}

	private async callsOf(day: string, signal?: AbortSignal): Promise<ListedCall[]> {
		// The day alone, whether `limit_day` counts forward or back.
		const range = { start_date: day.replaceAll('-', ''), limit_day: '1' };
		return await this.pages('발송 이력 조회', '/list/', range, readCall, ({ mid }) => mid, signal);
	}

	private async detailsOf(mid: string, signal?: AbortSignal): Promise<ListedDetail[]> {
		try {
			return await this.pages('전송 결과 조회', '/sms_list/', { mid }, readDetail, ({ mdid }) => mdid, signal);
		} catch (error) {
			// Not (yet) known there, which says nothing.
			if (error instanceof RemoteError && error.failure.outcome === 'notSent' && !blamesAccount(error)) return [];
			throw error;
		}
	}

	private async pages<T>(operation: string, path: string, form: Form, read: (row: unknown) => T | null, idOf: (row: T) => string, signal?: AbortSignal): Promise<T[]> {
		const found = new Map<string, T>();
		for (let page = 1; page <= MAX_PAGES; page += 1) {
			const body = await this.call(operation, path, { ...form, page: String(page), page_size: String(PAGE) }, { signal });
			const rows = body.list ?? [];
			if (!Array.isArray(rows)) throw unreadable(operation);
			const before = found.size;
			for (const row of rows as unknown[]) {
				const one = read(row);
				if (one) found.set(idOf(one), one);
			}
			if (str(body.next_yn).toUpperCase() !== 'Y') return [...found.values()];
			if (found.size === before) break;
		}
		throw endless(operation);
	}

	private async cancelCall(mid: string, signal?: AbortSignal): Promise<CancelOutcome> {
		try {
			await this.call('예약 취소', '/cancel/', { mid }, { signal });
			return 'cancelled';
		} catch (error) {
			if (!(error instanceof RemoteError) || error.failure.outcome === 'unknown' || blamesAccount(error)) throw error;
			return 'tooLate';
		}
	}

	/** Every answer says in `result_code` (number or text) whether it was done: 1 or more yes, below 0 no. */
	private async call(operation: string, path: string, form: Form, call: { beforeCall?: () => void; signal?: AbortSignal }): Promise<Json> {
		const { apiKey, userId, http } = this.options;
		// The vendor's pages call the user `user_id` for sending and `userid` for asking.
		const signed = { key: apiKey, user_id: userId, userid: userId, ...form };
		const { body } = await http.request({ method: 'POST', path, form: signed, operation, ...call });
		const code = isObject(body) ? integer(body.result_code) : null;
		if (!isObject(body) || code === null || code === 0) throw unreadable(operation);
		if (code < 0) throw refused(operation, String(code), str(body.message));
		return body;
	}
}

/** `rdate` and `rtime` have whole minutes: the next one, never an earlier. */
function reservation(scheduledAt: string): Form {
	const at = koreanTime(scheduledAt);
	const minute = at.second === 0 && at.millisecond === 0 ? at : at.startOf('minute').plus({ minutes: 1 });
	return { rdate: minute.toFormat('yyyyMMdd'), rtime: minute.toFormat('HHmm') };
}

/** The Korean days of a span, first to last. */
function daysOf(fromMs: number, untilMs: number): string[] {
	const last = koreanDay(DateTime.fromMillis(untilMs));
	const days: string[] = [];
	for (let day = koreanDay(DateTime.fromMillis(fromMs)); day <= last; day = addDays(day, 1)) days.push(day);
	return days;
}

function messagesOf({ mid, text }: ListedCall, details: readonly ListedDetail[]): UnkeyedMessage[] {
	return details.map(({ mdid, to, type, word }) => ({
		messageId: details.length === 1 ? mid : mdid,
		groupId: mid,
		to,
		text,
		type,
		...readAligoState(word),
	}));
}

const numberRefused = (statusCode: string): MessageRefusal => ({ statusCode, reason: MESSAGE_REASON, blocksAccount: false });
