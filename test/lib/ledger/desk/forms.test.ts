import type { DecidedRow } from '../../../../lib/exemption/decision';
import type { FormEntry } from '../../../../lib/ledger/forms';
import type { Ledger } from '../../../../lib/ledger/ledger';
import type { FormStatus } from '../../../../lib/ledger/types';
import { BY, deskClock, deskRow, keyOf, settle, sql } from '../../../support/desk';
import { approvedRun, cleanUp, openLedger, PERIOD, prepareInput, RUN, take, tempFile } from '../../../support/notice-run';

const REQUESTED = { noticeMethod: 'text', electronicRequestedOn: '2026-11-16' } as const;
const entry = (changes: Partial<FormEntry> = {}): FormEntry => ({ receiptKey: keyOf(1), status: 'direct', doneOn: '2026-11-25', basis: '창구에서 직접 교부', ...BY, ...changes });

let file: string;
let ledger: Ledger;
beforeEach(async () => {
	file = tempFile();
	ledger = openLedger(file, deskClock());
	await approvedRun(ledger, [
		deskRow(1),
		deskRow(2, {}, REQUESTED),
		deskRow(3, { decision: 'exclude' }),
		deskRow(4, { decision: 'review' }),
		deskRow(5, { decision: 'waiting' }, { status: 'pending' }),
		deskRow(1, { recipientOrdinal: 2 }, { recipientRole: 'coOwner' }),
	]);
});
afterEach(cleanUp);

const statuses = async (status?: FormStatus) => (await ledger.desk.forms({ runId: RUN, status }, 100)).map((form) => `${form.receiptKey.slice(-1)} ${form.status}`);

describe('the list of statutory forms', () => {
	it('holds every decided applicant once, whatever the selector decided, and not the co-owners', async () => {
		expect(await statuses()).toEqual(['1 open', '2 open', '3 open', '4 open']);
	});

	it('shows what the form needs, and the name masked only', async () => {
		const [form] = await ledger.desk.forms({ receiptKey: keyOf(1) }, 1);
		expect(form).toMatchObject({ category: 'twoChildren', nameMasked: '김*민', requestedMethod: null, details: { receiptNo: '000001', duty: 'retention', registeredOn: '2026-11-16' } });
		expect(JSON.stringify(form)).not.toMatch(/v1\.test/);
	});

	it('hands on the seals where it is to be printed', async () => {
		const [form] = await ledger.desk.formsToPrint({ receiptKey: keyOf(3) }, 1);
		expect(Object.values(form?.sealed ?? {}).every((value) => value?.startsWith('v1.test.'))).toBe(true);
	});

	it('pages in receipt order', async () => {
		const [first] = await ledger.desk.forms({ runId: RUN }, 1);
		const rest = await ledger.desk.forms({ runId: RUN }, 10, first?.receiptKey);
		expect(rest.map((form) => form.receiptKey)).toEqual([2, 3, 4].map(keyOf));
	});
});

describe('the form of a receipt that is read again', () => {
	const NEXT = { ...PERIOD, period: '2026-W48', from: '2026-11-23', to: '2026-11-29' };
	const WITHDRAWN = { status: 'withdrawn', decision: 'exclude', reasonCode: 'withdrawn', notify: undefined } as const;
	const again = async (...rows: DecidedRow[]) => void (await ledger.prepare(await take(ledger, 'next', NEXT), prepareInput(rows)));
	const details = async (number: number) => (await ledger.desk.forms({ receiptKey: keyOf(number) }, 1))[0]?.details;

	it('has the dates and the request that the source gives once it is in order', async () => {
		expect(await details(4)).toMatchObject({ duty: null, keepUntil: null });
		await again(deskRow(4, {}, REQUESTED));
		expect(await details(4)).toMatchObject({ duty: 'retention', keepUntil: '2027-11-16' });
		expect(await ledger.desk.forms({ receiptKey: keyOf(4) }, 1)).toMatchObject([{ runId: RUN, requestedMethod: 'text', requestedOn: '2026-11-16' }]);
	});

	it('keeps what it had while a person must look at the receipt, and what a person recorded', async () => {
		await ledger.desk.recordForm(entry({ receiptKey: keyOf(3) }));
		await again(deskRow(1, { decision: 'review' }), deskRow(3));
		expect(await details(1)).toMatchObject({ duty: 'retention', keepUntil: '2027-11-16' });
		expect(await details(3)).toMatchObject({ duty: null });
	});

	it('does not get back a contact that retention has removed', async () => {
		sql(file, 'UPDATE form SET sealed = NULL WHERE receipt_key = ?', keyOf(1));
		await again(deskRow(1));
		expect(await ledger.desk.formsToPrint({ receiptKey: keyOf(1) }, 1)).toMatchObject([{ sealed: { name: null } }]);
	});

	it('is not to be given any more where relief was not granted, but what was given stays on record', async () => {
		settle(file, 2, 'delivered');
		await ledger.desk.recordForm(entry({ receiptKey: keyOf(3) }));
		await again(...[1, 2, 3].map((number) => deskRow(number, {}, WITHDRAWN)));
		expect(await statuses()).toEqual(['2 electronic', '3 direct', '4 open']);
	});
});

describe('a delivered text', () => {
	it('is the form where it was asked for on record, and says on what that rests', async () => {
		settle(file, 2, 'delivered', '2026-11-23T09:30:00.000+09:00');
		expect(await ledger.desk.forms({ receiptKey: keyOf(2) }, 1)).toEqual([
			expect.objectContaining({ status: 'electronic', doneOn: '2026-11-23', basis: '문자 수신 요청(2026. 11. 16.)에 따라 문자 전송 성공', recordedBy: null }),
		]);
		expect(await statuses('electronic')).toEqual(['2 electronic']);
		expect(await statuses('open')).toEqual(['1 open', '3 open', '4 open']);
	});

	it.each([
		['nobody asked for it', 1, 'delivered'],
		['it failed', 2, 'failed'],
		['its report is missing', 2, 'accepted'],
	])('is no form where %s', async (_name, number, state) => {
		settle(file, number, state);
		expect(await statuses('electronic')).toEqual([]);
	});

	it('is no form where the request has no date', async () => {
		sql(file, 'UPDATE form SET requested_on = NULL WHERE receipt_key = ?', keyOf(2));
		settle(file, 2, 'delivered');
		expect(await statuses('electronic')).toEqual([]);
	});

	it('gives way to what a person recorded', async () => {
		settle(file, 2, 'delivered');
		await ledger.desk.recordForm(entry({ receiptKey: keyOf(2) }));
		expect(await ledger.desk.forms({ receiptKey: keyOf(2) }, 1)).toEqual([expect.objectContaining({ status: 'direct', recordedBy: '박주무관' })]);
		expect(await statuses('electronic')).toEqual([]);
	});
});

describe('recording a form', () => {
	it.each(['direct', 'post'] as const)('takes %s with day, basis and person', async (status) => {
		expect(await ledger.desk.recordForm(entry({ status }))).toMatchObject({ status, doneOn: '2026-11-25', basis: '창구에서 직접 교부', recordedBy: '박주무관' });
	});

	it('takes electronic where the source has a request, or the person brings its day', async () => {
		expect(await ledger.desk.recordForm(entry({ receiptKey: keyOf(2), status: 'electronic' }))).toMatchObject({ status: 'electronic', requestedOn: '2026-11-16' });
		expect(await ledger.desk.recordForm(entry({ status: 'electronic', requestedOn: '2026-11-20', basis: '전자우편 발송(신청서에 요청)' }))).toMatchObject({ requestedOn: '2026-11-20' });
	});

	it('replaces and takes back an earlier entry, each time with an event without words of the person', async () => {
		await ledger.desk.recordForm(entry());
		await ledger.desk.recordForm(entry({ status: 'post', basis: '등기 발송' }));
		expect(await ledger.desk.recordForm(entry({ status: 'open', basis: '접수번호 착오' }))).toMatchObject({ status: 'open', doneOn: null });
		const payloads = await eventsOf('form.recorded');
		expect(payloads.map((payload) => (JSON.parse(payload) as { status: string }).status)).toEqual(['direct', 'post', 'open']);
		expect(payloads.join()).not.toMatch(/창구|착오/);
		expect((await ledger.verify()).broken).toBeNull();
	});

	it('hides numbers that somebody writes into the basis', async () => {
		expect((await ledger.desk.recordForm(entry({ basis: '통화 010-1234-5678, 800101-1234567' }))).basis).not.toMatch(/1234/);
	});

	it.each<[string, Partial<FormEntry>, string]>([
		['an unknown receipt', { receiptKey: '4115000-2026-999999' }, 'formMissing'],
		["another office's word for the status", { status: '방문' as FormStatus }, 'formStatus'],
		['electronic without a recorded request', { status: 'electronic' }, 'formRequestMissing'],
		['a request after the sending', { status: 'electronic', requestedOn: '2026-11-26' }, 'daysReversed'],
		['a day that does not exist', { doneOn: '2026-11-31' }, 'invalidDay'],
		['a day to come', { doneOn: '2026-11-28' }, 'futureDay'],
		['a day before the receipt', { doneOn: '2026-11-16' }, 'daysReversed'],
		['no basis', { basis: ' ' }, 'entryEmpty'],
		['nobody responsible', { by: '' }, 'entryEmpty'],
	])('refuses %s and changes nothing', async (_name, changes, code) => {
		await expect(ledger.desk.recordForm(entry(changes))).rejects.toMatchObject({ code });
		expect(await statuses()).toEqual(['1 open', '2 open', '3 open', '4 open']);
		expect(await eventsOf('form.recorded')).toEqual([]);
	});
});

async function eventsOf(kind: string): Promise<string[]> {
	const { LedgerProbe } = await import('../../../support/ledger-probe');
	return new LedgerProbe(file).rows('SELECT payload FROM event WHERE kind = ? ORDER BY seq', kind).map((row) => String(row.payload));
}
