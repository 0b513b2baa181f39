import type { DecidedRow } from '../exemption/decision';
import { appendEvents, type LedgerEvent } from './chain';
import { factsHash, rememberTemplate } from './evidence';
import { dropForm, openForm } from './forms';
import { type LedgerContext, requireFence } from './runs';
import type { Steps } from './steps';
import { all, allIn, text } from './steps';
import type { RunLease, RunView } from './types';
import { weigh, type Weighed, weighedRun, type WeighedRun } from './weigh';

/** Writes decisions and reserves notices for a part of the rows, under the fence. */
export function* prepareRows(
	context: LedgerContext,
	lease: RunLease,
	run: RunView,
	startDate: string,
	rows: readonly DecidedRow[],
): Steps<void> {
	yield* requireFence(lease);
	const of = yield* weighedRun(context, run, startDate, rows);
	const underReview = yield* receiptsUnderReview(of, rows);
	const events = yield* rememberTemplates(rows);
	for (const row of rows) {
		const event = yield* prepareRow(context, of, row, underReview);
		if (event) events.push(event);
	}
	yield* appendEvents(context.keys.chain, context.at, events);
}

/** The few texts of many rows, each once. */
function* rememberTemplates(rows: readonly DecidedRow[]): Steps<LedgerEvent[]> {
	const templates = new Map(rows.flatMap(({ notify }) => (notify ? [[notify.template.version, notify.template] as const] : [])));
	const events: LedgerEvent[] = [];
	for (const template of templates.values()) for (const event of yield* rememberTemplate(template)) events.push(event);
	return events;
}

function* prepareRow(context: LedgerContext, of: WeighedRun, row: DecidedRow, underReview: ReadonlySet<string>): Steps<LedgerEvent | null> {
	const { run } = of;
	const weighed = yield* weigh(context, of, row);
	if (row.status === 'decided' && row.recipientOrdinal === 1 && row.receivedOn >= of.startDate) {
		yield* openForm(context, row, run);
		if (weighed.mailedOn !== null) yield* settleFormByLetter(row.receiptKey, weighed.mailedOn);
	}
	if (row.recipientOrdinal === 1 && (row.status === 'withdrawn' || row.status === 'refused')) yield* dropForm(row.receiptKey);
	let event: LedgerEvent | null = null;
	if (weighed.reserve && row.notify) {
		const facts = yield* reserve(weighed.reserve, run, row, row.notify);
		if (underReview.has(row.receiptKey)) yield* settleReviewTasks(context, row, run.runId);
		event = {
			kind: 'notice.reserved',
			runId: run.runId,
			subject: weighed.reserve.key,
			payload: {
				receiptKey: row.receiptKey,
				recipientOrdinal: row.recipientOrdinal,
				ruleId: row.ruleId,
				ruleVersion: row.ruleVersion,
				templateVersion: row.notify.template.version,
				channel: row.notify.channel,
				factsHash: facts,
				...(weighed.reserve.retryOf === null ? {} : { retryOf: weighed.reserve.retryOf }),
			},
		};
	}
	yield* all(
		`INSERT INTO decision (run_id, receipt_key, recipient_ordinal, decision, reason_code, reason, rule_id, rule_version,
			category, legal_basis, received_on, name_masked, source_name, source_row, warnings, phone_fingerprint, plate_fingerprint, category_name)
		 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		 ON CONFLICT (run_id, receipt_key, recipient_ordinal) DO NOTHING`,
		run.runId,
		row.receiptKey,
		row.recipientOrdinal,
		weighed.decision,
		weighed.reasonCode,
		weighed.reason,
		row.ruleId,
		row.ruleVersion,
		row.category,
		row.legalBasis,
		row.receivedOn,
		row.name?.masked ?? null,
		row.sourceName,
		row.sourceRow,
		JSON.stringify(row.warnings ?? []),
		row.phoneFingerprint,
		row.plateFingerprint,
		row.categoryName ?? null,
	);
	return event;
}

/** Returns the hash of what the notice is about. */
function* reserve(
	{ key, retryOf, attempt }: NonNullable<Weighed['reserve']>,
	run: RunView,
	row: DecidedRow,
	notify: NonNullable<DecidedRow['notify']>,
): Steps<string> {
	const post = notify.channel === 'post';
	const details = detailsOf(row, notify);
	yield* all(
		`INSERT INTO notice (notice_key, campaign, duty, receipt_key, recipient_ordinal, run_id, channel, state, reason_code, reason,
			attempt, rule_id, rule_version, template_id, template_version, phone_fingerprint, phone_masked, name_masked, details, sealed,
			plate_fingerprint, retry_of)
		 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (notice_key) DO NOTHING`,
		key,
		run.campaign,
		notify.duty,
		row.receiptKey,
		row.recipientOrdinal,
		run.runId,
		notify.channel,
		post ? 'notSent' : 'reserved',
		notify.channelReasonCode,
		notify.channelReason,
		attempt,
		row.ruleId,
		row.ruleVersion,
		notify.template.id,
		notify.template.version,
		row.phoneFingerprint,
		row.phone?.masked ?? null,
		row.name?.masked ?? null,
		details,
		JSON.stringify({
			name: row.name?.sealed ?? null,
			phone: row.phone?.sealed ?? null,
			address: row.address?.sealed ?? null,
			plate: row.plate?.sealed ?? null,
			text: notify.sealedText ?? null,
		}),
		row.plateFingerprint,
		retryOf,
	);
	return factsHash(details, row.phoneFingerprint, row.name?.masked ?? null);
}

const detailsOf = (row: DecidedRow, notify: NonNullable<DecidedRow['notify']>): string =>
	JSON.stringify({
		values: notify.values,
		category: row.category,
		categoryName: row.categoryName ?? null,
		legalBasis: notify.legalBasis,
		receivingOffice: row.receivingOffice,
		receiptNo: row.receiptNo,
		receivedOn: row.receivedOn,
		registeredOn: row.registeredOn,
		acquiredOn: row.acquiredOn,
		keepUntil: notify.keepUntil,
		cautionUntil: notify.cautionUntil,
		recipientRole: row.recipientRole,
	});

/** Receipts among the rows with a review task that is open, or that one of the rows may open. */
function* receiptsUnderReview({ elsewhere }: WeighedRun, rows: readonly DecidedRow[]): Steps<Set<string>> {
	const receipts = new Set(rows.map((row) => row.receiptKey));
	const open = yield* allIn(
		(places) => `SELECT DISTINCT receipt_key FROM task WHERE kind = 'review' AND state = 'open' AND receipt_key IN (${places})`,
		[],
		[...receipts],
	);
	const found = new Set(open.map((row) => text(row, 'receipt_key')));
	for (const row of rows) if (row.decision !== 'notify' || elsewhere.receipts.has(row.receiptKey)) found.add(row.receiptKey);
	return found;
}

/** What a person had to look at has been answered by the source: the notice goes out. */
function* settleReviewTasks(context: LedgerContext, row: DecidedRow, runId: string): Steps<void> {
	yield* all(
		`UPDATE task SET state = 'done', done_on = ?, done_by = '자동', note = ?
		 WHERE receipt_key = ? AND recipient_ordinal = ? AND kind = 'review' AND state = 'open'`,
		context.at.slice(0, 10),
		settledNote(runId),
		row.receiptKey,
		row.recipientOrdinal,
	);
}

const settledNote = (runId: string) => `자료가 바로잡혀 ${runId} 회차에서 안내합니다.`;

/** Opens again what an interrupted preparation of the run has settled so: its notices are gone, and it reads anew. */
export function* reopenReviewTasks(runId: string): Steps<void> {
	yield* all(
		`UPDATE task SET state = 'open', done_on = NULL, done_by = NULL, note = NULL
		 WHERE kind = 'review' AND state = 'done' AND done_by = '자동' AND note = ?`,
		settledNote(runId),
	);
}

function* settleFormByLetter(receiptKey: string, mailedOn: string): Steps<void> {
	yield* all(
		`UPDATE form SET status = 'post', done_on = ?, basis = '기발송 우편 등록' WHERE receipt_key = ? AND status = 'open'`,
		mailedOn,
		receiptKey,
	);
}
