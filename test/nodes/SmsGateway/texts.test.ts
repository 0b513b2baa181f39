import { DatabaseSync } from 'node:sqlite';

import type { IDataObject } from 'n8n-workflow';

import { chain, type RunSetup } from '../../support/engine';
import { asItems, NoticeCity, ours, personalIn, personOf, prepareRun, RUN_ID } from '../../support/notice-city';

let city: NoticeCity;
beforeEach(async () => {
	city = await NoticeCity.start();
});
afterEach(async () => await city.close());

const OFFICER = personOf(9).phone;
const call = (operation: string, parameters: IDataObject = {}, setup: Partial<RunSetup> = {}, extra: object = {}) =>
	city.run(chain(ours('문자', 'smsGateway', { resource: 'message', operation, ...parameters }, extra)), { startItems: asItems([{ runId: RUN_ID }]), ...setup });
const testText = (parameters: IDataObject = {}, setup: Partial<RunSetup> = {}) => call('testText', { to: OFFICER, staff: '김담당', ...parameters }, setup);

async function prepared(changes: Parameters<typeof prepareRun>[2] = {}, rows = [city.receipt(1), city.receipt(2)]): Promise<void> {
	const { error } = await prepareRun(city, rows, changes);
	expect(error).toBeUndefined();
	sql('UPDATE run SET lease_until = 0');
}

function sql(statement: string): void {
	const database = new DatabaseSync(city.ledgerPath);
	database.exec(statement);
	database.close();
}

describe('시험 문자', () => {
	it('sends each text of the run once to the officer, marked, with nobody\'s plate, the number masked', async () => {
		await prepared();
		const { items, error } = await testText();
		expect(error).toBeUndefined();
		const found = items('문자');
		expect(found.length).toBeGreaterThan(0);
		expect(found).toEqual(
			found.map(() => ({
				json: expect.objectContaining({ runId: RUN_ID, staff: '김담당', to: '010-****-0009', status: 'accepted', testRunId: expect.stringMatching(/^test:/), templateVersion: expect.any(String) }),
				pairedItem: { item: 0 },
			})),
		);
		const texts = city.solapi.oracle.deliveries();
		expect(texts.map((one) => one.phone)).toEqual(found.map(() => OFFICER));
		for (const { text } of texts) {
			expect(text).toMatch(/^\[시험\]\n/);
			expect(text).toContain('0000');
			expect(text).not.toContain('#{');
		}
		expect(personalIn(JSON.stringify(found) + city.ledgerBytes(), 1, 2, 9)).toEqual([]);
		expect((await city.withLedger(async (ledger) => await ledger.run(RUN_ID))).stage).toBe('prepared');
	});

	it('sends nothing at the second click and says so; another number gets it', async () => {
		await prepared();
		await testText();
		const sent = city.solapi.oracle.deliveries().length;
		const again = await testText({ to: '010-7391-0009' });
		expect(again.json('문자').map((json) => [json.status, json.reason])).toEqual(again.json('문자').map(() => ['alreadyTested', expect.stringContaining('이미 시험한 문안')]));
		expect(city.solapi.oracle.deliveries()).toHaveLength(sent);
		expect((await testText({ to: personOf(8).phone })).json('문자')[0]).toMatchObject({ status: 'accepted' });
	});

	it('that was refused says so at the second click', async () => {
		await prepared();
		const refusedNumber = '010-0000-1060';
		expect((await testText({ to: refusedNumber })).json('문자')[0]).toMatchObject({ status: 'rejected', reason: '수신 거부된 번호입니다.' });
		expect((await testText({ to: refusedNumber })).json('문자')[0]).toMatchObject({ status: 'alreadyTested', reason: expect.stringContaining('다른 번호로 시험') });
	});

	it('does not count as told: the run still texts everybody', async () => {
		await prepared();
		await testText();
		const tests = city.solapi.oracle.deliveries().length;
		await city.withLedger(async (ledger) => await ledger.approve(RUN_ID, { kind: 'person', name: '김담당' }, { actor: 'test' }));
		expect((await call('sendRun')).json('문자')).toEqual([expect.objectContaining({ status: 'sent', notices: expect.objectContaining({ accepted: 2, balanced: true }) })]);
		expect(city.solapi.oracle.deliveries()).toHaveLength(tests + 2);
		expect(city.solapi.oracle.duplicates()).toEqual([]);
	});

	it('keeps the hours and goes out with the next click', async () => {
		await prepared();
		city.clock = '2026-11-23T07:00:00+09:00';
		expect((await testText()).json('문자')[0]).toMatchObject({ status: 'reserved', reason: expect.stringContaining('발송 가능 시간이 아니어서') });
		expect((await testText()).json('문자')[0]).toMatchObject({ status: 'alreadyTested', reason: expect.stringContaining('발송을 기다리고') });
		expect(city.solapi.oracle.deliveries()).toEqual([]);
		city.clock = '2026-11-23T09:30:00+09:00';
		await testText();
		expect(city.solapi.oracle.deliveries().length).toBeGreaterThan(0);
		expect(city.solapi.oracle.duplicates()).toEqual([]);
	});

	it('only shows on a click where the ledger is live', async () => {
		city.environment = 'live';
		city.clock = '';
		await prepared();
		const { json, dump } = await testText({}, { mode: 'manual' });
		expect(json('문자')[0]).toMatchObject({ status: 'dryRun', text: expect.stringContaining('[시험]') });
		expect(personalIn(dump().replaceAll(OFFICER, ''), 1, 2, 9)).toEqual([]);
	});

	it('is refused as data where the text must not go out', async () => {
		await prepared();
		sql(`UPDATE template SET body = body || ' https://bit.ly/abc'`);
		const refused = (await testText()).json('문자');
		expect(refused.map((json) => [json.status, json.reasonCode])).toEqual(refused.map(() => ['refused', 'shortLink']));
		expect(city.solapi.oracle.deliveries()).toEqual([]);
	});

	it.each<[string, IDataObject, string]>([
		['a number that is no mobile', { to: '031-828-2114' }, '받는 담당자 휴대전화'],
		['no name', { staff: '={{ "" }}' }, '담당자'],
	])('refuses %s', async (_name, parameters, words) => {
		await prepared();
		const { error, dump } = await testText(parameters);
		expect(error).toMatchObject({ message: expect.stringContaining(words), description: expect.stringMatching(/바랍니다/) });
		expect(dump()).not.toContain('8282114');
	});

	it('refuses a run that is not prepared', async () => {
		await city.withLedger(async (ledger) => {
			const lease = await ledger.takeRun({ campaign: 'vehicle-exemption-weekly', period: '2026-W47', from: '2026-11-16', to: '2026-11-22' }, 'test', { actor: 'test' });
			if (lease) await ledger.release(lease);
		});
		expect((await testText()).error).toMatchObject({ message: expect.stringContaining('아직 발송 준비가 끝나지 않아') });
	});
});

describe('alarms to the officer by 항목별 발송', () => {
	const alarm = (parameters: IDataObject = {}) =>
		call('sendItems', {
			campaign: 'notice-watch',
			dedupeKey: 'alarm/2026-W47/noFile/2026-11-23',
			to: OFFICER,
			text: '[감면 안내] 2026. 11. 23. 10:00까지 감면 접수 자료가 들어오지 않았습니다. 추출 파일을 올려 주시기 바랍니다.',
			...parameters,
		});

	it('go out once for each alarm, whatever later executions find', async () => {
		expect((await alarm()).json('문자')).toEqual([expect.objectContaining({ status: 'accepted', to: '010-****-0009' })]);
		expect((await alarm()).json('문자')).toEqual([expect.objectContaining({ status: 'alreadyNotified' })]);
		expect((await alarm({ dedupeKey: 'alarm/2026-W47/notClosed/2026-11-23' })).json('문자')).toEqual([expect.objectContaining({ status: 'accepted' })]);
		expect(city.solapi.oracle.deliveries().map((one) => one.phone)).toEqual([OFFICER, OFFICER]);
	});

	it('open no statutory form', async () => {
		await alarm();
		const database = new DatabaseSync(city.ledgerPath);
		expect(database.prepare('SELECT COUNT(*) AS n FROM form').get()?.n).toBe(0);
		database.close();
	});

	it('are refused with a phone number inside the key', async () => {
		expect((await alarm({ dedupeKey: `alarm/${OFFICER}/noFile` })).error?.message).toBe("'중복 방지 값'에 휴대전화 번호가 들어 있습니다.");
	});
});

describe('문안 점검', () => {
	const check = (text: string, parameters: IDataObject = {}) =>
		city.run(chain(ours('문자', 'smsGateway', { resource: 'message', operation: 'checkText', text, ...parameters })), { startItems: asItems([{}]), credentials: {} });
	const GOOD = '[#{기관명}] 감면 차량 유의사항 안내\n끝 네 자리 #{차량번호뒤4자리} 차량은 #{만료일}까지 소유권을 이전하시기 전에 문의하시기 바랍니다.\n#{담당부서} #{담당전화} (#{문의시간})';

	it('needs no credential and tells size and kind of a proper text', async () => {
		const { json, items, error } = await check(GOOD);
		expect(error).toBeUndefined();
		expect(json('문자')).toEqual([expect.objectContaining({ sendable: true, errors: 0, type: 'LMS', pages: 1, bytes: expect.any(Number), placeholders: expect.arrayContaining(['차량번호뒤4자리']) })]);
		expect(items('문자')[0]?.pairedItem).toEqual({ item: 0 });
		expect(json('문자', 1).filter((json) => json.severity === 'error')).toEqual([]);
	});

	it.each<[string, string, IDataObject]>([
		['an address', `${GOOD} https://www.ui4u.go.kr`, {}],
		['what reveals the reason', `${GOOD} 장애인 감면`, {}],
		['an amount', `${GOOD} 추징세액 1,400,000원`, {}],
		['a rate', `${GOOD} 가산세 20%`, {}],
		['no contact', '감면 차량을 파실 때에는 문의하시기 바랍니다.', {}],
		['a wrong contact', '감면 차량을 파실 때에는 문의하시기 바랍니다. 031-111-2222', { checkOptions: { contactPhone: '031-828-2114' } }],
		['too much', `${GOOD}${'가'.repeat(1000)}`, {}],
		['an emoji', `${GOOD}🚗`, {}],
		['a misspelt blank', `${GOOD} #{차량번호}`, {}],
	])('names %s with what to do, as items', async (_name, text, parameters) => {
		const { json } = await check(text, parameters);
		expect(json('문자')).toEqual([expect.objectContaining({ sendable: false })]);
		const errors = json('문자', 1).filter((json) => json.severity === 'error');
		expect(errors.length).toBeGreaterThan(0);
		for (const one of errors) expect(one).toMatchObject({ code: expect.any(String), message: expect.stringMatching(/.{5}/), remedy: expect.stringMatching(/바랍니다|빈칸|바꾸/) });
	});

	it('counts a text that is too long in messages', async () => {
		expect((await check('가'.repeat(1_500), { purpose: 'general' })).json('문자')).toEqual([expect.objectContaining({ bytes: 3_000, pages: 2, sendable: false })]);
	});

	it('warns of tone without calling the text unsendable', async () => {
		const { json } = await check(`${GOOD}\n꼭 확인하세요.`);
		expect(json('문자')).toEqual([expect.objectContaining({ sendable: true, warnings: expect.any(Number) })]);
		expect(json('문자', 1)).toContainEqual(expect.objectContaining({ code: 'tone', severity: 'warning' }));
	});
});

describe('문안 미리보기 shows what 문안 점검 would', () => {
	const findings = (json: IDataObject | undefined) => (json?.templates as Array<{ findings: Array<{ code: string }> }>).flatMap((one) => one.findings.map((finding) => finding.code));

	it('also a blank that is filled by then', async () => {
		await prepared();
		sql(`UPDATE template SET body = body || ' #{성명}'`);
		sql(`UPDATE notice SET details = json_set(details, '$.values.성명', '○○○')`);
		const { json } = await call('preview');
		expect(json('문자', 1)).toEqual([expect.objectContaining({ blocked: true })]);
		expect(findings(json('문자', 1)[0])).toContain('namePlaceholder');
	});

	it('and stops a text that nobody can get', async () => {
		await prepared();
		sql(`UPDATE template SET body = body || '🚗'`);
		const { json } = await call('preview');
		expect(json('문자', 1)).toEqual([expect.objectContaining({ blocked: true, toSend: 0 })]);
		expect(findings(json('문자', 1)[0])).toContain('unencodable');
	});

	it('with warnings counted, which stop nothing', async () => {
		await prepared();
		sql(`UPDATE template SET body = body || char(10) || '꼭 확인하세요.'`);
		const { json } = await call('preview');
		expect(json('문자')).toEqual([expect.objectContaining({ blocked: false, warnings: expect.any(Number) })]);
		expect(findings(json('문자')[0])).toContain('tone');
	});
});
