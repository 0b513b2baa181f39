import { decidedRow } from '../../../bench/drill/rows.mts';
import type { SourceSummary } from '../../../lib/revenue/receipt';
import {
	approvedRun, cleanUp, openLedger, ORIGIN, PERIOD, phoneOf, prepareInput, rowsOf, RUN, seals, START_DATE, states, summaryOf, take, tempFile,
} from '../../support/notice-run';

afterEach(cleanUp);

const NEXT = { ...PERIOD, period: '2026-W48', from: '2026-11-23', to: '2026-11-29' };

describe('preparing a run', () => {
	it('reserves a notice for everyone to be told and accounts for the rest', async () => {
		const ledger = openLedger(tempFile());
		const rows = [
			...rowsOf(7),
			decidedRow(seals, { number: 50, phone: phoneOf(50), channel: 'post' }),
			decidedRow(seals, { number: 51, phone: phoneOf(51), decision: 'exclude' }),
			decidedRow(seals, { number: 52, phone: phoneOf(52), decision: 'review' }),
			decidedRow(seals, { number: 53, phone: phoneOf(53), decision: 'waiting' }),
		];
		const { run, holds, fresh } = await ledger.prepare(await take(ledger), prepareInput(rows));
		expect({ stage: run.stage, holds, fresh, approvalReasons: run.approvalReasons }).toEqual({ stage: 'prepared', holds: [], fresh: true, approvalReasons: [] });
		expect(await states(ledger)).toEqual({ reserved: 7, notSent: 1 });
		const { receipts, notices } = await ledger.account(RUN);
		expect(receipts).toMatchObject({ notify: 8, exclude: 1, review: 1, waiting: 1, balanced: true });
		expect(notices).toMatchObject({ due: 8, open: 7, byPost: 1, balanced: false });
	});

	const rows = rowsOf(3);
	const held: Array<[string, Partial<SourceSummary>, typeof rows, string]> = [
		['the control total differs from what was read', { controlTotal: { count: 4, reliefSum: 2_100_000 }, matches: false }, rows, 'controlTotal'],
		['rows got lost on the canvas', { read: { count: 4, reliefSum: 2_800_000 }, controlTotal: null }, rows, 'rowsMissing'],
		['one recipient came with two answers', {}, [...rows, decidedRow(seals, { number: 1, phone: phoneOf(1), decision: 'exclude' })], 'rowsContradict'],
	];
	it.each(held)('holds when %s, and reserves nothing', async (_name, summary, given, code) => {
		const ledger = openLedger(tempFile());
		const { holds } = await ledger.prepare(await take(ledger), prepareInput(given, { summary: summaryOf(rows, summary) }));
		expect(holds.map((hold) => hold.code)).toEqual([code]);
		expect(await states(ledger)).toEqual({});
		await expect(ledger.approve(RUN, { kind: 'person', name: '박주무관' }, ORIGIN)).rejects.toMatchObject({ code: 'approvalRefused' });
	});

	it('takes a row that came twice in the same words once', async () => {
		const ledger = openLedger(tempFile());
		await ledger.prepare(await take(ledger), prepareInput([...rows, ...rows], { summary: summaryOf(rows) }));
		expect(await states(ledger)).toEqual({ reserved: 3 });
		expect((await ledger.account(RUN)).notices.due).toBe(3);
	});

	it('holds a file that an earlier run has read, but not the same run again', async () => {
		const ledger = openLedger(tempFile());
		const file = { fileHashes: ['abc'], sourceNames: ['감면접수.xlsx'] };
		const first = await take(ledger);
		await ledger.prepare(first, prepareInput(rows, { summary: summaryOf(rows, file) }));
		const { holds } = await ledger.prepare(await take(ledger, 'next', NEXT), prepareInput(rows, { summary: summaryOf(rows, file) }));
		expect(holds.map((hold) => hold.code)).toEqual(['fileSeen']);
		expect((await ledger.prepare(first, prepareInput(rows, { summary: summaryOf(rows, file) }))).holds).toEqual([]);
	});

	it('is taken up again when what held it is mended', async () => {
		const ledger = openLedger(tempFile());
		const lease = await take(ledger);
		await ledger.prepare(lease, prepareInput(rows, { summary: summaryOf(rows, { matches: false, controlTotal: { count: 9, reliefSum: 0 } }) }));
		const { run } = await ledger.prepare(lease, prepareInput(rows));
		expect(run).toMatchObject({ stage: 'prepared', holds: [] });
	});

	it('begins an interrupted preparation again and reserves everyone once', async () => {
		const ledger = openLedger(tempFile());
		const many = rowsOf(2_200);
		const lease = await take(ledger);
		const broken = Object.assign([...many], { slice: (from: number, to: number) => {
			if (from >= 1_000) throw new Error('power cut');
			return many.slice(from, to);
		} });
		await expect(ledger.prepare(lease, prepareInput(broken, { summary: summaryOf(many) }))).rejects.toThrow('power cut');
		expect(await states(ledger)).toEqual({ reserved: 1_000 });
		await ledger.prepare(lease, prepareInput(many));
		expect(await states(ledger)).toEqual({ reserved: 2_200 });
		expect((await ledger.account(RUN)).receipts.balanced).toBe(true);
	});

	it('tells nobody whose receipt is older than the start date', async () => {
		const ledger = openLedger(tempFile());
		const old = decidedRow(seals, { number: 9, phone: phoneOf(9), receivedOn: '2026-10-31' });
		await ledger.prepare(await take(ledger), prepareInput([old]));
		expect((await ledger.account(RUN)).receipts.excludedBy).toEqual({ beforeStart: 1 });
	});

	it.each([['', 'startDateMissing'], ['2026-11-02', 'startDateChanged']])('refuses the start date "%s" (%s)', async (startDate, code) => {
		const ledger = openLedger(tempFile());
		await approvedRun(ledger, rows);
		await expect(ledger.prepare(await take(ledger, 'next', NEXT), prepareInput(rows, { startDate }))).rejects.toMatchObject({ code });
		expect(START_DATE).toBe('2026-11-01');
	});

	it('tells nobody again who is in an earlier run, whatever changed in text, rule and phone', async () => {
		const ledger = openLedger(tempFile());
		await approvedRun(ledger, rowsOf(3));
		const again = rowsOf(4, { templateVersion: 'v9', ruleVersion: '2027.1', phone: '01020008888' });
		await ledger.prepare(await take(ledger, 'next', NEXT), prepareInput(again));
		expect(await states(ledger, 'drill-weekly/2026-W48')).toEqual({ reserved: 1 });
		expect((await ledger.account('drill-weekly/2026-W48')).receipts.excludedBy).toEqual({ alreadyNotified: 3 });
	});

	it('asks a person when there are unusually many, and then refuses an approval by setting', async () => {
		const ledger = openLedger(tempFile());
		const { run } = await ledger.prepare(await take(ledger), prepareInput(rowsOf(5), { approval: { firstRuns: 0, onChange: false, volumeLimit: 4, volumeFactor: 2 } }));
		expect(run.approvalReasons).toHaveLength(1);
		await expect(ledger.approve(RUN, { kind: 'policy', name: '승인 생략' }, ORIGIN)).rejects.toMatchObject({ code: 'approvalRefused' });
		expect((await ledger.approve(RUN, { kind: 'person', name: '박주무관' }, ORIGIN)).stage).toBe('approved');
	});

	it('stays refused until a person lifts the refusal', async () => {
		const ledger = openLedger(tempFile());
		const lease = await take(ledger);
		await ledger.prepare(lease, prepareInput(rows));
		await ledger.reject(RUN, '박주무관', '문안 수정 필요', ORIGIN);
		expect((await ledger.prepare(lease, prepareInput(rows))).holds.map((hold) => hold.code)).toEqual(['approvalRejected']);
		await expect(ledger.approve(RUN, { kind: 'policy', name: '승인 생략' }, ORIGIN)).rejects.toMatchObject({ code: 'approvalRefused' });
		expect(await ledger.resumable('drill-weekly')).toEqual([]);
		await ledger.releaseHold(RUN, { by: '박주무관', accept: false, origin: ORIGIN });
		expect((await ledger.prepare(await take(ledger, 'again'), prepareInput(rows))).run).toMatchObject({ stage: 'prepared', holds: [] });
	});
});
