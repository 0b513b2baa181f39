import type { BatchView } from '../../../lib/ledger/batches';
import type { Ledger } from '../../../lib/ledger/ledger';
import type { BatchStep, RunLease } from '../../../lib/ledger/types';
import { GONE_AFTER_MS, type GoneGateway, leaveGoneGateway } from '../../../lib/sms/gateway-gone';
import { sendRun } from '../../../lib/sms/send-run';
import { PretendVendor } from '../../support/pretend-vendor';
import { approvedRun, CAMPAIGN, cleanUp, openLedger, ORIGIN, portsFor, rowsOf, RUN, sending, states, tempFile, TestClock } from '../../support/notice-run';

afterEach(cleanUp);

const PEOPLE = 5;
const BATCH = 3;

async function take(ledger: Ledger, owner: string): Promise<RunLease> {
	const lease = await ledger.lease(RUN, owner);
	if (!lease) throw new Error('the run is taken');
	return lease;
}

/** A run of which three texts lie in a batch of a gateway that was left at that step, and whose worker is gone. */
async function scene(gateway: string, step: BatchStep, scheduledAt: string | null = null) {
	const clock = new TestClock();
	const ledger = openLedger(tempFile(), clock, 1_000);
	await approvedRun(ledger, rowsOf(PEOPLE));
	const lease = await take(ledger, 'worker');
	await ledger.setStage(lease, 'sending');
	let batch = await ledger.openBatch(lease, { id: 'left', gateway, account: 'A1', size: BATCH });
	if (!batch) throw new Error('nothing to send');
	batch = gateway === 'solapi' ? await throughGroup(ledger, batch, step, scheduledAt) : await handOver(ledger, batch, step, scheduledAt);
	expect(batch.step).toBe(step);
	clock.skip(5_000);
	const gone = (wish: Partial<GoneGateway> = {}): GoneGateway => ({ gateway, name: '옛 중계사', account: '', by: '박주무관', basis: '계약 종료', origin: ORIGIN, ...wish });
	const leave = async (wish: Partial<GoneGateway> = {}) => {
		const mine = await take(ledger, 'person');
		const report = await leaveGoneGateway(ledger, mine, gone(wish));
		await ledger.release(mine);
		return report;
	};
	return { clock, ledger, leave };
}

async function throughGroup(ledger: Ledger, opened: BatchView, step: BatchStep, scheduledAt: string | null): Promise<BatchView> {
	let batch = opened;
	for (const next of ['created', 'adding', 'verified'] as const) {
		if (batch.step === step) return batch;
		batch = await ledger.step(batch, next, { groupId: 'G4V1' });
	}
	return step === 'sending' ? ((await ledger.startSending(batch, scheduledAt)) ?? batch) : batch;
}

async function handOver(ledger: Ledger, opened: BatchView, step: BatchStep, scheduledAt: string | null): Promise<BatchView> {
	if (step !== 'sending') return opened;
	const texts = (await ledger.keysOf(opened.id)).map((noticeKey) => ({ noticeKey, to: '01020000001', text: '안내' }));
	const sent = (await ledger.startHandOver(opened, texts, scheduledAt)) ?? opened;
	return await ledger.settleAndStep(sent, [], 'sending', { requests: ['R1'] });
}

const UNSENT = ['creating', 'created', 'adding', 'verified'] as const;
const STEPS = [
	...[...UNSENT, 'sending' as const].map((step) => ['solapi', step] as const),
	...['nhn', 'sens', 'aligo', 'agent'].flatMap((gateway) => (['creating', 'sending'] as const).map((step) => [gateway, step] as const)),
];

describe('a gateway that cannot be asked any more', () => {
	it.each(STEPS)('%s, left at %s: a person gets the texts with the evidence and the run can be closed, nothing goes out again', async (gateway, step) => {
		const { clock, ledger, leave } = await scene(gateway, step);
		clock.skip(GONE_AFTER_MS);
		expect(await leave()).toEqual({ handedTexts: BATCH, handedBatches: 1, tooEarlyBatches: 0, otherBatches: 0 });
		const doubts = await ledger.doubts(CAMPAIGN, 10);
		expect(doubts).toHaveLength(BATCH);
		const requestIds = gateway === 'solapi' ? (step === 'creating' ? [] : ['G4V1']) : step === 'sending' ? ['R1'] : [];
		expect(doubts[0]).toMatchObject({ reasonCode: 'gatewayGone', gateway, account: 'A1', requestIds, submittedAt: expect.any(String), runId: RUN });
		expect(doubts[0]?.handedOverAt === null).toBe(step !== 'sending');
		expect(doubts[0]?.reason).toContain(step === 'sending' ? '발송을 요청하였으나' : '발송을 요청한 기록이 없으나');
		const vendor = new PretendVendor({ nowMs: () => clock.nowMs() });
		expect(await sendRun(portsFor(ledger, vendor), sending())).toMatchObject({ status: 'sent' });
		expect(vendor.held).toHaveLength(PEOPLE - BATCH);
		for (const { noticeKey } of doubts) await ledger.settleDoubt({ noticeKey, decision: 'notSent', by: '박주무관', basis: '중계사 회신', origin: ORIGIN });
		expect(await states(ledger)).toEqual({ accepted: PEOPLE - BATCH, rejected: BATCH });
		clock.skip(5_000);
		expect(await ledger.close(await take(ledger, 'closer'), ORIGIN)).toMatchObject({ closed: true });
		expect(await ledger.verify()).toMatchObject({ broken: null });
		expect((await ledger.audit.check()).problems).toEqual([]);
	});

	it('keeps its texts for a day after they were handed over, because it may come back', async () => {
		const { clock, ledger, leave } = await scene('nhn', 'sending');
		expect(await leave()).toMatchObject({ handedTexts: 0, tooEarlyBatches: 1 });
		expect(await ledger.doubts(CAMPAIGN, 10)).toEqual([]);
		clock.skip(GONE_AFTER_MS);
		expect(await leave()).toMatchObject({ handedTexts: BATCH });
	});

	it('keeps scheduled texts for a day after their time', async () => {
		const { clock, leave } = await scene('nhn', 'sending', new Date(Date.now() + 3 * 86_400_000).toISOString());
		clock.skip(GONE_AFTER_MS);
		expect(await leave()).toMatchObject({ handedTexts: 0, tooEarlyBatches: 1 });
		clock.skip(3 * 86_400_000);
		expect(await leave()).toMatchObject({ handedTexts: BATCH });
	});

	it.each([
		['another gateway', { gateway: 'sens' }],
		['another account', { account: 'A2' }],
	])('takes no batch of %s along', async (_name, wish) => {
		const { clock, ledger, leave } = await scene('nhn', 'sending');
		clock.skip(GONE_AFTER_MS);
		expect(await leave(wish)).toEqual({ handedTexts: 0, handedBatches: 0, tooEarlyBatches: 0, otherBatches: 1 });
		expect(await states(ledger)).toMatchObject({ submitting: BATCH });
	});

	it('leaves those texts alone that it is known to have', async () => {
		const { clock, ledger, leave } = await scene('nhn', 'sending');
		const lease = await take(ledger, 'looker');
		const [batch] = await ledger.takeOverBatches(lease);
		if (!batch) throw new Error('no batch');
		const [first] = await ledger.keysOf(batch.id);
		await ledger.settle(batch, [{ noticeKey: first ?? '', state: 'accepted', messageId: 'M1' }]);
		await ledger.release(lease);
		clock.skip(GONE_AFTER_MS);
		expect(await leave()).toMatchObject({ handedTexts: BATCH - 1 });
		expect(await states(ledger)).toMatchObject({ accepted: 1, unknown: BATCH - 1 });
	});
});
