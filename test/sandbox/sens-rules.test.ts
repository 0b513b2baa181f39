import { createHmac } from 'node:crypto';
import { startSens, type FaultRule, type SensOptions, type SensSimulator } from '../../sandbox/sms/sens.mts';

const KEY = 'SANDBOXKEY';
const SECRET = 'SANDBOXSECRET';
const SERVICE = 'ncp:sms:kr:000000000000:city';
const SENDER = '0310002114';

let simulator: SensSimulator;
let clock: number;

async function start(options: Partial<SensOptions> = {}): Promise<void> {
	simulator = await startSens({
		accounts: [
			{ accessKey: KEY, secretKey: SECRET, serviceId: SERVICE, senders: [SENDER] },
			{ accessKey: 'OTHER', secretKey: SECRET, serviceId: 'ncp:sms:kr:1:other', senders: [SENDER] },
		],
		reportDelayMs: 60_000,
		seed: 7,
		now: () => clock,
		...options,
	});
}

beforeEach(async () => {
	clock = Date.parse('2026-11-23T09:30:00+09:00');
	await start();
});

afterEach(() => simulator.close());

interface Answer {
	status: number;
	body: Record<string, unknown>;
}

interface Signing {
	key?: string;
	secret?: string;
	at?: number;
	/** What is signed in place of the path. */
	path?: string;
}

async function call(method: string, path: string, body?: unknown, signing: Signing = {}): Promise<Answer> {
	const timestamp = String(signing.at ?? clock);
	const key = signing.key ?? KEY;
	const signature = createHmac('sha256', signing.secret ?? SECRET).update(`${method} ${signing.path ?? path}\n${timestamp}\n${key}`).digest('base64');
	const response = await fetch(simulator.url + path, {
		method,
		headers: { 'x-ncp-apigw-timestamp': timestamp, 'x-ncp-iam-access-key': key, 'x-ncp-apigw-signature-v2': signature },
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	const text = await response.text();
	return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
}

const BASE = `/sms/v2/services/${SERVICE}`;
const request = (changes: Record<string, unknown> = {}) => ({ type: 'SMS', from: SENDER, content: '안내', messages: [{ to: '01020001111' }], ...changes });

async function sent(changes: Record<string, unknown> = {}, faults: FaultRule[] = []): Promise<string> {
	simulator.faults.set(faults);
	return String((await call('POST', `${BASE}/messages`, request(changes))).body.requestId);
}

async function listed(query: string): Promise<Array<Record<string, unknown>>> {
	const { body } = await call('GET', `${BASE}/messages?${query}`);
	return (body.messages ?? []) as Array<Record<string, unknown>>;
}

describe('the signature', () => {
	it.each<[string, Signing]>([
		['an unknown key', { key: 'NOBODY' }],
		['a wrong secret', { secret: 'wrong' }],
		['a clock six minutes ahead', { at: Date.parse('2026-11-23T09:36:00+09:00') }],
		['a clock six minutes behind', { at: Date.parse('2026-11-23T09:24:00+09:00') }],
		['a path signed without its query', { path: `${BASE}/messages` }],
		['a path signed in another writing', { path: `${BASE.replaceAll(':', '%3A')}/messages?requestId=r` }],
	])('%s is refused by the API gateway', async (_name, signing) => {
		expect(await call('GET', `${BASE}/messages?requestId=r`, undefined, signing)).toMatchObject({ status: 401, body: { error: { errorCode: '200' } } });
	});

	it('holds for a service of the same account alone', async () => {
		expect((await call('GET', '/sms/v2/services/ncp:sms:kr:1:other/messages?requestId=r')).status).toBe(403);
	});

	it('is good for colons written either way, as long as both writings agree', async () => {
		expect((await call('POST', `${BASE.replaceAll(':', '%3A')}/messages`, request())).status).toBe(202);
	});
});

describe('sending', () => {
	it('is accepted with an id for the whole call and none for a message', async () => {
		const { status, body } = await call('POST', `${BASE}/messages`, request());
		expect(status).toBe(202);
		expect(body).toEqual({ requestId: expect.any(String), requestTime: '2026-11-23T09:30:00', statusCode: '202', statusName: 'success' });
	});

	it.each([
		['101 messages', { messages: Array.from({ length: 101 }, () => ({ to: '01020001111' })) }],
		['no messages', { messages: [] }],
		['a number with hyphens', { messages: [{ to: '010-2000-1111' }] }],
		['a number too short', { messages: [{ to: '01020001111' }, { to: '0102' }] }],
		['a type nobody knows', { type: 'TELEX' }],
		['no text for all', { content: '' }],
		['an unregistered sender number', { from: '0319999999' }],
		['a reservation in the past', { reserveTime: '2026-11-23 09:29' }],
		['a reservation with seconds', { reserveTime: '2026-11-24 09:30:00' }],
	])('with %s refuses the whole call', async (_name, changes) => {
		expect(await call('POST', `${BASE}/messages`, request(changes))).toMatchObject({ status: 400, body: { status: 400, errors: 'Bad Request' } });
		expect(simulator.oracle.deliveries()).toEqual([]);
	});

	it('takes each message’s own text before the text for all', async () => {
		await sent({ messages: [{ to: '01020001111', content: '하나' }, { to: '01020001112' }] });
		expect(simulator.oracle.deliveries().map(({ text }) => text)).toEqual(['하나', '안내']);
	});

	it.each([
		['SMS', '가'.repeat(46), '가'.repeat(45)],
		['SMS', `${'a'.repeat(89)}가`, 'a'.repeat(89)],
		['LMS', '가'.repeat(1_001), '가'.repeat(1_000)],
	])('cuts a %s that is too long without a word, and lists it as it was asked for', async (type, content, received) => {
		const requestId = await sent({ type, content });
		expect(simulator.oracle.deliveries().map(({ text }) => text)).toEqual([received]);
		expect(await listed(`requestId=${requestId}`)).toEqual([expect.objectContaining({ content })]);
	});

	it('cuts a title and sends an MMS without a picture as LMS', async () => {
		await sent({ type: 'MMS', subject: '가'.repeat(21) });
		expect(simulator.oracle.deliveries()).toEqual([expect.objectContaining({ type: 'LMS', subject: '가'.repeat(20) })]);
	});

	it('accepts a character that phones lack and fails the message later', async () => {
		const requestId = await sent({ content: '축하 🎉' });
		simulator.flush();
		expect(simulator.oracle.deliveries()).toEqual([]);
		expect(await listed(`requestId=${requestId}`)).toEqual([expect.objectContaining({ status: 'COMPLETED', statusName: 'fail' })]);
	});

	it('that is refused in part is refused as a whole, and so is every call with one of those numbers', async () => {
		simulator.faults.set([{ step: 'submit', fault: 'partial', share: 0.3, nth: 1 }]);
		const numbers = Array.from({ length: 10 }, (_, index) => `0102000111${index}`);
		const statuses: number[] = [];
		for (const some of [numbers, ...numbers.map((to) => [to])]) statuses.push((await call('POST', `${BASE}/messages`, request({ messages: some.map((to) => ({ to })) }))).status);
		expect([statuses[0], statuses.slice(1).filter((status) => status === 400).length]).toEqual([400, 3]);
		expect(simulator.oracle.deliveries()).toHaveLength(7);
	});

	it('beyond the quota is forbidden as a whole', async () => {
		simulator.setQuota(KEY, 1);
		expect((await call('POST', `${BASE}/messages`, request({ messages: [{ to: '01020001111' }, { to: '01020001112' }] }))).status).toBe(403);
		expect((await call('POST', `${BASE}/messages`, request())).status).toBe(202);
		expect((await call('POST', `${BASE}/messages`, request())).status).toBe(403);
	});
});

describe('error bodies', () => {
	it('differ between the clouds', async () => {
		const asked = async () => (await call('GET', `${BASE}/messages`)).body;
		expect(await asked()).toEqual({ status: 400, errors: 'Bad Request', errorMessage: expect.any(String) });
		await simulator.close();
		await start({ cloud: 'public' });
		expect(await asked()).toEqual({ status: 400, error: 'Bad Request', message: expect.any(String) });
	});
});

describe('the list', () => {
	const at = (time: string) => encodeURIComponent(`2026-11-23 ${time}`);

	it('goes by request or by time, and an empty result is 404', async () => {
		const requestId = await sent();
		expect(await listed(`requestId=${requestId}`)).toHaveLength(1);
		expect(await listed(`requestStartTime=${at('09:29:59')}&requestEndTime=${at('09:30:00')}`)).toHaveLength(1);
		expect((await call('GET', `${BASE}/messages?requestStartTime=${at('09:30:01')}&requestEndTime=${at('10:00:00')}`)).status).toBe(404);
		expect((await call('GET', `${BASE}/messages?requestId=none`)).status).toBe(404);
	});

	it.each([
		['nothing to go by', 'pageSize=20'],
		['only a beginning', `requestStartTime=${encodeURIComponent('2026-11-23 09:00:00')}`],
		['a time in another writing', 'requestStartTime=2026-11-23T09:00:00Z&requestEndTime=2026-11-23T10:00:00Z'],
		['more than 30 days', `requestStartTime=${encodeURIComponent('2026-10-01 00:00:00')}&requestEndTime=${encodeURIComponent('2026-11-23 10:00:00')}`],
		['more than a day of completions', `completeStartTime=${encodeURIComponent('2026-11-20 00:00:00')}&completeEndTime=${encodeURIComponent('2026-11-23 10:00:00')}`],
	])('asked for %s is refused', async (_name, query) => {
		await sent();
		expect((await call('GET', `${BASE}/messages?${query}`)).status).toBe(400);
	});

	it('shows the state, the completed ones by the time of completion too', async () => {
		await sent({ messages: [{ to: '01020001111' }, { to: '01000003032' }, { to: '01000009000' }] });
		clock += 60_000;
		simulator.flush();
		const completed = await listed(`completeStartTime=${at('09:31:00')}&completeEndTime=${at('09:31:00')}`);
		expect(completed.map(({ to, status, statusCode, statusName }) => [to, status, statusCode, statusName])).toEqual([
			['01020001111', 'COMPLETED', '0', 'success'],
			['01000003032', 'COMPLETED', '3001', 'fail'],
		]);
	});

	it('pages by token', async () => {
		const requestId = await sent({ messages: Array.from({ length: 50 }, (_, index) => ({ to: `010200011${String(index).padStart(2, '0')}` })) });
		const first = (await call('GET', `${BASE}/messages?requestId=${requestId}`)).body;
		expect([(first.messages as unknown[]).length, first.hasMore]).toEqual([20, true]);
		const rest = (await call('GET', `${BASE}/messages?requestId=${requestId}&pageSize=100&nextToken=${String(first.nextToken)}`)).body;
		expect([(rest.messages as unknown[]).length, rest.hasMore, rest.nextToken]).toEqual([30, false, undefined]);
	});

	it('that lags shows what was', async () => {
		const requestId = await sent();
		simulator.faults.set([{ step: 'find', fault: 'listLag', ms: 30_000 }]);
		clock += 10_000;
		expect(await listed(`requestId=${requestId}`)).toEqual([]);
		clock += 30_000;
		expect(await listed(`requestId=${requestId}`)).toHaveLength(1);
	});
});

describe('a reservation', () => {
	const status = async (requestId: string) => (await call('GET', `${BASE}/reservations/${requestId}/reserve-status`)).body.reserveStatus;

	it('waits unlisted, goes out, and cannot be cancelled then', async () => {
		const requestId = await sent({ reserveTime: '2026-11-24 09:30', reserveTimeZone: 'Asia/Seoul' });
		expect([await status(requestId), await listed(`requestId=${requestId}`), simulator.oracle.deliveries()]).toEqual(['READY', [], []]);
		simulator.flush();
		expect([await status(requestId), simulator.oracle.deliveries().length]).toEqual(['DONE', 1]);
		expect((await call('DELETE', `${BASE}/reservations/${requestId}`)).status).toBe(400);
	});

	it('is cancelled once', async () => {
		const requestId = await sent({ reserveTime: '2026-11-24 09:30' });
		expect((await call('DELETE', `${BASE}/reservations/${requestId}`)).status).toBe(204);
		expect((await call('DELETE', `${BASE}/reservations/${requestId}`)).status).toBe(400);
		simulator.flush();
		expect([await status(requestId), simulator.oracle.deliveries()]).toEqual(['CANCELED', []]);
	});

	it('there is none for a call sent at once', async () => {
		const requestId = await sent();
		expect((await call('DELETE', `${BASE}/reservations/${requestId}`)).status).toBe(404);
	});
});
