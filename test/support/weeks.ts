import type { DecidedRow } from '../../lib/exemption/decision';
import type { Ledger } from '../../lib/ledger/ledger';
import { ORIGIN, PERIOD, prepareInput, take } from './notice-run';

export const NEXT = { ...PERIOD, period: '2026-W48', from: '2026-11-23', to: '2026-11-29' };
export const NEXT_RUN = 'drill-weekly/2026-W48';
export const AFTER = { ...PERIOD, period: '2026-W49', from: '2026-11-30', to: '2026-12-06' };

/** Prepares, approves and sends a run so that all its texts end in the given state, then closes it. */
export async function tell(ledger: Ledger, rows: readonly DecidedRow[], state: 'delivered' | 'failed' | 'accepted', period = PERIOD): Promise<void> {
	const lease = await take(ledger, 'sender', period);
	await ledger.prepare(lease, prepareInput(rows));
	await ledger.approve(lease.runId, { kind: 'person', name: '박주무관' }, ORIGIN);
	const held = await take(ledger, 'sender', period);
	await ledger.setStage(held, 'sending');
	const batch = await ledger.openBatch(held, { id: `batch-${period.period}`, gateway: 'solapi', account: 'a', size: 100 });
	if (!batch) throw new Error('nothing to send');
	const notices = await ledger.noticesOf(batch.id);
	const outcomes = notices.map(({ noticeKey }) => ({ noticeKey, state: 'accepted' as const, messageId: `m-${noticeKey}`, messageType: 'LMS', bytes: 300, textHash: 'h' }));
	await ledger.settleAndStep(batch, outcomes, 'sent', { groupId: `G-${period.period}` });
	if (state !== 'accepted') {
		await ledger.applyReports(notices.map(({ noticeKey, attempt }) => ({ noticeKey, attempt, messageId: `m-${noticeKey}`, state, statusCode: state === 'delivered' ? '4000' : '3044', reason: state === 'failed' ? '결번' : null })));
	}
	await ledger.setStage(held, 'results');
	expect(await ledger.close(held, ORIGIN)).toMatchObject({ closed: true, problems: [] });
}

export const changed = (row: DecidedRow | undefined, change: Partial<DecidedRow>): DecidedRow => {
	if (!row) throw new Error('no row');
	return { ...row, ...change };
};
export const WITHDRAWN = { status: 'withdrawn', decision: 'exclude', reasonCode: 'withdrawn', reason: '취하', notify: undefined } as const;
export const CORRECTED = { status: 'corrected', decision: 'review', reasonCode: 'corrected', reason: '경정', notify: undefined } as const;

export async function prepared(ledger: Ledger, rows: readonly DecidedRow[], period = NEXT) {
	await ledger.prepare(await take(ledger, 'next', period), prepareInput(rows));
	const runId = `drill-weekly/${period.period}`;
	const decisions = await ledger.decisions(runId, 100);
	return { runId, decisions: decisions.map(({ decision, reasonCode }) => `${decision}/${reasonCode}`), reasons: decisions.map((one) => one.reason) };
}
