import { DatabaseSync } from 'node:sqlite';

import type { IDataObject, INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';

import { deskKey, signPass } from '../../../lib/privacy/desk-pass';
import { Fingerprinter } from '../../../lib/privacy/fingerprint';
import { parseKey } from '../../../lib/privacy/keys';
import { composeNotice } from '../../../lib/sms/compose';
import { NoticeDesk } from '../../../nodes/NoticeDesk/NoticeDesk.node';
import { CONTACT, NoticeCity, personalIn, personOf, prepareRun, RUN_ID } from '../../support/notice-city';

const DESK = 'http://n8n.city.example/webhook/notice-desk';
const PAGES = ['inquiry', 'runs', 'tasks', 'mail', 'forms', 'corrections'];
let email = 0;

interface Answer {
	status: number;
	headers: Record<string, string>;
	body: string;
	/** Everything the flow gets. */
	items: INodeExecutionData[];
	logged: string;
}

let city: NoticeCity;
/** Another person in each test: the limit of inquiries is counted by person. */
let account: string;
beforeEach(() => {
	city = new NoticeCity();
	account = `kim${++email}@city.example`;
});
afterEach(async () => await city.close());

const session = (name = '김모의') =>
	signPass(deskKey(parseKey(city.ledgerKey, '대장 키')), { id: 'x', kind: 'session', staff: { email: account, name }, since: Date.now(), until: Date.now() + 60_000 });

interface Wish {
	parameters?: IDataObject;
	query?: Record<string, string>;
	form?: Record<string, string>;
	headers?: Record<string, string>;
	cookie?: string;
}

/** One request to the desk, as n8n hands it to the node. */
async function call({ parameters = {}, query = {}, form, headers = {}, cookie = `cityhall-desk=${session()}` }: Wish = {}): Promise<Answer> {
	const answer: Answer = { status: 200, headers: {}, body: '', items: [], logged: '' };
	const values: IDataObject = { pages: PAGES, path: 'notice-desk', loginPath: 'login', allowedUsers: '', campaign: 'vehicle-exemption-weekly', ...CONTACT, options: {}, ...parameters };
	const own = form === undefined ? {} : { origin: 'http://n8n.city.example', 'content-type': 'application/x-www-form-urlencoded' };
	const request = { method: form === undefined ? 'GET' : 'POST', protocol: 'http', query, body: form, headers: { host: 'n8n.city.example', cookie, ...own, ...headers } };
	const ctx = {
		getNodeParameter: (name: string, otherwise: unknown) => values[name] ?? otherwise,
		getRequestObject: () => request,
		getResponseObject: () => ({
			status: (status: number) => void (answer.status = status),
			setHeader: (name: string, value: string) => void (answer.headers[name] = value),
			end: (body: string) => void (answer.body = body),
		}),
		getWebhookResourceUrl: () => DESK,
		getCredentials: async (type: string) => await Promise.resolve(city.credentials()[type]),
		getWorkflow: () => ({ id: 'w1', name: '창구', active: true }),
		getMode: () => 'webhook',
		getNode: () => ({ id: 'n', name: '창구', type: 'noticeDesk', typeVersion: 1, position: [0, 0], parameters: {} }),
		logger: { error: (line: string) => void (answer.logged += line) },
	};
	const result = await new NoticeDesk().webhook.call(ctx as unknown as IWebhookFunctions);
	expect(result.noWebhookResponse).toBe(true);
	answer.items = (result.workflowData ?? []).flat();
	return answer;
}

const sql = (statement: string, ...values: string[]) => {
	const database = new DatabaseSync(city.ledgerPath);
	const rows = database.prepare(statement).all(...values);
	database.close();
	return rows;
};

const fingerprints = () => new Fingerprinter(parseKey(String(city.credentials().cityhallPersonalDataKeyApi?.fingerprintKey), '대조값 키'));

/** A prepared run whose receipts can be asked for. */
async function prepared(...numbers: number[]): Promise<void> {
	const rows = numbers.map((n) => {
		const { phone, plate } = personOf(n);
		return city.receipt(n, { phoneFingerprint: fingerprints().of('phone', phone), plateFingerprint: fingerprints().of('plate', plate) });
	});
	expect((await prepareRun(city, rows)).error).toBeUndefined();
}

/** As if the run had been sent and had arrived; returns the texts. */
async function delivered(): Promise<string[]> {
	return await city.withLedger(async (ledger) => {
		const texts: string[] = [];
		for (const notice of await ledger.reservedNotices(RUN_ID, 100)) {
			const composed = composeNotice(city.seals, notice);
			if (!composed.ok) throw new Error(composed.reason);
			sql(`UPDATE notice SET state = 'delivered', attempt = 1, submitted_at = '2026-11-23T09:10:00+09:00', settled_at = '2026-11-23T09:11:00+09:00', text_hash = ? WHERE notice_key = ?`, composed.textHash, notice.noticeKey);
			texts.push(composed.message.text);
		}
		return texts;
	});
}

const inquiry = (value: string, by = 'plate') => ({ page: 'inquiry', act: 'inquire', by, value, reason: 'period' });

describe('who is let in', () => {
	it.each([
		['nobody', ''],
		['a forged session', 'cityhall-desk=eyJpZCI6IngifQ.abc'],
		['an n8n session alone', 'n8n-auth=abc'],
	])('is not %s', async (_title, cookie) => {
		const answer = await call({ cookie });
		expect(answer).toMatchObject({ status: 401, items: [] });
		expect(answer.body).toContain('../form/login');
		expect(answer.body).not.toContain(CONTACT.organisation);
	});

	it('is a ticket once', async () => {
		const ticket = signPass(deskKey(parseKey(city.ledgerKey, '대장 키')), { id: account, kind: 'ticket', staff: { email: account, name: '김모의' }, since: 0, until: Date.now() + 60_000 });
		const first = await call({ query: { ticket }, cookie: '' });
		expect(first).toMatchObject({ status: 303, headers: { location: '?', 'set-cookie': expect.stringMatching(/^cityhall-desk=\S+; Path=\/webhook\/notice-desk; Max-Age=3600; HttpOnly; SameSite=Strict$/) } });
		expect((await call({ query: { ticket }, cookie: '' })).status).toBe(401);
	});

	it('is not an account that is not among those allowed', async () => {
		expect((await call({ parameters: { allowedUsers: 'lee@city.example' } })).status).toBe(403);
		expect((await call({ parameters: { allowedUsers: `lee@city.example, ${account.toUpperCase()}` } })).status).toBe(200);
	});

	it.each([
		['another origin', { origin: 'http://evil.example' }],
		['a hidden origin', { origin: 'null' }],
		['another site, as the browser says', { 'sec-fetch-site': 'cross-site' }],
	])('is not a form of %s', async (_title, headers) => {
		expect(await call({ form: { page: 'runs', act: 'stop', runId: RUN_ID }, headers })).toMatchObject({ status: 403, items: [] });
	});

	it('gets the secure cookie behind HTTPS', async () => {
		expect((await call({ headers: { 'x-forwarded-proto': 'https' } })).headers['set-cookie']).toContain('; Secure');
	});
});

describe('a page', () => {
	it.each(PAGES)('%s starts no execution, runs no script and has a label for each control', async (page) => {
		await prepared(1, 2);
		const { status, headers, body, items } = await call({ query: { page } });
		expect({ status, items }).toEqual({ status: 200, items: [] });
		expect(headers['content-security-policy']).toContain("default-src 'none'");
		expect(headers['cache-control']).toBe('no-store');
		expect(body).not.toMatch(/<script|javascript:|\son\w+=|https?:\/\//i);
		for (const [, id] of body.matchAll(/<(?:input(?! type="(?:hidden|radio|checkbox)")|select|textarea)[^>]*\sid="(\w+)"/g)) expect(body).toContain(`<label for="${id}">`);
		expect(personalIn(body, 1, 2)).toEqual([]);
	});

	it('shows names as text', async () => {
		const { body } = await call({ cookie: `cityhall-desk=${session('<b onload=x>')}` });
		expect(body).toContain('&lt;b onload=x&gt;');
		expect(body).not.toContain('<b onload');
	});

	it('of the desk only: one that is switched off is not shown', async () => {
		const { body } = await call({ parameters: { pages: ['runs'] }, query: { page: 'inquiry' } });
		expect(body).toContain('<h1>회차 현황</h1>');
		expect(body).not.toContain('문의 응대');
	});
});

describe('an inquiry', () => {
	it('by plate or phone shows the text as it was sent, on record before it is opened', async () => {
		await prepared(1);
		const [text = ''] = await delivered();
		for (const [value, by] of [[personOf(1).plate, 'plate'], [` ${personOf(1).phone.slice(0, 3)}-${personOf(1).phone.slice(3)}`, 'phone']] as const) {
			const { body, items } = await call({ form: { ...inquiry(value, by), requestId: by } });
			expect(body).toContain(text.replaceAll("'", '&#39;'));
			expect(items).toEqual([{ json: expect.objectContaining({ page: 'inquiry', by, found: 1, staff: '김모의', account, reason: '의무보유 기간·주의 기한 문의' }) }]);
			expect(personalIn(JSON.stringify(items), 1)).toEqual([]);
		}
		const events = sql(`SELECT kind FROM event WHERE kind IN ('inquiry.answered', 'personal.opened')`).map(({ kind }) => kind);
		expect(events.slice(-4)).toEqual(['inquiry.answered', 'personal.opened', 'inquiry.answered', 'personal.opened']);
		expect(personalIn(city.ledgerBytes(), 1)).toEqual([]);
	});

	it('does not show a text that is not the one sent', async () => {
		await prepared(1);
		const [text = ''] = await delivered();
		sql(`UPDATE notice SET text_hash = 'other'`);
		const { body } = await call({ form: inquiry(personOf(1).plate) });
		expect(body).toContain('확인값과 달라');
		expect(body).not.toContain(text);
	});

	it('says so where the contacts are purged', async () => {
		await prepared(1);
		await delivered();
		sql('UPDATE notice SET sealed = NULL');
		expect((await call({ form: inquiry(personOf(1).plate) })).body).toContain('보존기간이 지나 연락처를 파기하여');
	});

	it('repeats nothing of what was typed, found or not', async () => {
		for (const value of ['99하7391', '남궁심은1', '']) {
			const { body, items, logged } = await call({ form: { ...inquiry(value), memo: value } });
			if (value !== '') expect(body + JSON.stringify(items) + logged).not.toContain(value);
		}
	});

	it('that was one too many may be asked again from the page that says so', async () => {
		const parameters = { options: { inquiryLimit: 1 } };
		await call({ parameters, form: inquiry('99하7391') });
		const { status, body } = await call({ parameters, form: { ...inquiry('99하7391'), requestId: 'used' } });
		expect(status).toBe(429);
		const requestId = /name="requestId" value="([^"]+)"/.exec(body)?.[1] ?? '';
		expect((await call({ parameters, form: { ...inquiry('99하7391'), requestId } })).status).toBe(429);
	});

	it('is refused and put on record where one person makes too many', async () => {
		const statuses: number[] = [];
		for (let i = 0; i < 4; i++) statuses.push((await call({ parameters: { options: { inquiryLimit: 3 } }, form: inquiry('99하7391') })).status);
		expect(statuses).toEqual([200, 200, 200, 429]);
		expect(sql(`SELECT kind FROM event WHERE kind LIKE 'inquiry.%' ORDER BY seq`).map(({ kind }) => kind)).toEqual(['inquiry.answered', 'inquiry.answered', 'inquiry.answered', 'inquiry.refused']);
	});
});

describe('an act', () => {
	const stop = { page: 'runs', act: 'stop', runId: RUN_ID, requestId: 'once' };

	it('is done once and given to the flow once, however often the form is sent', async () => {
		await prepared(1, 2);
		const [first, second] = [await call({ form: stop }), await call({ form: stop })];
		expect(first).toMatchObject({ status: 303, headers: { location: '?page=runs&done=stopped' } });
		expect(first.items).toEqual([{ json: expect.objectContaining({ page: 'runs', act: 'stopRest', runId: RUN_ID, stopped: 2 }) }]);
		expect(second).toMatchObject({ headers: { location: '?page=runs&done=again' }, items: [] });
		expect(sql('SELECT stopped_by FROM run')).toEqual([{ stopped_by: `김모의(${account})` }]);
	});

	it('sent twice at the same moment is done once; the ledger keeps a mark of it for all processes, and nobody\'s name', async () => {
		await prepared(1, 2);
		const places = (await Promise.all([call({ form: stop }), call({ form: stop })])).map(({ headers }) => headers.location);
		expect(places.sort()).toEqual(['?page=runs&done=again', '?page=runs&done=stopped']);
		expect(sql(`SELECT name FROM meta WHERE name LIKE 'once:form:%'`)).toEqual([{ name: expect.stringMatching(/^once:form:[\w-]{43}$/) }]);
		expect((await call({ query: { page: 'runs', done: 'again' } })).body).toContain('이미 받은 요청');
	});

	it('that is refused says why and what to do, and may be sent again', async () => {
		for (let i = 0; i < 2; i++) {
			const answer = await call({ form: { ...stop, runId: 'none' } });
			expect(answer).toMatchObject({ status: 422, items: [] });
			expect(answer.body).toContain('role="alert"');
		}
	});

	it('that fails unforeseen shows its place in the code, never its words', async () => {
		await prepared(1);
		city.overrides = { cityhallLedgerApi: { path: `${city.ledgerPath}/12가3456.sqlite` } };
		const answer = await call({ form: stop });
		expect(answer.status).toBeGreaterThanOrEqual(422);
		expect(answer.items).toEqual([]);
		expect(answer.body + answer.logged).not.toContain('12가3456');
	});

	it.each([
		['of a file may be vouched for', { sourceKind: 'file', contentHash: 'c' }, '그대로 진행합니다'],
		['of the control total may not', { controlTotal: { count: 9, reliefSum: 0 }, matches: false }, '원인을 바로잡은 뒤'],
	] as const)('hold %s', async (_title, summary, words) => {
		const rows = [city.receipt(1, { appearedOn: '2026-10-01' })];
		await prepareRun(city, rows, { summary });
		const confirm = await call({ query: { page: 'runs', confirm: 'release', runId: RUN_ID } });
		expect(confirm.body).toContain(words);
		const accept: Record<string, string> = words.includes('그대로') ? { accept: 'yes' } : {};
		const released = await call({ form: { page: 'runs', act: 'release', runId: RUN_ID, requestId: words, ...accept } });
		expect(released.headers.location).toBe('?page=runs&done=released');
		expect(sql('SELECT holds FROM run')).toEqual([{ holds: '[]' }]);
	});

	it('prepares a run anew that waits for approval, so that a mended text takes effect', async () => {
		await prepared(1);
		expect((await call({ query: { page: 'runs' } })).body).toContain('다시 준비');
		expect((await call({ query: { page: 'runs', confirm: 'release', runId: RUN_ID } })).body).toContain('다시 준비하겠습니까?');
		const released = await call({ form: { page: 'runs', act: 'release', runId: RUN_ID, requestId: 'anew' } });
		expect(released.headers.location).toBe('?page=runs&done=released');
		expect(sql('SELECT stage, lease_until FROM run')).toEqual([{ stage: 'opened', lease_until: 0 }]);
	});

	it('corrects only what was told, in words without anything personal', async () => {
		await prepared(1);
		const request = (more: Record<string, string>) => ({ page: 'corrections', act: 'request', receiptKey: '4115000-2026-000001', reason: '감면 신청 취하', text: '해당 차량의 감면 결정 내용이 바뀌었습니다.', ...more });
		const faulty: Array<Record<string, string>> = [{ text: '문의 010-7391-0001로 하시기 바랍니다.' }, { reason: '12가0001 취하' }, { receiptKey: '4115000-2026-999999' }, { text: '' }];
		for (const more of faulty) {
			expect(await call({ form: request(more) })).toMatchObject({ status: 422, items: [] });
		}
		expect(await call({ form: request({}) })).toMatchObject({ status: 422, items: [], body: expect.stringContaining('안내한 기록이 없어') });
		await delivered();
		const { items } = await call({ form: request({ requestId: 'r1' }) });
		expect(items).toEqual([{ json: expect.objectContaining({ page: 'corrections', receiptKey: '4115000-2026-000001', requestId: 'r1', text: '해당 차량의 감면 결정 내용이 바뀌었습니다.' }) }]);
	});
});
