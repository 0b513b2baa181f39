import { CityhallError, ConflictError, RemoteError, ValidationError } from '../errors';
import { reached } from '../ledger/runs';
import type { NoticeAccount, Origin, RunLease, RunView } from '../ledger/types';
import { withRetry } from '../http/with-retry';
import { adoptGroups } from './adopt';
import { type BatchPorts, driveBatch } from './drive-batch';

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

/** How an attempt ended, and what becomes of the lease: kept for the flow's next node, freed, or held for a pause. */
interface End {
	status: SendStatus;
	lease: 'keep' | 'release' | 'park';
	message?: string | null;
	remedy?: string;
}

/**
 * Sends what is left of an approved run in batches, resuming first what an earlier execution left. May be called
 * any number of times by any number of executions: a notice leaves once.
 */
export async function sendRun(ports: SendPorts, options: SendOptions): Promise<SendReport> {
	const { ledger } = ports;
	const { runId } = options;
	const lease = await ledger.lease(runId, options.owner);
	const found = { adopted: 0 };
	const end: End = lease
		? await withHeartbeat(ports, lease, () => attempt(ports, options, lease, found)).catch(async (error: unknown) => {
				// A person mends it and runs again: the run must not look busy then.
				if (error instanceof ValidationError) await ledger.release(lease);
				throw error;
			})
		: { status: 'busy', lease: 'keep', message: '다른 실행이 이 회차를 처리하고 있습니다.' };
	if (lease && end.lease === 'release') await ledger.release(lease);
	if (lease && end.lease === 'park') await ledger.park(lease, REFUSED_PAUSE_MS).catch(ignoreLostFence);
	const notices = await ledger.noticeAccount(runId);
	return { status: end.status, message: end.message ?? null, remedy: end.remedy ?? null, adopted: found.adopted, notices };
}

/** Keeps the lease alive while the work lasts; no renewal is under way any more when it returns. */
async function withHeartbeat<T>(ports: SendPorts, lease: RunLease, work: () => Promise<T>): Promise<T> {
	let renewal = Promise.resolve();
	const renew = () => {
		renewal = renewal.then(() => ports.ledger.renew(lease)).catch(() => undefined);
	};
	const stop = ports.every(Math.max(ports.ledger.leaseMs / 3, 50), renew);
	try {
		return await work();
	} finally {
		stop();
		await renewal;
	}
}

async function attempt(ports: SendPorts, options: SendOptions, lease: RunLease, found: { adopted: number }): Promise<End> {
	const { ledger } = ports;
	const run = await ledger.run(lease.runId);
	if (run.holds.length > 0) return { status: 'held', lease: 'release', message: run.holds[0]?.message };
	if (!reached(run.stage, 'approved')) {
		return { status: 'notApproved', lease: 'release', message: '발송 승인이 끝나지 않아 보내지 않았습니다.' };
	}
	if (reached(run.stage, 'results')) return { status: 'sent', lease: 'keep' };
	try {
		if (run.stage === 'approved') await ledger.setStage(lease, 'sending');
		return await sendUnderLease(ports, options, lease, run, found);
	} catch (error) {
		return interrupted(error);
	}
}

/**
 * The order matters: a group already told to be sent is settled first, so that what it gives back is looked for at the
 * gateway too; nothing new is built before the gateway was searched for texts that the ledger has forgotten.
 */
async function sendUnderLease(
	ports: SendPorts,
	options: SendOptions,
	lease: RunLease,
	run: RunView,
	found: { adopted: number },
): Promise<End> {
	const { ledger } = ports;
	for (const batch of await ledger.takeOverBatches(lease)) {
		if (batch.step === 'sending' && (await driveBatch(ports, batch, true)) === 'waiting') return WAITING;
	}
	const { open } = await ledger.noticeAccount(run.runId);
	if (open > 0) {
		const stopped = await ledger.isStopped(run.runId);
		if (!ports.maySend() && !stopped) return WAITING;
		found.adopted = await adoptForgotten(ports, run, lease);
	}
	for (const batch of await ledger.takeOverBatches(lease)) {
		if ((await driveBatch(ports, batch, true)) === 'waiting') return WAITING;
	}
	if (!(await sendReserved(ports, options, lease)) && (await ledger.noticeAccount(run.runId)).open > 0) return WAITING;
	await ledger.setStage(lease, 'results');
	return { status: 'sent', lease: 'keep' };
}

/** New batches under way at once: while one waits for the gateway, another is opened, composed or settled. */
const LANES = 3;

/**
 * Sends the reserved notices in new batches. False where the hours ended first. When a batch fails no other is begun, and
 * those under way come to their end before its error is thrown: nothing works on the run any more when this returns.
 */
async function sendReserved(ports: SendPorts, options: SendOptions, lease: RunLease): Promise<boolean> {
	const { ledger, gateway } = ports;
	const failures: unknown[] = [];
	const lane = async (): Promise<boolean> => {
		while (failures.length === 0) {
			if (!ports.maySend()) return false;
			const batch = await ledger.openBatch(lease, {
				id: ports.newBatchId(),
				gateway: gateway.id,
				account: gateway.account,
				size: Math.min(options.batchSize, gateway.groupSize),
			});
			if (!batch) return true;
			if ((await driveBatch(ports, batch, false)) === 'waiting') return false;
		}
		return false;
	};
	const guarded = () =>
		lane().catch((error: unknown) => {
			failures.push(error);
			return false;
		});
	const ends = await Promise.all(Array.from({ length: LANES }, guarded));
	if (failures.length > 0) throw failures[0];
	return ends.every(Boolean);
}

const WAITING: End = {
	status: 'waitingForHours',
	lease: 'release',
	message: '문자 발송 가능 시간이 아니어서 기다립니다. 다음 근무일 발송 시간에 자동으로 이어서 보냅니다.',
};

function interrupted(error: unknown): End {
	if (error instanceof ConflictError && error.code === 'fenceLost') {
		return { status: 'overtaken', lease: 'keep', message: error.message, remedy: error.remedy };
	}
	if (!(error instanceof RemoteError)) throw error;
	const refused = error.failure.outcome === 'notSent' && !error.failure.retryable;
	return { status: 'interrupted', lease: refused ? 'park' : 'release', message: error.message, remedy: error.remedy };
}

const ignoreLostFence = (error: unknown) => {
	if (!(error instanceof CityhallError && error.code === 'fenceLost')) throw error;
};

const TWO_DAYS_MS = 48 * 3_600_000;
const MARGIN_MS = 3_600_000;

/**
 * Looks at the gateway for texts of this run that the ledger does not know to be sent (it may have been put back from a
 * backup, before this run was opened or in the middle of it) and adopts them. No text of the run can be older than the
 * run's period; at least 48 hours are looked at.
 */
async function adoptForgotten(ports: SendPorts, run: RunView, lease: RunLease): Promise<number> {
	const { ledger, gateway, signal } = ports;
	const last = await ledger.lastEventBefore(run.runId);
	const reach = Math.min(
		ports.nowMs() - TWO_DAYS_MS,
		Date.parse(`${run.periodFrom}T00:00:00+09:00`),
		last === null ? Infinity : Date.parse(last),
	);
	const listed = await withRetry(
		() => gateway.messagesSince(reach - MARGIN_MS, signal),
		ports.retry,
		ports.retryPorts,
		signal,
	);
	const adopted = await adoptGroups(ports, lease, listed);
	await ledger.markReconciled(lease, adopted);
	return adopted;
}
