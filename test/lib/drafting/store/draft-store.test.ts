import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { DraftStore, newDraftId } from '../../../../lib/drafting/store/draft-store';
import type { StoredDocument } from '../../../../lib/drafting/store/document';

let folder: string;
let store: DraftStore;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'drafts-'));
	store = new DraftStore(folder);
});
afterEach(async () => await rm(folder, { recursive: true, force: true }));

const ID = 'D-20261123-4f7a21c0';
const document = (changes: Partial<StoredDocument> = {}): StoredDocument => ({
	format: 1,
	draftId: ID,
	profileId: 'press-release',
	subType: '',
	values: { subject: '책 나눔' },
	instructions: [],
	content: { title: '책 나눔', subtitles: [], sections: [{ id: 'body', heading: '', blocks: [{ kind: 'paragraph', text: '나눈다.' }, { kind: 'table', columns: ['가'], rows: [['1']] }] }] },
	findings: [],
	traces: [],
	missing: [],
	state: 'draft',
	edition: 1,
	making: { model: 'm', mode: 'json_schema', promptVersion: 'p', profileVersion: '1', exemplarIds: [], calls: 1, rounds: 0, promptTokens: null, completionTokens: null, modelMs: 0, pipelineMs: 0 },
	createdAt: '2026-11-23T09:00:00.000+09:00',
	updatedAt: '2026-11-23T09:00:00.000+09:00',
	approvedBy: '',
	...changes,
});

it('gives a number of the day and of chance', () => {
	expect(newDraftId('2026-11-23', () => '4f7a21c0-0000-4000-8000-000000000000')).toBe(ID);
	expect(newDraftId('2026-11-23')).not.toBe(newDraftId('2026-11-23'));
});

it('returns what was written, in a folder that only n8n may read, without leftovers', async () => {
	await store.write(document());
	await store.write(document({ edition: 2 }));
	expect(await store.read(ID)).toEqual(document({ edition: 2 }));
	expect((await stat(store.folderOf(ID))).mode & 0o777).toBe(0o700);
	expect((await stat(join(store.folderOf(ID), 'document.json'))).mode & 0o777).toBe(0o600);
	expect(await readdir(store.folderOf(ID))).toEqual(['document.json']);
});

it.each(['', 'D-1', '../D-20261123-4f7a21c0', 'D-20261123-4F7A21C0', `${ID}/..`])('refuses %j as a number of a draft', async (id) => {
	await expect(store.read(id)).rejects.toMatchObject({ code: 'draftId' });
});

it('says where a draft is missing and where it is broken', async () => {
	await expect(store.read(ID)).rejects.toMatchObject({ code: 'draftMissing', message: expect.stringContaining(ID) });
	await store.write(document());
	const path = join(store.folderOf(ID), 'document.json');
	const whole = await readFile(path, 'utf8');
	for (const broken of ['', '{', '{}', whole.slice(0, -20), whole.replace('"format":1', '"format":9'), whole.replace('"paragraph"', '"picture"'), whole.replace(ID, 'D-20261123-00000000')]) {
		await writeFile(path, broken);
		await expect(store.read(ID)).rejects.toMatchObject({ code: 'draftBroken' });
	}
});

it('lists its drafts and nothing else, and destroys one with all its files', async () => {
	await store.write(document());
	await writeFile(join(folder, 'note.txt'), 'x');
	await writeFile(join(store.folderOf(ID), 'a.hwpx'), 'x');
	expect(await store.ids()).toEqual([ID]);
	await store.destroy(ID);
	expect(await store.ids()).toEqual([]);
	expect(await readdir(folder)).toEqual(['note.txt']);
});

describe('a step on a document', () => {
	it('waits for another one, of another process too, and leaves nothing behind', async () => {
		await store.write(document());
		const order: string[] = [];
		const step = (of: DraftStore, name: string) => of.alone(ID, async () => {
			order.push(`${name} begins`);
			await wait(30);
			order.push(`${name} ends`);
		});
		await Promise.all([step(store, 'one'), step(new DraftStore(folder), 'other')]);
		expect(order.map((said) => said.split(' ')[1])).toEqual(['begins', 'ends', 'begins', 'ends']);
		expect(await readdir(store.folderOf(ID))).toEqual(['document.json']);
	});

	it('is free again after one that failed', async () => {
		await store.write(document());
		await expect(store.alone(ID, () => Promise.reject(new Error('x')))).rejects.toThrow('x');
		expect(await store.alone(ID, () => Promise.resolve('done'))).toBe('done');
	});

	it('goes on over the lock of a process that ended', async () => {
		await store.write(document());
		const lock = join(store.folderOf(ID), '.lock');
		await writeFile(lock, '');
		const before = new Date(Date.now() - 120_000);
		await utimes(lock, before, before);
		expect(await store.alone(ID, () => Promise.resolve('done'))).toBe('done');
	});

	it('says itself that the document is gone', async () => {
		await expect(store.alone(ID, () => store.read(ID))).rejects.toMatchObject({ code: 'draftMissing' });
		expect(await readdir(folder)).toEqual([]);
	});
});

it('does not follow a link that lies in the place of a document', async () => {
	const elsewhere = join(folder, 'elsewhere');
	await mkdir(elsewhere);
	await writeFile(join(elsewhere, 'document.json'), JSON.stringify(document()));
	await symlink(elsewhere, join(folder, ID));
	await expect(store.read(ID)).rejects.toMatchObject({ code: 'draftMissing' });
	await store.destroy(ID);
	expect(await readdir(elsewhere)).toEqual(['document.json']);
});
