import { type AligoSimulator, startAligo } from '../../sandbox/sms/aligo.mts';

const KEY = 'sandbox-aligo-key';
const USER = 'citytax';
const SENDER = '0310002114';

let simulator: AligoSimulator;
let clock: number;

beforeEach(async () => {
	clock = Date.parse('2026-11-23T09:30:00+09:00');
	simulator = await startAligo({ accounts: [{ key: KEY, userId: USER, credit: { SMS: 10, LMS: 5 }, senders: ['031-000-2114'] }], reportDelayMs: 60_000, seed: 7, now: () => clock });
});

afterEach(() => simulator.close());

type Fields = Record<string, string>;

async function call(path: string, fields: Fields = {}, identity: Fields = { key: KEY, user_id: USER }): Promise<Record<string, unknown>> {
	const response = await fetch(simulator.url + path, { method: 'POST', body: new URLSearchParams({ ...identity, ...fields }) });
	expect(response.status).toBe(200);
	return (await response.json()) as Record<string, unknown>;
}

const send = async (fields: Fields = {}) => await call('/send/', { sender: SENDER, receiver: '01011112222', msg: '안내', ...fields });
const phones = () => simulator.oracle.deliveries().map(({ phone, text }) => [phone, text]);

describe('the pretend Aligo', () => {
	it('answers 200 with a negative result_code to a wrong key, number or text by turns', async () => {
		const codes = [await call('/remain/', {}, { key: 'x', user_id: USER }), await call('/remain/', {}, { key: KEY, user_id: 'x' })].map((body) => body.result_code);
		expect(codes.map(Number)).toEqual([-101, -101]);
		expect(new Set(codes.map((code) => typeof code))).toEqual(new Set(['string', 'number']));
	});

	it('takes user_id and userid', async () => {
		expect(await call('/remain/', {}, { key: KEY, userid: USER })).toMatchObject({ SMS_CNT: 10, LMS_CNT: 5, MMS_CNT: 0 });
	});

	it('takes multipart forms as the vendor SDK sends them', async () => {
		const form = new FormData();
		for (const [name, value] of Object.entries({ key: KEY, user_id: USER, sender: SENDER, receiver: '01011112222', msg: '두 줄\n안내' })) form.append(name, value);
		const response = await fetch(`${simulator.url}/send/`, { method: 'POST', body: form });
		expect(await response.json()).toMatchObject({ success_cnt: 1 });
		expect(simulator.oracle.deliveries()).toHaveLength(1);
	});

	it('sends one text to many, with names put in, and counts what it refused without naming it', async () => {
		const body = await send({ receiver: '010-1111-2222,01033334444,12', msg: '%고객명%님', destination: '010-1111-2222|홍길동,01033334444|김철수' });
		expect(body).toMatchObject({ success_cnt: 2, error_cnt: 1, msg_type: 'SMS' });
		expect(phones()).toEqual([['01011112222', '홍길동님'], ['01033334444', '김철수님']]);
	});

	it('sends up to 500 texts of their own in one call', async () => {
		const mass = { sender: SENDER, rec_1: '01011112222', msg_1: '하나', rec_2: '01033334444', msg_2: '둘', msg_type: 'SMS' };
		expect(await call('/send_mass/', { ...mass, cnt: '2' })).toMatchObject({ success_cnt: 2, error_cnt: 0 });
		for (const cnt of ['0', '501', '']) expect(Number((await call('/send_mass/', { ...mass, cnt })).result_code)).toBeLessThan(0);
		expect(phones()).toEqual([['01011112222', '하나'], ['01033334444', '둘']]);
	});

	it('turns characters outside EUC-KR into ?, and makes a long one of what is over 90 bytes unless told a type', async () => {
		await send({ msg: '안내 😀–' });
		expect(await send({ msg: '가'.repeat(46) })).toMatchObject({ msg_type: 'LMS' });
		await send({ msg: '나'.repeat(46), msg_type: 'SMS' });
		expect(simulator.oracle.deliveries().map(({ text, bytes }) => [text.slice(0, 6), bytes])).toEqual([['안내 ??', 7], ['가'.repeat(6), 92], ['나'.repeat(6), 90]]);
	});

	it.each([
		['a sender that is not registered', { sender: '0319999999' }],
		['no number', { receiver: '' }],
		['no text', { msg: '' }],
		['a text over 2,000 bytes', { msg: '가'.repeat(1_001) }],
		['a kind it does not have', { msg_type: 'FAX' }],
		['a time less than ten minutes ahead', { rdate: '20261123', rtime: '0935' }],
		['a time that is none', { rdate: '20261199', rtime: '9999' }],
	])('refuses %s', async (_name, fields) => {
		expect(Number((await send(fields)).result_code)).toBeLessThan(0);
		expect(phones()).toEqual([]);
	});

	it('counts down by kind, and refuses with -201 what is more than is left', async () => {
		simulator.setCredit(KEY, { SMS: 1, LMS: 0 });
		expect(Number((await send({ receiver: '01011112222,01033334444' })).result_code)).toBe(-201);
		await send();
		expect(simulator.credit(KEY)).toEqual({ SMS: 0, LMS: 0 });
	});

	it('sends nothing in test mode', async () => {
		expect(await send({ testmode_yn: 'Y' })).toMatchObject({ success_cnt: 1 });
		expect([phones(), simulator.credit(KEY).SMS]).toEqual([[], 10]);
	});

	it('lists calls with their text and no number, messages with their number and no text', async () => {
		const { msg_id: mid } = await send({ receiver: '01011112222,01000003032' });
		clock += 1_000;
		const { list: [row] = [] } = (await call('/list/', { start_date: '20261123', limit_day: '1' })) as { list?: Fields[] };
		expect(row).toEqual({ mid: String(mid), type: 'SMS', sender: SENDER, sms_count: '2', reserve_state: '', msg: '안내', fail_count: '0', reg_date: '2026-11-23 09:30:00', reserve: '' });
		const states = async () => ((await call('/sms_list/', { mid: String(mid) })).list as Fields[]).map((one) => [one.receiver, one.sms_state, 'msg' in one]);
		expect(await states()).toEqual([['01011112222', '전송중', false], ['01000003032', '전송중', false]]);
		simulator.flush();
		expect(await states()).toEqual([['01011112222', '발송완료', false], ['01000003032', '가입자없음', false]]);
	});

	it('lists by day and page', async () => {
		simulator.setCredit(KEY, { SMS: 100, LMS: 0 });
		for (let sent = 0; sent < 35; sent++) await send();
		const rows = async (fields: Fields) => {
			const { list, next_yn: next } = await call('/list/', fields);
			return [(list as unknown[]).length, next];
		};
		expect(await rows({ page: '1' })).toEqual([30, 'Y']);
		expect(await rows({ page: '2' })).toEqual([5, 'N']);
		expect(await rows({ page_size: '500' })).toEqual([35, 'N']);
		expect(await rows({ start_date: '20261122', limit_day: '1' })).toEqual([0, 'N']);
	});

	it('lets a scheduled call be cancelled until five minutes before, and gives the credit back', async () => {
		const schedule = async () => String((await send({ rdate: '20261123', rtime: '1000' })).msg_id);
		const first = await schedule();
		expect([phones(), simulator.credit(KEY).SMS]).toEqual([[], 9]);
		expect(Number((await call('/cancel/', { mid: first })).result_code)).toBe(1);
		expect(simulator.credit(KEY).SMS).toBe(10);
		const second = await schedule();
		clock += 26 * 60_000;
		expect(Number((await call('/cancel/', { mid: second })).result_code)).toBe(-804);
		simulator.flush();
		expect(phones()).toHaveLength(1);
	});

	it('knows no mid of anybody else', async () => {
		for (const path of ['/sms_list/', '/cancel/']) expect(Number((await call(path, { mid: '1' })).result_code)).toBeLessThan(0);
	});
});
