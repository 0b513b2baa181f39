import fc from 'fast-check';

import type { DecidedRow } from '../../../lib/exemption/decision';
import type { Ledger } from '../../../lib/ledger/ledger';
import { cleanUp, openLedger, ORIGIN, PERIOD, prepareInput, rowsOf, take, tempFile } from '../../support/notice-run';

afterEach(cleanUp);

const WEEKS = ['2026-W47', '2026-W48', '2026-W49'].map((period, week) => ({ ...PERIOD, period, from: `2026-11-${16 + week * 7}`, to: `2026-11-${22 + week * 7}` }));

const KINDS = ['notify', 'post', 'exclude', 'review', 'waiting', 'withdrawn', 'refused', 'corrected'] as const;
const OUTCOMES = ['delivered', 'failed', 'accepted', 'unknown', 'rejected'] as const;

/** How a receipt looks in one week: what the selector says, whether its number changed, how a text to it would end. */
const look = fc.record({ kind: fc.constantFrom(...KINDS), phone: fc.integer({ min: 1, max: 3 }), outcome: fc.constantFrom(...OUTCOMES) });
type Look = { kind: (typeof KINDS)[number]; phone: number; outcome: (typeof OUTCOMES)[number] };
/** Receipts, each with its looks in the three weeks. */
const story = fc.array(fc.tuple(look, look, look), { minLength: 1, maxLength: 6 });

function rowOf(row: DecidedRow, { kind, phone }: Look): DecidedRow {
	const numbered = { ...row, phoneFingerprint: `fp-${row.receiptKey}-${phone}` };
	if (kind === 'notify') return numbered;
	if (kind === 'post') return { ...numbered, notify: row.notify && { ...row.notify, channel: 'post', channelReasonCode: 'minor', channelReason: '미성년자' } };
	const status = kind === 'withdrawn' || kind === 'refused' || kind === 'corrected' ? kind : kind === 'waiting' ? 'pending' : 'decided';
	const decision = kind === 'review' || kind === 'corrected' ? 'review' : kind === 'waiting' ? 'waiting' : 'exclude';
	return { ...numbered, status, decision, reasonCode: kind, reason: kind, notify: undefined };
}

async function week(ledger: Ledger, period: typeof PERIOD, rows: readonly DecidedRow[], outcomeOf: (receiptKey: string) => Look['outcome']) {
	const lease = await take(ledger, 'worker', period);
	const { holds } = await ledger.prepare(lease, prepareInput(rows));
	expect(holds).toEqual([]);
	await ledger.approve(lease.runId, { kind: 'person', name: '김담당' }, ORIGIN);
	const held = await take(ledger, 'worker', period);
	const batch = await ledger.openBatch(held, { id: `batch-${period.period}`, gateway: 'solapi', account: 'a', size: 100 });
	if (batch) {
		const notices = await ledger.noticesOf(batch.id);
		await ledger.settleAndStep(
			batch,
			notices.map(({ noticeKey, receiptKey }) => {
				const end = outcomeOf(receiptKey);
				const state = end === 'unknown' || end === 'rejected' ? end : 'accepted';
				return { noticeKey, state, reasonCode: end === 'rejected' ? 'gatewayRefused' : null, messageId: 'm', messageType: 'LMS' } as const;
			}),
			'sent',
			{ groupId: period.period },
		);
		await ledger.applyReports(
			notices.flatMap(({ noticeKey, receiptKey, attempt }) => {
				const end = outcomeOf(receiptKey);
				return end === 'delivered' || end === 'failed' ? [{ noticeKey, attempt, messageId: 'm', state: end, statusCode: '0', reason: null }] : [];
			}),
		);
	}
	return { ...(await ledger.close(held, ORIGIN)), account: await ledger.account(lease.runId) };
}

it('any mixture of receipts, changes and outcomes over three weeks balances in both accounts, and nobody is told twice', async () => {
	await fc.assert(
		fc.asyncProperty(story, async (receipts) => {
			const ledger = openLedger(tempFile());
			const base = rowsOf(receipts.length);
			for (const [number, period] of WEEKS.entries()) {
				const looks = new Map(base.map((row, index) => [row.receiptKey, receipts[index]?.[number]]));
				const rows = base.flatMap((row) => {
					const seen = looks.get(row.receiptKey);
					return seen ? [rowOf(row, seen)] : [];
				});
				const { closed, account } = await week(ledger, period, rows, (key) => looks.get(key)?.outcome ?? 'accepted');
				expect(closed).toBe(true);
				expect(account.receipts).toMatchObject({ balanced: true, read: { count: receipts.length } });
				expect(account.notices).toMatchObject({ balanced: true, open: 0 });
			}
			for (const { receiptKey } of base) {
				const notices = await ledger.notices({ receiptKey }, 10);
				const arrived = notices.filter((one) => ['delivered', 'accepted', 'unknown'].includes(one.state));
				expect(arrived.length).toBeLessThanOrEqual(1);
				expect(notices.length).toBeLessThanOrEqual(2);
			}
			expect((await ledger.verify()).broken).toBeNull();
			await ledger.dispose();
		}),
		{ numRuns: 60 },
	);
}, 60_000);
