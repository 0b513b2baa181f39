import { DELIVERED_AFTER_ALL } from './after-all';
import { toRunView } from './runs';
import type { Steps } from './steps';
import { all, first, int } from './steps';
import { POSTED_ON } from './told';
import type { RunView } from './types';
import { runIdOf } from './identity';

/** What the watch over a campaign needs to know; counts only. */
export interface WatchFacts {
	/** The run of the period that is due; null where none was opened. */
	run: RunView | null;
	/** Runs of other periods that are still open, the oldest first. */
	unfinished: RunView[];
	/** Notices whose sending or result is not known, and that no letter has stood in for. */
	unknown: number;
	/** Notices that went out (or were to) before the given moment and are without a report. */
	overdueReports: number;
	/** Open tasks: 정정 안내 대상, 정보 유출 점검, 확인 필요 opened before the given day. */
	openCorrections: number;
	openLeaks: number;
	oldReviews: number;
	/** Open 확인 필요 about texts settled as never sent that arrived after all. */
	deliveredAfterAll: number;
	/** Files with personal data past their day. */
	filesDue: number;
}

/** Reads what the watch judges. `reportsSince` is ISO text, `reviewsBefore` and `today` are days. */
export function* watchFacts(
	campaign: string,
	at: { period: string; reportsSince: string; reviewsBefore: string; today: string },
): Steps<WatchFacts> {
	const runs = (yield* all(`SELECT * FROM run WHERE campaign = ? AND (stage <> 'closed' OR id = ?) ORDER BY period_from`, campaign, runIdOf(campaign, at.period))).map(toRunView);
	const count = function* (sql: string, ...values: string[]): Steps<number> {
		return int((yield* first(`SELECT COUNT(*) AS n FROM ${sql}`, ...values)) ?? {}, 'n');
	};
	const openTasks = `task WHERE campaign = ? AND state = 'open' AND kind = ?`;
	return {
		run: runs.find((run) => run.period === at.period) ?? null,
		unfinished: runs.filter((run) => run.period !== at.period && run.stage !== 'closed'),
		unknown: yield* count(`notice n WHERE campaign = ? AND state = 'unknown' AND receipt_key <> '' AND ${POSTED_ON} IS NULL`, campaign),
		overdueReports: yield* count(
			`notice n LEFT JOIN batch b ON b.id = n.batch_id
			 WHERE n.campaign = ? AND n.state = 'accepted' AND n.receipt_key <> '' AND COALESCE(b.scheduled_at, n.submitted_at) < ?`,
			campaign,
			at.reportsSince,
		),
		openCorrections: yield* count(openTasks, campaign, 'correction'),
		openLeaks: yield* count(openTasks, campaign, 'leak'),
		oldReviews: yield* count(`${openTasks} AND opened_at < ?`, campaign, 'review', at.reviewsBefore),
		deliveredAfterAll: yield* count(`${openTasks} AND reason_code = ?`, campaign, 'review', DELIVERED_AFTER_ALL),
		filesDue: yield* count(`file WHERE destroyed_at IS NULL AND destroy_on <= ?`, at.today),
	};
}

