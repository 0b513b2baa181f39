import fc from 'fast-check';

import { cancelScheduled } from '../../../lib/sms/cancel-scheduled';
import { reconcile } from '../../../lib/sms/reconcile';
import { collectResults } from '../../../lib/sms/results';
import { type SendPorts, sendRun } from '../../../lib/sms/send-run';
import { FileWitness } from '../../../lib/ledger/witness';
import { type Mishap, PretendVendor, type VendorWish } from '../../support/pretend-vendor';
import { approvedRun, CAMPAIGN, cleanUp, openLedger, ORIGIN, portsFor, rowsOf, RUN, sending, states, tempFile, tempFolder, TestClock } from '../../support/notice-run';

afterEach(cleanUp);

const PEOPLE = 12;

async function office(wish: VendorWish = {}, ports: Partial<SendPorts> = {}, people = PEOPLE) {
	const clock = new TestClock();
	const ledger = openLedger(tempFile(), clock, 50);
	await approvedRun(ledger, rowsOf(people));
	const vendor = new PretendVendor({ nowMs: () => clock.nowMs(), ...wish });
	const given = portsFor(ledger, vendor, { handOverMs: 1_000, retry: { attempts: 2, baseDelayMs: 1, maxDelayMs: 1, totalMs: 1_000 }, ...ports });
	const once = async (owner = 'sender') => await sendRun(given, sending({ owner, batchSize: 5 }));
	/** Looks as the trigger does, an hour apart, until nothing is left to send. */
	const untilSent = async () => {
		for (let turn = 1; turn <= 20; turn += 1) {
			const { status } = await once(`sender-${turn}`);
			if (status === 'sent') return turn;
			clock.skip(3_600_000);
		}
		throw new Error('the run does not come to an end');
	};
	return { clock, ledger, vendor, ports: given, once, untilSent };
}

const eachOnce = (vendor: PretendVendor, people = PEOPLE) => {
	expect([...vendor.counts().values()].every((count) => count === 1)).toBe(true);
	expect(vendor.counts().size).toBe(people);
};

describe('a direct gateway in good health', () => {
	it('is handed each text once, and tells by its list that it has them', async () => {
		const { ledger, vendor, once, ports } = await office();
		expect(await once()).toMatchObject({ status: 'sent' });
		eachOnce(vendor);
		await collectResults(ports, CAMPAIGN);
		expect(await states(ledger)).toEqual({ accepted: PEOPLE });
		expect(await ledger.verify()).toMatchObject({ broken: null });
	});

	it('a second execution hands over nothing', async () => {
		const { vendor, once } = await office();
		await once('first');
		await once('second');
		eachOnce(vendor);
	});
});

describe('a call whose answer is lost', () => {
	it('leaves its texts unknown and the rest of the run for the next look; nobody is told twice', async () => {
		const { ledger, vendor, once, untilSent } = await office({ mishap: (call) => (call === 1 ? 'actedAndLost' : 'none') });
		expect(await once()).toMatchObject({ status: 'interrupted' });
		expect((await states(ledger)).unknown).toBe(5);
		await untilSent();
		eachOnce(vendor);
		expect(await states(ledger)).toEqual({ accepted: PEOPLE });
	});

	it('with no effect is sent again only after two lookups and the time that proves it', async () => {
		const { clock, ledger, vendor, once } = await office({ mishap: (call) => (call === 1 ? 'lostBefore' : 'none'), absenceProofMs: 600_000 }, {}, 5);
		await once('a');
		clock.skip(100);
		expect(await once('b')).toMatchObject({ status: 'settling' });
		clock.skip(100);
		expect(await once('c')).toMatchObject({ status: 'settling' });
		expect(vendor.held).toHaveLength(0);
		expect((await states(ledger)).unknown).toBe(5);
		clock.skip(602_000);
		expect(await once('d')).toMatchObject({ status: 'sent' });
		eachOnce(vendor, 5);
	});

	it('is not believed lost while the list lags behind', async () => {
		const { clock, vendor, once } = await office({ mishap: (call) => (call === 1 ? 'actedAndLost' : 'none'), absenceProofMs: 600_000, listLagMs: 500_000 }, {}, 5);
		for (const owner of ['a', 'b', 'c', 'd', 'e', 'f']) {
			await once(owner);
			clock.skip(150_000);
		}
		eachOnce(vendor, 5);
	});

	it('goes to a person with the evidence where not being found proves nothing', async () => {
		const { ledger, vendor, untilSent } = await office(
			{ clientKey: false, absenceProofMs: null, mishap: (call) => (call === 1 ? 'lostBefore' : 'none') },
			{ witness: new FileWitness(`${tempFolder()}/witness`) },
		);
		await untilSent();
		expect(await states(ledger)).toEqual({ accepted: PEOPLE - 5, unknown: 5 });
		const doubts = await ledger.doubts(CAMPAIGN, 10);
		expect(doubts).toHaveLength(5);
		expect(doubts[0]).toMatchObject({ reasonCode: 'notListed', gateway: 'nhn', lookups: 2, runId: RUN });
		await ledger.settleDoubt({ noticeKey: doubts[0]?.noticeKey ?? '', decision: 'notSent', by: '박주무관', basis: '중계사 회신', origin: ORIGIN });
		expect(await states(ledger)).toEqual({ accepted: PEOPLE - 5, unknown: 4, rejected: 1 });
		await expect(
			ledger.settleDoubt({ noticeKey: doubts[0]?.noticeKey ?? '', decision: 'delivered', by: '박주무관', basis: '', origin: ORIGIN }),
		).rejects.toMatchObject({ code: 'notInDoubt' });
		expect(vendor.held).toHaveLength(PEOPLE - 5);
	});

	it('is recognised by number and text where the vendor has no key of ours', async () => {
		const { ledger, vendor, untilSent } = await office(
			{ clientKey: false, absenceProofMs: null, mishap: (call) => (call % 2 === 1 ? 'actedAndLost' : 'none') },
			{ witness: new FileWitness(`${tempFolder()}/witness`) },
		);
		await untilSent();
		eachOnce(vendor);
		expect(await states(ledger)).toEqual({ accepted: PEOPLE });
		expect(await ledger.doubts(null, 10)).toEqual([]);
	});
});

describe('another account at the same vendor', () => {
	it('proves nothing by not finding a text: a person decides, and nobody is told again', async () => {
		const { clock, ledger, vendor, once, ports } = await office({ mishap: (call) => (call === 1 ? 'actedAndLost' : 'none') }, {}, 5);
		await once();
		clock.skip(3_600_000);
		const other = new PretendVendor({ account: 'other', nowMs: () => clock.nowMs() });
		for (const owner of ['a', 'b', 'c']) {
			await sendRun({ ...ports, gateway: other }, sending({ owner }));
			clock.skip(3_600_000);
		}
		expect([vendor.held.length, other.held.length]).toEqual([5, 0]);
		expect(await ledger.doubts(CAMPAIGN, 10)).toHaveLength(5);
		// Back at the right account its list settles them.
		await collectResults(ports, CAMPAIGN);
		expect(await states(ledger)).toEqual({ accepted: 5 });
	});

	it.each([['with', true], ['without', false]])('lists %s our key a text that a person settled as never sent: that person is told', async (_name, clientKey) => {
		const wish = { clientKey, absenceProofMs: clientKey ? 1_000 : null };
		const { clock, ledger, vendor, once, ports } = await office({ ...wish, mishap: (call) => (call === 1 ? 'actedAndLost' : 'none') }, { witness: new FileWitness(`${tempFolder()}/witness`) }, 5);
		await once();
		clock.skip(3_600_000);
		const other = new PretendVendor({ ...wish, account: 'other', nowMs: () => clock.nowMs() });
		for (const owner of ['a', 'b', 'c']) {
			await sendRun({ ...ports, gateway: other }, sending({ owner }));
			clock.skip(3_600_000);
		}
		for (const { noticeKey } of await ledger.doubts(CAMPAIGN, 10)) await ledger.settleDoubt({ noticeKey, decision: 'notSent', by: '박주무관', basis: '중계사 회신', origin: ORIGIN });
		const [arrived] = vendor.held;
		vendor.report(arrived?.messageId ?? '', 'delivered');
		expect(await collectResults(ports, CAMPAIGN)).toMatchObject({ changed: 0, pending: 0, missingGroups: 0 });
		expect(await states(ledger)).toEqual({ rejected: 5 });
		expect(await ledger.desk.tasks({}, 9)).toMatchObject([{ kind: 'review', reasonCode: 'deliveredAfterAll', noticeKey: arrived?.noticeKey }]);
	});

	it('takes over no batch that was opened for the former one and not handed over', async () => {
		const { clock, ledger, vendor, once } = await office({}, {}, 5);
		const lease = await ledger.lease(RUN, 'before');
		if (!lease) throw new Error('the run is taken');
		await ledger.openBatch(lease, { id: 'old', gateway: 'nhn', account: 'former', size: 3 });
		clock.skip(1_000);
		expect(await once()).toMatchObject({ status: 'sent' });
		eachOnce(vendor, 5);
		expect(vendor.held.every(({ batchId }) => batchId !== 'old')).toBe(true);
	});

	it('is not asked for the reports of texts that it never had; they are counted', async () => {
		const { clock, once, ports } = await office({}, {}, 5);
		await once();
		const other = new PretendVendor({ account: 'other', nowMs: () => clock.nowMs() });
		other.deaf = true;
		expect(await collectResults({ ...ports, gateway: other }, CAMPAIGN)).toMatchObject({ changed: 0, pending: 0, pendingElsewhere: 5 });
		const more = new PretendVendor({ account: 'test/kakao', nowMs: () => clock.nowMs() });
		expect(await collectResults({ ...ports, gateway: more }, CAMPAIGN)).toMatchObject({ pending: 5, pendingElsewhere: 0 });
	});
});

describe('a witness that cannot be written', () => {
	it('lets nothing out, and leaves nothing in doubt', async () => {
		const { ledger, vendor, once } = await office({}, { witness: new FileWitness(`${tempFolder()}/no-such-folder/witness`) }, 5);
		await expect(once()).rejects.toMatchObject({ code: 'witnessUnwritable' });
		expect(vendor.calls).toBe(0);
		expect(await states(ledger)).toEqual({ reserved: 5 });
	});
});

describe('two texts that are alike to the letter, to one phone, at a vendor without our key', () => {
	it('get each its own result: one that has come in stands for its own text only', async () => {
		const clock = new TestClock();
		const ledger = openLedger(tempFile(), clock, 50);
		await approvedRun(ledger, rowsOf(2));
		const vendor = new PretendVendor({ clientKey: false, absenceProofMs: null, nowMs: () => clock.nowMs() });
		const ports = portsFor(ledger, vendor, {
			witness: new FileWitness(`${tempFolder()}/witness`),
			compose: (notices) => Promise.resolve(new Map(notices.map(({ noticeKey, attempt }) => [noticeKey, { ok: true, bytes: 10, textHash: 'h', message: { noticeKey, attempt, to: '01020000001', text: '같은 문안', type: 'SMS' } } as const]))),
		});
		await sendRun(ports, sending());
		const [first] = vendor.held;
		vendor.report(first?.messageId ?? '', 'delivered');
		await collectResults(ports, CAMPAIGN);
		await collectResults(ports, CAMPAIGN);
		expect(await states(ledger)).toEqual({ delivered: 1, accepted: 1 });
	});
});

describe('refusals', () => {
	it('one bad number takes only itself down', async () => {
		const bad = '01020000003';
		const { ledger, vendor, untilSent } = await office({ badNumbers: [bad] });
		await untilSent();
		expect(vendor.held.some(({ to }) => to === bad)).toBe(false);
		const { rejected = 0, accepted = 0 } = await states(ledger);
		expect([rejected, accepted]).toEqual([1, PEOPLE - 1]);
	});

	it('an account that runs empty in the middle keeps what is out and sends the rest after it is filled', async () => {
		let empty = true;
		const { ledger, vendor, once, untilSent } = await office({ mishap: () => (empty ? 'accountEmpty' : 'none') });
		expect(await once()).toMatchObject({ status: 'interrupted', message: expect.stringContaining('Empty') as string });
		const { accepted = 0, reserved = 0 } = await states(ledger);
		expect(accepted).toBeGreaterThan(0);
		expect(accepted + reserved).toBe(PEOPLE);
		empty = false;
		await untilSent();
		eachOnce(vendor);
	});

	it('a call refused as a whole puts its texts back and stops', async () => {
		const { ledger, once } = await office({ mishap: () => 'refusedWhole' });
		expect(await once()).toMatchObject({ status: 'interrupted' });
		expect(await states(ledger)).toEqual({ reserved: PEOPLE });
	});
});

describe('a worker that wakes up late', () => {
	it('makes no call after its time for the hand-over is over', async () => {
		const { clock, ledger, vendor, once } = await office({}, {}, 5);
		const write = ledger.startHandOver.bind(ledger);
		ledger.startHandOver = async (...args) => {
			const batch = await write(...args);
			clock.skip(5_000);
			return batch;
		};
		expect(await once()).toMatchObject({ status: 'interrupted' });
		expect(vendor.held).toHaveLength(0);
		expect(await states(ledger)).toEqual({ reserved: 5 });
	});

	it('that was overtaken writes nothing over what its successor settled', async () => {
		const wake = Promise.withResolvers<void>();
		const asleep = Promise.withResolvers<void>();
		let first = true;
		const { clock, ledger, vendor, once, untilSent } = await office(
			{
				beforeEffect: async () => {
					if (!first) return;
					first = false;
					asleep.resolve();
					await wake.promise;
				},
			},
			{},
			5,
		);
		const sleeper = once('sleeper');
		await asleep.promise;
		clock.skip(1_000_000);
		await once('next-1');
		clock.skip(1_000_000);
		expect(vendor.held).toHaveLength(0);
		wake.resolve();
		expect(await sleeper).toMatchObject({ status: 'overtaken' });
		await untilSent();
		expect(await ledger.verify()).toMatchObject({ broken: null });
		expect(vendor.held.length).toBeGreaterThan(0);
	});
});

describe('a ledger put back from a backup', () => {
	it('adopts by our key what a searchable vendor has, and sends only the rest', async () => {
		const before = await office({}, {}, 5);
		await before.once();
		const clock = new TestClock();
		const restored = openLedger(tempFile(), clock, 50);
		await approvedRun(restored, rowsOf(8));
		const report = await sendRun(portsFor(restored, before.vendor), sending());
		expect(report).toMatchObject({ status: 'sent', adopted: 5 });
		eachOnce(before.vendor, 8);
		expect(await states(restored)).toEqual({ accepted: 8 });
		await collectResults(portsFor(restored, before.vendor), CAMPAIGN);
		expect(await states(restored)).toEqual({ accepted: 8 });
	});

	it('stops before sending where the vendor cannot be searched, until a person has compared', async () => {
		const path = `${tempFolder()}/witness`;
		const before = await office({ clientKey: false, absenceProofMs: null }, { witness: new FileWitness(path) }, 5);
		await before.once();
		const restored = openLedger(tempFile(), new TestClock(), 50);
		await approvedRun(restored, rowsOf(5));
		const witness = new FileWitness(path);
		const ports = portsFor(restored, before.vendor, { witness });
		await expect(sendRun(ports, sending())).rejects.toMatchObject({ code: 'ledgerRestored' });
		expect(before.vendor.held).toHaveLength(5);
		await witness.reset(await restored.acceptRestore('박주무관', '콘솔과 대조', ORIGIN));
		expect(await sendRun(ports, sending())).toMatchObject({ status: 'sent' });
	});

	it('a vendor that cannot be searched is not used without a witness', async () => {
		const { once } = await office({ clientKey: false, absenceProofMs: null });
		await expect(once()).rejects.toMatchObject({ code: 'witnessMissing' });
	});
});

describe('reconciling', () => {
	it('settles what is in doubt and sends nothing', async () => {
		const { clock, ledger, vendor, once, ports } = await office({ mishap: (call) => (call === 1 ? 'actedAndLost' : 'none') });
		await once('sender');
		const held = vendor.held.length;
		clock.skip(10_000);
		const lease = await ledger.lease(RUN, 'reconciler');
		if (!lease) throw new Error('the run is taken');
		const report = await reconcile({ ...ports, nowMs: () => clock.nowMs() }, lease, CAMPAIGN, 7);
		expect(report).toMatchObject({ settledBatches: 1, unfinishedBatches: 0 });
		expect(vendor.held).toHaveLength(held);
		expect((await states(ledger)).unknown ?? 0).toBe(0);
	});
});

describe('scheduled sending', () => {
	it('hands over with the time, and a cancelled batch counts as not sent', async () => {
		const { clock, ledger, vendor, once, ports } = await office({}, { scheduledAt: '2027-01-04T10:00:00.000+09:00' }, 5);
		expect(await once()).toMatchObject({ status: 'sent' });
		expect(vendor.held.every(({ scheduledAt }) => scheduledAt === '2027-01-04T10:00:00.000+09:00')).toBe(true);
		clock.skip(1_000);
		const lease = await ledger.lease(RUN, 'canceller');
		if (!lease) throw new Error('the run is taken');
		expect(await cancelScheduled(ports, lease, '박주무관', ORIGIN)).toMatchObject({ cancelled: 5, tooLateBatches: 0 });
		expect(await states(ledger)).toEqual({ notSent: 5 });
		expect(vendor.held.every(({ cancelled }) => cancelled)).toBe(true);
		expect(await ledger.verify()).toMatchObject({ broken: null });
	});

	it('that is cancelled from another account leaves all as it is', async () => {
		const { clock, ledger, once, ports } = await office({}, { scheduledAt: '2027-01-04T10:00:00.000+09:00' }, 5);
		await once();
		clock.skip(1_000);
		const lease = await ledger.lease(RUN, 'canceller');
		if (!lease) throw new Error('the run is taken');
		const gateway = new PretendVendor({ account: 'other' });
		expect(await cancelScheduled({ ...ports, gateway }, lease, '박주무관', ORIGIN)).toMatchObject({ cancelled: 0, otherBatches: 1 });
		expect(await states(ledger)).toEqual({ accepted: 5 });
	});

	it('cancels by call also the texts whose answer was lost, where the vendor has no key of ours', async () => {
		const wish: VendorWish = { clientKey: false, absenceProofMs: null, callSize: 3, mishap: (call) => (call === 2 ? 'actedAndLost' : 'none') };
		const { clock, ledger, vendor, once, ports } = await office(wish, { scheduledAt: '2027-01-04T10:00:00.000+09:00', witness: new FileWitness(`${tempFolder()}/witness`) }, 5);
		await once();
		clock.skip(3_600_000);
		expect(await once('later')).toMatchObject({ status: 'sent' });
		clock.skip(3_600_000);
		const lease = await ledger.lease(RUN, 'canceller');
		if (!lease) throw new Error('the run is taken');
		expect(await cancelScheduled(ports, lease, '박주무관', ORIGIN)).toMatchObject({ cancelled: 5 });
		expect(vendor.held.map(({ cancelled }) => cancelled)).toEqual([true, true, true, true, true]);
	});

	it('names a batch in doubt, which it could not cancel', async () => {
		const { clock, ledger, once, ports } = await office({ mishap: () => 'actedAndLost' }, { scheduledAt: '2027-01-04T10:00:00.000+09:00' }, 5);
		await once();
		clock.skip(1_000);
		const lease = await ledger.lease(RUN, 'canceller');
		if (!lease) throw new Error('the run is taken');
		expect(await cancelScheduled(ports, lease, '박주무관', ORIGIN)).toMatchObject({ cancelled: 0, unsettledBatches: 1 });
	});

	it('whose time has passed before the hand-over goes out at once', async () => {
		const { vendor, once } = await office({}, { scheduledAt: '2020-01-06T10:00:00.000+09:00' }, 5);
		await once();
		expect(vendor.held.map(({ scheduledAt }) => scheduledAt)).toEqual([null, null, null, null, null]);
	});
});

describe('closing a run whose texts are scheduled', () => {
	const AT = '2026-11-24T10:00:00.000+09:00';

	async function scheduled() {
		const clock = new TestClock('2026-11-23T09:00:00.000+09:00');
		const ledger = openLedger(tempFile(), clock, 50);
		await approvedRun(ledger, rowsOf(5));
		const ports = portsFor(ledger, new PretendVendor(), { scheduledAt: AT });
		expect(await sendRun(ports, sending())).toMatchObject({ status: 'sent' });
		const lease = async (owner: string) => {
			clock.skip(1_000);
			const taken = await ledger.lease(RUN, owner);
			if (!taken) throw new Error('the run is taken');
			return taken;
		};
		return { clock, ledger, ports, lease };
	}

	it('waits until the last of them is out, and says so', async () => {
		const { clock, ledger, lease } = await scheduled();
		expect(await ledger.close(await lease('early'), ORIGIN)).toMatchObject({
			closed: false,
			waitsUntil: AT,
			problems: ['예약한 문자 5건이 아직 나가지 않았습니다. 마지막 예약 시각(2026-11-24 10:00)이 지나면 마감합니다.'],
		});
		clock.set('2026-11-24T10:00:00.000+09:00');
		expect(await ledger.close(await lease('late'), ORIGIN)).toMatchObject({ closed: true, waitsUntil: null, problems: [] });
	});

	it('does not wait for what was cancelled', async () => {
		const { ledger, ports, lease } = await scheduled();
		await cancelScheduled(ports, await lease('canceller'), '박주무관', ORIGIN);
		expect(await ledger.close(await lease('closer'), ORIGIN)).toMatchObject({ closed: true, account: { notices: { notSent: 5 } } });
	});

	it('may be asked not to wait, where nobody would come back for it', async () => {
		const { ledger, lease } = await scheduled();
		expect(await ledger.close(await lease('closer'), ORIGIN, true)).toMatchObject({ closed: true });
	});
});

const MISHAPS: readonly Mishap[] = ['none', 'none', 'actedAndLost', 'lostBefore', 'refusedForLater', 'accountEmpty'];

it('whatever happens to the calls, each person is told exactly once', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.constantFrom(...MISHAPS), { maxLength: 14 }),
			fc.boolean(),
			fc.integer({ min: 1, max: 5 }),
			fc.integer({ min: 0, max: 900 }),
			async (mishaps, clientKey, callSize, listLagMs) => {
				const { ledger, vendor, untilSent } = await office(
					{ clientKey, callSize, listLagMs, absenceProofMs: clientKey ? 1_000 : null, mishap: (call) => mishaps[call - 1] ?? 'none' },
					{ witness: new FileWitness(`${tempFolder()}/witness`) },
				);
				await untilSent();
				const counts = vendor.counts();
				expect([...counts.values()].filter((count) => count > 1)).toEqual([]);
				const { accepted = 0, unknown = 0 } = await states(ledger);
				expect(accepted + unknown).toBe(PEOPLE);
				expect(counts.size).toBe(accepted);
				if (clientKey) expect(unknown).toBe(0);
			},
		),
		{ numRuns: 25 },
	);
});
