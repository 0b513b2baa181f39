import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Conversations } from '../../../../lib/drafting/store/conversations';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'talk-'));
});
afterEach(async () => await rm(folder, { recursive: true, force: true }));

const talk = { state: { phase: 'filling' as const, profileId: 'press-release', values: { subject: '책 나눔' }, asked: 'when', skipped: [] }, draftId: '' };
const files = async () => await readdir(join(folder, 'conversations'));

it('keeps each conversation apart under a name that tells nothing', async () => {
	const conversations = new Conversations(folder, Date.now);
	await conversations.write('session-of-hong', talk);
	await conversations.write('../../etc/passwd', { ...talk, draftId: 'D-20261123-4f7a21c0' });
	expect(await conversations.read('session-of-hong')).toEqual(talk);
	expect((await conversations.read('../../etc/passwd'))?.draftId).toBe('D-20261123-4f7a21c0');
	expect(await conversations.read('another')).toBeNull();
	for (const name of await files()) {
		expect(name).toMatch(/^[0-9a-f]{32}\.json$/);
		expect((await stat(join(folder, 'conversations', name))).mode & 0o777).toBe(0o600);
	}
});

it('begins anew where what lies there is not a conversation', async () => {
	const conversations = new Conversations(folder, Date.now);
	await conversations.write('a', talk);
	const [name = ''] = await files();
	for (const broken of ['', '{', '[]', '{"state":{},"draftId":""}', '{"state":null,"draftId":""}']) {
		await writeFile(join(folder, 'conversations', name), broken);
		expect(await conversations.read('a')).toBeNull();
	}
});

it('forgets one when told to, and those that rested for a day', async () => {
	const conversations = new Conversations(folder, Date.now);
	await conversations.write('old', talk);
	await conversations.write('told', talk);
	await conversations.forget('told');
	const [name = ''] = await files();
	const dayAgo = new Date(Date.now() - 25 * 3_600_000);
	await utimes(join(folder, 'conversations', name), dayAgo, dayAgo);
	await conversations.write('new', talk);
	expect(await conversations.read('old')).toBeNull();
	expect(await files()).toHaveLength(1);
});

describe('a message', () => {
	it('is given out once, to its conversation', async () => {
		const conversations = new Conversations(folder, Date.now);
		const messageId = await conversations.put('a', '사업명: 책 나눔\n<b>');
		const [name = ''] = await files();
		expect(name).toMatch(/^[0-9a-f]{32}\.[0-9a-f-]{36}\.txt$/);
		expect((await stat(join(folder, 'conversations', name))).mode & 0o777).toBe(0o600);
		await expect(conversations.take('b', messageId)).rejects.toMatchObject({ code: 'messageMissing' });
		expect(await conversations.take('a', messageId)).toBe('사업명: 책 나눔\n<b>');
		expect(await files()).toEqual([]);
		await expect(conversations.take('a', messageId)).rejects.toMatchObject({ code: 'messageMissing' });
	});

	it.each(['', '../document.json', 'x'.repeat(36)])('is not found under the number %j', async (messageId) => {
		await expect(new Conversations(folder, Date.now).take('a', messageId)).rejects.toMatchObject({ code: 'messageMissing' });
	});

	it('that nobody took is deleted after a day', async () => {
		const conversations = new Conversations(folder, Date.now);
		await conversations.put('a', '말');
		const [name = ''] = await files();
		const dayAgo = new Date(Date.now() - 25 * 3_600_000);
		await utimes(join(folder, 'conversations', name), dayAgo, dayAgo);
		await conversations.put('b', '말');
		expect(await files()).toHaveLength(1);
	});
});

it('knows which conversation a draft came of', async () => {
	const conversations = new Conversations(folder, Date.now);
	await conversations.claim('a', 'D-20261123-4f7a21c0');
	expect(await conversations.sessionOf('D-20261123-4f7a21c0')).toBe('a');
	expect(await conversations.sessionOf('D-20261123-00000000')).toBe('');
	await expect(conversations.sessionOf('../a')).rejects.toMatchObject({ code: 'draftId' });
});
