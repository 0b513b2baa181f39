import { readdirSync } from 'node:fs';

import type { INodeType } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { languageModelTest } from '../../../nodes/DocumentDraft/credential-tests';
import { scripted } from '../../lib/drafting/pipeline/support';
import { DraftingOffice, FACTS, NODE, putOut, wordsIn } from './drafting-office';

jest.setTimeout(60_000);

let office: DraftingOffice;
beforeAll(async () => {
	office = await DraftingOffice.open({ slowMs: 20_000 });
});
afterAll(async () => await office.close());
afterEach(() => office.server.setFault(null));

describe('what a model gets wrong', () => {
	it.each([
		['rateLimited'],
		['refusal'],
		['cutOff'],
		['brokenJson'],
		['otherLanguage'],
		['error500'],
		['streamCut'],
	] as const)('%s ends in a clear error without a word of the facts, and no draft', async (fault) => {
		office.server.setFault(fault);
		const result = await office.draft({}, { items: [FACTS], onError: 'continueRegularOutput' });
		expect(result.items(NODE)).toMatchObject([{ json: { error: expect.stringMatching(/[가-힣]/) }, pairedItem: { item: 0 } }]);
		expect(wordsIn(putOut(result))).toEqual([]);
	});

	it('in the text is marked, counted and listed, not hidden', async () => {
		office.server.setFault('inventedNumber');
		const [json] = (await office.draft({ options: { repairRounds: 0 } })).json(NODE);
		expect(json).toMatchObject({ status: 'needsReview' });
		expect(Number(json?.openSlots)).toBeGreaterThan(0);
		expect(Number(json?.errors)).toBeGreaterThan(0);
		expect((json?.rules as string[]).some((rule) => rule.startsWith('ground.'))).toBe(true);
	});
});

describe('the credential', () => {
	it.each([
		['a wrong key', { apiKey: '' }, /키|인증/],
		['no address', { baseUrl: 'model.example' }, /접속 주소/],
		['no model', { model: ' ' }, /모형 이름/],
		['a model that the server does not have', { model: 'gpt-none' }, /모형/],
	])('with %s is told what is wrong', async (_name, model, words) => {
		const { error } = await office.draft({}, { model });
		expect(`${error?.message} ${error?.description}`).toMatch(words);
		expect(error?.description).toMatch(/시기 바랍니다/);
		expect(`${error?.message} ${error?.description}`).not.toContain('key-for-tests');
	});

	it('a server that refuses a format is not asked for it again by the next items', async () => {
		office.server.setFault('formatRefused');
		const asked = office.server.requests().length;
		const result = await office.draft({ options: { repairRounds: 0 } }, { items: [FACTS, FACTS, FACTS] });
		expect(result.json(NODE).map(({ mode }) => mode)).toEqual(['text', 'text', 'text']);
		expect(office.server.requests().slice(asked).map(({ format }) => format)).toEqual(['json_schema', 'json_object', 'text', 'text', 'text']);
	});
});

describe('연결 확인', () => {
	const check = async (changes: object = {}) => {
		const data = { baseUrl: office.server.url, apiKey: 'key-for-tests', model: 'sandbox-writer', ...changes };
		return await languageModelTest.call({} as ThisParameterType<typeof languageModelTest>, { id: '1', name: '언어모형', type: 'cityhallLanguageModelApi', data });
	};

	it('finds the model on the server', async () => {
		expect(await check()).toEqual({ status: 'OK', message: expect.stringContaining('sandbox-writer') });
	});

	it.each([
		['another model', { model: 'gpt-none' }, 'sandbox-writer'],
		['no key', { apiKey: '' }, '키'],
		['no address', { baseUrl: '' }, '접속 주소'],
		['nobody there', { baseUrl: 'http://127.0.0.1:9/v1' }, '127.0.0.1'],
	])('says what to do with %s', async (_name, changes, words) => {
		const result = await check(changes);
		expect(result.status).toBe('Error');
		expect(result.message).toContain(words);
		expect(result.message).toMatch(/시기 바랍니다/);
		expect(result.message).not.toContain('key-for-tests');
	});
});

describe('a chat model on the canvas', () => {
	/** A sub-node as n8n's own chat models are. */
	const subNode = (model: unknown): INodeType => ({
		description: { displayName: '시험 모형', name: 'chat', group: ['transform'], version: 1, description: '시험', defaults: { name: '모형' }, inputs: [], outputs: [NodeConnectionTypes.AiLanguageModel], properties: [] },
		supplyData: async () => await Promise.resolve({ response: model }),
	});
	const answer = JSON.stringify({
		title: '의정부시, 2026 겨울 책 나눔 한마당 개최',
		subtitles: ['시민이 기증한 책 1,200권 나눔', '12월 5일 의정부시청 대강당'],
		sections: {
			lead: ['의정부시(시장 서강민)는 12월 5일 오후 2시부터 의정부시청 대강당에서 2026 겨울 책 나눔 한마당을 개최한다고 밝혔다.'],
			body: ['이번 행사는 읽지 않는 책을 이웃과 나누는 문화를 넓히기 위해 마련했다.', '시민이 기증한 책 1,200권을 나누고 어린이 책 놀이 교실 4개를 운영한다.'],
			quote: ['서강민 의정부시장은 “책으로 이웃을 만나는 하루가 되길 바란다”고 말했다.'],
		},
		missing: [],
	});

	it('is asked instead of the credential, which need not be there', async () => {
		const asked: unknown[] = [];
		const chat = { modelName: '시청 모형', invoke: async (input: unknown) => await Promise.resolve((asked.push(input), { content: answer, response_metadata: { finish_reason: 'stop' } })) };
		const result = await office.draft({ modelSource: 'connected' }, { chat: subNode(chat), credentials: ['cityhallLedgerApi'] });
		expect(result.error).toBeUndefined();
		expect(result.json(NODE)).toMatchObject([{ model: '시청 모형', mode: 'text', openSlots: 0 }]);
		expect(asked.length).toBeGreaterThan(0);
		expect(JSON.stringify(asked)).toContain('1,200권');
	});

	it('is approved for what is not public by the option alone', async () => {
		const model = scripted(answer);
		const chat = { invoke: async () => ({ content: (await model.complete({ system: '', user: '', schema: {}, schemaName: '', maxTokens: 1 })).text }) };
		const items = [{ ...FACTS, '보도시점(엠바고)': '2999-01-01 06:00' }];
		const run = { chat: subNode(chat), items };
		expect((await office.draft({ modelSource: 'connected' }, run)).error?.message).toContain('비공개 자료 처리가 승인된 모형');
		expect(model.asked).toHaveLength(0);
		expect((await office.draft({ modelSource: 'connected', options: { connectedApproved: true } }, run)).error).toBeUndefined();
	});

	it('that fails is told without its own words', async () => {
		const chat = { invoke: async () => await Promise.reject(Object.assign(new Error('boom: 1,200권'), { status: 500 })) };
		const { error } = await office.draft({ modelSource: 'connected' }, { chat: subNode(chat) });
		expect(error?.description).toMatch(/시기 바랍니다/);
		expect(wordsIn(`${error?.message} ${error?.description}`)).toEqual([]);
	});

	it.each([['nothing that can be asked', {}], ['no model', null]])('that is %s is told to be connected', async (_name, model) => {
		expect((await office.draft({ modelSource: 'connected' }, { chat: subNode(model) })).error).toMatchObject({ message: '언어모형이 연결되어 있지 않습니다.', description: expect.stringContaining('자격 증명') });
	});
});

describe('what may not reach a model', () => {
	it('embargoed facts are sent to an approved model alone', async () => {
		const items = [{ ...FACTS, '보도시점(엠바고)': '2999-01-01 06:00' }];
		const asked = office.server.requests().length;
		const refused = await office.draft({}, { items, model: { approved: false } });
		expect(refused.error).toMatchObject({ message: expect.stringContaining('비공개 자료 처리가 승인된 모형'), description: expect.stringContaining('승인') });
		expect(office.server.requests()).toHaveLength(asked);
		expect((await office.draft({}, { items })).error).toBeUndefined();
	});

	const PERSON = { ...FACTS, '핵심 내용': '시민이 기증한 책 1,200권을 나눔\n문의: 홍길순 010-9876-5432' };

	it('personal data stops the draft where the office chose so; the error names neither name nor number', async () => {
		const asked = office.server.requests().length;
		const { error } = await office.draft({ options: { screen: 'block' } }, { items: [PERSON] });
		expect(error?.description).toMatch(/시기 바랍니다/);
		expect(`${error?.message} ${error?.description}`).not.toMatch(/홍길순|9876/);
		expect(office.server.requests()).toHaveLength(asked);
	});

	it('is masked on its way and put back in the document', async () => {
		const asked = office.server.requests().length;
		const result = await office.draft({}, { items: [PERSON] });
		expect(result.error).toBeUndefined();
		const sent = office.server.requests().slice(asked).map(({ system, user }) => system + user).join('');
		expect(sent).not.toContain('9876-5432');
		expect(sent).not.toContain('828-0000');
		expect((await office.stored(String(result.json(NODE)[0]?.draftId))).values.facts).toContain('010-9876-5432');
		expect(JSON.stringify(result.json(NODE))).not.toContain('9876');
	});
});

it.each([['stopWorkflow'], ['continueRegularOutput']] as const)('ends at once where a person stops the execution while the model writes, with %s too, and keeps nothing', async (onError) => {
	office.server.setFault('slow');
	const stop = new AbortController();
	const asked = office.server.requests().length;
	const before = readdirSync(office.drafts);
	const running = office.draft({}, { items: [FACTS, FACTS], signal: stop.signal, onError });
	while (office.server.requests().length === asked) await new Promise((resolve) => setTimeout(resolve, 10));
	stop.abort();
	expect((await running).json(NODE).filter(({ draftId }) => draftId !== undefined)).toEqual([]);
	await new Promise((resolve) => setTimeout(resolve, 200));
	expect(office.server.requests()).toHaveLength(asked + 1);
	expect(office.server.requests().at(-1)?.aborted).toBe(true);
	expect(readdirSync(office.drafts)).toEqual(before);
});
