import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

import type { IDataObject, IHookFunctions } from 'n8n-workflow';

import { SmsResultTrigger } from '../../../nodes/SmsGateway/SmsResultTrigger.node';
import { chain } from '../../support/engine';
import { asItems, NoticeCity, ours, personalIn, personOf, prepareRun, RUN_ID } from '../../support/notice-city';
import { openDoor, type WebhookDoor } from '../../support/webhook-door';

const SECRET = '통지비밀-7391';
const HASH = createHash('sha1').update(SECRET).digest('hex');
const NUMBERS = [1, 2, 3];

let city: NoticeCity;
let door: WebhookDoor;

/** A city whose gateway calls the door, with a run sent through it. */
async function open(webhook: boolean, options: Parameters<typeof NoticeCity.start>[0] = {}): Promise<void> {
	door = await openDoor(() => city.credentials());
	city = await NoticeCity.start({ ...options, ...(webhook ? { webhook: { url: door.url, secret: SECRET } } : {}) });
	city.overrides.cityhallSolapiApi = { webhookSecret: SECRET };
}

afterEach(async () => {
	await city.close();
	await door.close();
});

async function send(): Promise<void> {
	const { error } = await prepareRun(city, NUMBERS.map((n) => city.receipt(n)));
	expect(error).toBeUndefined();
	sql('UPDATE run SET lease_until = 0');
	await city.withLedger(async (ledger) => await ledger.approve(RUN_ID, { kind: 'person', name: '김담당' }, { actor: 'test' }));
	const sent = await city.run(chain(ours('문자', 'smsGateway', { resource: 'message', operation: 'sendRun' })), { startItems: asItems([{ runId: RUN_ID }]) });
	expect(sent.json('문자')).toEqual([expect.objectContaining({ status: 'sent' })]);
}

function sql(statement: string) {
	const database = new DatabaseSync(city.ledgerPath);
	try {
		return database.prepare(statement).all();
	} finally {
		database.close();
	}
}

const states = () => sql('SELECT state, COUNT(*) AS n FROM notice GROUP BY state').map(({ state, n }) => `${String(state)} ${String(n)}`);

async function until(condition: () => boolean): Promise<void> {
	for (let turn = 0; turn < 1000 && !condition(); turn++) await sleep(10);
	expect(condition()).toBe(true);
}

/** What the vendor would push now of the messages it holds. */
async function reports(): Promise<IDataObject[]> {
	return await Promise.resolve(city.solapi.oracle.deliveries().map(({ groupId, messageId, phone }) => ({ groupId, messageId, to: phone, statusCode: '4000', type: 'LMS' })));
}

interface Posted {
	body?: unknown;
	headers?: Record<string, string>;
	raw?: string;
}

async function post({ body, raw, headers = {} }: Posted) {
	const answer = await fetch(door.url, {
		method: 'POST',
		headers: { 'content-type': 'application/json', 'x-solapi-event-name': 'SINGLE-REPORT', 'x-solapi-secret': HASH, ...headers },
		body: raw ?? JSON.stringify(body),
	});
	return { status: answer.status, text: await answer.text(), headers: answer.headers };
}

describe('reports that the vendor pushes', () => {
	it('are in the ledger before the vendor is answered; the flow gets counts only', async () => {
		await open(true, { reportDelayMs: 50 });
		await send();
		await until(() => door.statuses.length === 1);
		expect(states()).toEqual(['delivered 3']);
		expect(door.statuses).toEqual([200]);
		expect(door.executions).toEqual([[{ json: { gateway: 'solapi', event: 'SINGLE-REPORT', reports: 3, batches: 1, changed: 3, missing: 0, runIds: [RUN_ID] } }]]);
		expect(personalIn(JSON.stringify(door.executions) + door.logged.join(), ...NUMBERS)).toEqual([]);
	});

	it('change nothing and start nothing the second time', async () => {
		await open(true, { reportDelayMs: 20, faults: [{ step: 'send', fault: 'reportTwice' }] });
		await send();
		await until(() => door.statuses.length === 2);
		expect(door.statuses).toEqual([200, 200]);
		expect(door.executions).toHaveLength(1);
		const events = sql(`SELECT COUNT(*) AS n FROM event WHERE kind = 'notice.delivered'`);
		expect(events).toEqual([{ n: 3 }]);
	});

	it('come again while the gateway cannot be asked, and are taken in then', async () => {
		await open(true, { reportDelayMs: 50 });
		await send();
		city.solapi.faults.set([{ step: 'groupMessages', fault: '503', times: 2 }]);
		await until(() => door.statuses.includes(200));
		expect(door.statuses.slice(0, 2)).toEqual([503, 503]);
		expect(states()).toEqual(['delivered 3']);
		expect(door.executions).toHaveLength(1);
	});
});

describe('a call that the vendor did not make', () => {
	beforeEach(async () => await open(false));

	it.each([
		['no secret', { 'x-solapi-secret': '' }],
		['another secret', { 'x-solapi-secret': createHash('sha1').update('x').digest('hex') }],
		['the secret in its other form', { 'x-solapi-secret': encodeURIComponent(SECRET) }],
		["the other vendor's header", { 'x-solapi-secret': '', 'x-toast-webhook-signature': HASH }],
	])('is refused with 401: %s', async (_title, headers) => {
		await send();
		const before = sql('SELECT COUNT(*) AS n FROM event');
		expect((await post({ body: await reports(), headers })).status).toBe(401);
		expect(states()).toEqual(['accepted 3']);
		expect(sql('SELECT COUNT(*) AS n FROM event')).toEqual(before);
		expect(door.executions).toEqual([]);
	});

	it('is refused with 401 before its body is looked at, however wrong or large that is', async () => {
		expect((await post({ raw: 'no JSON', headers: { 'x-solapi-secret': 'x' } })).status).toBe(401);
		expect((await post({ raw: 'x'.repeat(8_000_000), headers: { 'x-solapi-secret': 'x' } })).status).toBe(401);
		expect(city.solapi.calls()).toEqual([]);
	});

	it('is refused with 401 while no secret is agreed at all, and the log says why', async () => {
		city.overrides.cityhallSolapiApi = { webhookSecret: ' ' };
		for (const secret of ['', createHash('sha1').update('').digest('hex'), HASH]) {
			expect((await post({ body: [], headers: { 'x-solapi-secret': secret } })).status).toBe(401);
		}
		expect(door.logged.filter((line) => line.includes('비어 있어'))).toHaveLength(1);
	});

	it('cannot tell of a delivery that the gateway does not know of', async () => {
		await city.close();
		city = await NoticeCity.start({ reportDelayMs: 1_000_000 });
		city.overrides.cityhallSolapiApi = { webhookSecret: SECRET };
		await send();
		const forged = (await reports()).map((report) => ({ ...report, statusCode: '3032' }));
		expect((await post({ body: forged })).status).toBe(200);
		expect(states()).toEqual(['accepted 3']);
		expect(door.executions).toEqual([]);
	});

	it('about messages of somebody else is acknowledged without asking the gateway', async () => {
		const answer = await post({ body: [{ groupId: 'G4V20261123091000ABCDEFGHIJKLMNO', messageId: 'M4V20261123091000ABCDEFGHIJKLMNO' }] });
		expect(answer.status).toBe(200);
		expect(city.solapi.calls()).toEqual([]);
		expect(door.executions).toEqual([]);
	});

	it('names the trouble in the log once a minute, without anything of the call', async () => {
		const { phone, name } = personOf(1);
		for (let turn = 0; turn < 5; turn++) await post({ body: [{ to: phone, text: name }], headers: { 'x-solapi-secret': phone } });
		expect(door.logged).toEqual([expect.stringMatching(/비밀값이 맞지 않는.*하시기 바랍니다\.$/)]);
		expect(personalIn(door.logged.join(), 1)).toEqual([]);
	});
});

describe('a call with the secret', () => {
	beforeEach(async () => await open(false));

	it.each([
		['no JSON', 'messageId=1', 400],
		['nothing', '', 400],
		['an object in place of a list', '{"groupId":"G"}', 400],
		['an entry without ids', '[{"to":"01073910001"}]', 400],
	])('is refused: %s', async (_title, raw, status) => {
		const answer = await post({ raw });
		expect(answer).toMatchObject({ status, text: expect.stringContaining('형식이 올바르지 않습니다') });
		expect(answer.text).not.toContain('0107391');
		expect(door.executions).toEqual([]);
	});

	it('is refused with 413 beyond the limits of the node', async () => {
		door.parameters.limits = { maxKilobytes: 1, maxReports: 3 };
		expect((await post({ raw: `[${' '.repeat(1024)}]` })).status).toBe(413);
		const four = Array.from({ length: 4 }, (_, n) => ({ groupId: `G${n}` }));
		expect((await post({ body: four })).status).toBe(413);
		expect((await post({ body: four.slice(1) })).status).toBe(200);
	});

	it('is refused with 413 in the middle of a body that does not end', async () => {
		door.parameters.limits = { maxKilobytes: 64 };
		const status = await new Promise<number>((resolve, reject) => {
			const call = request(door.url, { method: 'POST', headers: { 'transfer-encoding': 'chunked', 'x-solapi-event-name': 'SINGLE-REPORT', 'x-solapi-secret': HASH } }, (response) => {
				clearInterval(timer);
				resolve(response.statusCode ?? 0);
				response.resume();
			});
			call.on('error', reject);
			const timer = setInterval(() => call.write(' '.repeat(16_384)), 2);
		});
		expect(status).toBe(413);
	});

	it('is refused with 415 where it is compressed', async () => {
		expect((await post({ raw: '[]', headers: { 'content-encoding': 'gzip' } })).status).toBe(415);
	});

	it('is nothing to us in an event of another kind', async () => {
		expect((await post({ raw: '{"any":1}', headers: { 'x-solapi-event-name': 'BALANCE' } })).status).toBe(200);
	});

	it('takes the secret as it is where the credential says so', async () => {
		city.overrides.cityhallSolapiApi = { webhookSecret: 'plain-secret', webhookSecretForm: 'plain' };
		expect((await post({ body: [], headers: { 'x-solapi-secret': 'plain-secret' } })).status).toBe(200);
		expect((await post({ body: [], headers: { 'x-solapi-secret': createHash('sha1').update('plain-secret').digest('hex') } })).status).toBe(401);
	});

	it('is answered with 503 and a time to come again while the ledger cannot be opened', async () => {
		city.overrides.cityhallLedgerApi = { path: '/dev/null/ledger.sqlite' };
		const answer = await post({ body: [{ groupId: 'G1' }] });
		expect(answer.status).toBe(503);
		expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
		expect(door.logged.join()).not.toBe('');
	});

	it('never has a live ledger confirmed by a pretend gateway', async () => {
		await send();
		city.overrides.cityhallSolapiApi = { webhookSecret: SECRET, baseUrl: 'https://api.solapi.com' };
		expect((await post({ body: await reports() })).status).toBe(503);
		expect(states()).toEqual(['accepted 3']);
	});

	it('that comes a hundred times at once is looked up a few times', async () => {
		await send();
		await until(() => city.solapi.groups().every(({ status }) => status === 'COMPLETE'));
		const body = await reports();
		const before = city.solapi.calls().length;
		const answers = await Promise.all(Array.from({ length: 100 }, async () => await post({ body })));
		expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
		expect(states()).toEqual(['delivered 3']);
		expect(door.executions).toHaveLength(1);
		// Not one lookup each, however far apart a slow machine takes them in.
		expect(city.solapi.calls().length - before).toBeLessThan(100);
	});
});

describe('publishing the flow', () => {
	const hook = (credential: object) =>
		({
			getNodeParameter: (name: string, otherwise: unknown) => ({ gateway: 'solapi' })[name] ?? otherwise,
			getCredentials: async () => await Promise.resolve(credential),
			getNode: () => ({ id: 'n', name: '결과', type: 'smsResultTrigger', typeVersion: 1, position: [0, 0], parameters: {} }),
		}) as unknown as IHookFunctions;

	it('is refused without a secret: every call would be', async () => {
		const { checkExists } = new SmsResultTrigger().webhookMethods.default;
		await expect(checkExists.call(hook({ webhookSecret: '' }))).rejects.toMatchObject({ message: expect.stringContaining('웹훅 비밀값'), description: expect.stringMatching(/하시기 바랍니다\.$/) });
		await expect(checkExists.call(hook({ webhookSecret: 'x' }))).resolves.toBe(true);
	});
});
