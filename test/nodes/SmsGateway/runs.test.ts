import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

import type { IDataObject } from 'n8n-workflow';

import { chain, type RunSetup } from '../../support/engine';
import { asItems, NoticeCity, ours, personalIn, prepareRun, RUN_ID, SMS_RESOURCES } from '../../support/notice-city';

let city: NoticeCity;
beforeEach(async () => {
	city = await NoticeCity.start();
});
afterEach(async () => await city.close());

const MISSING = `${RUN_ID}-missing`;
const runIds = (...ids: string[]) => asItems(ids.map((runId) => ({ runId })));
const call = (operation: string, parameters: IDataObject = {}, setup: Partial<RunSetup> = {}, extra: object = {}) =>
	city.run(chain(ours('문자', 'smsGateway', { resource: SMS_RESOURCES[operation] ?? 'message', operation, ...parameters }, extra)), {
		startItems: runIds(RUN_ID),
		...setup,
	});

/** As if the execution before were over for long. */
function free(): void {
	const database = new DatabaseSync(city.ledgerPath, { timeout: 2_000 });
	database.exec('UPDATE run SET lease_until = 0');
	database.close();
}

function leaseEnd(): number {
	const database = new DatabaseSync(city.ledgerPath, { timeout: 2_000 });
	const row = database.prepare('SELECT lease_until FROM run').get();
	database.close();
	return Number(row?.lease_until);
}

async function prepared(numbers: number[], changes: Parameters<typeof prepareRun>[2] = {}): Promise<void> {
	const { error } = await prepareRun(city, numbers.map((n) => city.receipt(n)), changes);
	expect(error).toBeUndefined();
	free();
}

async function approved(numbers: number[]): Promise<void> {
	await prepared(numbers);
	await city.withLedger(async (ledger) => await ledger.approve(RUN_ID, { kind: 'person', name: '김담당' }, { actor: 'test' }));
}

const received = () => city.solapi.oracle.deliveries();

describe.each([
	['preview', {}],
	['sendRun', {}],
	['getResults', { waitSeconds: 0 }],
])('%s', (operation, parameters) => {
	it('stops at a run that does not exist and says what to do', async () => {
		await approved([1, 2, 3]);
		const { error, dump } = await call(operation, parameters, { startItems: runIds(RUN_ID, MISSING, RUN_ID) });
		expect(error).toMatchObject({ message: `발송 대장에 회차 '${MISSING}'이(가) 없습니다.`, description: expect.stringContaining('runId'), context: { itemIndex: 1 } });
		expect(personalIn(dump(), 1, 2, 3)).toEqual([]);
	});

	it('goes on past it when told to, every item linked to its own input', async () => {
		await approved([1, 2, 3]);
		const extra = { onError: 'continueRegularOutput', retryOnFail: true };
		const { items, runs, dump } = await call(operation, parameters, { startItems: runIds(RUN_ID, MISSING, RUN_ID) }, extra);
		expect(runs('문자')).toBe(1);
		const all = [...items('문자', 0), ...items('문자', 1)];
		expect(all.map((item) => (item.pairedItem as { item: number }).item).sort()).toEqual([0, 1, 2]);
		expect(all.filter((item) => item.json.error !== undefined)).toEqual([
			expect.objectContaining({ json: { error: `발송 대장에 회차 '${MISSING}'이(가) 없습니다.` }, pairedItem: { item: 1 } }),
		]);
		expect(personalIn(dump(), 1, 2, 3)).toEqual([]);
	});

	it('refuses a run id that the flow has lost', async () => {
		const { error } = await call(operation, parameters, { startItems: asItems([{}, {}, {}]) });
		expect(error?.message).toBe("'회차 번호' 값이 비어 있습니다.");
	});
});

describe('문안 미리보기', () => {
	it('shows sizes, kinds, cost and the text with the plate masked, on record', async () => {
		await prepared([1, 2, 3]);
		const { json, dump } = await call('preview', { smsPrice: 10, lmsPrice: 30 });
		expect(json('문자')).toEqual([
			expect.objectContaining({ toSend: 3, sms: 0, lms: 3, cost: 90, blocked: false, refused: [], stage: 'prepared', byPost: 0 }),
		]);
		const [template] = json('문자')[0]?.templates as Array<{ text: string; bytes: { least: number; most: number }; notices: number }>;
		expect(template).toMatchObject({ notices: 3 });
		expect(template?.bytes.least).toBeGreaterThan(90);
		expect(template?.text).toMatch(/^\[Web발신\]/);
		expect(template?.text).toContain('031-828-2114');
		expect(template?.text).not.toMatch(/끝 네 자리 000[123]/);
		expect(personalIn(dump(), 1, 2, 3)).toEqual([]);
		const database = new DatabaseSync(city.ledgerPath);
		const opened = database.prepare(`SELECT payload FROM event WHERE kind = 'personal.opened'`).all();
		database.close();
		expect(opened).toHaveLength(1);
		expect(String(opened[0]?.payload)).toContain('문안 미리보기');
	});

	it('sends a text that must not go out to the second output', async () => {
		const rows = [1, 2, 3].map((n) => city.receipt(n));
		await prepareRun(city, rows);
		const database = new DatabaseSync(city.ledgerPath);
		database.exec(`UPDATE template SET body = body || char(10) || 'https://bit.ly/abc'`);
		database.close();
		const { json } = await call('preview');
		expect(json('문자')).toEqual([]);
		expect(json('문자', 1)).toEqual([expect.objectContaining({ blocked: true })]);
		const [template] = json('문자', 1)[0]?.templates as Array<{ findings: Array<{ severity: string; remedy: string }> }>;
		expect(template?.findings).toContainEqual(expect.objectContaining({ severity: 'error', remedy: expect.stringMatching(/.{5}/) }));
	});

	it('lets an address through where the selector allows addresses', async () => {
		const text = '[#{기관명}] 안내\n자세한 내용은 https://www.ui4u.go.kr 에서 확인하시기 바랍니다.\n문의: #{담당부서} #{담당전화} (#{문의시간})';
		await prepared([1, 2, 3], {
			selector: { categoryTexts: { entries: [{ category: 'twoChildren', text }] }, selectorOptions: { allowUrl: true } },
		});
		expect((await call('preview')).json('문자')).toEqual([expect.objectContaining({ blocked: false, toSend: 3 })]);
		await city.withLedger(async (ledger) => await ledger.approve(RUN_ID, { kind: 'person', name: '김담당' }, { actor: 'test' }));
		expect((await call('sendRun')).json('문자')).toEqual([expect.objectContaining({ status: 'sent' })]);
	});

	it('names a character that no phone shows and counts its notices', async () => {
		await prepared([1, 2, 3]);
		const database = new DatabaseSync(city.ledgerPath);
		database.exec(`UPDATE template SET body = body || '🚗'`);
		database.close();
		const { json } = await call('preview');
		expect([...json('문자'), ...json('문자', 1)]).toEqual([
			expect.objectContaining({ toSend: 0, refused: [expect.objectContaining({ reasonCode: 'unencodable', reason: expect.stringContaining('🚗'), notices: 3 })] }),
		]);
	});
});

describe('회차 발송', () => {
	it('puts on record for whom the recipients were opened', async () => {
		await approved([1, 2]);
		await call('sendRun');
		const database = new DatabaseSync(city.ledgerPath);
		const opened = database.prepare(`SELECT payload FROM event WHERE kind = 'personal.opened'`).all();
		const approver = database.prepare('SELECT approved_by FROM run').get()?.approved_by;
		database.close();
		expect(opened).toHaveLength(1);
		expect(JSON.parse(String(opened[0]?.payload))).toMatchObject({ reason: '문자 발송', origin: { approver } });
	});

	it('texts each person once however often it is called', async () => {
		await approved([1, 2, 3]);
		const { json, items, dump } = await call('sendRun');
		expect(json('문자', 1)).toEqual([]);
		expect(items('문자')).toEqual([
			expect.objectContaining({ json: expect.objectContaining({ status: 'sent', stage: 'results', notices: expect.objectContaining({ accepted: 3 }) }), pairedItem: { item: 0 } }),
		]);
		free();
		await call('sendRun');
		await call('sendRun', {}, { startItems: runIds(RUN_ID, RUN_ID, RUN_ID) });
		expect(received().map((delivery) => delivery.phone).sort()).toEqual(['01073910001', '01073910002', '01073910003']);
		expect(city.solapi.oracle.duplicates()).toEqual([]);
		expect(received()[0]?.subject).toBe('차량 감면 안내');
		expect(personalIn(dump() + city.ledgerBytes(), 1, 2, 3)).toEqual([]);
	});

	it.each([
		['before the hours', '2026-11-23T08:59:00+09:00', {}],
		['at the end of the hours', '2026-11-23T18:00:00+09:00', {}],
		['on a Saturday', '2026-11-28T10:00:00+09:00', {}],
		['on an extra day off', '2026-11-23T10:00:00+09:00', { extraHolidays: '2026-11-23' }],
	])('waits %s and sends nothing', async (_name, clock, sendOptions) => {
		await approved([1, 2, 3]);
		city.clock = clock;
		const { json } = await call('sendRun', { sendOptions });
		expect(json('문자')).toEqual([]);
		expect(json('문자', 1)).toEqual([expect.objectContaining({ status: 'waitingForHours', message: expect.stringContaining('다음 근무일') })]);
		expect(received()).toEqual([]);
	});

	it('approved on Friday at 17:59 goes out on Monday', async () => {
		city.clock = '2026-11-27T17:59:00+09:00';
		await approved([1, 2, 3]);
		city.clock = '2026-11-27T18:00:30+09:00';
		expect((await call('sendRun')).json('문자', 1)).toEqual([expect.objectContaining({ status: 'waitingForHours' })]);
		city.clock = '2026-11-30T09:00:00+09:00';
		expect((await call('sendRun')).json('문자')).toEqual([expect.objectContaining({ status: 'sent' })]);
		expect(received()).toHaveLength(3);
	});

	it.each([
		[{ hoursFrom: '9:00' }, '발송 시작 시각'],
		[{ hoursFrom: '18:00', hoursTo: '09:00' }, '발송 시작 시각'],
		[{ subject: '아주 긴 제목'.repeat(8) }, '장문 제목'],
		[{ subject: '감면 안내 😀' }, '장문 제목'],
	])('refuses settings with which nothing would ever go out: %j', async (sendOptions, word) => {
		await approved([1, 2, 3]);
		const { error } = await call('sendRun', { sendOptions });
		expect(error).toMatchObject({ message: expect.stringContaining(word), description: expect.stringMatching(/.{5}/) });
		expect(received()).toEqual([]);
	});

	it('waits for approval', async () => {
		await prepared([1, 2, 3]);
		expect((await call('sendRun')).json('문자', 1)).toEqual([expect.objectContaining({ status: 'notApproved' })]);
		expect(received()).toEqual([]);
	});

	it('leaves a run to the execution that works on it', async () => {
		await approved([1, 2, 3]);
		await city.withLedger(async (ledger) => await ledger.lease(RUN_ID, 'execution:other'));
		expect((await call('sendRun')).json('문자', 1)).toEqual([expect.objectContaining({ status: 'busy' })]);
		expect(received()).toEqual([]);
	});

	it('texts each person once when three executions send at the same time', async () => {
		await approved([1, 2, 3, 4, 5]);
		const all = await Promise.all([1, 2, 3].map(async () => await call('sendRun', { sendOptions: { batchSize: 2 } })));
		expect(all.map((one) => one.error)).toEqual([undefined, undefined, undefined]);
		const states = all.map((one) => [...one.json('문자'), ...one.json('문자', 1)][0]?.status).sort();
		expect(states).toEqual(['busy', 'busy', 'sent']);
		expect(received()).toHaveLength(5);
		expect(city.solapi.oracle.duplicates()).toEqual([]);
	});

	it('reports a refusing gateway with the remedy, and nobody is lost', async () => {
		await approved([1, 2, 3]);
		city.overrides.cityhallSolapiApi = { apiSecret: 'WRONGWRONGWRONGWRONGWRONGWRONG01' };
		const { json, dump } = await call('sendRun');
		expect(json('문자', 1)).toEqual([
			expect.objectContaining({ status: 'interrupted', remedy: expect.stringMatching(/.{5}/), notices: expect.objectContaining({ open: 3 }) }),
		]);
		expect(dump()).not.toContain('WRONGWRONG');
	});

	it('only shows what it would send with the dry run, at any stage', async () => {
		await prepared([1, 2, 3]);
		const { json, dump } = await call('sendRun', { gateway: 'dryRun' });
		expect(json('문자', 1)).toEqual([{ runId: RUN_ID, status: 'dryRun', preview: expect.objectContaining({ toSend: 3 }) }]);
		expect(received()).toEqual([]);
		expect(personalIn(dump(), 1, 2, 3)).toEqual([]);
	});

	it('refuses wording that must not go out', async () => {
		await approved([1, 2, 3]);
		const database = new DatabaseSync(city.ledgerPath);
		database.exec(`UPDATE template SET body = body || ' https://bit.ly/abc'`);
		database.close();
		const { error } = await call('sendRun');
		expect(error).toMatchObject({ message: expect.stringContaining('고쳐야 할 표현이 있어 보내지 않았습니다'), description: expect.stringMatching(/.{5}/) });
		expect(received()).toEqual([]);
	});
});

describe('which ledger may use which gateway', () => {
	it('a click on the canvas only shows, on a live ledger', async () => {
		city.environment = 'live';
		city.clock = '';
		await approved([1, 2, 3]);
		const { json } = await call('sendRun', {}, { mode: 'manual' });
		expect(json('문자', 1)).toEqual([expect.objectContaining({ status: 'dryRun' })]);
	});

	it('a click on the canvas sends, on a sandbox ledger', async () => {
		await approved([1, 2, 3]);
		expect((await call('sendRun', {}, { mode: 'manual' })).json('문자')).toEqual([expect.objectContaining({ status: 'sent' })]);
	});

	it.each([
		['a live ledger the pretend gateway, also when the option is on', 'live', 'http://127.0.0.2:9', '이 컴퓨터 안의 모의 중계사'],
		['a live ledger the pretend gateway by its name', 'live', 'http://localhost:9', '이 컴퓨터 안의 모의 중계사'],
		['a sandbox ledger a real gateway', 'sandbox', 'https://api.solapi.example', '실제 문자중계사업자에 보낼 수 없습니다'],
	] as const)('refuses %s', async (_name, environment, baseUrl, message) => {
		city.environment = environment;
		await approved([1, 2, 3]);
		city.overrides.cityhallSolapiApi = { baseUrl };
		for (const operation of ['sendRun', 'getResults', 'check']) {
			const { error } = await call(operation, { sendInManualRun: true }, { mode: 'manual' });
			expect(error).toMatchObject({ message: expect.stringContaining(message), description: expect.stringContaining('자격 증명') });
		}
		expect(received()).toEqual([]);
	});

	it('never opens a ledger of the other kind', async () => {
		await approved([1, 2, 3]);
		city.environment = 'live';
		const { error } = await call('sendRun');
		expect(error).toMatchObject({ message: expect.stringContaining('모의용으로 만든 것'), description: expect.stringContaining('사용 환경') });
	});
});

describe('전송 결과 조회', () => {
	it('collects the results, run by run', async () => {
		await approved([1, 2, 3]);
		await call('sendRun');
		const { json } = await call('getResults', { waitSeconds: 0 }, { startItems: runIds(RUN_ID, RUN_ID, RUN_ID) });
		expect(json('문자')).toHaveLength(3);
		expect(json('문자')[0]).toMatchObject({ changed: 3, pending: 0, missingGroups: 0, notices: { delivered: 3 } });
		expect(json('문자')[1]).toMatchObject({ changed: 0, pending: 0 });
	});

	it('waits for late reports and keeps the run meanwhile, so that the trigger does not start it again', async () => {
		await city.close();
		city = await NoticeCity.start({ reportDelayMs: 3_600_000 });
		city.leaseSeconds = 60;
		await approved([1, 2, 3]);
		await call('sendRun', {}, { executionId: 'week' });
		const asked = city.solapi.calls().length;
		const waiting = call('getResults', { waitSeconds: 3_000 }, { executionId: 'week' });
		while (city.solapi.calls().length === asked) await sleep(20);
		free();
		while (leaseEnd() === 0) await sleep(20);
		expect(await city.withLedger(async (ledger) => await ledger.resumable('vehicle-exemption-weekly'))).toEqual([]);
		city.solapi.flush();
		expect((await waiting).json('문자')).toEqual([expect.objectContaining({ pending: 0, notices: expect.objectContaining({ delivered: 3 }) })]);
	});

	it('does not wait longer than told and says how many are pending', async () => {
		await approved([1, 2, 3]);
		city.solapi.faults.set([{ step: 'send', fault: 'reportNever' }]);
		await call('sendRun');
		const { json } = await call('getResults', { waitSeconds: 1 });
		expect(json('문자')).toEqual([expect.objectContaining({ pending: 3, changed: 0 })]);
	});

	it('ends at once when a person stops the execution', async () => {
		await approved([1, 2, 3]);
		city.solapi.faults.set([{ step: 'send', fault: 'reportNever' }]);
		await call('sendRun');
		const stop = new AbortController();
		const asked = city.solapi.calls().length;
		const waiting = call('getResults', { waitSeconds: 3_000 }, { signal: stop.signal });
		while (city.solapi.calls().length === asked) await sleep(20);
		stop.abort();
		await waiting;
	});
});

describe('계정 점검', () => {
	it('tells balance and registration of the sender number, for each item', async () => {
		const { items } = await call('check', {}, { startItems: asItems([{}, {}, {}]) });
		expect(items('문자')).toEqual(
			[0, 1, 2].map((item) => ({
				json: expect.objectContaining({ gateway: 'solapi', balance: 1_000_000, sender: '0310002114', senderRegistered: true, active: true }),
				pairedItem: { item },
			})),
		);
		city.overrides.cityhallSolapiApi = { sender: '0310009999' };
		expect((await call('check')).json('문자')).toEqual([expect.objectContaining({ senderRegistered: false })]);
	});

	it('says what to do when the gateway cannot be reached', async () => {
		city.overrides.cityhallSolapiApi = { apiKey: 'NCSWRONGKEY00001' };
		const { error, dump } = await call('check');
		expect(error).toMatchObject({ name: 'NodeApiError', description: expect.stringMatching(/.{5}/) });
		expect(dump()).not.toContain('HMAC-SHA256');
	});
});

describe('중계사와 대조 (발송 대장)', () => {
	const reconcile = (...ids: string[]) =>
		city.run(chain(ours('대조', 'noticeLedger', { resource: 'notice', operation: 'reconcile' }, { onError: 'continueRegularOutput' })), { startItems: runIds(...ids) });

	it('compares ledger and gateway and sends nothing', async () => {
		await approved([1, 2, 3]);
		await call('sendRun');
		free();
		const { items } = await reconcile(RUN_ID, MISSING, RUN_ID);
		expect(items('대조').map((item) => item.pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		expect(items('대조')[0]?.json).toMatchObject({ runId: RUN_ID, notices: { delivered: 3 } });
		expect(items('대조')[1]?.json).toEqual({ error: `발송 대장에 회차 '${MISSING}'이(가) 없습니다.` });
		expect(received()).toHaveLength(3);
	});

	it('frees the run also when the gateway fails', async () => {
		await approved([1, 2, 3]);
		city.overrides.cityhallSolapiApi = { apiKey: 'NCSWRONGKEY00001' };
		expect((await reconcile(RUN_ID)).json('대조')[0]?.error).toMatch(/SOLAPI/);
		expect(await city.withLedger(async (ledger) => await ledger.lease(RUN_ID, 'execution:next'))).not.toBeNull();
	});
});
