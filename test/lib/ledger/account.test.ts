import fc from 'fast-check';

import { decidedRow } from '../../../bench/drill/rows.mts';
import type { BatchView } from '../../../lib/ledger/batches';
import type { Ledger } from '../../../lib/ledger/ledger';
import { sqlOn } from '../../support/ledger-home';
import { approvedRun, CAMPAIGN, cleanUp, openLedger, ORIGIN, PERIOD, phoneOf, prepareInput, rowsOf, RUN, seals, summaryOf, take, tempFile } from '../../support/notice-run';

afterEach(cleanUp);

const person = { kind: 'person', name: '박주무관' } as const;
const decisions = fc.array(
	fc.record({
		decision: fc.constantFrom('notify', 'exclude', 'review', 'waiting'),
		channel: fc.constantFrom('text', 'text', 'post'),
		coOwners: fc.integer({ min: 0, max: 2 }),
	}),
	{ minLength: 1, maxLength: 12 },
);
const deeds = fc.array(fc.tuple(fc.constantFrom('open', 'send', 'back', 'refuse', 'doubt', 'report', 'fail', 'stop', 'close'), fc.nat()), { maxLength: 25 });

/** Plays one deed of a random history; whatever the ledger refuses is part of the history. */
async function play(ledger: Ledger, batches: BatchView[], deed: string, drawn: number): Promise<boolean> {
	const lease = await take(ledger, 'sender');
	const batch = batches[drawn % Math.max(1, batches.length)];
	const outcomes = async (id: string, state: 'accepted' | 'reserved' | 'rejected' | 'unknown') =>
		(await ledger.noticesOf(id)).map(({ noticeKey }) => ({ noticeKey, state, reason: '사유' }));
	const reports = async (state: 'delivered' | 'failed') =>
		(await ledger.notices({ runId: RUN }, 100))
			.filter((_, index) => index % 3 === drawn % 3)
			.map(({ noticeKey, attempt }) => ({ noticeKey, attempt, messageId: 'M', state, statusCode: '4000', reason: null }));
	switch (deed) {
		case 'open': {
			const opened = await ledger.openBatch(lease, { id: `b${batches.length}`, gateway: 'solapi', account: 'K', size: 1 + (drawn % 4) });
			if (opened) batches.push(opened);
			return false;
		}
		case 'send':
		case 'back':
		case 'refuse': {
			if (!batch) return false;
			const state = ({ send: 'accepted', back: 'reserved', refuse: 'rejected' } as const)[deed];
			await ledger.settleAndStep(batch, await outcomes(batch.id, state), deed === 'send' ? 'sent' : 'void').catch(() => undefined);
			return false;
		}
		case 'doubt':
			if (batch) await ledger.settle(batch, await outcomes(batch.id, 'unknown')).catch(() => undefined);
			return false;
		case 'report':
		case 'fail':
			await ledger.applyReports(await reports(deed === 'report' ? 'delivered' : 'failed'));
			return false;
		case 'stop':
			await ledger.stopRest(RUN, '박주무관', ORIGIN);
			return false;
		default:
			return (await ledger.close(lease, ORIGIN)).closed;
	}
}

describe('both accounts', () => {
	it('hold in every closed run, and hold it open otherwise, for random histories', async () => {
		await fc.assert(
			fc.asyncProperty(decisions, deeds, async (wishes, history) => {
				const ledger = openLedger(tempFile());
				const rows = wishes.flatMap(({ coOwners, ...wish }, number) =>
					Array.from({ length: coOwners + 1 }, (_, index) => decidedRow(seals, { number, phone: phoneOf(number), recipientOrdinal: index + 1, ...wish })),
				);
				await approvedRun(ledger, rows);
				const batches: BatchView[] = [];
				let closed = false;
				for (const [deed, drawn] of history) {
					if (closed) break;
					closed = await play(ledger, batches, deed, drawn);
				}
				const { receipts, notices } = await ledger.account(RUN);
				expect(receipts.read.count).toBe(receipts.notify + receipts.exclude + receipts.review + receipts.waiting);
				const { due, delivered, failed, rejected, unknown, accepted, notSent, open } = notices;
				expect(due).toBe(delivered + failed + rejected + unknown + accepted + notSent + open);
				expect(due).toBe(rows.filter((row) => row.decision === 'notify').length);
				if (closed) expect({ open, receipts: receipts.balanced, notices: notices.balanced }).toEqual({ open: 0, receipts: true, notices: true });
				expect((await ledger.run(RUN)).stage === 'closed').toBe(closed);
				expect((await ledger.verify()).broken).toBeNull();
			}),
			{ numRuns: 40 },
		);
	}, 60_000);
});

describe('closing a run', () => {
	it('is refused with reasons while anything is open', async () => {
		const ledger = openLedger(tempFile());
		const lease = await take(ledger);
		await ledger.prepare(lease, prepareInput(rowsOf(2)));
		const early = await ledger.close(lease, ORIGIN);
		expect(early).toMatchObject({ closed: false, problems: ['발송 승인이 끝나지 않았습니다.', '아직 발송하지 않은 안내가 2건 있습니다.'] });
		await ledger.approve(RUN, person, ORIGIN);
		const batch = await ledger.openBatch(await take(ledger), { id: 'b', gateway: 'solapi', account: 'K', size: 9 });
		if (!batch) throw new Error('no batch');
		const notices = await ledger.noticesOf('b');
		await ledger.settle(batch, notices.map(({ noticeKey }) => ({ noticeKey, state: 'unknown' as const })));
		expect((await ledger.close(await take(ledger), ORIGIN)).problems).toEqual(['처리가 끝나지 않은 발송 묶음이 있습니다.']);
	});

	it('is refused while the run is held', async () => {
		const ledger = openLedger(tempFile());
		const lease = await take(ledger);
		const rows = rowsOf(2);
		await ledger.prepare(lease, prepareInput(rows, { summary: summaryOf(rows, { matches: false }) }));
		const { closed, problems } = await ledger.close(lease, ORIGIN);
		expect({ closed, first: problems[0] }).toEqual({ closed: false, first: expect.stringContaining('원천 건수와 읽은 건수가 다릅니다') });
	});

	it('writes account, watermark and stage together, once, and only forward', async () => {
		const file = tempFile();
		const ledger = openLedger(file);
		const later = { ...PERIOD, period: '2026-W48', from: '2026-11-23', to: '2026-11-29' };
		for (const period of [later, PERIOD]) {
			await approvedRun(ledger, [], period);
			const lease = await take(ledger, 'closer', period);
			const first = await ledger.close(lease, ORIGIN);
			expect(first).toMatchObject({ closed: true, problems: [], run: { stage: 'closed' } });
			expect(await ledger.close(lease, ORIGIN)).toMatchObject({ closed: true, head: first.head });
		}
		expect(sqlOn(file, 'SELECT watermark FROM campaign')).toEqual([{ watermark: '2026-11-29' }]);
		expect(await ledger.resumable(CAMPAIGN)).toEqual([]);
	});
});
