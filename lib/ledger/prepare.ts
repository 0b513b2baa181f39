import { ConflictError } from '../errors';
import { requireCampaign } from './campaigns';
import { appendEvents } from './chain';
import { findHolds } from './holds';
import { type LedgerContext, getRun, reached, requireFence, setStage } from './runs';
import type { Steps } from './steps';
import { all, change, first, int } from './steps';
import type { Hold, PrepareInput, RunLease, RunView } from './types';

const HOLD_RETRY_MS = 60 * 60_000;

/**
 * Begins to prepare a run: checks the read and clears what an interrupted preparation left (nothing of it was sent).
 * Returns the holds; with holds the run stays as it was and is looked at again in an hour.
 */
export function* beginPrepare(context: LedgerContext, lease: RunLease, input: PrepareInput): Steps<Hold[]> {
	yield* requireFence(lease);
	const run = yield* getRun(lease.runId);
	if (reached(run.stage, 'prepared')) {
		throw new ConflictError('alreadyPrepared', '이미 준비가 끝난 회차입니다.', '조치할 것이 없습니다.');
	}
	yield* requireCampaign(context, run.campaign, input.startDate);
	const holds = yield* findHolds(lease, run, input);
	yield* all(
		'UPDATE run SET holds = ?, hold_until = ?, summary = ? WHERE id = ?',
		JSON.stringify(holds),
		holds.length > 0 && !holds.some((hold) => hold.code === 'approvalRejected') ? context.nowMs + HOLD_RETRY_MS : null,
		JSON.stringify(input.summary),
		lease.runId,
	);
	if (holds.length > 0) {
		yield* appendEvents(context.keys.chain, context.at, [
			{ kind: 'run.held', runId: lease.runId, payload: { holds: holds.map((hold) => hold.code) } },
		]);
		return holds;
	}
	yield* all('DELETE FROM decision WHERE run_id = ?', lease.runId);
	yield* all(`DELETE FROM notice WHERE run_id = ? AND attempt = 0`, lease.runId);
	yield* setStage(context, lease, 'preparing', { kind: 'run.preparing', payload: { origin: input.origin } });
	return [];
}

/** Ends the preparation: remembers the files, weighs the volume, marks the run prepared. */
export function* finishPrepare(context: LedgerContext, lease: RunLease, input: PrepareInput): Steps<RunView> {
	yield* requireFence(lease);
	const run = yield* getRun(lease.runId);
	for (const [index, hash] of input.summary.fileHashes.entries()) {
		yield* change(
			`INSERT INTO source_seen (campaign, hash, run_id, name, at) VALUES (?, ?, ?, ?, ?)
			 ON CONFLICT (campaign, hash) DO UPDATE SET run_id = excluded.run_id`,
			run.campaign,
			hash,
			lease.runId,
			input.summary.sourceNames[index] ?? '',
			context.at,
		);
	}
	const due = int((yield* first('SELECT COUNT(*) AS n FROM notice WHERE run_id = ?', lease.runId)) ?? {}, 'n');
	const usual = yield* usualVolume(run.campaign, input.volumeLimit);
	const reasons =
		due > usual ? [`안내 대상이 ${due}건으로 평소(${usual}건 이하)보다 많아 담당자 승인이 필요합니다.`] : [];
	yield* all('UPDATE run SET approval_reasons = ? WHERE id = ?', JSON.stringify(reasons), lease.runId);
	yield* setStage(context, lease, 'prepared', { kind: 'run.prepared', payload: { due, approvalReasons: reasons.length } });
	return yield* getRun(lease.runId);
}

/** The smaller of the limit and three times the median of the last closed runs (with at least four of them). */
function* usualVolume(campaign: string, limit: number | null): Steps<number> {
	if (limit === null) return Infinity;
	const rows = yield* all(
		`SELECT (SELECT COUNT(*) FROM notice WHERE notice.run_id = run.id) AS n
		 FROM run WHERE campaign = ? AND stage = 'closed' ORDER BY closed_at DESC LIMIT 12`,
		campaign,
	);
	const counts = rows.map((row) => int(row, 'n')).sort((a, b) => a - b);
	const median = counts[Math.floor(counts.length / 2)] ?? 0;
	return counts.length < 4 || median === 0 ? limit : Math.min(limit, median * 3);
}
