import { RemoteError } from '../../../../lib/errors';
import type { HttpClient, HttpRequest } from '../../../../lib/http/client';
import { ALIMTALK_CODES, meaningOf, SMS_CODES } from '../../../../lib/sms/nhn/codes';
import { NhnGateway } from '../../../../lib/sms/nhn/gateway';
import { handOver, message } from '../../../support/gateways/batch';

/** A gateway whose vendor answers as told. */
function answering(answer: (request: HttpRequest) => unknown) {
	const http: HttpClient = { request: async (request) => await Promise.resolve({ status: 200, headers: {}, body: answer(request) }), close: () => undefined };
	return new NhnGateway({
		http,
		appKey: 'APPKEY',
		secretKey: 'secret',
		sender: '0310000000',
		subject: '안내',
		templates: { SMS: '', LMS: '' },
		alimTalk: { http, appKey: 'KAKAO', secretKey: 'secret', senderKey: 'S' },
		absenceProofMs: 600_000,
		nowMs: Date.now,
		sleep: async () => undefined,
	});
}

const OK = { isSuccessful: true, resultCode: 0, resultMessage: 'SUCCESS' };
const refused = (resultCode: number) => ({ header: { isSuccessful: false, resultCode, resultMessage: 'x' } });
const key = `${message(1).noticeKey}#1`;
const data = (items: unknown[], more: object = {}) => ({ header: OK, body: { data: { requestId: 'R1', statusCode: '2', sendResultList: items, ...more } } });
const item = (more: object = {}) => ({ recipientNo: '01000000001', resultCode: 0, recipientSeq: 1, recipientGroupingKey: key, ...more });
const [one] = [message(1, { text: '안내' })];
const two = [one, message(2, { text: '안내' })];

describe('an answer', () => {
	it.each([
		['nothing', {}],
		['no header', { body: {} }],
		['a header without a word on success', { header: { resultCode: 0 } }],
		['a code that is none', { header: { isSuccessful: true, resultCode: 'OK' } }],
		['success without content', { header: OK }],
		['success without a request id', data([item()], { requestId: '' })],
		['success without items', data([])],
		['an item of nobody we know', data([item({ recipientGroupingKey: 'someone' })])],
		['an item without a code', data([item({ resultCode: null })])],
		['trouble at the vendor in an item', data([item({ resultCode: -9999 })])],
		['trouble at the vendor', refused(-9999)],
		['a queue that could not be written', refused(-2021)],
		['a code that the documents do not know', refused(-7777)],
	])('of %s leaves the message in doubt', async (_name, body) => {
		const handed = await handOver(answering(() => body), [one]);
		expect([...handed.outcomes.values()]).toEqual(['unknown']);
		expect(handed.error).toMatchObject({ failure: { outcome: 'unknown' } });
	});

	it('that forgets one message leaves all of the call in doubt', async () => {
		const handed = await handOver(answering(() => data([item()])), two);
		expect([...handed.outcomes.values()]).toEqual(['unknown', 'unknown']);
	});

	it('with our key in the samples’ second spelling is read', async () => {
		const body = data([{ recipientNo: '01000000001', resultCode: 0, recipientSeq: 1, recipientGropuingKey: key }]);
		const handed = await handOver(answering(() => body), [one]);
		expect(handed.messages).toEqual([{ noticeKey: message(1).noticeKey, outcome: 'accepted', messageId: 'R1.1', statusCode: '1' }]);
	});

	it('that calls itself failed but took a message counts that message as taken', async () => {
		const items = [item(), { ...item({ resultCode: -2019, recipientSeq: 2 }), recipientGroupingKey: `${message(2).noticeKey}#1` }];
		const body = { ...data(items), ...refused(-2019) };
		const handed = await handOver(answering(() => body), two);
		expect([...handed.outcomes.values()]).toEqual(['accepted', 'refused']);
	});

	it('that refuses the wording refuses all who have it, by one call', async () => {
		let calls = 0;
		const handed = await handOver(answering(() => ((calls += 1), refused(-2023))), two);
		expect([calls, ...handed.outcomes.values()]).toEqual([1, 'refused', 'refused']);
	});

	it.each([
		[-1001, 'refused'],
		[-1004, 'refused'],
		[-1008, 'accountRefused'],
		[-2052, 'accountRefused'],
		[-2312, 'accountRefused'],
		[-2313, 'accountRefused'],
		[-2022, 'refused'],
		[4, 'refused'],
	])('%d proves that nothing was taken and stops the rest', async (code, error) => {
		let calls = 0;
		const handed = await handOver(answering(() => ((calls += 1), refused(code))), [one, message(2), message(3)]);
		expect([calls, ...handed.outcomes.values()]).toEqual([1, 'notSent', 'notSent', 'notSent']);
		expect(handed.error).toMatchObject({ code: error, failure: { outcome: 'notSent', vendorCode: String(code), retryable: false } });
	});
});

describe('lists', () => {
	const batch = { batchId: 'b', requestIds: [], fromMs: 0, untilMs: 60_000, notices: [] };
	const list = (rows: unknown[], totalCount: unknown = rows.length) => ({ header: OK, body: { pageNum: 1, pageSize: 1000, totalCount, data: rows } });
	const kakaoList = { header: OK, messageSearchResultResponse: { messages: [], totalCount: 0 } };

	it.each([{}, { header: OK }, { header: OK, body: {} }, list([], 'many'), { header: OK, body: { totalCount: 1, data: ['x'] } }])('that cannot be read are an error: %j', async (body) => {
		await expect(answering(() => body).find(batch)).rejects.toMatchObject({ code: 'unreadableAnswer', failure: { outcome: 'unknown' } });
	});

	it('that end before all was read are an error, as absence must be proof', async () => {
		await expect(answering(() => list([], 3)).find(batch)).rejects.toMatchObject({ code: 'endlessList' });
	});

	it('pass over what is not ours', async () => {
		const row = { requestId: 'R', recipientSeq: 1, msgStatus: '3', resultCode: '1000', messageType: 'SMS', recipientGroupingKey: 'someone else' };
		const gateway = answering(({ path }) => (path.startsWith('/alimtalk') ? kakaoList : path.endsWith('/sender/sms') ? list([row]) : list([])));
		expect(await gateway.find(batch)).toEqual([]);
	});

	it('that the vendor refuses say why', async () => {
		const trouble = answering(() => refused(-1004)).find(batch);
		await expect(trouble).rejects.toBeInstanceOf(RemoteError);
		await expect(trouble).rejects.toThrow('허용되지 않은 IP');
	});
});

describe('a cancellation', () => {
	const batch = { batchId: 'b', requestIds: [], fromMs: 0, untilMs: 60_000, notices: [] };

	it('that NHN Cloud does not finish is no cancellation', async () => {
		const gateway = answering(({ method }) =>
			method === 'PUT' ? { header: OK, body: { data: { reservationCancelId: 'C1' } } } : { header: OK, body: { data: [{ reservationCancelId: 'C1', reservationCancelStatus: 'PROCESSING' }] } },
		);
		await expect(gateway.cancel(batch)).rejects.toMatchObject({ code: 'cancelPending', failure: { outcome: 'unknown' } });
	});

	it('that came too late for some is too late', async () => {
		const gateway = answering(({ method, path }) => {
			if (path.startsWith('/alimtalk')) return { header: OK, messageSearchResultResponse: { messages: [], totalCount: 0 } };
			if (method === 'PUT') return { header: OK, body: { data: { reservationCancelId: 'C1' } } };
			if (path.includes('search-cancels')) return { header: OK, body: { data: [{ reservationCancelId: 'C1', reservationCancelStatus: 'COMPLETED', totalCount: 3, successCount: 2 }] } };
			return { header: OK, body: { totalCount: 0, data: [] } };
		});
		expect(await gateway.cancel(batch)).toBe('tooLate');
	});
});

describe('code tables', () => {
	it.each(Object.entries({ ...SMS_CODES, ...ALIMTALK_CODES }))('%s is told in a Korean sentence', (_code, { reason }) => {
		expect(reason).toMatch(/[가-힣].*\.$/);
	});

	it('hold nothing for certain that the documents do not', () => {
		for (const code of ['-9999', '-2021', '-1234', 'toString', '__proto__']) expect(meaningOf(SMS_CODES, code).kind).toBe('unknown');
		expect(meaningOf(ALIMTALK_CODES, '-1005').kind).toBe('unknown');
	});
});
