import type { DecidedRow } from '../exemption/decision';
import { IMPORT_PERIOD, mailedKey } from './import-mailed';
import { noticeKey, type NoticeIdentity } from './identity';
import type { LedgerContext } from './runs';
import type { Row, Steps } from './steps';
import { first, text, textOrNull } from './steps';
import { openTask, type TaskToOpen } from './tasks';
import { categoryIn, type Earlier, earlierNotice, earlierNotices, type EarlierNotices, type Elsewhere, findElsewhere, withdrawWaiting } from './told';
import type { RunView } from './types';
import { dayOf, TEXT_OUT, toldSentence } from './words';

/** What becomes of a row in the ledger: the selector's word, or what the ledger knows better. */
export interface Weighed {
	decision: DecidedRow['decision'];
	reasonCode: string;
	reason: string;
	/** Set where a notice is to be reserved. */
	reserve: { key: string; retryOf: string | null; attempt: number } | null;
	/** The form went out by letter before this package was used. */
	mailedOn: string | null;
}

/** What the weighing of a run's rows needs to know once. */
export interface WeighedRun {
	run: RunView;
	startDate: string;
	/** Whether letters mailed earlier were taken over for this campaign. */
	imported: boolean;
	/** By row that is to be told. */
	noticeKeys: ReadonlyMap<DecidedRow, string>;
	elsewhere: Elsewhere;
}

/** Reads what the weighing of these rows needs to know of the ledger. */
export function* weighedRun(context: LedgerContext, run: RunView, startDate: string, rows: readonly DecidedRow[]): Steps<WeighedRun> {
	const row = yield* first('SELECT 1 AS found FROM run WHERE campaign = ? AND period LIKE ?', run.campaign, `${IMPORT_PERIOD}%`);
	const noticeKeys = new Map<DecidedRow, string>();
	for (const one of rows) if (one.decision === 'notify' && one.notify) noticeKeys.set(one, noticeKey(context.keys, identityOf(run, one, one.notify.duty)));
	const elsewhere = yield* findElsewhere(run, [...noticeKeys.values()], [...new Set(rows.map((one) => one.receiptKey))]);
	return { run, startDate, imported: row !== undefined, noticeKeys, elsewhere };
}

const identityOf = ({ campaign }: RunView, { receiptKey, recipientOrdinal }: DecidedRow, duty: string): NoticeIdentity => ({
	campaign,
	duty,
	receiptKey,
	recipientOrdinal,
});

/**
 * Sets a decided row against what was told before: a person told is not told again, a corrected number after a failure is
 * tried once, a change after the notice becomes a task for a person.
 */
export function* weigh(context: LedgerContext, of: WeighedRun, row: DecidedRow): Steps<Weighed> {
	if (row.decision === 'notify' && row.notify) return yield* weighNotify(context, of, row, row.notify.duty);
	if (CHANGED.has(row.status)) return yield* weighChanged(context, of, row);
	if (row.decision === 'review') return yield* weighReview(context, of, row);
	const recodable = row.decision === 'exclude' && row.status === 'decided' && row.reasonCode !== 'alreadyExpired';
	return (recodable ? yield* weighRecoded(context, of, row) : null) ?? as(row);
}

const as = (row: DecidedRow, change: Partial<Weighed> = {}): Weighed => ({
	decision: row.decision,
	reasonCode: row.reasonCode,
	reason: row.reason,
	reserve: null,
	mailedOn: null,
	...change,
});

const exclude = (row: DecidedRow, reasonCode: string, reason: string): Weighed => as(row, { decision: 'exclude', reasonCode, reason });

function* weighNotify(context: LedgerContext, of: WeighedRun, row: DecidedRow, duty: string): Steps<Weighed> {
	const { run, startDate, imported, noticeKeys, elsewhere } = of;
	if (row.receivedOn < startDate) return exclude(row, 'beforeStart', `안내 시작일(${startDate}) 전에 접수된 건입니다.`);
	const identity = identityOf(run, row, duty);
	const key = noticeKeys.get(row) ?? noticeKey(context.keys, identity);
	if (imported) {
		const mailed = yield* earlierNotice(mailedKey(context.keys, identity), run.runId);
		if (mailed) {
			const day = mailed.at?.slice(0, 10) ?? null;
			return { ...exclude(row, 'mailedBefore', `${dayOf(mailed.at)} 우편으로 이미 안내한 건입니다.`), mailedOn: day };
		}
	}
	const told = elsewhere.noticeKeys.has(key) ? yield* earlierNotice(key, run.runId) : null;
	if (!told) {
		const recoded = row.status === 'decided' ? yield* weighRecoded(context, of, row) : null;
		return recoded ?? as(row, { reserve: { key, retryOf: null, attempt: 0 } });
	}
	const retryKey = noticeKey(context.keys, { ...identity, retry: true });
	let latest = (yield* earlierNotice(retryKey, run.runId)) ?? told;
	const untried = latest.noticeKey === told.noticeKey;
	const period = latest.runId.slice(run.campaign.length + 1);
	const already = exclude(row, 'alreadyNotified', `${period} 회차에서 이미 안내한 건입니다.`);
	const numberChanged = row.phoneFingerprint !== null && row.phoneFingerprint !== latest.phoneFingerprint;
	const leak = numberChanged && latest.state === 'delivered' ? yield* weighLeak(context, of, row, latest) : null;
	if (leak) return leak;
	const sameCategory = latest.category === undefined || latest.category === row.category;
	if (row.status === 'decided' && !(sameCategory && isOut(latest))) {
		const recoded = yield* weighRecoded(context, of, row);
		if (recoded) return recoded;
		latest = (yield* earlierNotice(latest.noticeKey, run.runId)) ?? latest;
	}
	if (row.status === 'decided' && latest.channel === 'text' && latest.state === 'notSent' && latest.postedOn === null) {
		const reasonCode = 'notSentBefore';
		const reason = `${period} 회차에서 문자를 보내지 않아 아직 안내하지 않은 건입니다(${latest.reason ?? ''}). 안내할 방법을 정하여 처리하시기 바랍니다.`;
		return yield* weighReview(context, of, { ...row, decision: 'review', reasonCode, reason });
	}
	const retry = numberChanged && untried && row.notify?.channel === 'text' && mayTryAgain(told);
	if (!retry) return already;
	return as(row, {
		reasonCode: 'numberCorrected',
		reason: `${period} 회차에서 전송에 실패한 뒤 번호가 바로잡혀 한 번 더 안내합니다.`,
		reserve: { key: retryKey, retryOf: told.noticeKey, attempt: told.attempt },
	});
}

const isOut = ({ channel, state }: Earlier) => channel === 'post' || TEXT_OUT.has(state);

/** Provably not received, and because of the number; nor told by a letter since. */
const mayTryAgain = ({ state, reasonCode, postedOn }: Earlier) =>
	postedOn === null && ((state === 'failed' && reasonCode === 'deliveryFailed') || (state === 'rejected' && reasonCode === 'gatewayRefused'));

/** The number was changed after the text arrived: somebody else may have read it. Asked once for each new number. */
function* weighLeak(context: LedgerContext, of: WeighedRun, row: DecidedRow, told: Earlier): Steps<Weighed | null> {
	if (told.phoneFingerprint === null) return null;
	const reasonCode = 'numberChangedAfterDelivery';
	const reason = `${dayOf(told.at)} 전송에 성공한 뒤 번호가 바뀌었습니다. 다른 사람이 문자를 받았을 수 있으므로 확인하시기 바랍니다. 자동으로 다시 보내지 않습니다.`;
	const opened = yield* openTask(context, {
		...taskAbout(of, row, 'leak', reasonCode, reason),
		noticeKey: told.noticeKey,
		suffix: row.phoneFingerprint ?? '',
	});
	return opened ? as(row, { decision: 'review', reasonCode, reason }) : null;
}

const taskAbout = (of: WeighedRun, row: DecidedRow, kind: TaskToOpen['kind'], reasonCode: string, reason: string): TaskToOpen => ({
	kind,
	campaign: of.run.campaign,
	runId: of.run.runId,
	receiptKey: row.receiptKey,
	recipientOrdinal: row.recipientOrdinal,
	noticeKey: null,
	reasonCode,
	reason,
});

const CHANGED: ReadonlySet<string> = new Set(['withdrawn', 'refused', 'corrected']);
const CHANGE_WORDS: Readonly<Record<string, string>> = {
	withdrawnAfterNotice: '감면 신청이 취하되었습니다',
	refusedAfterNotice: '감면되지 않는 것으로 처리되었습니다',
	correctedAfterNotice: '감면 결정이 경정되었습니다',
	recodedAfterNotice: '감면구분이 바뀌었습니다',
};

const NOTHING_EARLIER: EarlierNotices = { told: undefined, waiting: [] };

function* earlierOf({ run, elsewhere }: WeighedRun, row: DecidedRow): Steps<EarlierNotices> {
	return elsewhere.receipts.has(row.receiptKey) ? yield* earlierNotices(run, row) : NOTHING_EARLIER;
}

/** A receipt that changed: who was told becomes a task that names what was told, who was not is not told any more. */
function* weighChanged(context: LedgerContext, of: WeighedRun, row: DecidedRow): Steps<Weighed> {
	const { told, waiting } = yield* earlierOf(of, row);
	yield* withdrawWaiting(context, waiting);
	if (told) return yield* askForCorrection(context, of, row, told, `${row.status}AfterNotice`);
	return row.decision === 'review' ? yield* weighReview(context, of, row) : as(row);
}

/** A decided receipt of another category or duty than its recipient was told of; null where there is none to mend. */
function* weighRecoded(context: LedgerContext, of: WeighedRun, row: DecidedRow): Steps<Weighed | null> {
	const { told, waiting } = yield* earlierOf(of, row);
	if (told) {
		const before = categoryIn(told);
		const recoded = before !== undefined && (before !== row.category || (row.notify && row.notify.duty !== text(told, 'duty')));
		return recoded ? yield* askForCorrection(context, of, row, told, 'recodedAfterNotice') : null;
	}
	yield* withdrawWaiting(context, waiting.filter((one) => row.notify?.duty !== text(one, 'duty') || categoryIn(one) !== row.category));
	return null;
}

function* askForCorrection(context: LedgerContext, of: WeighedRun, row: DecidedRow, told: Row, reasonCode: string): Steps<Weighed> {
	const reason = `${toldSentence(told)} 그 뒤 ${CHANGE_WORDS[reasonCode] ?? '처리상태가 바뀌었습니다'}. 정정 안내가 필요한지 확인하시기 바랍니다.`;
	const task = { ...taskAbout(of, row, 'correction', reasonCode, reason), noticeKey: text(told, 'notice_key') };
	if (yield* openTask(context, task)) return as(row, { decision: 'review', reasonCode, reason });
	return exclude(row, 'taskOpen', '안내한 뒤 바뀐 내용을 이미 정정 안내 대상으로 올린 건입니다.');
}

/** What a person must look at becomes one task, however often the row is read; once settled it is not asked again. */
function* weighReview(context: LedgerContext, of: WeighedRun, row: DecidedRow): Steps<Weighed> {
	const task = taskAbout(of, row, 'review', row.reasonCode, row.reason);
	if (yield* openTask(context, task)) return as(row);
	const settled = yield* first(
		`SELECT done_on, done_by FROM task WHERE receipt_key = ? AND recipient_ordinal = ? AND kind = 'review' AND reason_code = ? AND state = 'done'`,
		row.receiptKey,
		row.recipientOrdinal,
		row.reasonCode,
	);
	if (!settled) return as(row);
	return exclude(row, 'reviewSettled', `담당자가 확인을 마친 건입니다(${textOrNull(settled, 'done_on') ?? ''} ${textOrNull(settled, 'done_by') ?? ''}).`);
}
