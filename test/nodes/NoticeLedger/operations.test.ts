import { DatabaseSync } from 'node:sqlite';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { IDataObject } from 'n8n-workflow';

import { chain } from '../../support/engine';
import { asItems, CONTACT, NO_APPROVAL, NoticeCity, ours, personalIn, prepareFlow, prepareRun, RUN_ID, sourceNode, summaryOf } from '../../support/notice-city';

let city: NoticeCity;
beforeEach(() => {
	city = new NoticeCity();
});
afterEach(async () => await city.close());

const MISSING = `${RUN_ID}-missing`;
const node = (operation: string, parameters: IDataObject = {}, extra: object = {}) =>
	chain(ours('노드', 'noticeLedger', { resource: RESOURCES[operation] ?? 'run', operation, ...parameters }, extra));
const RESOURCES: Readonly<Record<string, string>> = { lookUp: 'notice', reconcile: 'notice', verify: 'ledger' };
const runIds = (...ids: string[]) => asItems(ids.map((runId) => ({ runId })));
const prepared = async (...numbers: number[]) => {
	const { error } = await prepareRun(city, numbers.map((n) => city.receipt(n)));
	expect(error).toBeUndefined();
	free();
};
/** As if the execution that prepared were over for long. */
const free = () => {
	const database = new DatabaseSync(city.ledgerPath);
	database.exec('UPDATE run SET lease_until = 0');
	database.close();
};

/** Operations that work run by run, with the parameters that make the first item succeed. */
const PER_RUN: Array<[string, IDataObject]> = [
	['requestApproval', { waitHours: 1 }],
	['approve', { approvalKind: 'policy' }],
	['approve', { approvalKind: 'person', verdict: '승인', approver: '세정과장 김담당' }],
	['stopRest', { staff: '김담당' }],
	['releaseHold', { staff: '김담당' }],
	['close', {}],
	['lookUp', { runId: '={{ $json.runId }}' }],
];

describe.each(PER_RUN)('%s %j', (operation, parameters) => {
	it('stops at a run that does not exist, naming it and the remedy', async () => {
		await prepared(1, 2, 3);
		if (operation === 'lookUp') return;
		const { error, dump } = await city.run(node(operation, parameters), { startItems: runIds(RUN_ID, MISSING, RUN_ID) });
		expect(error).toMatchObject({ message: `발송 대장에 회차 '${MISSING}'이(가) 없습니다.`, description: expect.stringContaining('runId'), context: { itemIndex: 1 } });
		expect(personalIn(dump(), 1, 2, 3)).toEqual([]);
	});

	it('goes on past it when told to, every item linked to its own input', async () => {
		await prepared(1, 2, 3);
		const { items, error, runs, dump } = await city.run(node(operation, parameters, { onError: 'continueRegularOutput', retryOnFail: true }), {
			startItems: runIds(RUN_ID, MISSING, RUN_ID),
		});
		expect(error).toBeUndefined();
		expect(runs('노드')).toBe(1);
		const all = [...items('노드', 0), ...items('노드', 1)];
		const failed = all.filter((item) => typeof item.json.error === 'string');
		expect(failed).toHaveLength(operation === 'lookUp' ? 0 : 1);
		if (failed[0]) expect(failed[0]).toMatchObject({ json: { error: `발송 대장에 회차 '${MISSING}'이(가) 없습니다.` }, pairedItem: { item: 1 } });
		const linked = new Set(all.map((item) => (item.pairedItem as { item: number }).item));
		expect([...linked].sort()).toEqual(operation === 'lookUp' ? [0, 2] : [0, 1, 2]);
		expect(personalIn(dump(), 1, 2, 3)).toEqual([]);
	});
});

describe('승인 기록', () => {
	it('refuses a run id that the flow has lost', async () => {
		const { error } = await city.run(node('approve', { approvalKind: 'policy' }), { startItems: asItems([{ other: 1 }]) });
		expect(error).toMatchObject({ message: "'회차 번호' 값이 비어 있습니다." });
	});

	it('records who approved', async () => {
		await prepared(1, 2, 3);
		const { json } = await city.run(node('approve', { approvalKind: 'person', verdict: '승인', approver: ' 세정과장 김담당 ' }), { startItems: runIds(RUN_ID) });
		expect(json('노드')).toEqual([expect.objectContaining({ approved: true, stage: 'approved', approvedBy: '세정과장 김담당' })]);
	});

	it('holds a refused run until a person lifts the hold', async () => {
		await prepared(1, 2, 3);
		const refused = await city.run(node('approve', { approvalKind: 'person', verdict: '반려', approver: '김담당', note: '문안 오기' }), { startItems: runIds(RUN_ID) });
		expect(refused.json('노드')).toEqual([expect.objectContaining({ approved: false, stage: 'prepared' })]);
		const again = await city.run(node('approve', { approvalKind: 'policy' }), { startItems: runIds(RUN_ID) });
		expect(again.error?.message).toContain('담당자(김담당)가 발송을 반려하였습니다. 문안 오기');
		const lifted = await city.run(node('releaseHold', { staff: '김담당' }), { startItems: runIds(RUN_ID) });
		expect(lifted.json('노드')).toEqual([expect.objectContaining({ stage: 'opened' })]);
	});

	it.each([
		['no decision', { verdict: "={{ $json['결정'] }}", approver: '김담당' }, "'결정' 값이 '승인'이나 '반려'가 아니어서"],
		['another word', { verdict: '보류', approver: '김담당' }, "'결정' 값이 '승인'이나 '반려'가 아니어서"],
		['approval without a name', { verdict: '승인', approver: '={{ $json.nobody }}' }, "'승인자' 값이 비어 있습니다."],
		['refusal without a name', { verdict: '반려', approver: '={{ $json.nobody }}' }, "'승인자' 값이 비어 있습니다."],
	])('changes nothing with %s', async (_name, parameters, message) => {
		await prepared(1, 2, 3);
		const { error } = await city.run(node('approve', { approvalKind: 'person', ...parameters }), { startItems: runIds(RUN_ID) });
		expect(error?.message).toContain(message);
		expect(await city.withLedger(async (ledger) => await ledger.run(RUN_ID))).toMatchObject({ stage: 'prepared', holds: [], approvedBy: null });
	});

	it('does not take the flow’s own approval where a person must look', async () => {
		await prepareRun(city, [1, 2, 3].map((n) => city.receipt(n)), { prepare: { approvalRules: { ...NO_APPROVAL, volumeLimit: 2 } } });
		const { error } = await city.run(node('approve', { approvalKind: 'policy' }), { startItems: runIds(RUN_ID) });
		expect(error).toMatchObject({ message: expect.stringContaining('담당자 승인이 필요합니다'), description: expect.stringContaining('담당자 승인을 거쳐') });
	});
});

describe('승인 요청', () => {
	it('keeps the run from the trigger while it waits and hands the preview on', async () => {
		await prepared(1, 2, 3);
		const { json } = await city.run(node('requestApproval', { waitHours: 2 }), { startItems: asItems([{ runId: RUN_ID, toSend: 3 }]) });
		expect(json('노드')).toEqual([expect.objectContaining({ runId: RUN_ID, toSend: 3, stage: 'prepared' })]);
		const end = await city.withLedger(async (ledger) => await ledger.nextLook('vehicle-exemption-weekly'));
		expect((end ?? 0) - Date.now()).toBeGreaterThan(1.9 * 3_600_000);
	});
});

describe('남은 발송 중지, 보류 해제', () => {
	it('counts what it stopped', async () => {
		await prepared(1, 2, 3);
		const { json } = await city.run(node('stopRest', { staff: '김담당' }), { startItems: runIds(RUN_ID) });
		expect(json('노드')).toEqual([expect.objectContaining({ runId: RUN_ID, stopped: 3 })]);
	});

	it.each(['stopRest', 'releaseHold'])('%s wants the name of who did it', async (operation) => {
		await prepared(1, 2, 3);
		const { error } = await city.run(node(operation, { staff: '={{ $json.nobody }}' }), { startItems: runIds(RUN_ID) });
		expect(error?.message).toBe("'담당자' 값이 비어 있습니다.");
		expect(await city.withLedger(async (ledger) => await ledger.account(RUN_ID))).toMatchObject({ notices: { open: 3 } });
	});
});

describe('마감', () => {
	it('says on the second output why a run stays open, and lets it go', async () => {
		await prepared(1, 2, 3);
		const { json } = await city.run(node('close'), { startItems: runIds(RUN_ID), executionId: 'first' });
		expect(json('노드')).toEqual([]);
		expect(json('노드', 1)).toEqual([
			expect.objectContaining({ closed: false, problems: ['발송 승인이 끝나지 않았습니다.', '아직 발송하지 않은 안내가 3건 있습니다.'] }),
		]);
		const second = await city.run(node('close'), { startItems: runIds(RUN_ID), executionId: 'second' });
		expect(second.error).toBeUndefined();
	});

	it('closes a balanced run on the first output, again and again the same', async () => {
		await prepareRun(city, [1, 2, 3].map((n) => city.receipt(n, { status: 'withdrawn' })));
		free();
		await city.run(node('approve', { approvalKind: 'policy' }), { startItems: runIds(RUN_ID) });
		const { json } = await city.run(node('close'), { startItems: runIds(RUN_ID, RUN_ID, RUN_ID) });
		expect(json('노드', 1)).toEqual([]);
		expect(json('노드')).toHaveLength(3);
		expect(json('노드')[0]).toMatchObject({ closed: true, balanced: true, receipts: { exclude: 3 }, notices: { due: 0 } });
	});

	it('leaves a run to the execution that works on it', async () => {
		await prepared(1, 2, 3);
		await city.withLedger(async (ledger) => await ledger.lease(RUN_ID, 'execution:other'));
		const { error } = await city.run(node('close'), { startItems: runIds(RUN_ID) });
		expect(error).toMatchObject({ message: expect.stringContaining('다른 실행이 처리하고 있어 마감하지 않았습니다'), description: expect.stringContaining('끝난 뒤') });
	});
});

describe('안내 이력 조회', () => {
	it('shows masked notices by receipt or run, and nothing without a filter', async () => {
		await prepared(1, 2, 3);
		const { json, items, dump } = await city.run(node('lookUp', { receiptKey: '={{ $json.receiptKey }}' }), {
			startItems: asItems([{ receiptKey: '4115000-2026-000001' }, { receiptKey: '4115000-2026-000002' }, { receiptKey: '4115000-2026-999999' }]),
		});
		expect(json('노드')).toEqual([
			expect.objectContaining({ receiptKey: '4115000-2026-000001', phoneMasked: '010-****-0001', state: 'reserved' }),
			expect.objectContaining({ receiptKey: '4115000-2026-000002', phoneMasked: '010-****-0002' }),
		]);
		expect(items('노드').map((item) => item.pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(personalIn(dump(), 1, 2, 3)).toEqual([]);
		const unfiltered = await city.run(node('lookUp', { receiptKey: '={{ $json.lost }}' }), { startItems: asItems([{}, {}, {}]) });
		expect(unfiltered.error).toMatchObject({ message: expect.stringContaining('입력하지 않았습니다'), description: expect.stringContaining('둘 가운데 하나') });
	});

	it('keeps to the maximum', async () => {
		await prepared(1, 2, 3);
		expect((await city.run(node('lookUp', { runId: RUN_ID, maxItems: 2 }))).json('노드')).toHaveLength(2);
	});
});

describe('대장 검증', () => {
	const verify = async (expectedHead = '') => (await city.run(node('verify', { expectedHead }))).json('노드')[0];

	it('finds an untouched ledger intact and its own head in it', async () => {
		await prepared(1, 2, 3);
		const found = await verify();
		expect(found).toMatchObject({ intact: true, brokenAt: null, problem: null });
		expect(await verify(String(found?.chainHead))).toMatchObject({ intact: true });
	});

	it('names the first link that was tampered with', async () => {
		await prepared(1, 2, 3);
		const database = new DatabaseSync(city.ledgerPath);
		database.exec(`UPDATE event SET payload = '{"forged":true}' WHERE seq = 3`);
		database.close();
		expect(await verify()).toMatchObject({ intact: false, brokenAt: 3, problem: '기록의 상세 내용이 바뀌었습니다.' });
	});

	it('finds a tail that was cut off', async () => {
		await prepared(1, 2, 3);
		const head = String((await verify())?.chainHead);
		const database = new DatabaseSync(city.ledgerPath);
		database.exec('DELETE FROM event WHERE seq = (SELECT MAX(seq) FROM event)');
		database.close();
		expect(await verify(head)).toMatchObject({ intact: false, problem: expect.stringContaining('예전 백업') });
	});

	it('refuses a head in another form, item by item', async () => {
		const { items } = await city.run(node('verify', { expectedHead: '={{ $json.head }}' }, { onError: 'continueRegularOutput' }), {
			startItems: asItems([{ head: '' }, { head: 'abc' }, {}]),
		});
		expect(items('노드')).toEqual([
			expect.objectContaining({ json: expect.objectContaining({ intact: true }), pairedItem: { item: 0 } }),
			expect.objectContaining({ json: { error: "'대장 확인값'의 형식이 올바르지 않습니다." }, pairedItem: { item: 1 } }),
			expect.objectContaining({ json: expect.objectContaining({ intact: true }), pairedItem: { item: 2 } }),
		]);
	});
});

describe('결과 보고서', () => {
	const report = (folder: string, items = runIds(RUN_ID)) =>
		city.run(node('report', { ...CONTACT, person: '주무관 김담당', folder }), { startItems: items });

	it('writes a masked page and a workbook into the folder', async () => {
		await prepared(1, 2, 3);
		const { json, error, dump } = await report(city.folder);
		expect(error).toBeUndefined();
		const files = Object.values(json('노드')[0] ?? {}).filter((value): value is string => typeof value === 'string' && value.startsWith(city.folder));
		expect(files.some((file) => file.endsWith('.html'))).toBe(true);
		for (const file of files) expect(existsSync(file)).toBe(true);
		const page = readFileSync(files.find((file) => file.endsWith('.html')) ?? '', 'utf8');
		expect(page).toContain('의정부시');
		expect(personalIn(page + dump(), 1, 2, 3)).toEqual([]);
	});

	it.each([
		['that does not exist', () => join(city.folder, 'missing'), '폴더'],
		['that is empty', () => '={{ $json.lost }}', '절대 경로'],
		['that is relative', () => '.', '절대 경로'],
	])('refuses a folder %s', async (_name, folder, word) => {
		await prepared(1, 2, 3);
		const { error } = await report(folder());
		expect(error?.message).toContain(word);
		expect(error).toMatchObject({ description: expect.any(String) });
	});
});

describe('errors outside the item loop', () => {
	it.each(['approve', 'close', 'verify', 'lookUp'])('%s tells the remedy for a bad key and hides the cause', async (operation) => {
		city.overrides.cityhallLedgerApi = { ledgerKey: 'too short' };
		const { error, dump } = await city.run(node(operation, { approvalKind: 'policy', runId: RUN_ID }), { startItems: runIds(RUN_ID) });
		expect(error?.name).toBe('NodeOperationError');
		expect(error).toMatchObject({ message: expect.stringContaining('대장 키'), description: expect.stringMatching(/.{5}/) });
		expect(dump()).not.toContain('too short');
	});

	it('refuses an operation that the node does not have', async () => {
		const { error } = await city.run(node('approve', { operation: 'constructor' }), { startItems: runIds(RUN_ID) });
		expect(error).toMatchObject({ message: "이 노드에 'run/constructor' 작업이 없습니다." });
	});
});

it('keeps a prepared run as it is when prepare comes from a second flow run', async () => {
	await prepared(1, 2, 3);
	const rows = [4, 5, 6].map((n) => city.receipt(n));
	const { json } = await city.run(prepareFlow(), { otherNodes: { 'test.source': sourceNode(rows, summaryOf(rows)) } });
	expect(json('준비')).toEqual([expect.objectContaining({ notices: expect.objectContaining({ due: 3 }) })]);
});
