import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import fc from 'fast-check';

import { Ledger } from '../../../lib/ledger/ledger';
import { SqliteStore } from '../../../lib/ledger/sqlite-store';
import { verifyExport } from '../../../lib/audit/verify-export';
import { cleanUp, LEDGER_KEY, RUN, tempFile, TestClock } from '../../support/notice-run';
import { sql } from '../../support/desk';
import { closedWeek, exported, linesOf, nextWeek } from './scene';

afterEach(cleanUp);

const recordsIn = (lines: readonly string[]) => lines.map((line) => JSON.parse(line) as Record<string, unknown> & { record: string });
const check = async (lines: Iterable<string>, expected?: { seq: number; mac: string }) => await verifyExport(lines, LEDGER_KEY, expected);

/** One week exported, with the line of the first record of each kind. */
async function oneWeek() {
	const scene = await closedWeek();
	const made = await exported(scene.ledger);
	const records = recordsIn(made.lines);
	return { ...scene, ...made, records, lineOf: (kind: string) => records.findIndex(({ record }) => record === kind) + 1 };
}

describe('an export', () => {
	it('holds the period’s chain and all rows of the runs it is about, counted in its first line', async () => {
		const { manifest, records } = await oneWeek();
		const counts: Record<string, number> = {};
		for (const { record } of records.slice(1)) counts[record] = (counts[record] ?? 0) + 1;
		expect(manifest.counts).toEqual(counts);
		expect(counts).toMatchObject({ run: 1, template: 1, decision: 9, notice: 9, attempt: 8, opening: 1 });
		expect(records[0]).toMatchObject({ record: 'manifest', format: 'cityhall-audit', from: '2026-11-01', to: '2026-11-29', linkBefore: { seq: 0, mac: '' }, ledgerCheck: { chainBroken: null, rowProblems: [] } });
		expect(records.filter(({ record }) => record === 'event').map(({ seq }) => seq)).toEqual(Array.from({ length: manifest.head.seq }, (_, index) => index + 1));
	});

	it('holds nothing sealed and no number, name or plate that can be read', async () => {
		const { lines } = await oneWeek();
		const text = lines.join('\n');
		expect(text).not.toContain('v1.test.');
		expect(text).not.toMatch(/"sealed"|ingerprint"|01\d{9}/);
	});

	it('goes on record with its hash, who took it and why', async () => {
		const { ledger, sha256 } = await oneWeek();
		const { seq } = await ledger.head();
		const [event] = await ledger.audit.events(seq - 1, seq, 1);
		expect(event).toMatchObject({ kind: 'audit.exported' });
		expect(JSON.parse(event?.payload ?? '{}')).toMatchObject({ sha256, by: '이감사', reason: '정기 감사', from: '2026-11-01', to: '2026-11-29' });
	});

	it('hangs on the link before its period, and two periods make one chain', async () => {
		const scene = await closedWeek();
		await nextWeek(scene);
		const first = await exported(scene.ledger);
		const second = await exported(scene.ledger, { from: '2026-11-30', to: '2026-11-30' });
		expect(second.manifest.linkBefore).toEqual(first.manifest.head);
		expect(recordsIn(second.lines).filter(({ record }) => record === 'run')).toEqual([expect.objectContaining({ period: '2026-W48' })]);
		for (const { lines } of [first, second]) expect(await check(lines)).toMatchObject({ intact: true, broken: null, contradictions: [] });
	});

	it('of a period without events is empty and whole', async () => {
		const scene = await closedWeek();
		const { lines, manifest } = await exported(scene.ledger, { from: '2025-01-01', to: '2025-12-31' });
		expect(manifest).toMatchObject({ counts: { event: 0, notice: 0 }, linkBefore: { seq: 0 }, head: { seq: 0 } });
		expect(await check(lines)).toMatchObject({ intact: true });
	});

	it.each([
		['days in the wrong order', { from: '2026-12-01', to: '2026-11-01' }, 'exportPeriod'],
		['a day that is none', { from: '2026-02-30' }, 'invalidDay'],
	])('is refused with %s', async (_name, wish, code) => {
		const { ledger } = await closedWeek();
		await expect(exported(ledger, wish)).rejects.toMatchObject({ code });
	});

	it('is written anew where the ledger goes on meanwhile, and refused where it never rests', async () => {
		const { ledger } = await closedWeek();
		let busy = 1;
		const restless = {
			audit: ledger.audit,
			verify: async () => await ledger.verify(),
			head: async () => {
				const head = await ledger.head();
				busy -= 1;
				return busy >= 0 ? { ...head, mac: `${busy}` } : head;
			},
		} as Ledger;
		expect(await check((await exported(restless)).lines)).toMatchObject({ intact: true });
		busy = 1_000;
		await expect(exported(restless)).rejects.toMatchObject({ code: 'ledgerMoved', remedy: expect.stringMatching(/바랍니다/) });
	});
});

describe('an export checked without the ledger', () => {
	it('is whole, also read from its file, and finds the head printed on paper', async () => {
		const { ledger, path, lines, manifest } = await oneWeek();
		const head = (await ledger.audit.events(4, 5, 1))[0];
		expect(await verifyExport(linesOf(path), LEDGER_KEY, head)).toEqual({ intact: true, lines: lines.length, manifest, broken: null, contradictions: [], expectedHeadFound: true });
	});

	it('misses the tail that a printed head proves, and says so of a head outside its period', async () => {
		const scene = await closedWeek();
		await nextWeek(scene);
		const later = await scene.ledger.head();
		const { lines } = await exported(scene.ledger);
		expect(await check(lines, later)).toMatchObject({ intact: true, expectedHeadFound: false });
		sql(scene.file, `DELETE FROM event WHERE seq > ?`, later.seq - 3);
		expect(await check((await exported(scene.ledger, { to: '2026-11-23' })).lines, { seq: later.seq + 5, mac: 'x' })).toMatchObject({ intact: false, broken: { problem: 'laterHead' } });
	});

	it('names the very line when any character of any line is changed', async () => {
		const { lines } = await oneWeek();
		await fc.assert(
			fc.asyncProperty(fc.nat({ max: lines.length - 1 }), fc.nat(), async (at, place) => {
				const line = lines[at] ?? '';
				const index = place % line.length;
				const changed = line.slice(0, index) + String.fromCharCode(line.charCodeAt(index) ^ 1) + line.slice(index + 1);
				const { intact, broken } = await check(lines.map((one, number) => (number === at ? changed : one)));
				expect([intact, broken?.line]).toEqual([false, at + 1]);
			}),
			{ numRuns: 200 },
		);
	});

	it.each<[string, (lines: string[], lineOf: (kind: string) => number) => [string[], number], string]>([
		['a notice is taken out', (lines, lineOf) => [lines.toSpliced(lineOf('notice') - 1, 1), lineOf('notice')], 'seal'],
		['two lines change places', (lines, lineOf) => [lines.toSpliced(lineOf('notice') - 1, 2, lines[lineOf('notice')] ?? '', lines[lineOf('notice') - 1] ?? ''), lineOf('notice')], 'seal'],
		['a line is put in twice', (lines, lineOf) => [lines.toSpliced(lineOf('attempt'), 0, lines[lineOf('attempt') - 1] ?? ''), lineOf('attempt') + 1], 'seal'],
		['the end is cut off', (lines) => [lines.slice(0, -3), lines.length - 2], 'missingTail'],
		['only the first line is left', (lines) => [lines.slice(0, 1), 2], 'missingTail'],
		['nothing is left', () => [[], 1], 'empty'],
		['a line is no JSON', (lines) => [lines.toSpliced(3, 1, '감사자료'), 4], 'unreadable'],
		['it is another file', () => [['{"record":"x","lineSeal":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}'], 1], 'format'],
		['the first line is missing', (lines) => [lines.slice(1), 1], 'format'],
	])('is broken when %s', async (_name, change, problem) => {
		const { lines, lineOf } = await oneWeek();
		const [changed, line] = change([...lines], lineOf);
		expect(await check(changed)).toMatchObject({ intact: false, broken: { line, problem } });
	});

	it('tells another key and another chain', async () => {
		const { lines } = await oneWeek();
		expect(await verifyExport(lines, Buffer.alloc(32, 8))).toMatchObject({ intact: false, manifest: null, broken: { line: 1, problem: 'wrongKey' } });
		expect(await check(lines, { seq: 3, mac: 'of-another-ledger' })).toMatchObject({ intact: false, broken: { line: 4, problem: 'expectedHead', kind: 'event', key: '3' } });
		await expect(verifyExport(lines, Buffer.alloc(5))).rejects.toMatchObject({ code: 'ledgerKey' });
	});

	it('says that the ledger was edited before it was exported, and which row', async () => {
		const { file, ledger } = await closedWeek();
		sql(file, `UPDATE notice SET state = 'delivered' WHERE state = 'failed'`);
		const { lines } = await exported(ledger);
		const found = await check(lines);
		expect(found).toMatchObject({ intact: false, broken: null, contradictions: [{ table: 'notice', problem: 'state' }] });
		const [contradiction] = found.contradictions;
		expect(recordsIn(lines)[(contradiction?.line ?? 0) - 1]).toMatchObject({ record: 'notice', noticeKey: contradiction?.key });
		expect(found.manifest?.ledgerCheck.rowProblems).toEqual([{ table: 'notice', key: contradiction?.key, runId: RUN, problem: 'state' }]);
	});

	it('finds the event that was changed in the ledger itself', async () => {
		const { file, ledger } = await closedWeek();
		sql(file, `UPDATE event SET payload = replace(payload, '박주무관', '김과장') WHERE kind = 'run.approved'`);
		const { lines } = await exported(ledger);
		expect(await check(lines)).toMatchObject({ intact: false, broken: { problem: 'payload', kind: 'event' }, manifest: { ledgerCheck: { chainBroken: { problem: 'payload' } } } });
	});

	it('does not take what happened after its period for a contradiction', async () => {
		const scene = await closedWeek();
		const { clock, ledger } = scene;
		const before = await exported(ledger, { to: '2026-11-23' });
		clock.set('2026-12-02T09:00:00.000+09:00');
		const [notice] = (await ledger.notices({}, 20)).filter(({ state }) => state === 'failed' || state === 'delivered');
		await ledger.recordOpening({ fields: ['phone'], reason: '문의 응대', subjects: [notice?.noticeKey ?? ''], runId: null, origin: { actor: '박주무관' } });
		await nextWeek(scene);
		await ledger.stopRest('drill-weekly/2026-W48', '박주무관', { actor: '박주무관' });
		const early = await exported(ledger, { from: '2026-11-30', to: '2026-11-30' });
		for (const { lines } of [before, early]) expect(await check(lines)).toMatchObject({ intact: true, contradictions: [] });
	});
});

it('a ledger of the version before agrees with its events and is exported whole', async () => {
	const fixture = (name: string) => readFileSync(join(__dirname, '../../fixtures/schema-3', name), 'utf8');
	const file = tempFile();
	const database = new DatabaseSync(file);
	database.exec(fixture('ledger.sql'));
	database.close();
	const { ledgerKey } = JSON.parse(fixture('office.json')) as { ledgerKey: string };
	const key = Buffer.from(ledgerKey, 'base64');
	const ledger = new Ledger(SqliteStore.at(file), { key, clock: new TestClock('2026-12-01T09:00:00.000+09:00'), leaseMs: 1_000 });
	try {
		expect(await ledger.audit.check()).toEqual({ notices: 25, runs: 2, rows: 136, notComparable: 121, problems: [] });
		expect(await verifyExport((await exported(ledger, { to: '2026-12-01' })).lines, key)).toMatchObject({ intact: true, manifest: { counts: { run: 2, notice: 25 } } });
	} finally {
		await ledger.dispose();
	}
});

describe('retention', () => {
	it('leaves exports of before and after it, and the chain, verifiable', async () => {
		const { ledger, clock, lines, manifest } = await oneWeek();
		clock.set('2033-01-10T09:00:00.000+09:00');
		await ledger.desk.purgeContacts('2032-01-01', { actor: '정리' });
		await ledger.desk.purgeFacts('2032-01-01', { actor: '정리' });
		expect(await check(lines, manifest.head)).toMatchObject({ intact: true, expectedHeadFound: true });
		expect((await ledger.verify(manifest.head)).broken).toBeNull();
		expect((await ledger.audit.check()).problems).toEqual([]);
		const after = await exported(ledger);
		expect(await check(after.lines, manifest.head)).toMatchObject({ intact: true, expectedHeadFound: true });
		expect(recordsIn(after.lines).filter(({ record }) => record === 'notice').map(({ receiptKey }) => receiptKey)).toEqual(Array<string>(9).fill(''));
	});
});
