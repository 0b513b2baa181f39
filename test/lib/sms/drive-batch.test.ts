import { decidedRow } from '../../../bench/drill/rows.mts';
import { koreanTime } from '../../../lib/calendar/day';
import { cancelScheduled } from '../../../lib/sms/cancel-scheduled';
import { collectResults } from '../../../lib/sms/results';
import { sendRun } from '../../../lib/sms/send-run';
import type { Fault, FaultRule, Step } from '../../../sandbox/sms/solapi.mts';
import {
	approvedRun, CAMPAIGN, cleanUp, gatewayTo, openLedger, ORIGIN, phoneOf, portsFor, rowsOf, RUN, seals, sending, sendUntilDone, simulator, states, take, tempFile, TestClock,
} from '../../support/notice-run';

afterEach(cleanUp);

/** Sends 30 people through a gateway with these faults until it is done, collects and closes. */
async function through(faults: FaultRule[], count = 30) {
	const clock = new TestClock();
	const [ledger, solapi] = [openLedger(tempFile(), clock), await simulator({ faults })];
	await approvedRun(ledger, rowsOf(count));
	const ports = portsFor(ledger, gatewayTo(solapi, { timeoutMs: 120 }));
	await sendUntilDone(ports, clock);
	for (let turn = 0; turn < 10; turn++) {
		solapi.flush();
		const { pending } = await collectResults(ports, CAMPAIGN).catch(() => ({ pending: 1 }));
		if (pending === 0) break;
	}
	clock.skip(3_600_000);
	const { closed, problems } = await ledger.close(await take(ledger, 'closer'), ORIGIN);
	return { ledger, solapi, closed, problems, states: await states(ledger), texts: solapi.oracle.deliveries().length, twice: solapi.oracle.duplicates().length };
}

const STEPS: readonly Step[] = ['list', 'create', 'add', 'groupMessages', 'send', 'getGroup', 'delete'];
const FAULTS: ReadonlyArray<readonly [string, Fault]> = [
	['done, answer lost', { fault: 'acceptThenDrop' }],
	['connection cut before', { fault: 'dropBefore' }],
	['done, answered 503', { fault: 'acceptThen503' }],
	['503', { fault: '503' }],
	['429', { fault: '429' }],
	['429 with Retry-After', { fault: '429', retryAfterSeconds: 0 }],
	['done, answer late', { fault: 'slow', ms: 200 }],
	['done late', { fault: 'slow', ms: 200, acts: 'before' }],
	['done, answered with a web page', { fault: 'html', acted: true }],
	['answered with a web page', { fault: 'html', acted: false }],
	['list lags', { fault: 'listLag', ms: 60 }],
];

describe.each(STEPS)('trouble at %s', (step) => {
	it.each(FAULTS)('%s, once and as often as a call is repeated: everyone is told once', async (_name, fault) => {
		// The add is made to fail where a step is only reached in trouble.
		const reach: FaultRule[] = step === 'delete' || step === 'getGroup' ? [{ step: 'add', nth: 1, fault: 'acceptThenDrop' }] : [];
		const send: FaultRule[] = step === 'getGroup' ? [{ step: 'send', fault: 'acceptThenDrop', times: 3 }] : [];
		const results = await Promise.all([1, 3].map((times) => through([...reach, ...send, { step, times, ...fault }])));
		for (const result of results) {
			expect(result).toMatchObject({ closed: true, problems: [], states: { delivered: 30 }, texts: 30, twice: 0 });
		}
	}, 30_000);
});

describe('a group', () => {
	it('that got its texts although the answer was lost is deleted and built anew', async () => {
		const { solapi } = await through([{ step: 'add', nth: 1, fault: 'acceptThenDrop' }], 10);
		expect(solapi.groups().map(({ status, messages }) => [status, messages])).toEqual([['DELETED', 10], ['COMPLETE', 10]]);
	});

	it('that a lagging list does not know yet is waited for', async () => {
		const { solapi } = await through([{ step: 'groupMessages', fault: 'listLag', ms: 90, times: 3 }], 10);
		expect(solapi.groups()).toHaveLength(1);
	});

	it('whose sending got no answer is never replaced by another', async () => {
		const { solapi } = await through([{ step: 'send', fault: 'acceptThenDrop', times: 3 }], 10);
		expect(solapi.groups()).toHaveLength(1);
	});

	it('that the gateway fills only in part sends that part; the rest is rejected with the reason', async () => {
		const { states: found, texts, ledger } = await through([{ step: 'add', nth: 1, fault: 'partial', share: 0.5 }], 10);
		expect({ found, texts }).toEqual({ found: { delivered: 5, rejected: 5 }, texts: 5 });
		const reasons = (await ledger.notices({ runId: RUN }, 20)).filter((one) => one.state === 'rejected').map((one) => one.statusCode);
		expect(new Set(reasons)).toEqual(new Set(['1060']));
	});

	it('that cannot be filled at all ends in an error, with everyone still to be told', async () => {
		const [ledger, solapi] = [openLedger(tempFile()), await simulator({ faults: [{ step: 'add', fault: 'acceptThen503' }] })];
		await approvedRun(ledger, rowsOf(4));
		const report = await sendRun(portsFor(ledger, gatewayTo(solapi)), sending());
		expect(report).toMatchObject({ status: 'interrupted', message: expect.stringContaining('보낸 문자는 없습니다') });
		expect(await states(ledger)).toEqual({ reserved: 4 });
		expect(new Set(solapi.groups().map((group) => group.status))).toEqual(new Set(['DELETED']));
	});

	it('with an unanswered sending is `unknown` until the gateway is asked', async () => {
		const clock = new TestClock();
		const [ledger, solapi] = [openLedger(tempFile(), clock), await simulator({ faults: [{ step: 'send', fault: 'dropBefore', times: 3 }] })];
		await approvedRun(ledger, rowsOf(4));
		const ports = portsFor(ledger, gatewayTo(solapi));
		expect(await sendRun(ports, sending())).toMatchObject({ status: 'interrupted', notices: { unknown: 4 } });
		expect((await ledger.close(await take(ledger, 'closer'), ORIGIN)).closed).toBe(false);
		clock.skip(3_600_000);
		expect(await sendRun(ports, sending({ owner: 'later' }))).toMatchObject({ status: 'sent', notices: { accepted: 4, unknown: 0 } });
		expect(solapi.groups()).toHaveLength(1);
	});

	it('that vanished at the gateway after `sending` is never replaced; after a day a person has to ask', async () => {
		const clock = new TestClock('2026-11-23T09:00:00+09:00');
		const [ledger, solapi] = [openLedger(tempFile(), clock), await simulator({ faults: [{ step: 'send', fault: 'dropBefore', times: 3 }] })];
		await approvedRun(ledger, rowsOf(4));
		await sendRun(portsFor(ledger, gatewayTo(solapi)), sending());
		const elsewhere = await simulator();
		clock.skip(3_600_000);
		expect(await sendRun(portsFor(ledger, gatewayTo(elsewhere)), sending({ owner: 'b' }))).toMatchObject({ status: 'interrupted', notices: { unknown: 4 } });
		clock.set('2026-11-24T09:00:01+09:00');
		expect(await sendRun(portsFor(ledger, gatewayTo(elsewhere)), sending({ owner: 'c' }))).toMatchObject({ status: 'sent', notices: { unknown: 4, balanced: true } });
		expect(elsewhere.calls().filter((call) => call.step === 'create')).toEqual([]);
		expect((await ledger.notices({ runId: RUN }, 1))[0]?.reason).toContain('중계사에 묶음 번호로 문의');
		const left = await collectResults(portsFor(ledger, gatewayTo(elsewhere)), CAMPAIGN);
		expect(left).toMatchObject({ changed: 0, pending: 0, missingGroups: 1 });
		// The first gateway still has the group, unsent: its word "registered" is no report.
		expect((await collectResults(portsFor(ledger, gatewayTo(solapi)), CAMPAIGN)).changed).toBe(0);
		expect(await states(ledger)).toEqual({ unknown: 4 });
		// Nobody waits for its texts any more, but a late report settles them.
		const [group] = solapi.groups();
		await gatewayTo(solapi).sendGroup(group?.groupId ?? '');
		solapi.flush();
		expect((await collectResults(portsFor(ledger, gatewayTo(solapi)), CAMPAIGN)).changed).toBe(4);
		expect(await states(ledger)).toEqual({ delivered: 4 });
	});

	it('that another account was never told to send is left behind, and its texts go out by this one', async () => {
		const clock = new TestClock();
		const [ledger, solapi] = [openLedger(tempFile(), clock), await simulator()];
		await approvedRun(ledger, rowsOf(6));
		const lease = await take(ledger, 'other account');
		await ledger.openBatch(lease, { id: 'b1', gateway: 'solapi', account: 'OLD1', size: 2 });
		const second = await ledger.openBatch(lease, { id: 'b2', gateway: 'solapi', account: 'OLD1', size: 2 });
		if (!second) throw new Error('no batch');
		await ledger.step(await ledger.step(await ledger.step(second, 'created', { groupId: 'ELSEWHERE' }), 'adding'), 'verified');
		clock.skip(3_600_000);
		expect(await sendRun(portsFor(ledger, gatewayTo(solapi)), sending({ owner: 'new' }))).toMatchObject({ status: 'sent', notices: { accepted: 6 } });
		solapi.flush();
		expect([solapi.oracle.deliveries().length, solapi.oracle.duplicates().length]).toEqual([6, 0]);
	});

	it('whose time has passed while it was in doubt is deleted, and its texts wait for the hours in another', async () => {
		const clock = new TestClock('2026-11-23T09:00:00+09:00');
		const [ledger, solapi] = [openLedger(tempFile(), clock), await simulator({ faults: [{ step: 'schedule', fault: 'dropBefore', times: 3 }] })];
		await approvedRun(ledger, rowsOf(4));
		const at = '2026-11-23T10:00:00.000+09:00';
		expect(await sendRun(portsFor(ledger, gatewayTo(solapi), { scheduledAt: at }), sending())).toMatchObject({ notices: { unknown: 4 } });
		clock.set('2026-11-23T22:00:00+09:00');
		clock.skip(3_600_000);
		let asked = 0;
		const tomorrow = '2026-11-24T10:00:00.000+09:00';
		// The hours suit the officer's new time, not this moment.
		await sendRun(portsFor(ledger, gatewayTo(solapi), { scheduledAt: tomorrow, maySend: () => (asked += 1) > 0 }), sending({ owner: 'later' }));
		expect(solapi.oracle.deliveries()).toEqual([]);
		expect(solapi.groups().map(({ status }) => status)).toEqual(['DELETED', 'SCHEDULED']);
		expect(await states(ledger)).toEqual({ accepted: 4 });
	});

	it('whose schedule is cancelled is deleted, so that nobody can send it by hand; asking again comes to the same', async () => {
		const clock = new TestClock();
		const [ledger, solapi] = [openLedger(tempFile(), clock), await simulator({ faults: [{ step: 'cancelSchedule', nth: 1, fault: 'acceptThenDrop' }] })];
		await approvedRun(ledger, rowsOf(4));
		const at = koreanTime(clock.now()).plus({ days: 1 }).toISO();
		const ports = portsFor(ledger, gatewayTo(solapi), { scheduledAt: at });
		await sendRun(ports, sending());
		clock.skip(3_600_000);
		const lease = await take(ledger, 'canceller');
		await cancelScheduled(ports, lease, '박주무관', ORIGIN).catch(() => undefined);
		const report = await cancelScheduled(ports, lease, '박주무관', ORIGIN);
		expect(report).toMatchObject({ tooLateBatches: 0, missingBatches: 0 });
		expect(solapi.groups().map(({ status }) => status)).toEqual(['DELETED']);
		expect(await states(ledger)).toEqual({ notSent: 4 });
		expect((await ledger.audit.check()).problems).toEqual([]);
	});

	it('begun at another gateway is left behind unsent, unless it was told to be sent', async () => {
		const clock = new TestClock();
		const [ledger, solapi] = [openLedger(tempFile(), clock), await simulator()];
		await approvedRun(ledger, rowsOf(4));
		const lease = await take(ledger, 'other gateway');
		const batch = await ledger.openBatch(lease, { id: 'b1', gateway: 'other', account: 'X', size: 2 });
		const second = await ledger.openBatch(lease, { id: 'b2', gateway: 'other', account: 'X', size: 2 });
		if (!batch || !second) throw new Error('no batch');
		await ledger.step(await ledger.step(batch, 'created', { groupId: 'OTHER' }), 'sending');
		await ledger.release(lease);
		const ports = portsFor(ledger, gatewayTo(solapi));
		await expect(sendRun(ports, sending())).rejects.toMatchObject({ code: 'gatewayChanged' });
		expect(solapi.oracle.deliveries()).toEqual([]);
	});
});

describe('texts', () => {
	it('that cannot be composed are rejected with the reason, the others go out', async () => {
		const [ledger, solapi] = [openLedger(tempFile()), await simulator()];
		const mixed = rowsOf(3);
		const [first, second] = mixed;
		if (!first || !second) throw new Error('no rows');
		mixed[0] = { ...first, phone: second.phone };
		mixed.push(decidedRow(seals, { number: 60, phone: '0311234567' }));
		await approvedRun(ledger, mixed);
		expect(await sendRun(portsFor(ledger, gatewayTo(solapi)), sending())).toMatchObject({ status: 'sent', notices: { accepted: 2, rejected: 2 } });
		const rejected = (await ledger.notices({ runId: RUN }, 9)).filter((one) => one.state === 'rejected');
		expect(rejected.map((one) => one.reasonCode).sort()).toEqual(['notMobile', 'sealMismatch']);
		expect(solapi.oracle.byPhone(phoneOf(2))).toHaveLength(1);
	});

	it('for which nothing was composed are not taken for sent', async () => {
		const [ledger, solapi] = [openLedger(tempFile()), await simulator()];
		await approvedRun(ledger, rowsOf(2));
		const ports = portsFor(ledger, gatewayTo(solapi), { compose: () => Promise.resolve(new Map()) });
		expect(await sendRun(ports, sending())).toMatchObject({ notices: { accepted: 0, rejected: 2 } });
	});
});
