import type { DecidedRow } from '../exemption/decision';
import { appendEvents, type LedgerEvent } from './chain';
import { noticeKey } from './identity';
import { type LedgerContext, requireFence } from './runs';
import type { Steps } from './steps';
import { all, first, text } from './steps';
import type { RunLease, RunView } from './types';

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
