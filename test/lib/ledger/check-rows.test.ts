import { randomUUID } from 'node:crypto';

import fc from 'fast-check';

import { decidedRow } from '../../../bench/drill/rows.mts';
import type { Ledger } from '../../../lib/ledger/ledger';
import { collectResults } from '../../../lib/sms/results';
import { sendRun } from '../../../lib/sms/send-run';
import {
	approvedRun, CAMPAIGN, cleanUp, gatewayTo, openLedger, ORIGIN, PERIOD, phoneOf, portsFor, prepareInput, rowsOf, RUN, seals, sending, sendUntilDone, simulator,
	take, tempFile, TestClock,
} from '../../support/notice-run';
import { runSteps } from '../../support/desk';
import { all } from '../../../lib/ledger/steps';

afterEach(cleanUp);

const problemsOf = async (ledger: Ledger) => (await ledger.audit.check()).problems;

/** A run that was sent, reported and closed: delivered, failed, rejected and by post. */
async function closedRun(file = tempFile()): Promise<{ file: string; ledger: Ledger }> {
	const [ledger, solapi] = [openLedger(file), await simulator()];
	const special = [['01000001060', 'text'], ['01000003032', 'text'], [phoneOf(90), 'post']] as const;
	await approvedRun(ledger, [...rowsOf(6), ...special.map(([phone, channel], index) => decidedRow(seals, { number: 100 + index, phone, channel }))]);
	const ports = portsFor(ledger, gatewayTo(solapi));
	await sendRun(ports, sending());
	solapi.flush();
	await collectResults(ports, CAMPAIGN);
	await ledger.close(await take(ledger, 'sender'), ORIGIN);
	return { file, ledger };
}

const change = async (file: string, sql: string, ...values: (string | number | null)[]) => await runSteps(file, () => all(sql, ...values));

describe('the rows of the ledger', () => {
	it('agree with their events after a whole run', async () => {
		const { ledger } = await closedRun();
		expect(await ledger.audit.check()).toEqual({ notices: 9, runs: 1, rows: 39, notComparable: 0, problems: [] });
	});

	it.each<[string, string, { table: string; problem: string }]>([
		['a failed text is called delivered', `UPDATE notice SET state = 'delivered' WHERE state = 'failed'`, { table: 'notice', problem: 'state' }],
		['the attempt alone is changed', `UPDATE attempt SET state = 'delivered' WHERE state = 'failed'`, { table: 'attempt', problem: 'result' }],
		['an attempt is taken away', `DELETE FROM attempt WHERE state = 'failed'`, { table: 'attempt', problem: 'missing' }],
		['it is about another receipt', `UPDATE notice SET receipt_key = receipt_key || '9' WHERE state = 'failed'`, { table: 'notice', problem: 'identity' }],
		['another person is named', `UPDATE notice SET name_masked = '박*수' WHERE state = 'failed'`, { table: 'notice', problem: 'facts' }],
		['another date was told', `UPDATE notice SET details = replace(details, '2027', '2028') WHERE state = 'failed'`, { table: 'notice', problem: 'facts' }],
		['another rule decided', `UPDATE notice SET rule_version = 'x' WHERE state = 'failed'`, { table: 'notice', problem: 'facts' }],
		['the vendor’s code is softened', `UPDATE notice SET status_code = '4000' WHERE state = 'failed'`, { table: 'notice', problem: 'result' }],
		['it was sent earlier', `UPDATE notice SET submitted_at = '2026-11-01T09:00:00.000+09:00' WHERE state = 'failed'`, { table: 'notice', problem: 'result' }],
		['it failed later', `UPDATE notice SET settled_at = '2026-12-01T09:00:00.000+09:00' WHERE state = 'failed'`, { table: 'notice', problem: 'result' }],
		['the hash of what was told is replaced', `UPDATE notice SET text_hash = 'x' WHERE state = 'failed'`, { table: 'notice', problem: 'text' }],
		['a notice is taken away', `DELETE FROM notice WHERE state = 'failed'`, { table: 'notice', problem: 'missing' }],
		['it is made to look purged', `UPDATE notice SET receipt_key = '', recipient_ordinal = 0 WHERE state = 'failed'`, { table: 'notice', problem: 'facts' }],
		['a wording is replaced', `UPDATE template SET body = body || '!'`, { table: 'template', problem: 'text' }],
		['a wording is taken away', `DELETE FROM template`, { table: 'template', problem: 'missing' }],
		['somebody else approved', `UPDATE run SET approved_by = '김과장'`, { table: 'run', problem: 'approval' }],
		['it was approved earlier', `UPDATE run SET approved_at = opened_at`, { table: 'run', problem: 'approval' }],
		['it is open again', `UPDATE run SET stage = 'results', closed_at = NULL`, { table: 'run', problem: 'closing' }],
		['its account is changed', `UPDATE run SET account = replace(account, '"notify":9', '"notify":8')`, { table: 'run', problem: 'closing' }],
		['the run is taken away', `DELETE FROM run`, { table: 'run', problem: 'missing' }],
		['a decision is changed', `UPDATE decision SET decision = 'exclude' WHERE source_row = 100`, { table: 'decision', problem: 'content' }],
		['the decisions are taken away', `DELETE FROM decision`, { table: 'decision', problem: 'missing' }],
	])('are named when %s', async (_name, sql, expected) => {
		const { file, ledger } = await closedRun();
		await change(file, sql);
		expect(await problemsOf(ledger)).toEqual(expect.arrayContaining([expect.objectContaining(expected)]));
		expect((await ledger.verify()).broken).toBeNull();
	});

	it.each([
		['of a run', `kind = 'notice.reserved'`, RUN],
		['outside of a run', `kind = 'notice.failed'`, null],
	])('name an event %s whose content is gone before retention took it: what it vouched for could be edited unseen', async (_name, which, runId) => {
		const { file, ledger } = await closedRun();
		await change(file, `UPDATE event SET payload = NULL WHERE ${which}`);
		await change(file, `UPDATE notice SET name_masked = '박*수', status_code = '4000' WHERE state = 'failed'`);
		expect(await problemsOf(ledger)).toEqual(expect.arrayContaining([{ table: 'event', key: expect.stringMatching(/^\d+$/) as string, runId, problem: 'emptied' }]));
		expect((await ledger.verify()).broken).toBeNull();
	});

	it('agree where a text holds half a character, which the store puts a replacement for', async () => {
		const ledger = openLedger(tempFile());
		const half = '\ud83d';
		const [row] = rowsOf(1);
		if (!row?.notify) throw new Error('no row');
		await approvedRun(ledger, [{ ...row, sourceName: `자료${half}.xlsx`, reason: `사유${half}`, notify: { ...row.notify, channelReason: `사유${half}` } }]);
		const batch = await ledger.openBatch(await take(ledger, 'sender'), { id: 'b', gateway: 'nhn', account: 'A', size: 1 });
		if (!batch) throw new Error('no batch');
		const [notice] = await ledger.noticesOf(batch.id);
		expect(await problemsOf(ledger)).toEqual([]);
		await ledger.settle(batch, [{ noticeKey: notice?.noticeKey ?? '', state: 'rejected', reasonCode: 'gatewayRefused', reason: `거부${half}` }]);
		expect(await problemsOf(ledger)).toEqual([]);
	});

	it('names the very notice that was added by hand', async () => {
		const { file, ledger } = await closedRun();
		const columns = 'campaign, duty, receipt_key, recipient_ordinal, run_id, channel, state, attempt, rule_id, rule_version, template_id, template_version, details';
		await change(file, `INSERT INTO notice (notice_key, ${columns}) SELECT 'by-hand', ${columns} FROM notice LIMIT 1`);
		expect(await problemsOf(ledger)).toEqual([{ table: 'notice', key: 'by-hand', runId: RUN, problem: 'identity' }]);
	});

	it('agree at every step of runs that are prepared anew, sent under faults, stopped and corrected', async () => {
		const clock = new TestClock();
		const [ledger, solapi] = [openLedger(tempFile(), clock), await simulator({ faults: [{ step: 'add', fault: 'acceptThen503', times: 1 }, { step: 'send', fault: 'acceptThenDrop', times: 1 }, { step: 'send', fault: 'dropBefore', times: 3 }] })];
		const lease = await take(ledger, 'preparer');
		await ledger.prepare(lease, prepareInput(rowsOf(5)));
		expect(await problemsOf(ledger)).toEqual([]);
		await ledger.reject(RUN, '박주무관', '문안', ORIGIN);
		await ledger.releaseHold(RUN, { by: '박주무관', accept: false, origin: ORIGIN });
		const again = await take(ledger, 'preparer-2');
		await ledger.prepare(again, prepareInput(rowsOf(8)));
		await ledger.approve(RUN, { kind: 'person', name: '박주무관' }, ORIGIN);
		expect(await problemsOf(ledger)).toEqual([]);
		const ports = portsFor(ledger, gatewayTo(solapi));
		await sendUntilDone(ports, clock, { batchSize: 3 });
		expect(await problemsOf(ledger)).toEqual([]);
		solapi.flush();
		await collectResults(ports, CAMPAIGN);
		clock.skip(3_600_000);
		expect(await ledger.close(await take(ledger, 'closer'), ORIGIN)).toMatchObject({ closed: true });
		expect(await problemsOf(ledger)).toEqual([]);
		await approvedRun(ledger, [9, 10, 11].map((number) => decidedRow(seals, { number, phone: phoneOf(number) })), { ...PERIOD, period: '2026-W48' });
		await ledger.stopRest(`${CAMPAIGN}/2026-W48`, '박주무관', ORIGIN);
		await ledger.importMailed(CAMPAIGN, [{ receiptKey: '4115000-2026-009999', recipientOrdinal: 1, mailedOn: '2026-11-02', registeredNo: null }], { by: '박주무관', origin: ORIGIN });
		expect(await problemsOf(ledger)).toEqual([]);
	});

	it('agree whatever becomes of the notices of a batch', async () => {
		const outcome = fc.constantFrom('accepted', 'rejected', 'unknown', 'reserved');
		const report = fc.constantFrom('accepted', 'delivered', 'failed', 'none');
		await fc.assert(
			fc.asyncProperty(fc.array(fc.tuple(outcome, report), { minLength: 1, maxLength: 6 }), async (fates) => {
				const ledger = openLedger(tempFile());
				await approvedRun(ledger, rowsOf(fates.length));
				const batch = await ledger.openBatch(await take(ledger, 'sender'), { id: randomUUID(), gateway: 'solapi', account: 'a', size: 10 });
				if (!batch) throw new Error('no batch');
				const notices = await ledger.noticesOf(batch.id);
				const settled = notices.map(({ noticeKey }, index) => ({ noticeKey, state: fates[index]?.[0] ?? 'accepted', messageId: `M${index}`, statusCode: '2000', textHash: `h${index}` }));
				await ledger.settleAndStep(batch, settled, 'sent', { groupId: 'G' });
				await ledger.applyReports(
					notices.flatMap(({ noticeKey, attempt }, index) => {
						const state = fates[index]?.[1] ?? 'none';
						return state === 'none' ? [] : [{ noticeKey, attempt, messageId: `M${index}`, state, statusCode: '4000', reason: null }];
					}),
				);
				await ledger.expirePending(CAMPAIGN, { short: '2099-01-01', long: '2099-01-01' }, 100);
				expect(await problemsOf(ledger)).toEqual([]);
				for (const [index, { noticeKey }] of (await ledger.doubts(CAMPAIGN, 100)).entries()) {
					await ledger.settleDoubt({ noticeKey, decision: index % 2 === 0 ? 'delivered' : 'notSent', by: '박주무관', basis: '중계사 회신', origin: ORIGIN });
				}
				expect(await problemsOf(ledger)).toEqual([]);
			}),
			{ numRuns: 30 },
		);
	});
});

