import fc from 'fast-check';

import { copyLedger, isOnPostgres, sqlOn, storeAt } from '../../support/ledger-home';
import { approvedRun, cleanUp, openLedger, ORIGIN, PERIOD, rowsOf, take, tempFile } from '../../support/notice-run';

afterEach(cleanUp);

/** A ledger with some history, closed so that its file can be touched from outside. */
async function writtenLedger(): Promise<{ file: string; head: { seq: number; mac: string } }> {
	const file = tempFile();
	const ledger = openLedger(file);
	await approvedRun(ledger, rowsOf(4));
	await ledger.recordOpening({ fields: ['phone'], reason: '문의 응대', subjects: ['k'], runId: null, origin: ORIGIN });
	const head = await ledger.head();
	await ledger.dispose();
	return { file, head };
}

function tamper(file: string, ...statements: Array<[string, ...Array<string | number>]>): void {
	for (const [sql, ...values] of statements) sqlOn(file, sql, ...values);
}

const COLUMNS = ['at', 'kind', 'run_id', 'subject', 'payload', 'payload_hash', 'mac'] as const;

/** The text with one bit of one character changed. */
function changed(text: string, place: number): string {
	const index = place % text.length;
	return text.slice(0, index) + String.fromCharCode(text.charCodeAt(index) ^ 1) + text.slice(index + 1);
}

describe('the event chain', () => {
	it('is whole after ordinary work and names its head', async () => {
		const { file, head } = await writtenLedger();
		expect(await openLedger(file).verify(head)).toEqual({ events: head.seq, head, broken: null });
	});

	it('names the event when any character of any of its fields is changed', async () => {
		const { file, head } = await writtenLedger();
		const touched = tempFile();
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 1, max: head.seq }), fc.constantFrom(...COLUMNS), fc.nat(), async (seq, column, place) => {
				copyLedger(file, touched);
				const value = sqlOn(touched, `SELECT ${column} AS value FROM event WHERE seq = ?`, seq)[0]?.value;
				if (typeof value === 'string' && value !== '') sqlOn(touched, `UPDATE event SET ${column} = ? WHERE seq = ?`, changed(value, place), seq);
				const ledger = openLedger(touched);
				const { broken } = await ledger.verify();
				await ledger.dispose();
				if (typeof value === 'string' && value !== '') expect(broken?.seq).toBe(seq);
			}),
			{ numRuns: 80 },
		);
	});

	const breaches: Array<[string, Array<[string, ...number[]]>, number, string]> = [
		['an event is cut out', [['DELETE FROM event WHERE seq = ?', 3]], 3, 'gap'],
		['an event is cut out and the rest renumbered', [['DELETE FROM event WHERE seq = ?', 3], ['UPDATE event SET seq = seq - 1 WHERE seq > ?', 3]], 3, 'mac'],
		['a value has another type', [["UPDATE event SET at = x'00' WHERE seq = ?", 2]], 2, 'mac'],
	];
	// Columns of PostgreSQL have one type for all their values.
	it.each(breaches.filter(([name]) => !isOnPostgres || name !== 'a value has another type'))('is found broken when %s', async (_name, statements, seq, problem) => {
		const { file } = await writtenLedger();
		tamper(file, ...statements);
		expect((await openLedger(file).verify()).broken).toEqual({ seq, problem });
	});

	it('stays verifiable when payloads are purged', async () => {
		const { file, head } = await writtenLedger();
		tamper(file, ['UPDATE event SET payload = NULL WHERE seq <= ?', 4]);
		expect((await openLedger(file).verify(head)).broken).toBeNull();
	});

	it('misses its tail only with an expected head', async () => {
		const { file, head } = await writtenLedger();
		tamper(file, ['DELETE FROM event WHERE seq > ?', head.seq - 2]);
		const ledger = openLedger(file);
		expect((await ledger.verify()).broken).toBeNull();
		expect((await ledger.verify(head)).broken).toEqual({ seq: head.seq - 1, problem: 'missingTail' });
	});

	it('shows an older copy put back, also after it has grown past the expected head', async () => {
		const { file } = await writtenLedger();
		const backup = tempFile();
		copyLedger(file, backup);
		const ledger = openLedger(file);
		await take(ledger, 'later', { ...PERIOD, period: '2026-W48' });
		const head = await ledger.head();
		await ledger.dispose();
		const restored = openLedger(backup);
		expect((await restored.verify(head)).broken?.problem).toBe('missingTail');
		for (let count = 0; count < 5; count++) await take(restored, `other-${count}`, { ...PERIOD, period: `2027-W0${count}` });
		expect((await restored.verify(head)).broken).toEqual({ seq: head.seq, problem: 'mac' });
	});

	it('and everything else are refused to another key, which would tell everyone again', async () => {
		const { file } = await writtenLedger();
		const { Ledger } = await import('../../../lib/ledger/ledger');
		const store = storeAt(file);
		const other = new Ledger(store, { key: Buffer.alloc(32, 8), clock: { now: () => '', nowMs: () => 0 }, leaseMs: 1 });
		await expect(other.verify()).rejects.toMatchObject({ code: 'ledgerKeyWrong' });
		await expect(take(other)).rejects.toMatchObject({ code: 'ledgerKeyWrong' });
		await other.dispose();
	});
});
