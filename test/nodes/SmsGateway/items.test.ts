import { DatabaseSync } from 'node:sqlite';

import type { IDataObject } from 'n8n-workflow';

import { chain, type RunSetup } from '../../support/engine';
import { asItems, NoticeCity, ours, personalIn, personOf, prepareRun, RUN_ID } from '../../support/notice-city';

let city: NoticeCity;
beforeEach(async () => {
	city = await NoticeCity.start();
});
afterEach(async () => await city.close());

const CAMPAIGN = 'parking-permit-expiry';
const TEXT = '={{ "[의정부시] 주차권 만료 안내\\n" + $json.name + "님의 주차권이 11월 30일에 만료됩니다.\\n문의: 교통과 031-828-2114" }}';
const PARAMETERS = { resource: 'message', operation: 'sendItems', campaign: CAMPAIGN, dedupeKey: '={{ $json.permit }}', text: TEXT };

const permit = (n: number, changes: IDataObject = {}) => ({ permit: `P-${n}`, name: personOf(n).name, phone: personOf(n).phone, ...changes });
const send = (items: object[], parameters: IDataObject = {}, extra: object = {}, setup: Partial<RunSetup> = {}) =>
	city.run(chain(ours('문자', 'smsGateway', { ...PARAMETERS, ...parameters }, extra)), { startItems: asItems(items), ...setup });
const phones = () => city.solapi.oracle.deliveries().map((delivery) => delivery.phone).sort();
const numbers = (...ns: number[]) => ns.map((n) => personOf(n).phone);
const states = (result: { json(name: string): IDataObject[] }) => result.json('문자').map((json) => json.status);

/** As if the execution before were over for long. */
function sql(statement: string): void {
	const database = new DatabaseSync(city.ledgerPath);
	database.exec(statement);
	database.close();
}

describe('항목별 발송', () => {
	it('texts each item once, linked to its input, with nothing personal in ledger or output', async () => {
		const { items, error } = await send([permit(1), permit(2), permit(3)]);
		expect(error).toBeUndefined();
		expect(items('문자')).toEqual(
			[1, 2, 3].map((n) => ({
				json: expect.objectContaining({ dedupeKey: `P-${n}`, to: `010-****-000${n}`, status: 'accepted', runId: expect.stringContaining(`items:${CAMPAIGN}/2026-11-23-`) }),
				pairedItem: { item: n - 1 },
			})),
		);
		expect(phones()).toEqual(numbers(1, 2, 3));
		expect(city.solapi.oracle.deliveries()[0]?.text).toContain(personOf(1).name);
		expect(personalIn(JSON.stringify(items('문자')) + city.ledgerBytes(), 1, 2, 3)).toEqual([]);
	});

	it('sends nothing new in later executions with the same keys, whatever the text says', async () => {
		await send([permit(1), permit(2), permit(3)]);
		const again = await send([permit(1), permit(2), permit(4)], { text: '문안을 고쳤습니다. 문의: 교통과 031-828-2114' });
		expect(states(again)).toEqual(['alreadyNotified', 'alreadyNotified', 'accepted']);
		expect(again.json('문자')[0]).toMatchObject({ reason: '이미 보낸 안내여서 다시 보내지 않았습니다.', state: 'accepted' });
		expect(phones()).toEqual(numbers(1, 2, 3, 4));
	});

	it('sends every item of a node that a loop calls more than once in one execution', async () => {
		const node = ours('문자', 'smsGateway', PARAMETERS);
		const flow = chain(node);
		for (const n of [1, 2, 3]) await city.run(flow, { startItems: asItems([permit(n)]), executionId: 'loop' });
		expect(phones()).toEqual(numbers(1, 2, 3));
	});

	it('keeps sending after many small executions: no number of items is unusual', async () => {
		for (const n of [1, 2, 3, 4]) await send([permit(n)]);
		expect(states(await send([5, 6, 7, 8, 9].map((n) => permit(n))))).toEqual(Array(5).fill('accepted'));
	});

	it('sends two texts to one phone that two people share', async () => {
		const shared = personOf(1).phone;
		expect(states(await send([permit(1), permit(2, { phone: shared }), permit(3)]))).toEqual(['accepted', 'accepted', 'accepted']);
		expect(phones()).toEqual([shared, shared, personOf(3).phone].sort());
	});

	it('sends one text for items with the same key and says so on the second', async () => {
		const result = await send([permit(1), permit(1, { phone: personOf(2).phone }), permit(3)]);
		expect(states(result)).toEqual(['accepted', 'alreadyNotified', 'accepted']);
		expect(result.json('문자')[1]).toMatchObject({ reasonCode: 'duplicateItem', reason: expect.stringContaining('먼저 있어') });
		expect(phones()).toEqual(numbers(1, 3));
	});

	it('stops before sending anything when an item is faulty', async () => {
		const { error } = await send([permit(1), permit(2, { phone: '02-120' }), permit(3)]);
		expect(error).toMatchObject({ message: '받는 번호가 휴대전화 번호가 아닙니다.', description: expect.stringContaining('010'), context: { itemIndex: 1 } });
		expect(phones()).toEqual([]);
	});

	it('goes on past faulty items when told to, each with its own error', async () => {
		const { items, runs } = await send(
			[permit(1), permit(2, { phone: '02-120' }), permit(3, { permit: '' }), permit(4, { permit: personOf(4).phone }), permit(5)],
			{},
			{ onError: 'continueRegularOutput', retryOnFail: true },
		);
		expect(runs('문자')).toBe(1);
		expect(items('문자').map((item) => [item.pairedItem, item.json.error ?? item.json.status])).toEqual([
			[{ item: 0 }, 'accepted'],
			[{ item: 1 }, '받는 번호가 휴대전화 번호가 아닙니다.'],
			[{ item: 2 }, "'중복 방지 값' 값이 비어 있습니다."],
			[{ item: 3 }, "'중복 방지 값'에 휴대전화 번호가 들어 있습니다."],
			[{ item: 4 }, 'accepted'],
		]);
		expect(phones()).toEqual(numbers(1, 5));
		expect(personalIn(JSON.stringify(items('문자')), 1, 2, 3, 4, 5)).toEqual([]);
	});

	it('gives every item the error of a ledger that fails, and none is lost', async () => {
		city.overrides.cityhallSolapiApi = { baseUrl: 'https://api.solapi.example' };
		const failed = await send([permit(1), permit(2), permit(3)], {}, { onError: 'continueRegularOutput' });
		expect(failed.items('문자').map((item) => item.json.error)).toEqual(Array(3).fill('모의용 발송 대장으로는 실제 문자중계사업자에 보낼 수 없습니다.'));
		city.overrides = {};
		await send([permit(4)]);
		expect(phones()).toEqual(numbers(1, 2, 3, 4));
	});

	it.each([
		['🚗 주차권 안내. 문의: 교통과 031-828-2114', 'unencodable'],
		['주차권 안내 https://bit.ly/abc 문의: 교통과 031-828-2114', expect.any(String)],
		['#{이름}님 주차권 안내. 문의: 교통과 031-828-2114', 'unknownPlaceholder'],
	])('refuses as data a text that must not go out, and its key stays free: %s', async (text, reasonCode) => {
		const refused = await send([permit(1), permit(2), permit(3)], { text });
		expect(refused.json('문자')).toEqual(
			[1, 2, 3].map((n) => expect.objectContaining({ dedupeKey: `P-${n}`, status: 'refused', reasonCode, reason: expect.stringMatching(/.{10}/) })),
		);
		expect(states(await send([permit(1), permit(2), permit(3)]))).toEqual(['accepted', 'accepted', 'accepted']);
	});

	it('uses its own subject, not the one of the vehicle notice', async () => {
		await send([permit(1)], { text: `${'주차권이 만료됩니다. '.repeat(10)} 문의: 교통과 031-828-2114` });
		expect(city.solapi.oracle.deliveries()[0]).toMatchObject({ type: 'LMS', subject: '안내' });
	});

	it('only shows with the dry run: nothing is sent, no key is used up', async () => {
		const shown = await send([permit(1), permit(2), permit(2)], { gateway: 'dryRun' });
		expect(shown.json('문자')).toEqual([
			expect.objectContaining({ status: 'dryRun', to: '010-****-0001', type: expect.stringMatching(/SMS|LMS/), bytes: expect.any(Number) }),
			expect.objectContaining({ status: 'dryRun' }),
			expect.objectContaining({ status: 'alreadyNotified' }),
		]);
		expect(phones()).toEqual([]);
		expect(states(await send([permit(1), permit(2)]))).toEqual(['accepted', 'accepted']);
	});

	it('waits for the hours and goes out with the next execution of the flow', async () => {
		city.clock = '2026-11-23T07:00:00+09:00';
		const early = await send([permit(1), permit(2), permit(3)]);
		expect(early.json('문자')[0]).toMatchObject({ status: 'reserved', reason: expect.stringContaining('발송 가능 시간이 아니어서') });
		expect(phones()).toEqual([]);
		city.clock = '2026-11-23T09:30:00+09:00';
		expect(states(await send([permit(4)]))).toEqual(['accepted']);
		expect(phones()).toEqual(numbers(1, 2, 3, 4));
	});
});

describe('an earlier execution that was cut off', () => {
	it('between preparing and sending: its items go out with the next one, once', async () => {
		city.clock = '2026-11-23T07:00:00+09:00';
		await send([permit(1), permit(2), permit(3)]);
		sql(`UPDATE run SET stage = 'prepared', approved_by = NULL`);
		city.clock = '2026-11-23T09:30:00+09:00';
		const next = await send([permit(3), permit(4)]);
		expect(states(next)).toEqual(['alreadyNotified', 'accepted']);
		expect(phones()).toEqual(numbers(1, 2, 3, 4));
		expect(city.solapi.oracle.duplicates()).toEqual([]);
	});

	it('in the middle of preparing: its keys are free again', async () => {
		city.clock = '2026-11-23T07:00:00+09:00';
		await send([permit(1), permit(2), permit(3)]);
		sql(`UPDATE run SET stage = 'preparing', approved_by = NULL`);
		city.clock = '2026-11-23T09:30:00+09:00';
		expect(states(await send([permit(1), permit(2), permit(3)]))).toEqual(['accepted', 'accepted', 'accepted']);
		expect(phones()).toEqual(numbers(1, 2, 3));
	});

	it('while the gateway was down: nobody is texted twice, nobody forgotten', async () => {
		city.overrides.cityhallSolapiApi = { baseUrl: 'http://127.0.0.1:9' };
		expect(states(await send([permit(1), permit(2), permit(3)]))).toEqual(['reserved', 'reserved', 'reserved']);
		city.overrides = {};
		await send([permit(4)]);
		expect(phones()).toEqual(numbers(1, 2, 3, 4));
	});

	it('never touches a run of the weekly notice that waits for approval, nor leaves one for its trigger, whatever its name', async () => {
		await prepareRun(city, [1, 2, 3].map((n) => city.receipt(n)));
		sql('UPDATE run SET lease_until = 0');
		expect(states(await send([permit(5)], { campaign: 'vehicle-exemption-weekly' }))).toEqual(['accepted']);
		const left = await city.withLedger(async (ledger) => await ledger.resumable('vehicle-exemption-weekly'));
		expect(left).toEqual([expect.objectContaining({ runId: RUN_ID, stage: 'prepared', approvedBy: null })]);
		expect(phones()).toEqual(numbers(5));
	});
});

describe('sealed numbers', () => {
	const row = (n: number, changes: IDataObject = {}) => ({ ...city.receipt(n), permit: `R-${n}`, name: '납세자', ...changes });

	it('are opened at the moment of sending, on record, with the receipt they belong to', async () => {
		const { items, error } = await send([row(1), row(2), row(3)]);
		expect(error).toBeUndefined();
		expect(phones()).toEqual(numbers(1, 2, 3));
		expect(items('문자').map((item) => item.json.status)).toEqual(['accepted', 'accepted', 'accepted']);
		expect(personalIn(JSON.stringify(items('문자')) + city.ledgerBytes(), 1, 2, 3)).toEqual([]);
		const kinds = await city.withLedger(async (ledger) => (await ledger.notices({ receiptKey: '4115000-2026-000001' }, 10)).length);
		expect(kinds).toBe(1);
		const database = new DatabaseSync(city.ledgerPath);
		const opened = database.prepare(`SELECT payload FROM event WHERE kind = 'personal.opened' ORDER BY seq`).all();
		database.close();
		expect(opened.map((event) => String(event.payload))).toEqual([expect.stringContaining('항목별 발송 점검'), expect.stringContaining('문자 발송')]);
	});

	it('reach both owners of one receipt', async () => {
		const second = { ...city.receipt(2, { receiptKey: '4115000-2026-000001', recipientOrdinal: 2 }), permit: 'R-1', name: '공동명의인' };
		expect(states(await send([row(1), second, row(3)]))).toEqual(['accepted', 'accepted', 'accepted']);
		expect(phones()).toEqual(numbers(1, 2, 3));
	});

	it('are not mixed up with what the weekly notice told about the same receipt', async () => {
		await prepareRun(city, [1, 2, 3].map((n) => city.receipt(n)));
		const result = await send([row(1), row(2), row(3)]);
		expect(result.json('문자').map((json) => [json.status, String(json.runId).startsWith(`items:${CAMPAIGN}`)])).toEqual(Array(3).fill(['accepted', true]));
	});

	it('of another receipt are refused, and the key stays free', async () => {
		const wrong = { ...row(1), phone: city.receipt(2).phone };
		const result = await send([wrong, row(3), row(4)]);
		expect(result.json('문자')[0]).toMatchObject({ status: 'refused', reasonCode: 'sealMismatch' });
		expect(phones()).toEqual(numbers(3, 4));
		expect(states(await send([row(1)]))).toEqual(['accepted']);
	});

	it('without their receipt are an error that says what is missing', async () => {
		const { error } = await send([row(1), { permit: 'R-2', name: '', phone: city.receipt(2).phone }, row(3)]);
		expect(error).toMatchObject({ message: expect.stringContaining('어느 접수의 것인지'), description: expect.stringContaining('receiptKey'), context: { itemIndex: 1 } });
	});

	it('get one text a call: a second one is refused as data, not lost', async () => {
		const result = await send([row(1), row(1, { permit: 'other' }), row(3)]);
		expect(states(result)).toEqual(['accepted', 'refused', 'accepted']);
		expect(result.json('문자')[1]).toMatchObject({ reasonCode: 'recipientTwice' });
		expect(states(await send([row(1, { permit: 'other' })]))).toEqual(['accepted']);
	});
});
