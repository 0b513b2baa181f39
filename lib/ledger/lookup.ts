import type { DecisionWarning } from '../exemption/decision';
import type { Row, Steps } from './steps';
import { all, int, intOrNull, text, textOrNull } from './steps';

/** A notice as the ledger shows it: masked, with what decided it and what became of it. */
export interface NoticeView {
	noticeKey: string;
	runId: string;
	duty: string;
	receiptKey: string;
	recipientOrdinal: number;
	channel: string;
	state: string;
	reasonCode: string | null;
	reason: string | null;
	attempt: number;
	statusCode: string | null;
	ruleId: string;
	ruleVersion: string;
	templateId: string;
	templateVersion: string;
	nameMasked: string | null;
	phoneMasked: string | null;
	messageType: string | null;
	bytes: number | null;
	submittedAt: string | null;
	settledAt: string | null;
	/** SHA-256 of the text as it was sent, base64url. */
	textHash: string | null;
	/** The failed notice that this one tries again at a corrected number. */
	retryOf: string | null;
	details: NoticeDetails;
}

/** Plain facts of the receipt that the notice was about. */
export interface NoticeDetails {
	values: Record<string, string>;
	category: string;
	/** Korean name of a category that the office added. */
	categoryName?: string | null;
	legalBasis: string;
	receivingOffice: string;
	receiptNo: string;
	receivedOn: string;
	registeredOn: string | null;
	acquiredOn: string | null;
	keepUntil: string;
	cautionUntil: string;
	recipientRole: string;
}

/** One decided recipient of a run, as kept for the account. */
export interface DecisionView {
	receiptKey: string;
	recipientOrdinal: number;
	decision: string;
	reasonCode: string;
	reason: string;
	ruleId: string;
	ruleVersion: string;
	category: string;
	categoryName: string | null;
	legalBasis: string | null;
	receivedOn: string;
	nameMasked: string | null;
	sourceName: string;
	sourceRow: number;
	warnings: DecisionWarning[];
}

/** Notices by own key, run, receipt or keyed phone hash; at most `limit`, after `after` (a notice key). */
export function* findNotices(
	filter: { noticeKey?: string; runId?: string; receiptKey?: string; phoneFingerprint?: string },
	limit: number,
	after = '',
): Steps<NoticeView[]> {
	const conditions = ['notice_key > ?'];
	const values: string[] = [after];
	const columns = { noticeKey: 'notice_key', runId: 'run_id', receiptKey: 'receipt_key', phoneFingerprint: 'phone_fingerprint' } as const;
	for (const name of ['noticeKey', 'runId', 'receiptKey', 'phoneFingerprint'] as const) {
		const value = filter[name];
		if (value === undefined) continue;
		conditions.push(`${columns[name]} = ?`);
		values.push(value);
	}
	const rows = yield* all(
		`SELECT * FROM notice WHERE ${conditions.join(' AND ')} ORDER BY notice_key LIMIT ?`,
		...values,
		limit,
	);
	return rows.map((row) => ({
		noticeKey: text(row, 'notice_key'),
		runId: text(row, 'run_id'),
		duty: text(row, 'duty'),
		receiptKey: text(row, 'receipt_key'),
		recipientOrdinal: int(row, 'recipient_ordinal'),
		channel: text(row, 'channel'),
		state: text(row, 'state'),
		reasonCode: textOrNull(row, 'reason_code'),
		reason: textOrNull(row, 'reason'),
		attempt: int(row, 'attempt'),
		statusCode: textOrNull(row, 'status_code'),
		ruleId: text(row, 'rule_id'),
		ruleVersion: text(row, 'rule_version'),
		templateId: text(row, 'template_id'),
		templateVersion: text(row, 'template_version'),
		nameMasked: textOrNull(row, 'name_masked'),
		phoneMasked: textOrNull(row, 'phone_masked'),
		messageType: textOrNull(row, 'message_type'),
		bytes: intOrNull(row, 'bytes'),
		submittedAt: textOrNull(row, 'submitted_at'),
		settledAt: textOrNull(row, 'settled_at'),
		textHash: textOrNull(row, 'text_hash'),
		retryOf: textOrNull(row, 'retry_of'),
		details: JSON.parse(text(row, 'details')) as NoticeDetails,
	}));
}

/** Decisions of a run in receipt order; at most `limit`, after the given place. */
export function* findDecisions(
	runId: string,
	limit: number,
	after: { receiptKey: string; recipientOrdinal: number } = { receiptKey: '', recipientOrdinal: 0 },
): Steps<DecisionView[]> {
	const rows = yield* all(
		`SELECT * FROM decision WHERE run_id = ? AND (receipt_key > ? OR (receipt_key = ? AND recipient_ordinal > ?))
		 ORDER BY receipt_key, recipient_ordinal LIMIT ?`,
		runId,
		after.receiptKey,
		after.receiptKey,
		after.recipientOrdinal,
		limit,
	);
	return rows.map(toDecisionView);
}

export function toDecisionView(row: Row): DecisionView {
	return {
		receiptKey: text(row, 'receipt_key'),
		recipientOrdinal: int(row, 'recipient_ordinal'),
		decision: text(row, 'decision'),
		reasonCode: text(row, 'reason_code'),
		reason: text(row, 'reason'),
		ruleId: text(row, 'rule_id'),
		ruleVersion: text(row, 'rule_version'),
		category: text(row, 'category'),
		categoryName: textOrNull(row, 'category_name'),
		legalBasis: textOrNull(row, 'legal_basis'),
		receivedOn: text(row, 'received_on'),
		nameMasked: textOrNull(row, 'name_masked'),
		sourceName: text(row, 'source_name'),
		sourceRow: int(row, 'source_row'),
		warnings: JSON.parse(text(row, 'warnings')) as DecisionWarning[],
	};
}

/** Texts used in a run, with their versions. */
export function* templatesOf(runId: string): Steps<Array<{ id: string; version: string; text: string; notices: number }>> {
	const rows = yield* all(
		`SELECT t.id, t.version, t.body, COUNT(*) AS n FROM notice n JOIN template t ON t.version = n.template_version
		 WHERE n.run_id = ? GROUP BY t.id, t.version, t.body ORDER BY t.id, t.version`,
		runId,
	);
	return rows.map((row) => ({
		id: text(row, 'id'),
		version: text(row, 'version'),
		text: text(row, 'body'),
		notices: int(row, 'n'),
	}));
}

/** Each text that a run texts, with the plain values of one of its notices. */
export interface TextExample {
	templateId: string;
	templateVersion: string;
	template: string;
	values: Record<string, string>;
}

export function* textExamplesOf(runId: string): Steps<TextExample[]> {
	const rows = yield* all(
		`SELECT t.id, t.version, t.body, MIN(n.details) AS details FROM notice n JOIN template t ON t.version = n.template_version
		 WHERE n.run_id = ? AND n.channel = 'text' GROUP BY t.id, t.version, t.body ORDER BY t.id, t.version`,
		runId,
	);
	return rows.map((row) => ({
		templateId: text(row, 'id'),
		templateVersion: text(row, 'version'),
		template: text(row, 'body'),
		values: (JSON.parse(text(row, 'details')) as NoticeDetails).values,
	}));
}
