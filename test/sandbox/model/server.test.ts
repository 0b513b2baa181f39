import OpenAI, { AzureOpenAI } from 'openai';

import { type ModelFault, type ModelServer, startModelServer } from '../../../sandbox/model/server.mts';

const texts = { type: 'array', items: { type: 'string' } };
const SCHEMA = {
	type: 'object',
	additionalProperties: false,
	required: ['title', 'subtitles', 'sections', 'missing'],
	properties: {
		title: { type: 'string' },
		subtitles: texts,
		sections: {
			type: 'object',
			properties: {
				lead: { ...texts, description: '리드' },
				body: { ...texts, description: '본문' },
				quote: { ...texts, description: '인용' },
				plan: { type: 'array', items: { type: 'object', properties: { level: { type: 'integer' }, text: { type: 'string' } } } },
				table: { type: 'array', items: { type: 'object', properties: { 시각: { type: 'string' }, 순서: { type: 'string' } } } },
			},
		},
		missing: texts,
	},
};
const FACTS = [
	'[1] 행사명: 제5회 의정부 독서 축제',
	'[2] 일시: 2026-12-05 14:00',
	'[3] 장소: 의정부미술도서관',
	'[4] 핵심 내용: 시민 1,500명이 참여함',
	'[5] 핵심 내용: 체험 공간 12개소 운영',
	'[6] 인용문: 서강민 | 시장 | 책으로 이어지는 도시를 만들겠다 | 이영희 | 2026-11-20',
	'[7] 주관: 의정부도서관재단',
	'[8] 후원: 경기문화재단',
	'[9] 식순: 14:00 | 개회',
];
const promptOf = (...more: string[]) => ['의정부시(시장 서강민)', '오늘: 2026-11-23', '문서 유형: press-release 보도자료', '<<<입력 사실', ...FACTS, ...more, '입력 사실>>>'].join('\n');
const FORMAT = { type: 'json_schema', json_schema: { name: 'draft', strict: true, schema: SCHEMA } } as const;

interface Draft {
	title: string;
	subtitles: string[];
	sections: { lead: string[]; body: string[]; quote: string[]; plan: Array<{ level: number; text: string }>; table: Array<Record<string, string>> };
	missing: string[];
}

describe('the pretend model, asked by the openai SDK', () => {
	let server: ModelServer;
	let client: OpenAI;
	beforeAll(async () => {
		server = await startModelServer({ apiKey: 'right', slowMs: 60_000 });
		client = new OpenAI({ baseURL: server.url, apiKey: 'right', maxRetries: 0 });
	});
	afterAll(() => server.close());
	beforeEach(() => server.setFault(null));

	const ask = (user: string, model = 'sandbox-writer', signal?: AbortSignal) =>
		client.chat.completions.create({ model, messages: [{ role: 'system', content: '규칙' }, { role: 'user', content: user }], response_format: FORMAT }, { signal });
	const textOf = async (user: string, model?: string) => (await ask(user, model)).choices[0]?.message.content ?? '';
	const draftOf = async (user: string, model?: string) => JSON.parse(await textOf(user, model)) as Draft;

	test('fills every field of the schema from the facts', async () => {
		const draft = await draftOf(promptOf());
		expect(draft.title).toBe('의정부시, 제5회 의정부 독서 축제 개최');
		expect(draft.sections.lead[0]).toBe('의정부시(시장 서강민)는 12월 5일 오후 2시 의정부미술도서관에서 제5회 의정부 독서 축제를 개최한다고 밝혔다.');
		expect(JSON.stringify(draft.sections)).toContain('서강민 시장은 “책으로 이어지는 도시를 만들겠다”고 말했다.');
		expect(draft.sections.body.length).toBeGreaterThan(0);
		expect(draft.sections.plan[0]).toEqual({ level: 1, text: expect.any(String) });
		expect(draft.sections.table).toEqual([{ 시각: '14:00', 순서: '개회' }]);
	});

	test('says in every answer that it is no real model', async () => {
		expect((await ask(promptOf())).model).toBe('sandbox-writer (시험용, 실제 모형 아님)');
	});

	test('counts tokens and lists its model', async () => {
		const { usage } = await ask(promptOf());
		expect(usage?.total_tokens).toBe((usage?.prompt_tokens ?? 0) + (usage?.completion_tokens ?? 0));
		const models = [];
		for await (const { id } of client.models.list()) models.push(id);
		expect(models).toEqual(['sandbox-writer']);
	});

	test('a quotation nobody approved is not printed', async () => {
		const user = promptOf().replace('| 이영희 | 2026-11-20', '| | ');
		expect(await textOf(user)).not.toContain('책으로 이어지는');
	});

	test('the same in pieces, with the usage at the end', async () => {
		const stream = await client.chat.completions.create({ model: 'sandbox-writer', messages: [{ role: 'user', content: promptOf() }], response_format: FORMAT, stream: true, stream_options: { include_usage: true } });
		let text = '';
		let tokens = 0;
		for await (const chunk of stream) {
			text += chunk.choices[0]?.delta.content ?? '';
			tokens = chunk.usage?.total_tokens ?? tokens;
		}
		expect(JSON.parse(text)).toEqual(await draftOf(promptOf()));
		expect(tokens).toBeGreaterThan(0);
	});

	test('without a response format the schema is taken from the prompt and the answer is fenced', async () => {
		const user = `${promptOf()}\n다음 JSON 스키마로 답한다.\n${JSON.stringify(SCHEMA)}`;
		const { choices } = await client.chat.completions.create({ model: 'sandbox-writer', messages: [{ role: 'user', content: user }] });
		const fenced = /```json\n([\s\S]+)\n```/.exec(choices[0]?.message.content ?? '')?.[1] ?? '';
		expect(JSON.parse(fenced)).toEqual(await draftOf(promptOf()));
	});

	test('answers as an Azure deployment too', async () => {
		const azure = new AzureOpenAI({ endpoint: server.url.replace('/v1', ''), apiKey: 'right', apiVersion: '2024-10-21', deployment: 'sandbox-writer', maxRetries: 0 });
		const { choices } = await azure.chat.completions.create({ model: 'sandbox-writer', messages: [{ role: 'user', content: promptOf() }], response_format: FORMAT });
		expect(choices[0]?.finish_reason).toBe('stop');
	});

	test('a wrong key and an unknown model are refused', async () => {
		const stranger = new OpenAI({ baseURL: server.url, apiKey: 'wrong', maxRetries: 0 });
		await expect(stranger.models.list()).rejects.toMatchObject({ status: 401, code: 'invalid_api_key' });
		await expect(ask(promptOf(), 'other-model')).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
	});

	const contentFlaws: Array<[ModelFault, (text: string) => unknown, unknown]> = [
		['inventedNumber', (text) => text.includes('4738명'), true],
		['inventedQuote', (text) => /“시민이 먼저 체감하는/.test(text), true],
		['joinedQuote', (text) => text.includes('만들겠다. 앞으로도 시민과 함께'), true],
		['htmlInside', (text) => text.includes('<script>'), true],
		['wrongEnding', (text) => text.includes('밝혔습니다.'), true],
		['swappedEntity', (text) => /주관은 의정부미술도서관이다|주관은 경기문화재단이다/.test(text), true],
		['wrongFactNumber', (text) => text.includes('1,500명이'), false],
	];
	test.each(contentFlaws)('%s: by fault, by a line of the facts and by the model’s name', async (fault, seen, expected) => {
		expect(seen(await textOf(promptOf()))).toBe(!expected);
		server.setFault(fault, 1);
		expect(seen(await textOf(promptOf()))).toBe(expected);
		expect(seen(await textOf(promptOf()))).toBe(!expected);
		expect(seen(await textOf(promptOf(`[10] 비고: 시험 결함: ${fault}`)))).toBe(expected);
		expect(seen(await textOf(promptOf(), `sandbox-writer:${fault}`))).toBe(expected);
	});

	test('brokenJson is no JSON, cutOff says so, schemaIgnored has no title', async () => {
		const broken = await textOf(promptOf(), 'sandbox-writer:brokenJson');
		expect(() => JSON.parse(broken) as unknown).toThrow();
		expect((await ask(promptOf(), 'sandbox-writer:cutOff')).choices[0]?.finish_reason).toBe('length');
		expect(await draftOf(promptOf(), 'sandbox-writer:schemaIgnored')).not.toHaveProperty('title');
	});

	test('refusal, another language and repetition', async () => {
		expect((await ask(promptOf(), 'sandbox-writer:refusal')).choices[0]?.message).toMatchObject({ content: null, refusal: expect.any(String) });
		expect((await draftOf(promptOf(), 'sandbox-writer:otherLanguage')).title).toMatch(/^[\x20-\x7e]+$/);
		expect((await draftOf(promptOf(), 'sandbox-writer:repetition')).title.split('개최').length).toBeGreaterThan(20);
	});

	test('rateLimited, error500 and formatRefused are the vendor’s errors', async () => {
		await expect(ask(promptOf(), 'sandbox-writer:rateLimited')).rejects.toMatchObject({ status: 429 });
		await expect(ask(promptOf(), 'sandbox-writer:error500')).rejects.toMatchObject({ status: 500 });
		await expect(ask(promptOf(), 'sandbox-writer:formatRefused')).rejects.toMatchObject({ status: 400 });
		const plain = await client.chat.completions.create({ model: 'sandbox-writer:formatRefused', messages: [{ role: 'user', content: promptOf() }] });
		expect(plain.choices[0]?.message.content).toContain('```json');
	});

	test.each(['stall', 'slow'] as const)('%s: the answer does not come, and a client that leaves is noticed', async (fault) => {
		const stop = new AbortController();
		const asked = ask(promptOf(), `sandbox-writer:${fault}`, stop.signal);
		const seen = () => server.requests().findLast((request) => request.fault === fault);
		const until = async (condition: () => boolean) => {
			while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
		};
		const failed = expect(asked).rejects.toThrow();
		await until(() => seen() !== undefined);
		stop.abort();
		await failed;
		await until(() => seen()?.aborted === true);
		expect(seen()?.status).toBeNull();
	});

	test('streamCut breaks off in the middle', async () => {
		const stream = await client.chat.completions.create({ model: 'sandbox-writer:streamCut', messages: [{ role: 'user', content: promptOf() }], response_format: FORMAT, stream: true });
		const read = async () => {
			for await (const chunk of stream) void chunk;
		};
		await expect(read()).rejects.toThrow();
	});

	describe('repair', () => {
		const spans = ['<<<고칠 구간', '[구간 1] 시민 1,500명이 참여합니다. 이번 사업에는 모두 4738명이 참여했다.', '[구간 2] 서강민 시장은 “없는 말”이라고 말했다.', '고칠 구간>>>'];
		const spansOf = async (model?: string) => (JSON.parse(await textOf(`${promptOf()}\n${spans.join('\n')}`, model)) as { spans: Array<{ no: number; text: string }> }).spans;

		test('keeps what the facts say, in the right style', async () => {
			const [first, second] = await spansOf();
			expect(first).toEqual({ no: 1, text: '시민 1,500명이 참여한다.' });
			expect(second?.text).not.toContain('없는 말');
		});

		test('a model told to err brings the same words back', async () => {
			expect((await spansOf('sandbox-writer:inventedNumber'))[0]?.text).toContain('4738명');
		});
	});

	describe('revision', () => {
		const present = { title: '의정부시, 독서 축제 개최', subtitles: ['가을', '책'], sections: [{ id: 'lead', heading: '', blocks: [{ kind: 'paragraph', text: '시는 축제를 연다. 책을 나눈다.' }] }, { id: 'plan', heading: '', blocks: [{ kind: 'item', level: 2, text: '행사' }] }] };
		const revised = async (instruction: string, draft: unknown = present) =>
			draftOf([promptOf(), '<<<현재 초안', JSON.stringify(draft), '현재 초안>>>', '<<<수정 요청', instruction, '수정 요청>>>'].join('\n'));

		test('changes what is asked and keeps the rest', async () => {
			const draft = await revised('제목을 “책으로 만나는 의정부”로 바꿔 주세요.');
			expect(draft).toMatchObject({ title: '책으로 만나는 의정부', subtitles: ['가을', '책'], sections: { lead: ['시는 축제를 연다. 책을 나눈다.'], plan: [{ level: 2, text: '행사' }] } });
		});

		test('makes a text shorter, replaces words', async () => {
			expect((await revised('본문을 짧게 줄여 주세요.')).sections.lead).toEqual(['시는 축제를 연다.']);
			expect((await revised('‘축제’를 ‘잔치’로 바꿔 주세요.')).title).toBe('의정부시, 독서 잔치 개최');
		});

		test('takes its own answer as the present draft', async () => {
			const own = await draftOf(promptOf());
			expect(await revised('제목을 “새 제목”으로', own)).toEqual({ ...own, title: '새 제목' });
		});
	});

	test('faults can be set over HTTP', async () => {
		const set = await fetch(`${server.url.replace('/v1', '')}/__sandbox/faults`, { method: 'POST', body: JSON.stringify({ name: 'error500', times: 1 }) });
		expect(set.status).toBe(200);
		await expect(ask(promptOf())).rejects.toMatchObject({ status: 500 });
		await expect(ask(promptOf())).resolves.toBeDefined();
	});
});
