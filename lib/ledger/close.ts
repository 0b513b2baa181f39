import { runAccount } from './account';
import { type ChainHead, readHead } from './chain';
import { settleCorrected } from './corrections';
import { heldBack } from './hand-over';
import { appendRunEvent, type LedgerContext, getRun, reached, requireFence } from './runs';
import type { Steps } from './steps';
import { all, first, int } from './steps';
import type { Origin, RunAccount, RunLease, RunView } from './types';

export interface CloseResult {
	closed: boolean;
	run: RunView;
	account: RunAccount;
	/** Korean sentences: why the run stays open. */
	problems: string[];
	/** When the last scheduled text goes out (ISO text in Korean time), where the run waits for nothing else; otherwise null. */
	waitsUntil: string | null;
	head: ChainHead;
}

/**
 * Closes a run if both accounts balance, nothing is left to send and the gateway holds nothing back until a scheduled time
 * (only with `whileScheduled` it may); account, watermark and stage are one
 * transaction. Otherwise changes nothing and says why. Closing a closed run again only reports.
 */
export function* closeRun(context: LedgerContext, lease: RunLease, origin: Origin, whileScheduled = false): Steps<CloseResult> {
	const run = yield* getRun(lease.runId);
	const account = yield* runAccount(lease.runId);
	if (run.stage === 'closed') return { closed: true, run, account, problems: [], waitsUntil: null, head: yield* readHead() };
	yield* requireFence(lease);
	const problems = yield* findProblems(run, account);
	const held = whileScheduled ? null : yield* heldBack(lease.runId, context.at);
	const waitsUntil = problems.length === 0 && held !== null ? held.until : null;
	if (held) problems.push(`예약한 문자 ${held.texts}건이 아직 나가지 않았습니다. 마지막 예약 시각(${shown(held.until)})이 지나면 마감합니다.`);
	if (problems.length > 0) return { closed: false, run, account, problems, waitsUntil, head: yield* readHead() };
	yield* all(
		`UPDATE campaign SET watermark = CASE WHEN watermark IS NULL OR watermark < ? THEN ? ELSE watermark END WHERE id = ?`,
		run.periodTo,
		run.periodTo,
		run.campaign,
	);
	yield* all(
		`UPDATE run SET stage = 'closed', closed_at = ?, account = ?, lease_until = 0 WHERE id = ?`,
		context.at,
		JSON.stringify(account),
		lease.runId,
	);
	yield* settleCorrected(context, run);
	const head = yield* appendRunEvent(context, { kind: 'run.closed', runId: lease.runId, payload: { account, origin } });
	return { closed: true, run: yield* getRun(lease.runId), account, problems: [], waitsUntil: null, head };
}

const shown = (at: string) => at.slice(0, 16).replace('T', ' ');

function* findProblems(run: RunView, account: RunAccount): Steps<string[]> {
	const problems: string[] = [];
	const { receipts, notices } = account;
	for (const hold of run.holds) problems.push(hold.message);
	if (!reached(run.stage, 'approved')) problems.push('발송 승인이 끝나지 않았습니다.');
	if (!receipts.balanced) {
		problems.push(
			`접수 대사가 맞지 않습니다: 읽은 접수 ${receipts.read.count}건, 안내 ${receipts.notify} + 제외 ${receipts.exclude} + ` +
				`확인 필요 ${receipts.review} + 대기 ${receipts.waiting}건.`,
		);
	}
	if (notices.open > 0) problems.push(`아직 발송하지 않은 안내가 ${notices.open}건 있습니다.`);
	else if (!notices.balanced) problems.push(`안내 대사가 맞지 않습니다(대상 ${notices.due}건).`);
	const unfinished = yield* first(
		`SELECT COUNT(*) AS n FROM batch WHERE run_id = ? AND step NOT IN ('sent', 'void')`,
		run.runId,
	);
	if (unfinished && int(unfinished, 'n') > 0) problems.push('처리가 끝나지 않은 발송 묶음이 있습니다.');
	return problems;
}
