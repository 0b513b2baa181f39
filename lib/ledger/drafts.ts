import { createHmac } from 'node:crypto';

import { addDays, assertDay } from '../calendar/day';
import { ConflictError, ValidationError } from '../errors';
import { appendEvents } from './chain';
import { requireWords } from './entries';
import { sealed } from './row-seal';
import type { LedgerContext } from './runs';
import type { Row, Steps } from './steps';
import { all, change, first, int, intOrNull, text, textOrNull } from './steps';
import type { Origin } from './types';

/** How a text was made; nothing readable of it. Milliseconds and tokens are of this text alone. */
export interface DraftMaking {
	profileVersion: string;
	promptVersion: string;
	model: string;
	/** How the model was asked: `json_schema`, `json_object`, `text`. */
	modelMode: string;
	/** Ids of the past documents shown to the model. */
	exemplarIds: readonly string[];
	/** How many findings of each severity are left. */
	findings: Readonly<Record<'error' | 'warning' | 'info', number>>;
	/** Statements that no fact holds, open slots included. */
	untraced: number;
	/** Repair rounds. */
	rounds: number;
	/** Calls of the model. */
	calls: number;
	/** Null where the model does not tell. */
	promptTokens: number | null;
	completionTokens: number | null;
	/** From the facts to the text. */
	draftedMs: number;
	/** Of that, the model's part. */
	modelMs: number;
	/** The document as it stands, to be hashed under the ledger's key; not kept. */
	output: string;
}

/** A draft to be recorded. */
export interface DraftToRecord extends DraftMaking {
	draftId: string;
	/** Id of the document type. */
	type: string;
	/** What was entered, to be hashed under the ledger's key; not kept. */
	input: string;
	/** ISO text in Korean time: when the facts were handed over. */
	startedAt: string;
	origin: Origin;
}

/** A changed text of a draft. */
export interface RevisionToRecord extends DraftMaking {
	draftId: string;
	origin: Origin;
}

export interface DraftApproval {
	draftId: string;
	/** Who signed, office and name. */
	by: string;
	/** Time that people spent from the facts to the accepted text; null where nobody measured it. */
	personSeconds: number | null;
	/** The document as approved, to be hashed. */
	output: string;
	origin: Origin;
}

export type RecordedDraftState = 'draft' | 'approved' | 'destroyed';

/** A document's record (초안 작성 기록). Sums are over all its editions, the rest is of the last one. */
export interface DraftRecordView extends Omit<DraftMaking, 'output'> {
	draftId: string;
	type: string;
	edition: number;
	state: RecordedDraftState;
	inputHash: string;
	outputHash: string;
	startedAt: string;
	approvedAt: string | null;
	approvedBy: string | null;
	personSeconds: number | null;
	workflowId: string | null;
	executionId: string | null;
	/** When the document's folder was destroyed. */
	destroyedAt: string | null;
}

/**
 * Records a first draft. The same again changes nothing.
 * @throws ConflictError `draftRecorded` where another draft has this number; ValidationError `draftRecord`, `entryEmpty`
 */
export function* recordDraft(context: LedgerContext, draft: DraftToRecord): Steps<DraftRecordView> {
	for (const [label, value] of [['초안 번호', draft.draftId], ['문서 유형', draft.type], ['시작 시각', draft.startedAt]] as const) requireWords(value, label);
	const inputHash = hashOf(context, 'input', draft.input);
	const known = yield* findDraft(draft.draftId);
	if (known) {
		if (known.inputHash === inputHash && known.outputHash === hashOf(context, 'output', draft.output)) return known;
		throw new ConflictError('draftRecorded', `초안 번호 ${shown(draft.draftId)}이(가) 대장에 이미 있습니다.`, '새 번호로 다시 작성하시기 바랍니다.');
	}
	const making = columnsOf(context, draft);
	yield* all(
		`INSERT INTO draft (draft_id, type, edition, state, input_hash, started_at, workflow_id, execution_id, ${Object.keys(making).join(', ')})
		 VALUES (?, ?, 1, 'draft', ?, ?, ?, ?, ${Object.keys(making).map(() => '?').join(', ')})`,
		draft.draftId,
		draft.type,
		inputHash,
		draft.startedAt,
		draft.origin.workflowId ?? null,
		draft.origin.executionId ?? null,
		...Object.values(making),
	);
	const { type, startedAt, origin } = draft;
	yield* append(context, 'draft.recorded', draft.draftId, { type, startedAt, inputHash, ...making, origin });
	return yield* getDraft(draft.draftId);
}

/**
 * Records a changed text as the next edition: calls, rounds, tokens and times are added to what was.
 * @throws ValidationError `draftRecordMissing`, `draftRecord`; ConflictError `draftClosed` where the document is approved or destroyed
 */
export function* recordRevision(context: LedgerContext, revision: RevisionToRecord): Steps<DraftRecordView> {
	const before = yield* getDraft(revision.draftId);
	if (before.state !== 'draft') throw closed(before);
	const made = columnsOf(context, revision);
	const making = {
		...made,
		rounds: before.rounds + made.rounds,
		calls: before.calls + made.calls,
		prompt_tokens: sum(before.promptTokens, made.prompt_tokens),
		completion_tokens: sum(before.completionTokens, made.completion_tokens),
		drafted_ms: before.draftedMs + made.drafted_ms,
		model_ms: before.modelMs + made.model_ms,
	};
	const edition = before.edition + 1;
	yield* all(
		`UPDATE draft SET edition = ?, ${Object.keys(making).map((column) => `${column} = ?`).join(', ')} WHERE draft_id = ?`,
		edition,
		...Object.values(making),
		revision.draftId,
	);
	yield* append(context, 'draft.revised', revision.draftId, { type: before.type, edition, ...made, origin: revision.origin });
	return yield* getDraft(revision.draftId);
}

/**
 * Records that a person approved the document; approving again changes nothing.
 * @throws ValidationError `draftRecordMissing`, `draftRecord`, `entryEmpty`; ConflictError `draftClosed` where it is destroyed
 */
export function* approveDraft(context: LedgerContext, approval: DraftApproval): Steps<DraftRecordView> {
	requireWords(approval.by, '확정한 사람');
	const before = yield* getDraft(approval.draftId);
	if (before.state === 'approved') return before;
	if (before.state === 'destroyed') throw closed(before);
	const personSeconds = approval.personSeconds === null ? null : countOf(approval.personSeconds, '소요 시간');
	const outputHash = hashOf(context, 'output', approval.output);
	const by = approval.by.trim();
	yield* all(
		`UPDATE draft SET state = 'approved', approved_at = ?, approved_by = ?, person_seconds = ?, output_hash = ? WHERE draft_id = ?`,
		context.at,
		by,
		personSeconds,
		outputHash,
		approval.draftId,
	);
	yield* append(context, 'draft.approved', approval.draftId, { type: before.type, edition: before.edition, by, personSeconds, outputHash, origin: approval.origin });
	return yield* getDraft(approval.draftId);
}

/** Records that the documents' folders were destroyed; unknown and repeated numbers are passed over. Returns how many were new. */
export function* recordDestroyed(context: LedgerContext, draftIds: readonly string[], origin: Origin): Steps<number> {
	const destroyed: string[] = [];
	for (const draftId of draftIds) {
		const changed = yield* change(`UPDATE draft SET state = 'destroyed', destroyed_at = ? WHERE draft_id = ? AND state <> 'destroyed'`, context.at, draftId);
		if (changed > 0) destroyed.push(draftId);
	}
	for (const draftId of destroyed) yield* append(context, 'draft.destroyed', draftId, { origin });
	return destroyed.length;
}

/** Records of drafts begun from one day to another, both included, by number after `after`; at most `limit`. */
export function* draftsBetween(fromDay: string, toDay: string, limit: number, after = ''): Steps<DraftRecordView[]> {
	assertDay(fromDay, '시작일');
	assertDay(toDay, '종료일');
	const rows = yield* all(
		`SELECT * FROM draft WHERE started_at >= ? AND started_at < ? AND draft_id > ? ORDER BY draft_id LIMIT ?`,
		fromDay,
		addDays(toDay, 1),
		after,
		limit,
	);
	return rows.map(toView);
}

/** The record of a draft; null where there is none. */
export function* findDraft(draftId: string): Steps<DraftRecordView | null> {
	const row = yield* first('SELECT * FROM draft WHERE draft_id = ?', draftId);
	return row ? toView(row) : null;
}

function* getDraft(draftId: string): Steps<DraftRecordView> {
	const found = yield* findDraft(draftId);
	if (found) return found;
	throw new ValidationError('draftRecordMissing', `대장에 초안 ${shown(draftId)}의 기록이 없습니다.`, "초안을 만들 때 나온 번호와 '발송 대장' 자격 증명을 확인하시기 바랍니다.");
}

function* append(context: LedgerContext, kind: string, subject: string, payload: Record<string, unknown>): Steps<void> {
	yield* appendEvents(context.keys.chain, context.at, [{ kind, subject, payload: { ...payload, ...(yield* sealed('draft', { draft_id: subject })) } }]);
}

/** Keyed, so that nobody can find out by trying what a document said. */
function hashOf(context: LedgerContext, what: 'input' | 'output', value: string): string {
	return createHmac('sha256', context.keys.identity).update(JSON.stringify([`draft-${what}`, value])).digest('base64url');
}

function columnsOf(context: LedgerContext, making: DraftMaking) {
	const { error, warning, info } = making.findings;
	return {
		output_hash: hashOf(context, 'output', making.output),
		profile_version: making.profileVersion,
		prompt_version: making.promptVersion,
		model: making.model.slice(0, 200),
		model_mode: making.modelMode,
		exemplar_ids: JSON.stringify(making.exemplarIds),
		findings: JSON.stringify({ error: countOf(error, '점검 결과'), warning: countOf(warning, '점검 결과'), info: countOf(info, '점검 결과') }),
		untraced: countOf(making.untraced, '확인 필요'),
		rounds: countOf(making.rounds, '보완 횟수'),
		calls: countOf(making.calls, '모형 호출'),
		prompt_tokens: making.promptTokens === null ? null : countOf(making.promptTokens, '입력 토큰'),
		completion_tokens: making.completionTokens === null ? null : countOf(making.completionTokens, '출력 토큰'),
		drafted_ms: countOf(making.draftedMs, '작성 시간'),
		model_ms: countOf(making.modelMs, '모형 시간'),
	};
}

function countOf(value: number, label: string): number {
	const whole = Math.round(value);
	if (Number.isSafeInteger(whole) && whole >= 0) return whole;
	throw new ValidationError('draftRecord', `초안 작성 기록의 '${label}' 값이 올바르지 않습니다.`, '0 이상의 수인지 확인하시기 바랍니다.');
}

const sum = (before: number | null, now: number | null) => (before === null && now === null ? null : (before ?? 0) + (now ?? 0));

/** A number as entered, short enough for a message. */
const shown = (draftId: string) => `'${draftId.slice(0, 40)}'`;

const closed = ({ draftId, state }: DraftRecordView) =>
	new ConflictError('draftClosed', `초안 ${shown(draftId)}은(는) 이미 ${state === 'approved' ? '확정' : '파기'}되어 더 기록할 수 없습니다.`, '고치려면 같은 입력으로 새 초안을 작성하시기 바랍니다.');

function toView(row: Row): DraftRecordView {
	return {
		draftId: text(row, 'draft_id'),
		type: text(row, 'type'),
		edition: int(row, 'edition'),
		state: text(row, 'state') as RecordedDraftState,
		profileVersion: text(row, 'profile_version'),
		promptVersion: text(row, 'prompt_version'),
		model: text(row, 'model'),
		modelMode: text(row, 'model_mode'),
		inputHash: text(row, 'input_hash'),
		outputHash: text(row, 'output_hash'),
		exemplarIds: JSON.parse(text(row, 'exemplar_ids')) as string[],
		findings: JSON.parse(text(row, 'findings')) as DraftRecordView['findings'],
		untraced: int(row, 'untraced'),
		rounds: int(row, 'rounds'),
		calls: int(row, 'calls'),
		promptTokens: intOrNull(row, 'prompt_tokens'),
		completionTokens: intOrNull(row, 'completion_tokens'),
		draftedMs: int(row, 'drafted_ms'),
		modelMs: int(row, 'model_ms'),
		startedAt: text(row, 'started_at'),
		approvedAt: textOrNull(row, 'approved_at'),
		approvedBy: textOrNull(row, 'approved_by'),
		personSeconds: intOrNull(row, 'person_seconds'),
		workflowId: textOrNull(row, 'workflow_id'),
		executionId: textOrNull(row, 'execution_id'),
		destroyedAt: textOrNull(row, 'destroyed_at'),
	};
}
