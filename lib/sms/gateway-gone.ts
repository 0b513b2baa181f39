import { koreanTime } from '../calendar/day';
import type { BatchView } from '../ledger/batches';
import type { Ledger } from '../ledger/ledger';
import type { NoticeOutcome } from '../ledger/settle';
import type { Origin, RunLease } from '../ledger/types';

/** So long after a batch may have gone out it is left to a person, in ms: the gateway may be out of reach for a day only. */
export const GONE_AFTER_MS = 24 * 3_600_000;

/** Whose batches a person takes over, and on what that rests. */
export interface GoneGateway {
	/** Its id in the ledger. */
	gateway: string;
	/** Its name in Korean. */
	name: string;
	/** As batches name it; empty for every account at that gateway. */
	account: string;
	by: string;
	basis: string;
	origin: Origin;
}

export interface GoneReport {
	/** Texts that are now in doubt, for a person to find out about. */
	handedTexts: number;
	handedBatches: number;
	/** Batches whose texts may have gone out less than a day ago. */
	tooEarlyBatches: number;
	/** Unfinished batches of other gateways and accounts, left alone. */
	otherBatches: number;
}

/**
 * Leaves the unfinished batches of a gateway that cannot be asked any more (contract ended, account closed) to a person:
 * their texts come to stand among the doubts, with the gateway's ids and the times, and are never sent again of
 * themselves, also where the ledger knows of no order to send. A day must have passed since they may have gone out.
 */
export async function leaveGoneGateway(ledger: Ledger, lease: RunLease, gone: GoneGateway): Promise<GoneReport> {
	const report: GoneReport = { handedTexts: 0, handedBatches: 0, tooEarlyBatches: 0, otherBatches: 0 };
	for (const batch of await ledger.takeOverBatches(lease)) {
		if (batch.gateway !== gone.gateway || (gone.account !== '' && batch.account !== gone.account)) report.otherBatches += 1;
		else if (!isOver(ledger, batch)) report.tooEarlyBatches += 1;
		else {
			report.handedTexts += await leave(ledger, batch, gone);
			report.handedBatches += 1;
		}
	}
	return report;
}

/** Before `sending` the worker that held the batch is shut out by its fence, so there is nothing to wait for. */
function isOver(ledger: Ledger, { step, sendingMs, scheduledAt }: BatchView): boolean {
	if (step !== 'sending') return true;
	if (ledger.nowMs() < (sendingMs ?? 0) + GONE_AFTER_MS) return false;
	return scheduledAt === null || koreanTime(ledger.now()).toMillis() >= Date.parse(scheduledAt) + GONE_AFTER_MS;
}

async function leave(ledger: Ledger, batch: BatchView, { name, by, basis, origin }: GoneGateway): Promise<number> {
	const reason =
		batch.step === 'sending'
			? `발송을 요청하였으나 문자중계사업자(${name})에 더 접속할 수 없어 발송 여부를 확인하지 못하였습니다. 중계사에 문의한 뒤 처리하시기 바랍니다.`
			: `발송을 요청한 기록이 없으나 문자중계사업자(${name})에 더 접속할 수 없어 확인하지 못하였습니다. 중계사에 문의한 뒤 처리하시기 바랍니다.`;
	const keys = await ledger.keysOf(batch.id);
	const outcomes = keys.map((noticeKey): NoticeOutcome => ({ noticeKey, state: 'unknown', reasonCode: 'gatewayGone', reason }));
	await ledger.settleAndStep(batch, outcomes, 'sent', { note: { gatewayGone: { step: batch.step, by, basis, origin } } });
	return keys.length;
}
