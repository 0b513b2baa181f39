import type { Row, Steps } from './steps';
import { all, int, text, textOrNull } from './steps';
import type { NoticeToSend } from './types';

/** Notices of a batch that are still to be sent, with their templates and sealed values. */
export function* noticesOf(batchId: string): Steps<NoticeToSend[]> {
	const rows = yield* all(
		`SELECT n.notice_key, n.receipt_key, n.recipient_ordinal, n.attempt, n.details, n.sealed, n.template_version, t.body
		 FROM notice n JOIN template t ON t.version = n.template_version
		 WHERE n.batch_id = ? AND n.state IN ('submitting', 'unknown') ORDER BY n.receipt_key, n.recipient_ordinal`,
		batchId,
	);
	return rows.map(toNoticeToSend);
}

/** Text notices of the run that are not yet at the gateway, in key order. */
export function* reservedNotices(runId: string, limit: number, after: string): Steps<NoticeToSend[]> {
	const rows = yield* all(
		`SELECT n.notice_key, n.receipt_key, n.recipient_ordinal, n.attempt, n.details, n.sealed, n.template_version, t.body
		 FROM notice n JOIN template t ON t.version = n.template_version
		 WHERE n.run_id = ? AND n.channel = 'text' AND n.state = 'reserved' AND n.notice_key > ? ORDER BY n.notice_key LIMIT ?`,
		runId,
		after,
		limit,
	);
	return rows.map(toNoticeToSend);
}

/** One notice with its template and sealed values; null where it does not exist or its sealed values are purged. */
export function* noticeToSend(key: string): Steps<NoticeToSend | null> {
	const [row] = yield* all(
		`SELECT n.notice_key, n.receipt_key, n.recipient_ordinal, n.attempt, n.details, n.sealed, n.template_version, t.body
		 FROM notice n JOIN template t ON t.version = n.template_version WHERE n.notice_key = ? AND n.sealed IS NOT NULL`,
		key,
	);
	return row ? toNoticeToSend(row) : null;
}

type SealedParts = Partial<Record<'phone' | 'plate' | 'text', string | null>>;

function toNoticeToSend(row: Row): NoticeToSend {
	const details = JSON.parse(text(row, 'details')) as { values: Record<string, string> };
	const sealed = JSON.parse(textOrNull(row, 'sealed') ?? '{}') as SealedParts;
	return {
		noticeKey: text(row, 'notice_key'),
		receiptKey: text(row, 'receipt_key'),
		recipientOrdinal: int(row, 'recipient_ordinal'),
		attempt: int(row, 'attempt'),
		templateVersion: text(row, 'template_version'),
		template: text(row, 'body'),
		values: details.values,
		sealedPhone: sealed.phone ?? '',
		sealedPlate: sealed.plate ?? null,
		sealedText: sealed.text ?? null,
	};
}
