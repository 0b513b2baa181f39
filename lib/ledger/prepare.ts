import { findApprovalReasons, textsOf } from './approval-reasons';
import { ConflictError } from '../errors';
import { requireCampaign } from './campaigns';
import { findHolds } from './holds';
import { reopenReviewTasks } from './reserve';
import { sealed } from './row-seal';
import { appendRunEvent, type LedgerContext, getRun, reached, requireFence, setStage } from './runs';
import type { Steps } from './steps';
import { all, text } from './steps';
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
		yield* appendRunEvent(context, { kind: 'run.held', runId: lease.runId, payload: { holds: holds.map((hold) => hold.code) } });
		return holds;
	}
	yield* all('DELETE FROM decision WHERE run_id = ?', lease.runId);
	yield* all(`DELETE FROM notice WHERE run_id = ? AND batch_id IS NULL`, lease.runId);
	const forms = yield* all(`DELETE FROM form WHERE run_id = ? AND status = 'open' RETURNING receipt_key`, lease.runId);
	const tasks = yield* all(`DELETE FROM task WHERE run_id = ? AND state = 'open' RETURNING id`, lease.runId);
	const cleared = { forms: forms.map((row) => text(row, 'receipt_key')), tasks: tasks.map((row) => text(row, 'id')) };
	yield* setStage(context, lease, 'preparing', { kind: 'run.preparing', payload: { cleared, origin: input.origin } });
	yield* reopenReviewTasks(context, lease.runId);
	return [];
}

/** Ends the preparation: remembers the files, finds whether a person must approve, marks the run prepared. */
export function* finishPrepare(context: LedgerContext, lease: RunLease, input: PrepareInput): Steps<RunView> {
	yield* requireFence(lease);
	const run = yield* getRun(lease.runId);
	const { contentHash } = input.summary;
	const seen = contentHash === null ? [] : [{ hash: `content:${contentHash}`, name: input.summary.sourceNames.join(', ') }];
	for (const [index, hash] of input.summary.fileHashes.entries()) seen.push({ hash, name: input.summary.sourceNames[index] ?? '' });
	const sources: Array<[string, string | null]> = [];
	for (const { hash, name } of seen) {
		yield* all(
			`INSERT INTO source_seen (campaign, hash, run_id, name, at) VALUES (?, ?, ?, ?, ?)
			 ON CONFLICT (campaign, hash) DO UPDATE SET run_id = excluded.run_id`,
			run.campaign,
			hash,
			lease.runId,
			name,
			context.at,
		);
		sources.push([hash, (yield* sealed('source_seen', { campaign: run.campaign, hash })).rowHash]);
	}
	yield* pinVersions(lease.runId, input);
	const { due, reasons } = yield* findApprovalReasons(run, input);
	yield* all('UPDATE run SET approval_reasons = ? WHERE id = ?', JSON.stringify(reasons), lease.runId);
	yield* setStage(context, lease, 'prepared', { kind: 'run.prepared', payload: { due, approvalReasons: reasons.length, campaign: run.campaign, sources } });
	return yield* getRun(lease.runId);
}

/** What the run was decided by, for good: rule version, column and code tables, texts. */
function* pinVersions(runId: string, { rows, summary }: PrepareInput): Steps<void> {
	yield* all(
		'UPDATE run SET rule_version = ?, mapping_version = ?, template_versions = ? WHERE id = ?',
		rows[0]?.ruleVersion ?? null,
		summary.mappingVersion,
		JSON.stringify(textsOf(rows)),
		runId,
	);
}
