import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { formValues } from '../../../lib/documents/form-page';
import { shippedFormTemplate } from '../../../lib/documents/form-template';
import { MOST_FORMS, writeForms, writeMailList } from '../../../lib/documents/write';
import { compileWorker } from '../report/worker';
import { applicant, mailRow, OFFICE } from './people';
import { linesOf } from './read-back';

const newFolder = () => mkdtempSync(join(tmpdir(), 'files-'));
const forms = (count = 1) => Array.from({ length: count }, (_, index) => formValues(applicant({ receiptNo: `2026-${index}` }), OFFICE));
const modeOf = (path: string) => statSync(path).mode & 0o777;

describe('a document in its folder', () => {
	let workerFile: string;

	beforeAll(() => {
		workerFile = compileWorker('documents/document-worker');
	});

	it('is written by a child process and can be read by its owner only', async () => {
		const folder = join(newFolder(), 'new', 'folder');
		const form = await writeForms(forms(), shippedFormTemplate(), folder, '서식', { workerFile });
		const list = await writeMailList([mailRow()], folder, '우편', { workerFile });
		expect(readdirSync(folder).sort()).toEqual(['서식.docx', '우편.xlsx']);
		expect([modeOf(form.path), modeOf(list.path), modeOf(folder)]).toEqual([0o600, 0o600, 0o700]);
		expect(linesOf(form.path)).toContain('홍길동');
	});

	it('comes with hash and size, as the ledger registers them', async () => {
		const { path, sha256, bytes } = await writeMailList([mailRow()], newFolder(), '우편');
		const content = readFileSync(path);
		expect({ sha256, bytes }).toEqual({ sha256: createHash('sha256').update(content).digest('hex'), bytes: content.length });
	});

	it('never takes the place of a file that somebody may have worked on', async () => {
		const folder = newFolder();
		writeFileSync(join(folder, '우편.xlsx'), 'numbers typed in by hand');
		const second = await writeMailList([mailRow()], folder, '우편');
		const third = await writeMailList([mailRow()], folder, '우편');
		expect([second.path, third.path]).toEqual([join(folder, '우편 (2).xlsx'), join(folder, '우편 (3).xlsx')]);
		expect(readFileSync(join(folder, '우편.xlsx'), 'utf8')).toBe('numbers typed in by hand');
	});

	it('gets names of their own when two are written at once', async () => {
		const folder = newFolder();
		const written = await Promise.all(Array.from({ length: 5 }, async () => await writeForms(forms(), shippedFormTemplate(), folder, '서식')));
		expect(new Set(written.map(({ path }) => path)).size).toBe(5);
		expect(readdirSync(folder)).toHaveLength(5);
	});

	it('cannot leave its folder', async () => {
		const folder = newFolder();
		const { path } = await writeMailList([mailRow()], folder, '../../etc/우편');
		expect(path).toBe(join(folder, '_.._etc_우편.xlsx'));
	});

	it('leaves nothing behind where the work is cancelled or the child fails', async () => {
		const folder = newFolder();
		await expect(writeForms(forms(), shippedFormTemplate(), folder, 'a', { workerFile, signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'workerCancelled' });
		await expect(writeMailList([mailRow()], folder, 'a', { workerFile: join(folder, 'missing.js') })).rejects.toMatchObject({ code: 'workerDied' });
		expect(readdirSync(folder)).toEqual([]);
	});

	it('clears away what a process that died left readable, but nothing that is being written', async () => {
		const folder = newFolder();
		for (const name of ['.document-old', '.document-new', 'other']) mkdirSync(join(folder, name));
		const twoHoursAgo = new Date(Date.now() - 7_200_000);
		for (const name of ['.document-old', 'other']) utimesSync(join(folder, name), twoHoursAgo, twoHoursAgo);
		await writeMailList([mailRow()], folder, '우편');
		expect(readdirSync(folder).sort()).toEqual(['.document-new', 'other', '우편.xlsx']);
	});

	it('names the remedy, and nobody, where the folder cannot be used', async () => {
		const file = join(newFolder(), 'file');
		writeFileSync(file, '');
		const refused = writeForms(forms(), shippedFormTemplate(), join(file, 'x'), 'a');
		await expect(refused).rejects.toMatchObject({ code: 'documentFolder', remedy: expect.stringContaining('쓰기 권한') });
		await expect(refused).rejects.not.toThrow(/홍길동|시민로/);
	});

	it('takes as many forms as one file may have', async () => {
		const { path } = await writeForms(forms(MOST_FORMS), shippedFormTemplate(), newFolder(), '서식', { workerFile });
		expect(linesOf(path).filter((line) => line === '지방세 감면 안내문')).toHaveLength(MOST_FORMS);
	}, 60_000);
});
