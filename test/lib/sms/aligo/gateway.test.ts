import fc from 'fast-check';
import { createServer } from 'node:http';

import { createHttpClient, type HttpClient } from '../../../../lib/http/client';
import { AligoGateway } from '../../../../lib/sms/aligo/gateway';
import type { BatchAtGateway } from '../../../../lib/sms/gateway';
import { type AligoOptions, type AligoSimulator, startAligo } from '../../../../sandbox/sms/aligo.mts';
import { handOver, message, messages } from '../../../support/gateways/batch';

const KEY = 'aligo-key-0123456789';
const SENDER = '0310000000';
const SUBJECT = '감면 안내';

const closing: Array<() => unknown> = [];
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

const clientOf = (baseUrl: string): HttpClient => {
	const http = createHttpClient({ baseUrl, label: '알리고', timeoutMs: 2_000, userAgent: 'test', now: Date.now });
	closing.push(() => http.close());
	return http;
};
const gatewayAt = (url: string, wish: { extendedHangul?: boolean } = {}) => new AligoGateway({ apiKey: KEY, userId: 'citytax', sender: SENDER, subject: SUBJECT, http: clientOf(url), ...wish });

async function simulator(options: Partial<AligoOptions> = {}): Promise<AligoSimulator> {
	const started = await startAligo({ accounts: [{ key: KEY, userId: 'citytax', credit: { SMS: 10_000, LMS: 10_000 }, senders: [SENDER] }], reportDelayMs: 3_600_000, ...options });
	closing.push(() => started.close());
	return started;
}

/** A server that answers every call with this body. */
async function answering(body: string): Promise<AligoGateway> {
	const server = createServer((_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(body));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	closing.push(() => server.close());
	const address = server.address();
	return gatewayAt(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
}

/** The fields of the forms that a gateway sends. */
async function recording(): Promise<{ gateway: AligoGateway; forms: Array<Record<string, string>> }> {
	const forms: Array<Record<string, string>> = [];
	const server = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk: Buffer) => (body += chunk.toString()));
		request.on('end', () => {
			forms.push({ path: request.url ?? '', ...Object.fromEntries(new URLSearchParams(body)) });
			response.writeHead(200, { 'content-type': 'application/json' }).end('{"result_code":"1","msg_id":"7","success_cnt":1,"error_cnt":0}');
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	closing.push(() => server.close());
	const address = server.address();
	return { gateway: gatewayAt(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`), forms };
}

const around = (at: number, requestIds: string[] = []): BatchAtGateway => ({ batchId: 'b', requestIds, fromMs: at - 1_000, untilMs: at + 60_000, notices: [] });

describe('handing over', () => {
	it('calls once for each message, with its type and, for a long one, the title', async () => {
		const { gateway, forms } = await recording();
		await handOver(gateway, messages(3));
		expect(forms.map(({ path, msg_type, title, receiver, sender }) => ({ path, msg_type, title, receiver, sender }))).toEqual([
			{ path: '/send/', msg_type: 'SMS', title: undefined, receiver: message(1).to, sender: SENDER },
			{ path: '/send/', msg_type: 'LMS', title: SUBJECT, receiver: message(2).to, sender: SENDER },
			{ path: '/send/', msg_type: 'SMS', title: undefined, receiver: message(1).to, sender: SENDER },
		]);
	});

	it('never asks for the test mode, in which nothing is sent', async () => {
		const { gateway, forms } = await recording();
		await handOver(gateway, messages(1));
		expect(forms[0]).not.toHaveProperty('testmode_yn');
	});

	it('rounds a scheduled time to the next whole minute, in Korean time whatever the offset', async () => {
		const { gateway, forms } = await recording();
		await handOver(gateway, messages(1), { scheduledAt: '2026-11-24T23:59:01+09:00' });
		await handOver(gateway, messages(1), { scheduledAt: '2026-11-24T00:30:00Z' });
		expect(forms.map(({ rdate, rtime }) => [rdate, rtime])).toEqual([
			['20261125', '0000'],
			['20261124', '0930'],
		]);
	});

	it('keeps back only the texts that would be altered', async () => {
		const aligo = await simulator();
		const given = [message(1), message(2, { text: '확인하시기 바랍니다 😀' }), message(3, { text: '뷁' }), message(4)];
		const { messages: told, error } = await handOver(gatewayAt(aligo.url), given);
		expect([error, Object.fromEntries(told.map(({ noticeKey, outcome }) => [noticeKey, outcome]))]).toEqual([
			null,
			Object.fromEntries(given.map(({ noticeKey }, index) => [noticeKey, index === 1 || index === 2 ? 'refused' : 'accepted'])),
		]);
		expect(aligo.oracle.deliveries()).toHaveLength(2);
	});

	it('nothing ever reaches a phone other than word for word', async () => {
		const aligo = await simulator();
		const gateway = gatewayAt(aligo.url, { extendedHangul: true });
		const piece = fc.oneof(fc.constantFrom('가', '뷁', '\n', '%고객명%', '😀', '–', 'é', '※', ' ', '한글', '0', '?'), fc.string({ unit: 'grapheme', maxLength: 3 }));
		const texts = fc.array(piece, { minLength: 1, maxLength: 60 }).map((pieces) => pieces.join(''));
		await fc.assert(
			fc.asyncProperty(texts, fc.constantFrom('SMS' as const, 'LMS' as const), async (text, type) => {
				const before = aligo.oracle.deliveries().length;
				const { messages: told } = await handOver(gateway, [message(1, { text, type })]);
				const arrived = aligo.oracle.deliveries().slice(before).map((one) => one.text);
				expect(arrived).toEqual(told[0]?.outcome === 'accepted' ? [text] : []);
			}),
			{ numRuns: 150 },
		);
	});

	it('takes a number that the vendor refused for refused, and goes on', async () => {
		const aligo = await simulator();
		const given = [message(1), message(2, { to: '0101' }), message(3)];
		const { messages: told, error, requestIds } = await handOver(gatewayAt(aligo.url), given);
		expect([error, told.map(({ outcome }) => outcome), requestIds.length]).toEqual([null, ['accepted', 'refused', 'accepted'], 2]);
	});

	it.each([
		'{}',
		'[]',
		'null',
		'{"result_code":0}',
		'{"result_code":"ok","msg_id":1}',
		'{"result_code":1,"msg_id":1,"success_cnt":0,"error_cnt":0}',
		'{"result_code":1,"msg_id":1,"success_cnt":2,"error_cnt":0}',
		'{"result_code":-99,"message":"일시적인 시스템 오류입니다."}',
	])('an answer that settles nothing leaves one message in doubt and the rest unsent: %s', async (body) => {
		const { messages: told, error } = await handOver(await answering(body), messages(3));
		expect(told.map(({ outcome }) => outcome)).toEqual(['unknown', 'notSent', 'notSent']);
		expect(error).toMatchObject({ failure: { outcome: 'unknown' } });
	});

	it.each([
		['{"result_code":"1","message":"success","msg_id":"123","success_cnt":"1","error_cnt":"0"}', 'accepted'],
		['{"result_code":1,"msg_id":123}', 'accepted'],
		['{"result_code":1,"msg_id":123,"success_cnt":0,"error_cnt":1}', 'refused'],
	])('%s is %s', async (body, outcome) => {
		expect((await handOver(await answering(body), [message(1)])).messages).toMatchObject([{ outcome }]);
	});
});

describe('finding', () => {
	it('a text whose answer was lost, by its time', async () => {
		const aligo = await simulator();
		aligo.faults.set([{ step: 'submit', nth: 2, fault: 'acceptThenDrop' }]);
		const gateway = gatewayAt(aligo.url);
		const given = messages(3);
		const handed = await handOver(gateway, given);
		expect([handed.requestIds.length, handed.messages.map(({ outcome }) => outcome)]).toEqual([1, ['accepted', 'unknown', 'notSent']]);
		const found = await gateway.find(handed.batch);
		expect(found.map(({ to, text }) => `${to} ${text}`).sort()).toEqual(given.slice(0, 2).map(({ to, text }) => `${to} ${text}`).sort());
	});

	it('names a message as it was named when it was accepted', async () => {
		const aligo = await simulator();
		const gateway = gatewayAt(aligo.url);
		const handed = await handOver(gateway, messages(2));
		const accepted = handed.messages.flatMap((one) => (one.outcome === 'accepted' ? [one.messageId] : []));
		expect((await gateway.find(handed.batch)).map(({ messageId }) => messageId).sort()).toEqual(accepted.sort());
		expect(accepted).toEqual(handed.requestIds);
	});

	it('leaves out calls of other times, and calls of others to many numbers', async () => {
		let now = Date.parse('2026-11-23T10:00:00+09:00');
		const aligo = await simulator({ now: () => now });
		const gateway = gatewayAt(aligo.url);
		await handOver(gateway, [message(1)]);
		now += 3_600_000;
		await handOver(gateway, [message(2)]);
		await fetch(`${aligo.url}/send/`, { method: 'POST', body: new URLSearchParams({ key: KEY, user_id: 'citytax', sender: SENDER, receiver: '01011112222,01033334444', msg: '다른 부서' }) });
		expect((await gateway.find(around(now))).map(({ text }) => text)).toEqual([message(2).text]);
	});

	it('looks on both days where midnight is near', async () => {
		let now = Date.parse('2026-11-23T23:59:50+09:00');
		const aligo = await simulator({ now: () => now });
		const gateway = gatewayAt(aligo.url);
		await handOver(gateway, [message(1)]);
		now += 20_000;
		await handOver(gateway, [message(2)]);
		expect((await gateway.find(around(now))).map(({ text }) => text).sort()).toEqual([message(1).text, message(2).text].sort());
		expect(aligo.calls().filter(({ step }) => step === 'find')).toHaveLength(4);
	});

	it('reads all pages of a busy day', async () => {
		const aligo = await simulator();
		const gateway = gatewayAt(aligo.url);
		const handed = await handOver(gateway, [message(1)]);
		for (let sent = 0; sent < 520; sent += 1) {
			await fetch(`${aligo.url}/send/`, { method: 'POST', body: new URLSearchParams({ key: KEY, user_id: 'citytax', sender: SENDER, receiver: '01011112222,01033334444', msg: `다른 부서 ${sent}` }) });
		}
		expect(await gateway.find(handed.batch)).toMatchObject([{ text: message(1).text }]);
		expect(aligo.calls().filter(({ step }) => step === 'find')).toHaveLength(3);
	});

	it.each(['{}', '[]', '{"result_code":1,"list":{}}', '{"result_code":0,"list":[]}'])('refuses an answer that is none: %s', async (body) => {
		await expect((await answering(body)).find(around(Date.now()))).rejects.toMatchObject({ failure: { outcome: 'unknown' } });
	});

	it('passes rows over that name no call', async () => {
		expect(await (await answering('{"result_code":"1","list":[{},null,{"mid":""},"x"],"next_yn":"N"}')).find(around(Date.now()))).toEqual([]);
	});
});

describe('cancelling', () => {
	const scheduledAt = (ms: number) => new Date(ms + 9 * 3_600_000).toISOString().replace('Z', '+09:00');

	it('is too late within five minutes of sending', async () => {
		let now = Date.parse('2026-11-23T10:00:00+09:00');
		const aligo = await simulator({ now: () => now });
		const gateway = gatewayAt(aligo.url);
		const handed = await handOver(gateway, messages(2), { scheduledAt: scheduledAt(now + 1_200_000) });
		now += 16 * 60_000;
		expect(await gateway.cancel(handed.batch)).toBe('tooLate');
	});

	it('shows in the list as never to be sent', async () => {
		const aligo = await simulator();
		const gateway = gatewayAt(aligo.url);
		const handed = await handOver(gateway, messages(2), { scheduledAt: scheduledAt(Date.now() + 7_200_000) });
		expect(await gateway.cancel(handed.batch)).toBe('cancelled');
		expect((await gateway.find(handed.batch)).map(({ state, refused }) => [state, refused])).toEqual([['failed', true], ['failed', true]]);
	});

	it('of nothing is missing', async () => {
		expect(await gatewayAt((await simulator()).url).cancel(around(Date.now()))).toBe('missing');
	});
});

describe('the account', () => {
	it('tells what may still be sent, and warns where no long text can go out', async () => {
		const aligo = await simulator();
		const gateway = gatewayAt(aligo.url);
		expect(await gateway.checkAccount()).toEqual({ balance: { amount: 10_000, unit: '건' }, senders: null, warnings: [] });
		aligo.setCredit(KEY, { SMS: 5, LMS: 0 });
		expect((await gateway.checkAccount()).warnings).toHaveLength(1);
	});
});
