import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { deliver, type DeliverOptions } from '../../../../lib/drafting/store/deliver';
import type { StoredDocument } from '../../../../lib/drafting/store/document';
import { profileOf, settings, TODAY } from '../pipeline/support';

const profile = profileOf('greeting');
const document: StoredDocument = {
	format: 1,
	draftId: 'D-20261123-4f7a21c0',
	profileId: 'greeting',
	subType: '',
	values: {},
	instructions: [],
	content: { title: '책 나눔 한마당 인사말', subtitles: [], sections: [{ id: 'opening', heading: '', blocks: [{ kind: 'paragraph', text: '안녕하십니까?' }, { kind: 'paragraph', text: '반갑습니다.' }] }] },
	findings: [],
	traces: [],
	missing: [],
	state: 'draft',
	edition: 3,
	making: { model: 'm', mode: 'text', promptVersion: '', profileVersion: '', exemplarIds: [], calls: 1, rounds: 0, promptTokens: null, completionTokens: null, modelMs: 0, pipelineMs: 0 },
	createdAt: '2026-11-23T10:00:00.000+09:00',
	updatedAt: '2026-11-23T10:00:00.000+09:00',
	approvedBy: '',
};
const options = (changes: Partial<DeliverOptions> = {}): DeliverOptions => ({ kinds: ['text'], profile, city: settings().city, facts: { facts: [], quotes: [], findings: [], missing: [] }, today: TODAY, at: '2026. 11. 23. 10:00', ...changes });

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'deliver-'));
});
afterEach(async () => await rm(folder, { recursive: true, force: true }));

it('names files by type, number, edition and state, and by no word of the document', async () => {
	const files = await deliver(document, folder, options({ kinds: ['hwpx', 'docx', 'text', 'checkSheet'] }));
	expect(files.map(({ kind, name }) => [kind, name])).toEqual([
		['hwpx', '인사말_축사_D-20261123-4f7a21c0_3판_초안.hwpx'],
		['docx', '인사말_축사_D-20261123-4f7a21c0_3판_초안.docx'],
		['text', '인사말_축사_D-20261123-4f7a21c0_3판_초안.txt'],
		['checkSheet', '인사말_축사_D-20261123-4f7a21c0_3판_초안_점검표.hwpx'],
	]);
	expect((await readdir(folder)).sort()).toEqual(files.map(({ name }) => name).sort());
	for (const { path, bytes, sha256 } of files) {
		const content = await readFile(path);
		expect(content.length).toBe(bytes);
		expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
		expect((await stat(path)).mode & 0o777).toBe(0o600);
	}
});

it('writes text as Windows reads it: a mark in front, whole line ends, one at the end', async () => {
	const [file] = await deliver(document, folder, options());
	const text = await readFile(file?.path ?? '', 'utf8');
	expect(text.startsWith('\ufeff책 나눔 한마당 인사말\r\n')).toBe(true);
	expect(text).toMatch(/반갑습니다\.\r\n$/);
	expect(text).not.toMatch(/(?<!\r)\n|\r\n\r\n$/);
});

it.each([['reviewed', '검토'], ['approved', '확정']] as const)('says that it is %s', async (state, word) => {
	expect((await deliver({ ...document, state }, folder, options()))[0]?.name).toBe(`인사말_축사_D-20261123-4f7a21c0_3판_${word}.txt`);
});

it('never writes over a file that is there, and makes only what was asked for', async () => {
	const [first] = await deliver(document, folder, options());
	const [second] = await deliver(document, folder, options());
	expect(second?.name).toBe('인사말_축사_D-20261123-4f7a21c0_3판_초안 (2).txt');
	expect(second?.sha256).toBe(first?.sha256);
	expect(await deliver(document, folder, options({ kinds: [] }))).toEqual([]);
	expect(await readdir(folder)).toHaveLength(2);
});

it('keeps a name of a type from leaving the folder', async () => {
	const [file] = await deliver(document, folder, options({ profile: { ...profile, name: '../../보고 : <주간>' } }));
	expect(file?.name).toBe('_보고_주간__D-20261123-4f7a21c0_3판_초안.txt');
	expect(await readdir(folder)).toEqual([file?.name]);
});
