import { ConflictError, ValidationError } from '../errors';
import { scrubDigits } from '../privacy/mask';
import { appendEvents } from './chain';
import { requireOrder, requirePastDay, requireWords } from './entries';
import { isMailDue } from './mail-due';
import { sealed } from './row-seal';
import type { LedgerContext } from './runs';
import type { Row, SqlValue, Steps } from './steps';
import { all, first, int, text, textOrNull } from './steps';
import type { MailOutcome, MailView, Origin } from './types';

export interface MailFilter {
	receiptKey?: string | undefined;
	runId?: string | undefined;
	campaign?: string | undefined;
}

/** Place of a letter in the lists. */
export interface MailPlace {
	receiptKey: string;
	recipientOrdinal: number;
	number: number;
}

const FIRST_PLACE: MailPlace = { receiptKey: '', recipientOrdinal: 0, number: 0 };

/** Letters of the receipts that a run or campaign told or has a form of, after `after`, at most `limit`. */
export function* findMails(filter: MailFilter, limit: number, after = FIRST_PLACE): Steps<MailView[]> {
	const conditions = ['(m.receipt_key, m.recipient_ordinal, m.number) > (?, ?, ?)'];
	const values: SqlValue[] = [after.receiptKey, after.recipientOrdinal, after.number];
	if (filter.receiptKey !== undefined) {
		conditions.push('m.receipt_key = ?');
		values.push(filter.receiptKey);
	}
	for (const [column, value] of [
		['run_id', filter.runId],
		['campaign', filter.campaign],
	] as const) {
		if (value === undefined) continue;
		conditions.push(
			`(EXISTS (SELECT 1 FROM notice n WHERE n.receipt_key = m.receipt_key AND n.recipient_ordinal = m.recipient_ordinal AND n.${column} = ?)
			 OR EXISTS (SELECT 1 FROM form f WHERE f.receipt_key = m.receipt_key AND f.${column} = ?))`,
		);
		values.push(value, value);
	}
	const rows = yield* all(
		`SELECT m.* FROM mail m WHERE ${conditions.join(' AND ')} ORDER BY m.receipt_key, m.recipient_ordinal, m.number LIMIT ?`,
		...values,
		limit,
	);
	return rows.map(toMail);
}

function toMail(row: Row): MailView {
	return {
		receiptKey: text(row, 'receipt_key'),
		recipientOrdinal: int(row, 'recipient_ordinal'),
		number: int(row, 'number'),
		registeredNo: textOrNull(row, 'registered_no'),
		sentOn: text(row, 'sent_on'),
		outcome: text(row, 'outcome') as MailOutcome,
		outcomeOn: textOrNull(row, 'outcome_on'),
		returnedReason: textOrNull(row, 'returned_reason'),
		recordedBy: text(row, 'recorded_by'),
	};
}

/** The recipient's last letter: it tells how the post stands. Null before the first. */
export function* lastMail(receiptKey: string, recipientOrdinal: number): Steps<MailView | null> {
	const row = yield* first(
		'SELECT * FROM mail WHERE receipt_key = ? AND recipient_ordinal = ? ORDER BY number DESC LIMIT 1',
		receiptKey,
		recipientOrdinal,
	);
	return row ? toMail(row) : null;
}

/** A receipt's post is closed only when its last letter was delivered. */
export const isMailClosed = (last: MailView | null) => last?.outcome === 'delivered';

/** What happened to a letter, as a person records it. Days are `YYYY-MM-DD`. */
export type MailEntry = { receiptKey: string; recipientOrdinal: number; by: string; origin: Origin } & (
	| { outcome: 'sent'; sentOn: string; registeredNo: string | null }
	| { outcome: 'delivered'; outcomeOn: string }
	| { outcome: 'returned'; outcomeOn: string; returnedReason: string }
);

/**
 * Records a letter sent, delivered or returned, in the order in which that can happen: sent, then delivered or
 * returned, after a return sent again. The same entry again changes nothing. Throws `mailUnknown` for a recipient the
 * ledger does not know, `mailOrder` for what cannot follow, and what days and words are refused with.
 */
export function* recordMail(context: LedgerContext, entry: MailEntry): Steps<MailView> {
	const { receiptKey, recipientOrdinal, by } = entry;
	requireWords(by, '담당자');
	const last = yield* lastMail(receiptKey, recipientOrdinal);
	if (!last) yield* requireRecipient(receiptKey, recipientOrdinal);
	if (last && isRepeated(last, entry)) return last;
	if (entry.outcome === 'sent') yield* insertLetter(context, last, entry);
	else yield* writeOutcome(context, last, entry);
	const written = yield* lastMail(receiptKey, recipientOrdinal);
	if (!written) throw unknownRecipient(receiptKey);
	const { number, outcome, sentOn, outcomeOn } = written;
	yield* appendEvents(context.keys.chain, context.at, [
		{
			kind: `mail.${outcome}`,
			runId: yield* runOf(receiptKey, recipientOrdinal),
			payload: {
				...{ receiptKey, recipientOrdinal, number, sentOn, outcomeOn, by: by.trim(), origin: entry.origin },
				...(yield* sealed('mail', { receipt_key: receiptKey, recipient_ordinal: recipientOrdinal, number })),
			},
		},
	]);
	return written;
}

function isRepeated(last: MailView, entry: MailEntry): boolean {
	if (last.outcome !== entry.outcome) return false;
	if (entry.outcome === 'sent') return last.sentOn === entry.sentOn && last.registeredNo === registered(entry.registeredNo);
	return last.outcomeOn === entry.outcomeOn && (entry.outcome === 'delivered' || last.returnedReason === scrubDigits(entry.returnedReason.trim()));
}

const registered = (number: string | null) => number?.replace(/[\s-]/g, '') || null;

function* insertLetter(context: LedgerContext, last: MailView | null, entry: MailEntry & { outcome: 'sent' }): Steps<void> {
	const { receiptKey, recipientOrdinal, sentOn } = entry;
	const registeredNo = registered(entry.registeredNo);
	requirePastDay(context, sentOn, '발송일');
	if (registeredNo !== null && !/^\d{13}$/.test(registeredNo)) throw badRegisteredNo();
	if (last?.outcome === 'sent') {
		throw impossible(receiptKey, `${last.sentOn}에 발송한 우편의 결과가 아직 기록되지 않아 다시 발송한 것으로 적지 않았습니다.`, "먼저 그 우편의 '배달' 또는 '반송'을 기록하시기 바랍니다.");
	}
	if (last?.outcome === 'delivered' && !(yield* isMailDue(receiptKey, recipientOrdinal))) {
		throw impossible(receiptKey, `${last.outcomeOn ?? ''}에 배달되어 우편 안내가 끝난 건입니다.`, '접수 식별 번호와 수신자 순번을 확인하시기 바랍니다.');
	}
	if (last?.outcomeOn) requireOrder(last.outcomeOn, last.outcome === 'returned' ? '반송일' : '배달일', sentOn, '발송일');
	yield* all(
		`INSERT INTO mail (receipt_key, recipient_ordinal, number, registered_no, sent_on, outcome, recorded_by) VALUES (?, ?, ?, ?, ?, 'sent', ?)`,
		receiptKey,
		recipientOrdinal,
		(last?.number ?? 0) + 1,
		registeredNo,
		sentOn,
		entry.by.trim(),
	);
}

function* writeOutcome(context: LedgerContext, last: MailView | null, entry: Exclude<MailEntry, { outcome: 'sent' }>): Steps<void> {
	const label = entry.outcome === 'delivered' ? '배달' : '반송';
	requirePastDay(context, entry.outcomeOn, `${label}일`);
	if (entry.outcome === 'returned') requireWords(entry.returnedReason, '반송 사유');
	if (!last) throw impossible(entry.receiptKey, `발송한 우편이 기록되어 있지 않아 '${label}'을(를) 적지 않았습니다.`, "먼저 '발송'을 기록하시기 바랍니다.");
	if (last.outcome !== 'sent') {
		const was = last.outcome === 'delivered' ? '배달' : '반송';
		throw impossible(
			entry.receiptKey,
			`마지막 우편은 ${last.outcomeOn ?? ''}에 이미 '${was}'(으)로 기록되어 있습니다.`,
			last.outcome === 'returned' ? "다시 발송하였다면 '발송'을 먼저 기록하시기 바랍니다." : '접수 식별 번호와 수신자 순번을 확인하시기 바랍니다.',
		);
	}
	requireOrder(last.sentOn, '발송일', entry.outcomeOn, `${label}일`);
	yield* all(
		'UPDATE mail SET outcome = ?, outcome_on = ?, returned_reason = ?, recorded_by = ? WHERE receipt_key = ? AND recipient_ordinal = ? AND number = ?',
		entry.outcome,
		entry.outcomeOn,
		entry.outcome === 'returned' ? scrubDigits(entry.returnedReason.trim()) : null,
		entry.by.trim(),
		entry.receiptKey,
		entry.recipientOrdinal,
		last.number,
	);
}

/** Known from a notice, from the applicant's form or from a task. */
function* requireRecipient(receiptKey: string, recipientOrdinal: number): Steps<void> {
	const known = yield* first(
		`SELECT 1 AS known FROM notice WHERE receipt_key = ? AND recipient_ordinal = ?
		 UNION ALL SELECT 1 FROM form WHERE receipt_key = ? AND ? = 1
		 UNION ALL SELECT 1 FROM task WHERE receipt_key = ? AND recipient_ordinal = ? LIMIT 1`,
		receiptKey,
		recipientOrdinal,
		receiptKey,
		recipientOrdinal,
		receiptKey,
		recipientOrdinal,
	);
	if (!known) throw unknownRecipient(receiptKey);
}

function* runOf(receiptKey: string, recipientOrdinal: number): Steps<string | null> {
	const row = yield* first(
		`SELECT run_id FROM notice WHERE receipt_key = ? AND recipient_ordinal = ? UNION ALL SELECT run_id FROM form WHERE receipt_key = ? LIMIT 1`,
		receiptKey,
		recipientOrdinal,
		receiptKey,
	);
	return row ? text(row, 'run_id') : null;
}

const unknownRecipient = (receiptKey: string) =>
	new ValidationError(
		'mailUnknown',
		`발송 대장에 접수 '${receiptKey.slice(0, 40)}'의 해당 수신자가 없어 우편을 기록하지 않았습니다.`,
		'우편 발송 명단에 있는 접수 식별 번호(예: 4115000-2026-000123)와 수신자 순번(납세자는 1)을 입력하시기 바랍니다.',
	);

const badRegisteredNo = () =>
	new ValidationError('registeredNo', '등기번호가 숫자 13자리가 아니어서 기록하지 않았습니다.', '등기 영수증의 13자리 번호를 입력하시기 바랍니다. 일반우편이면 비워 두시기 바랍니다.');

const impossible = (receiptKey: string, problem: string, remedy: string) => new ConflictError('mailOrder', `접수 '${receiptKey}': ${problem}`, remedy);
