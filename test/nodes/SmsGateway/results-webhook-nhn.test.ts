import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

import { type NhnSimulator, startNhn } from '../../../sandbox/sms/nhn.mts';
import { chain } from '../../support/engine';
import { asItems, NoticeCity, ours, personalIn, prepareRun, RUN_ID } from '../../support/notice-city';
import { openDoor, type WebhookDoor } from '../../support/webhook-door';

const SECRET = 'nhn-webhook-signature';
const SENDER = '0310002114';

let city: NoticeCity;
let nhn: NhnSimulator;
let door: WebhookDoor;

const credentials = () => ({
	...city.credentials(),
	cityhallNhnSmsApi: { appKey: 'APPKEY', secretKey: 'SECRETKEY', sender: SENDER, baseUrl: nhn.url, webhookSecret: SECRET },
});

beforeEach(async () => {
	city = new NoticeCity();
	door = await openDoor(credentials);
	door.parameters = { gateway: 'nhn', path: 'sms-results' };
	nhn = await startNhn({ accounts: [{ appKey: 'APPKEY', secretKey: 'SECRETKEY', senders: [SENDER] }], reportDelayMs: 3_600_000, webhook: { url: door.url, signature: SECRET } });
	const { error } = await prepareRun(city, [1, 2].map((n) => city.receipt(n)));
	expect(error).toBeUndefined();
	await city.withLedger(async (ledger) => await ledger.approve(RUN_ID, { kind: 'person', name: '김담당' }, { actor: 'test' }));
	const sent = await city.run(chain(ours('문자', 'smsGateway', { resource: 'message', operation: 'sendRun', gateway: 'nhn' })), { startItems: asItems([{ runId: RUN_ID }]), credentials: credentials() });
	expect(sent.json('문자')).toEqual([expect.objectContaining({ status: 'sent' })]);
});

afterEach(async () => {
	await nhn.close();
	await city.close();
	await door.close();
});

function states(): string[] {
	const database = new DatabaseSync(city.ledgerPath);
	const rows = database.prepare('SELECT state, COUNT(*) AS n FROM notice GROUP BY state').all();
	database.close();
	return rows.map(({ state, n }) => `${String(state)} ${String(n)}`);
}

async function until(condition: () => boolean): Promise<void> {
	for (let turn = 0; turn < 1000 && !condition(); turn++) await sleep(10);
	expect(condition()).toBe(true);
}

const post = async (body: unknown, headers: Record<string, string>) => (await fetch(door.url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })).status;
const hooks = () => ({ event: 'MESSAGE_RESULT_UPDATE', hooks: nhn.oracle.deliveries().map(({ groupId }) => ({ requestId: groupId, recipientSeq: 1, messageStatus: 'COMPLETED', resultCode: '1000' })) });

it('what NHN Cloud pushes, misspelt names and all, is confirmed by lookup and in the ledger', async () => {
	nhn.flush();
	await until(() => states().join() === 'delivered 2');
	await until(() => door.statuses.length > 0);
	expect(new Set(door.statuses)).toEqual(new Set([200]));
	expect(door.executions.flat().reduce((sum, { json }) => sum + Number(json.changed), 0)).toBe(2);
	expect(door.executions.flat()[0]?.json).toMatchObject({ gateway: 'nhn', event: 'MESSAGE_RESULT_UPDATE', runIds: [RUN_ID] });
	expect(personalIn(JSON.stringify(door.executions) + door.logged.join(), 1, 2)).toEqual([]);
});

it('a call that tells more than NHN Cloud knows changes nothing', async () => {
	expect(await post(hooks(), { 'x-toast-webhook-signature': SECRET })).toBe(200);
	expect(states()).toEqual(['accepted 2']);
	expect(door.executions).toEqual([]);
});

it.each([
	['no signature', {}],
	['another signature', { 'x-toast-webhook-signature': SECRET.toUpperCase() }],
	["SOLAPI's header", { 'x-solapi-secret': SECRET }],
])('a call with %s is refused with 401', async (_title, headers) => {
	expect(await post(hooks(), headers)).toBe(401);
	expect(states()).toEqual(['accepted 2']);
});

it("SOLAPI's form of a call is refused with 400", async () => {
	expect(await post([{ groupId: 'G', messageId: 'M' }], { 'x-toast-webhook-signature': SECRET })).toBe(400);
});
