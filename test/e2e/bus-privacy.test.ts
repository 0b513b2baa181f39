import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { openEngine } from '../../lib/transit/engine';
import type { Engine } from '../../lib/transit/engine';
import type { ExecutionDetail } from '../../sandbox/n8n/workflows.mts';
import { BusOffice, koreanDayBefore } from '../support/bus-office';
import { childrenOf } from '../support/child-processes';
import { N8N_START_TIMEOUT_MS, startTestN8n } from '../support/n8n';
import type { TestN8n } from '../support/n8n';
import { unpacked } from '../support/packed-files';
import { CARD_COLUMN, cardsIn, plainNumbers, plantedCards } from '../support/planted-cards';
import { filesBelow, ValueScanner } from '../support/planted-values';
import { until } from '../support/weekly-run';

const [KOREAN_TEXT, DAY, CANCELLED] = [koreanDayBefore(3), koreanDayBefore(2), koreanDayBefore(1)];
const BOARDING_STOP_COLUMN = 17;
const LONG = 240_000;
const WORKER = /transit\.worker\.js/;
/** Summaries of a whole city, however many taps: a thousand tap rows would be more than this. */
const MOST_BYTES_OF_AN_EXECUTION = 400_000;

/** Not n8n's memory: its program files, the package's, and the screen that it serves. */
const isProgram = (path: string): boolean => ['node_modules', '.cache', 'media', 'empty-npm-cache'].includes(basename(path));

/** The day's rows with the cells of each row changed. */
type Spoil = (cells: string[], row: number) => string[];
const UNTOUCHED: Spoil = (cells) => cells;
const SWAPPED: Spoil = (cells) =>
	cells.map((cell, column) => (column === CARD_COLUMN ? cells[BOARDING_STOP_COLUMN] : column === BOARDING_STOP_COLUMN ? cells[CARD_COLUMN] : cell) ?? '');
const ONE_IN_TEN_SLIPPED: Spoil = (cells, row) => (row % 10 === 0 ? cells.slice(1) : cells);
/** Few enough to be taken: the card stands in the time, in the number of persons, in the stop, in a column too many. */
const SOME_SLIPPED: Spoil = (cells, row) => {
	const card = cells[CARD_COLUMN] ?? '';
	if (row % 400 === 7) return cells.with(14, card);
	if (row % 400 === 107) return cells.with(24, card);
	if (row % 400 === 207) return SWAPPED(cells, row);
	return row % 400 === 307 ? [...cells, card] : cells;
};

/** A folder into which good and bad files come, until somebody looks for the riders in what is left of them. */
describe('the daily bus flow with a folder', () => {
	let folder: string;
	let n8n: TestN8n;
	let office: BusOffice;
	let engine: Engine;
	const delivered: string[] = [];

	beforeAll(async () => {
		folder = mkdtempSync(join(tmpdir(), 'cityhall-n8n-'));
		mkdirSync(join(folder, 'tmp'));
		n8n = await startTestN8n({ userFolder: join(folder, 'n8n'), env: { TMPDIR: join(folder, 'tmp') } });
		office = await BusOffice.open(n8n, { source: 'folder' });
		engine = await openEngine({ memoryMb: 256, threads: 1, tempFolder: join(folder, 'tmp') });
	}, N8N_START_TIMEOUT_MS);
	afterAll(async () => {
		await engine?.close();
		await n8n?.dispose();
		await office?.close();
		if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
	}, 60_000);

	/** Delivers files to the inbox, keeps a copy to know what was in them, and follows the execution they start. */
	const take = async (from: string, rename: (name: string) => string = (name) => name, spoil = UNTOUCHED): Promise<ExecutionDetail> => {
		const kept = join(folder, 'kept', String(delivered.length));
		mkdirSync(kept, { recursive: true });
		for (const name of readdirSync(from).filter((one) => one.startsWith('TB_KTS_DWTCD'))) {
			const rows = readFileSync(join(from, name), 'latin1').split('\n').filter((row) => row !== '');
			const text = `${rows.map((row, index) => spoil(row.split(','), index).join(',')).join('\n')}\n`;
			for (const to of [kept, office.folders.inbox]) writeFileSync(join(to, rename(name)), text, 'latin1');
			delivered.push(join(kept, rename(name)));
		}
		const [run] = await office.runsAfter(async () => await office.look());
		if (!run) throw new Error('nothing ran');
		return run;
	};

	it('reads a CP949 file', async () => {
		const { folder: from, totals } = office.generate(KOREAN_TEXT, { encoding: 'cp949' });
		await n8n.workflows.activate(office.dailyId);
		const run = await take(from);
		expect(run).toMatchObject({ status: 'success', error: null });
		expect(run.items('자료 적재')).toMatchObject([{ encoding: 'cp949', rejected: expect.any(Number) }]);
		expect(run.items('일일 분석')).toMatchObject([{ serviceDate: KOREAN_TEXT, boardings: totals.boardings, alightings: totals.alightings }]);
	}, LONG);

	it.each([
		['the card and the stop have changed places', SWAPPED, 0, /카드번호로 보이는 값/],
		['one row in ten unreadable', ONE_IN_TEN_SLIPPED, 0, /읽을 수 없어 한도 5 %를 넘으므로 저장소에 넣지 않았습니다/],
		['the day before under this name', UNTOUCHED, 1, /그날\(04:00~다음 날 03:59\)에 승차한 거래는/],
	])('a bad file (%s) fails the execution in words for the officer and leaves the lake as it was', async (_what, spoil, daysOff, words) => {
		const before = office.manifest();
		const stated = koreanDayBefore(2 + daysOff).replaceAll('-', '');
		const { folder: from } = office.generate(koreanDayBefore(2 + daysOff), { taps: 3_000 + delivered.length });
		const run = await take(from, (name) => name.replace(stated, DAY.replaceAll('-', '')), spoil);
		expect(run.status).toBe('error');
		expect(run.error).toMatch(words);
		expect(run.items('오류 알림 내용')).toEqual([{ 제목: '시내버스 이용 현황 분석 오류', 내용: run.error }]);
		expect(run.items('일일 분석')).toEqual([]);
		expect(office.manifest()).toBe(before);
	}, LONG);

	it('a good file for the same day is then taken, but for the few rows that nobody can read', async () => {
		const { folder: from, totals } = office.generate(DAY, { taps: 3_200, dirt: { garbage: 0, duplicates: 0 } });
		const run = await take(from, undefined, SOME_SLIPPED);
		expect(run).toMatchObject({ status: 'success', error: null });
		const [ingested] = run.items('자료 적재');
		expect(Number(ingested?.['rejected'])).toBeGreaterThanOrEqual(20);
		const [summary] = run.items('일일 분석');
		expect(summary).toMatchObject({ serviceDate: DAY, edition: 1 });
		expect(Number(summary?.['boardings'])).toBeGreaterThan(totals.boardings * 0.98);
	}, LONG);

	it('an execution that is stopped half-way leaves the lake as it was and no process behind; the next one goes through', async () => {
		const { folder: from, totals } = office.generate(CANCELLED, { taps: 40_000, encoding: 'cp949' });
		const before = office.manifest();
		const known = await office.runIds();
		const ended = take(from);
		await until('the work is under way', () => childrenOf(n8n.pid, WORKER).length > 0, LONG, 10);
		const stopped = (await n8n.workflows.executions(office.dailyId)).find(({ id }) => !known.includes(id));
		await n8n.rest.request('POST', `/executions/${stopped?.id}/stop`);
		expect((await ended).status).toBe('canceled');
		await until('no process is left', () => childrenOf(n8n.pid, WORKER).length === 0);
		expect(office.manifest()).toBe(before);
		// A copy in another encoding may have lain there, card numbers and all.
		await until('nothing half-done is left', () => readdirSync(join(office.folders.lake, 'temp')).length === 0);

		const again = await office.run(office.dailyId, '교통카드 자료 도착');
		expect(again).toMatchObject({ status: 'success', error: null });
		expect(again.items('일일 분석')).toMatchObject([{ serviceDate: CANCELLED, edition: 1, boardings: totals.boardings }]);
		expect(readdirSync(join(office.folders.lake, 'staging'))).toEqual([]);
	}, LONG);

	describe('looked through for riders, as a power cut would leave it', () => {
		let cards: string[];
		let scanner: ValueScanner;
		/** What the editor shows of the executions. */
		const shown: string[] = [];

		beforeAll(async () => {
			for (const id of await office.runIds()) shown.push(JSON.stringify(await n8n.rest.request('GET', `/executions/${id}`)));
			cards = cardsIn(delivered);
			scanner = new ValueScanner(plantedCards(cards.filter((_, index) => index % 8 === 0)));
			await n8n.kill('SIGKILL');
		}, LONG);

		const parquet = (): string[] => [...filesBelow(office.folders.lake)].filter((path) => path.endsWith('.parquet'));
		const textOf = async (path: string): Promise<Buffer> => Buffer.from(JSON.stringify(await engine.rows('SELECT COLUMNS(*)::VARCHAR FROM read_parquet($path)', { path })));

		it('cards are there to be found, in files that came and in Parquet written of them', async () => {
			expect(cards.length).toBeGreaterThan(5_000);
			expect(scanner.scan(readFileSync(delivered[0] ?? '')).length).toBeGreaterThan(100);
			const path = join(folder, 'tmp', 'planted.parquet');
			await engine.run(`COPY (SELECT '${cards[0] ?? ''}' AS stop, sha256('${cards[0] ?? ''}') AS hash) TO '${path}' (FORMAT parquet, COMPRESSION zstd)`);
			expect((await textOf(path)).includes(cards[0] ?? '')).toBe(true);
			const found = scanner.scan(await textOf(path));
			rmSync(path);
			expect(found).toEqual(expect.arrayContaining(['cards[0]']));
			expect(found.length).toBeGreaterThan(1);
		});

		it('none is in n8n: database with free pages and log, stored files, program log, temporary files', () => {
			const database = join(n8n.userFolder, '.n8n', 'database.sqlite');
			const stored = Buffer.concat([readFileSync(database), readFileSync(`${database}-wal`)]).toString('utf8');
			for (const trace of [DAY, '오류 알림 내용', '저장소에 넣지 않았습니다']) expect({ trace, there: stored.includes(trace) }).toEqual({ trace, there: true });
			expect(hitsIn(n8n.userFolder)).toEqual({});
			expect(hitsIn(join(folder, 'tmp'))).toEqual({});
		}, LONG);

		it('none is in what the editor shows of executions, and they hold summaries only', () => {
			expect(shown.length).toBeGreaterThanOrEqual(7);
			expect(shown.filter((text) => text.includes('"status":"error"')).length).toBeGreaterThanOrEqual(3);
			expect(scanner.scan(Buffer.from(shown.join('\n')))).toEqual([]);
			expect(Math.max(...shown.map((text) => text.length))).toBeLessThan(MOST_BYTES_OF_AN_EXECUTION);
		});

		it('none is in the lake: taps, rejected rows, summaries, reports', async () => {
			const files = parquet();
			for (const kind of ['taps', 'rejects', 'summaries']) expect(files.some((path) => path.includes(join(office.folders.lake, kind)))).toBe(true);
			for (const path of files) expect({ path, found: scanner.scan(await textOf(path)) }).toEqual({ path, found: [] });
			expect(hitsIn(office.folders.lake)).toEqual({});
			expect([...filesBelow(office.folders.lake)].filter((path) => /\.(html|xlsx|hwpx|png)$/.test(path)).length).toBeGreaterThan(20);
		}, LONG);

		it('pseudonyms are no hashes that anybody could compute, and tell the cards of a day apart', async () => {
			const [taps = ''] = parquet().filter((path) => path.includes(`service_date=${KOREAN_TEXT}`) && path.includes('taps'));
			const rows = await engine.rows<{ card: string }>('SELECT DISTINCT card::VARCHAR AS card FROM read_parquet($path)', { path: taps });
			const known = plainNumbers(cards);
			expect(rows.length).toBeGreaterThan(1_000);
			expect(rows.filter(({ card }) => known.has(card))).toEqual([]);
		});

		const hitsIn = (below: string): Record<string, string[]> => {
			const hits: Record<string, string[]> = {};
			for (const path of filesBelow(below, isProgram)) {
				const found = scanner.scan(unpacked(path));
				if (found.length > 0) hits[path] = found;
			}
			return hits;
		};
	});
});
