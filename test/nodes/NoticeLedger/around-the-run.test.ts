import type { IDataObject } from 'n8n-workflow';

import { DEFAULT_CORRECTION_TEXT } from '../../../lib/exemption/correction';
import { chain } from '../../support/engine';
import { asItems, NoticeCity, ours, personalIn, prepareRun, RUN_ID, SMS_RESOURCES } from '../../support/notice-city';

let city: NoticeCity;
beforeEach(async () => {
	city = await NoticeCity.start();
});
afterEach(async () => await city.close());

const ledgerNode = (resource: string, operation: string, parameters: IDataObject) => ours(operation, 'noticeLedger', { resource, operation, ...parameters });
const CONTACT = { organisation: '의정부시', department: '세정과', phone: '031-828-0000', hours: '평일 09:00~18:00' };
const sms = (operation: string, parameters: IDataObject = {}) =>
	ours(operation, 'smsGateway', { resource: SMS_RESOURCES[operation], operation, runId: '={{ $json.runId }}', gateway: 'solapi', sendInManualRun: true, ...parameters });

/** Tells three people in the city's first run. */
async function told(...numbers: number[]): Promise<void> {
	await prepareRun(city, numbers.map((n) => city.receipt(n)));
	await city.withLedger(async (ledger) => {
		await ledger.approve(RUN_ID, { kind: 'person', name: '김담당' }, { actor: '시험' });
	});
	const { error, items } = await city.run(chain(sms('sendRun'), sms('getResults', { waitSeconds: 20 }), ledgerNode('run', 'close', {})), { startItems: asItems([{ runId: RUN_ID }]) });
	expect(error).toBeUndefined();
	expect(items('close', 0)).toHaveLength(1);
}

const correction = (change: IDataObject = {}) =>
	ledgerNode('run', 'prepareCorrection', { campaign: 'vehicle-exemption-correction', template: DEFAULT_CORRECTION_TEXT, ...CONTACT, ...change });
const wish = { receiptKey: '4115000-2026-000001', reason: '신청 취하', text: '해당 차량의 취득세 감면 신청이 취하되어 앞서 안내해 드린 의무보유 기간은 적용되지 않습니다.', staff: '이담당' };

describe('a correction on the canvas', () => {
	it('is prepared, approved by a person, sent to the number of the notice and closed; nobody else is texted', async () => {
		await told(1, 2);
		const before = city.solapi.oracle.deliveries().length;
		const prepared = await city.run(chain(correction()), { startItems: asItems([wish]) });
		expect(prepared.error).toBeUndefined();
		const { runId } = prepared.items('prepareCorrection', 0)[0]?.json ?? {};
		expect(prepared.items('prepareCorrection', 0)[0]?.json).toMatchObject({ stage: 'prepared', notices: { due: 1, open: 1 } });
		expect(personalIn(prepared.dump(), 1, 2)).toEqual([]);
		const refused = await city.run(chain(ledgerNode('run', 'approve', { approvalKind: 'policy', runId })), { startItems: asItems([{}]) });
		expect(refused.error?.message).toBe('정정 안내는 언제나 담당자 승인이 필요합니다.');
		const sent = await city.run(
			chain(
				ledgerNode('run', 'approve', { approvalKind: 'person', verdict: '승인', approver: '김팀장', runId }),
				sms('sendRun'), sms('getResults', { waitSeconds: 20 }), ledgerNode('run', 'close', {}),
			),
			{ startItems: asItems([{}]) },
		);
		expect(sent.error).toBeUndefined();
		expect(sent.items('close', 0)[0]?.json).toMatchObject({ closed: true, notices: { due: 1, delivered: 1 } });
		const texts = city.solapi.oracle.deliveries().slice(before);
		expect(texts).toHaveLength(1);
		expect(JSON.stringify(texts)).toContain('바로잡습니다');
		expect(JSON.stringify(texts)).toContain('2026. 11. 23.에 보내 드린');
	});

	it('submitted twice is one correction', async () => {
		await told(1);
		for (let time = 0; time < 2; time += 1) {
			const { error } = await city.run(chain(correction()), { startItems: asItems([wish]), executionId: 'same' });
			expect(error).toBeUndefined();
		}
		await city.withLedger(async (ledger) => expect(await ledger.notices({ receiptKey: wish.receiptKey }, 10)).toHaveLength(2));
	});

	it.each([
		['nobody was told', { receiptKey: '4115000-2026-000777' }, '안내한 기록이 없어'],
		['the text gives the ground of relief away', { text: '국가유공자 감면이 취하되었습니다.' }, '정정 내용'],
		['the reason is empty', { reason: '' }, '정정 사유'],
	])('is refused where %s, and opens no run', async (_name, change, words) => {
		await told(1);
		const { error } = await city.run(chain(correction()), { startItems: asItems([{ ...wish, ...change }]) });
		expect(error?.message).toContain(words);
		await city.withLedger(async (ledger) => expect(await ledger.resumable('vehicle-exemption-correction')).toEqual([]));
	});
});

describe('letters mailed before', () => {
	const letters = (rows: IDataObject[], change: IDataObject = {}) =>
		city.run(chain(ledgerNode('notice', 'importMailed', { campaign: 'vehicle-exemption-weekly', staff: '이담당', office: '4115000', ...change })), { startItems: asItems(rows) });

	it('are taken over from any list, and their recipients are not told again', async () => {
		const { items, error } = await letters([{ 접수번호: '2026-1', 발송일: '2026-11-18' }, { 접수번호: '4115000-2026-000002', 발송일: '2026-11-19' }]);
		expect(error).toBeUndefined();
		expect(items('importMailed', 0)[0]?.json).toMatchObject({ letters: 2, added: 2, known: 0 });
		const { json } = await prepareRun(city, [1, 2, 3].map((n) => city.receipt(n)));
		expect(json('준비', 0)[0]).toMatchObject({ receipts: { notify: 1, excludedBy: { mailedBefore: 2 } } });
	});

	it('are known by numbers of the width that the office uses', async () => {
		await letters([{ 접수번호: '2026-1', 발송일: '2026-11-18' }], { numberWidth: 8 });
		await city.withLedger(async (ledger) => expect(await ledger.notices({ receiptKey: '4115000-2026-00000001' }, 1)).toHaveLength(1));
	});

	it.each([
		['a number without its year, which the day of posting does not tell', { 접수번호: '7', 발송일: '2026-11-18' }, '연도'],
		['a number that cannot be read', { 접수번호: '가나다', 발송일: '2026-11-18' }, '접수번호'],
		['a day that is none', { 접수번호: '2026-1', 발송일: '11월 18일' }, '발송일'],
		['a day that has not come', { 접수번호: '2026-1', 발송일: '2099-01-01' }, '오늘보다 뒤'],
	])('with %s are refused as a whole, naming the item', async (_name, faulty, words) => {
		const { error } = await letters([{ 접수번호: '2026-5', 발송일: '2026-11-18' }, faulty]);
		expect(error?.message).toContain(words);
		await city.withLedger(async (ledger) => expect(await ledger.notices({ receiptKey: '4115000-2026-000005' }, 1)).toEqual([]));
	});
});

describe('the watch', () => {
	const watch = () => city.run(chain(ledgerNode('ledger', 'watch', { campaign: 'vehicle-exemption-weekly', mode: 'weekly', time: '09:00', dataBy: '10:00', closedBy: '12:00' })), { startItems: asItems([{}]) });

	it('says at 10:00 that nothing was started, in words that can be texted', async () => {
		city.clock = '2026-11-23T10:05:00+09:00';
		const { items, error } = await watch();
		expect(error).toBeUndefined();
		expect(items('watch', 0).map((item) => item.json)).toMatchObject([{ code: 'notStarted', severity: 'alarm', text: expect.stringMatching(/^\[안내 업무 점검\]\n2026-W47 회차/) }]);
		expect(items('watch', 1)).toEqual([]);
	});

	it('is quiet once the week is closed', async () => {
		await told(1);
		city.clock = '2026-11-23T12:30:00+09:00';
		const { items } = await watch();
		expect(items('watch', 0)).toEqual([]);
		expect(items('watch', 1)).toHaveLength(1);
	});
});
