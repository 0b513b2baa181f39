import { koreanTime } from '../calendar/day';
import { ConflictError, ValidationError } from '../errors';
import { CONFIRMED_NOT_SENT } from './after-all';
import { type BatchView, getBatch } from './batches';
import { appendEvents } from './chain';
import { LEFT_TO_PERSON } from './results';
import { reasonHash } from './row-seal';
import { type LedgerContext, requireFence } from './runs';
import { recordAttempts } from './settle';
import type { Steps } from './steps';
import { all, change, first, int, text, textOrNull } from './steps';
import type { Origin, RunLease } from './types';

/** A notice of which nobody could prove what became of it, with what a person needs to find out. */
export interface Doubt {
	noticeKey: string;
	runId: string;
	receiptKey: string;
	recipientOrdinal: number;
	phoneMasked: string | null;
	reasonCode: string;
	reason: string;
	gateway: string;
	account: string;
	/** The gateway's own ids of group or calls, to ask it by. */
	requestIds: string[];
	/** When it was put into its batch, ledger time. */
	submittedAt: string | null;
	/** Before when no call of its batch was made (ISO text in Korean time); null where none was begun. */
	handedOverAt: string | null;
	/** When it was to go out (예약), ISO text in Korean time; null at once. */
	scheduledAt: string | null;
	lookups: number;
}

/** Notices left to a person, of one campaign or (null) of all, oldest first. */
export function* doubts(campaign: string | null, limit: number): Steps<Doubt[]> {
	const rows = yield* all(
		`SELECT n.notice_key, n.run_id, n.receipt_key, n.recipient_ordinal, n.phone_masked, n.reason_code, n.reason, n.submitted_at, n.batch_id
		 FROM notice n WHERE n.state = 'unknown' AND n.reason_code IN (${LEFT_TO_PERSON.map(() => '?').join(', ')}) AND (n.campaign = ? OR ? = '')
		 ORDER BY n.submitted_at, n.notice_key LIMIT ?`,
		...LEFT_TO_PERSON,
		campaign ?? '',
		campaign ?? '',
		limit,
	);
	const found: Doubt[] = [];
	for (const row of rows) {
		const { gateway, account, groupId, requests, lookups, sendingMs, scheduledAt } = yield* getBatch(text(row, 'batch_id'));
		found.push({
			noticeKey: text(row, 'notice_key'),
			runId: text(row, 'run_id'),
			receiptKey: text(row, 'receipt_key'),
			recipientOrdinal: int(row, 'recipient_ordinal'),
			phoneMasked: textOrNull(row, 'phone_masked'),
			reasonCode: text(row, 'reason_code'),
			reason: text(row, 'reason'),
			gateway,
			account,
			requestIds: requests.length > 0 ? requests : [groupId ?? ''].filter((id) => id !== ''),
			submittedAt: textOrNull(row, 'submitted_at'),
			handedOverAt: sendingMs === null ? null : koreanTime(new Date(sendingMs).toISOString()).toISO(),
			scheduledAt,
			lookups,
		});
	}
	return found;
}

/** What a person found out about a notice in doubt. */
export interface DoubtDecision {
	noticeKey: string;
	/** `delivered`: the gateway or the citizen confirms it; `notSent`: the gateway confirms that it was never sent. */
	decision: 'delivered' | 'notSent';
	by: string;
	/** On what it rests, for the record. */
	basis: string;
	origin: Origin;
}

/**
 * Records what a person found out about a notice in doubt. A text that was never sent becomes `rejected`, so that it is on
 * the list of letters; it is not texted again. @throws ValidationError `notInDoubt`
 */
export function* settleDoubt(context: LedgerContext, { noticeKey, decision, by, basis, origin }: DoubtDecision): Steps<void> {
	const row = yield* first('SELECT run_id, attempt, reason_code FROM notice WHERE notice_key = ?', noticeKey);
	const state = decision === 'delivered' ? 'delivered' : 'rejected';
	const reasonCode = decision === 'delivered' ? 'confirmedByPerson' : CONFIRMED_NOT_SENT;
	const reason = decision === 'delivered' ? `담당자(${by})가 도착을 확인하였습니다.` : `담당자(${by})가 보내지 않은 것을 확인하였습니다.`;
	const changed = yield* change(
		`UPDATE notice SET state = ?, reason_code = ?, reason = ?, settled_at = ? WHERE notice_key = ? AND state = 'unknown'
			AND reason_code IN (${LEFT_TO_PERSON.map(() => '?').join(', ')})`,
		state,
		reasonCode,
		reason,
		context.at,
		noticeKey,
		...LEFT_TO_PERSON,
	);
	if (!row || changed === 0) {
		throw new ValidationError(
			'notInDoubt',
			'이 안내는 결과를 모르는 건이 아니어서 처리하지 않았습니다.',
			"'중계사와 대조'가 내보낸 미확인 목록의 안내 식별값을 그대로 입력하시기 바랍니다.",
		);
	}
	yield* recordAttempts(context, [noticeKey]);
	yield* appendEvents(context.keys.chain, context.at, [
		{ kind: `notice.${state}`, runId: text(row, 'run_id'), subject: noticeKey, payload: { confirmedBy: by, basis, was: row.reason_code, reasonHash: reasonHash(reasonCode, reason), origin } },
	]);
}

/** A scheduled batch that the gateway has cancelled: its texts count as not sent. Returns how many. */
export function* cancelScheduled(context: LedgerContext, lease: RunLease, batch: BatchView, by: string, origin: Origin): Steps<number> {
	yield* requireFence(lease);
	const reason = `담당자(${by})가 예약 발송을 취소하였습니다.`;
	const rows = yield* all(
		`UPDATE notice SET state = 'notSent', reason_code = 'scheduleCancelled', reason = ?, settled_at = ? WHERE batch_id = ? AND state = 'accepted' RETURNING notice_key`,
		reason,
		context.at,
		batch.id,
	);
	const keys = rows.map((row) => text(row, 'notice_key'));
	yield* recordAttempts(context, keys);
	yield* appendEvents(context.keys.chain, context.at, [
		{ kind: 'batch.cancelled', runId: batch.runId, subject: batch.id, payload: { by, notices: keys, origin } },
		...keys.map((subject) => ({ kind: 'notice.notSent', runId: batch.runId, subject, payload: { reasonCode: 'scheduleCancelled', reasonHash: reasonHash('scheduleCancelled', reason) } })),
	]);
	return keys.length;
}

/** Puts on record that a person has compared a restored ledger with the gateway. @throws ConflictError without a name */
export function* acceptRestore(context: LedgerContext, by: string, basis: string, origin: Origin): Steps<void> {
	if (by.trim() === '') throw new ConflictError('staffMissing', '담당자의 이름이 비어 있어 기록하지 않았습니다.', '담당자의 이름을 적고 다시 실행하시기 바랍니다.');
	yield* appendEvents(context.keys.chain, context.at, [{ kind: 'ledger.restoreAccepted', payload: { by, basis, origin } }]);
}
