import { ConflictError, ValidationError } from '../errors';
import { scrubDigits } from '../privacy/mask';
import { appendEvents } from './chain';
import { requireOrder, requirePastDay, requireWords } from './entries';
import { sealed } from './row-seal';
import type { LedgerContext } from './runs';
import type { Row, SqlValue, Steps } from './steps';
import { all, change, first, int, text, textOrNull } from './steps';
import type { Origin, TaskKind, TaskView } from './types';

/** What a person shall look into. */
export interface TaskToOpen {
	kind: TaskKind;
	campaign: string;
	runId: string;
	receiptKey: string;
	recipientOrdinal: number;
	noticeKey: string | null;
	reasonCode: string;
	/** Korean; names what was told. No personal data. */
	reason: string;
	/** Sets apart several tasks of one reason, e.g. one for each new number. */
	suffix?: string;
}

/**
 * Opens a task, once for each kind, recipient, reason and suffix: also one that is done is not opened again. Returns
 * whether it is new; a new one is an event.
 */
export function* openTask(context: LedgerContext, task: TaskToOpen): Steps<boolean> {
	const { kind, campaign, runId, receiptKey, recipientOrdinal, noticeKey, reasonCode, reason, suffix } = task;
	const id = `${kind}/${receiptKey}#${recipientOrdinal}/${reasonCode}${suffix === undefined ? '' : `/${suffix}`}`;
	const opened = yield* change(
		`INSERT INTO task (id, kind, campaign, run_id, receipt_key, recipient_ordinal, notice_key, reason_code, reason, opened_at, state)
		 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open') ON CONFLICT (id) DO NOTHING`,
		id,
		kind,
		campaign,
		runId,
		receiptKey,
		recipientOrdinal,
		noticeKey,
		reasonCode,
		reason,
		context.at,
	);
	if (opened === 0) return false;
	yield* appendEvents(context.keys.chain, context.at, [
		{ kind: 'task.opened', runId, subject: noticeKey, payload: { id, task: kind, receiptKey, recipientOrdinal, reasonCode, ...(yield* sealed('task', { id })) } },
	]);
	return true;
}

/** The recipient's open task of this kind, else the one opened last; null where there is none. */
export function* taskOf(kind: TaskKind, receiptKey: string, recipientOrdinal: number): Steps<TaskView | null> {
	const row = yield* first(
		`SELECT * FROM task WHERE receipt_key = ? AND recipient_ordinal = ? AND kind = ?
		 ORDER BY CASE state WHEN 'open' THEN 0 ELSE 1 END, opened_at DESC, id LIMIT 1`,
		receiptKey,
		recipientOrdinal,
		kind,
	);
	return row ? toTask(row) : null;
}

export interface TaskFilter {
	runId?: string | undefined;
	campaign?: string | undefined;
	kind?: TaskKind | undefined;
	state?: TaskView['state'] | undefined;
	receiptKey?: string | undefined;
}

/** Tasks by id after `after`, at most `limit`. */
export function* findTasks(filter: TaskFilter, limit: number, after = ''): Steps<TaskView[]> {
	const conditions = ['id > ?'];
	const values: SqlValue[] = [after];
	for (const [column, value] of [
		['run_id', filter.runId],
		['campaign', filter.campaign],
		['kind', filter.kind],
		['state', filter.state],
		['receipt_key', filter.receiptKey],
	] as const) {
		if (value === undefined) continue;
		conditions.push(`${column} = ?`);
		values.push(value);
	}
	const rows = yield* all(`SELECT * FROM task WHERE ${conditions.join(' AND ')} ORDER BY id LIMIT ?`, ...values, limit);
	return rows.map(toTask);
}

function toTask(row: Row): TaskView {
	return {
		id: text(row, 'id'),
		kind: text(row, 'kind') as TaskKind,
		campaign: text(row, 'campaign'),
		runId: text(row, 'run_id'),
		receiptKey: text(row, 'receipt_key'),
		recipientOrdinal: int(row, 'recipient_ordinal'),
		noticeKey: textOrNull(row, 'notice_key'),
		reasonCode: text(row, 'reason_code'),
		reason: text(row, 'reason'),
		openedAt: text(row, 'opened_at'),
		state: text(row, 'state') === 'done' ? 'done' : 'open',
		doneOn: textOrNull(row, 'done_on'),
		doneBy: textOrNull(row, 'done_by'),
		note: textOrNull(row, 'note'),
	};
}

/** How a person settled a task. */
export interface TaskSettlement {
	id: string;
	by: string;
	/** 처리 내용. */
	note: string;
	doneOn: string;
	origin: Origin;
}

/**
 * Settles an open task. The same settlement again changes nothing; another one is refused with `taskDone`. Throws
 * `taskMissing` for an unknown id.
 */
export function* settleTask(context: LedgerContext, { id, by, note, doneOn, origin }: TaskSettlement): Steps<TaskView> {
	const task = yield* getTask(id);
	requireWords(by, '담당자');
	requireWords(note, '처리 내용');
	requirePastDay(context, doneOn, '처리일');
	requireOrder(task.openedAt.slice(0, 10), '등록일', doneOn, '처리일');
	const kept = scrubDigits(note.trim());
	if (task.state === 'done') {
		if (task.doneBy === by.trim() && task.doneOn === doneOn && task.note === kept) return task;
		throw new ConflictError(
			'taskDone',
			`이 건은 ${task.doneOn ?? ''}에 ${task.doneBy ?? ''}이(가) 이미 처리하여 바꾸지 않았습니다.`,
			"'확인 필요 목록'에서 처리 상태를 확인하시기 바랍니다.",
		);
	}
	yield* all(`UPDATE task SET state = 'done', done_on = ?, done_by = ?, note = ? WHERE id = ?`, doneOn, by.trim(), kept, id);
	yield* recordTask(context, 'task.settled', id, { doneOn, by: by.trim(), origin });
	return yield* getTask(id);
}

/** Puts the change of a task on record, with the hash of its row as the change leaves it. */
export function* recordTask(context: LedgerContext, kind: 'task.settled' | 'task.reopened', id: string, facts: Record<string, unknown>): Steps<void> {
	const { kind: task, runId, noticeKey, receiptKey, recipientOrdinal, reasonCode } = yield* getTask(id);
	yield* appendEvents(context.keys.chain, context.at, [
		{ kind, runId, subject: noticeKey, payload: { id, task, receiptKey, recipientOrdinal, reasonCode, ...facts, ...(yield* sealed('task', { id })) } },
	]);
}

function* getTask(id: string): Steps<TaskView> {
	const row = yield* first('SELECT * FROM task WHERE id = ?', id);
	if (row) return toTask(row);
	throw new ValidationError(
		'taskMissing',
		'확인 필요 목록에 이 번호의 건이 없습니다.',
		"'확인 필요 목록'에 나온 건 번호(id)를 그대로 넘겨주시기 바랍니다.",
	);
}
