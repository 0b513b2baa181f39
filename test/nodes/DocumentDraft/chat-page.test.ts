import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { IDataObject, INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';

import { newSessionId } from '../../../lib/drafting/chat-page/session-id';
import { Conversations } from '../../../lib/drafting/store/conversations';
import { deskKey, signPass } from '../../../lib/privacy/desk-pass';
import { parseKey } from '../../../lib/privacy/keys';
import { DocumentDraftTrigger } from '../../../nodes/DocumentDraft/DocumentDraftTrigger.node';

const PAGE = 'http://n8n.city.example/webhook/draft-chat';
const ACCOUNT = 'kim@city.example';
const LEDGER_KEY = Buffer.from('0123456789abcdef0123456789abcdef').toString('base64');
const KEY = deskKey(parseKey(LEDGER_KEY, '대장 키'));
const DRAFT = 'D-20261123-4f7a21c0';
const TYPED = '사업명: 뷁쀼 한마당 <b>';

interface Answer {
	status: number;
	headers: Record<string, string>;
	body: string;
	items: INodeExecutionData[];
	logged: string;
}

interface Wish {
	method?: 'GET' | 'POST';
	parameters?: IDataObject;
	query?: Record<string, string>;
	/** Of the page's script. */
	said?: unknown;
	/** Of a form of the page. */
	form?: Record<string, string>;
	headers?: Record<string, string>;
	cookie?: string;
	ledgerKey?: string;
}

let folder: string;
const env = { ...process.env };
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'chat-node-'));
	process.env.N8N_RESTRICT_FILE_ACCESS_TO = folder;
});
afterEach(async () => {
	process.env = { ...env };
	await rm(folder, { recursive: true, force: true });
});

const session = (email = ACCOUNT) => signPass(KEY, { id: 'x', kind: 'session', staff: { email, name: '김모의' }, since: Date.now(), until: Date.now() + 60_000 });
const own = () => newSessionId(KEY, ACCOUNT, '0b2f9c1e-8f5a-4a7e-9d1c-3f1f0d6a7b11');
const drafts = () => join(folder, 'drafts');

/** One request to the chat, as n8n hands it to the node. */
async function call({ parameters = {}, query = {}, said, form, headers = {}, cookie = `cityhall-desk=${session()}`, ledgerKey = LEDGER_KEY }: Wish = {}): Promise<Answer> {
	const answer: Answer = { status: 200, headers: {}, body: '', items: [], logged: '' };
	const values: IDataObject = { path: 'draft-chat', loginPath: 'draft-chat-login', allowedUsers: '', city: '의정부시', draftFolder: drafts(), options: {}, ...parameters };
	const type = said !== undefined ? 'application/json' : form !== undefined ? 'application/x-www-form-urlencoded' : '';
	const request = {
		method: type === '' ? 'GET' : 'POST',
		protocol: 'http',
		query,
		body: said ?? form,
		headers: { host: 'n8n.city.example', cookie, ...(type === '' ? {} : { origin: 'http://n8n.city.example', 'content-type': type }), ...headers },
	};
	const ctx = {
		getNodeParameter: (name: string, otherwise: unknown) => values[name] ?? otherwise,
		getRequestObject: () => request,
		getResponseObject: () => ({
			status: (status: number) => void (answer.status = status),
			setHeader: (name: string, value: string) => void (answer.headers[name] = value),
			end: (body: string | Buffer) => void (answer.body = String(body)),
			on: () => undefined,
			flushHeaders: () => undefined,
		}),
		getWebhookResourceUrl: () => PAGE,
		getCredentials: async () => await Promise.resolve({ ledgerKey, path: join(folder, 'ledger.sqlite') }),
		getNode: () => ({ id: 'n', name: '대화', type: 'documentDraftTrigger', typeVersion: 1, position: [0, 0], parameters: {} }),
		logger: { error: (line: string) => void (answer.logged += line) },
	};
	const result = await new DocumentDraftTrigger().webhook.call(ctx as unknown as IWebhookFunctions);
	expect(result.noWebhookResponse).toBe(true);
	answer.items = (result.workflowData ?? []).flat();
	return answer;
}

const refusal = ({ body }: Answer) => JSON.parse(body) as { problem: string; remedy: string; login: boolean };

describe('who is let in', () => {
	it.each([
		['nobody', ''],
		['a forged session', 'cityhall-desk=eyJpZCI6IngifQ.abc'],
		['an n8n session alone', 'n8n-auth=abc'],
	])('is not %s', async (_title, cookie) => {
		const page = await call({ cookie });
		expect(page).toMatchObject({ status: 401, items: [] });
		expect(page.body).toContain('../form/draft-chat-login');
		expect(page.body).not.toContain('의정부시');
		const posted = await call({ cookie, said: { sessionId: own(), message: TYPED } });
		expect(posted).toMatchObject({ status: 401, items: [] });
		expect(refusal(posted).login).toBe(true);
		expect((await call({ cookie, query: { draftId: DRAFT, kind: 'hwpx' } })).status).toBe(401);
	});

	it('is a ticket once', async () => {
		const ticket = signPass(KEY, { id: 'ticket-1', kind: 'ticket', staff: { email: ACCOUNT, name: '김모의' }, since: 0, until: Date.now() + 60_000 });
		const first = await call({ query: { ticket }, cookie: '' });
		expect(first).toMatchObject({ status: 303, headers: { location: '?', 'set-cookie': expect.stringMatching(/^cityhall-desk=\S+; Path=\/webhook\/draft-chat; Max-Age=3600; HttpOnly; SameSite=Strict$/) } });
		expect((await call({ query: { ticket }, cookie: '' })).status).toBe(401);
	});

	it('is not an account that is not among those allowed', async () => {
		const parameters = { allowedUsers: 'lee@city.example' };
		expect((await call({ parameters })).body).toContain('허용 계정');
		expect(await call({ parameters, said: { sessionId: own(), message: TYPED } })).toMatchObject({ status: 403, items: [] });
		expect((await call({ parameters: { allowedUsers: `lee@city.example, ${ACCOUNT.toUpperCase()}` } })).status).toBe(200);
	});

	it.each([
		['another origin', { origin: 'http://evil.example' }],
		['a hidden origin', { origin: 'null' }],
		['another site, as the browser says', { 'sec-fetch-site': 'cross-site' }],
	])('is not a request of %s', async (_title, headers) => {
		expect(await call({ said: { sessionId: own(), message: TYPED }, headers })).toMatchObject({ status: 403, items: [] });
	});

	it('leaves when asked to', async () => {
		const answer = await call({ form: { act: 'signOut' } });
		expect(answer).toMatchObject({ status: 200, items: [], headers: { 'set-cookie': expect.stringContaining('Max-Age=0') } });
		expect(answer.body).toContain('나갔습니다');
	});
});

describe('the page', () => {
	it('starts no execution and may only run its own script', async () => {
		const { status, items, headers, body } = await call();
		expect({ status, items }).toEqual({ status: 200, items: [] });
		const nonce = /script-src 'nonce-([^']+)'/.exec(headers['content-security-policy'] ?? '')?.[1] ?? '-';
		expect(headers['content-security-policy']).toContain("default-src 'none'");
		expect(headers['content-security-policy']).not.toContain('unsafe');
		expect(body).toContain(`<script nonce="${nonce}">`);
		expect(headers).toMatchObject({ 'cache-control': 'no-store', 'set-cookie': expect.stringContaining('HttpOnly') });
		expect(body.match(/class="entry"/g)).toHaveLength(10);
	});

	it('offers the types of the city too', async () => {
		const types = join(folder, 'types');
		await mkdir(types);
		const own = JSON.parse(readFileSync(join(__dirname, '../../../lib/drafting/profiles/greeting.json'), 'utf8')) as object;
		await writeFile(join(types, 'farewell.json'), JSON.stringify({ ...own, id: 'farewell', name: '퇴임사', description: '떠나는 분의 인사' }));
		expect((await call({ parameters: { options: { profileFolder: types } } })).body).toContain('data-say="퇴임사"');
	});
});

describe('a message', () => {
	it('goes into the draft folder, and only its number into the flow', async () => {
		const sessionId = own();
		const answer = await call({ said: { sessionId, message: TYPED } });
		expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'application/json; charset=utf-8', 'set-cookie': expect.any(String) }, body: '' });
		expect(answer.items).toEqual([{ json: { sessionId, messageId: expect.stringMatching(/^[0-9a-f-]{36}$/) } }]);
		expect(await new Conversations(drafts(), Date.now).take(sessionId, String(answer.items[0]?.json.messageId))).toBe(TYPED);
	});

	it.each([
		['of another person', () => ({ sessionId: newSessionId(KEY, 'lee@city.example', '0'.repeat(32)), message: TYPED }), 403],
		['with a forged number', () => ({ sessionId: `${'0'.repeat(32)}.${'A'.repeat(43)}`, message: TYPED }), 403],
		['without a number', () => ({ message: TYPED }), 403],
		['of another shape', () => [1, 2], 403],
		['that says nothing', () => ({ sessionId: own(), message: ' \n' }), 422],
		['that is no text', () => ({ sessionId: own(), message: { a: 1 } }), 422],
		['that is too long', () => ({ sessionId: own(), message: '가'.repeat(60_001) }), 413],
	])('%s is refused in words, and kept nowhere', async (_title, said, status) => {
		const answer = await call({ said: said() });
		expect(answer).toMatchObject({ status, items: [] });
		expect(refusal(answer)).toMatchObject({ problem: expect.stringMatching(/[가-힣].*다\.$/), remedy: expect.stringMatching(/바랍니다\.$/), login: false });
		expect(answer.body).not.toContain('뷁쀼');
		expect(() => readdirSync(join(drafts(), 'conversations'))).toThrow();
	});

	it('may be as long as the facts of a draft', async () => {
		expect((await call({ said: { sessionId: own(), message: '가'.repeat(60_000) } })).items).toHaveLength(1);
	});
});

describe('a file', () => {
	const put = async (sessionId: string) => {
		await new Conversations(drafts(), Date.now).claim(sessionId, DRAFT);
		for (const [name, text] of [['보도자료_1판_초안.hwpx', '한글'], ['보도자료_1판_초안.txt', '글'], ['보도자료_1판_초안_점검표.hwpx', '점검표']] as const) await writeFile(join(drafts(), DRAFT, name), text);
	};

	it('is handed over under its Korean name to whoever drafted it', async () => {
		await put(own());
		const answer = await call({ query: { draftId: DRAFT, kind: 'checkSheet' } });
		expect(answer).toMatchObject({ status: 200, body: '점검표', items: [], headers: { 'content-type': 'application/hwp+zip', 'x-content-type-options': 'nosniff' } });
		expect(answer.headers['content-disposition']).toBe(`attachment; filename="draft.hwpx"; filename*=UTF-8''${encodeURIComponent('보도자료_1판_초안_점검표.hwpx')}`);
	});

	it('can be chosen on a page of its own', async () => {
		await put(own());
		const { status, body } = await call({ query: { draftId: DRAFT } });
		expect(status).toBe(200);
		expect([...body.matchAll(/kind=(\w+)"/g)].map(([, kind]) => kind)).toEqual(['hwpx', 'text', 'checkSheet']);
	});

	it.each<[string, () => Promise<void>, Record<string, string>]>([
		['of another person', async () => await put(newSessionId(KEY, 'lee@city.example', '0'.repeat(32))), { draftId: DRAFT, kind: 'hwpx' }],
		['of a draft that came of no conversation', async () => void (await mkdir(join(drafts(), DRAFT), { recursive: true })), { draftId: DRAFT, kind: 'hwpx' }],
		['of no draft', async () => await Promise.resolve(), { draftId: DRAFT, kind: 'hwpx' }],
		['of a kind that was not made', async () => await put(own()), { draftId: DRAFT, kind: 'docx' }],
	])('%s is not there', async (_title, prepare, query) => {
		await prepare();
		const answer = await call({ query });
		expect(answer).toMatchObject({ status: 404, items: [] });
		expect(answer.headers['content-disposition']).toBeUndefined();
	});

	it.each(['../../etc/passwd', 'D-20261123-4f7a21c0/..', ''])('of %j is no draft', async (draftId) => {
		expect((await call({ query: { draftId, kind: 'hwpx' } })).status).toBe(422);
	});
});

describe('what is wrong with the settings', () => {
	it.each<[string, Wish, string]>([
		['no folder', { parameters: { draftFolder: '' } }, '초안 폴더'],
		['a relative folder', { parameters: { draftFolder: 'drafts' } }, '절대 경로'],
		['a folder that n8n may not use', { parameters: { draftFolder: '/etc/cityhall' } }, 'N8N_RESTRICT_FILE_ACCESS_TO'],
		['no city', { parameters: { city: ' ' } }, '시 이름'],
		['a folder of types that is not there', { parameters: { options: { profileFolder: '/nowhere' } } }, '폴더'],
		['no key', { ledgerKey: '' }, '대장 키'],
	])('(%s) is told on a page and to the script, and nothing is thrown', async (_title, wish, words) => {
		const page = await call(wish);
		expect(page).toMatchObject({ status: 422, items: [] });
		expect(page.body).toContain(words);
	});

	it('is told to the script in a sentence', async () => {
		const answer = await call({ parameters: { draftFolder: '/etc/cityhall' }, said: { sessionId: own(), message: TYPED } });
		expect(answer).toMatchObject({ status: 422, items: [] });
		expect(refusal(answer).remedy).toContain('N8N_RESTRICT_FILE_ACCESS_TO');
	});

	it('is only placed where nobody foresaw it', async () => {
		const answer = await call({ parameters: { options: { get profileFolder() { throw new Error(TYPED); } } } });
		expect(answer.status).toBe(500);
		expect(`${answer.body} ${answer.logged}`).not.toContain('뷁쀼');
	});
});
