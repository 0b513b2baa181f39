import { ConflictError } from '../errors';
import { appendEvents } from './chain';
import { keysOf } from './notices-to-send';
import { sealed } from './row-seal';
import { type LedgerContext, requireFence } from './runs';
import type { Row, Steps } from './steps';
import { all, first, int, text, textOrNull } from './steps';
import type { BatchStep, RunLease } from './types';

export interface BatchView {
	id: string;
	runId: string;
	gateway: string;
	account: string;
	groupId: string | null;
	step: BatchStep;
	size: number;
	/** Groups given up before they were sent; each was deleted at the gateway first. */
	discarded: string[];
	fence: number;
	/** In ledger time. */
	createdAt: string;
	/** When it came to its step, in ledger time. */
	updatedAt: string;
	/** The gateway's own ids of the calls that handed it over; of a group gateway none. */
	requests: string[];
	/** Real time in epoch ms at which it came to `sending`; null before. */
	sendingMs: number | null;
	/** How often the gateway was asked what became of it. */
	lookups: number;
	/** When its texts go out (예약), ISO text in Korean time; null at once. */
	scheduledAt: string | null;
}

const STEPS: readonly BatchStep[] = ['creating', 'created', 'adding', 'verified', 'sending', 'sent', 'void'];

/** A row of the table `batch`. */
export function toBatch(row: Row): BatchView {
	const step = STEPS.find((one) => one === row.step);
	if (!step) throw new ConflictError('ledgerDamaged', '발송 대장의 묶음 단계 값이 올바르지 않습니다.', '대장 검증을 실행하시기 바랍니다.');
	return {
		id: text(row, 'id'),
		runId: text(row, 'run_id'),
		gateway: text(row, 'gateway'),
		account: text(row, 'account'),
		groupId: textOrNull(row, 'group_id'),
		step,
		size: int(row, 'size'),
		discarded: JSON.parse(text(row, 'discarded')) as string[],
		fence: int(row, 'fence'),
		createdAt: text(row, 'created_at'),
		updatedAt: text(row, 'updated_at'),
		requests: JSON.parse(text(row, 'requests')) as string[],
		sendingMs: row.sending_ms === null || row.sending_ms === undefined ? null : int(row, 'sending_ms'),
		lookups: int(row, 'lookups'),
		scheduledAt: textOrNull(row, 'scheduled_at'),
	};
}

/** Batches of the run that are not at their end, oldest first, taken over under the lease's fence. */
export function* takeOverBatches(lease: RunLease): Steps<BatchView[]> {
	yield* requireFence(lease);
	yield* all(
		`UPDATE batch SET owner = ?, fence = ? WHERE run_id = ? AND fence < ? AND step NOT IN ('sent', 'void')`,
		lease.owner,
		lease.fence,
		lease.runId,
		lease.fence,
	);
	const rows = yield* all(
		`SELECT * FROM batch WHERE run_id = ? AND step NOT IN ('sent', 'void') ORDER BY created_at, id`,
		lease.runId,
	);
	return rows.map(toBatch);
}

/** Binds up to `size` reserved notices of the run to a new batch; null when none is left. */
export function* openBatch(
	context: LedgerContext,
	lease: RunLease,
	options: { id: string; gateway: string; account: string; size: number; leaseMs: number },
): Steps<BatchView | null> {
	yield* requireFence(lease);
	yield* all(
		`UPDATE notice SET state = 'submitting', batch_id = ?, attempt = attempt + 1, submitted_at = ?
		 WHERE notice_key IN (SELECT notice_key FROM notice WHERE run_id = ? AND state = 'reserved' AND channel = 'text'
			ORDER BY receipt_key, recipient_ordinal LIMIT ?)`,
		options.id,
		context.at,
		lease.runId,
		options.size,
	);
	const keys = yield* keysOf(options.id);
	if (keys.length === 0) return null;
	yield* all(
		`INSERT INTO batch (id, run_id, gateway, account, step, size, discarded, owner, lease_until, fence, created_at, updated_at)
		 VALUES (?, ?, ?, ?, 'creating', ?, '[]', ?, ?, ?, ?, ?)`,
		options.id,
		lease.runId,
		options.gateway,
		options.account,
		keys.length,
		lease.owner,
		context.nowMs + options.leaseMs,
		lease.fence,
		context.at,
		context.at,
	);
	yield* appendEvents(context.keys.chain, context.at, [
		{ kind: 'batch.creating', runId: lease.runId, subject: options.id, payload: { notices: keys, fence: lease.fence, ...(yield* sealed('batch', { id: options.id })) } },
	]);
	return yield* getBatch(options.id);
}

export function* getBatch(id: string): Steps<BatchView> {
	const row = yield* first('SELECT * FROM batch WHERE id = ?', id);
	if (!row) throw new ConflictError('batchMissing', '발송 대장에 묶음 기록이 없습니다.', '대장 검증을 실행하시기 바랍니다.');
	return toBatch(row);
}

/** Throws `fenceLost` unless the batch stands as this worker last saw it: the compare of every compare-and-set. */
export function* requireBatch(batch: BatchView): Steps<void> {
	const same = yield* first(
		`SELECT 1 AS same FROM batch WHERE id = ? AND step = ? AND fence = ? AND COALESCE(group_id, '') = ?`,
		batch.id,
		batch.step,
		batch.fence,
		batch.groupId ?? '',
	);
	if (same) return;
	throw new ConflictError(
		'fenceLost',
		'이 발송 묶음을 다른 실행이 이어받아 처리하고 있어, 이 실행은 더 진행하지 않았습니다.',
		'조치할 것이 없습니다. 이어받은 실행의 결과를 확인하시기 바랍니다.',
	);
}

/** Moves a batch to `sending` unless the officer has stopped the rest of the run: then null, and nothing changes. */
export function* startSending(context: LedgerContext, batch: BatchView, scheduledAt: string | null): Steps<BatchView | null> {
	if (yield* isStopped(batch.runId)) return null;
	return yield* stepBatch(context, batch, 'sending', { sendingMs: context.nowMs, scheduledAt, note: { scheduledAt } });
}

/** Whether the officer has stopped the unsent rest of the run. */
export function* isStopped(runId: string): Steps<boolean> {
	const row = yield* first('SELECT stopped_by FROM run WHERE id = ?', runId);
	return row?.stopped_by !== null && row?.stopped_by !== undefined;
}

/** What a step changes of a batch besides the step; what is absent stays. */
export interface StepValues {
	groupId?: string | null;
	discarded?: string[];
	requests?: string[];
	sendingMs?: number;
	lookups?: number;
	scheduledAt?: string | null;
	/** Facts for the event only. */
	note?: Record<string, unknown>;
}

/**
 * Moves a batch one step on: a compare-and-set on step, group and fence, so a worker that was overtaken stops here,
 * before its call. Throws `fenceLost`.
 */
export function* stepBatch(
	context: LedgerContext,
	batch: BatchView,
	step: BatchStep,
	values: StepValues = {},
): Steps<BatchView> {
	const groupId = values.groupId === undefined ? batch.groupId : values.groupId;
	yield* requireBatch(batch);
	yield* all(
		`UPDATE batch SET step = ?, group_id = ?, discarded = ?, requests = ?, sending_ms = ?, lookups = ?, scheduled_at = ?, updated_at = ? WHERE id = ?`,
		step,
		groupId,
		JSON.stringify(values.discarded ?? batch.discarded),
		JSON.stringify(values.requests ?? batch.requests),
		values.sendingMs ?? batch.sendingMs,
		values.lookups ?? batch.lookups,
		values.scheduledAt === undefined ? batch.scheduledAt : values.scheduledAt,
		context.at,
		batch.id,
	);
	yield* appendEvents(context.keys.chain, context.at, [
		{ kind: `batch.${step}`, runId: batch.runId, subject: batch.id, payload: { groupId, fence: batch.fence, ...values.note, ...(yield* sealed('batch', { id: batch.id })) } },
	]);
	return yield* getBatch(batch.id);
}
