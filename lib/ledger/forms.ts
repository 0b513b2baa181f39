import { officialDate } from '../calendar/day';
import { ValidationError } from '../errors';
import type { DecidedRow } from '../exemption/decision';
import { scrubDigits } from '../privacy/mask';
import type { NoticeMethod } from '../revenue/receipt';
import { appendEvents } from './chain';
import { requireOrder, requirePastDay, requireWords } from './entries';
import { sealed } from './row-seal';
import type { LedgerContext } from './runs';
import type { Row, SqlValue, Steps } from './steps';
import { all, change, first, text, textOrNull } from './steps';
import type { FormDetails, FormStatus, FormView, Origin, RunView } from './types';

/** A form that nobody has given yet follows the source; a contact that retention has removed stays removed. */
const FOLLOW = `DO UPDATE SET category = excluded.category, name_masked = excluded.name_masked,
	requested_method = excluded.requested_method, requested_on = excluded.requested_on, details = excluded.details, sealed = excluded.sealed
	WHERE form.status = 'open' AND form.sealed IS NOT NULL AND form.campaign = excluded.campaign`;

const openStatement = (again: string) => `INSERT INTO form (receipt_key, campaign, run_id, category, received_on, name_masked, requested_method, requested_on,
	status, details, sealed)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'open', ?, ?) ON CONFLICT (receipt_key) ${again}`;
// Put together once: a statement made anew is looked up by all its letters.
const OPEN_OR_FOLLOW = openStatement(FOLLOW);
const OPEN_OR_STAY = openStatement('DO NOTHING');

/**
 * Puts the statutory form of a decided receipt on the list, whatever the selector decided. Only the taxpayer's row
 * counts; one that is on the list and not given yet follows what is read later, unless a person must look at that first.
 * One statement at most.
 */
export function* openForm(_context: LedgerContext, row: DecidedRow, run: RunView): Steps<void> {
	if (row.recipientOrdinal !== 1 || row.status !== 'decided') return;
	const details: FormDetails = {
		receiptNo: row.receiptNo,
		receivingOffice: row.receivingOffice,
		legalBasis: row.notify?.legalBasis ?? row.legalBasis,
		acquiredOn: row.acquiredOn,
		registeredOn: row.registeredOn,
		duty: row.notify?.duty ?? null,
		keepUntil: row.notify?.keepUntil ?? null,
		cautionUntil: row.notify?.cautionUntil ?? null,
		taxpayerType: row.taxpayerType,
		replacement: row.replacement,
		coOwned: row.coOwned,
		categoryName: row.categoryName ?? null,
	};
	yield* all(
		row.decision === 'review' ? OPEN_OR_STAY : OPEN_OR_FOLLOW,
		row.receiptKey,
		run.campaign,
		run.runId,
		row.category,
		row.receivedOn,
		row.name?.masked ?? null,
		row.noticeMethod,
		row.electronicRequestedOn,
		JSON.stringify(details),
		JSON.stringify({ name: row.name?.sealed ?? null, address: row.address?.sealed ?? null, plate: row.plate?.sealed ?? null }),
	);
}

/** Takes a form that nobody has given off the list, because relief was not granted; one that a text may have settled stays. Whether there was one. */
export function* dropForm(receiptKey: string): Steps<boolean> {
	const dropped = yield* change(`DELETE FROM form AS f WHERE f.receipt_key = ? AND f.status = 'open' AND NOT (${TEXT_REQUESTED})`, receiptKey);
	return dropped > 0;
}

export interface FormFilter {
	runId?: string | undefined;
	campaign?: string | undefined;
	receiptKey?: string | undefined;
	/** As shown: `electronic` includes forms that a delivered text settled. */
	status?: FormStatus | undefined;
}

/** A form with what is printed on it; sealed values stay sealed, null where there is none or retention has ended. */
export interface FormToPrint extends FormView {
	sealed: { name: string | null; address: string | null; plate: string | null };
}

/** When the applicant's own notice of the form's campaign was delivered; null where none was. */
const TOLD_AT = `(SELECT MIN(n.settled_at) FROM notice n WHERE n.receipt_key = f.receipt_key AND n.recipient_ordinal = 1
	AND n.campaign = f.campaign AND n.state = 'delivered')`;

/** A text was asked for on record and was delivered. */
export const TEXT_REQUESTED = `f.requested_method = 'text' AND f.requested_on IS NOT NULL`;
const BY_TEXT = `(f.status = 'open' AND ${TEXT_REQUESTED} AND ${TOLD_AT} IS NOT NULL)`;

/** Forms by receipt key after `after`, at most `limit`; nothing is opened. */
export function* findForms(filter: FormFilter, limit: number, after = ''): Steps<FormView[]> {
	return (yield* formRows(filter, limit, after)).map(toForm);
}

/** The same with the sealed values that a printed form needs. */
export function* findFormsToPrint(filter: FormFilter, limit: number, after = ''): Steps<FormToPrint[]> {
	return (yield* formRows(filter, limit, after)).map((row) => {
		const sealed = JSON.parse(textOrNull(row, 'sealed') ?? '{}') as Partial<FormToPrint['sealed']>;
		return { ...toForm(row), sealed: { name: sealed.name ?? null, address: sealed.address ?? null, plate: sealed.plate ?? null } };
	});
}

function* formRows(filter: FormFilter, limit: number, after: string): Steps<Row[]> {
	const conditions = ['f.receipt_key > ?'];
	const values: SqlValue[] = [after];
	for (const [column, value] of [
		['f.run_id', filter.runId],
		['f.campaign', filter.campaign],
		['f.receipt_key', filter.receiptKey],
	] as const) {
		if (value === undefined) continue;
		conditions.push(`${column} = ?`);
		values.push(value);
	}
	if (filter.status === 'open') conditions.push(`f.status = 'open' AND NOT ${BY_TEXT}`);
	else if (filter.status === 'electronic') conditions.push(`(f.status = 'electronic' OR ${BY_TEXT})`);
	else if (filter.status !== undefined) {
		conditions.push('f.status = ?');
		values.push(filter.status);
	}
	return yield* all(
		`SELECT f.*, CASE WHEN ${BY_TEXT} THEN ${TOLD_AT} END AS told_at FROM form f
		 WHERE ${conditions.join(' AND ')} ORDER BY f.receipt_key LIMIT ?`,
		...values,
		limit,
	);
}

function toForm(row: Row): FormView {
	const requestedOn = textOrNull(row, 'requested_on');
	const toldAt = textOrNull(row, 'told_at');
	const form: FormView = {
		receiptKey: text(row, 'receipt_key'),
		campaign: text(row, 'campaign'),
		runId: text(row, 'run_id'),
		category: text(row, 'category'),
		receivedOn: text(row, 'received_on'),
		nameMasked: textOrNull(row, 'name_masked'),
		requestedMethod: textOrNull(row, 'requested_method') as NoticeMethod | null,
		requestedOn,
		status: text(row, 'status') as FormStatus,
		doneOn: textOrNull(row, 'done_on'),
		basis: textOrNull(row, 'basis'),
		recordedBy: textOrNull(row, 'recorded_by'),
		details: JSON.parse(text(row, 'details')) as FormDetails,
	};
	if (toldAt === null || requestedOn === null) return form;
	const basis = `문자 수신 요청(${officialDate(requestedOn)})에 따라 문자 전송 성공`;
	return { ...form, status: 'electronic', doneOn: toldAt.slice(0, 10), basis, recordedBy: null };
}

/** What a person records of a form. */
export interface FormEntry {
	receiptKey: string;
	/** `open` takes an earlier entry back. */
	status: FormStatus;
	/** The day it was done; not used for `open`. */
	doneOn: string;
	basis: string;
	/** The day an electronic way was asked for, where the source does not say it. */
	requestedOn?: string | undefined;
	by: string;
	origin: Origin;
}

/**
 * Records how the form reached the applicant (직접교부, 우편, 전자) or takes that back. An earlier entry is replaced; each
 * change is an event. Throws `formMissing`, `formStatus`, `formRequestMissing` (electronic without a recorded request),
 * and what the days and words are refused with.
 */
export function* recordForm(context: LedgerContext, entry: FormEntry): Steps<FormView> {
	const stored = yield* first('SELECT run_id, received_on, requested_on FROM form WHERE receipt_key = ?', entry.receiptKey);
	if (!stored) throw formMissing(entry.receiptKey);
	if (!['open', 'direct', 'post', 'electronic'].includes(entry.status)) throw badStatus(entry.status);
	requireWords(entry.by, '담당자');
	requireWords(entry.basis, '근거');
	const requestedOn = entry.requestedOn ?? textOrNull(stored, 'requested_on');
	if (entry.status !== 'open') {
		requirePastDay(context, entry.doneOn, '처리일');
		requireOrder(text(stored, 'received_on'), '접수일', entry.doneOn, '처리일');
	}
	if (entry.status === 'electronic') {
		if (requestedOn === null) throw requestMissing(entry.receiptKey);
		requirePastDay(context, requestedOn, '요청일');
		requireOrder(requestedOn, '요청일', entry.doneOn, '처리일');
	}
	yield* all(
		'UPDATE form SET status = ?, done_on = ?, basis = ?, requested_on = ?, recorded_by = ? WHERE receipt_key = ?',
		entry.status,
		entry.status === 'open' ? null : entry.doneOn,
		scrubDigits(entry.basis.trim()),
		entry.status === 'electronic' ? requestedOn : textOrNull(stored, 'requested_on'),
		entry.by.trim(),
		entry.receiptKey,
	);
	const { receiptKey, status, doneOn, by, origin } = entry;
	yield* appendEvents(context.keys.chain, context.at, [
		{
			kind: 'form.recorded',
			runId: text(stored, 'run_id'),
			payload: { receiptKey, status, doneOn: status === 'open' ? null : doneOn, requestedOn, by: by.trim(), origin, ...(yield* sealed('form', { receipt_key: receiptKey })) },
		},
	]);
	const [form] = yield* findForms({ receiptKey }, 1);
	if (!form) throw formMissing(receiptKey);
	return form;
}

const formMissing = (receiptKey: string) =>
	new ValidationError(
		'formMissing',
		`서식 안내 목록에 접수 '${receiptKey.slice(0, 40)}'이(가) 없습니다.`,
		"'서식 안내 목록'에 나온 접수 식별 번호(예: 4115000-2026-000123)를 그대로 입력하시기 바랍니다.",
	);

const badStatus = (status: string) =>
	new ValidationError(
		'formStatus',
		`서식 안내 방법 '${status.slice(0, 20)}'은(는) 쓸 수 없는 값입니다.`,
		'직접교부, 우편, 전자, 미이행 가운데 하나를 고르시기 바랍니다.',
	);

const requestMissing = (receiptKey: string) =>
	new ValidationError(
		'formRequestMissing',
		`접수 '${receiptKey}'에는 납세자가 전자적 방법을 요청한 기록이 없어 '전자'로 적지 않았습니다.`,
		'신청서의 요청일과 근거를 함께 입력하시기 바랍니다. 요청이 없었다면 직접교부나 우편으로 안내하여야 합니다(지방세특례제한법 제183조제2항, 같은 법 시행규칙 제2조제2항).',
	);
