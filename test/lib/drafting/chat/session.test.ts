import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { answerMessage, type SessionAnswer, type SessionPorts } from '../../../../lib/drafting/chat/session';
import { Conversations } from '../../../../lib/drafting/store/conversations';
import { storeText, type Handled } from '../../../../lib/drafting/store/desk';
import { DraftStore } from '../../../../lib/drafting/store/draft-store';
import { ConflictError, RemoteError } from '../../../../lib/errors';
import { settings, TODAY } from '../pipeline/support';
import { press, report } from '../read/small-profiles';

let folder: string;
let done: string[];
let failure: Error | null;
let said: string[];
let handled: Handled;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'session-'));
	[done, failure, said] = [[], null, []];
	const document = await storeText({ title: '겨울 책 나눔 개최', subtitles: [], sections: [] }, press, { store: new DraftStore(folder), recorder: null, now: () => ({ iso: '2026-11-23T10:00:00.000+09:00', today: TODAY, at: '' }) });
	handled = { document, files: [], changes: [], undone: 0 };
});
afterEach(async () => await rm(folder, { recursive: true, force: true }));

const ports = (): SessionPorts => ({
	profiles: [press, report],
	city: settings().city,
	today: TODAY,
	conversations: new Conversations(folder, Date.now),
	draft: async ({ id }, values) => {
		if (failure) throw failure;
		done.push(`draft ${id} ${JSON.stringify(values)}`);
		return await Promise.resolve(handled);
	},
	revise: async (draftId, instruction) => {
		if (failure) throw failure;
		done.push(`revise ${draftId} ${instruction}`);
		return await Promise.resolve({ ...handled, document: { ...handled.document, edition: 2 } });
	},
	downloadUrl: 'https://n8n.example.go.kr/form/draft-files',
	say: (piece) => said.push(piece),
});

/** Says one message after another, as a person does; the last answer counts. */
async function talk(...messages: string[]): Promise<SessionAnswer> {
	let answer: SessionAnswer = { reply: '', draftId: '' };
	for (const message of messages) {
		said = [];
		answer = await answerMessage('a session', message, ports());
		expect(said.join('')).toBe(answer.reply);
	}
	return answer;
}
const ENTERED = ['보도자료', '사업명: 겨울 책 나눔\n핵심 내용: 책 1,200권을 나눔'];
const VALUES = JSON.stringify({ subject: '겨울 책 나눔', facts: '책 1,200권을 나눔' });
const again = async () => await new Conversations(folder, Date.now).read('a session');

it('remembers what was said from one message to the next, each session for itself', async () => {
	await talk(...ENTERED);
	expect((await again())?.state).toMatchObject({ phase: 'filling', profileId: 'press-release', values: { subject: '겨울 책 나눔' } });
	expect((await answerMessage('another', '현황', ports())).reply).toContain('**보도자료**');
});

it('drafts when asked to, says so at once, then shows the draft', async () => {
	const { reply, draftId } = await talk(...ENTERED, '초안');
	expect(done).toEqual([`draft press-release ${VALUES}`]);
	expect(draftId).toBe(handled.document.draftId);
	expect(said[0]).toBe('**보도자료** 초안을 작성하고 있습니다.');
	expect(reply).toContain('겨울 책 나눔 개최');
	expect(reply).toContain(`draftId=${draftId}`);
	expect((await again())?.draftId).toBe(draftId);
});

it('revises the draft of the conversation', async () => {
	const { reply, draftId } = await talk(...ENTERED, '초안', '수정: 제목을 짧게');
	expect(done.at(-1)).toBe(`revise ${draftId} 제목을 짧게`);
	expect(reply).toContain('요청에 따라');
});

it('hands over the address of the files', async () => {
	const { reply, draftId } = await talk(...ENTERED, '초안', '파일');
	expect(reply).toContain(`https://n8n.example.go.kr/form/draft-files?draftId=${draftId}`);
	expect(done).toHaveLength(1);
});

it.each([['수정: 제목을 짧게', '수정할 수 없습니다'], ['파일', '아직 작성된 초안이 없습니다']])('without a draft %s does nothing and says why', async (message, words) => {
	const { reply, draftId } = await talk(...ENTERED, message);
	expect(reply).toContain(words);
	expect([done, draftId]).toEqual([[], '']);
});

it('keeps what was entered where the draft fails, so that 초안 alone is enough next time', async () => {
	failure = new RemoteError('modelDown', '언어모형 서버가 내려가 있습니다.', '잠시 뒤 다시 시도하시기 바랍니다.', { outcome: 'notSent', retryable: true });
	const { reply, draftId } = await talk(...ENTERED, '초안');
	expect(reply).toContain('**작성하지 못하였습니다.** 언어모형 서버가 내려가 있습니다. 잠시 뒤 다시 시도하시기 바랍니다.');
	expect(draftId).toBe('');
	failure = null;
	expect((await talk('초안')).draftId).toBe(handled.document.draftId);
	expect(done).toEqual([`draft press-release ${VALUES}`]);
});

it('keeps the draft where a revision fails, and does not lead to a new one', async () => {
	const { draftId } = await talk(...ENTERED, '초안');
	failure = new ConflictError('draftApproved', '이미 확정되어 고칠 수 없습니다.', '새 초안을 작성하시기 바랍니다.');
	const { reply, draftId: after } = await talk('수정: 제목을 짧게');
	expect(reply).toContain('**수정하지 못하였습니다.**');
	expect(reply).not.toContain('다시 `초안`을 적으면');
	expect(after).toBe(draftId);
});

it('hides no fault of our own', async () => {
	failure = new TypeError('ours');
	await expect(talk(...ENTERED, '초안')).rejects.toThrow(TypeError);
	expect((await again())?.state).toMatchObject({ values: { subject: '겨울 책 나눔' } });
});

it('begins anew with nothing left of what was said', async () => {
	const { reply, draftId } = await talk(...ENTERED, '초안', '처음으로');
	expect(draftId).toBe('');
	expect(reply).toContain('**업무보고**');
	expect(await again()).toBeNull();
});
