import { DatabaseSync } from 'node:sqlite';
import { setImmediate as turn, setTimeout as realTime } from 'node:timers/promises';

import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import type { IDataObject } from 'n8n-workflow';

import { BusinessCalendar } from '../../../lib/calendar/business-calendar';
import { type ActiveTrigger, activateTrigger } from '../../support/engine';
import { CAMPAIGN, NoticeCity, OUR_NODES, ours } from '../../support/notice-city';

const TRIGGER = '근무일 예약 실행';
const MINUTE = 60_000;
const ORIGIN = { actor: 'test' };

let city: NoticeCity;
let active: ActiveTrigger[];
let logged: jest.SpyInstance;

beforeEach(() => {
	city = new NoticeCity();
	city.leaseSeconds = 3600;
	active = [];
	logged = jest.spyOn(Container.get(Logger), 'error').mockReturnValue(undefined);
	jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance'], now: new Date('2026-11-23T00:00:00Z') });
});

afterEach(async () => {
	for (const one of active) await one.response?.closeFunction?.();
	jest.useRealTimers();
	logged.mockRestore();
	await city.close();
});

async function activate(parameters: IDataObject = {}, mode: 'trigger' | 'manual' = 'trigger'): Promise<ActiveTrigger> {
	const credentials = city.credentials();
	// the business clock and the key move on with the test
	const ledger = Object.defineProperties({}, {
		...Object.getOwnPropertyDescriptors(credentials.cityhallLedgerApi ?? {}),
		testClock: { enumerable: true, get: () => city.clock },
		ledgerKey: { enumerable: true, get: () => city.overrides.cityhallLedgerApi?.ledgerKey ?? city.ledgerKey },
	}) as Record<string, string>;
	const trigger = await activateTrigger({
		workflow: { nodes: [ours(TRIGGER, 'businessDayTrigger', parameters)], connections: {} },
		nodes: OUR_NODES,
		credentials: { ...credentials, cityhallLedgerApi: ledger },
		node: TRIGGER,
		mode,
	});
	active.push(trigger);
	return trigger;
}

/** Lets time pass, with turns of the real event loop for the ledger in between. */
async function pass(ms: number): Promise<void> {
	for (let left = ms; left > 0; left -= 10_000) {
		jest.advanceTimersByTime(Math.min(left, 10_000));
		for (let i = 0; i < 30; i++) await turn();
	}
}

const json = (trigger: ActiveTrigger) => trigger.emitted.map((outputs) => outputs.map((items) => items.map((item) => item.json)));
const started = (trigger: ActiveTrigger) => trigger.emitted.map((outputs) => (outputs[0]?.[0] ?? outputs[1]?.[0])?.json.period);

/** A run as an earlier execution left it. */
const openRun = (period: string, from: string, to: string) =>
	city.withLedger(async (ledger) => {
		const lease = await ledger.takeRun({ campaign: CAMPAIGN, period, from, to }, 'execution:old', ORIGIN);
		if (!lease) throw new Error('no lease');
		await ledger.release(lease);
		return lease;
	});
function sql(statement: string): void {
	const database = new DatabaseSync(city.ledgerPath);
	database.exec(statement);
	database.close();
}

describe('a new run', () => {
	it('starts at activation when it is due, with its period', async () => {
		const trigger = await activate();
		await pass(2_000);
		expect(json(trigger)).toEqual([
			[
				[
					{
						campaign: CAMPAIGN,
						period: '2026-W47',
						from: '2026-11-16',
						to: '2026-11-22',
						lookBackFrom: '2026-09-07',
						runDate: '2026-11-23',
						warning: null,
					},
				],
				[],
			],
		]);
		expect(logged).not.toHaveBeenCalled();
	});

	it.each([
		['before the time', '2026-11-23T08:59:59+09:00'],
		['at the end time', '2026-11-23T18:00:00+09:00'],
		['on a Sunday', '2026-11-22T10:00:00+09:00'],
		['on a public holiday', '2026-10-09T10:00:00+09:00'],
		['on a substitute holiday', '2026-10-05T10:00:00+09:00'],
	])('does not start %s', async (_name, clock) => {
		city.clock = clock;
		const trigger = await activate();
		await pass(11 * MINUTE);
		expect(trigger.emitted).toEqual([]);
	});

	it('starts within five minutes of its time without being activated anew', async () => {
		city.clock = '2026-11-23T08:58:00+09:00';
		const trigger = await activate();
		await pass(2_000);
		expect(trigger.emitted).toEqual([]);
		city.clock = '2026-11-23T09:02:00+09:00';
		await pass(5 * MINUTE + 2_000);
		expect(started(trigger)).toEqual(['2026-W47']);
	});

	it('starts on the first working day of a week with holidays', async () => {
		const trigger = await activate();
		for (const day of ['2026-02-16', '2026-02-17', '2026-02-18']) {
			city.clock = `${day}T09:30:00+09:00`;
			await pass(6 * MINUTE);
			expect(trigger.emitted).toEqual([]);
		}
		city.clock = '2026-02-19T09:30:00+09:00';
		await pass(6 * MINUTE);
		expect(json(trigger)).toEqual([[[expect.objectContaining({ period: '2026-W07', from: '2026-02-09', to: '2026-02-15', runDate: '2026-02-19' })], []]]);
	});

	it('keeps to extra days off and extra working days', async () => {
		const trigger = await activate({ extraHolidays: '2026-11-23, 2026-11-24' });
		await pass(6 * MINUTE);
		city.clock = '2026-11-24T10:00:00+09:00';
		await pass(6 * MINUTE);
		expect(trigger.emitted).toEqual([]);
		city.clock = '2026-11-25T10:00:00+09:00';
		await pass(6 * MINUTE);
		expect(started(trigger)).toEqual(['2026-W47']);
	});

	it('is caught up on Wednesday when n8n was down since Friday', async () => {
		city.clock = '2026-11-25T14:00:00+09:00';
		const trigger = await activate();
		await pass(2_000);
		expect(json(trigger)).toEqual([[[expect.objectContaining({ period: '2026-W47', runDate: '2026-11-25' })], []]]);
	});

	it('starts each working day in the daily mode', async () => {
		const trigger = await activate({ mode: 'daily' });
		await pass(2_000);
		sql(`UPDATE run SET stage = 'closed'`);
		city.clock = '2026-11-24T09:10:00+09:00';
		await pass(6 * MINUTE);
		expect(json(trigger)).toEqual([
			[[expect.objectContaining({ period: '2026-11-23', from: '2026-11-20', to: '2026-11-22' })], []],
			[[expect.objectContaining({ period: '2026-11-24', from: '2026-11-23', to: '2026-11-23' })], []],
		]);
	});

	it('is never begun where only interrupted runs are gone on with', async () => {
		const trigger = await activate({ mode: 'resume' });
		await pass(10 * MINUTE);
		expect(trigger.emitted).toEqual([]);
		const lease = await openRun('2026-W40', '2026-09-28', '2026-10-04');
		sql(`UPDATE run SET stage = 'approved' WHERE id = '${lease.runId}'`);
		await pass(6 * MINUTE);
		expect(started(trigger)).toEqual(['2026-W40']);
	});

	it('starts once, although two workflows and a restart look', async () => {
		const first = await activate();
		const second = await activate();
		await pass(2_000);
		await first.response?.closeFunction?.();
		const restarted = await activate();
		await pass(90_000);
		expect([...started(first), ...started(second), ...started(restarted)]).toEqual(['2026-W47']);
	});

	it('does not start again once its run is closed', async () => {
		const trigger = await activate();
		await pass(2_000);
		sql(`UPDATE run SET stage = 'closed', lease_until = 0`);
		await pass(15 * MINUTE);
		expect(started(trigger)).toEqual(['2026-W47']);
	});

	it('starts anew when the execution it started shows no sign of life until the lease ends', async () => {
		city.leaseSeconds = 120;
		const trigger = await activate();
		await pass(110_000);
		expect(trigger.emitted).toHaveLength(1);
		await pass(40_000);
		expect(json(trigger)[1]).toEqual([[expect.objectContaining({ period: '2026-W47', stage: 'opened' })], []]);
	});
});

describe('an interrupted run', () => {
	it.each(['prepared', 'approved', 'sending', 'results'])('at %s goes on from the second output with its own period', async (stage) => {
		await openRun('2026-W40', '2026-09-28', '2026-10-04');
		sql(`UPDATE run SET stage = '${stage}'`);
		const trigger = await activate();
		await pass(2_000);
		expect(json(trigger)[0]).toEqual([
			[],
			[
				expect.objectContaining({
					runId: `${CAMPAIGN}/2026-W40`,
					stage,
					period: '2026-W40',
					from: '2026-09-28',
					to: '2026-10-04',
					lookBackFrom: '2026-07-20',
					runDate: '2026-11-23',
				}),
			],
		]);
		expect(started(trigger)).toEqual(['2026-W40', '2026-W47']);
	});

	it('that was not prepared is read again, by its own period', async () => {
		await openRun('2026-W46', '2026-11-09', '2026-11-15');
		const trigger = await activate();
		await pass(2_000);
		expect(json(trigger)[0]).toEqual([[expect.objectContaining({ period: '2026-W46', from: '2026-11-09', to: '2026-11-15' })], []]);
	});

	it('whose source stays down is tried again at growing distances, not every minute', async () => {
		city.leaseSeconds = 60;
		const trigger = await activate();
		await pass(60 * MINUTE);
		expect(new Set(started(trigger))).toEqual(new Set(['2026-W47']));
		expect(trigger.emitted.length).toBeGreaterThan(4);
		expect(trigger.emitted.length).toBeLessThan(10);
	});

	it('is left alone while an execution holds it, and taken up when that one falls silent', async () => {
		const lease = await openRun('2026-W47', '2026-11-16', '2026-11-22');
		sql(`UPDATE run SET stage = 'sending', lease_owner = 'execution:old', lease_until = ${Date.now() + 150_000}`);
		const trigger = await activate();
		await pass(140_000);
		expect(trigger.emitted).toEqual([]);
		await pass(20_000);
		expect(started(trigger)).toEqual(['2026-W47']);
		await pass(100_000);
		expect(trigger.emitted).toHaveLength(1);
		await expect(city.withLedger(async (ledger) => await ledger.renew(lease))).rejects.toMatchObject({ code: 'fenceLost' });
	});

	it('waits for the hours', async () => {
		await openRun('2026-W47', '2026-11-16', '2026-11-22');
		sql(`UPDATE run SET stage = 'approved'`);
		city.clock = '2026-11-27T18:30:00+09:00';
		const trigger = await activate();
		await pass(6 * MINUTE);
		city.clock = '2026-11-28T10:00:00+09:00';
		await pass(6 * MINUTE);
		expect(trigger.emitted).toEqual([]);
		city.clock = '2026-11-30T09:00:00+09:00';
		await pass(6 * MINUTE);
		expect(started(trigger)).toEqual(['2026-W47', '2026-W48']);
	});
});

describe('a held run', () => {
	const hold = (until: number | null) =>
		sql(`UPDATE run SET holds = '[{"code":"controlTotal","message":"원천 건수와 다릅니다."}]', hold_until = ${until === null ? 'NULL' : until}`);

	it('is looked at again only after its time', async () => {
		await openRun('2026-W47', '2026-11-16', '2026-11-22');
		hold(Date.now() + 20 * MINUTE);
		const trigger = await activate();
		await pass(19 * MINUTE);
		expect(trigger.emitted).toEqual([]);
		await pass(2 * MINUTE);
		expect(started(trigger)).toEqual(['2026-W47']);
	});

	it('that a person refused waits for that person', async () => {
		await openRun('2026-W47', '2026-11-16', '2026-11-22');
		hold(null);
		const trigger = await activate();
		await pass(70 * MINUTE);
		expect(trigger.emitted).toEqual([]);
	});
});

describe('a click on the canvas', () => {
	it('gives the current period, whatever the hour, and opens no run', async () => {
		city.clock = '2026-11-22T23:00:00+09:00';
		const trigger = await activate({}, 'manual');
		await trigger.response?.manualTriggerFunction?.();
		expect(json(trigger)).toEqual([[[expect.objectContaining({ period: '2026-W46', runDate: '2026-11-22' })], []]]);
		expect(await city.withLedger(async (ledger) => await ledger.resumable(CAMPAIGN))).toEqual([]);
	});

	it('says what to do when the ledger cannot be used', async () => {
		city.overrides.cityhallLedgerApi = { ledgerKey: 'short' };
		const trigger = await activate({}, 'manual');
		await expect(trigger.response?.manualTriggerFunction?.()).rejects.toMatchObject({
			name: 'NodeOperationError',
			message: expect.stringContaining('대장 키'),
			description: expect.stringMatching(/.{5}/),
		});
	});
});

it('warns near the end of the holiday table', async () => {
	const end = new BusinessCalendar().coverageEnd;
	city.clock = `${end.slice(0, 4)}-11-22T10:00:00+09:00`;
	const trigger = await activate({}, 'manual');
	await trigger.response?.manualTriggerFunction?.();
	expect(json(trigger)[0]?.[0]?.[0]?.warning).toMatch(/공휴일 자료가 .*에 끝납니다/);
});

describe('a look that fails', () => {
	it('is reported with its remedy and does not end the watch', async () => {
		city.overrides.cityhallLedgerApi = { ledgerKey: 'short' };
		const trigger = await activate();
		await pass(2_000);
		expect(trigger.emitted).toEqual([]);
		expect(logged).toHaveBeenCalledWith(expect.stringMatching(/^근무일 예약 실행: .*대장 키.+/));
		expect(logged.mock.calls.flat().join()).not.toContain('short');
		city.overrides = {};
		await pass(5 * MINUTE + 2_000);
		expect(started(trigger)).toEqual(['2026-W47']);
	});

	it('waits for another program that holds the ledger, and then starts the run once', async () => {
		await openRun('2026-W47', '2026-11-16', '2026-11-22');
		const other = new DatabaseSync(city.ledgerPath);
		other.exec('BEGIN EXCLUSIVE');
		const trigger = await activate();
		jest.advanceTimersByTime(1_100);
		await realTime(300);
		expect(trigger.emitted).toEqual([]);
		other.exec('ROLLBACK');
		other.close();
		await realTime(700);
		await pass(10 * MINUTE);
		expect(started(trigger)).toEqual(['2026-W47']);
	});
});

describe('ending', () => {
	it('starts nothing any more', async () => {
		const trigger = await activate();
		await trigger.response?.closeFunction?.();
		await pass(10 * MINUTE);
		expect(trigger.emitted).toEqual([]);
	});

	it('in the middle of a look waits for it and starts nothing', async () => {
		const trigger = await activate();
		jest.advanceTimersByTime(1_100);
		await trigger.response?.closeFunction?.();
		const known = trigger.emitted.length;
		await pass(10 * MINUTE);
		expect(trigger.emitted).toHaveLength(known);
		expect(known).toBe(0);
		expect(await city.withLedger(async (ledger) => await ledger.resumable(CAMPAIGN))).toEqual([]);
	});
});

it.each<[string, IDataObject, RegExp, RegExp]>([
	['a time that is none', { time: '9시' }, /실행 시각이 올바르지 않습니다/, /09:00/],
	['a time without its zero', { time: '9:00' }, /실행 시각이 올바르지 않습니다/, /09:00/],
	['an end before the beginning', { time: '09:00', endTime: '08:00' }, /실행 마감 시각/, /늦은 시각/],
	['an end that is none', { endTime: '오후 6시' }, /실행 마감 시각/, /18:00/],
	['a look-back below zero', { lookBackDays: -1 }, /재조회 기간/, /0 이상/],
	['an extra day off that is none', { extraHolidays: '12/24' }, /추가 휴무일/, /2026-11-16/],
	['no campaign', { campaign: ' ' }, /안내 업무/, /발송 준비/],
])('refuses to be switched on with %s, with which nothing would ever start', async (_name, parameters, message, remedy) => {
	await expect(activate(parameters)).rejects.toMatchObject({ message: expect.stringMatching(message), description: expect.stringMatching(remedy) });
});
