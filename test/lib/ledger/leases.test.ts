import { TRIGGER_OWNER } from '../../../lib/ledger/runs';
import { approvedRun, cleanUp, openLedger, ORIGIN, prepareInput, rowsOf, RUN, states, take, tempFile, TestClock, PERIOD } from '../../support/notice-run';

afterEach(cleanUp);

const batch = (id: string) => ({ id, gateway: 'solapi', account: 'KEY1', size: 20 });

describe('leases and fences', () => {
	it('keep a second execution out while the first shows signs of life', async () => {
		const clock = new TestClock();
		const ledger = openLedger(tempFile(), clock, 1_000);
		const lease = await take(ledger);
		clock.skip(900);
		await ledger.renew(lease);
		clock.skip(900);
		expect(await ledger.takeRun(PERIOD, 'second', ORIGIN)).toBeNull();
		clock.skip(200);
		expect(await ledger.takeRun(PERIOD, 'second', ORIGIN)).toMatchObject({ fence: lease.fence + 1 });
	});

	it('give the same owner its fence again', async () => {
		const ledger = openLedger(tempFile());
		expect(await take(ledger, 'me')).toEqual(await take(ledger, 'me'));
	});

	it('are free at once after a release', async () => {
		const ledger = openLedger(tempFile());
		await ledger.release(await take(ledger));
		expect(await ledger.takeRun(PERIOD, 'second', ORIGIN)).not.toBeNull();
	});

	it('leave a parked run to the execution that a person starts, and to the trigger only after the pause', async () => {
		const clock = new TestClock();
		const ledger = openLedger(tempFile(), clock, 1_000);
		const lease = await take(ledger);
		await ledger.park(lease, 60_000);
		clock.skip(59_000);
		expect(await ledger.takeRun(PERIOD, `${TRIGGER_OWNER}look`, ORIGIN)).toBeNull();
		expect(await ledger.resumable(PERIOD.campaign)).toEqual([]);
		expect(await ledger.takeRun(PERIOD, 'person', ORIGIN)).toMatchObject({ fence: lease.fence + 1 });
		await expect(ledger.renew(lease)).rejects.toMatchObject({ code: 'fenceLost' });
		await ledger.park(await take(ledger, 'person'), 60_000);
		clock.skip(61_000);
		expect(await ledger.takeRun(PERIOD, `${TRIGGER_OWNER}look`, ORIGIN)).not.toBeNull();
	});

	it('shut an overtaken execution out of every write', async () => {
		const clock = new TestClock();
		const ledger = openLedger(tempFile(), clock, 1_000);
		await approvedRun(ledger, rowsOf(8));
		const zombie = await take(ledger, 'zombie');
		const open = await ledger.openBatch(zombie, batch('b1'));
		if (!open) throw new Error('no batch');
		const created = await ledger.step(open, 'created', { groupId: 'G1' });
		clock.skip(2_000);
		const heir = await take(ledger, 'heir');
		await ledger.takeOverBatches(heir);
		const [first] = await ledger.noticesOf('b1');
		const outcome = [{ noticeKey: first?.noticeKey ?? '', state: 'reserved' as const }];
		const lost = { code: 'fenceLost' };
		await expect(ledger.renew(zombie)).rejects.toMatchObject(lost);
		await expect(ledger.setStage(zombie, 'results')).rejects.toMatchObject(lost);
		await expect(ledger.openBatch(zombie, batch('b2'))).rejects.toMatchObject(lost);
		await expect(ledger.step(created, 'adding')).rejects.toMatchObject(lost);
		await expect(ledger.startSending(created)).rejects.toMatchObject(lost);
		await expect(ledger.settle(created, outcome)).rejects.toMatchObject(lost);
		await expect(ledger.settleAndStep(created, outcome, 'void')).rejects.toMatchObject(lost);
		await expect(ledger.takeOverBatches(zombie)).rejects.toMatchObject(lost);
		await expect(ledger.close(zombie, ORIGIN)).rejects.toMatchObject(lost);
		await expect(ledger.adopt(zombie, 'solapi', 'KEY1', [])).rejects.toMatchObject(lost);
		expect(await states(ledger)).toEqual({ submitting: 8 });
	});

	it('shut an overtaken preparation out', async () => {
		const clock = new TestClock();
		const ledger = openLedger(tempFile(), clock, 1_000);
		const zombie = await take(ledger, 'zombie');
		clock.skip(2_000);
		await take(ledger, 'heir');
		await expect(ledger.prepare(zombie, prepareInput(rowsOf(2)))).rejects.toMatchObject({ code: 'fenceLost' });
	});
});

describe('steps of a batch', () => {
	const opened = async () => {
		const ledger = openLedger(tempFile());
		await approvedRun(ledger, rowsOf(30));
		const lease = await take(ledger, 'sender');
		const first = await ledger.openBatch(lease, batch('b1'));
		if (!first) throw new Error('no batch');
		return { ledger, lease, first };
	};

	it('bind each notice to one batch', async () => {
		const { ledger, lease } = await opened();
		expect(await ledger.openBatch(lease, batch('b2'))).toMatchObject({ size: 10 });
		expect(await ledger.openBatch(lease, batch('b3'))).toBeNull();
		const keys = [...(await ledger.noticesOf('b1')), ...(await ledger.noticesOf('b2'))].map((notice) => notice.noticeKey);
		expect(new Set(keys).size).toBe(30);
	});

	it('are taken by one of two that try, also with the same fence', async () => {
		const { ledger, first } = await opened();
		const tries = await Promise.allSettled([ledger.step(first, 'created', { groupId: 'G1' }), ledger.step(first, 'created', { groupId: 'G2' })]);
		expect(tries.map((one) => one.status)).toEqual(['fulfilled', 'rejected']);
	});

	it('are not taken for the same step of another group (a batch rebuilt meanwhile)', async () => {
		const { ledger, first } = await opened();
		const stale = await ledger.step(await ledger.step(first, 'created', { groupId: 'G1' }), 'adding');
		const rebuilt = await ledger.step(await ledger.step(stale, 'creating', { groupId: null, discarded: ['G1'] }), 'created', { groupId: 'G2' });
		await ledger.step(rebuilt, 'adding');
		await expect(ledger.settleAndStep(stale, [], 'verified')).rejects.toMatchObject({ code: 'fenceLost' });
	});

	it('settle notices and step in one transaction or not at all', async () => {
		const { ledger, first } = await opened();
		const stale = first;
		await ledger.step(first, 'created', { groupId: 'G1' });
		const outcomes = (await ledger.noticesOf('b1')).map(({ noticeKey }) => ({ noticeKey, state: 'accepted' as const }));
		await expect(ledger.settleAndStep(stale, outcomes, 'sent')).rejects.toMatchObject({ code: 'fenceLost' });
		expect(await states(ledger, RUN)).toEqual({ submitting: 20, reserved: 10 });
	});

	it('give notices back to be sent in another batch, with the same attempt number', async () => {
		const { ledger, lease, first } = await opened();
		const notices = await ledger.noticesOf('b1');
		await ledger.settleAndStep(first, notices.map(({ noticeKey }) => ({ noticeKey, state: 'reserved' as const })), 'void');
		await ledger.openBatch(lease, { ...batch('b2'), size: 30 });
		expect((await ledger.noticesOf('b2')).map((notice) => notice.attempt)).toEqual(Array(30).fill(1));
	});
});

describe('stopping the rest', () => {
	it('keeps reserved notices, and those given back later, from being sent', async () => {
		const ledger = openLedger(tempFile());
		await approvedRun(ledger, rowsOf(30));
		const lease = await take(ledger, 'sender');
		const open = await ledger.openBatch(lease, batch('b1'));
		if (!open) throw new Error('no batch');
		expect(await ledger.stopRest(RUN, '박주무관', ORIGIN)).toBe(10);
		expect(await ledger.startSending(open)).toBeNull();
		const notices = await ledger.noticesOf('b1');
		await ledger.settleAndStep(open, notices.map(({ noticeKey }) => ({ noticeKey, state: 'reserved' as const })), 'void');
		expect(await states(ledger)).toEqual({ notSent: 30 });
		expect(await ledger.openBatch(lease, batch('b2'))).toBeNull();
		expect(await ledger.close(lease, ORIGIN)).toMatchObject({ closed: true });
	});

	it('is refused before there is anything to stop, and after the end', async () => {
		const ledger = openLedger(tempFile());
		const lease = await take(ledger);
		await expect(ledger.stopRest(RUN, '박주무관', ORIGIN)).rejects.toMatchObject({ code: 'notPrepared' });
		await ledger.prepare(lease, prepareInput([]));
		await ledger.approve(RUN, { kind: 'person', name: '박주무관' }, ORIGIN);
		await ledger.close(lease, ORIGIN);
		await expect(ledger.stopRest(RUN, '박주무관', ORIGIN)).rejects.toMatchObject({ code: 'runClosed' });
	});
});
