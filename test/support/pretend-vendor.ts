import { RemoteError } from '../../lib/errors';
import { submitCalls } from '../../lib/sms/direct/submit';
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
	UnkeyedMessage,
} from '../../lib/sms/gateway';

/** What happens to one call: lost answers come with and without effect. */
export type Mishap = 'none' | 'actedAndLost' | 'lostBefore' | 'refusedForLater' | 'refusedWhole' | 'accountEmpty';

interface Held {
	noticeKey: string;
	attempt: number;
	to: string;
	text: string;
	messageId: string;
	groupId: string;
	batchId: string;
	at: number;
	/** When it goes out; null at once. */
	scheduledAt: string | null;
	cancelled: boolean;
}

export interface VendorWish {
	account?: string;
	clientKey?: boolean;
	absenceProofMs?: number | null;
	/** Calls of at most so many messages. */
	callSize?: number;
	/** What happens to the n-th call, from 1. */
	mishap?: (call: number) => Mishap;
	/** Numbers that the vendor refuses together with all that is in the call. */
	badNumbers?: readonly string[];
	/** A message is listed so long after it was taken. */
	listLagMs?: number;
	nowMs?: () => number;
	/** Called in the middle of a call, before it has any effect. */
	beforeEffect?: () => Promise<void>;
}

const lost = () => new RemoteError('connectionLost', '끊김', '확인', { outcome: 'unknown', retryable: true });
const refused = (code: string, retryable: boolean) =>
	new RemoteError('refused', '거절', '확인', { outcome: 'notSent', vendorCode: code, status: retryable ? 429 : 400, retryable });

/** A vendor in memory that sends by the call that hands over. What it holds has reached the phones. */
export class PretendVendor implements DirectGateway {
	readonly id = 'nhn';
	readonly account: string;
	readonly held: Held[] = [];
	calls = 0;
	private readonly reports = new Map<string, ListedMessage['state']>();
	/** Whether lists are refused now. */
	deaf = false;

	constructor(private readonly wish: VendorWish = {}) {
		this.account = wish.account ?? 'test';
	}

	get capabilities(): GatewayCapabilities {
		const { clientKey = true, absenceProofMs = 1_000 } = this.wish;
		return {
			name: '모의 중계사',
			flow: 'direct',
			batchSize: 1_000,
			clientKey,
			absenceProofMs,
			schedule: { atLeastMinutes: 1, atMostDays: 30 },
			cancel: true,
			webhook: false,
			kakao: false,
			subjectBytes: 40,
			grade: 'B+',
		};
	}

	/** What lists say of a message from now on. */
	report(messageId: string, state: ListedMessage['state']): void {
		this.reports.set(messageId, state);
	}

	/** Texts that reached a phone, by notice key. */
	counts(): Map<string, number> {
		const counts = new Map<string, number>();
		for (const { noticeKey } of this.held) counts.set(noticeKey, (counts.get(noticeKey) ?? 0) + 1);
		return counts;
	}

	async submit(messages: readonly OutgoingMessage[], handOver: HandOver): Promise<Submission> {
		const size = this.wish.callSize ?? 1_000;
		return await submitCalls(
			{
				split: (all) => Array.from({ length: Math.ceil(all.length / size) }, (_, part) => all.slice(part * size, (part + 1) * size)),
				call: async (part, given) => await this.call(part, given),
				blamesMessage: ({ failure }) => failure.vendorCode === 'BadNumber',
				refusalOf: ({ failure }) => ({ statusCode: failure.vendorCode ?? '', reason: '번호 오류', blocksAccount: false }),
			},
			messages,
			handOver,
		);
	}

	private async call(part: readonly OutgoingMessage[], { batchId, scheduledAt }: HandOver) {
		this.calls += 1;
		await this.wish.beforeEffect?.();
		const mishap = this.wish.mishap?.(this.calls) ?? 'none';
		if (mishap === 'lostBefore') throw lost();
		if (mishap === 'refusedForLater') throw refused('TooMany', true);
		if (mishap === 'refusedWhole') throw refused('BadRequest', false);
		if (part.some(({ to }) => this.wish.badNumbers?.includes(to))) throw refused('BadNumber', false);
		const groupId = `R${this.calls}`;
		const taken = mishap === 'accountEmpty' ? part.slice(0, Math.floor(part.length / 2)) : part;
		for (const { noticeKey, attempt, to, text } of taken) {
			const messageId = `${groupId}-${this.held.length}`;
			this.held.push({ noticeKey, attempt, to, text, messageId, groupId, batchId, at: this.now(), scheduledAt, cancelled: false });
		}
		if (mishap === 'actedAndLost') throw lost();
		const rest = part.slice(taken.length).map(({ noticeKey }) => [noticeKey, { statusCode: 'Empty', reason: '잔액 부족', blocksAccount: true }] as const);
		return { requestId: groupId, statusCode: 'OK', refusals: new Map(rest) };
	}

	find(batch: BatchAtGateway): Promise<Array<ListedMessage | UnkeyedMessage>> {
		if (this.deaf) return Promise.reject(lost());
		const { clientKey = true } = this.wish;
		const from = batch.fromMs - 300_000;
		const seen = this.held.filter(({ at, batchId, groupId }) => {
			if (at + (this.wish.listLagMs ?? 0) > this.now()) return false;
			return clientKey ? batchId === batch.batchId : batch.requestIds.includes(groupId) || (at >= from && at <= batch.untilMs + 300_000);
		});
		return Promise.resolve(seen.map((one) => (clientKey ? this.listed(one) : this.unkeyed(one))));
	}

	search(notices: readonly NoticeRef[], fromMs: number): Promise<ListedMessage[]> {
		const wanted = new Set(notices.map(({ noticeKey }) => noticeKey));
		return Promise.resolve(this.held.filter(({ noticeKey, at }) => wanted.has(noticeKey) && at >= fromMs).map((one) => this.listed(one)));
	}

	cancel(batch: BatchAtGateway): Promise<CancelOutcome> {
		const { clientKey = true } = this.wish;
		const ours = (one: Held) => (clientKey ? one.batchId === batch.batchId : batch.requestIds.includes(one.groupId));
		const mine = this.held.filter((one) => ours(one) && one.scheduledAt !== null);
		for (const one of mine) one.cancelled = true;
		return Promise.resolve(mine.length > 0 ? 'cancelled' : 'missing');
	}

	checkAccount(): Promise<GatewayAccount> {
		return Promise.resolve({ balance: null, senders: null, warnings: [] });
	}

	private now(): number {
		return this.wish.nowMs?.() ?? Date.now();
	}

	private listed({ noticeKey, attempt, ...one }: Held): ListedMessage {
		const { to: _to, text: _text, ...rest } = this.unkeyed({ noticeKey, attempt, ...one });
		return { ...rest, noticeKey, attempt };
	}

	private unkeyed({ to, text, messageId, groupId }: Held): UnkeyedMessage {
		return { to, text, messageId, groupId, type: 'SMS', state: this.reports.get(messageId) ?? 'registered', refused: false, statusCode: 'OK', reason: null };
	}
}
