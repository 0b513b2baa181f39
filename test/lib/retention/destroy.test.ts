import { createHash } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Ledger } from '../../../lib/ledger/ledger';
import { destroyDue } from '../../../lib/retention/destroy';
import { deskClock, deskRow, TODAY } from '../../support/desk';
import { LedgerProbe } from '../../support/ledger-probe';
import { approvedRun, cleanUp, openLedger, ORIGIN, RUN, tempFile, tempFolder } from '../../support/notice-run';

const TEXT = '성명,주소\n남궁심은,의정부시 시민로 1\n';
const sha256 = createHash('sha256').update(TEXT).digest('hex');

let file: string;
let ledger: Ledger;
let root: string;
let folder: string;
beforeEach(async () => {
	file = tempFile();
	ledger = openLedger(file, deskClock());
	await approvedRun(ledger, [deskRow(1)]);
	root = tempFolder();
	folder = join(root, '보관');
	mkdirSync(folder);
});
afterEach(cleanUp);

const put = async (path = join(folder, '명단.xlsx'), destroyOn = TODAY) => {
	writeFileSync(path, TEXT);
	await ledger.desk.registerFile({ kind: 'mailList', path, sha256, runId: RUN, destroyOn, origin: ORIGIN });
	return path;
};
const destroy = async (changes: { folders?: string[]; confirmedGoneBy?: string } = {}) =>
	await destroyDue(ledger.desk, { folders: [folder], today: TODAY, confirmedGoneBy: null, origin: ORIGIN, ...changes });
const problemsOf = async (...given: Parameters<typeof destroy>) => (await destroy(...given)).problems.map(({ problem }) => problem);

describe('destroying files', () => {
	it('deletes those whose day has come, once, with a record of each', async () => {
		const path = await put();
		const later = await put(join(folder, '나중.xlsx'), '2026-11-28');
		expect(await destroy()).toEqual({ destroyed: 1, confirmedGone: 0, problems: [], unregistered: [] });
		expect([existsSync(path), existsSync(later)]).toEqual([false, true]);
		expect(await destroy()).toEqual({ destroyed: 0, confirmedGone: 0, problems: [], unregistered: [] });
		expect(new LedgerProbe(file).rows(`SELECT kind FROM event WHERE kind LIKE 'file.d%'`)).toEqual([{ kind: 'file.destroyed' }]);
	});

	it('leaves nothing of the content in the file’s place, but spares another name of it', async () => {
		const path = await put();
		linkSync(path, join(root, '다른 이름.xlsx'));
		await destroy();
		expect([existsSync(path), readFileSync(join(root, '다른 이름.xlsx'), 'utf8')]).toEqual([false, TEXT]);
	});

	it('names files in the folders that are not registered, and leaves them', async () => {
		await put(join(folder, '나중.xlsx'), '2027-11-28');
		writeFileSync(join(folder, '사본.xlsx'), TEXT);
		expect(await destroy()).toEqual({ destroyed: 0, confirmedGone: 0, problems: [], unregistered: [join(folder, '사본.xlsx')] });
		expect(existsSync(join(folder, '사본.xlsx'))).toBe(true);
	});

	it('goes through more than one page', async () => {
		for (let n = 0; n < 205; n += 1) await put(join(folder, `${n}.xlsx`));
		expect((await destroy()).destroyed).toBe(205);
	});

	it.each<[string, string, (path: string) => void]>([
		['that is gone', 'missing', (path) => renameSync(path, join(root, '옮김.xlsx'))],
		['that was changed', 'changed', (path) => writeFileSync(path, '다른 내용')],
		['replaced by a link', 'changed', (path) => (renameSync(path, join(root, '옮김.xlsx')), symlinkSync(join(root, '옮김.xlsx'), path))],
	])('reports a file %s each time and deletes nothing', async (_name, problem, change) => {
		const path = await put();
		change(path);
		expect(await problemsOf()).toEqual([problem]);
		const [reported] = (await destroy()).problems;
		expect(reported).toMatchObject({ kind: 'mailList', path, message: expect.stringMatching(/바랍니다\.$/) });
		expect(existsSync(path)).toBe(problem === 'changed');
	});

	it.each<[string, () => string]>([
		['beside the given folders', () => join(root, '명단.xlsx')],
		['in a folder that only begins alike', () => join(`${folder}2`, '명단.xlsx')],
		['whose path climbs out', () => join(folder, '..', '명단.xlsx').replace('/명단', '/보관/../명단')],
		['behind a link out of the folder', () => join(folder, '링크', '명단.xlsx')],
	])('never deletes a file %s', async (_name, place) => {
		mkdirSync(`${folder}2`);
		mkdirSync(join(root, '밖'));
		symlinkSync(join(root, '밖'), join(folder, '링크'));
		const path = await put(place());
		expect(await problemsOf()).toEqual(['outside']);
		expect(existsSync(path)).toBe(true);
	});

	it('takes a person’s word that a missing file was destroyed, and for nothing else', async () => {
		const [gone, changed] = [await put(), await put(join(folder, '바뀜.xlsx'))];
		renameSync(gone, join(root, '옮김.xlsx'));
		writeFileSync(changed, '다른 내용');
		expect(await destroy({ confirmedGoneBy: '박주무관' })).toMatchObject({ destroyed: 0, confirmedGone: 1, problems: [{ problem: 'changed' }] });
		expect(JSON.stringify(new LedgerProbe(file).rows(`SELECT payload FROM event WHERE kind = 'file.destroyed'`))).toContain('박주무관');
	});
});
