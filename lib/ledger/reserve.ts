import type { DecidedRow } from '../exemption/decision';
import { DELIVERED_AFTER_ALL } from './after-all';
import { appendEvents, type LedgerEvent } from './chain';
import { type DecisionWord, insertDecision, insertNotice, recordDecided } from './decided-rows';
import { rememberTemplate } from './evidence';
import { dropForm, openForm } from './forms';
import { type LedgerContext, requireFence } from './runs';
import type { Steps } from './steps';
import { all, allIn, text } from './steps';
import { recordTask } from './tasks';
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
	const decisions: DecisionWord[] = [];
	const droppedForms: string[] = [];
	for (const row of rows) {
		const { event, decision, dropped } = yield* prepareRow(context, of, row, underReview);
		if (event) events.push(event);
		if (decision) decisions.push(decision);
		if (dropped) droppedForms.push(row.receiptKey);
	}
	yield* appendEvents(context.keys.chain, context.at, events);
	yield* recordDecided(context, run.runId, decisions, [...new Set(rows.map((row) => row.receiptKey))], droppedForms);
}

/** The few texts of many rows, each once. */
function* rememberTemplates(rows: readonly DecidedRow[]): Steps<LedgerEvent[]> {
	const templates = new Map(rows.flatMap(({ notify }) => (notify ? [[notify.template.version, notify.template] as const] : [])));
	const events: LedgerEvent[] = [];
	for (const template of templates.values()) for (const event of yield* rememberTemplate(template)) events.push(event);
	return events;
}

interface Prepared {
	event: LedgerEvent | null;
	decision: DecisionWord | null;
	/** The form of the receipt was taken off the list. */
	dropped: boolean;
}

function* prepareRow(context: LedgerContext, of: WeighedRun, row: DecidedRow, underReview: ReadonlySet<string>): Steps<Prepared> {
	const { run } = of;
	const weighed = yield* weigh(context, of, row);
	if (row.status === 'decided' && row.recipientOrdinal === 1 && row.receivedOn >= of.startDate) {
		yield* openForm(context, row, run);
		if (weighed.mailedOn !== null) yield* settleFormByLetter(row.receiptKey, weighed.mailedOn);
	}
	const refused = row.recipientOrdinal === 1 && (row.status === 'withdrawn' || row.status === 'refused');
	const dropped = refused ? yield* dropForm(row.receiptKey) : false;
	let event: LedgerEvent | null = null;
	if (weighed.reserve && row.notify) {
		event = yield* reserve(weighed.reserve, run, row, row.notify);
		if (underReview.has(row.receiptKey)) yield* settleReviewTasks(context, row, run.runId);
	}
	const decision = yield* insertDecision({
		run_id: run.runId,
		receipt_key: row.receiptKey,
		recipient_ordinal: row.recipientOrdinal,
		decision: weighed.decision,
		reason_code: weighed.reasonCode,
		reason: weighed.reason,
		rule_id: row.ruleId,
		rule_version: row.ruleVersion,
		category: row.category,
		legal_basis: row.legalBasis,
		received_on: row.receivedOn,
		name_masked: row.name?.masked ?? null,
		source_name: row.sourceName,
		source_row: row.sourceRow,
		warnings: JSON.stringify(row.warnings ?? []),
		phone_fingerprint: row.phoneFingerprint,
		plate_fingerprint: row.plateFingerprint,
		category_name: row.categoryName ?? null,
	});
	return { event, decision, dropped };
}

/** Reserves the notice; its event, or null where the recipient has it already. */
function* reserve(
	{ key, retryOf, attempt }: NonNullable<Weighed['reserve']>,
	run: RunView,
	row: DecidedRow,
	notify: NonNullable<DecidedRow['notify']>,
): Steps<LedgerEvent | null> {
	return yield* insertNotice(
		{
			notice_key: key,
			campaign: run.campaign,
			duty: notify.duty,
			receipt_key: row.receiptKey,
			recipient_ordinal: row.recipientOrdinal,
			run_id: run.runId,
			channel: notify.channel,
			state: notify.channel === 'post' ? 'notSent' : 'reserved',
			reason_code: notify.channelReasonCode,
			reason: notify.channelReason,
			attempt,
			rule_id: row.ruleId,
			rule_version: row.ruleVersion,
			template_id: notify.template.id,
			template_version: notify.template.version,
			phone_fingerprint: row.phoneFingerprint,
			phone_masked: row.phone?.masked ?? null,
			name_masked: row.name?.masked ?? null,
			details: detailsOf(row, notify),
			sealed: JSON.stringify({
				name: row.name?.sealed ?? null,
				phone: row.phone?.sealed ?? null,
				address: row.address?.sealed ?? null,
				plate: row.plate?.sealed ?? null,
				text: notify.sealedText ?? null,
			}),
			plate_fingerprint: row.plateFingerprint,
			retry_of: retryOf,
			settled_at: null,
		},
		'notice.reserved',
		retryOf === null ? {} : { retryOf },
	);
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
	const doneOn = context.at.slice(0, 10);
	const settled = yield* all(
		`UPDATE task SET state = 'done', done_on = ?, done_by = '자동', note = ?
		 WHERE receipt_key = ? AND recipient_ordinal = ? AND kind = 'review' AND state = 'open' AND reason_code <> '${DELIVERED_AFTER_ALL}' RETURNING id`,
		doneOn,
		settledNote(runId),
		row.receiptKey,
		row.recipientOrdinal,
	);
	for (const task of settled) yield* recordTask(context, 'task.settled', text(task, 'id'), { doneOn, by: '자동' });
}

const settledNote = (runId: string) => `자료가 바로잡혀 ${runId} 회차에서 안내합니다.`;

/** Opens again what an interrupted preparation of the run has settled so: its notices are gone, and it reads anew. */
export function* reopenReviewTasks(context: LedgerContext, runId: string): Steps<void> {
	const reopened = yield* all(
		`UPDATE task SET state = 'open', done_on = NULL, done_by = NULL, note = NULL
		 WHERE kind = 'review' AND state = 'done' AND done_by = '자동' AND note = ? RETURNING id`,
		settledNote(runId),
	);
	for (const task of reopened) yield* recordTask(context, 'task.reopened', text(task, 'id'), {});
}

function* settleFormByLetter(receiptKey: string, mailedOn: string): Steps<void> {
	yield* all(
		`UPDATE form SET status = 'post', done_on = ?, basis = '기발송 우편 등록' WHERE receipt_key = ? AND status = 'open'`,
		mailedOn,
		receiptKey,
	);
}
