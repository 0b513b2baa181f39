import { decidedRow } from '../../bench/drill/rows.mts';
import type { Ledger } from '../../lib/ledger/ledger';
import { openTask } from '../../lib/ledger/tasks';
import { collectResults } from '../../lib/sms/results';
import { sendRun } from '../../lib/sms/send-run';
import { BY, deskRow, keyOf, runSteps } from './desk';
import { DRAFT } from './drafts';
import { approvedRun, CAMPAIGN, gatewayTo, openLedger, ORIGIN, PERIOD, phoneOf, portsFor, prepareInput, RUN, seals, sending, simulator, summaryOf, take, TestClock } from './notice-run';

export const NEXT = { ...PERIOD, period: '2026-W48', from: '2026-11-23', to: '2026-11-29' };
export const NEXT_RUN = `${CAMPAIGN}/${NEXT.period}`;
const WEEK = '2026-11-23T09:10:00.000+09:00';

/** One of everything that a ledger can hold: no table of it is empty, and every row was written by the package itself. */
export async function wholeLedger(file: string): Promise<{ ledger: Ledger; clock: TestClock }> {
	const clock = new TestClock(WEEK);
	const [ledger, solapi] = [openLedger(file, clock), await simulator()];
	await ledger.importMailed(CAMPAIGN, [{ receiptKey: keyOf(900), recipientOrdinal: 1, mailedOn: '2026-11-02', registeredNo: '1234567890123' }], BY);
	const review = deskRow(30, { decision: 'review' });
	const first = await take(ledger, 'first');
	await ledger.prepare(first, prepareInput([deskRow(1), review]));
	await ledger.reject(RUN, '박주무관', '문안', ORIGIN);
	await ledger.releaseHold(RUN, { by: '박주무관', accept: false, origin: ORIGIN });
	const rows = [1, 2, 3, 4].map((number) => deskRow(number));
	const failing = decidedRow(seals, { number: 5, phone: '01000001060' });
	const read = [...rows, failing, deskRow(6, { channel: 'post' }), deskRow(7, { decision: 'exclude' }), review, deskRow(900)];
	const summary = { ...summaryOf(read), sourceNames: ['감면접수.xlsx'], fileHashes: ['f'.repeat(64)], contentHash: 'c'.repeat(64) };
	await ledger.prepare(await take(ledger, 'preparer'), prepareInput(read, { summary }));
	await ledger.approve(RUN, { kind: 'person', name: '박주무관' }, ORIGIN);
	const ports = portsFor(ledger, gatewayTo(solapi));
	await ledger.recordGateway(RUN, { processor: 'SOLAPI', contractedOn: '2026-01-01', publishedOn: '2026-01-02' });
	await sendRun(ports, sending({ batchSize: 3 }));
	solapi.flush();
	await collectResults(ports, CAMPAIGN);
	clock.skip(3_600_000);
	await ledger.close(await take(ledger, 'closer'), ORIGIN);
	await deskWork(file, ledger, clock);
	return { ledger, clock };
}

/** What people do around the texts, a few days later. */
async function deskWork(file: string, ledger: Ledger, clock: TestClock): Promise<void> {
	clock.set('2026-11-27T10:00:00.000+09:00');
	await ledger.desk.recordForm({ receiptKey: keyOf(2), status: 'direct', doneOn: '2026-11-26', basis: '창구에서 직접교부', ...BY });
	await ledger.desk.recordMail({ receiptKey: keyOf(6), recipientOrdinal: 1, outcome: 'sent', sentOn: '2026-11-24', registeredNo: null, ...BY });
	await ledger.desk.recordMail({ receiptKey: keyOf(6), recipientOrdinal: 1, outcome: 'returned', outcomeOn: '2026-11-26', returnedReason: '수취인 부재', ...BY });
	await ledger.desk.recordMail({ receiptKey: keyOf(6), recipientOrdinal: 1, outcome: 'sent', sentOn: '2026-11-26', registeredNo: '1234567890124', ...BY });
	await runSteps(file, (context) =>
		openTask(context, { kind: 'leak', campaign: CAMPAIGN, runId: RUN, receiptKey: keyOf(3), recipientOrdinal: 1, noticeKey: null, reasonCode: 'numberChangedAfterDelivery', reason: '번호 변경' }),
	);
	const [leak] = await ledger.desk.tasks({ kind: 'leak' }, 1);
	await ledger.desk.settleTask({ id: leak?.id ?? '', note: '본인 확인', doneOn: '2026-11-27', ...BY });
	const file1 = await ledger.desk.registerFile({ kind: 'mailList', path: '/data/우편.xlsx', sha256: 'a'.repeat(64), runId: RUN, destroyOn: '2026-11-27', origin: ORIGIN });
	await ledger.desk.registerFile({ kind: 'forms', path: '/data/서식.docx', sha256: 'b'.repeat(64), runId: null, destroyOn: '2026-12-27', origin: ORIGIN });
	await ledger.desk.markDestroyed(file1.id, { how: 'deleted', origin: ORIGIN });
	await ledger.drafts.recordDraft(DRAFT);
	await ledger.drafts.recordRevision({ ...DRAFT, output: '고친 글' });
	await ledger.drafts.approveDraft({ draftId: DRAFT.draftId, by: '김과장', personSeconds: 300, output: '고친 글', origin: ORIGIN });
}

/** A further week: what was to be looked into is told, one text is in doubt, the rest is stopped; then a correction. */
export async function furtherWeek(ledger: Ledger, clock: TestClock): Promise<void> {
	clock.set('2026-11-30T09:10:00.000+09:00');
	await approvedRun(ledger, [deskRow(30), deskRow(1), deskRow(40), deskRow(41), deskRow(42, { decision: 'exclude' })], NEXT);
	const batch = await ledger.openBatch(await take(ledger, 'sender', NEXT), { id: 'batch-48', gateway: 'aligo', account: 'A', size: 2 });
	if (!batch) throw new Error('no batch');
	const [one, other] = await ledger.noticesOf(batch.id);
	if (!one || !other) throw new Error('no notices');
	const sent = await ledger.startHandOver(batch, [one, other].map(({ noticeKey }) => ({ noticeKey, to: phoneOf(1), text: '글' })), null);
	if (!sent) throw new Error('stopped');
	const doubt = { state: 'unknown' as const, reasonCode: 'notListed', reason: '중계사 이력에 없음', statusCode: null };
	await ledger.settle(sent, [{ noticeKey: one.noticeKey, ...doubt, messageType: 'LMS', bytes: 90, textHash: 'h' }, { noticeKey: other.noticeKey, ...doubt }]);
	await ledger.settleAndStep(sent, [{ noticeKey: other.noticeKey, state: 'reserved' }], 'sent', { groupId: 'G48' });
	await ledger.settleDoubt({ noticeKey: one.noticeKey, decision: 'delivered', by: '박주무관', basis: '중계사 회신', origin: ORIGIN });
	await ledger.stopRest(NEXT_RUN, '박주무관', ORIGIN);
	await ledger.importMailed(CAMPAIGN, [{ receiptKey: keyOf(901), recipientOrdinal: 1, mailedOn: '2026-11-10', registeredNo: null }], BY);
	const period = { campaign: `${CAMPAIGN}-correction`, period: `${keyOf(1)}-1`, from: '2026-11-30', to: '2026-11-30' };
	await ledger.prepareCorrection(period, 'corrector', {
		receiptKey: keyOf(1),
		template: { id: 'correction', version: 'correction-v1', text: '#{안내일} 안내를 바로잡습니다.' },
		values: {},
		reason: '기한 오기',
		by: '박주무관',
		origin: ORIGIN,
	});
	await ledger.approve(`${period.campaign}/${period.period}`, { kind: 'person', name: '김팀장' }, ORIGIN);
}
