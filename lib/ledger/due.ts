import { IMPORT_PERIOD } from './import-mailed';
import { findRun, type LedgerContext, toRunView } from './runs';
import type { Steps } from './steps';
import { all, first, int } from './steps';
import type { RunView } from './types';
import { runIdOf } from './identity';

/** Unfinished runs of the campaign that nobody works on now: interrupted, missed or due for another look. */
export function* resumableRuns(context: LedgerContext, campaign: string): Steps<RunView[]> {
	const rows = yield* all(
		`SELECT * FROM run WHERE campaign = ? AND stage <> 'closed' AND lease_until <= ?
		 AND (holds = '[]' OR (hold_until IS NOT NULL AND hold_until <= ?)) ORDER BY period_from`,
		campaign,
		context.nowMs,
		context.nowMs,
	);
	return rows.map(toRunView);
}

/** Every unfinished run of the campaign and its last `limit` runs, the latest period first. */
export function* recentRuns(campaign: string, limit: number): Steps<RunView[]> {
	const rows = yield* all(
		`SELECT * FROM run WHERE campaign = ? AND period NOT LIKE '${IMPORT_PERIOD}%' AND (stage <> 'closed'
			OR id IN (SELECT id FROM run WHERE campaign = ? ORDER BY period_from DESC, opened_at DESC LIMIT ?))
		 ORDER BY period_from DESC, opened_at DESC`,
		campaign,
		campaign,
		limit,
	);
	return rows.map(toRunView);
}

/** Whether the period has no run yet. */
export function* isNewPeriod(campaign: string, period: string): Steps<boolean> {
	return (yield* findRun(runIdOf(campaign, period))) === null;
}

/** When the earliest live lease or hold of an unfinished run ends (epoch ms), so the trigger can look again then. */
export function* nextLook(context: LedgerContext, campaign: string): Steps<number | null> {
	const row = yield* first(
		`SELECT MIN(CASE WHEN lease_until > ? THEN lease_until ELSE hold_until END) AS at FROM run
		 WHERE campaign = ? AND stage <> 'closed' AND (lease_until > ? OR hold_until > ?)`,
		context.nowMs,
		campaign,
		context.nowMs,
		context.nowMs,
	);
	return row && row.at !== null && row.at !== undefined ? int(row, 'at') : null;
}
