import type { LedgerContext } from './runs';
import type { Steps } from './steps';
import { change } from './steps';
import type { TaskView } from './types';

export type NewTask = Omit<TaskView, 'id' | 'openedAt' | 'state' | 'doneOn' | 'doneBy' | 'note'> & {
	/** Tells tasks of one kind and reason about one recipient apart. */
	suffix?: string;
};

/** Opens a task once; false where it exists already, open or done. */
export function* openTask(context: LedgerContext, task: NewTask): Steps<boolean> {
	const id = [task.kind, `${task.receiptKey}#${task.recipientOrdinal}`, task.reasonCode, ...(task.suffix ? [task.suffix] : [])].join('/');
	const added = yield* change(
		`INSERT INTO task (id, kind, campaign, run_id, receipt_key, recipient_ordinal, notice_key, reason_code, reason, opened_at, state)
		 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open') ON CONFLICT (id) DO NOTHING`,
		id,
		task.kind,
		task.campaign,
		task.runId,
		task.receiptKey,
		task.recipientOrdinal,
		task.noticeKey,
		task.reasonCode,
		task.reason,
		context.at,
	);
	return added > 0;
}
