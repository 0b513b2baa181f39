import type { Ledger } from '../../../../lib/ledger/ledger';
import { openTask } from '../../../../lib/ledger/tasks';
import { BY, closeRun, deskClock, deskRow, keyOf, runSteps, settle } from '../../../support/desk';
import { bytesOf } from '../../../support/ledger-home';
import { LedgerProbe } from '../../../support/ledger-probe';
import { approvedRun, CAMPAIGN, cleanUp, openLedger, ORIGIN, PERIOD, phoneOf, prepareInput, RUN, states, take, tempFile } from '../../../support/notice-run';

const NEXT = { ...PERIOD, period: '2026-W48', from: '2026-11-23', to: '2026-11-29' };
const NEXT_RUN = `${CAMPAIGN}/${NEXT.period}`;
const ROWS = [deskRow(1), deskRow(2), deskRow(3, { channel: 'post' }), deskRow(4, { decision: 'exclude' }), deskRow(5)];

let file: string;
let ledger: Ledger;
let probe: LedgerProbe;
beforeEach(async () => {
	file = tempFile();
	ledger = openLedger(file, deskClock());
	probe = new LedgerProbe(file);
	await approvedRun(ledger, ROWS);
	for (const number of [1, 2, 5]) settle(file, number, 'delivered');
	closeRun(file);
});
afterEach(cleanUp);

const contacts = () => probe.rows('SELECT receipt_key FROM notice WHERE sealed IS NOT NULL OR phone_masked IS NOT NULL ORDER BY receipt_key').map((row) => Number(String(row.receipt_key).slice(-3)));
const forms = () => probe.rows('SELECT receipt_key FROM form WHERE sealed IS NOT NULL ORDER BY receipt_key').map((row) => Number(String(row.receipt_key).slice(-3)));
const task = async (number: number) =>
	await runSteps(file, (context) =>
		openTask(context, { kind: 'review', campaign: CAMPAIGN, runId: RUN, receiptKey: keyOf(number), recipientOrdinal: 1, noticeKey: null, reasonCode: 'x', reason: '확인' }),
	);
const count = (table: string) => Number(probe.rows(`SELECT COUNT(*) AS n FROM ${table}`)[0]?.n);
const letter = { receiptKey: keyOf(3), recipientOrdinal: 1, ...BY };

describe('contacts past their retention', () => {
	it('go, with the masked number, while the fact of the notice stays', async () => {
		expect(await ledger.desk.purgeContacts('2026-11-25', ORIGIN)).toEqual({ notices: 4, forms: 5, kept: 0 });
		expect([contacts(), forms()]).toEqual([[], []]);
		expect(await ledger.notices({ receiptKey: keyOf(1) }, 1)).toEqual([expect.objectContaining({ state: 'delivered', nameMasked: '김*민', phoneMasked: null })]);
		expect(await ledger.desk.formsToPrint({ receiptKey: keyOf(1) }, 1)).toEqual([expect.objectContaining({ sealed: { name: null, address: null, plate: null } })]);
		expect((await ledger.desk.mailDue({ runId: RUN }, 10)).map(({ sealed }) => sealed.address)).toEqual([null]);
	});

	it('stay until the day, counted from the report and without one from the closing', async () => {
		expect(await ledger.desk.purgeContacts('2026-11-23', ORIGIN)).toEqual({ notices: 0, forms: 0, kept: 0 });
		expect(await ledger.desk.purgeContacts('2026-11-24', ORIGIN)).toEqual({ notices: 3, forms: 0, kept: 0 });
		expect(contacts()).toEqual([3]);
	});

	it('stay while a task is open or a letter not delivered, and are counted', async () => {
		await task(1);
		await ledger.desk.recordMail({ ...letter, outcome: 'sent', sentOn: '2026-11-24', registeredNo: null });
		expect(await ledger.desk.purgeContacts('2026-11-25', ORIGIN)).toEqual({ notices: 2, forms: 3, kept: 2 });
		expect([contacts(), forms()]).toEqual([[1, 3], [1, 3]]);
		await ledger.desk.recordMail({ ...letter, outcome: 'returned', outcomeOn: '2026-11-25', returnedReason: '이사' });
		expect((await ledger.desk.purgeContacts('2026-11-25', ORIGIN)).kept).toBe(2);
		await ledger.desk.recordMail({ ...letter, outcome: 'sent', sentOn: '2026-11-25', registeredNo: null });
		await ledger.desk.recordMail({ ...letter, outcome: 'delivered', outcomeOn: '2026-11-26' });
		expect(await ledger.desk.purgeContacts('2026-11-25', ORIGIN)).toEqual({ notices: 1, forms: 1, kept: 1 });
	});

	it('of a run that is not closed stay', async () => {
		await approvedRun(ledger, [deskRow(9)], NEXT);
		settle(file, 9, 'delivered');
		await ledger.desk.purgeContacts('2026-11-27', ORIGIN);
		expect([contacts(), forms()]).toEqual([[9], [9]]);
	});
});

describe('facts past their retention', () => {
	const purge = async () => await ledger.desk.purgeFacts('2026-11-25', ORIGIN);

	it('go, and the chain stays whole', async () => {
		await task(1);
		await ledger.desk.recordMail({ ...letter, outcome: 'sent', sentOn: '2026-11-24', registeredNo: null });
		const head = await ledger.head();
		const purged = await purge();
		expect(purged).toMatchObject({ runs: 1, notices: 4, decisions: 5, forms: 5, letters: 1, tasks: 1 });
		expect(purged.events).toBeGreaterThan(5);
		expect(['decision', 'form', 'mail', 'task', 'attempt'].map(count)).toEqual([0, 0, 0, 0, 0]);
		expect(await ledger.verify(head)).toMatchObject({ broken: null });
	});

	it('leave nothing that leads to a person', async () => {
		await purge();
		const rows = [...probe.rows('SELECT * FROM notice'), ...probe.rows(`SELECT payload FROM event WHERE kind NOT LIKE 'retention.%'`)];
		expect(JSON.stringify(rows)).not.toMatch(/4115000|김|fp-|v1\.test|\*{3}/);
	});

	it('leave nothing in the ledger’s file either', async () => {
		const inFile = () => bytesOf(file).toString('latin1');
		await purge();
		await ledger.dispose();
		expect(inFile()).not.toMatch(/4115000-2026-0|v1\.test|010-\*/);
	});

	it('leave the account of the run and who was told, so that nobody is told again', async () => {
		await purge();
		expect(await states(ledger)).toEqual({ delivered: 3, notSent: 1 });
		const again = [1, 2, 3, 5].map((number) => deskRow(number, { phone: phoneOf(number + 100), templateVersion: 'v9' }));
		await ledger.prepare(await take(ledger, 'next', NEXT), prepareInput([...again, deskRow(6)]));
		expect(await states(ledger, NEXT_RUN)).toEqual({ reserved: 1 });
		expect((await ledger.account(NEXT_RUN)).receipts.excludedBy).toEqual({ alreadyNotified: 4 });
	});

	it('tell nobody again either whose text had failed', async () => {
		settle(file, 1, 'failed');
		await purge();
		await ledger.prepare(await take(ledger, 'next', NEXT), prepareInput([deskRow(1, { phone: phoneOf(101) })]));
		expect(await states(ledger, NEXT_RUN)).toEqual({});
	});

	it('of younger and of open runs stay, with the letters that a later run needs', async () => {
		await approvedRun(ledger, [deskRow(6), deskRow(7, { channel: 'post' })], NEXT);
		await ledger.desk.recordMail({ ...letter, receiptKey: keyOf(7), outcome: 'sent', sentOn: '2026-11-26', registeredNo: null });
		await purge();
		expect(probe.rows('SELECT DISTINCT run_id FROM decision')).toEqual([{ run_id: NEXT_RUN }]);
		expect([count('form'), count('mail')]).toEqual([2, 1]);
		expect(await ledger.notices({ receiptKey: keyOf(6) }, 1)).toEqual([expect.objectContaining({ state: 'reserved', nameMasked: '김*민' })]);
		expect(probe.rows(`SELECT COUNT(*) AS n FROM event WHERE run_id = ? AND payload IS NULL`, NEXT_RUN)).toEqual([{ n: 0 }]);
	});

	it('go once: a second purge finds nothing', async () => {
		await purge();
		expect(await purge()).toMatchObject({ runs: 1, notices: 0, decisions: 0, forms: 0, letters: 0, tasks: 0 });
	});

	it('go in steps larger runs need more than one of', async () => {
		await approvedRun(ledger, Array.from({ length: 450 }, (_, i) => deskRow(i + 1000)), NEXT);
		closeRun(file, '2026-11-24T10:00:00.000+09:00', NEXT_RUN);
		expect(await ledger.desk.purgeContacts('2026-11-25', ORIGIN)).toMatchObject({ notices: 454, forms: 455 });
		expect(await purge()).toMatchObject({ runs: 2, notices: 454, decisions: 455, forms: 455 });
		expect((await ledger.verify()).broken).toBeNull();
	});
});

it.each([
	['no day', '2026-13-01', 'invalidDay'],
	['a day to come', '2026-11-28', 'futureDay'],
])('refuses %s and removes nothing', async (_name, day, code) => {
	await expect(ledger.desk.purgeContacts(day, ORIGIN)).rejects.toMatchObject({ code });
	await expect(ledger.desk.purgeFacts(day, ORIGIN)).rejects.toMatchObject({ code });
	expect([contacts(), count('form')]).toEqual([[1, 2, 3, 5], 5]);
});
