import { createServer } from 'node:http';

import { createHttpClient } from '../../../../lib/http/client';
import type { BatchAtGateway, DirectGateway, Gateway, HandOver, OutgoingMessage, Submission, UnkeyedMessage } from '../../../../lib/sms/gateway';
import { isDirect } from '../../../../lib/sms/gateway';
import { SensGateway, type SensOptions } from '../../../../lib/sms/sens/gateway';
import type { SensOptions as Quirks } from '../../../../sandbox/sms/sens.mts';
import { SECRET, type RunningRig, type RigOptions, SUBJECT } from '../../../support/gateways/rig';
import { startSensRig } from '../../../support/gateways/sens';

const open: Array<() => Promise<void> | void> = [];
afterEach(async () => {
	for (const close of open.splice(0)) await close();
});

async function rigWith(options: RigOptions = {}, quirks: Partial<Quirks> = {}): Promise<RunningRig> {
	const rig = await startSensRig(options, quirks);
	open.push(() => rig.close());
	return rig;
}

const direct = (gateway: Gateway): DirectGateway => {
	if (!isDirect(gateway)) throw new Error('not direct');
	return gateway;
};

const message = (number: number, wish: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
	noticeKey: `key-${number}`,
	attempt: 1,
	to: `0102000${String(number).padStart(4, '0')}`,
	text: `${number}번 안내입니다.`,
	type: 'SMS',
	...wish,
});
const messages = (count: number) => Array.from({ length: count }, (_, index) => message(index + 1));

const handOver = (wish: Partial<HandOver> = {}): HandOver => ({ batchId: 'b', scheduledAt: null, mayCall: () => undefined, repeat: (call) => call(), ...wish });

const outcomes = ({ messages: all }: Submission) => Object.fromEntries(all.map(({ noticeKey, outcome }) => [noticeKey, outcome]));

const around = (submission: Submission, wish: Partial<BatchAtGateway> = {}): BatchAtGateway => ({
	batchId: 'b',
	requestIds: submission.requestIds,
	fromMs: Date.now() - 1_000,
	untilMs: Date.now() + 1_000,
	notices: submission.messages.map(({ noticeKey }) => ({ noticeKey, attempt: 1 })),
	...wish,
});

async function found(gateway: Gateway, batch: BatchAtGateway): Promise<UnkeyedMessage[]> {
	return (await direct(gateway).find(batch)).filter((one): one is UnkeyedMessage => 'to' in one);
}

/** A gateway whose vendor answers everything alike. */
async function answering(status: number, body: string): Promise<DirectGateway> {
	const server = createServer((_request, response) => response.writeHead(status, { 'content-type': 'application/json' }).end(body));
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const address = server.address();
	const http = createHttpClient({
		baseUrl: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
		label: 'SENS', timeoutMs: 5_000, userAgent: 'test', now: Date.now,
	});
	open.push(() => {
		http.close();
		server.closeAllConnections();
		server.close();
	});
	return new SensGateway({ ...OPTIONS, http });
}

describe('handing over', () => {
	it('takes SMS and LMS in one call each, the title on long texts alone', async () => {
		const rig = await rigWith();
		const long = message(3, { text: '가'.repeat(60), type: 'LMS' });
		const submission = await direct(rig.gateway).submit([message(1), long, message(2)], handOver());
		expect(outcomes(submission)).toEqual({ 'key-1': 'accepted', 'key-2': 'accepted', 'key-3': 'accepted' });
		expect(submission.requestIds).toHaveLength(2);
		expect(rig.deliveries().map(({ type, text, subject }) => [type, text, subject])).toEqual([
			['SMS', '1번 안내입니다.', null],
			['SMS', '2번 안내입니다.', null],
			['LMS', long.text, SUBJECT],
		]);
	});

	it('never lets a text out that SENS would cut or could not encode', async () => {
		const rig = await rigWith();
		const submission = await direct(rig.gateway).submit(
			[
				message(1),
				message(2, { text: '가'.repeat(46) }),
				message(3, { text: '가'.repeat(1_001), type: 'LMS' }),
				message(4, { text: '축하 🎉' }),
				message(5, { text: ' ' }),
				message(6, { text: '가'.repeat(45) }),
			],
			handOver(),
		);
		expect(outcomes(submission)).toEqual({ 'key-1': 'accepted', 'key-2': 'refused', 'key-3': 'refused', 'key-4': 'refused', 'key-5': 'refused', 'key-6': 'accepted' });
		expect(rig.deliveries().map(({ text }) => text)).toEqual(['1번 안내입니다.', '가'.repeat(45)]);
	});

	it('tells one number that SENS refuses from the ninety-nine it takes', async () => {
		const rig = await rigWith();
		const batch = messages(100);
		batch[37] = message(38, { to: '0102' });
		const submission = await direct(rig.gateway).submit(batch, handOver());
		const { 'key-38': bad, ...rest } = outcomes(submission);
		expect(bad).toBe('refused');
		expect(new Set(Object.values(rest))).toEqual(new Set(['accepted']));
		expect(submission.error).toBeNull();
		expect(rig.deliveries()).toHaveLength(99);
	});

	it('puts a lone refused message down to the message', async () => {
		const submission = await direct((await rigWith()).gateway).submit([message(1, { to: '0102' })], handOver());
		expect(submission).toMatchObject({ error: null, messages: [{ outcome: 'refused', refusal: { statusCode: 'Bad Request', blocksAccount: false } }] });
	});

	it.each([[2], [3], [40], [100]])('does not blame %i messages for a sender number that is not registered', async (count) => {
		const rig = await rigWith();
		const submission = await direct(rig.with({ sender: 'unregistered' })).submit(messages(count), handOver());
		expect(new Set(Object.values(outcomes(submission)))).toEqual(new Set(['notSent']));
		expect(submission.messages).toHaveLength(count);
		expect(submission.error).toMatchObject({ code: 'accountRefused', failure: { outcome: 'notSent', vendorCode: 'Bad Request', retryable: false } });
		expect(rig.deliveries()).toEqual([]);
	});

	it('says that the account is the cause where SENS forbids the call', async () => {
		const rig = await rigWith({}, { senderRefusal: 403, cloud: 'public' });
		const submission = await direct(rig.with({ sender: 'unregistered' })).submit(messages(5), handOver());
		expect(submission.error).toMatchObject({ code: 'accountRefused', failure: { vendorCode: 'Forbidden' } });
		expect(rig.calls()).toHaveLength(1);
	});

	it('gives each its own text though a call names one for all', async () => {
		const rig = await rigWith();
		await direct(rig.gateway).submit([message(1), message(2), message(3, { to: message(1).to })], handOver());
		expect(rig.deliveries().map(({ phone, text }) => [phone, text])).toEqual([
			['01020000001', '1번 안내입니다.'],
			['01020000002', '2번 안내입니다.'],
			['01020000001', '3번 안내입니다.'],
		]);
	});

	it('makes no call when this worker may not any more', async () => {
		const rig = await rigWith();
		const late = handOver({ mayCall: () => { throw new Error('late'); } });
		await expect(direct(rig.gateway).submit(messages(1), late)).rejects.toThrow('late');
		expect(rig.calls()).toEqual([]);
	});
});

describe('answers to a hand-over', () => {
	it.each([
		['202 with an id', 202, '{"requestId":"r","statusCode":"202","statusName":"success"}', 'accepted'],
		['202 for a reservation', 202, '{"requestId":"r","statusCode":"202","statusName":"reserved"}', 'accepted'],
		['200 with an id', 200, '{"requestId":"r"}', 'accepted'],
		['202 without an id', 202, '{"statusCode":"202","statusName":"success"}', 'unknown'],
		['202 that says 400', 202, '{"requestId":"r","statusCode":"400","statusName":"fail"}', 'refused'],
		['202 that says 500', 202, '{"requestId":"r","statusCode":"500","statusName":"fail"}', 'unknown'],
		['202 that is no JSON', 202, 'OK', 'unknown'],
		['202 that is a list', 202, '[]', 'unknown'],
		['400 of the commercial cloud', 400, '{"status":400,"errors":"Bad Request","errorMessage":"-"}', 'refused'],
		['400 of the public cloud', 400, '{"status":400,"error":"Bad Request","message":"-"}', 'refused'],
		['401 of the API gateway', 401, '{"error":{"errorCode":"200","message":"Authentication Failed"}}', 'notSent'],
		['404', 404, '', 'notSent'],
		['429', 429, '{"error":{"errorCode":"420"}}', 'notSent'],
		['500', 500, '{"status":500,"errors":"Internal Server Error"}', 'unknown'],
		['503', 503, '', 'unknown'],
	])('%s', async (_name, status, body, outcome) => {
		const submission = await (await answering(status, body)).submit([message(1)], handOver());
		expect(outcomes(submission)).toEqual({ 'key-1': outcome });
	});

	it('keep the vendor’s code and say what to do', async () => {
		const submission = await (await answering(401, '{"error":{"errorCode":"200","message":"Authentication Failed"}}')).submit([message(1)], handOver());
		expect(submission.error).toMatchObject({
			failure: { status: 401, vendorCode: '200', outcome: 'notSent', retryable: false },
			message: expect.stringContaining('HTTP 401, 200'),
			remedy: expect.stringContaining('시각 동기화'),
		});
	});

	it('never show number, text, key or secret', async () => {
		for (const status of [400, 401, 403, 404, 429, 500]) {
			const { error } = await (await answering(status, `{"errorMessage":"01020000001 1번 안내입니다. ${SECRET}"}`)).submit(messages(2), handOver());
			const told = `${error?.message} ${error?.remedy} ${JSON.stringify(error)}`;
			for (const secret of ['01020000001', '안내입니다', SECRET, 'ACCESSKEY']) expect(told).not.toContain(secret);
		}
	});
});

describe('finding', () => {
	it.each([['full'], ['bare']] as const)('reads number, text and state by request id (%s list)', async (listDetail) => {
		const rig = await rigWith({}, { listDetail });
		const submission = await direct(rig.gateway).submit([message(1), message(2, { to: '01000003032' }), message(3, { to: '01000009000' })], handOver());
		const before = await found(rig.gateway, around(submission));
		expect(before.map(({ to, text, state }) => [to, text, state])).toEqual([
			['01020000001', '1번 안내입니다.', 'accepted'],
			['01000003032', '2번 안내입니다.', 'accepted'],
			['01000009000', '3번 안내입니다.', 'accepted'],
		]);
		expect(new Set(before.map(({ groupId }) => groupId))).toEqual(new Set(submission.requestIds));
		await rig.flush();
		expect((await found(rig.gateway, around(submission))).map(({ state, statusCode, reason }) => [state, statusCode, reason])).toEqual([
			['delivered', '0', null],
			['failed', '3001', '이동통신사에서 전송하지 못하였습니다(결번).'],
			['accepted', 'PROCESSING', null],
		]);
	});

	it('finds by time what went out in a call whose answer was lost', async () => {
		const rig = await rigWith({ faults: [{ step: 'submit', fault: 'acceptThenDrop', nth: 2 }] });
		const submission = await direct(rig.gateway).submit([message(1), message(2, { text: '가'.repeat(60), type: 'LMS' })], handOver());
		expect(outcomes(submission)).toEqual({ 'key-1': 'accepted', 'key-2': 'unknown' });
		expect((await found(rig.gateway, around(submission))).map(({ to }) => to)).toEqual(['01020000001', '01020000002']);
	});

	it('asks by time only where the known calls are not enough', async () => {
		const rig = await rigWith();
		const submission = await direct(rig.gateway).submit(messages(3), handOver());
		const asked = () => rig.calls().filter(({ step }) => step === 'find').length;
		expect(await found(rig.gateway, around(submission, { knownCallsOnly: true }))).toHaveLength(3);
		expect(asked()).toBe(1);
		expect(await found(rig.gateway, around(submission))).toHaveLength(3);
		expect(asked()).toBe(3);
	});

	it('pages to the end, each message once', async () => {
		const rig = await rigWith();
		const first = await direct(rig.gateway).submit(messages(100), handOver());
		const second = await direct(rig.gateway).submit(Array.from({ length: 100 }, (_, index) => message(500 + index)), handOver());
		const all = await found(rig.gateway, around(first, { requestIds: [...first.requestIds, ...second.requestIds] }));
		expect([all.length, new Set(all.map(({ messageId }) => messageId)).size]).toEqual([200, 200]);
	});

	it('stops at pages that never end', async () => {
		const rig = await rigWith();
		const submission = await direct(rig.gateway).submit(messages(3), handOver());
		rig.faults([{ step: 'find', fault: 'endlessPages' }]);
		await expect(found(rig.gateway, around(submission))).rejects.toMatchObject({ failure: { outcome: 'unknown' } });
	});

	it('ends at an empty page, though a token promises another', async () => {
		const nothing: BatchAtGateway = { batchId: 'b', requestIds: ['r'], fromMs: 0, untilMs: 0, notices: [] };
		expect(await found(await answering(200, '{"statusCode":"200","messages":[],"nextToken":"t"}'), nothing)).toEqual([]);
	});

	it('takes an empty result (404) for what it is, and a wrong address for an error', async () => {
		const rig = await rigWith();
		const nothing: BatchAtGateway = { batchId: 'b', requestIds: ['RSSA-none'], fromMs: Date.now(), untilMs: Date.now(), notices: [] };
		expect(await found(rig.gateway, nothing)).toEqual([]);
		const elsewhere = await answering(404, '{"error":{"errorCode":"300","message":"Not Found Exception"}}');
		await expect(found(elsewhere, nothing)).rejects.toMatchObject({ failure: { status: 404, vendorCode: '300' } });
		await expect(found(rig.with({ secret: 'wrong' }), nothing)).rejects.toMatchObject({ failure: { status: 401 } });
	});

	it('says nothing of what the list does not show yet', async () => {
		const rig = await rigWith();
		const submission = await direct(rig.gateway).submit(messages(3), handOver());
		rig.faults([{ step: 'find', fault: 'listLag', ms: 60_000 }]);
		expect(await found(rig.gateway, around(submission))).toEqual([]);
	});
});

describe('a reservation', () => {
	const at = () => new Date(Date.now() + 3_600_000).toISOString();

	it('goes out at its time, not before', async () => {
		const rig = await rigWith();
		const submission = await direct(rig.gateway).submit(messages(2), handOver({ scheduledAt: at() }));
		expect(outcomes(submission)).toEqual({ 'key-1': 'accepted', 'key-2': 'accepted' });
		expect([rig.deliveries(), await found(rig.gateway, around(submission))]).toEqual([[], []]);
		await rig.flush();
		expect(rig.deliveries()).toHaveLength(2);
		expect((await found(rig.gateway, around(submission))).map(({ state }) => state)).toEqual(['delivered', 'delivered']);
	});

	it('can be cancelled, again too, and then nothing goes out', async () => {
		const rig = await rigWith();
		const submission = await direct(rig.gateway).submit([message(1), message(2, { type: 'LMS' })], handOver({ scheduledAt: at() }));
		expect(await direct(rig.gateway).cancel(around(submission))).toBe('cancelled');
		expect(await direct(rig.gateway).cancel(around(submission))).toBe('cancelled');
		await rig.flush();
		expect(rig.deliveries()).toEqual([]);
	});

	it('that went out is too late to cancel', async () => {
		const rig = await rigWith();
		const submission = await direct(rig.gateway).submit(messages(1), handOver({ scheduledAt: at() }));
		await rig.flush();
		expect(await direct(rig.gateway).cancel(around(submission))).toBe('tooLate');
	});

	it('that SENS does not know, or whose id never came, is missing', async () => {
		const { gateway } = await rigWith();
		const batch: BatchAtGateway = { batchId: 'b', requestIds: ['RSSA-none'], fromMs: 0, untilMs: 0, notices: [] };
		expect([await direct(gateway).cancel(batch), await direct(gateway).cancel({ ...batch, requestIds: [] })]).toEqual(['missing', 'missing']);
	});
});

describe('the account', () => {
	it('is checked by a signed lookup; a service without messages is worth a word', async () => {
		const rig = await rigWith();
		expect(await rig.gateway.checkAccount()).toEqual({ balance: null, senders: null, warnings: [expect.stringContaining('서비스 ID')] });
		await direct(rig.gateway).submit(messages(1), handOver());
		expect((await rig.gateway.checkAccount()).warnings).toEqual([]);
		await expect(rig.with({ secret: 'wrong' }).checkAccount()).rejects.toMatchObject({ failure: { status: 401, vendorCode: '200' } });
	});

	it('is refused where this server’s clock is off by more than five minutes', async () => {
		const rig = await rigWith({}, { now: () => Date.now() + 6 * 60_000 });
		await expect(rig.gateway.checkAccount()).rejects.toMatchObject({ failure: { status: 401 }, remedy: expect.stringContaining('시각') });
	});
});

const OPTIONS: SensOptions = {
	accessKey: 'ACCESSKEY',
	secretKey: SECRET,
	serviceId: 'ncp:sms:kr:000000000000:city',
	sender: '0310000000',
	subject: SUBJECT,
	http: { request: () => Promise.reject(new Error('no call')), close: () => undefined },
	nowMs: Date.now,
};

describe('settings', () => {
	it.each([
		['ncp:sms:kr:123456789012:city', true],
		[' ncp:sms:kr:123456789012:city ', true],
		['ncp:sms:kr:123456789012:시청', true],
		['', false],
		['123456789012', false],
		['ncp:sms:kr:1:a/b', false],
		['ncp:sms:kr:1:a?b', false],
	])('service id %j', (serviceId, good) => {
		const make = () => new SensGateway({ ...OPTIONS, serviceId });
		if (good) expect(make).not.toThrow();
		else expect(make).toThrow(expect.objectContaining({ code: 'sensServiceId' }));
	});

	it.each([
		['', true],
		['가'.repeat(20), true],
		['가'.repeat(21), false],
		['축하 🎉', false],
	])('title %j', (subject, good) => {
		const make = () => new SensGateway({ ...OPTIONS, subject });
		if (good) expect(make).not.toThrow();
		else expect(make).toThrow(expect.objectContaining({ code: 'subject' }));
	});
});
