import type { BatchView } from '../../ledger/batches';
import type { HandedNotice } from '../../ledger/hand-over';
import type { NoticeOutcome } from '../../ledger/settle';
import { again, backToReserved, type BatchEnd, type DirectPorts } from '../batch-ports';
import { coversAccount, type ListedMessage } from '../gateway';
import { listBatch } from './identify';

/** A gateway is asked at least so often before its "not found" counts for anything. */
const LOOKUPS = 2;
/** Where not being found proves nothing, a person is asked after this. */
const PERSON_AFTER_MS = 10 * 60_000;

/**
 * Asks the gateway what became of a batch that may have been handed over. What it has counts as handed over. What it has
 * not is put back only where that is proof: asked twice, the last time long enough after the last moment at which a call
 * could have begun. Where it is no proof (another account included), a person decides. Sends nothing.
 */
export async function resolveHandOver(ports: DirectPorts, batch: BatchView): Promise<BatchEnd> {
	const { ledger, gateway, handOverMs, personAfterMs = PERSON_AFTER_MS } = ports;
	const handed = await ledger.handedNotices(batch.id);
	const open = handed.filter(({ state }) => state !== 'accepted');
	const found = new Map((await again(ports, async () => await listBatch(ports, batch, handed))).map((one) => [one.noticeKey, one]));
	const lookups = batch.lookups + 1;
	const outcomes = open.flatMap((notice): NoticeOutcome[] => {
		const message = found.get(notice.noticeKey);
		return message ? [outcomeOf(notice, message)] : [];
	});
	const missing = open.filter(({ noticeKey }) => !found.has(noticeKey));
	const note = { lookups, found: outcomes.length, missing: missing.length };
	const someOut = handed.length > open.length || outcomes.some(({ state }) => state === 'accepted');
	if (missing.length === 0) {
		await ledger.settleAndStep(batch, outcomes, 'sent', { lookups, note });
		return 'sent';
	}
	const proofMs = coversAccount(gateway, batch.account) ? gateway.capabilities.absenceProofMs : null;
	const waitMs = proofMs ?? personAfterMs;
	const looked = lookups >= LOOKUPS && ledger.nowMs() >= (batch.sendingMs ?? 0) + handOverMs + waitMs;
	if (!looked) {
		const doubt = missing.map(({ noticeKey }): NoticeOutcome => ({ noticeKey, ...IN_DOUBT }));
		await ledger.settleAndStep(batch, [...outcomes, ...doubt], 'sending', { lookups, note });
		return 'settling';
	}
	const proven = proofMs !== null;
	const rest = missing.map(({ noticeKey }): NoticeOutcome => (proven ? backToReserved(noticeKey) : { noticeKey, ...NOT_LISTED }));
	const step = proven && !someOut ? 'void' : 'sent';
	await ledger.settleAndStep(batch, [...outcomes, ...rest], step, { lookups, note: { ...note, proven } });
	return step;
}

/** What a notice becomes while nobody knows whether the gateway has it. */
export const IN_DOUBT = {
	state: 'unknown',
	reasonCode: 'sendInDoubt',
	reason: '발송 요청의 결과를 아직 확인하지 못하였습니다. 중계사에 확인한 뒤 이어서 처리합니다.',
} as const;

const NOT_LISTED = {
	state: 'unknown',
	reasonCode: 'notListed',
	reason: '중계사의 발송 이력에서 찾지 못하였으나 보내지 않았다고 단정할 수 없습니다. 중계사에 확인한 뒤 처리하시기 바랍니다.',
} as const;

function outcomeOf({ noticeKey }: HandedNotice, { refused, statusCode, reason, messageId }: ListedMessage): NoticeOutcome {
	if (refused) return { noticeKey, state: 'rejected', reasonCode: 'gatewayRefused', statusCode, reason };
	return { noticeKey, state: 'accepted', messageId, statusCode };
}
