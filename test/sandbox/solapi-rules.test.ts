import { createHmac, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { startSolapi, type FaultRule, type SolapiSimulator } from '../../sandbox/sms/solapi.mts';

const KEY = 'NCSSANDBOX000001';
const SECRET = 'SANDBOXSECRETSANDBOXSECRET000001';
const SENDER = '0310002114';

interface Answer {
	status: number;
	body: Record<string, unknown>;
	headers: Headers;
}

let simulator: SolapiSimulator;
let clock: number;

beforeEach(async () => {
	clock = Date.parse('2026-11-23T09:30:00+09:00');
	simulator = await startSolapi({
		accounts: [{ apiKey: KEY, apiSecret: SECRET, balance: 1_000_000, senders: [SENDER] }],
		reportDelayMs: 60_000,
		seed: 7,
		now: () => clock,
	});
});

afterEach(() => simulator.close());

function authorization(changes: { apiKey?: string; secret?: string; at?: number; salt?: string } = {}): string {
	const date = new Date(changes.at ?? clock).toISOString();
	const salt = changes.salt ?? randomBytes(16).toString('hex');
	const signature = createHmac('sha256', changes.secret ?? SECRET).update(date + salt).digest('hex');
	return `HMAC-SHA256 apiKey=${changes.apiKey ?? KEY}, date=${date}, salt=${salt}, signature=${signature}`;
}

async function call(method: string, path: string, body?: unknown, header = authorization()): Promise<Answer> {
	const response = await fetch(simulator.url + path, { method, headers: { authorization: header }, ...(body !== undefined && { body: JSON.stringify(body) }) });
	return { status: response.status, body: (await response.json()) as Record<string, unknown>, headers: response.headers };
}

const message = (changes: Record<string, unknown> = {}) => ({ to: '01000011234', from: SENDER, text: '안내', customFields: { k: 'a' }, ...changes });

async function group(allowDuplicates = true): Promise<string> {
	return String((await call('POST', '/messages/v4/groups', { allowDuplicates })).body.groupId);
}

async function codes(messages: unknown[], allowDuplicates = true): Promise<unknown[]> {
	const { body } = await call('PUT', `/messages/v4/groups/${await group(allowDuplicates)}/messages`, { messages });
	return (body.resultList as Array<{ statusCode: string }>).map(({ statusCode }) => statusCode);
}

async function sentGroup(messages: unknown[], faults: FaultRule[] = []): Promise<string> {
	const id = await group();
	await call('PUT', `/messages/v4/groups/${id}/messages`, { messages });
	simulator.faults.set(faults);
	await call('POST', `/messages/v4/groups/${id}/send`);
	return id;
}

async function reported(id: string): Promise<Array<{ statusCode: string; dateUpdated: string; customFields: { k: string } }>> {
	const { body } = await call('GET', `/messages/v4/groups/${id}/messages?limit=500`);
	return Object.values(body.messageList as object);
}

describe('signature', () => {
	it.each([
		['no header', () => '', 401, 'Unauthorized'],
		['an unknown key', () => authorization({ apiKey: 'NOBODY' }), 403, 'InvalidAPIKey'],
		['a wrong secret', () => authorization({ secret: 'wrong' }), 403, 'SignatureDoesNotMatch'],
		['a clock 16 minutes ahead', () => authorization({ at: clock + 16 * 60_000 }), 403, 'RequestTimeTooSkewed'],
		['a clock 16 minutes behind', () => authorization({ at: clock - 16 * 60_000 }), 403, 'RequestTimeTooSkewed'],
		['a salt of 11 characters', () => authorization({ salt: 'x'.repeat(11) }), 400, 'ValidationError'],
	])('%s is refused', async (_name, header, status, errorCode) => {
		expect(await call('GET', '/cash/v1/balance', undefined, header())).toMatchObject({ status, body: { errorCode } });
	});

	it('is good for one request', async () => {
		const header = authorization({ at: clock - 14 * 60_000 });
		expect((await call('GET', '/cash/v1/balance', undefined, header)).status).toBe(200);
		expect(await call('GET', '/cash/v1/balance', undefined, header)).toMatchObject({ status: 403, body: { errorCode: 'DuplicatedSignature' } });
	});

	it('is not needed for prices', async () => {
		const response = await fetch(`${simulator.url}/pricing/v1/messaging/default`);
		expect(await response.json()).toMatchObject([{ countryId: '82', sms: 20, lms: 50 }]);
	});
});

describe('registration', () => {
	it.each([
		['2000', 'a plain text', message()],
		['2000', 'Hangul outside KS X 1001', message({ text: '뷁쀍' })],
		['1014', 'a subject of 42 bytes', message({ subject: '가'.repeat(21) })],
		['1028', 'a control character', message({ text: 'a\u0001b' })],
		['1029', 'an emoji', message({ text: '안내 😀' })],
		['1029', 'a bullet', message({ text: '• 안내' })],
		['1029', 'decomposed Hangul', message({ text: '안내'.normalize('NFD') })],
		['1031', 'an SMS of 92 bytes', message({ type: 'SMS', text: '가'.repeat(46) })],
		['1031', 'an LMS of 2,002 bytes', message({ text: '가'.repeat(1001) })],
		['1032', 'a custom field of 101 characters', message({ customFields: { k: 'x'.repeat(101) } })],
		['1032', 'a custom field name of 31 characters', message({ customFields: { ['k'.repeat(31)]: 'x' } })],
		['1062', 'an unregistered sender', message({ from: '0200000000' })],
		['1061', 'a number that asks for its refusal', message({ to: '010-0000-1061' })],
	])('gives %s to %s', async (code, _name, wanted) => {
		expect(await codes([wanted])).toEqual([code]);
	});

	it('refuses a repeated number within a group unless it allows duplicates', async () => {
		expect(await codes([message(), message()], false)).toEqual(['2000', '1026']);
		expect(await codes([message(), message()], true)).toEqual(['2000', '2000']);
	});

	it.each([
		['SMS', '가'.repeat(45), undefined],
		['LMS', '가'.repeat(46), undefined],
		['LMS', '안내', '제목'],
	])('detects %s by length and subject', async (type, text, subject) => {
		const { body } = await call('PUT', `/messages/v4/groups/${await group()}/messages`, { messages: [message({ text, subject })] });
		expect(body.resultList).toMatchObject([{ type }]);
	});

	it('refuses more than 10,000 recipients in a request', async () => {
		const answer = await call('PUT', `/messages/v4/groups/${await group()}/messages`, { messages: [message({ to: Array.from({ length: 10_001 }, () => '01000011234') })] });
		expect(answer).toMatchObject({ status: 413, body: { errorCode: 'RecipientsTooMany' } });
	});
});

describe('sending', () => {
	it('never sends refused messages, and refuses a group without any other', async () => {
		const id = await group();
		await call('PUT', `/messages/v4/groups/${id}/messages`, { messages: [message({ from: '0200000000' })] });
		expect(await call('POST', `/messages/v4/groups/${id}/send`)).toMatchObject({ status: 400, body: { errorCode: 'MessagesNotFound' } });
		expect(simulator.oracle.deliveries()).toEqual([]);
	});

	it('sends nothing without enough balance and leaves the group open', async () => {
		const id = await group();
		const messages = Array.from({ length: 10_000 }, (_, index) => message({ to: `0107${String(index).padStart(7, '0')}` }));
		for (let round = 0; round < 6; round++) await call('PUT', `/messages/v4/groups/${id}/messages`, { messages });
		expect(await call('POST', `/messages/v4/groups/${id}/send`)).toMatchObject({ status: 402, body: { errorCode: 'NotEnoughBalance' } });
		expect((await call('GET', `/messages/v4/groups/${id}`)).body.status).toBe('PENDING');
		expect(simulator.oracle.deliveries()).toEqual([]);
	});

	it('keeps accounts apart', async () => {
		expect(await call('GET', '/messages/v4/groups/G4V20261123093000ABCDEFGHIJKLMNO')).toMatchObject({ status: 404, body: { errorCode: 'ResourceNotFound' } });
	});

	it('adds and removes nothing once a group is sent', async () => {
		const id = await sentGroup([message()]);
		expect((await call('PUT', `/messages/v4/groups/${id}/messages`, { messages: [message()] })).status).toBe(400);
		expect((await call('DELETE', `/messages/v4/groups/${id}`)).status).toBe(400);
		expect((await call('DELETE', `/messages/v4/groups/${id}/messages`, { messageIds: [] })).status).toBe(400);
	});

	it.each([
		['010-0000-3010', '3010', 0],
		['010-0000-3043', '3043', 0],
		['010-0000-2230', '2230', 0],
		['010-0000-9001', '3000', 0],
		['011-0123-4567', '3032', 0],
		['031-000-1111', '3050', 0],
		['10-1234-5678', '3010', 0],
		['010-0000-0001', '4000', 1],
	])('%s ends at %s with %i delivery', async (to, code, deliveries) => {
		const id = await sentGroup([message({ to })]);
		simulator.flush();
		expect(await reported(id)).toMatchObject([{ statusCode: code }]);
		expect(simulator.oracle.deliveries()).toHaveLength(deliveries);
	});

	it('reports only after the delay', async () => {
		const id = await sentGroup([message()]);
		expect(await reported(id)).toMatchObject([{ statusCode: '3000' }]);
		expect((await call('GET', `/messages/v4/groups/${id}`)).body.status).toBe('SENDING');
	});

	it('takes 10,000 messages in one call and sends each once', async () => {
		const messages = Array.from({ length: 10_000 }, (_, index) => message({ to: `0107${String(index).padStart(7, '0')}`, text: '자동차 취득세 감면 안내 '.repeat(20), customFields: { k: `n${index}` } }));
		const id = await group();
		await call('PUT', `/messages/v4/groups/${id}/messages`, { messages });
		await call('POST', `/messages/v4/groups/${id}/send`);
		expect(simulator.oracle.deliveries().length).toBeGreaterThan(9000);
		expect(simulator.oracle.duplicates()).toEqual([]);
	});
});

describe('faults', () => {
	it.each<[FaultRule, boolean, number | 'cut']>([
		[{ step: 'send', fault: 'acceptThenDrop' }, true, 'cut'],
		[{ step: 'send', fault: 'dropBefore' }, false, 'cut'],
		[{ step: 'send', fault: 'acceptThen503' }, true, 503],
		[{ step: 'send', fault: '503' }, false, 503],
		[{ step: 'send', fault: '429' }, false, 429],
	])('%j: acted %s, answer %s', async (rule, acted, answer) => {
		const id = await group();
		await call('PUT', `/messages/v4/groups/${id}/messages`, { messages: [message()] });
		simulator.faults.set([rule]);
		const seen = await call('POST', `/messages/v4/groups/${id}/send`).then(({ status }) => status, () => 'cut');
		expect(seen).toBe(answer);
		expect(simulator.oracle.deliveries()).toHaveLength(acted ? 1 : 0);
		expect(simulator.calls().at(-1)).toMatchObject({ step: 'send', acted, groupId: id, fault: rule.fault });
	});

	it.each([true, false])('answers with an HTML page, acted: %s', async (acted) => {
		const id = await group();
		await call('PUT', `/messages/v4/groups/${id}/messages`, { messages: [message()] });
		simulator.faults.set([{ step: 'send', fault: 'html', acted }]);
		const response = await fetch(`${simulator.url}/messages/v4/groups/${id}/send`, { method: 'POST', headers: { authorization: authorization() } });
		expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
		expect(simulator.oracle.deliveries()).toHaveLength(acted ? 1 : 0);
	});

	it('asks to wait with Retry-After', async () => {
		simulator.faults.set([{ step: 'balance', nth: 1, fault: '429', retryAfterSeconds: 3 }]);
		expect((await call('GET', '/cash/v1/balance')).headers.get('retry-after')).toBe('3');
		expect((await call('GET', '/cash/v1/balance')).status).toBe(200);
	});

	it('acts at once and answers late', async () => {
		const id = await group();
		await call('PUT', `/messages/v4/groups/${id}/messages`, { messages: [message()] });
		simulator.faults.set([{ step: 'send', fault: 'slow', ms: 300 }]);
		await expect(
			fetch(`${simulator.url}/messages/v4/groups/${id}/send`, { method: 'POST', headers: { authorization: authorization() }, signal: AbortSignal.timeout(50) }),
		).rejects.toThrow();
		expect(simulator.oracle.deliveries()).toHaveLength(1);
	});

	it('refuses some messages of an add', async () => {
		simulator.faults.set([{ step: 'add', fault: 'partial', share: 0.5 }]);
		const got = await codes(Array.from({ length: 10 }, () => message()));
		expect(got.filter((code) => code === '1060')).toHaveLength(5);
	});

	it('shows lists, groups and their messages as they were', async () => {
		const id = await sentGroup([message()], [
			{ step: 'getGroup', fault: 'listLag', ms: 5000 },
			{ step: 'groupMessages', fault: 'listLag', ms: 5000 },
			{ step: 'list', fault: 'listLag', ms: 5000 },
		]);
		expect((await call('GET', `/messages/v4/groups/${id}`)).status).toBe(404);
		expect((await call('GET', '/messages/v4/list')).body.messageList).toEqual({});
		clock += 5000;
		expect((await call('GET', `/messages/v4/groups/${id}`)).body).toMatchObject({ status: 'SENDING', count: { total: 1 } });
		expect(await reported(id)).toHaveLength(1);
	});

	it('shows a group as still waiting while sending has not reached the readers', async () => {
		const id = await group();
		await call('PUT', `/messages/v4/groups/${id}/messages`, { messages: [message()] });
		clock += 1000;
		await call('POST', `/messages/v4/groups/${id}/send`);
		simulator.faults.set([{ step: 'getGroup', fault: 'listLag', ms: 500 }]);
		expect((await call('GET', `/messages/v4/groups/${id}`)).body).toMatchObject({ status: 'PENDING', dateSent: null, count: { total: 1, sentTotal: 0 } });
	});

	it('draws by probability the same way for the same seed', async () => {
		const draw = async () => {
			simulator.faults.set([{ step: 'balance', probability: 0.5, fault: '503' }], 42);
			const seen: number[] = [];
			for (let round = 0; round < 20; round++) seen.push((await call('GET', '/cash/v1/balance')).status);
			return seen;
		};
		const first = await draw();
		expect(new Set(first)).toEqual(new Set([200, 503]));
		expect(await draw()).toEqual(first);
	});

	it('pushes a report twice when asked to', async () => {
		const pushes: unknown[] = [];
		const { createServer } = await import('node:http');
		const receiver = createServer((incoming, response) => {
			let text = '';
			incoming.on('data', (chunk: Buffer) => (text += chunk.toString()));
			incoming.on('end', () => {
				pushes.push({ event: incoming.headers['x-solapi-event-name'], body: JSON.parse(text) as unknown });
				response.writeHead(pushes.length === 1 ? 500 : 200).end();
			});
		});
		await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
		const address = receiver.address();
		const port = typeof address === 'object' && address ? address.port : 0;
		await simulator.close();
		simulator = await startSolapi({
			accounts: [{ apiKey: KEY, apiSecret: SECRET, balance: 1000, senders: [SENDER] }],
			reportDelayMs: 60_000,
			now: () => clock,
			webhook: { url: `http://127.0.0.1:${port}/hook`, secret: 's' },
		});
		await sentGroup([message()], [{ step: 'send', fault: 'reportTwice' }]);
		simulator.flush();
		while (pushes.length < 3) await new Promise((resolve) => setTimeout(resolve, 10));
		expect(pushes[2]).toMatchObject({ event: 'SINGLE-REPORT', body: [{ statusCode: '4000', customFields: { k: 'a' } }] });
		await new Promise((resolve) => receiver.close(resolve));
	});
});

describe('dying clients', () => {
	it('does nothing for half a request and serves the next one', async () => {
		const id = await group();
		await new Promise<void>((resolve) => {
			const dying = request(`${simulator.url}/messages/v4/groups/${id}/messages`, { method: 'PUT', headers: { authorization: authorization(), 'content-length': '5000' } });
			dying.on('error', () => resolve());
			dying.write('{"messages":[');
			setTimeout(() => dying.destroy(), 20);
			setTimeout(resolve, 60);
		});
		expect((await call('GET', `/messages/v4/groups/${id}`)).body).toMatchObject({ count: { total: 0 } });
	});
});

describe('control from another process', () => {
	it('sets faults, tells what arrived, and forgets', async () => {
		const post = (path: string, body: unknown) => fetch(`${simulator.url}/__sandbox/${path}`, { method: 'POST', body: JSON.stringify(body) });
		await post('faults', { rules: [{ step: 'balance', nth: 1, fault: '503' }] });
		expect((await call('GET', '/cash/v1/balance')).status).toBe(503);
		await sentGroup([message(), message()]);
		const seen = (await (await fetch(`${simulator.url}/__sandbox/oracle`)).json()) as { deliveries: unknown[]; duplicates: unknown[] };
		expect(seen.deliveries).toHaveLength(2);
		expect(seen.duplicates).toMatchObject([{ key: 'a' }]);
		await post('reset', {});
		expect(simulator.oracle.deliveries()).toEqual([]);
		expect(simulator.groups()).toEqual([]);
	});
});
