import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import type { IDataObject } from 'n8n-workflow';

import { chain } from '../../support/engine';
import { asItems, NoticeCity, ours, personalIn, prepareRun, RUN_ID, SMS_RESOURCES } from '../../support/notice-city';
import { type SensSimulator, startSens } from '../../../sandbox/sms/sens.mts';

const SENS = { accessKey: 'NODETESTSENSKEY00001', secretKey: 'node-test-secret-of-sens-0000000001', serviceId: 'ncp:sms:kr:000000000000:city' };
const SENDER = '0310002114';

let city: NoticeCity;
let sens: SensSimulator;
beforeEach(async () => {
	city = await NoticeCity.start();
	sens = await startSens({ accounts: [{ ...SENS, senders: [SENDER] }], reportDelayMs: 0 });
	city.overrides = { cityhallLedgerApi: { witnessPath: join(city.folder, 'witness') } };
});
afterEach(async () => {
	await sens.close();
	await city.close();
});

const credentials = () => ({ ...city.credentials(), cityhallSensApi: { ...SENS, cloud: 'commercial', sender: SENDER, baseUrl: sens.url, caPem: '' } });
const sms = (operation: string, parameters: IDataObject) =>
	city.run(chain(ours('문자', 'smsGateway', { resource: SMS_RESOURCES[operation] ?? 'message', operation, gateway: 'sens', ...parameters })), { startItems: asItems([{ runId: RUN_ID }]), credentials: credentials() });
const ledger = (resource: string, operation: string, parameters: IDataObject) =>
	city.run(chain(ours('대장', 'noticeLedger', { resource, operation, ...parameters })), { startItems: asItems([{ runId: RUN_ID }]), credentials: credentials() });

const onLedger = (sql: string) => {
	const database = new DatabaseSync(city.ledgerPath);
	database.exec(sql);
	database.close();
};

/** As if the execution before were over. */
const free = () => onLedger('UPDATE run SET lease_until = 0');

/** As if the hand-over lay an hour back. */
function later(): void {
	free();
	onLedger('UPDATE batch SET sending_ms = sending_ms - 3600000');
}

async function approved(...numbers: number[]): Promise<void> {
	await prepareRun(city, numbers.map((n) => city.receipt(n)));
	later();
	await city.withLedger(async (open) => await open.approve(RUN_ID, { kind: 'person', name: '김담당' }, { actor: 'test' }));
}

describe('a text of which SENS lost the answer', () => {
	it('is found by number and text at the next look, and its report is taken in', async () => {
		await approved(1, 2, 3);
		sens.faults.set([{ step: 'submit', nth: 1, fault: 'acceptThenDrop' }]);
		const first = await sms('sendRun', {});
		expect(first.items('문자', 1)[0]?.json).toMatchObject({ status: 'interrupted', notices: { unknown: 3 } });
		free();
		const compared = await ledger('notice', 'reconcile', { scope: 'all', gateway: 'sens' });
		expect(compared.json('대장')).toEqual([
			expect.objectContaining({ runId: RUN_ID, settledBatches: 1, unfinishedBatches: 0 }),
			expect.objectContaining({ runId: null, comparedRuns: 1, leftToPerson: 0, doubts: [] }),
		]);
		expect(personalIn(compared.dump(), 1, 2, 3)).toEqual([]);
		free();
		await sms('sendRun', {});
		const results = await sms('getResults', { scope: 'all' });
		expect(results.json('문자')).toEqual([expect.objectContaining({ gateway: 'sens', pending: 0 })]);
		expect(sens.oracle.deliveries()).toHaveLength(3);
	});

	it('goes to a person with the evidence where SENS does not list it, and ends as that person says', async () => {
		await approved(1, 2);
		sens.faults.set([{ step: 'submit', nth: 1, fault: 'dropBefore' }]);
		await sms('sendRun', {});
		later();
		await ledger('notice', 'reconcile', { scope: 'all', gateway: 'sens' });
		later();
		const [, left] = (await ledger('notice', 'reconcile', { scope: 'all', gateway: 'sens' })).json('대장');
		const doubts = left?.doubts as Array<{ noticeKey: string; phoneMasked: string; reasonCode: string }>;
		expect(doubts).toHaveLength(2);
		expect(doubts[0]).toMatchObject({ reasonCode: 'notListed', gateway: 'sens', lookups: 2 });
		expect(JSON.stringify(doubts)).not.toMatch(/010\d{8}/);
		const [one, two] = doubts.map(({ noticeKey }) => noticeKey);
		const told = await ledger('notice', 'settleDoubt', { noticeKey: one ?? '', decision: 'notSent', basis: '중계사 회신', staff: '박주무관' });
		expect(told.json('대장')).toEqual([{ noticeKey: one, decision: 'notSent', staff: '박주무관' }]);
		await ledger('notice', 'settleDoubt', { noticeKey: two ?? '', decision: 'delivered', basis: '민원인 통화', staff: '박주무관' });
		const again = await ledger('notice', 'settleDoubt', { noticeKey: two ?? '', decision: 'notSent', basis: '다시', staff: '박주무관' });
		expect(again.error?.message).toContain('결과를 모르는 건이 아니어서');
		const states = await city.withLedger(async (open) => (await open.notices({ runId: RUN_ID }, 10)).map(({ state }) => state).sort());
		expect(states).toEqual(['delivered', 'rejected']);
		const verified = await ledger('ledger', 'verify', {});
		expect(verified.json('대장')[0]).toMatchObject({ intact: true });
	});
});

describe('a gateway whose credential is gone', () => {
	const gone = { scope: 'all', gateway: 'gone', goneGateway: 'sens', goneAccount: '', basis: '계약 종료', staff: '박주무관' };
	const withoutSens = async (parameters: IDataObject) =>
		await city.run(chain(ours('대장', 'noticeLedger', { resource: 'notice', operation: 'reconcile', ...parameters })), { startItems: asItems([{ runId: RUN_ID }]), credentials: city.credentials() });

	it('leaves its texts to a person after a day, without any credential; another gateway names the way', async () => {
		await approved(1, 2);
		sens.faults.set([{ step: 'submit', nth: 1, fault: 'acceptThenDrop' }]);
		await sms('sendRun', {});
		later();
		const other = await sms('sendRun', { gateway: 'solapi' });
		expect(other.error?.description).toContain("'쓸 수 없게 된 중계사'");
		free();
		const compared = await ledger('notice', 'reconcile', { scope: 'run', gateway: 'solapi' });
		expect(compared.json('대장')[0]?.unfinishedElsewhere).toEqual([{ gateway: 'sens', account: expect.any(String) as string, step: 'sending', createdAt: expect.any(String) as string }]);
		free();
		expect((await withoutSens(gone)).json('대장')[0]).toMatchObject({ runId: RUN_ID, handedTexts: 0, tooEarlyBatches: 1 });
		for (let hour = 0; hour < 24; hour += 1) later();
		const left = await withoutSens(gone);
		expect(left.json('대장')).toEqual([
			expect.objectContaining({ runId: RUN_ID, handedTexts: 2, handedBatches: 1, tooEarlyBatches: 0 }),
			expect.objectContaining({ runId: null, leftToPerson: 2 }),
		]);
		expect(personalIn(left.dump(), 1, 2)).toEqual([]);
		free();
		const closed = await ledger('run', 'close', {});
		expect(closed.items('대장', 0)[0]?.json).toMatchObject({ closed: true, notices: expect.objectContaining({ unknown: 2 }) as object });
		expect(sens.oracle.deliveries()).toHaveLength(2);
	});

	it('is taken over in a person’s name and for a reason only', async () => {
		await approved(1);
		expect((await withoutSens({ ...gone, staff: ' ' })).error?.message).toContain("'담당자'");
		expect((await withoutSens({ ...gone, basis: ' ' })).error?.message).toContain("'확인 근거'");
	});
});

describe('a ledger put back from a backup', () => {
	it('is not sent from at SENS until a person has compared it, on record', async () => {
		await approved(1);
		writeFileSync(join(city.folder, 'witness'), '5000:later\n');
		const refused = await sms('sendRun', {});
		expect(refused.error?.message).toContain('예전 백업으로 되돌려진 것으로 보입니다');
		expect(sens.calls()).toEqual([]);
		const accepted = await ledger('ledger', 'acceptRestore', { basis: '콘솔과 대조, 누락 없음', staff: '박주무관' });
		expect(accepted.json('대장')).toEqual([{ staff: '박주무관', chainHead: expect.stringMatching(/^\d+:/) as string }]);
		free();
		expect((await sms('sendRun', {})).items('문자', 0)[0]?.json).toMatchObject({ status: 'sent' });
	});

	it('a comparison without a witness says that there is nothing to confirm', async () => {
		city.overrides = {};
		const { error } = await ledger('ledger', 'acceptRestore', { basis: '대조', staff: '박주무관' });
		expect(error?.message).toContain('대장 표식 파일이 없어');
	});
});

describe('scheduled sending', () => {
	const schedule = { gateway: 'solapi', sendOptions: { scheduledAt: '2026-11-24T10:00' } };

	it('leaves the texts at the gateway until their time, and a person can cancel them', async () => {
		await approved(1, 2);
		city.solapi.faults.clear();
		const sent = await sms('sendRun', schedule);
		expect(sent.items('문자', 0)[0]?.json).toMatchObject({ status: 'sent', notices: { accepted: 2 } });
		expect(city.solapi.groups().map(({ status }) => status)).toEqual(['SCHEDULED']);
		later();
		const stopped = await ledger('run', 'stopRest', { staff: '박주무관' });
		expect(stopped.json('대장')).toEqual([expect.objectContaining({ stopped: 0, scheduledBatches: 1 })]);
		later();
		const cancelled = await sms('cancelScheduled', { gateway: 'solapi', staff: '박주무관' });
		expect(cancelled.json('문자')).toEqual([expect.objectContaining({ cancelled: 2, tooLateBatches: 0, notices: expect.objectContaining({ notSent: 2 }) as object })]);
		city.solapi.flush();
		expect(city.solapi.oracle.deliveries()).toEqual([]);
	});

	it('keeps the run open until they are out; the trigger looks again then, a person may close it any time after', async () => {
		await approved(1);
		await sms('sendRun', schedule);
		free();
		const early = await ledger('run', 'close', {});
		expect(early.items('대장', 1)[0]?.json).toMatchObject({ closed: false, waitsUntil: '2026-11-24T10:00:00.000+09:00', problems: [expect.stringContaining('예약한 문자 1건') as string] });
		expect(await city.withLedger(async (open) => await open.resumable('vehicle-exemption-weekly'))).toEqual([]);
		city.overrides = { cityhallLedgerApi: { testClock: '2026-11-24T10:00' } };
		const late = await ledger('run', 'close', {});
		expect(late.items('대장', 0)[0]?.json).toMatchObject({ closed: true, waitsUntil: null });
	});

	it('whose time passes while some texts are not handed over yet sends these at once, and says so', async () => {
		await approved(1, 2, 3);
		const sendOptions = { ...schedule.sendOptions, batchSize: 1 };
		city.solapi.faults.set([{ step: 'add', nth: 3, fault: 'partial', share: 1, statusCode: '1030' }]);
		const first = await sms('sendRun', { gateway: 'solapi', sendOptions });
		expect(first.items('문자', 1)[0]?.json).toMatchObject({ status: 'interrupted' });
		const handed = city.solapi.groups().filter(({ status }) => status === 'SCHEDULED').length;
		expect(handed).toBe(2);
		city.solapi.faults.clear();
		later();
		city.overrides = { cityhallLedgerApi: { testClock: '2026-11-24T11:00' } };
		const second = await sms('sendRun', { gateway: 'solapi', sendOptions });
		expect(second.items('문자', 0)[0]?.json).toMatchObject({ status: 'sent', message: expect.stringContaining("'예약 발송 시각'이 지났거나") as string, notices: { accepted: 3 } });
		expect(city.solapi.groups().filter(({ status }) => status === 'SCHEDULED')).toHaveLength(handed);
		free();
		const again = await sms('sendRun', { gateway: 'solapi', sendOptions });
		expect(again.items('문자', 0)[0]?.json).toMatchObject({ status: 'sent', message: null });
	});

	it.each([
		['지난 시각', '2026-11-20T10:00'],
		['형식 오류', '내일'],
	])('%s is refused before anything is sent', async (_what, scheduledAt) => {
		await approved(1);
		const { error } = await sms('sendRun', { gateway: 'solapi', sendOptions: { scheduledAt } });
		expect(error?.message).toContain("'예약 발송 시각'");
		expect(city.solapi.calls().filter(({ step }) => step === 'create')).toEqual([]);
	});
});
