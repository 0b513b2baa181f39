import { RemoteError } from '../../errors';
import type { HttpClient, HttpRequest } from '../../http/client';
import { endlessList, unreadableAnswer } from '../answer-errors';
import {
	type AddedMessage,
	type CancelOutcome,
	type GatewayAccount,
	type GatewayCapabilities,
	type GroupGateway,
	type GroupState,
	isUnknownGroup,
	type ListedMessage,
	type MessageRefusal,
	type OutgoingMessage,
} from '../gateway';
import { alimTalkOf, readAlimTalkStatus } from './alimtalk';
import { explained } from './refusals';
import { solapiAuthorization } from './signature';
import { blocksAccount, readSolapiStatus } from './status';

export interface SolapiOptions {
	apiKey: string;
	apiSecret: string;
	/** Registered sender number, digits only. */
	sender: string;
	/** Title of long texts, at most 40 CP949 bytes. */
	subject: string;
	/** The Kakao channel (pfId) that AlimTalks come from; empty where there is none. */
	kakaoChannel?: string;
	http: HttpClient;
	/** Real time in epoch milliseconds. */
	nowMs: () => number;
	/** 12–64 random characters, new on every call. */
	salt: () => string;
}

type Json = Record<string, unknown>;

/** Ours is in `k` (notice key) and `n` (attempt). */
const OUR_KEY = 'k';
const OUR_ATTEMPT = 'n';
const PAGE = 500;
/** A group holds a million messages at most. */
const MAX_PAGES = 2_000;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const str = (value: unknown) => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');

const CAPABILITIES: GatewayCapabilities = {
	name: 'SOLAPI',
	flow: 'group',
	batchSize: 1_000,
	clientKey: true,
	absenceProofMs: null,
	schedule: { atLeastMinutes: 1, atMostDays: 180 },
	cancel: true,
	webhook: true,
	kakao: true,
	subjectBytes: 40,
	grade: 'A',
};

/** SOLAPI (api.solapi.com, v4) by its group flow: create, add, read back, send; a second send is answered with 409. */
export class SolapiGateway implements GroupGateway {
	readonly id = 'solapi';
	readonly capabilities: GatewayCapabilities;

	constructor(private readonly options: SolapiOptions) {
		this.capabilities = { ...CAPABILITIES, kakao: (options.kakaoChannel ?? '') !== '' };
	}

	get account(): string {
		return this.options.apiKey.slice(-4);
	}

	async createGroup(batchId: string, signal?: AbortSignal): Promise<string> {
		const body = await this.call('문자 묶음 만들기', {
			method: 'POST',
			path: '/messages/v4/groups',
			json: { allowDuplicates: true, customFields: { batch: batchId.slice(0, 100) } },
			signal,
		});
		const groupId = str(body.groupId);
		if (groupId === '') throw unreadable('문자 묶음 만들기');
		return groupId;
	}

	async addMessages(groupId: string, messages: readonly OutgoingMessage[], signal?: AbortSignal): Promise<AddedMessage[]> {
		const body = await this.call('문자 담기', {
			method: 'PUT',
			path: `/messages/v4/groups/${encodeURIComponent(groupId)}/messages`,
			json: { messages: messages.map((message) => this.toSolapi(message)) },
			signal,
		});
		if (!Array.isArray(body.resultList)) throw unreadable('문자 담기');
		const refusals = new Map<string, MessageRefusal>();
		for (const result of body.resultList as unknown[]) {
			if (!isObject(result) || !isObject(result.customFields)) continue;
			const statusCode = str(result.statusCode);
			const status = readSolapiStatus(statusCode);
			if (!status.refused) continue;
			const refusal = { statusCode, reason: status.reason ?? '', blocksAccount: blocksAccount(statusCode) };
			refusals.set(str(result.customFields[OUR_KEY]), refusal);
		}
		return messages.map(({ noticeKey }) => ({ noticeKey, refusal: refusals.get(noticeKey) ?? null }));
	}

	async groupMessages(groupId: string, signal?: AbortSignal): Promise<ListedMessage[]> {
		return await this.list('묶음 내용 확인', `/messages/v4/groups/${encodeURIComponent(groupId)}/messages`, {}, signal);
	}

	async messagesSince(fromMs: number, signal?: AbortSignal): Promise<ListedMessage[]> {
		const range = {
			dateType: 'CREATED',
			startDate: new Date(fromMs).toISOString(),
			endDate: new Date(this.options.nowMs() + 15 * 60_000).toISOString(),
		};
		return await this.list('발송 이력 조회', '/messages/v4/list', range, signal);
	}

	async groupState(groupId: string, signal?: AbortSignal): Promise<GroupState> {
		try {
			const body = await this.call('묶음 상태 확인', {
				method: 'GET',
				path: `/messages/v4/groups/${encodeURIComponent(groupId)}`,
				signal,
			});
			return readGroupState(str(body.status));
		} catch (error) {
			if (isUnknownGroup(error)) return 'missing';
			throw error;
		}
	}

	async sendGroup(groupId: string, signal?: AbortSignal): Promise<'sent' | 'alreadySent'> {
		return await this.once('문자 묶음 발송', { method: 'POST', path: `/messages/v4/groups/${encodeURIComponent(groupId)}/send`, signal });
	}

	async scheduleGroup(groupId: string, at: string, signal?: AbortSignal): Promise<'sent' | 'alreadySent'> {
		const path = `/messages/v4/groups/${encodeURIComponent(groupId)}/schedule`;
		return await this.once('문자 묶음 예약', { method: 'POST', path, json: { scheduledDate: at }, signal });
	}

	/** SOLAPI takes a group of two such calls once and answers 409 to the other. */
	private async once(operation: string, request: HttpRequest): Promise<'sent' | 'alreadySent'> {
		try {
			await this.call(operation, request);
			return 'sent';
		} catch (error) {
			if (error instanceof RemoteError && error.failure.status === 409) return 'alreadySent';
			throw error;
		}
	}

	async cancelGroup(groupId: string, signal?: AbortSignal): Promise<CancelOutcome> {
		try {
			await this.call('예약 취소', { method: 'DELETE', path: `/messages/v4/groups/${encodeURIComponent(groupId)}/schedule`, signal });
			return 'cancelled';
		} catch (error) {
			if (isUnknownGroup(error)) return 'missing';
			if (error instanceof RemoteError && isRefusal(error)) return 'tooLate';
			throw error;
		}
	}

	async deleteGroup(groupId: string, signal?: AbortSignal): Promise<'deleted' | 'refused' | 'missing'> {
		try {
			await this.call('문자 묶음 삭제', {
				method: 'DELETE',
				path: `/messages/v4/groups/${encodeURIComponent(groupId)}`,
				signal,
			});
			return 'deleted';
		} catch (error) {
			if (!(error instanceof RemoteError)) throw error;
			if (isUnknownGroup(error)) return 'missing';
			if (isRefusal(error)) return 'refused';
			throw error;
		}
	}

	async checkAccount(signal?: AbortSignal): Promise<GatewayAccount> {
		const cash = await this.call('잔액 조회', { method: 'GET', path: '/cash/v1/balance', signal });
		const numbers = await this.call('발신번호 조회', { method: 'GET', path: '/senderid/v1/numbers', signal });
		const list = [numbers.senderIds, numbers.numbers, numbers.list].find((one) => Array.isArray(one)) ?? [];
		const senders = list.map((one: unknown) => (isObject(one) ? str(one.phoneNumber ?? one.number) : str(one)));
		const balance = Number(cash.balance);
		if (!Number.isFinite(balance)) throw unreadable('잔액 조회');
		return {
			balance: { amount: balance, unit: '원' },
			senders: senders.map((one) => one.replace(/\D/g, '')).filter((one) => one !== ''),
			warnings: [],
		};
	}

	async kakaoText(templateCode: string, signal?: AbortSignal): Promise<string | null> {
		try {
			const path = `/kakao/v2/templates/${encodeURIComponent(templateCode)}`;
			const { status, content } = await this.call('알림톡 템플릿 조회', { method: 'GET', path, signal });
			return status === 'APPROVED' && typeof content === 'string' ? content : null;
		} catch (error) {
			if (isUnknownGroup(error)) return null;
			throw error;
		}
	}

	private toSolapi(message: OutgoingMessage): Json {
		const { sender, subject, kakaoChannel = '' } = this.options;
		return {
			to: message.to,
			from: sender,
			text: message.text,
			...(message.kakao && kakaoChannel !== '' ? alimTalkOf(kakaoChannel, message.kakao) : { type: message.type }),
			autoTypeDetect: false,
			...(message.type === 'LMS' && subject !== '' ? { subject } : {}),
			customFields: { [OUR_KEY]: message.noticeKey, [OUR_ATTEMPT]: String(message.attempt) },
		};
	}

	private async list(
		operation: string,
		path: string,
		query: Record<string, string>,
		signal?: AbortSignal,
	): Promise<ListedMessage[]> {
		const found: ListedMessage[] = [];
		const ids = new Set<string>();
		let startKey = '';
		for (let page = 1; page <= MAX_PAGES; page += 1) {
			const body = await this.call(operation, {
				method: 'GET',
				path,
				query: { ...query, limit: PAGE, ...(startKey === '' ? {} : { startKey }) },
				signal,
			});
			if (!isObject(body.messageList)) throw unreadable(operation);
			const known = ids.size;
			for (const [id, value] of Object.entries(body.messageList)) {
				const message = isObject(value) && !ids.has(id) ? readListed(id, value) : null;
				ids.add(id);
				if (message) found.push(message);
			}
			startKey = str(body.nextKey);
			if (startKey === '') return found;
			// A page that brings nothing new would be followed by others for ever.
			if (ids.size === known) break;
		}
		throw endless(operation);
	}

	private async call(operation: string, request: HttpRequest): Promise<Json> {
		const { apiKey, apiSecret, http, nowMs, salt } = this.options;
		const date = new Date(nowMs()).toISOString();
		const headers = { Authorization: solapiAuthorization(apiKey, apiSecret, date, salt()) };
		const { body } = await http.request({ ...request, operation, headers }).catch((error: unknown) => {
			throw explained(error, operation);
		});
		if (!isObject(body)) throw unreadable(operation);
		return body;
	}
}

/** SOLAPI itself said no to this call, for what the group is and not for who asks. */
function isRefusal({ failure: { status, vendorCode, retryable, outcome } }: RemoteError): boolean {
	return outcome === 'notSent' && !retryable && status !== 401 && status !== 403 && vendorCode !== undefined;
}

/** Also after the text that it falls back to has taken its place. */
const isAlimTalk = ({ type, kakaoOptions }: Json) => type === 'ATA' || (isObject(kakaoOptions) && str(kakaoOptions.templateId) !== '');

function readListed(id: string, value: Json): ListedMessage | null {
	if (!isObject(value.customFields)) return null;
	const noticeKey = str(value.customFields[OUR_KEY]);
	if (noticeKey === '') return null;
	const statusCode = str(value.statusCode);
	return {
		noticeKey,
		attempt: Number(str(value.customFields[OUR_ATTEMPT])) || 1,
		messageId: str(value.messageId) || id,
		groupId: str(value.groupId),
		type: value.type === 'SMS' || value.type === 'LMS' ? value.type : null,
		statusCode,
		...(isAlimTalk(value) ? { ...readAlimTalkStatus(statusCode), kakao: value.type === 'ATA' && statusCode === '4000' } : readSolapiStatus(statusCode)),
	};
}

function readGroupState(status: string): GroupState {
	switch (status) {
		case 'PENDING':
			return 'pending';
		case 'SENDING':
		case 'COMPLETE':
		case 'SCHEDULED':
			return 'sent';
		case 'DELETED':
			return 'gone';
		case 'FAILED':
			return 'failed';
		default:
			throw unreadable('묶음 상태 확인');
	}
}

const endless = (operation: string) => endlessList('SOLAPI', operation);

const unreadable = (operation: string) => unreadableAnswer('SOLAPI', operation);
