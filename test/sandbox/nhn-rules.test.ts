import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';

import { type NhnAccount, type NhnOptions, type NhnSimulator, startNhn } from '../../sandbox/sms/nhn.mts';

const APP = 'SANDBOXAPPKEY001';
const SECRET = 'SANDBOXSECRET001';
const KAKAO = 'SANDBOXKAKAO0001';
const SENDER = '0310002114';
const SENDER_KEY = 'a'.repeat(40);

type Json = Record<string, unknown>;

let simulator: NhnSimulator;
let clock: number;

async function start(account: Partial<NhnAccount> = {}, options: Partial<NhnOptions> = {}): Promise<void> {
	clock = Date.parse('2026-11-23T09:30:00+09:00');
	simulator = await startNhn({
		accounts: [
			{
				appKey: APP,
				secretKey: SECRET,
				senders: ['031-000-2114'],
				templates: [{ templateId: 'T1', sendType: '0', body: '[시청] ##이름## 안내' }],
				alimTalk: { appKey: KAKAO, secretKey: SECRET, senderKey: SENDER_KEY, templates: [{ templateCode: 'K1', content: '#{차량} 안내' }] },
				...account,
			},
		],
		reportDelayMs: 60_000,
		seed: 7,
		now: () => clock,
		...options,
	});
}

afterEach(() => simulator.close());

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = { 'x-secret-key': SECRET }): Promise<{ status: number; header: { resultCode: number; isSuccessful: boolean }; body: Json; message: Json; all: Json }> {
	const response = await fetch(simulator.url + path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
	const all = (await response.json()) as Json;
	return { status: response.status, all, header: all.header as { resultCode: number; isSuccessful: boolean }, body: (all.body ?? {}) as Json, message: (all.message ?? {}) as Json };
}

const at = (path: string, appKey = APP) => `/sms/v3.0/appKeys/${appKey}${path}`;
const recipient = (recipientNo = '01000011234', more: Json = {}) => ({ recipientNo, recipientGroupingKey: 'a#1', ...more });
const request = (more: Json = {}) => ({ body: '안내', sendNo: SENDER, senderGroupingKey: 'b1', recipientList: [recipient()], ...more });
const send = async (more: Json = {}, kind: 'sms' | 'mms' = 'sms') => await call('POST', at(`/sender/${kind}`), request(more));
const code = async (more: Json = {}, kind: 'sms' | 'mms' = 'sms') => (await send(more, kind)).header.resultCode;
const items = (answer: { body: Json }) => (answer.body.data as { sendResultList: Json[] }).sendResultList;
const window = 'startCreateDate=2026-11-23%2009:00:00&endCreateDate=2026-11-23%2010:00:00';
const list = async (more = '', kind: 'sms' | 'mms' = 'sms') => (await call('GET', at(`/sender/${kind}?${window}${more}`))).body as { data: Json[]; totalCount: number };

describe('who asks', () => {
	it.each([
		['another app key', at('/sendNos', 'NOBODY'), { 'x-secret-key': SECRET }, -1000],
		['a wrong secret key', at('/sendNos'), { 'x-secret-key': 'wrong' }, -1001],
		['no secret key', at('/sendNos'), {}, -1001],
	])('%s is refused with HTTP 200 and a code in the header', async (_name, path, headers, resultCode) => {
		await start();
		expect(await call('GET', path, undefined, headers as Record<string, string>)).toMatchObject({ status: 200, header: { isSuccessful: false, resultCode } });
	});
});

describe('a request', () => {
	it('is answered with an id of 25 characters and one item for each recipient', async () => {
		await start();
		const answer = await send({ recipientList: [recipient(), recipient('01000011235', { recipientGroupingKey: 'b#1' })] });
		expect(answer.header).toMatchObject({ isSuccessful: true, resultCode: 0 });
		expect(String((answer.body.data as Json).requestId)).toMatch(/^20261123093000[0-9a-z]{11}$/);
		expect(items(answer).map((one) => [one.recipientSeq, one.resultCode, one.recipientGroupingKey])).toEqual([[1, 0, 'a#1'], [2, 0, 'b#1']]);
	});

	it.each<[string, Json, number]>([
		['without recipients', { recipientList: [] }, -2001],
		['for more than 1,000 recipients', { recipientList: Array.from({ length: 1_001 }, () => recipient()) }, -2016],
		['for a recipient without number', { recipientList: [{}] }, -2018],
		['from a number that is not registered', { sendNo: '0319999999' }, -2312],
		['without text', { body: '' }, -2014],
		['over 255 characters', { body: 'a'.repeat(256) }, -2015],
		['with an emoji', { body: '안내 😀' }, -2023],
		['for yesterday', { requestDate: '2026-11-22 10:00' }, -2022],
		['for a time that is none', { requestDate: '내일' }, -2000],
		['in 61 days', { requestDate: '2027-01-24 10:00' }, 4],
		['with a template that does not exist', { body: '', templateId: 'T9' }, -2110],
	])('%s is refused as a whole', async (_name, more, resultCode) => {
		await start();
		expect(await code(more)).toBe(resultCode);
		expect(simulator.oracle.deliveries()).toEqual([]);
	});

	it('with a bad number fails in its item, or as a whole where so set', async () => {
		await start();
		const recipientList = [recipient(), recipient('12'), recipient('01000001060')];
		expect(items(await send({ recipientList })).map(({ resultCode }) => resultCode)).toEqual([0, -2019, -2019]);
		await simulator.close();
		await start({ badNumber: 'request' });
		expect(await code({ recipientList })).toBe(-2019);
	});

	it('beyond the month’s quota is refused', async () => {
		await start({ quota: 1 });
		expect(await code()).toBe(0);
		expect([await code(), simulator.left(APP)]).toEqual([-2052, 0]);
	});

	it('fills its template, unless it brings a text of its own', async () => {
		await start();
		const recipientList = [recipient(undefined, { templateParameter: { 이름: '가나' } })];
		await send({ body: '', templateId: 'T1', recipientList });
		await send({ body: '그대로', templateId: 'T1', recipientList });
		expect(simulator.oracle.deliveries().map(({ text }) => text)).toEqual(['[시청] 가나 안내', '그대로']);
		expect(await code({ body: '', templateId: 'T1', recipientList, title: '제목' }, 'mms')).toBe(-2006);
	});

	it('with too long a text arrives cut', async () => {
		await start();
		await send({ body: '가'.repeat(50) });
		await send({ body: '나'.repeat(1_001), title: '다'.repeat(30) }, 'mms');
		expect(simulator.oracle.deliveries().map(({ bytes, subject }) => [bytes, subject?.length ?? 0])).toEqual([[90, 0], [2_000, 20]]);
	});

	it('with the console’s substitution arrives with question marks', async () => {
		await start({ substitute: true });
		expect(await code({ body: '안내 😀' })).toBe(0);
		expect(simulator.oracle.deliveries()[0]?.text).toBe('안내 ?');
	});

	it('that repeats a text within the duplicate block goes no further', async () => {
		await start({ duplicateBlockMinutes: 60 });
		await send();
		await send();
		expect((await list()).data.map(({ msgStatus, resultCode }) => [msgStatus, resultCode])).toEqual([['5', 'E915'], ['2', null]]);
		clock += 61 * 60_000;
		await send();
		expect(simulator.oracle.deliveries()).toHaveLength(2);
	});
});

describe('lists', () => {
	it('need a request id or an interval of at most a month', async () => {
		await start();
		const codeOf = async (query: string) => (await call('GET', at(`/sender/sms?${query}`))).header.resultCode;
		expect(await codeOf('senderGroupingKey=b1')).toBe(-2011);
		expect(await codeOf('startCreateDate=2026-10-01%2000:00:00&endCreateDate=2026-11-23%2000:00:00')).toBe(-4000);
		expect(await codeOf(`${window}&pageSize=1001`)).toBe(4);
	});

	it('filter by both grouping keys, and page by 15 unless asked otherwise', async () => {
		await start();
		await send({ recipientList: Array.from({ length: 20 }, (_, index) => recipient(undefined, { recipientGroupingKey: `n${index}#1` })) });
		await send({ senderGroupingKey: 'b2' });
		expect([(await list()).data.length, (await list()).totalCount, (await list('&pageNum=2')).data.length]).toEqual([15, 21, 6]);
		expect((await list('&senderGroupingKey=b2')).totalCount).toBe(1);
		expect((await list(`&recipientGroupingKey=${encodeURIComponent('n3#1')}`)).totalCount).toBe(1);
		expect((await list('', 'mms')).totalCount).toBe(0);
	});

	it('show the carriers’ result in this vendor’s codes', async () => {
		await start();
		await send({ recipientList: ['01000011234', '01000003032', '01000003043', '01000009001', '0310000000'].map((number) => recipient(number)) });
		simulator.flush();
		expect((await list()).data.map(({ msgStatus, resultCode }) => [msgStatus, resultCode]).reverse()).toEqual([['3', '1000'], ['0', '3001'], ['0', '2003'], ['2', null], ['0', '3000']]);
	});

	it('lag where told to', async () => {
		await start({}, { faults: [{ step: 'find', fault: 'listLag', ms: 60_000 }] });
		await send();
		expect((await list()).totalCount).toBe(0);
		clock += 60_000;
		expect((await list()).totalCount).toBe(1);
	});
});

describe('a reservation', () => {
	const reserve = async (batch: string) => await send({ requestDate: '2026-11-23 10:00', senderGroupingKey: batch });

	it('waits outside the list of sent messages, without our keys', async () => {
		await start();
		await reserve('b1');
		expect((await list()).totalCount).toBe(0);
		const { data } = (await call('GET', at(`/reservations?${window}&messageStatus=RESERVED`))).body as { data: Json[] };
		expect(data).toEqual([expect.objectContaining({ recipientNo: '01000011234', body: '안내', messageStatus: 'RESERVED' })]);
		expect(Object.keys(data[0] ?? {})).not.toContain('recipientGroupingKey');
		simulator.flush();
		expect((await list()).totalCount).toBe(1);
	});

	it('is cancelled by its batch, and told so only on the second question', async () => {
		await start();
		await reserve('b1');
		await reserve('b2');
		const searchParameter = { sendType: '0', startCreateDate: '2026-11-23 09:00', endCreateDate: '2026-11-23 10:00', senderGroupingKey: 'b1' };
		const started = await call('PUT', at('/reservations/search-cancels'), { searchParameter, updateUser: 'test' });
		const { reservationCancelId, reservationCancelStatus } = started.body.data as { reservationCancelId: string; reservationCancelStatus: string };
		const ask = async () => ((await call('GET', at(`/reservations/search-cancels?reservationCancelId=${reservationCancelId}`))).body.data as Json[])[0];
		expect([reservationCancelStatus, (await ask())?.reservationCancelStatus]).toEqual(['READY', 'PROCESSING']);
		expect(await ask()).toMatchObject({ reservationCancelStatus: 'COMPLETED', totalCount: 1, successCount: 1 });
		simulator.flush();
		expect(simulator.oracle.deliveries()).toHaveLength(1);
	});
});

describe('an AlimTalk', () => {
	const path = `/alimtalk/v2.3/appkeys/${KAKAO}/messages`;
	const resend = { isResend: true, resendType: 'SMS', resendContent: '대체 문안', resendSendNo: SENDER };
	const talk = async (to: string, headers: Record<string, string> = {}, resendParameter: Json = resend) =>
		await call('POST', path, { senderKey: SENDER_KEY, templateCode: 'K1', senderGroupingKey: 'b1', recipientList: [recipient(to, { templateParameter: { 차량: '1234' }, resendParameter })] }, { 'x-secret-key': SECRET, ...headers });
	const found = async () => (await call('GET', `${path}?${window.replaceAll(':00&', '&').replace(/:00$/, '')}`)).all.messageSearchResultResponse as { messages: Json[] };

	it('falls back to text where Kakao fails, and nowhere else', async () => {
		await start();
		await talk('01000011234');
		await talk('01000008019');
		simulator.flush();
		expect(simulator.oracle.deliveries().map(({ type, text }) => [type, text])).toEqual([['ATA', '1234 안내'], ['SMS', '대체 문안']]);
		expect((await found()).messages.map(({ messageStatus, resultCode, resendStatus }) => [messageStatus, resultCode, resendStatus])).toEqual([['FAILED', '3019', 'RSC04'], ['COMPLETED', '1000', 'RSC02']]);
	});

	it('does not fall back where it is told not to', async () => {
		await start();
		await talk('01000008019', {}, { isResend: false });
		simulator.flush();
		expect([simulator.oracle.deliveries(), (await found()).messages[0]?.resendStatus]).toEqual([[], 'RSC01']);
	});

	it('is refused for ten minutes under the same idempotency key', async () => {
		await start();
		const headers = { 'x-nc-api-idempotency-key': 'one' };
		expect((await talk('01000011234', headers)).header.resultCode).toBe(0);
		expect((await talk('01000011234', headers)).header.resultCode).toBe(-1005);
		clock += 10 * 60_000;
		expect((await talk('01000011234', headers)).header.resultCode).toBe(0);
	});
});

describe('the webhook', () => {
	let receiver: Server;
	let hooks: Array<{ headers: IncomingHttpHeaders; body: Json }>;
	let wake: () => void;
	let statuses: number[];

	beforeEach(async () => {
		hooks = [];
		statuses = [];
		wake = () => undefined;
		receiver = createServer((incoming, response) => {
			let text = '';
			incoming.on('data', (chunk) => (text += String(chunk)));
			incoming.on('end', () => {
				hooks.push({ headers: incoming.headers, body: JSON.parse(text) as Json });
				response.writeHead(statuses.shift() ?? 200).end();
				wake();
			});
		});
		await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
	});

	afterEach(() => new Promise((resolve) => receiver.close(resolve)));

	const target = () => {
		const address = receiver.address();
		return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
	};

	async function arrived(count: number): Promise<void> {
		while (hooks.length < count) await new Promise<void>((resolve) => (wake = resolve));
	}

	it('brings results with the fixed signature and the samples’ own spelling', async () => {
		await start({}, { webhook: { url: target(), signature: 'typed-in-console' } });
		await send();
		simulator.flush();
		await arrived(1);
		expect(hooks[0]?.headers['x-toast-webhook-signature']).toBe('typed-in-console');
		expect(hooks[0]?.body).toMatchObject({ productName: 'SMS', appKey: APP, event: 'MESSAGE_RESULT_UPDATE' });
		const [hook] = hooks[0]?.body.hooks as Json[];
		expect(hook).toMatchObject({ messageStatus: 'COMPLETED', resultCode: '1000', recipientGropuingKey: 'a#1', senderGroupingKey: 'b1', recipientSeq: 1 });
		expect([Object.keys(hook ?? {}).includes('recipientGroupingKey'), Object.keys(hook ?? {}).includes('_link')]).toEqual([false, true]);
	});

	it('comes again where it was not taken', async () => {
		statuses = [503, 401];
		await start({}, { webhook: { url: target() } });
		await send();
		simulator.flush();
		await arrived(3);
		expect(new Set(hooks.map(({ body }) => body.hooksId)).size).toBe(1);
		expect(hooks[0]?.headers['x-toast-webhook-signature']).toBeUndefined();
	});
});
