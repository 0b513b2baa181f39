import type { AnsweredCall } from '../direct/submit';
import type { HandOver, ListedMessage, OutgoingMessage, UnkeyedMessage } from '../gateway';
import type { MessageType } from '../types';
import { isObject, type Json, type NhnApi, str, unreadable } from './api';
import { groupingKey, messageIdOf, noticeOf } from './keys';
import { type HandOverSettings, readHandOver, requireSubject } from './hand-over';
import { PAGE_SIZE, readPages } from './pages';
import { readSmsStatus } from './status';
import { nhnMinuteFrom, nhnSecond } from './times';

/** An interval of instants, epoch ms, both ends included. */
export interface Interval {
	fromMs: number;
	untilMs: number;
}

/**
 * Codes of registered templates whose body is only `##문안##`, one for each type; empty where there is none. With one,
 * texts that differ go in one call. That such a template passes a text through unaltered is not verified.
 */
export type SmsTemplates = Readonly<Record<MessageType, string>>;

export type SmsSettings = HandOverSettings & { templates: SmsTemplates };

/** Our placeholder in the template. */
const PLACEHOLDER = '문안';
const PATHS: Readonly<Record<MessageType, string>> = { SMS: '/sender/sms', LMS: '/sender/mms' };

/** NHN Cloud Notification SMS v3.0. Source: NHN Cloud Notification SMS, "API v3.0 Guide". */
export class NhnSms {
	constructor(
		private readonly api: NhnApi,
		private readonly settings: SmsSettings,
	) {}

	/** Which messages may go in one call: of one type, and of one text unless a template carries the texts. */
	callOf(message: OutgoingMessage): string {
		return this.templateFor(message) === '' ? `${message.type} ${message.text}` : message.type;
	}

	/** Hands over messages that `callOf` puts together. @throws RemoteError */
	async handOver(part: readonly OutgoingMessage[], { batchId, scheduledAt, mayCall, signal }: HandOver): Promise<AnsweredCall> {
		const [first] = part;
		const type = first?.type ?? 'SMS';
		const { sender, subject } = this.settings;
		if (type === 'LMS') requireSubject(subject);
		const template = first ? this.templateFor(first) : '';
		const operation = type === 'SMS' ? '단문 발송' : '장문 발송';
		const answer = await this.api.answer(operation, {
			method: 'POST',
			path: PATHS[type],
			json: {
				...(template === '' ? { body: first?.text } : { templateId: template }),
				...(type === 'LMS' ? { title: subject } : {}),
				sendNo: sender,
				...(scheduledAt === null ? {} : { requestDate: nhnMinuteFrom(Date.parse(scheduledAt)) }),
				senderGroupingKey: batchId,
				recipientList: part.map((message) => ({
					recipientNo: message.to,
					recipientGroupingKey: groupingKey(message),
					...(template === '' ? {} : { templateParameter: { [PLACEHOLDER]: message.text } }),
				})),
			},
			beforeCall: mayCall,
			signal,
		});
		const data = isObject(answer.content.body) ? answer.content.body.data : null;
		return readHandOver(this.api, part, { operation, answer, data, items: (one) => one.sendResultList });
	}

	/** Our messages registered in that interval: of one batch, or all. @throws RemoteError */
	async list(within: Interval, batchId: string | null, signal?: AbortSignal): Promise<ListedMessage[]> {
		const query = { ...created(within), ...(batchId === null ? {} : { senderGroupingKey: batchId }) };
		const short = await this.items('발송 이력 조회', PATHS.SMS, query, signal);
		const long = await this.items('발송 이력 조회', PATHS.LMS, query, signal);
		return [...short, ...long].flatMap(readKeyed);
	}

	/**
	 * Reservations of our sender number registered in that interval that still wait. Their list knows none of our keys, and
	 * that the list of sent messages shows them before they are due is not documented.
	 * @throws RemoteError
	 */
	async reserved(within: Interval, signal?: AbortSignal): Promise<UnkeyedMessage[]> {
		const query = { ...created(within), sendNo: this.settings.sender, messageStatus: 'RESERVED' };
		const items = await this.items('예약 목록 조회', '/reservations', query, signal);
		return items.filter((item) => str(item.messageStatus) === 'RESERVED').map(readReservation);
	}

	/** Registered sender numbers that may be used. @throws RemoteError */
	async senders(signal?: AbortSignal): Promise<string[]> {
		const items = await this.items('발신번호 조회', '/sendNos', { useYn: 'Y', blockYn: 'N' }, signal, (item) => str(item.sendNo));
		return items.map((item) => str(item.sendNo).replace(/\D/g, '')).filter((one) => one !== '');
	}

	private templateFor({ type, text }: OutgoingMessage): string {
		// The template would take `##` in a text for a placeholder of its own.
		return text.includes('##') ? '' : this.settings.templates[type];
	}

	private async items(
		operation: string,
		path: string,
		query: Readonly<Record<string, string>>,
		signal?: AbortSignal,
		idOf: (item: Json) => string = (item) => messageIdOf(str(item.requestId), str(item.recipientSeq)),
	): Promise<Json[]> {
		return await readPages(operation, idOf, async (pageNum) => {
			const { body } = await this.api.call(operation, { method: 'GET', path, query: { ...query, pageNum, pageSize: PAGE_SIZE }, signal });
			if (!isObject(body) || !Array.isArray(body.data) || typeof body.totalCount !== 'number') throw unreadable(operation);
			const items = (body.data as unknown[]).filter(isObject);
			if (items.length < body.data.length) throw unreadable(operation);
			return { items, total: body.totalCount };
		});
	}
}

const created = ({ fromMs, untilMs }: Interval) => ({ startCreateDate: nhnSecond(fromMs), endCreateDate: nhnSecond(untilMs) });

const typeOf = ({ messageType }: Json): MessageType | null => (messageType === 'SMS' || messageType === 'LMS' ? messageType : null);

function readKeyed(item: Json): ListedMessage[] {
	const notice = noticeOf(item);
	if (!notice) return [];
	const groupId = str(item.requestId);
	const status = readSmsStatus(str(item.msgStatus), str(item.resultCode));
	return [{ ...notice, messageId: messageIdOf(groupId, str(item.recipientSeq)), groupId, type: typeOf(item), ...status }];
}

function readReservation(item: Json): UnkeyedMessage {
	const groupId = str(item.requestId);
	return {
		to: str(item.recipientNo).replace(/\D/g, ''),
		text: reservedText(item),
		messageId: messageIdOf(groupId, str(item.recipientSeq)),
		groupId,
		type: typeOf(item),
		...readSmsStatus('1', ''),
	};
}

/** The list gives the template's parameters as JSON text; whether `body` is filled already is not documented. */
function reservedText(item: Json): string {
	const body = str(item.body);
	if (body.trim() !== `##${PLACEHOLDER}##`) return body;
	try {
		const parameters: unknown = JSON.parse(str(item.templateParameter));
		return isObject(parameters) ? str(parameters[PLACEHOLDER]) : body;
	} catch {
		return body;
	}
}
