import fc from 'fast-check';

import type { Ledger } from '../../../lib/ledger/ledger';
import type { DeliveryReport } from '../../../lib/ledger/results';
import { all } from '../../../lib/ledger/steps';
import { runSteps } from '../../support/desk';
import { approvedRun, CAMPAIGN, cleanUp, openLedger, ORIGIN, PERIOD, rowsOf, RUN, states, take, tempFile, TestClock } from '../../support/notice-run';

afterEach(cleanUp);

/** A run of which every text was handed to the gateway. */
async function sentRun(count: number, clock = new TestClock(), types: string[] = [], file = tempFile()): Promise<{ ledger: Ledger; keys: string[]; clock: TestClock }> {
	const ledger = openLedger(file, clock);
	await approvedRun(ledger, rowsOf(count));
	const lease = await take(ledger, 'sender');
	const open = await ledger.openBatch(lease, { id: 'b1', gateway: 'solapi', account: 'KEY1', size: count });
	if (!open) throw new Error('no batch');
	const keys = (await ledger.noticesOf('b1')).map((notice) => notice.noticeKey);
	const created = await ledger.step(open, 'created', { groupId: 'G1' });
	await ledger.settleAndStep(created, keys.map((noticeKey, index) => ({ noticeKey, state: 'accepted' as const, messageId: `M-${noticeKey}`, messageType: types[index] ?? 'LMS' })), 'sent');
	return { ledger, keys, clock };
}

/** The same for short and long texts. */
const before = (cutoff: string) => ({ short: cutoff, long: cutoff });

const reportOf = (noticeKey: string, state: DeliveryReport['state'], attempt = 1): DeliveryReport => ({
	noticeKey,
	attempt,
	messageId: `M-${noticeKey}`,
	state,
	statusCode: { accepted: '3000', delivered: '4000', failed: '3043' }[state],
	reason: state === 'failed' ? '수신자의 휴대전화 전원이 꺼져 있습니다.' : null,
});

describe('delivery reports', () => {
	it('never change a final state, in whatever order and however often they come', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.constantFrom('accepted', 'delivered', 'failed')), { maxLength: 30 }),
				fc.integer({ min: 1, max: 7 }),
				async (history, portion) => {
					const { ledger, keys } = await sentRun(5);
					const first = new Map<string, string>();
					for (let start = 0; start < history.length; start += portion) {
						const reports = history.slice(start, start + portion).map(([index, state]) => reportOf(keys[index] ?? '', state));
						for (const report of reports) {
							if (report.state !== 'accepted' && !first.has(report.noticeKey)) first.set(report.noticeKey, report.state);
						}
						await ledger.applyReports(reports);
					}
					for (const notice of await ledger.notices({ runId: RUN }, 10)) {
						expect(notice.state).toBe(first.get(notice.noticeKey) ?? 'accepted');
					}
					expect((await ledger.account(RUN)).notices.balanced).toBe(true);
					expect((await ledger.verify()).broken).toBeNull();
				},
			),
			{ numRuns: 25 },
		);
	});

	it('change nothing and leave no event when repeated', async () => {
		const { ledger, keys } = await sentRun(3);
		const reports = keys.map((key) => reportOf(key, 'delivered'));
		expect(await ledger.applyReports(reports)).toBe(3);
		const head = await ledger.head();
		expect(await ledger.applyReports([...reports, ...keys.map((key) => reportOf(key, 'failed'))])).toBe(0);
		expect(await ledger.head()).toEqual(head);
	});

	it('of another attempt or a stranger are left alone', async () => {
		const { ledger, keys } = await sentRun(1);
		expect(await ledger.applyReports([reportOf(keys[0] ?? '', 'failed', 2), reportOf('somebody-else', 'delivered')])).toBe(0);
		expect(await states(ledger)).toEqual({ accepted: 1 });
	});

	it('are still awaited and taken in after the run is closed', async () => {
		const { ledger, keys } = await sentRun(2);
		expect(await ledger.close(await take(ledger, 'sender'), ORIGIN)).toMatchObject({ closed: true });
		expect(await ledger.pendingGroups('drill-weekly')).toMatchObject([{ batchId: 'b1', groupId: 'G1', gateway: 'solapi', account: 'KEY1', pending: 2 }]);
		await ledger.applyReports(keys.map((key) => reportOf(key, 'delivered')));
		expect(await ledger.pendingGroups('drill-weekly')).toEqual([]);
		expect((await ledger.account(RUN)).notices).toMatchObject({ delivered: 2, balanced: true });
	});
});

describe('a text of which no report comes', () => {
	const SENT = '2026-11-23T09:00:00.000+09:00';
	const sentAt9 = async (count: number) => await sentRun(count, new TestClock(SENT));

	it('is unknown after its time, not before, and nobody is told again', async () => {
		const { ledger, keys, clock } = await sentAt9(3);
		await ledger.applyReports([reportOf(keys[0] ?? '', 'delivered')]);
		clock.set('2026-11-26T17:30:00.000+09:00');
		expect(await ledger.expirePending('drill-weekly', before('2026-11-23T09:00:00.000+09:00'), 100)).toBe(0);
		expect(await ledger.expirePending('drill-weekly', before('2026-11-23T09:30:00.000+09:00'), 1)).toBe(1);
		expect(await ledger.expirePending('drill-weekly', before('2026-11-23T09:30:00.000+09:00'), 100)).toBe(1);
		expect(await states(ledger)).toEqual({ delivered: 1, unknown: 2 });
		const [unknown] = (await ledger.notices({ runId: RUN }, 9)).filter((one) => one.state === 'unknown');
		expect(unknown).toMatchObject({ reasonCode: 'noReport', reason: expect.stringContaining('바랍니다') });
		expect((await ledger.account(RUN)).notices).toMatchObject({ open: 0, balanced: true });
		expect((await ledger.verify()).broken).toBeNull();
	});

	it('a short text is given up before a long one', async () => {
		const { ledger, keys } = await sentRun(2, new TestClock(SENT), ['SMS', 'LMS']);
		expect(await ledger.expirePending('drill-weekly', { short: '2026-11-23T10:00:00.000+09:00', long: '2026-11-23T08:00:00.000+09:00' }, 100)).toBe(1);
		const [given] = (await ledger.notices({ runId: RUN }, 9)).filter((one) => one.state === 'unknown');
		expect(given?.noticeKey).toBe(keys[0]);
	});

	it('is no longer waited for, still asked about, and settled by a late report; "at the carrier" is none', async () => {
		const { ledger, keys } = await sentAt9(2);
		await ledger.expirePending('drill-weekly', before('2026-11-24T00:00:00.000+09:00'), 100);
		expect(await ledger.pendingGroups('drill-weekly')).toEqual([expect.objectContaining({ groupId: 'G1', pending: 0 })]);
		expect(await ledger.applyReports(keys.map((key) => reportOf(key, 'accepted')))).toBe(0);
		expect(await ledger.applyReports([reportOf(keys[0] ?? '', 'delivered'), reportOf(keys[1] ?? '', 'failed')])).toBe(2);
		expect(await states(ledger)).toEqual({ delivered: 1, failed: 1 });
	});

	it('is asked about for a month at most', async () => {
		const { ledger, clock } = await sentAt9(1);
		await ledger.expirePending('drill-weekly', before('2026-11-24T00:00:00.000+09:00'), 100);
		clock.set('2026-12-24T09:00:00.000+09:00');
		expect(await ledger.pendingGroups('drill-weekly')).toEqual([]);
	});
});

describe('a text that a person settled as never sent', () => {
	/** Of two texts without a report the first is settled so. */
	async function settledRun() {
		const file = tempFile();
		const run = await sentRun(2, new TestClock('2026-11-23T09:00:00.000+09:00'), [], file);
		const [noticeKey = '', other = ''] = run.keys;
		await run.ledger.expirePending(CAMPAIGN, before('2026-11-24T00:00:00.000+09:00'), 100);
		await run.ledger.applyReports([reportOf(other, 'delivered')]);
		await run.ledger.settleDoubt({ noticeKey, decision: 'notSent', by: '박주무관', basis: '중계사 회신', origin: ORIGIN });
		run.clock.set('2026-11-27T10:00:00.000+09:00');
		return { ...run, file, noticeKey };
	}
	const told = async ({ ledger, file }: { ledger: Ledger; file: string }) => ({
		tasks: await ledger.desk.tasks({}, 9),
		events: await runSteps(file, () => all(`SELECT run_id, subject, payload FROM event WHERE kind = 'notice.deliveredAfterAll'`)),
		watch: (await ledger.watchFacts(CAMPAIGN, { period: PERIOD.period, reportsSince: '', reviewsBefore: '', today: '2026-11-27' })).deliveredAfterAll,
	});

	it('stays so when it is reported delivered after all; a person is told once, and no letter goes out', async () => {
		const run = await settledRun();
		const { ledger, noticeKey } = run;
		expect(await ledger.desk.mailDue({ campaign: CAMPAIGN }, 9)).toHaveLength(1);
		expect(await ledger.pendingGroups(CAMPAIGN)).toMatchObject([{ groupId: 'G1', pending: 0 }]);
		expect(await ledger.applyReports([reportOf(noticeKey, 'delivered'), reportOf(noticeKey, 'delivered')])).toBe(0);
		await ledger.applyReports([reportOf(noticeKey, 'delivered')]);
		expect(await states(ledger)).toEqual({ delivered: 1, rejected: 1 });
		const { tasks, events, watch } = await told(run);
		expect(tasks).toMatchObject([{ kind: 'review', noticeKey, runId: RUN, state: 'open', reasonCode: 'deliveredAfterAll', reason: expect.stringContaining('2026. 11. 27.') }]);
		expect(events).toMatchObject([{ subject: noticeKey, run_id: RUN, payload: JSON.stringify({ messageId: `M-${noticeKey}`, statusCode: '4000', attempt: 1 }) }]);
		expect(watch).toBe(1);
		expect(await ledger.pendingGroups(CAMPAIGN)).toEqual([]);
		expect(await ledger.desk.mailDue({ campaign: CAMPAIGN }, 9)).toEqual([]);
		expect((await ledger.verify()).broken).toBeNull();
		expect((await ledger.audit.check()).problems).toEqual([]);
	});

	it('is not told of again once the person has settled that, and a further notice of the receipt does not settle it', async () => {
		const run = await settledRun();
		const { ledger, noticeKey } = run;
		await ledger.applyReports([reportOf(noticeKey, 'delivered')]);
		await approvedRun(ledger, rowsOf(2), { ...PERIOD, campaign: 'further' });
		const [task] = (await told(run)).tasks;
		expect(task).toMatchObject({ state: 'open' });
		await ledger.desk.settleTask({ id: task?.id ?? '', by: '박주무관', note: '우편 발송 전 확인', doneOn: '2026-11-27', origin: ORIGIN });
		await ledger.applyReports([reportOf(noticeKey, 'delivered')]);
		const { tasks, events, watch } = await told(run);
		expect([tasks.map(({ state }) => state), events.length, watch]).toEqual([['done'], 1, 0]);
		expect((await ledger.audit.check()).problems).toEqual([]);
	});

	it.each<[string, (key: string) => DeliveryReport]>([
		['failed', (key) => reportOf(key, 'failed')],
		['on its way', (key) => reportOf(key, 'accepted')],
		['delivered in another attempt', (key) => reportOf(key, 'delivered', 2)],
	])('is nobody’s concern when it is reported %s', async (_name, report) => {
		const run = await settledRun();
		const { ledger, noticeKey } = run;
		expect(await ledger.applyReports([report(noticeKey)])).toBe(0);
		expect(await told(run)).toEqual({ tasks: [], events: [], watch: 0 });
	});

	it('is asked about for a month at most', async () => {
		const { ledger, clock } = await settledRun();
		clock.set('2026-12-24T09:00:00.000+09:00');
		expect(await ledger.pendingGroups(CAMPAIGN)).toEqual([]);
	});
});
