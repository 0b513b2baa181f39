import { CityhallError, ConflictError, RemoteError, ValidationError } from '../errors';
import { reached } from '../ledger/runs';
import type { NoticeAccount, Origin, RunLease, RunView } from '../ledger/types';
import { adoptForgotten } from './adopt';
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
	/** Some texts were handed over in doubt; the gateway is asked again when the trigger takes the run up. */
	| 'settling'
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
	await requireWitnessed(ports);
	let settling = false;
	for (const batch of await ledger.takeOverBatches(lease)) {
		if (batch.step !== 'sending') continue;
		const end = await driveBatch(ports, batch, true);
		if (end === 'waiting') return WAITING;
		if (end === 'settling') settling = true;
	}
	const { open } = await ledger.noticeAccount(run.runId);
	if (open > 0) {
		const stopped = await ledger.isStopped(run.runId);
		if (!ports.maySend() && !stopped) return WAITING;
		found.adopted = await searchForgotten(ports, run, lease);
	}
	for (const batch of await ledger.takeOverBatches(lease)) {
		if (batch.step !== 'sending' && (await driveBatch(ports, batch, true)) === 'waiting') return WAITING;
	}
	const done = await sendReserved(ports, options, lease);
	if (!done && (await ledger.noticeAccount(run.runId)).open > 0) return WAITING;
	if (settling || (await ledger.takeOverBatches(lease)).length > 0) return SETTLING;
	await ledger.setStage(lease, 'results');
	return { status: 'sent', lease: 'keep' };
}

/**
 * Where the gateway cannot be searched for what a restored ledger has forgotten, the witness outside the ledger must agree.
 * @throws ValidationError `witnessMissing`, `ledgerRestored`
 */
async function requireWitnessed({ ledger, gateway, witness }: SendPorts): Promise<void> {
	if (gateway.capabilities.clientKey) return;
	if (!witness) throw witnessMissing(gateway.capabilities.name);
	const head = await witness.read();
	if (head === null || (await ledger.reaches(head))) return;
	throw new ValidationError(
		'ledgerRestored',
		`발송 대장이 예전 백업으로 되돌려진 것으로 보입니다(대장 표식 ${head.seq}번 기록이 대장에 없습니다). ${gateway.capabilities.name}에서는 그 사이에 보낸 문자를 찾아낼 수 없어 보내지 않았습니다.`,
		"중계사 콘솔의 발송 내역과 대장을 대조하여 이미 보낸 건을 확인한 뒤, '발송 대장' 노드의 '복원 확인'을 실행하시기 바랍니다.",
	);
}

const witnessMissing = (name: string) =>
	new ValidationError(
		'witnessMissing',
		`${name}에서는 이미 보낸 문자를 고유 번호로 찾을 수 없어, 대장이 예전 백업으로 되돌려진 것을 알아낼 방법이 없으면 보내지 않습니다.`,
		"'발송 대장' 자격 증명의 '대장 표식 파일'에 대장과 다른 디스크의 경로를 입력하시기 바랍니다.",
	);

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
				size: Math.min(options.batchSize, gateway.capabilities.batchSize),
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

const SETTLING: End = {
	status: 'settling',
	lease: 'release',
	message: '일부 문자의 접수 여부를 중계사의 발송 이력에서 확인하고 있습니다. 확인이 끝나면 자동으로 이어서 처리합니다.',
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
async function searchForgotten(ports: SendPorts, run: RunView, lease: RunLease): Promise<number> {
	const { ledger } = ports;
	const last = await ledger.lastEventBefore(run.runId);
	const reach = Math.min(
		ports.nowMs() - TWO_DAYS_MS,
		Date.parse(`${run.periodFrom}T00:00:00+09:00`),
		last === null ? Infinity : Date.parse(last),
	);
	const adopted = await adoptForgotten(ports, lease, reach - MARGIN_MS);
	await ledger.markReconciled(lease, adopted);
	return adopted;
}
