import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Conversations } from '../../../lib/drafting/store/conversations';
import { DraftingOffice, FACTS, NODE, putOut, wordsIn } from './drafting-office';

jest.setTimeout(60_000);

let office: DraftingOffice;
beforeAll(async () => {
	office = await DraftingOffice.open();
});
afterAll(async () => await office.close());

const typed = Object.entries(FACTS)
	.map(([label, value]) => `${label}: ${value}`)
	.join('\n');
let sessions = 0;
const newSession = () => `session-${++sessions}`;
const chat = async (item: object, parameters: object = {}) => await office.run({ resource: 'screen', operation: 'chat', ...parameters }, { items: [item] });

/** Says something on the page of our own, as the trigger hands it over. */
async function say(sessionId: string, message: string) {
	const messageId = await new Conversations(office.drafts, Date.now).put(sessionId, message);
	return await chat({ sessionId, messageId });
}

describe('on the page of our own', () => {
	it('drafts from what was typed, and puts out nothing of it', async () => {
		const sessionId = newSession();
		for (const message of ['보도자료', typed]) {
			const result = await say(sessionId, message);
			expect(result.json(NODE)).toEqual([{ sessionId, draftId: '', documentType: 'press-release' }]);
		}
		const result = await say(sessionId, '초안');
		const [json] = result.json(NODE);
		expect(json).toEqual({ sessionId, draftId: expect.stringMatching(/^D-/), documentType: 'press-release' });
		expect(wordsIn(putOut(result))).toEqual([]);
		const draftId = String(json?.draftId);
		expect(office.filesOf(draftId).filter((name) => name.endsWith('.hwpx'))).toHaveLength(2);
		expect(readFileSync(join(office.drafts, draftId, '.conversation'), 'utf8')).toBe(sessionId);
		expect((await say(sessionId, '처음으로')).json(NODE)).toEqual([{ sessionId, draftId: '', documentType: '' }]);
	});

	it('takes each message once', async () => {
		const sessionId = newSession();
		const messageId = await new Conversations(office.drafts, Date.now).put(sessionId, '보도자료');
		expect((await chat({ sessionId, messageId })).error).toBeUndefined();
		expect((await chat({ sessionId, messageId })).error?.message).toContain('찾을 수 없습니다');
	});
});

describe('in n8n’s own chat', () => {
	it('answers as an item', async () => {
		const sessionId = newSession();
		const [json] = (await chat({ sessionId, chatInput: '보도자료' })).json(NODE);
		expect(json).toEqual({ output: expect.stringContaining('사업(행사)명'), draftId: '' });
	});
});
