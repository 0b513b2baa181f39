import { createHash } from 'node:crypto';

import { RemoteError } from '../../../lib/errors';
import { HAND_OVER_MS } from '../../../lib/sms/batch-ports';
import {
	type AddedMessage,
	type BatchAtGateway,
	type CancelOutcome,
	type Gateway,
	type GroupGateway,
	type HandOver,
	isDirect,
	type ListedMessage,
	type OutgoingMessage,
	type Submission,
	type SubmittedMessage,
	type UnkeyedMessage,
} from '../../../lib/sms/gateway';
import type { RunningRig } from './rig';

export const phoneOf = (number: number) => `0105000${String(number).padStart(4, '0')}`;

/** Message number `number`; its text names it, so that no two are alike. */
export function message(number: number, wish: Partial<OutgoingMessage> = {}): OutgoingMessage {
	const type = wish.type ?? 'SMS';
	const text = type === 'SMS' ? `[감면 안내] ${number}번 차량` : `[감면 안내] ${number}번 차량\n${'의무보유 기간을 확인하시기 바랍니다. '.repeat(8).trim()}`;
	return { noticeKey: keyOf(number), attempt: 1, to: phoneOf(number), text, ...wish, type };
}

const keyOf = (number: number) => createHash('sha256').update(`notice ${number}`).digest('base64url').slice(0, 32);

/** Short and long in turn; the last goes to the phone of the first (two cars, one phone). */
export const messages = (count: number, from = 1) =>
	Array.from({ length: count }, (_, index) => message(from + index, { type: index % 3 === 1 ? 'LMS' : 'SMS', ...(index === count - 1 ? { to: phoneOf(from) } : {}) }));

/** A batch after its hand-over. */
export interface HandedBatch extends Submission {
	batch: BatchAtGateway;
	outcomes: Map<string, SubmittedMessage['outcome']>;
}

export interface HandOverWish {
	batchId?: string;
	scheduledAt?: string;
	mayCall?: () => void;
	/** Calls that provably were not acted upon are made again, as the package does. */
	patient?: boolean;
	signal?: AbortSignal;
}

/** Hands messages over, through a group where the gateway has groups. */
export async function handOver(gateway: Gateway, batch: readonly OutgoingMessage[], wish: HandOverWish = {}): Promise<HandedBatch> {
	const calls: HandOver = {
		batchId: wish.batchId ?? 'contract-batch-1',
		scheduledAt: wish.scheduledAt ?? null,
		mayCall: wish.mayCall ?? (() => undefined),
		repeat: wish.patient ? repeatRefused : async (call) => await call(),
		signal: wish.signal,
	};
	const fromMs = Date.now();
	const submission = isDirect(gateway) ? await gateway.submit(batch, calls) : await throughGroup(gateway, batch, calls);
	return {
		...submission,
		batch: { batchId: calls.batchId, requestIds: submission.requestIds, fromMs, untilMs: fromMs + HAND_OVER_MS, notices: batch.map(({ noticeKey, attempt }) => ({ noticeKey, attempt })) },
		outcomes: new Map(submission.messages.map(({ noticeKey, outcome }) => [noticeKey, outcome])),
	};
}

async function repeatRefused<T>(call: () => Promise<T>): Promise<T> {
	for (let attempt = 1; ; attempt += 1) {
		try {
			return await call();
		} catch (error) {
			const again = error instanceof RemoteError && error.failure.outcome === 'notSent' && error.failure.retryable;
			if (!again || attempt === 4) throw error;
		}
	}
}

async function throughGroup(gateway: GroupGateway, batch: readonly OutgoingMessage[], calls: HandOver): Promise<Submission> {
	const requestIds: string[] = [];
	const step = async <T>(call: () => Promise<T>) =>
		await calls.repeat(async () => {
			calls.mayCall();
			return await call();
		});
	const all = (outcome: 'accepted' | 'unknown' | 'notSent', list = batch) =>
		list.map(({ noticeKey }): SubmittedMessage => (outcome === 'accepted' ? { noticeKey, outcome, messageId: null, statusCode: '2000' } : { noticeKey, outcome }));
	let added: AddedMessage[];
	try {
		requestIds.push(await step(async () => await gateway.createGroup(calls.batchId, calls.signal)));
		added = await step(async () => await gateway.addMessages(requestIds[0] ?? '', batch, calls.signal));
	} catch (error) {
		if (!(error instanceof RemoteError)) throw error;
		return { requestIds, messages: all('notSent'), error };
	}
	const refusals = added.flatMap(({ noticeKey, refusal }) => (refusal ? [{ noticeKey, refusal }] : []));
	const blocked = refusals.find(({ refusal }) => refusal.blocksAccount);
	if (blocked) return { requestIds, messages: all('notSent'), error: new RemoteError('accountRefused', blocked.refusal.reason, '', { outcome: 'notSent', retryable: false }) };
	const refused = refusals.map(({ noticeKey, refusal }): SubmittedMessage => ({ noticeKey, outcome: 'refused', refusal }));
	const rest = batch.filter(({ noticeKey }) => !refusals.some((one) => one.noticeKey === noticeKey));
	try {
		const { scheduledAt, signal } = calls;
		const group = requestIds[0] ?? '';
		await step(async () => (scheduledAt === null ? await gateway.sendGroup(group, signal) : await gateway.scheduleGroup(group, scheduledAt, signal)));
		return { requestIds, messages: [...refused, ...all('accepted', rest)], error: null };
	} catch (error) {
		if (!(error instanceof RemoteError)) throw error;
		return { requestIds, messages: [...refused, ...all(error.failure.outcome, rest)], error };
	}
}

/** What the gateway says of the batch now, by notice key; where it holds no keys, number and text tell. */
export async function listed(gateway: Gateway, { batch }: HandedBatch, given: readonly OutgoingMessage[]): Promise<Map<string, ListedMessage['state']>> {
	const found = isDirect(gateway) ? await gateway.find(batch) : await groupContent(gateway, batch);
	const byContent = new Map(given.map(({ noticeKey, to, text }) => [`${to} ${text}`, noticeKey]));
	const states = new Map<string, ListedMessage['state']>();
	for (const one of found) {
		const key = 'noticeKey' in one ? one.noticeKey : byContent.get(`${one.to} ${one.text}`);
		if (key === undefined) continue;
		if (states.has(key)) throw new Error('a message is listed twice');
		states.set(key, one.state);
	}
	return states;
}

async function groupContent(gateway: GroupGateway, { requestIds }: BatchAtGateway): Promise<Array<ListedMessage | UnkeyedMessage>> {
	const [groupId] = requestIds;
	if (groupId === undefined || (await gateway.groupState(groupId)) !== 'sent') return [];
	return (await gateway.groupMessages(groupId)).filter(({ refused }) => !refused);
}

export async function cancel(gateway: Gateway, { batch }: HandedBatch): Promise<CancelOutcome> {
	return isDirect(gateway) ? await gateway.cancel(batch) : await gateway.cancelGroup(batch.requestIds[0] ?? '');
}

/** How often a message reached its phone, word for word. */
export const arrivals = (rig: RunningRig, { to, text }: OutgoingMessage) => rig.deliveries().filter((one) => one.phone === to && one.text === text).length;
