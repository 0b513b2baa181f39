import type { Row, Steps } from './steps';
import { all, first, int, text, textOrNull } from './steps';
import type { NoticeToSend } from './types';

/** Notices of a batch that are still to be sent, with their templates and sealed values. */
export function* noticesOf(batchId: string): Steps<NoticeToSend[]> {
	const rows = yield* all(
		`SELECT ${COLUMNS} FROM notice
		 WHERE batch_id = ? AND state IN ('submitting', 'unknown') ORDER BY receipt_key, recipient_ordinal`,
		batchId,
	);
	return yield* withTemplates(rows);
}

/** Keys of the same notices, where nothing else of them is needed. */
export function* keysOf(batchId: string): Steps<string[]> {
	const rows = yield* all(
		`SELECT notice_key FROM notice WHERE batch_id = ? AND state IN ('submitting', 'unknown')
		 ORDER BY receipt_key, recipient_ordinal`,
		batchId,
	);
	return rows.map((row) => text(row, 'notice_key'));
}

/** Text notices of the run that are not yet at the gateway, in key order. */
export function* reservedNotices(runId: string, limit: number, after: string): Steps<NoticeToSend[]> {
	const rows = yield* all(
		`SELECT ${COLUMNS} FROM notice
		 WHERE run_id = ? AND channel = 'text' AND state = 'reserved' AND notice_key > ? ORDER BY notice_key LIMIT ?`,
		runId,
		after,
		limit,
	);
	return yield* withTemplates(rows);
}

const COLUMNS = 'notice_key, receipt_key, recipient_ordinal, attempt, details, sealed, template_id, template_version';

/** A run has a handful of templates: each is read once, not once a notice. */
function* withTemplates(rows: readonly Row[]): Steps<NoticeToSend[]> {
	const bodies = new Map<string, string>();
	const notices: NoticeToSend[] = [];
	for (const row of rows) {
		const version = text(row, 'template_version');
		const body = bodies.get(version) ?? (yield* bodyOf(version));
		bodies.set(version, body);
		notices.push(toNoticeToSend(row, body));
	}
	return notices;
}

function* bodyOf(version: string): Steps<string> {
	return text((yield* first('SELECT body FROM template WHERE version = ?', version)) ?? {}, 'body');
}

/** One notice with its template and sealed values; null where it does not exist or its sealed values are purged. */
export function* noticeToSend(key: string): Steps<NoticeToSend | null> {
	const rows = yield* all(`SELECT ${COLUMNS} FROM notice WHERE notice_key = ? AND sealed IS NOT NULL`, key);
	const [notice] = yield* withTemplates(rows);
	return notice ?? null;
}

type SealedParts = Partial<Record<'phone' | 'plate' | 'text', string | null>>;

function toNoticeToSend(row: Row, template: string): NoticeToSend {
	const details = JSON.parse(text(row, 'details')) as { values: Record<string, string> };
	const sealed = JSON.parse(textOrNull(row, 'sealed') ?? '{}') as SealedParts;
	return {
		noticeKey: text(row, 'notice_key'),
		receiptKey: text(row, 'receipt_key'),
		recipientOrdinal: int(row, 'recipient_ordinal'),
		attempt: int(row, 'attempt'),
		templateId: text(row, 'template_id'),
		templateVersion: text(row, 'template_version'),
		template,
		values: details.values,
		sealedPhone: sealed.phone ?? '',
		sealedPlate: sealed.plate ?? null,
		sealedText: sealed.text ?? null,
	};
}
