import { randomUUID } from 'node:crypto';

import type { IExecuteFunctions } from 'n8n-workflow';

import { ConflictError } from '../../../lib/errors';
import { reached } from '../../../lib/ledger/runs';
import type { NoticeView } from '../../../lib/ledger/lookup';
import type { Origin } from '../../../lib/ledger/types';
import { sendRun } from '../../../lib/sms/send-run';
import { type OpenLedger, ownerOf } from '../../shared/ledger';
import type { PersonalKeys } from '../../shared/personal-keys';
import { requireActiveGateway, withGateway } from '../../shared/sms';
import { toNodeError } from '../../shared/to-node-error';
import { type Entry, summaryOf } from './item-row';
import { sendPorts, sendSettings } from './send-ports';

/** What one call of sending single texts works with. */
export interface Call {
	ctx: IExecuteFunctions;
	open: OpenLedger;
	keys: PersonalKeys;
	/** Keeps these runs, which need nobody's approval, apart from those of flows with a trigger. */
	campaign: string;
	/** Today in business time. */
	day: string;
	origin: Origin;
	/** Korean name of the operation, for the record. */
	source: string;
	/** Title of long texts where the officer sets none. */
	subject: string;
	/** Input item whose settings hold. */
	item: number;
}

/** What was thrown in the place of a result. */
export class Faulty {
	constructor(readonly error: unknown) {}
}

export interface Sent {
	/** Empty where there was nothing to send. */
	runId: string;
	/** Korean; why not all is sent. */
	message: string | null;
}

/** Sends the entries as a run of their own, after what earlier calls left unsent. */
export async function trySending(call: Call, entries: readonly Entry[]): Promise<Sent | Faulty> {
	const toSend = entries.filter((entry) => entry.refusal === null && !entry.double);
	try {
		await finishEarlier(call);
		if (toSend.length === 0) return { runId: '', message: null };
		return await runOf(call, `${call.day}-${randomUUID()}`, toSend);
	} catch (error) {
		return new Faulty(error);
	}
}

/** What the ledger knows of an entry, whichever run it belongs to. */
export async function noticeOf({ open, campaign }: Call, { duty, row }: Entry): Promise<NoticeView | null> {
	return await open.ledger.noticeOf({ campaign, duty, receiptKey: row.receiptKey, recipientOrdinal: row.recipientOrdinal });
}

/** What earlier executions left unsent of this campaign's items. */
async function finishEarlier(call: Call): Promise<void> {
	const { ctx, open, campaign } = call;
	for (const { period } of await open.ledger.resumable(campaign)) {
		try {
			await runOf(call, period, []);
		} catch (error) {
			const { message } = toNodeError(ctx.getNode(), error);
			ctx.addExecutionHints({ message: `앞선 실행에서 남은 문자를 보내지 못하였습니다: ${message}`, location: 'outputPane' });
		}
	}
}

/**
 * Takes a run from where it stands to its end: prepared with the entries (an interrupted preparation is given up, its
 * items are free again), approved, sent, closed.
 */
async function runOf(call: Call, period: string, entries: readonly Entry[]): Promise<Sent> {
	const { ctx, open, keys, campaign, day, origin, source } = call;
	const { ledger } = open;
	const owner = ownerOf(ctx);
	const lease = await ledger.takeRun({ campaign, period, from: day, to: day }, owner, origin);
	if (!lease) return { runId: '', message: '다른 실행이 처리하고 있습니다.' };
	const { runId } = lease;
	try {
		const rows = entries.map((entry) => entry.row);
		const { run, holds } = await ledger.prepare(lease, { rows, summary: summaryOf(rows, day, source), startDate: '2000-01-01', approval: null, origin });
		if (holds[0]) throw new ConflictError('itemsHeld', holds[0].message, '항목을 확인하고 다시 실행하시기 바랍니다.');
		if (!reached(run.stage, 'approved')) await ledger.approve(runId, { kind: 'policy', name: source }, origin);
		const processor = await requireActiveGateway(ctx, call.item, open);
		const settings = sendSettings(ctx, call.item, call.subject);
		const { message } = await withGateway(ctx, call.item, open.environment, settings.subject, async (gateway) =>
			await sendRun(await sendPorts(ctx, open, gateway, keys, settings, { runId, origin, processor }), { runId, owner, origin, batchSize: settings.batchSize }),
		);
		return { runId, message };
	} finally {
		await closeOrFree(call, runId);
	}
}

/** A run with something left is free for the next execution at once. Nobody would come back for scheduled texts alone. */
async function closeOrFree({ ctx, open: { ledger }, origin }: Call, runId: string): Promise<void> {
	const lease = await ledger.lease(runId, ownerOf(ctx));
	if (lease && !(await ledger.close(lease, origin, true)).closed) await ledger.release(lease);
}
