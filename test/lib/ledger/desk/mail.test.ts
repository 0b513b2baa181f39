import fc from 'fast-check';

import type { Ledger } from '../../../../lib/ledger/ledger';
import { isMailClosed, lastMail, type MailEntry } from '../../../../lib/ledger/mail';
import type { MailOutcome } from '../../../../lib/ledger/types';
import { BY, deskClock, deskRow, keyOf, runSteps, settle, sql } from '../../../support/desk';
import { approvedRun, CAMPAIGN, cleanUp, openLedger, RUN, tempFile } from '../../../support/notice-run';

let file: string;
let ledger: Ledger;
beforeEach(async () => {
	file = tempFile();
	ledger = openLedger(file, deskClock());
	await approvedRun(ledger, [
		deskRow(1, { channel: 'post' }),
		deskRow(2),
		deskRow(3),
		deskRow(3, { recipientOrdinal: 2, channel: 'post' }),
		deskRow(4),
		deskRow(5, { decision: 'exclude' }),
	]);
	sql(file, `UPDATE run SET opened_at = '2026-11-23T08:00:00.000+09:00'`);
});
afterEach(cleanUp);

const at = { receiptKey: keyOf(1), recipientOrdinal: 1, ...BY };
const sent = (sentOn: string, changes: object = {}): MailEntry => ({ ...at, outcome: 'sent', sentOn, registeredNo: '1234567890123', ...changes });
const delivered = (outcomeOn: string, changes: object = {}): MailEntry => ({ ...at, outcome: 'delivered', outcomeOn, ...changes });
const returned = (outcomeOn: string, changes: object = {}): MailEntry => ({ ...at, outcome: 'returned', outcomeOn, returnedReason: '수취인 불명', ...changes });
const due = async (filter = {}) => (await ledger.desk.mailDue({ runId: RUN, ...filter }, 100)).map((one) => `${one.receiptKey.slice(-1)}#${one.recipientOrdinal} ${one.reasonCode}`);

describe('a letter', () => {
	it('goes from sent over returned and sent again to delivered, each with an event', async () => {
		for (const entry of [sent('2026-11-23'), returned('2026-11-24'), sent('2026-11-25', { registeredNo: '1234-5678-90124' }), delivered('2026-11-26')]) await ledger.desk.recordMail(entry);
		expect(await ledger.desk.mails({ receiptKey: keyOf(1) }, 10)).toEqual([
			{ receiptKey: keyOf(1), recipientOrdinal: 1, number: 1, registeredNo: '1234567890123', sentOn: '2026-11-23', outcome: 'returned', outcomeOn: '2026-11-24', returnedReason: '수취인 불명', recordedBy: '박주무관' },
			{ receiptKey: keyOf(1), recipientOrdinal: 1, number: 2, registeredNo: '1234567890124', sentOn: '2026-11-25', outcome: 'delivered', outcomeOn: '2026-11-26', returnedReason: null, recordedBy: '박주무관' },
		]);
		expect((await ledger.verify()).broken).toBeNull();
	});

	it('is recorded once however often the same entry comes', async () => {
		for (const entry of [sent('2026-11-23'), returned('2026-11-24'), sent('2026-11-25')]) {
			const first = await ledger.desk.recordMail(entry);
			const { seq } = await ledger.head();
			expect(await ledger.desk.recordMail(entry)).toEqual(first);
			expect((await ledger.head()).seq).toBe(seq);
		}
	});

	it.each<[string, MailEntry[], MailEntry, string]>([
		['returned before it was sent', [], returned('2026-11-24'), 'mailOrder'],
		['delivered before it was sent', [], delivered('2026-11-24'), 'mailOrder'],
		['sent twice at once', [sent('2026-11-23')], sent('2026-11-24'), 'mailOrder'],
		['delivered after it came back', [sent('2026-11-23'), returned('2026-11-24')], delivered('2026-11-25'), 'mailOrder'],
		['returned after it was delivered', [sent('2026-11-23'), delivered('2026-11-24')], returned('2026-11-25'), 'mailOrder'],
		['sent after it was delivered', [sent('2026-11-23'), delivered('2026-11-24')], sent('2026-11-25'), 'mailOrder'],
		['delivered before the day it was sent', [sent('2026-11-25')], delivered('2026-11-24'), 'daysReversed'],
		['sent again before it came back', [sent('2026-11-23'), returned('2026-11-25')], sent('2026-11-24'), 'daysReversed'],
		['sent tomorrow', [], sent('2026-11-28'), 'futureDay'],
		['sent on no day', [], sent('2026-02-30'), 'invalidDay'],
		['with a short registered number', [], sent('2026-11-24', { registeredNo: '12345' }), 'registeredNo'],
		['returned without a reason', [sent('2026-11-23')], returned('2026-11-24', { returnedReason: '' }), 'entryEmpty'],
		['by nobody', [], sent('2026-11-23', { by: '' }), 'entryEmpty'],
		['for an unknown receipt', [], sent('2026-11-23', { receiptKey: '4115000-2026-999999' }), 'mailUnknown'],
		['for a recipient the receipt does not have', [], sent('2026-11-23', { recipientOrdinal: 2 }), 'mailUnknown'],
	])('is refused %s', async (_name, before, entry, code) => {
		for (const one of before) await ledger.desk.recordMail(one);
		const known = await ledger.desk.mails({}, 100);
		await expect(ledger.desk.recordMail(entry)).rejects.toMatchObject({ code });
		expect(await ledger.desk.mails({}, 100)).toEqual(known);
	});

	it('may carry the form to an applicant who is not to be told', async () => {
		expect(await ledger.desk.recordMail(sent('2026-11-23', { receiptKey: keyOf(5), registeredNo: null }))).toMatchObject({ number: 1, registeredNo: null });
	});

	it('closes the post of a receipt exactly when the last one is delivered, whatever is entered in whatever order', async () => {
		const entries = fc.array(fc.record({ outcome: fc.constantFrom<MailOutcome>('sent', 'delivered', 'returned'), day: fc.integer({ min: 23, max: 28 }) }), { maxLength: 12 });
		await fc.assert(
			fc.asyncProperty(entries, async (given) => {
				sql(file, 'DELETE FROM mail');
				const accepted: MailOutcome[] = [];
				for (const { outcome, day } of given) {
					const on = `2026-11-${day}`;
					const entry = outcome === 'sent' ? sent(on) : outcome === 'delivered' ? delivered(on) : returned(on);
					try {
						await ledger.desk.recordMail(entry);
						accepted.push(outcome);
					} catch (error) {
						expect(error).toMatchObject({ code: expect.stringMatching(/^(mailOrder|daysReversed|futureDay)$/) });
					}
				}
				const letters = await ledger.desk.mails({ receiptKey: keyOf(1) }, 100);
				const last = await runSteps(file, () => lastMail(keyOf(1), 1));
				expect(last).toEqual(letters.at(-1) ?? null);
				expect(isMailClosed(last)).toBe(accepted.at(-1) === 'delivered');
				expect(letters.map(({ number }) => number)).toEqual(letters.map((_letter, i) => i + 1));
				expect(letters.slice(0, -1).every(({ outcome }) => outcome === 'returned')).toBe(true);
				const days = letters.flatMap(({ sentOn, outcomeOn }) => [sentOn, ...(outcomeOn === null ? [] : [outcomeOn])]);
				expect(days).toEqual([...days].sort());
			}),
			{ numRuns: 60 },
		);
	});
});

describe('the list of those to be told by post', () => {
	it('holds who has no other way and whose text failed or was refused, each once', async () => {
		settle(file, 2, 'failed');
		settle(file, 3, 'delivered');
		settle(file, 4, 'rejected');
		expect((await due()).map((one) => one.split(' ')[0])).toEqual(['1#1', '2#1', '3#2', '4#1']);
	});

	it('gives the seals and how often it was tried, and opens nothing', async () => {
		await ledger.desk.recordMail(sent('2026-11-23'));
		await ledger.desk.recordMail(returned('2026-11-25'));
		const [one] = await ledger.desk.mailDue({ campaign: CAMPAIGN }, 1);
		expect(one).toMatchObject({ receiptKey: keyOf(1), number: 2, returnedReason: '수취인 불명', reasonCode: 'mailReturned', category: 'twoChildren', nameMasked: '김*민' });
		expect([one?.sealed.name, one?.sealed.address].every((value) => value?.startsWith('v1.test.'))).toBe(true);
	});

	it('leaves out whose letter is under way or delivered, and takes it back when the letter comes back', async () => {
		await ledger.desk.recordMail(sent('2026-11-23'));
		expect(await due()).not.toContainEqual(expect.stringMatching(/^1#1/));
		await ledger.desk.recordMail(returned('2026-11-24'));
		expect(await due()).toContainEqual('1#1 mailReturned');
		await ledger.desk.recordMail(sent('2026-11-25'));
		await ledger.desk.recordMail(delivered('2026-11-26'));
		expect(await due()).not.toContainEqual(expect.stringMatching(/^1#1/));
	});

	it('holds a letter with a form that came back, although its text was delivered or never due', async () => {
		settle(file, 2, 'delivered');
		for (const receiptKey of [keyOf(2), keyOf(5)]) {
			await ledger.desk.recordMail(sent('2026-11-23', { receiptKey }));
			await ledger.desk.recordMail(returned('2026-11-24', { receiptKey }));
		}
		expect(await due()).toEqual(['1#1 post', '2#1 mailReturned', '3#2 post', '5#1 mailReturned'].map((one) => expect.stringMatching(new RegExp(`^${one.replace(' post', ' ')}`))));
	});

	it('leaves out who was mailed before this package', async () => {
		sql(file, `UPDATE notice SET reason_code = 'mailedBefore' WHERE receipt_key = ?`, keyOf(1));
		expect(await due()).toEqual([expect.stringMatching(/^3#2/)]);
	});

	it.each([
		['accepted', []],
		['delivered', []],
		['failed', [expect.stringMatching(/^2#1/)]],
	])('waits for what becomes of a second try: %s', async (state, expected) => {
		settle(file, 2, 'failed');
		sql(file, `UPDATE notice SET receipt_key = ?, recipient_ordinal = 1, state = ?, channel = 'text',
			retry_of = (SELECT notice_key FROM notice WHERE receipt_key = ?) WHERE receipt_key = ?`, keyOf(2), state, keyOf(2), keyOf(4));
		expect((await due()).filter((one) => one.startsWith('2#1'))).toEqual(expected);
	});

	it('pages by recipient', async () => {
		settle(file, 3, 'failed');
		const [first, second] = await ledger.desk.mailDue({ runId: RUN }, 2);
		expect([first?.receiptKey, second?.receiptKey, second?.recipientOrdinal]).toEqual([keyOf(1), keyOf(3), 1]);
		const [third, ...more] = await ledger.desk.mailDue({ runId: RUN }, 2, { receiptKey: keyOf(3), recipientOrdinal: 1 });
		expect([third?.recipientOrdinal, more]).toEqual([2, []]);
	});

	it('asks for another letter when a later run must tell a person who had one', async () => {
		await ledger.desk.recordMail(sent('2026-11-23'));
		await ledger.desk.recordMail(delivered('2026-11-24'));
		sql(file, `UPDATE run SET opened_at = '2026-11-25T09:00:00.000+09:00'`);
		expect(await due()).toContainEqual(expect.stringMatching(/^1#1/));
		expect(await ledger.desk.recordMail(sent('2026-11-26'))).toMatchObject({ number: 2 });
	});
});
