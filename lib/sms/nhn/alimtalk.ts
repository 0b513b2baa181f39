import { hash } from 'node:crypto';

import type { AnsweredCall } from '../direct/submit';
import type { HandOver, ListedMessage, OutgoingMessage } from '../gateway';
import { isObject, type Json, type NhnApi, str, unreadable } from './api';
import { type HandOverSettings, readHandOver, requireSubject } from './hand-over';
import { groupingKey, messageIdOf, noticeOf } from './keys';
import { PAGE_SIZE, readPages } from './pages';
import type { Interval } from './sms';
import { readAlimTalkStatus } from './status';
import { nhnMinute, nhnMinuteFrom } from './times';

/**
 * Not taken by Kakao, but by NHN Cloud: it says itself that such a message may still go out as text by its own fallback.
 * Source: NHN Cloud KakaoTalk Bizmessage, "오류 코드".
 */
const FALLS_BACK: ReadonlySet<string> = new Set(['-3010', '-3011', '-3042', '-3043', '-3046']);

const NO_TEMPLATE = '-3003';
const APPROVED = 'TSC03';
/** Fixed texts that a phone shows, in its order; most templates have the body (`templateContent`) alone. */
const SHOWN_PARTS = ['templateHeader', 'templateTitle', 'templateSubtitle', 'templateContent', 'templateExtra'] as const;

/** Codes of a cancellation that found nothing to cancel. */
const NOTHING_TO_CANCEL: ReadonlySet<string> = new Set(['-1016', '-2028', '-2029']);

/**
 * AlimTalk (알림톡) by NHN Cloud KakaoTalk Bizmessage v2.3. The one that falls back to text is NHN Cloud
 * (`resendParameter`), never this package. Source: NHN Cloud KakaoTalk Bizmessage, "알림톡 API v2.3 Guide".
 */
export class NhnAlimTalk {
	constructor(
		private readonly api: NhnApi,
		private readonly settings: HandOverSettings & { senderKey: string },
	) {}

	/** Hands over messages of one template. @throws RemoteError */
	async handOver(part: readonly OutgoingMessage[], { batchId, scheduledAt, mayCall, signal }: HandOver): Promise<AnsweredCall> {
		const operation = '알림톡 발송';
		const { sender, senderKey, subject } = this.settings;
		if (part.some(({ type }) => type === 'LMS')) requireSubject(subject);
		const answer = await this.api.answer(operation, {
			method: 'POST',
			path: '/messages',
			headers: { 'X-NC-API-IDEMPOTENCY-KEY': idempotencyKey(batchId, part) },
			json: {
				senderKey,
				templateCode: part[0]?.kakao?.templateCode,
				...(scheduledAt === null ? {} : { requestDate: nhnMinuteFrom(Date.parse(scheduledAt)) }),
				senderGroupingKey: batchId,
				recipientList: part.map((message) => ({
					recipientNo: message.to,
					templateParameter: message.kakao?.variables ?? {},
					resendParameter: {
						isResend: true,
						resendType: message.type,
						...(message.type === 'LMS' ? { resendTitle: subject } : {}),
						resendContent: message.text,
						resendSendNo: sender,
					},
					recipientGroupingKey: groupingKey(message),
				})),
			},
			beforeCall: mayCall,
			signal,
		});
		return readHandOver(this.api, part, { operation, answer, data: answer.content.message, items: (data) => data.sendResults, taken: FALLS_BACK });
	}

	/** Our AlimTalks registered in that interval: of one batch, or all. @throws RemoteError */
	async list({ fromMs, untilMs }: Interval, batchId: string | null, signal?: AbortSignal): Promise<ListedMessage[]> {
		const operation = '알림톡 이력 조회';
		const query = {
			startCreateDate: nhnMinute(fromMs),
			endCreateDate: nhnMinuteFrom(untilMs),
			...(batchId === null ? {} : { senderGroupingKey: batchId }),
			pageSize: PAGE_SIZE,
		};
		const items = await readPages(operation, idOf, async (pageNum) => {
			const content = await this.api.call(operation, { method: 'GET', path: '/messages', query: { ...query, pageNum }, signal });
			const result = content.messageSearchResultResponse;
			if (!isObject(result) || !Array.isArray(result.messages)) throw unreadable(operation);
			const messages = (result.messages as unknown[]).filter(isObject);
			if (messages.length < result.messages.length || typeof result.totalCount !== 'number') throw unreadable(operation);
			return { items: messages, total: result.totalCount };
		});
		return items.flatMap((item) => {
			const notice = noticeOf(item);
			if (!notice) return [];
			const status = readAlimTalkStatus(str(item.messageStatus), str(item.resultCode), str(item.resendStatus));
			return [{ ...notice, messageId: idOf(item), groupId: str(item.requestId), type: null, ...status }];
		});
	}

	/**
	 * The text registered under a code, as a phone shows it with all its parts; null where it is not there, not approved
	 * (TSC03), blocked or dormant. Source: "알림톡 API v2.3 Guide", "템플릿 단건 조회". @throws RemoteError
	 */
	async registeredText(templateCode: string, signal?: AbortSignal): Promise<string | null> {
		const operation = '알림톡 템플릿 조회';
		const path = `/senders/${encodeURIComponent(this.settings.senderKey)}/templates/${encodeURIComponent(templateCode)}`;
		const { ok, code, content } = await this.api.answer(operation, { method: 'GET', path, signal });
		if (!ok && code === NO_TEMPLATE) return null;
		if (!ok) throw this.api.failure(operation, code);
		const { templates: found } = content;
		if (found === null || found === undefined) return null;
		if (!isObject(found) || typeof found.templateContent !== 'string') throw unreadable(operation);
		if (found.status !== APPROVED || found.block === true || found.dormant === true) return null;
		return SHOWN_PARTS.map((part) => str(found[part])).filter((part) => part !== '').join('\n');
	}

	/** Cancels what of a request still waits; one that is not there or past is left as it is. @throws RemoteError */
	async cancel(requestId: string, signal?: AbortSignal): Promise<void> {
		const operation = '알림톡 예약 취소';
		const { ok, code } = await this.api.answer(operation, { method: 'DELETE', path: `/messages/${encodeURIComponent(requestId)}`, signal });
		if (!ok && !NOTHING_TO_CANCEL.has(code)) throw this.api.failure(operation, code);
	}
}

const idOf = (item: Json) => messageIdOf(str(item.requestId), str(item.recipientSeq));

/**
 * The same for the same messages of the same batch: within ten minutes NHN Cloud refuses the second call that carries it
 * (−1005, which leaves in doubt what the first one did).
 */
function idempotencyKey(batchId: string, part: readonly OutgoingMessage[]): string {
	return hash('sha256', [batchId, ...part.map(groupingKey)].join('\n'), 'base64url');
}
