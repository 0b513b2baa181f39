import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';

import type { Ledger } from '../../../lib/ledger/ledger';
import { archiveFiles, type ArchiveOptions } from '../../../lib/retention/archive';
import { deskClock, deskRow, sql, TODAY } from '../../support/desk';
import { approvedRun, CAMPAIGN, cleanUp, openLedger, ORIGIN, RUN, tempFile, tempFolder } from '../../support/notice-run';

const sha = (text: string) => createHash('sha256').update(text).digest('hex');

let file: string;
let ledger: Ledger;
let from: string;
let to: string;
beforeEach(async () => {
	file = tempFile();
	ledger = openLedger(file, deskClock());
	await approvedRun(ledger, [deskRow(1)]);
	const root = tempFolder();
	[from, to] = [join(root, '추출'), join(root, '보관')];
	for (const folder of [from, to]) mkdirSync(folder);
});
afterEach(cleanUp);

const read = (text: string, runId = RUN, campaign = CAMPAIGN) =>
	sql(file, `INSERT INTO source_seen (campaign, hash, run_id, name, at) VALUES (?, ?, ?, 'x', '')`, campaign, sha(text), runId);
const close = () => sql(file, `UPDATE run SET stage = 'closed' WHERE id = ?`, RUN);
const options = (changes: Partial<ArchiveOptions> = {}): ArchiveOptions => ({ campaign: CAMPAIGN, from, to, today: TODAY, destroyAfterDays: 30, origin: ORIGIN, ...changes });
const archive = async (changes: Partial<ArchiveOptions> = {}) => await archiveFiles(ledger.desk, options(changes));
const put = (name: string, text: string) => writeFileSync(join(from, name), text);
const due = async () => await ledger.desk.filesDue('2027-01-01', 100);

describe('archiving exports', () => {
	it('moves what a closed run has read, whatever it is called now, and registers it for destruction', async () => {
		put('감면접수(1).csv', '첫째');
		read('첫째');
		close();
		expect(await archive()).toEqual({ moved: ['감면접수(1).csv'], left: 0, problems: [] });
		expect(readdirSync(from)).toEqual([]);
		const [registered] = await due();
		expect(registered).toMatchObject({ kind: 'export', sha256: sha('첫째'), runId: RUN, destroyOn: '2026-12-27' });
		expect(readFileSync(registered?.path ?? '', 'utf8')).toBe('첫째');
		expect(statSync(registered?.path ?? '').mode & 0o777).toBe(0o600);
	});

	it.each<[string, () => void]>([
		['of a run that is still open', () => read('첫째')],
		['that no run has read', close],
		['that another campaign has read', () => (read('첫째', RUN, 'other'), close())],
		['that was changed since it was read', () => (read('첫째와 조금 더'), close())],
	])('leaves files %s', async (_name, scene) => {
		put('감면접수.csv', '첫째');
		scene();
		expect(await archive()).toEqual({ moved: [], left: 1, problems: [] });
		expect(readdirSync(from)).toEqual(['감면접수.csv']);
		expect(await due()).toEqual([]);
	});

	it('does not follow links or look into folders', async () => {
		read('첫째');
		close();
		mkdirSync(join(from, '다른 폴더'));
		writeFileSync(join(to, '..', '밖.csv'), '첫째');
		symlinkSync(join(to, '..', '밖.csv'), join(from, '링크.csv'));
		writeFileSync(join(from, '다른 폴더', '안.csv'), '첫째');
		expect(await archive()).toEqual({ moved: [], left: 0, problems: [] });
	});

	it('keeps files of one name and other content apart', async () => {
		read('첫째');
		read('둘째');
		close();
		for (const text of ['첫째', '둘째']) {
			put('감면접수.csv', text);
			await archive();
		}
		expect((await due()).map(({ path }) => readFileSync(path, 'utf8')).sort()).toEqual(['둘째', '첫째']);
	});

	it('goes on where it was interrupted: registered, but not yet moved', async () => {
		put('감면접수.csv', '첫째');
		read('첫째');
		close();
		const cut = {
			closedRunOfSource: ledger.desk.closedRunOfSource.bind(ledger.desk),
			registerFile: async (...given: Parameters<Ledger['desk']['registerFile']>) => {
				await ledger.desk.registerFile(...given);
				throw new Error('power cut');
			},
		};
		await expect(archiveFiles(cut, options())).rejects.toThrow('power cut');
		expect(readdirSync(from)).toEqual(['감면접수.csv']);
		expect((await archive()).moved).toEqual(['감면접수.csv']);
		expect(await due()).toHaveLength(1);
	});

	it('goes on where it was interrupted: copied, but not yet removed', async () => {
		put('감면접수.csv', '첫째');
		read('첫째');
		close();
		writeFileSync(join(to, `${sha('첫째').slice(0, 16)}_감면접수.csv`), '첫째');
		writeFileSync(join(to, `${sha('첫째').slice(0, 16)}_감면접수.csv.part`), '첫');
		expect((await archive()).moved).toEqual(['감면접수.csv']);
		expect(readdirSync(from)).toEqual([]);
	});

	it('removes nothing where the place in the archive is taken by something else', async () => {
		put('감면접수.csv', '첫째');
		read('첫째');
		close();
		writeFileSync(join(to, `${sha('첫째').slice(0, 16)}_감면접수.csv`), '다른 것');
		expect(await archive()).toEqual({ moved: [], left: 0, problems: ['감면접수.csv'] });
		expect(readdirSync(from)).toEqual(['감면접수.csv']);
	});

	it('names the remedy where a folder is gone', async () => {
		rmSync(from, { recursive: true });
		await expect(archive()).rejects.toMatchObject({ code: 'retentionFolder', message: expect.stringContaining('ENOENT'), remedy: expect.stringContaining('권한') });
	});

	const memory = '/dev/shm';
	const apart = existsSync(memory) && statSync(memory).dev !== statSync(join(__dirname)).dev;
	(apart ? it : it.skip)('moves to another disk', async () => {
		const other = mkdtempSync(join(memory, 'archive-test-'));
		try {
			put('감면접수.csv', '첫째');
			read('첫째');
			close();
			expect((await archive({ to: other })).moved).toEqual(['감면접수.csv']);
			expect([readdirSync(from), readdirSync(other)]).toEqual([[], [`${sha('첫째').slice(0, 16)}_감면접수.csv`]]);
		} finally {
			rmSync(other, { recursive: true });
		}
	});
});
