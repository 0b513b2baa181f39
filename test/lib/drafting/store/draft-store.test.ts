import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
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
