import type { NoticeTemplate } from '../exemption/decision';
import { ConflictError, ValidationError } from '../errors';
import { appendEvents } from './chain';
import { insertDecision, insertNotice, recordDecided } from './decided-rows';
import { rememberTemplate } from './evidence';
import { noticeKey } from './identity';
import { type LedgerContext, getRun, reached, requireFence, setStage } from './runs';
import type { Row, Steps } from './steps';
import { all, first, int, text, textOrNull } from './steps';
import { recordTask } from './tasks';
import type { Origin, RunLease, RunView } from './types';
import { CORRECTION_RULE, POSTED_ON, SINGLE_TEXT_RULE } from './told';
import { dayOf, TEXT_OUT } from './words';

export interface CorrectionInput {
	receiptKey: string;
	template: NoticeTemplate;
	/** Plain values of the text; `안내일` is filled from the notice that is corrected. */
	values: Record<string, string>;
	/** Why people are told again; kept in the event. */
	reason: string;
	/** Staff member. */
	by: string;
	origin: Origin;
}

const APPROVAL = '정정 안내는 언제나 담당자 승인이 필요합니다.';

/**
 * Prepares a correction (정정 안내) about one receipt under a leased run of the correction campaign: everybody who was told
 * by text is told again, by the sealed number and plate of the notice itself; who was due by post stays by post. Always
 * needs a person's approval. A run prepared already is returned as it is.
 * Throws `nothingTold` where nobody was told, `contactsPurged` where the sealed contacts are gone.
 */
export function* prepareCorrection(context: LedgerContext, lease: RunLease, input: CorrectionInput): Steps<RunView> {
	yield* requireFence(lease);
	const run = yield* getRun(lease.runId);
	if (reached(run.stage, 'prepared')) return run;
	const told = yield* requireTold(input.receiptKey, run.runId);
	const { template } = input;
	yield* appendEvents(context.keys.chain, context.at, yield* rememberTemplate(template));
	for (const row of told) yield* reserveCorrection(context, run, row, input);
	yield* all(
		'UPDATE run SET summary = ?, approval_reasons = ?, rule_version = ?, template_versions = ? WHERE id = ?',
		JSON.stringify({
			sourceKind: 'rest',
			sourceNames: ['정정 안내'],
			periodFrom: run.periodFrom,
			periodTo: run.periodTo,
			controlTotal: null,
			read: { count: 1, reliefSum: 0 },
			matches: true,
			fileHashes: [],
			contentHash: null,
			mappingVersion: '',
			problems: [],
		}),
		JSON.stringify([APPROVAL]),
		CORRECTION_RULE,
		JSON.stringify([template.version]),
		lease.runId,
	);
	yield* setStage(context, lease, 'prepared', {
		kind: 'correction.prepared',
		payload: { receiptKey: input.receiptKey, reason: input.reason, by: input.by, recipients: told.length, origin: input.origin },
	});
	return yield* getRun(lease.runId);
}

/** The last notice of each recipient of the receipt that was told or is told by post; throws as `prepareCorrection` does. */
export function* requireTold(receiptKey: string, runId = ''): Steps<Row[]> {
	const rows = yield* all(
		`SELECT n.*, ${POSTED_ON} AS posted_on FROM notice n WHERE receipt_key = ? AND run_id <> ? AND rule_id <> '${SINGLE_TEXT_RULE}' AND reason_code IS DISTINCT FROM 'mailedBefore'
			AND (channel = 'post' OR state IN ('submitting', 'accepted', 'delivered', 'unknown') OR ${POSTED_ON} IS NOT NULL)
		 ORDER BY recipient_ordinal, COALESCE(submitted_at, '') DESC`,
		receiptKey,
		runId,
	);
	if (rows.length === 0) throw nothingTold(receiptKey);
	const latest = new Map<number, Row>();
	for (const row of rows) if (!latest.has(int(row, 'recipient_ordinal'))) latest.set(int(row, 'recipient_ordinal'), row);
	if ([...latest.values()].some((row) => row.sealed === null)) {
		throw new ConflictError(
			'contactsPurged',
			'보존기간이 지나 연락처를 파기한 건이어서 정정 안내를 보낼 수 없습니다.',
			'감면 원자료에서 주소를 확인하여 우편으로 안내하시기 바랍니다.',
		);
	}
	return [...latest.values()];
}

function* reserveCorrection(context: LedgerContext, run: RunView, told: Row, input: CorrectionInput): Steps<void> {
	const ordinal = int(told, 'recipient_ordinal');
	const post = text(told, 'channel') === 'post' || !TEXT_OUT.has(text(told, 'state'));
	const details = JSON.parse(text(told, 'details')) as Record<string, unknown>;
	const values = { ...input.values, 안내일: dayOf((post ? textOrNull(told, 'posted_on') : null) ?? textOrNull(told, 'submitted_at')) };
	const duty = `correction/${run.period}`;
	const reserved = yield* insertNotice(
		{
			notice_key: noticeKey(context.keys, { campaign: run.campaign, duty, receiptKey: input.receiptKey, recipientOrdinal: ordinal }),
			campaign: run.campaign,
			duty,
			receipt_key: input.receiptKey,
			recipient_ordinal: ordinal,
			run_id: run.runId,
			channel: post ? 'post' : 'text',
			state: post ? 'notSent' : 'reserved',
			reason_code: post ? 'toldByPost' : null,
			reason: post ? '처음 안내를 우편으로 한 수신자이므로 정정 안내도 우편으로 합니다.' : null,
			attempt: 0,
			rule_id: CORRECTION_RULE,
			rule_version: input.template.version,
			template_id: input.template.id,
			template_version: input.template.version,
			phone_fingerprint: textOrNull(told, 'phone_fingerprint'),
			phone_masked: textOrNull(told, 'phone_masked'),
			name_masked: textOrNull(told, 'name_masked'),
			details: JSON.stringify({ ...details, values }),
			sealed: text(told, 'sealed'),
			plate_fingerprint: textOrNull(told, 'plate_fingerprint'),
			retry_of: null,
			settled_at: null,
		},
		'notice.reserved',
		{ corrects: text(told, 'notice_key') },
	);
	const decision = yield* insertDecision({
		run_id: run.runId,
		receipt_key: input.receiptKey,
		recipient_ordinal: ordinal,
		decision: 'notify',
		reason_code: 'correction',
		reason: `정정 사유: ${input.reason}`,
		rule_id: CORRECTION_RULE,
		rule_version: input.template.version,
		category: String(details.category ?? 'unknown'),
		legal_basis: typeof details.legalBasis === 'string' ? details.legalBasis : null,
		received_on: String(details.receivedOn ?? run.periodFrom),
		name_masked: textOrNull(told, 'name_masked'),
		source_name: '정정 안내',
		source_row: 1,
		warnings: '[]',
		phone_fingerprint: null,
		plate_fingerprint: null,
		category_name: null,
	});
	if (reserved) yield* appendEvents(context.keys.chain, context.at, [reserved]);
	if (decision) yield* recordDecided(context, run.runId, [decision], [], []);
}

/** Correction tasks of the receipts that a closing run has told again are done. */
export function* settleCorrected(context: LedgerContext, run: RunView): Steps<void> {
	const corrected = yield* first(`SELECT 1 AS found FROM notice WHERE run_id = ? AND rule_id = 'correction' LIMIT 1`, run.runId);
	if (!corrected) return;
	const [doneOn, by] = [context.at.slice(0, 10), run.approvedBy ?? ''];
	const settled = yield* all(
		`UPDATE task SET state = 'done', done_on = ?, done_by = ?, note = ?
		 WHERE kind = 'correction' AND state = 'open'
			AND receipt_key IN (SELECT receipt_key FROM notice WHERE run_id = ? AND rule_id = 'correction') RETURNING id`,
		doneOn,
		by,
		`정정 안내(${run.runId})`,
		run.runId,
	);
	for (const task of settled) yield* recordTask(context, 'task.settled', text(task, 'id'), { doneOn, by });
}

const nothingTold = (receiptKey: string) =>
	new ValidationError(
		'nothingTold',
		`접수 '${receiptKey}'에 대하여 안내한 기록이 없어 정정할 것이 없습니다.`,
		"접수 식별 번호(기관 코드-연도-번호)를 확인하시기 바랍니다. '확인 필요' 목록이나 보고서에서 그대로 옮겨 적을 수 있습니다.",
	);
