import type { Ledger } from '../../../../lib/ledger/ledger';
import type { FileToRegister } from '../../../../lib/ledger/files';
import { BY, deskClock, deskRow, sql } from '../../../support/desk';
import { approvedRun, CAMPAIGN, cleanUp, openLedger, ORIGIN, RUN, tempFile } from '../../../support/notice-run';
import { LedgerProbe } from '../../../support/ledger-probe';

const FILE: FileToRegister = { kind: 'export', path: '/보관/감면접수.xlsx', sha256: 'a'.repeat(64), runId: RUN, destroyOn: '2026-11-26', origin: ORIGIN };

let file: string;
let ledger: Ledger;
beforeEach(async () => {
	file = tempFile();
	ledger = openLedger(file, deskClock());
	await approvedRun(ledger, [deskRow(1)]);
});
afterEach(cleanUp);

const dueIds = async (today: string) => (await ledger.desk.filesDue(today, 10)).map(({ id }) => id);
const events = () => new LedgerProbe(file).rows(`SELECT kind, payload FROM event WHERE kind LIKE 'file.%' ORDER BY seq`);

describe('a file with readable personal data', () => {
	it('is registered once and due from its day on', async () => {
		const { id } = await ledger.desk.registerFile(FILE);
		expect(await ledger.desk.registerFile({ ...FILE, destroyOn: '2027-01-01' })).toMatchObject({ id, destroyOn: '2026-11-26' });
		expect([await dueIds('2026-11-25'), await dueIds('2026-11-26')]).toEqual([[], [id]]);
		expect(events()).toHaveLength(1);
	});

	it('is another one with another content or at another place', async () => {
		const ids = [FILE, { ...FILE, sha256: 'b'.repeat(64) }, { ...FILE, path: '/보관/2/감면접수.xlsx' }].map(async (one) => (await ledger.desk.registerFile(one)).id);
		expect(new Set(await Promise.all(ids)).size).toBe(3);
	});

	it.each([
		['deleted', { how: 'deleted', origin: ORIGIN }],
		['found gone by a person', { how: 'foundGone', ...BY }],
	] as const)('is on record when %s, without its name', async (_name, destruction) => {
		const { id } = await ledger.desk.registerFile(FILE);
		const { destroyedAt } = await ledger.desk.markDestroyed(id, destruction);
		expect(destroyedAt).not.toBeNull();
		expect(await ledger.desk.markDestroyed(id, destruction)).toMatchObject({ destroyedAt });
		expect(await dueIds('2027-01-01')).toEqual([]);
		expect(events().map(({ kind }) => kind)).toEqual(['file.registered', 'file.destroyed']);
		expect(JSON.stringify(events())).not.toContain('감면접수');
	});

	it('is due anew when it lies there again', async () => {
		const { id } = await ledger.desk.registerFile(FILE);
		await ledger.desk.markDestroyed(id, { how: 'deleted', origin: ORIGIN });
		expect(await ledger.desk.registerFile({ ...FILE, destroyOn: '2026-12-26' })).toMatchObject({ id, destroyedAt: null, destroyOn: '2026-12-26' });
	});

	it('cannot be destroyed under an unknown number', async () => {
		await expect(ledger.desk.markDestroyed('x', { how: 'deleted', origin: ORIGIN })).rejects.toMatchObject({ code: 'fileMissing' });
	});
});

describe('the run that read a file', () => {
	it('is named only once it is closed, and only to its campaign', async () => {
		sql(file, `INSERT INTO source_seen (campaign, hash, run_id, name, at) VALUES (?, 'abc', ?, '감면접수.xlsx', '')`, CAMPAIGN, RUN);
		expect(await ledger.desk.closedRunOfSource(CAMPAIGN, 'abc')).toBeNull();
		sql(file, `UPDATE run SET stage = 'closed'`);
		expect(await ledger.desk.closedRunOfSource(CAMPAIGN, 'abc')).toBe(RUN);
		expect(await ledger.desk.closedRunOfSource(CAMPAIGN, 'other')).toBeNull();
		expect(await ledger.desk.closedRunOfSource('other', 'abc')).toBeNull();
	});
});
