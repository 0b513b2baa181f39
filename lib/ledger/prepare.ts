import { ConflictError } from '../errors';
import type { DecidedRow } from '../exemption/decision';
import type { SourceSummary } from '../revenue/receipt';
import { requireCampaign } from './campaigns';
import { appendEvents, type LedgerEvent } from './chain';
import { noticeKey } from './identity';
import { type LedgerContext, getRun, reached, requireFence, setStage } from './runs';
import type { Steps } from './steps';
import { all, change, first, int, text } from './steps';
import type { Hold, Origin, RunLease, RunView } from './types';

export interface PrepareInput {
	rows: readonly DecidedRow[];
	summary: SourceSummary;
	/** 안내 시작일, `YYYY-MM-DD`. */
	startDate: string;
	/** Notices above which a person must approve; null where no number is unusual. */
	volumeLimit: number | null;
	origin: Origin;
}

/** Hold reasons that the read itself shows: control total, a file seen before, rows lost on the canvas. */
export function* findHolds(lease: RunLease, run: RunView, input: PrepareInput): Steps<Hold[]> {
	const { rows, summary } = input;
	const holds = run.holds.filter((hold) => hold.code === 'approvalRejected');
	if (summary.controlTotal && !summary.matches) {
		const { controlTotal, read } = summary;
		holds.push({
			code: 'controlTotal',
			message:
				`원천 건수와 읽은 건수가 다릅니다(원천 ${controlTotal.count}건·감면액 ${controlTotal.reliefSum}원, ` +
				`읽음 ${read.count}건·감면액 ${read.reliefSum}원). 한 건도 발송하지 않았습니다.`,
		});
	}
	for (const [index, hash] of summary.fileHashes.entries()) {
		const seen = yield* first(
			'SELECT run_id, name, at FROM source_seen WHERE campaign = ? AND hash = ? AND run_id <> ?',
			run.campaign,
			hash,
			lease.runId,
		);
		if (!seen) continue;
		holds.push({
			code: 'fileSeen',
			message:
				`파일 '${summary.sourceNames[index] ?? ''}'은(는) ${text(seen, 'at').slice(0, 10)}에 이미 처리한 파일` +
				`('${text(seen, 'name')}')과 내용이 같습니다. 한 건도 발송하지 않았습니다.`,
		});
	}
	const receipts = new Set(rows.map((row) => row.receiptKey)).size;
	if (receipts !== summary.read.count) {
		holds.push({
			code: 'rowsMissing',
			message:
				`읽은 접수는 ${summary.read.count}건인데 판정을 거쳐 들어온 접수는 ${receipts}건입니다. ` +
				'캔버스에서 안내·제외·확인 필요 세 갈래가 모두 연결되어 있는지, 중간에 걸러 낸 항목이 없는지 확인하시기 바랍니다.',
		});
	}
	const contradictory = findContradictions(rows);
	if (contradictory.length > 0) {
		holds.push({
			code: 'rowsContradict',
			message:
				`같은 수신자에 대한 판정이 서로 다릅니다(접수번호 ${contradictory.slice(0, 5).join(', ')} 등 ${contradictory.length}건). ` +
				'캔버스에서 선별 노드를 두 번 거치거나 서로 다른 선별 결과를 합치지 않았는지 확인하시기 바랍니다.',
		});
	}
	return holds;
}

/** Receipts with a recipient that came twice with different answers. */
function findContradictions(rows: readonly DecidedRow[]): string[] {
	const answers = new Map<string, string>();
	const found = new Set<string>();
	for (const { receiptKey, recipientOrdinal, decision, notify } of rows) {
		const recipient = `${receiptKey}#${recipientOrdinal}`;
		const answer = `${decision}/${notify?.duty ?? ''}/${notify?.channel ?? ''}`;
		if ((answers.get(recipient) ?? answer) !== answer) found.add(receiptKey);
		answers.set(recipient, answer);
	}
	return [...found];
}

const HOLD_RETRY_MS = 60 * 60_000;

/**
 * Begins to prepare a run: checks the read and clears what an interrupted preparation left (nothing of it was sent).
 * Returns the holds; with holds the run stays as it was and is looked at again in an hour.
 */
export function* beginPrepare(context: LedgerContext, lease: RunLease, input: PrepareInput): Steps<Hold[]> {
	yield* requireFence(lease);
	const run = yield* getRun(lease.runId);
	if (reached(run.stage, 'prepared')) {
		throw new ConflictError('alreadyPrepared', '이미 준비가 끝난 회차입니다.', '조치할 것이 없습니다.');
	}
	yield* requireCampaign(context, run.campaign, input.startDate);
	const holds = yield* findHolds(lease, run, input);
	yield* all(
		'UPDATE run SET holds = ?, hold_until = ?, summary = ? WHERE id = ?',
		JSON.stringify(holds),
		holds.length > 0 && !holds.some((hold) => hold.code === 'approvalRejected') ? context.nowMs + HOLD_RETRY_MS : null,
		JSON.stringify(input.summary),
		lease.runId,
	);
	if (holds.length > 0) {
		yield* appendEvents(context.keys.chain, context.at, [
			{ kind: 'run.held', runId: lease.runId, payload: { holds: holds.map((hold) => hold.code) } },
		]);
		return holds;
	}
	yield* all('DELETE FROM decision WHERE run_id = ?', lease.runId);
	yield* all(`DELETE FROM notice WHERE run_id = ? AND attempt = 0`, lease.runId);
	yield* setStage(context, lease, 'preparing', { kind: 'run.preparing', payload: { origin: input.origin } });
	return [];
}

/** Writes decisions and reserves notices for a part of the rows, under the fence. */
export function* prepareRows(
	context: LedgerContext,
	lease: RunLease,
	run: RunView,
	startDate: string,
	rows: readonly DecidedRow[],
): Steps<void> {
	yield* requireFence(lease);
	const events: LedgerEvent[] = [];
	for (const row of rows) {
		const event = yield* prepareRow(context, lease, run, startDate, row);
		if (event) events.push(event);
	}
	yield* appendEvents(context.keys.chain, context.at, events);
}

interface Overruled {
	reasonCode: string;
	reason: string;
}

function* prepareRow(
	context: LedgerContext,
	lease: RunLease,
	run: RunView,
	startDate: string,
	row: DecidedRow,
): Steps<LedgerEvent | null> {
	const notify = row.notify;
	let overruled: Overruled | null = null;
	let event: LedgerEvent | null = null;
	if (row.decision === 'notify' && notify) {
		const key = noticeKey(context.keys, {
			campaign: run.campaign,
			duty: notify.duty,
			receiptKey: row.receiptKey,
			recipientOrdinal: row.recipientOrdinal,
		});
		const earlier = yield* first(
			'SELECT run_id, campaign FROM notice WHERE notice_key = ? AND run_id <> ?',
			key,
			lease.runId,
		);
		if (row.receivedOn < startDate) {
			overruled = { reasonCode: 'beforeStart', reason: `안내 시작일(${startDate}) 전에 접수된 건입니다.` };
		} else if (earlier) {
			const period = text(earlier, 'run_id').slice(run.campaign.length + 1);
			overruled = { reasonCode: 'alreadyNotified', reason: `${period} 회차에서 이미 안내한 건입니다.` };
		} else {
			yield* reserve(key, lease, run, row, notify);
			event = {
				kind: 'notice.reserved',
				runId: lease.runId,
				subject: key,
				payload: {
					receiptKey: row.receiptKey,
					recipientOrdinal: row.recipientOrdinal,
					ruleId: row.ruleId,
					ruleVersion: row.ruleVersion,
					templateVersion: notify.template.version,
					channel: notify.channel,
				},
			};
		}
	}
	yield* all(
		`INSERT INTO decision (run_id, receipt_key, recipient_ordinal, decision, reason_code, reason, rule_id, rule_version,
			category, legal_basis, received_on, name_masked, source_name, source_row)
		 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		 ON CONFLICT (run_id, receipt_key, recipient_ordinal) DO NOTHING`,
		lease.runId,
		row.receiptKey,
		row.recipientOrdinal,
		overruled ? 'exclude' : row.decision,
		overruled?.reasonCode ?? row.reasonCode,
		overruled?.reason ?? row.reason,
		row.ruleId,
		row.ruleVersion,
		row.category,
		row.legalBasis,
		row.receivedOn,
		row.name?.masked ?? null,
		row.sourceName,
		row.sourceRow,
	);
	return event;
}

function* reserve(
	key: string,
	lease: RunLease,
	run: RunView,
	row: DecidedRow,
	notify: NonNullable<DecidedRow['notify']>,
): Steps<void> {
	yield* all(
		'INSERT INTO template (version, id, body) VALUES (?, ?, ?) ON CONFLICT (version) DO NOTHING',
		notify.template.version,
		notify.template.id,
		notify.template.text,
	);
	const post = notify.channel === 'post';
	yield* all(
		`INSERT INTO notice (notice_key, campaign, duty, receipt_key, recipient_ordinal, run_id, channel, state, reason_code, reason,
			attempt, rule_id, rule_version, template_id, template_version, phone_fingerprint, phone_masked, name_masked, details, sealed)
		 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (notice_key) DO NOTHING`,
		key,
		run.campaign,
		notify.duty,
		row.receiptKey,
		row.recipientOrdinal,
		lease.runId,
		notify.channel,
		post ? 'notSent' : 'reserved',
		notify.channelReasonCode,
		notify.channelReason,
		row.ruleId,
		row.ruleVersion,
		notify.template.id,
		notify.template.version,
		row.phoneFingerprint,
		row.phone?.masked ?? null,
		row.name?.masked ?? null,
		JSON.stringify({
			values: notify.values,
			category: row.category,
			legalBasis: notify.legalBasis,
			receivingOffice: row.receivingOffice,
			receiptNo: row.receiptNo,
			receivedOn: row.receivedOn,
			registeredOn: row.registeredOn,
			acquiredOn: row.acquiredOn,
			keepUntil: notify.keepUntil,
			cautionUntil: notify.cautionUntil,
			recipientRole: row.recipientRole,
		}),
		JSON.stringify({
			name: row.name?.sealed ?? null,
			phone: row.phone?.sealed ?? null,
			address: row.address?.sealed ?? null,
			plate: row.plate?.sealed ?? null,
			text: notify.sealedText ?? null,
		}),
	);
}

/** Ends the preparation: remembers the files, weighs the volume, marks the run prepared. */
export function* finishPrepare(context: LedgerContext, lease: RunLease, input: PrepareInput): Steps<RunView> {
	yield* requireFence(lease);
	const run = yield* getRun(lease.runId);
	for (const [index, hash] of input.summary.fileHashes.entries()) {
		yield* change(
			`INSERT INTO source_seen (campaign, hash, run_id, name, at) VALUES (?, ?, ?, ?, ?)
			 ON CONFLICT (campaign, hash) DO UPDATE SET run_id = excluded.run_id`,
			run.campaign,
			hash,
			lease.runId,
			input.summary.sourceNames[index] ?? '',
			context.at,
		);
	}
	const due = int((yield* first('SELECT COUNT(*) AS n FROM notice WHERE run_id = ?', lease.runId)) ?? {}, 'n');
	const usual = yield* usualVolume(run.campaign, input.volumeLimit);
	const reasons =
		due > usual ? [`안내 대상이 ${due}건으로 평소(${usual}건 이하)보다 많아 담당자 승인이 필요합니다.`] : [];
	yield* all('UPDATE run SET approval_reasons = ? WHERE id = ?', JSON.stringify(reasons), lease.runId);
	yield* setStage(context, lease, 'prepared', { kind: 'run.prepared', payload: { due, approvalReasons: reasons.length } });
	return yield* getRun(lease.runId);
}

/** The smaller of the limit and three times the median of the last closed runs (with at least four of them). */
function* usualVolume(campaign: string, limit: number | null): Steps<number> {
	if (limit === null) return Infinity;
	const rows = yield* all(
		`SELECT (SELECT COUNT(*) FROM notice WHERE notice.run_id = run.id) AS n
		 FROM run WHERE campaign = ? AND stage = 'closed' ORDER BY closed_at DESC LIMIT 12`,
		campaign,
	);
	const counts = rows.map((row) => int(row, 'n')).sort((a, b) => a - b);
	const median = counts[Math.floor(counts.length / 2)] ?? 0;
	return counts.length < 4 || median === 0 ? limit : Math.min(limit, median * 3);
}
