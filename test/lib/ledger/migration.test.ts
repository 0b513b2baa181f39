import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { DRAFT } from '../../support/drafts';
import { columnsOf, scriptOn, sqlOn, tablesOf } from '../../support/ledger-home';
import { approvedRun, cleanUp, openLedger, ORIGIN, PERIOD, prepareInput, rowsOf, RUN, states, take, tempFile } from '../../support/notice-run';

afterEach(cleanUp);

/** A ledger as version 0.1.0 of the package left it: one closed run in which one person was told. */
function oldLedger(file: string): void {
	scriptOn(file, readFileSync(join(__dirname, 'schema-1.sql'), 'utf8'));
	scriptOn(file, `
		INSERT INTO meta VALUES ('schema', '1');
		INSERT INTO campaign VALUES ('drill-weekly', '2026-11-01', '2026-11-15');
		INSERT INTO run (id, campaign, period, period_from, period_to, stage, holds, approval_reasons, lease_until, fence, opened_at, closed_at)
			VALUES ('drill-weekly/2026-W46', 'drill-weekly', '2026-W46', '2026-11-09', '2026-11-15', 'closed', '[]', '[]', 0, 1, '2026-11-16T09:00:00+09:00', '2026-11-16T09:10:00+09:00');
		INSERT INTO decision VALUES ('drill-weekly/2026-W46', '4115000-2026-000009', 1, 'exclude', 'noRetentionDuty', '대상 아님', 'r', 'v', 'electricCar', NULL, '2026-11-10', '김*민', 'REST', 1);
	`);
}

it('a ledger of the first version is taken over with its history, once and for good', async () => {
	const file = tempFile();
	oldLedger(file);
	for (let time = 0; time < 2; time += 1) {
		const ledger = openLedger(file);
		expect(await ledger.decisions('drill-weekly/2026-W46', 10)).toMatchObject([{ reasonCode: 'noRetentionDuty', warnings: [] }]);
		expect(await ledger.run('drill-weekly/2026-W46')).toMatchObject({ stage: 'closed', acceptedHolds: [], ruleVersion: null });
		await ledger.dispose();
	}
	const ledger = openLedger(file);
	await ledger.prepare(await take(ledger, 'first', PERIOD), prepareInput(rowsOf(2)));
	expect(await states(ledger, RUN)).toEqual({ reserved: 2 });
});

it('a ledger of the version before drafts is taken over with its history, and records drafts from then on', async () => {
	const file = tempFile();
	scriptOn(file, readFileSync(join(__dirname, 'schema-2.sql'), 'utf8'));
	scriptOn(file, `
		INSERT INTO meta VALUES ('schema', '2');
		INSERT INTO run (id, campaign, period, period_from, period_to, stage, holds, approval_reasons, lease_until, fence, opened_at, closed_at)
			VALUES ('drill-weekly/2026-W46', 'drill-weekly', '2026-W46', '2026-11-09', '2026-11-15', 'closed', '[]', '[]', 0, 1, '2026-11-16T09:00:00+09:00', '2026-11-16T09:10:00+09:00');
	`);
	for (let time = 0; time < 2; time += 1) {
		const ledger = openLedger(file);
		expect(await ledger.run('drill-weekly/2026-W46')).toMatchObject({ stage: 'closed' });
		await ledger.drafts.recordDraft(DRAFT);
		expect(await ledger.drafts.draftsBetween('2026-11-23', '2026-11-23', 10)).toMatchObject([{ draftId: DRAFT.draftId, state: 'draft' }]);
		expect(await ledger.verify()).toMatchObject({ events: 1, broken: null });
		await ledger.dispose();
	}
});

it('a ledger of a newer version is refused and left as it is', async () => {
	const file = tempFile();
	scriptOn(file, `CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL); INSERT INTO meta VALUES ('schema', '99')`);
	await expect(openLedger(file).run(RUN)).rejects.toMatchObject({ code: 'ledgerVersion' });
	expect(tablesOf(file)).toEqual(['meta']);
});

describe('a ledger taken back to an earlier version', () => {
	const order = { loseRecords: false, by: '박주무관', origin: ORIGIN };
	const presentColumns = async () => {
		const file = tempFile();
		await openLedger(file).requireEnvironment('sandbox');
		return columnsOf(file);
	};

	it.each([
		[1, 'schema-1.sql'],
		[2, 'schema-2.sql'],
		[3, 'schema-3.sql'],
	])('has the tables of version %i again, and all of the present after another turn', async (version, schema) => {
		const [file, original] = [tempFile(), tempFile()];
		scriptOn(original, readFileSync(join(__dirname, schema), 'utf8'));
		const present = await presentColumns();
		const ledger = openLedger(file);
		await ledger.prepare(await take(ledger, 'first', PERIOD), prepareInput(rowsOf(3)));
		if (version === 1) sqlOn(file, 'DELETE FROM form');
		expect(await ledger.rollBack(version, order)).toMatchObject({ to: version });
		await ledger.dispose();
		expect(columnsOf(file)).toEqual(columnsOf(original));
		expect(sqlOn(file, `SELECT value FROM meta WHERE name = 'schema'`)).toEqual([{ value: String(version) }]);
		const again = openLedger(file);
		expect(await states(again, RUN)).toEqual({ reserved: 3 });
		expect((await again.verify()).broken).toBeNull();
		expect(columnsOf(file)).toEqual(present);
	});

	it('is left as it is while nobody knows what became of a hand-over: what it would be recognised by would go', async () => {
		const ledger = openLedger(tempFile());
		await approvedRun(ledger, rowsOf(2));
		const lease = await take(ledger, 'sender');
		const batch = await ledger.openBatch(lease, { id: 'b1', gateway: 'nhn', account: 'A', size: 2 });
		if (!batch) throw new Error('no batch');
		await ledger.startHandOver(batch, [], null);
		await expect(ledger.rollBack(3, order)).rejects.toMatchObject({ code: 'rollBackLoses', message: expect.stringContaining('발송 묶음 1건') });
	});

	it('is left as it is where the earlier version cannot keep its records, unless they may go', async () => {
		const file = tempFile();
		const ledger = openLedger(file);
		await ledger.drafts.recordDraft(DRAFT);
		await expect(ledger.rollBack(2, order)).rejects.toMatchObject({ code: 'rollBackLoses', message: expect.stringContaining('행정문서 초안 1건') });
		expect(tablesOf(file)).toContain('draft');
		await ledger.rollBack(2, { ...order, loseRecords: true });
		await ledger.dispose();
		expect(tablesOf(file)).not.toContain('draft');
		const [event] = sqlOn(file, `SELECT payload FROM event WHERE kind = 'ledger.rolledBack'`);
		expect(JSON.parse(String(event?.payload))).toMatchObject({ to: 2, losses: ['행정문서 초안 1건'], by: '박주무관' });
	});

	it.each([0, 1.5, 99, Number.NaN])('is not taken to a version %p, which it cannot go back to', async (version) => {
		await expect(openLedger(tempFile()).rollBack(version, order)).rejects.toMatchObject({ code: 'ledgerVersion' });
	});
});
