import type { Ledger } from '../../../../lib/ledger/ledger';
import { BY, closeRun, deskClock, deskRow, keyOf, settle, sql } from '../../../support/desk';
import { approvedRun, CAMPAIGN, cleanUp, openLedger, tempFile } from '../../../support/notice-run';

const REQUESTED = { noticeMethod: 'text', electronicRequestedOn: '2026-11-16' } as const;

let file: string;
let ledger: Ledger;
beforeEach(async () => {
	file = tempFile();
	ledger = openLedger(file, deskClock());
	await approvedRun(ledger, [deskRow(1, {}, REQUESTED), deskRow(2, {}, REQUESTED), deskRow(3), deskRow(4), deskRow(5, { channel: 'post' }), deskRow(6, {}, REQUESTED)]);
	for (const [number, state] of [[1, 'delivered'], [2, 'failed'], [3, 'delivered'], [4, 'unknown'], [6, 'delivered']] as const) settle(file, number, state);
	sql(file, `UPDATE notice SET message_type = 'LMS' WHERE receipt_key = ?`, keyOf(3));
	closeRun(file);
});
afterEach(cleanUp);

describe('what a campaign has cost and spared', () => {
	it.each([
		['its own day', '2026-11-23', '2026-11-23', { sms: 4, lms: 1, kakao: 0, formsByText: 2 }],
		['a longer stretch', '2026-01-01', '2026-12-31', { sms: 4, lms: 1, kakao: 0, formsByText: 2 }],
		['the day before', '2026-11-22', '2026-11-22', { sms: 0, lms: 0, kakao: 0, formsByText: 0 }],
		['the day after', '2026-11-24', '2026-11-30', { sms: 0, lms: 0, kakao: 0, formsByText: 0 }],
	])('counts by the day of submission: %s', async (_name, from, to, totals) => {
		expect(await ledger.desk.totals(CAMPAIGN, from, to)).toEqual(totals);
		expect(await ledger.desk.totals('other', from, to)).toEqual({ sms: 0, lms: 0, kakao: 0, formsByText: 0 });
	});

	it('counts no form as spared that went another way', async () => {
		await ledger.desk.recordForm({ receiptKey: keyOf(1), status: 'post', doneOn: '2026-11-25', basis: '등기 발송', ...BY });
		expect((await ledger.desk.totals(CAMPAIGN, '2026-11-23', '2026-11-23')).formsByText).toBe(1);
	});

	it('still counts the texts when the receipts are forgotten', async () => {
		await ledger.desk.purgeFacts('2026-11-25', BY.origin);
		expect(await ledger.desk.totals(CAMPAIGN, '2026-11-23', '2026-11-23')).toEqual({ sms: 4, lms: 1, kakao: 0, formsByText: 0 });
	});
});
