import { CityhallError, ConflictError, RemoteError } from '../errors';
import type { Ledger } from '../ledger/ledger';
import { reached } from '../ledger/runs';
import type { NoticeAccount, Origin, RunLease } from '../ledger/types';
import { withRetry } from '../http/with-retry';
import { type BatchPorts, driveBatch } from './drive-batch';
import type { ListedMessage } from './gateway';

export interface SendPorts extends BatchPorts {
	newBatchId: () => string;
	/** Real time in epoch milliseconds. */
	nowMs: () => number;
	/** Calls back regularly until the returned function is called. */
	every: (ms: number, call: () => void) => () => void;
}

export type SendStatus =
	| 'sent'
	/** Outside the sending hours; taken up again by the trigger. */
	| 'waitingForHours'
	| 'notApproved'
	| 'held'
	/** Another execution works on this run. */
	| 'busy'
	/** Another execution took over while this one worked. */
	| 'overtaken'
	/** The gateway refused or could not be reached; taken up again by the trigger. */
	| 'interrupted';

export interface SendReport {
	status: SendStatus;
	/** Korean; null when all is well. */
	message: string | null;
	remedy: string | null;
	adopted: number;
	notices: NoticeAccount;
}

export interface SendOptions {
	runId: string;
	owner: string;
	origin: Origin;
	/** Notices of one batch at most; the gateway's own limit applies too. */
	batchSize: number;
}

/** A gateway down for a moment is tried again by the next look of the trigger; one that refuses, after this. */
const REFUSED_PAUSE_MS = 30 * 60_000;

/**
 * Sends what is left of an approved run, batch by batch, resuming first what an earlier execution left. May be called
 * any number of times by any number of executions: a notice leaves once.
 */
export async function sendRun(ports: SendPorts, options: SendOptions): Promise<SendReport> {
	const { ledger } = ports;
	const lease = await ledger.lease(options.runId, options.owner);
	if (!lease) return await report(ledger, options.runId, 'busy', '다른 실행이 이 회차를 처리하고 있습니다.');
	const run = await ledger.run(options.runId);
	if (run.holds.length > 0) return await report(ledger, options.runId, 'held', run.holds[0]?.message ?? null);
	if (!reached(run.stage, 'approved')) {
		return await report(ledger, options.runId, 'notApproved', '발송 승인이 끝나지 않아 보내지 않았습니다.');
	}
	if (reached(run.stage, 'results')) return await report(ledger, options.runId, 'sent', null);
	if (run.stage === 'approved') await ledger.setStage(lease, 'sending');
	return await withHeartbeat(ports, lease, () => sendUnderLease(ports, options, lease));
}

async function withHeartbeat<T>(ports: SendPorts, lease: RunLease, work: () => Promise<T>): Promise<T> {
	const renew = () => {
		void ports.ledger.renew(lease).catch(() => undefined);
	};
	const stop = ports.every(Math.max(ports.ledger.leaseMs / 3, 50), renew);
	try {
		return await work();
	} finally {
		stop();
	}
}

async function sendUnderLease(ports: SendPorts, options: SendOptions, lease: RunLease): Promise<SendReport> {
	const { ledger, gateway } = ports;
	const { runId } = options;
	let adopted = 0;
	try {
		if (!(await ledger.isReconciled(runId))) adopted = await adoptForgotten(ports, runId, lease);
		for (const batch of await ledger.takeOverBatches(lease)) {
			if ((await driveBatch(ports, batch, true)) === 'waiting') return await waitForHours(ledger, lease, adopted);
		}
		for (;;) {
			if (!ports.maySend()) {
				const { open } = (await ledger.account(runId)).notices;
				if (open > 0) return await waitForHours(ledger, lease, adopted);
			}
			const batch = await ledger.openBatch(lease, {
				id: ports.newBatchId(),
				gateway: gateway.id,
				account: gateway.account,
				size: Math.min(options.batchSize, gateway.groupSize),
			});
			if (!batch) break;
			if ((await driveBatch(ports, batch, false)) === 'waiting') return await waitForHours(ledger, lease, adopted);
		}
		await ledger.setStage(lease, 'results');
		return await report(ledger, runId, 'sent', null, adopted);
	} catch (error) {
		return await interrupted(ports, lease, error, adopted);
	}
}

async function waitForHours(ledger: Ledger, lease: RunLease, adopted: number): Promise<SendReport> {
	await ledger.release(lease);
	const message = '문자 발송 가능 시간이 아니어서 기다립니다. 다음 근무일 발송 시간에 자동으로 이어서 보냅니다.';
	return await report(ledger, lease.runId, 'waitingForHours', message, adopted);
}

async function interrupted(ports: SendPorts, lease: RunLease, error: unknown, adopted: number): Promise<SendReport> {
	const { ledger } = ports;
	if (error instanceof ConflictError && error.code === 'fenceLost') {
		return await report(ledger, lease.runId, 'overtaken', error.message, adopted, error.remedy);
	}
	if (!(error instanceof RemoteError)) throw error;
	const refused = error.failure.outcome === 'notSent' && !error.failure.retryable;
	await (refused ? ledger.park(lease, REFUSED_PAUSE_MS) : ledger.release(lease)).catch(ignoreLostFence);
	return await report(ledger, lease.runId, 'interrupted', error.message, adopted, error.remedy);
}

const ignoreLostFence = (error: unknown) => {
	if (!(error instanceof CityhallError && error.code === 'fenceLost')) throw error;
};

const TWO_DAYS_MS = 48 * 3_600_000;
const MARGIN_MS = 3_600_000;

/**
 * Before a run's first sending: looks at the gateway for texts of ours that the ledger does not know to be sent (it
 * may have been put back from a backup), at least over 48 hours, and adopts them.
 */
async function adoptForgotten(ports: SendPorts, runId: string, lease: RunLease): Promise<number> {
	const { ledger, gateway, signal } = ports;
	const last = await ledger.lastEventBefore(runId);
	const reach = Math.min(ports.nowMs() - TWO_DAYS_MS, last === null ? Infinity : Date.parse(last));
	const listed = await withRetry(
		() => gateway.messagesSince(reach - MARGIN_MS, signal),
		ports.retry,
		ports.retryPorts,
		signal,
	);
	const unsent = await ledger.unsentAmong([...new Set(listed.map((message) => message.noticeKey))]);
	const byGroup = Map.groupBy(
		listed.filter((message) => unsent.has(message.noticeKey) && !message.refused),
		(message) => message.groupId,
	);
	let adopted = 0;
	for (const [groupId, messages] of byGroup) adopted += await adoptGroup(ports, groupId, messages);
	await ledger.markReconciled(lease, adopted);
	return adopted;
}

async function adoptGroup(ports: SendPorts, groupId: string, messages: readonly ListedMessage[]): Promise<number> {
	const { ledger, gateway, signal, retry, retryPorts } = ports;
	let state = await withRetry(() => gateway.groupState(groupId, signal), retry, retryPorts, signal);
	if (state === 'pending') {
		const answer = await withRetry(() => gateway.deleteGroup(groupId, signal), retry, retryPorts, signal);
		state = answer === 'deleted' ? 'gone' : 'sent';
	}
	if (state === 'gone' || state === 'missing') return 0;
	return await ledger.adopt(gateway.id, gateway.account, messages);
}

async function report(
	ledger: Ledger,
	runId: string,
	status: SendStatus,
	message: string | null,
	adopted = 0,
	remedy: string | null = null,
): Promise<SendReport> {
	return { status, message, remedy, adopted, notices: (await ledger.account(runId)).notices };
}
