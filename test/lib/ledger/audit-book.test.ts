import type { AuditRow, AuditTable } from '../../../lib/ledger/audit-tables';
import type { Ledger } from '../../../lib/ledger/ledger';
import { approvedRun, cleanUp, openLedger, ORIGIN, PERIOD, rowsOf, RUN, take, tempFile, TestClock } from '../../support/notice-run';

afterEach(cleanUp);

/** Two weeks, the second opened a week later; of the first one everything was told, and somebody asked. */
async function twoWeeks() {
	const clock = new TestClock('2026-11-23T09:10:00.000+09:00');
	const ledger = openLedger(tempFile(), clock);
	await approvedRun(ledger, rowsOf(5));
	const lease = await take(ledger, 'sender');
	const batch = await ledger.openBatch(lease, { id: 'b1', gateway: 'solapi', account: 'a', size: 10 });
	if (!batch) throw new Error('no batch');
	const keys = await ledger.keysOf('b1');
	await ledger.recordOpening({ fields: ['phone', 'plate'], reason: '문자 발송', subjects: keys, runId: RUN, origin: ORIGIN });
	await ledger.recordGateway(RUN, { processor: '모의중계사', contractedOn: '2026-01-02', publishedOn: '2026-01-03' });
	await ledger.settleAndStep(batch, keys.map((noticeKey, index) => ({ noticeKey, state: 'accepted' as const, messageId: `M${index}`, textHash: `h${index}` })), 'sent', { groupId: 'G' });
	clock.set('2026-11-30T09:10:00.000+09:00');
	await ledger.applyReports([{ noticeKey: keys[0] ?? '', attempt: 1, messageId: 'M0', state: 'delivered', statusCode: '4000', reason: null }]);
	await approvedRun(ledger, rowsOf(2, {}), { ...PERIOD, period: '2026-W48' });
	const receipt = (await ledger.notices({ noticeKey: keys[0] ?? '' }, 1))[0]?.receiptKey ?? '';
	const asked = { reason: '납세자 전화', staff: '박주무관', origin: ORIGIN };
	await ledger.recordInquiry({ by: 'plate', receipts: [receipt], ...asked });
	await ledger.recordInquiry({ by: 'phone', receipts: [], ...asked }, false);
	return { ledger, keys, receipt };
}

async function allRows(ledger: Ledger, table: AuditTable, limit: number): Promise<AuditRow[]> {
	for (let rows: AuditRow[] = []; ; ) {
		const page = await ledger.audit.rows(table, RUN, limit, rows.at(-1));
		rows = rows.concat(page);
		if (page.length < limit) return rows;
	}
}

describe('what an auditor reads of the ledger', () => {
	it('is the chain of a period without gaps, between the links beside it', async () => {
		const { ledger } = await twoWeeks();
		const head = await ledger.head();
		const all = await ledger.audit.span('2026-11-01', '2026-12-31');
		expect(all).toMatchObject({ first: 1, last: head.seq, before: { seq: 0, mac: '' }, head, ledgerHead: head });
		const early = await ledger.audit.span('2026-11-23', '2026-11-29');
		const late = await ledger.audit.span('2026-11-30', '2026-11-30');
		expect([early.first, early.last + 1, late.before]).toEqual([1, late.first, early.head]);
		expect((await ledger.audit.events(early.last, late.last, 100)).map(({ seq }) => seq)).toEqual(Array.from({ length: late.last - early.last }, (_, index) => late.first + index));
		expect(await ledger.audit.span('2026-11-24', '2026-11-29')).toMatchObject({ first: late.first, last: early.last, before: early.head, head: early.head });
	});

	it('is every run that something happened to, also by a late report that names no run', async () => {
		const { ledger } = await twoWeeks();
		expect(await ledger.audit.runs(await ledger.audit.span('2026-11-23', '2026-11-29'))).toEqual([RUN]);
		expect(await ledger.audit.runs(await ledger.audit.span('2026-11-30', '2026-11-30'))).toEqual([RUN, 'drill-weekly/2026-W48']);
	});

	it.each<[AuditTable, number]>([['run', 1], ['decision', 5], ['template', 1], ['notice', 5], ['attempt', 5], ['batch', 1]])('has the same rows of %s in pages of any length', async (table, count) => {
		const { ledger } = await twoWeeks();
		const all = await allRows(ledger, table, 100);
		expect(all).toHaveLength(count);
		expect(await ledger.audit.count(table, RUN)).toBe(count);
		for (const limit of [1, 2, 3]) expect(await allRows(ledger, table, limit)).toEqual(all);
		expect(Object.keys(all[0] ?? {}).filter((name) => /sealed|ingerprint/.test(name))).toEqual([]);
	});

	it('says who opened what, when and why, and picks by run, receipt and day', async () => {
		const { ledger, keys, receipt } = await twoWeeks();
		const of = async (filter: Parameters<Ledger['audit']['openings']>[0], limit = 10) => (await ledger.audit.openings(filter, limit)).map(({ kind, reason }) => `${kind} ${reason ?? ''}`);
		expect(await of({})).toEqual(['opened 문자 발송', 'inquired 납세자 전화', 'refused 납세자 전화']);
		expect(await of({ runId: RUN })).toEqual(['opened 문자 발송']);
		expect(await of({ receiptKey: receipt })).toEqual(['opened 문자 발송', 'inquired 납세자 전화']);
		expect(await of({ from: '2026-11-24' })).toEqual(['inquired 납세자 전화', 'refused 납세자 전화']);
		expect(await of({ to: '2026-11-23' })).toEqual(['opened 문자 발송']);
		expect(await of({}, 1)).toEqual(['opened 문자 발송']);
		expect((await ledger.audit.openings({}, 1))[0]).toMatchObject({ actor: ORIGIN.actor, fields: ['phone', 'plate'], subjects: keys, at: '2026-11-23T09:10:00.000+09:00' });
	});

	it('knows what a run rests on', async () => {
		const { ledger } = await twoWeeks();
		expect(await ledger.audit.evidence(RUN)).toMatchObject({
			approverKind: 'person',
			processors: [{ processor: '모의중계사' }],
			gateways: ['solapi'],
			texts: [{ notices: 5, bodyHash: expect.stringMatching(/^[\w-]{43}$/) }],
			openings: [{ reason: '문자 발송', times: 1, subjects: 5 }],
			source: { sourceKind: 'rest' },
		});
		await expect(ledger.audit.evidence('x/1')).rejects.toMatchObject({ code: 'runMissing' });
	});
});
