import { decidedRow } from '../../../bench/drill/rows.mts';
import { BusinessCalendar } from '../../../lib/calendar/business-calendar';
import { RemoteError } from '../../../lib/errors';
import type { Ledger } from '../../../lib/ledger/ledger';
import { maySendAt } from '../../../lib/sms/hours';
import { collectResults } from '../../../lib/sms/results';
import { sendRun } from '../../../lib/sms/send-run';
import type { SolapiSimulator } from '../../../sandbox/sms/solapi.mts';
import { copyLedger } from '../../support/ledger-home';
import {
	approvedRun, CAMPAIGN, cleanUp, gatewayTo, openLedger, ORIGIN, phoneOf, portsFor, prepareInput, rowsOf, RUN, seals, sending, sendUntilDone, simulator,
	states, take, tempFile, TestClock,
} from '../../support/notice-run';

afterEach(cleanUp);

/** What phones got: texts in all, and whether anybody got two. */
const received = (solapi: SolapiSimulator) => ({ texts: solapi.oracle.deliveries().length, twice: solapi.oracle.duplicates().length });

async function settle(ledger: Ledger, solapi: SolapiSimulator): Promise<void> {
	solapi.flush();
	await collectResults(portsFor(ledger, gatewayTo(solapi)), CAMPAIGN);
}

describe('sending a run', () => {
	it('tells everyone once, two cars on one phone included, and the account closes', async () => {
		const [ledger, solapi] = [openLedger(tempFile()), await simulator()];
		const special = [['01000001060', 'text'], ['01000003032', 'text'], [phoneOf(90), 'post']] as const;
		await approvedRun(ledger, [...rowsOf(52), ...special.map(([phone, channel], index) => decidedRow(seals, { number: 100 + index, phone, channel }))]);
		const ports = portsFor(ledger, gatewayTo(solapi));
		const report = await sendRun(ports, sending());
		expect(report).toMatchObject({ status: 'sent', adopted: 0, notices: { accepted: 53, rejected: 1, notSent: 1, balanced: true } });
		await settle(ledger, solapi);
		expect(await states(ledger)).toEqual({ delivered: 52, failed: 1, rejected: 1, notSent: 1 });
		expect(received(solapi)).toEqual({ texts: 52, twice: 0 });
		expect(solapi.oracle.byPhone(phoneOf(4))).toHaveLength(2);
		expect(await ledger.close(await take(ledger, 'sender'), ORIGIN)).toMatchObject({ closed: true });
		expect(await sendRun(ports, sending({ owner: 'later' }))).toMatchObject({ status: 'sent' });
		expect(received(solapi)).toEqual({ texts: 52, twice: 0 });
	});

	it('says why nobody can be told where every text is refused, and comes to its end', async () => {
		const [ledger, solapi] = [openLedger(tempFile()), await simulator()];
		await approvedRun(ledger, rowsOf(3, { phone: '01000001060' }));
		expect(await sendRun(portsFor(ledger, gatewayTo(solapi)), sending())).toMatchObject({ status: 'sent', notices: { rejected: 3, balanced: true } });
		expect((await ledger.notices({ runId: RUN }, 1))[0]).toMatchObject({ reasonCode: 'gatewayRefused', reason: '수신 거부된 번호입니다.' });
		expect(solapi.groups().map((group) => group.status)).toEqual(['DELETED']);
	});

	it('waits for approval and leaves the run free meanwhile', async () => {
		const [ledger, solapi] = [openLedger(tempFile()), await simulator()];
		const lease = await take(ledger);
		await ledger.prepare(lease, prepareInput(rowsOf(2)));
		await ledger.release(lease);
		expect(await sendRun(portsFor(ledger, gatewayTo(solapi)), sending())).toMatchObject({ status: 'notApproved' });
		expect(await ledger.lease(RUN, 'somebody else')).not.toBeNull();
		expect(solapi.calls()).toEqual([]);
	});

	it('leaves a run alone that another execution sends', async () => {
		const [ledger, solapi] = [openLedger(tempFile()), await simulator()];
		await approvedRun(ledger, rowsOf(40));
		const ports = portsFor(ledger, gatewayTo(solapi));
		const reports = await Promise.all([sendRun(ports, sending({ owner: 'a' })), sendRun(ports, sending({ owner: 'b' }))]);
		expect(reports.map((report) => report.status).sort()).toEqual(['busy', 'sent']);
		expect(received(solapi)).toEqual({ texts: 40, twice: 0 });
	});

	it('begins no batch after one has failed, and brings those under way to their end', async () => {
		const clock = new TestClock();
		const [ledger, solapi] = [openLedger(tempFile(), clock), await simulator()];
		await approvedRun(ledger, rowsOf(50));
		const ports = portsFor(ledger, gatewayTo(solapi));
		const gateway = gatewayTo(solapi);
		const createGroup = gateway.createGroup.bind(gateway);
		let groups = 0;
		gateway.createGroup = async (...args) => {
			if (++groups === 2) throw new RemoteError('down', '', '', { outcome: 'notSent', retryable: false });
			return await createGroup(...args);
		};
		expect(await sendRun({ ...ports, gateway }, sending({ batchSize: 10 }))).toMatchObject({ status: 'interrupted', notices: { accepted: 20, open: 30 } });
		expect(groups).toBe(3);
		clock.skip(3_600_000);
		expect(await sendRun(ports, sending())).toMatchObject({ status: 'sent', notices: { accepted: 50, balanced: true } });
		expect(received(solapi)).toEqual({ texts: 50, twice: 0 });
	});

	it('keeps its lease alive while the gateway is slow', async () => {
		const clock = new TestClock();
		const [ledger, solapi] = [openLedger(tempFile(), clock, 60_000), await simulator()];
		await approvedRun(ledger, rowsOf(10));
		const gateway = gatewayTo(solapi);
		const [called, answers] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
		const createGroup = gateway.createGroup.bind(gateway);
		gateway.createGroup = async (...args) => {
			called.resolve();
			await answers.promise;
			return await createGroup(...args);
		};
		const beats: Array<() => void> = [];
		const every = (_ms: number, call: () => void) => {
			beats.push(call);
			return () => undefined;
		};
		const renewed = jest.spyOn(ledger, 'renew');
		const first = sendRun({ ...portsFor(ledger, gateway), every }, sending({ owner: 'slow' }));
		await called.promise;
		for (let time = 1; time <= 2; time += 1) {
			clock.skip(40_000);
			beats.at(-1)?.();
			while (renewed.mock.results.length < time) await new Promise((resolve) => setImmediate(resolve));
			await renewed.mock.results[time - 1]?.value;
		}
		expect(await sendRun(portsFor(ledger, gatewayTo(solapi)), sending({ owner: 'eager' }))).toMatchObject({ status: 'busy' });
		answers.resolve();
		expect(await first).toMatchObject({ status: 'sent' });
	});
});

describe('sending hours', () => {
	it('hold an approval of Friday 17:59 over to Monday morning, also in the middle of the run', async () => {
		const calendar = new BusinessCalendar();
		const clock = new TestClock('2026-11-20T17:59:50+09:00');
		const [ledger, solapi] = [openLedger(tempFile(), clock), await simulator()];
		await approvedRun(ledger, rowsOf(30));
		let checks = 0;
		const hours = { from: '09:00', to: '18:00', businessDaysOnly: true };
		const ports = portsFor(ledger, gatewayTo(solapi), {
			maySend: () => {
				if (++checks === 4) clock.set('2026-11-20T18:00:00+09:00');
				return maySendAt(clock.now(), hours, calendar);
			},
		});
		expect(await sendRun(ports, sending({ batchSize: 10, owner: 'friday' }))).toMatchObject({ status: 'waitingForHours' });
		const onFriday = received(solapi).texts;
		expect(onFriday).toBeLessThan(30);
		clock.set('2026-11-21T10:00:00+09:00');
		const calls = solapi.calls().length;
		expect(await sendRun(ports, sending({ owner: 'saturday' }))).toMatchObject({ status: 'waitingForHours' });
		expect(solapi.calls().length).toBe(calls);
		clock.set('2026-11-23T08:59:59+09:00');
		expect(await sendRun(ports, sending({ owner: 'early monday' }))).toMatchObject({ status: 'waitingForHours' });
		clock.set('2026-11-23T09:00:00+09:00');
		expect(await sendRun(ports, sending({ owner: 'monday' }))).toMatchObject({ status: 'sent' });
		expect(received(solapi)).toEqual({ texts: 30, twice: 0 });
	});

	it('leave a run free for the next look', async () => {
		const [ledger, solapi] = [openLedger(tempFile()), await simulator()];
		await approvedRun(ledger, rowsOf(3));
		await sendRun(portsFor(ledger, gatewayTo(solapi), { maySend: () => false }), sending());
		expect((await ledger.resumable(CAMPAIGN)).map((run) => run.runId)).toEqual([RUN]);
	});
});

describe('the button that stops the rest', () => {
	it('takes back a group that waits for the sending hours', async () => {
		const [ledger, solapi] = [openLedger(tempFile()), await simulator()];
		await approvedRun(ledger, rowsOf(30));
		let open = 2;
		const ports = portsFor(ledger, gatewayTo(solapi), { maySend: () => open-- > 0 });
		expect(await sendRun(ports, sending())).toMatchObject({ status: 'waitingForHours' });
		expect(solapi.groups().map((group) => group.status)).toEqual(['PENDING']);
		expect(await ledger.stopRest(RUN, '박주무관', ORIGIN)).toBe(10);
		expect(await sendRun(ports, sending())).toMatchObject({ status: 'sent', notices: { notSent: 30, open: 0 } });
		expect(solapi.groups().map((group) => group.status)).toEqual(['DELETED']);
		expect(received(solapi).texts).toBe(0);
	});

	it('does not take back what is out', async () => {
		const [ledger, solapi] = [openLedger(tempFile()), await simulator()];
		await approvedRun(ledger, rowsOf(30));
		const ports = portsFor(ledger, gatewayTo(solapi));
		const gateway = gatewayTo(solapi);
		const stopped = Promise.withResolvers<unknown>();
		const [createGroup, sendGroup] = [gateway.createGroup.bind(gateway), gateway.sendGroup.bind(gateway)];
		let groups = 0;
		gateway.createGroup = async (...args) => {
			if (++groups > 1) await stopped.promise;
			return await createGroup(...args);
		};
		gateway.sendGroup = async (...args) => {
			const answer = await sendGroup(...args);
			stopped.resolve(await ledger.stopRest(RUN, '박주무관', ORIGIN));
			return answer;
		};
		expect(await sendRun({ ...ports, gateway }, sending({ batchSize: 10 }))).toMatchObject({ status: 'sent', notices: { accepted: 10, notSent: 20 } });
		expect(received(solapi)).toEqual({ texts: 10, twice: 0 });
	});
});

describe('a gateway that refuses on principle', () => {
	const REFUSALS: Array<[string, Parameters<typeof simulator>[0], Parameters<typeof gatewayTo>[1]]> = [
		['the balance is used up before the sending', { accounts: [{ apiKey: 'TESTKEY1', apiSecret: 'secret', balance: 900, senders: ['0310000000'] }] }, {}],
		['there is no balance at all', { accounts: [{ apiKey: 'TESTKEY1', apiSecret: 'secret', balance: 0, senders: ['0310000000'] }] }, {}],
		['the sender number is not registered', {}, { sender: '0319999999' }],
		['the key is wrong', {}, { apiSecret: 'wrong' }],
	];
	it.each(REFUSALS)('loses nobody when %s, and tells nobody twice when it is mended', async (_name, options, wish) => {
		const clock = new TestClock();
		const [ledger, solapi] = [openLedger(tempFile(), clock), await simulator(options)];
		await approvedRun(ledger, rowsOf(50));
		const report = await sendRun(portsFor(ledger, gatewayTo(solapi, wish)), sending());
		expect(report).toMatchObject({ status: 'interrupted', message: expect.any(String), remedy: expect.any(String) });
		expect(report.notices.open + report.notices.accepted).toBe(50);
		expect(report.notices.rejected).toBe(0);
		expect(await ledger.takeRun({ campaign: CAMPAIGN, period: '2026-W47', from: '', to: '' }, 'trigger:too soon', ORIGIN)).toBeNull();
		const before = received(solapi).texts;
		clock.skip(3_600_000);
		const mended = await simulator();
		await sendUntilDone(portsFor(ledger, gatewayTo(mended)), clock);
		expect(before + received(mended).texts).toBe(50);
		expect(received(mended).twice).toBe(0);
	});
});

describe('a ledger put back from a backup', () => {
	/** Sends a run, putting the ledger file back to where it was at the given moment of the first sending. */
	async function restoredAt(moment: 'prepared' | 'firstCreate' | 'firstAdd' | 'firstSend' | 'secondCreate' | 'secondSend') {
		const file = tempFile();
		const backup = tempFile();
		const solapi = await simulator();
		const clock = new TestClock();
		let ledger = openLedger(file, clock);
		await approvedRun(ledger, rowsOf(50));
		const copy = () => copyLedger(file, backup);
		const gateway = gatewayTo(solapi);
		const counts = { createGroup: 0, addMessages: 0, sendGroup: 0 };
		const at = { firstCreate: ['createGroup', 1], firstAdd: ['addMessages', 1], firstSend: ['sendGroup', 1], secondCreate: ['createGroup', 2], secondSend: ['sendGroup', 2] } as const;
		const hook = (call: keyof typeof counts) => {
			counts[call] += 1;
			if (moment !== 'prepared' && at[moment][0] === call && at[moment][1] === counts[call]) copy();
		};
		if (moment === 'prepared') copy();
		const plain = { createGroup: gateway.createGroup.bind(gateway), addMessages: gateway.addMessages.bind(gateway), sendGroup: gateway.sendGroup.bind(gateway) };
		gateway.createGroup = async (...args) => (hook('createGroup'), await plain.createGroup(...args));
		gateway.addMessages = async (...args) => (hook('addMessages'), await plain.addMessages(...args));
		gateway.sendGroup = async (...args) => (hook('sendGroup'), await plain.sendGroup(...args));
		expect(await sendRun(portsFor(ledger, gateway), sending())).toMatchObject({ status: 'sent' });
		expect(received(solapi)).toEqual({ texts: 50, twice: 0 });
		const printed = await ledger.head();
		await ledger.dispose();
		copyLedger(backup, file);
		clock.skip(3_600_000);
		ledger = openLedger(file, clock);
		return { ledger, solapi, clock, printed };
	}

	it.each(['prepared', 'firstCreate', 'firstAdd', 'firstSend', 'secondCreate', 'secondSend'] as const)(
		'of the moment %s takes in what is out and tells nobody again',
		async (moment) => {
			const { ledger, solapi, clock, printed } = await restoredAt(moment);
			expect((await ledger.verify(printed)).broken?.problem).toBe('missingTail');
			await sendUntilDone(portsFor(ledger, gatewayTo(solapi)), clock);
			expect(received(solapi)).toEqual({ texts: 50, twice: 0 });
			await settle(ledger, solapi);
			expect(await states(ledger)).toEqual({ delivered: 50 });
			expect((await ledger.verify(printed)).broken).not.toBeNull();
			expect((await ledger.verify()).broken).toBeNull();
		},
	);

	it('sends nothing while the gateway cannot be searched', async () => {
		const [ledger, solapi] = [openLedger(tempFile()), await simulator({ faults: [{ step: 'list', fault: '503' }] })];
		await approvedRun(ledger, rowsOf(5));
		expect(await sendRun(portsFor(ledger, gatewayTo(solapi)), sending())).toMatchObject({ status: 'interrupted' });
		expect(solapi.calls().every((call) => call.step === 'list')).toBe(true);
	});

	it('removes a group of its forgotten future that was never sent', async () => {
		const { ledger, solapi, clock } = await restoredAt('prepared');
		const gateway = gatewayTo(solapi);
		const forgotten = await gateway.createGroup('forgotten');
		const rows = await ledger.notices({ runId: RUN }, 1);
		await gateway.addMessages(forgotten, [{ noticeKey: rows[0]?.noticeKey ?? '', attempt: 1, to: phoneOf(1), text: '안내', type: 'SMS' }]);
		await sendUntilDone(portsFor(ledger, gatewayTo(solapi)), clock);
		expect(await gateway.groupState(forgotten)).toBe('gone');
		expect(received(solapi)).toEqual({ texts: 50, twice: 0 });
	});
});
