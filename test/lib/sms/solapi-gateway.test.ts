import { createHmac, randomUUID } from 'node:crypto';

import { createHttpClient } from '../../../lib/http/client';
import type { OutgoingMessage } from '../../../lib/sms/gateway';
import { solapiAuthorization } from '../../../lib/sms/solapi/signature';
import { SolapiGateway } from '../../../lib/sms/solapi/gateway';
import { readSolapiStatus } from '../../../lib/sms/solapi/status';
import { cleanUp, gatewayTo, phoneOf, SENDER, simulator } from '../../support/notice-run';

afterEach(cleanUp);

const message = (number: number, wish: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
	noticeKey: `key-${number}`,
	attempt: 1,
	to: phoneOf(number),
	text: `${number}번 안내입니다.`,
	type: 'SMS',
	...wish,
});
const messages = (count: number) => Array.from({ length: count }, (_, index) => message(index + 1));

describe('the signature', () => {
	it('is HMAC-SHA256 of date and salt, in hex', () => {
		const expected = createHmac('sha256', 'S').update('2026-11-23T00:00:00.000Zabcdefghijkl').digest('hex');
		expect(solapiAuthorization('K', 'S', '2026-11-23T00:00:00.000Z', 'abcdefghijkl')).toBe(
			`HMAC-SHA256 apiKey=K, date=2026-11-23T00:00:00.000Z, salt=abcdefghijkl, signature=${expected}`,
		);
	});

	it('is a new one for every call, as the gateway demands', async () => {
		const solapi = await simulator();
		const gateway = gatewayTo(solapi);
		for (let call = 0; call < 3; call++) await gateway.checkAccount();
		expect(solapi.calls().every((call) => call.acted)).toBe(true);
	});

	it('that is refused proves that nothing was done', async () => {
		const gateway = gatewayTo(await simulator(), { apiSecret: 'wrong' });
		await expect(gateway.createGroup('b')).rejects.toMatchObject({ failure: { outcome: 'notSent', status: 403, vendorCode: 'SignatureDoesNotMatch', retryable: false } });
	});

	it('is refused when the clock is off by more than 15 minutes', async () => {
		const solapi = await simulator({ now: () => Date.now() + 16 * 60_000 });
		await expect(gatewayTo(solapi).createGroup('b')).rejects.toMatchObject({ failure: { vendorCode: 'RequestTimeTooSkewed' } });
	});
});

describe('a group', () => {
	it('is created, filled, read back, sent once, and reports on each text by our key', async () => {
		const solapi = await simulator({ reportDelayMs: 600_000 });
		const gateway = gatewayTo(solapi);
		const group = await gateway.createGroup('batch-1');
		expect(await gateway.groupState(group)).toBe('pending');
		const added = await gateway.addMessages(group, [...messages(3), message(4, { to: phoneOf(1) }), message(5, { to: '01000001060' }), message(6, { text: '가'.repeat(60), type: 'LMS' })]);
		expect(added.filter((one) => one.refusal).map((one) => [one.noticeKey, one.refusal])).toEqual([
			['key-5', { statusCode: '1060', reason: '수신 거부된 번호입니다.', blocksAccount: false }],
		]);
		expect(await gateway.groupMessages(group)).toEqual(
			expect.arrayContaining([
				expect.objectContaining({ noticeKey: 'key-1', attempt: 1, state: 'registered', refused: false, type: 'SMS' }),
				expect.objectContaining({ noticeKey: 'key-5', refused: true, state: 'failed' }),
				expect.objectContaining({ noticeKey: 'key-6', type: 'LMS' }),
			]),
		);
		expect(await gateway.sendGroup(group)).toBe('sent');
		expect(await gateway.sendGroup(group)).toBe('alreadySent');
		expect(await gateway.deleteGroup(group)).toBe('refused');
		expect(await gateway.groupState(group)).toBe('sent');
		expect(new Set((await gateway.groupMessages(group)).filter((one) => !one.refused).map((one) => one.state))).toEqual(new Set(['accepted']));
		solapi.flush();
		expect((await gateway.groupMessages(group)).filter((one) => one.state === 'delivered')).toHaveLength(5);
		expect(solapi.oracle.deliveries().filter((one) => one.subject !== null).map((one) => one.key)).toEqual(['key-6']);
	});

	it('that is deleted is gone, for a second deletion too', async () => {
		const gateway = gatewayTo(await simulator());
		const group = await gateway.createGroup('b');
		expect(await gateway.deleteGroup(group)).toBe('deleted');
		expect([await gateway.deleteGroup(group), await gateway.groupState(group)]).toEqual(['refused', 'gone']);
		await expect(gateway.addMessages(group, messages(1))).rejects.toMatchObject({ failure: { outcome: 'notSent' } });
		await expect(gateway.sendGroup(group)).rejects.toMatchObject({ failure: { outcome: 'notSent' } });
	});

	it('that nobody knows is missing, which is not the same as deleted', async () => {
		const gateway = gatewayTo(await simulator());
		expect([await gateway.deleteGroup('G4V-none'), await gateway.groupState('G4V-none')]).toEqual(['missing', 'missing']);
	});

	it('is read over all pages, in order and without repeats', async () => {
		const solapi = await simulator();
		const gateway = gatewayTo(solapi);
		const group = await gateway.createGroup('b');
		await gateway.addMessages(group, messages(1_000));
		await gateway.addMessages(group, Array.from({ length: 203 }, (_, index) => message(2_000 + index)));
		const listed = await gateway.groupMessages(group);
		expect([listed.length, new Set(listed.map((one) => one.noticeKey)).size]).toEqual([1_203, 1_203]);
		expect(solapi.calls().filter((call) => call.step === 'groupMessages')).toHaveLength(3);
		expect(await gateway.messagesSince(Date.now() - 60_000)).toHaveLength(1_203);
		expect(await gateway.messagesSince(Date.now() + 60_000)).toEqual([]);
	}, 20_000);

	it('says that the account is the cause where no message at all could be taken', async () => {
		const gateway = gatewayTo(await simulator(), { sender: '0319999999' });
		const [added] = await gateway.addMessages(await gateway.createGroup('b'), messages(1));
		expect(added?.refusal).toMatchObject({ statusCode: '1062', blocksAccount: true });
	});
});

describe('answers that cannot be what SOLAPI says', () => {
	/** A gateway behind a proxy that answers with the given status and body. */
	const behind = (answer: () => { status: number; body: string }) => {
		const { createServer } = jest.requireActual<typeof import('node:http')>('node:http');
		const server = createServer((_request, response) => {
			const { status, body } = answer();
			response.writeHead(status, { 'content-type': body.startsWith('<') ? 'text/html' : 'application/json' }).end(body);
		});
		return new Promise<{ gateway: SolapiGateway; stop: () => void }>((resolve) => {
			server.listen(0, '127.0.0.1', () => {
				const address = server.address();
				const port = typeof address === 'object' && address ? address.port : 0;
				const http = createHttpClient({ baseUrl: `http://127.0.0.1:${port}`, label: 'SOLAPI', timeoutMs: 500, userAgent: 'test', now: Date.now });
				const gateway = new SolapiGateway({ apiKey: 'K', apiSecret: 'S', sender: SENDER, subject: '', http, nowMs: Date.now, salt: () => randomUUID() });
				resolve({ gateway, stop: () => (http.close(), server.close()) });
			});
		});
	};

	it('never pass for a deleted or missing group', async () => {
		const { gateway, stop } = await behind(() => ({ status: 404, body: '<html>not found</html>' }));
		await expect(gateway.deleteGroup('G')).rejects.toMatchObject({ failure: { status: 404 } });
		await expect(gateway.groupState('G')).rejects.toMatchObject({ failure: { status: 404 } });
		stop();
	});

	it.each(['{}', '{"groupId":""}', '[]', '{"messageList":[]}', '{"status":"NEW"}', '{"balance":"lots"}', 'null'])('leave the outcome unknown: %s', async (body) => {
		const { gateway, stop } = await behind(() => ({ status: 200, body }));
		const unknown = { failure: { outcome: 'unknown' } };
		await expect(gateway.createGroup('b')).rejects.toMatchObject(unknown);
		await expect(gateway.addMessages('G', messages(1))).rejects.toMatchObject(unknown);
		await expect(gateway.groupMessages('G')).rejects.toMatchObject(unknown);
		await expect(gateway.groupState('G')).rejects.toMatchObject(unknown);
		await expect(gateway.checkAccount()).rejects.toMatchObject(unknown);
		stop();
	});

	it('do not make a list run in circles', async () => {
		const { gateway, stop } = await behind(() => ({ status: 200, body: '{"messageList":{},"nextKey":"M1"}' }));
		await expect(gateway.groupMessages('G')).rejects.toMatchObject({ code: 'endlessList' });
		stop();
	});
});

describe('the account', () => {
	it('shows balance and registered senders', async () => {
		expect(await gatewayTo(await simulator()).checkAccount()).toEqual({ balance: { amount: 1_000_000, unit: '원' }, senders: [SENDER], warnings: [] });
	});

	it('is named by the last digits of its key only', async () => {
		expect(gatewayTo(await simulator()).account).toBe('KEY1');
	});
});

describe('status codes', () => {
	it.each([
		['2000', 'registered', false],
		['3000', 'accepted', false],
		['4000', 'delivered', false],
		['1062', 'failed', true],
		['2062', 'failed', false],
		['3043', 'failed', false],
		['3999', 'failed', false],
		['', 'registered', false],
		['9999', 'registered', false],
	])('%s means %s', (code, state, refused) => {
		const status = readSolapiStatus(code);
		expect(status).toMatchObject({ state, refused });
		expect(status.reason !== null).toBe(state === 'failed');
	});
});

