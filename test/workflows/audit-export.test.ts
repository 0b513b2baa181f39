import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { sql } from '../support/desk';
import { baseNodes } from '../support/base-nodes';
import { chain, standIn, type WorkflowJson } from '../support/engine';
import { asItems, NoticeCity, ours, personalIn, prepareRun, RUN_ID } from '../support/notice-city';

const SHIPPED = JSON.parse(readFileSync(join(__dirname, '../../workflows/audit-export.json'), 'utf8')) as WorkflowJson;
const OURS = 'n8n-nodes-cityhall.';

let city: NoticeCity;
let folder: string;
beforeEach(async () => {
	city = await NoticeCity.start();
	folder = join(city.folder, '감사');
	mkdirSync(folder);
	expect((await prepareRun(city, [city.receipt(1), city.receipt(2)])).error).toBeUndefined();
	sql(city.ledgerPath, 'UPDATE run SET lease_until = 0');
	await city.withLedger(async (ledger) => await ledger.approve(RUN_ID, { kind: 'person', name: '세정과장' }, { actor: 'test' }));
	expect((await city.run(chain(ours('문자', 'smsGateway', { resource: 'message', operation: 'sendRun', runId: RUN_ID })), { startItems: asItems([{ runId: RUN_ID }]) })).error).toBeUndefined();
});
afterEach(async () => await city.close());

/** Runs the shipped workflow from its manual trigger, its settings filled in as an auditor does. */
async function runFlow(settings: Record<string, string>) {
	const nodes = SHIPPED.nodes
		.filter(({ type }) => !type.endsWith('.stickyNote') && !type.endsWith('.scheduleTrigger'))
		.map((node) => {
			if (node.type.startsWith(OURS) && node.parameters && 'folder' in node.parameters) return { ...node, parameters: { ...node.parameters, folder } };
			if (node.name !== '감사 설정') return node;
			const assignments = Object.entries(settings).map(([name, value]) => ({ name, value }));
			return { ...node, parameters: { assignments: { assignments } } };
		});
	const others = { ...baseNodes({}), 'n8n-nodes-base.stopAndError': standIn('stopAndError', 'transform', (items) => items) };
	const result = await city.run({ ...SHIPPED, nodes } as WorkflowJson, { otherNodes: others });
	expect(personalIn(result.dump(), 1, 2)).toEqual([]);
	return result;
}

const FILLED = { 시작일: '2026-11-01', 종료일: '2026-11-30', '회차 번호': '', '안내 식별값': '', 담당자: '이감사', 사유: '정기 감사' };

it('exports the period and finds the file whole; what was left empty is skipped', async () => {
	const { error, json, items } = await runFlow(FILLED);
	expect(error).toBeUndefined();
	expect(json('감사 자료 보관됨')).toEqual([expect.objectContaining({ intact: true, from: '2026-11-01' })]);
	for (const skipped of ['이상 있음', '확인서 파일', '문안 파일']) expect(items(skipped)).toEqual([]);
	expect(json('열람 내역 보기')).toEqual([expect.objectContaining({ reason: '문자 발송' })]);
	expect(readdirSync(folder)).toHaveLength(2);
});

it('makes the report of a run and shows a text again where they are asked for', async () => {
	const [notice] = await city.withLedger(async (ledger) => await ledger.notices({ runId: RUN_ID }, 1));
	const { error, json } = await runFlow({ ...FILLED, '회차 번호': RUN_ID, '안내 식별값': notice?.noticeKey ?? '' });
	expect(error).toBeUndefined();
	expect(json('확인서 파일')).toEqual([expect.objectContaining({ runId: RUN_ID, intact: true })]);
	expect(json('문안 파일')).toEqual([expect.objectContaining({ matches: true, destroyOn: '2026-12-23' })]);
	expect(readdirSync(folder).map((name) => name.replace(/^([가-힣]+).*\.(\w+)$/, '$1.$2')).sort()).toEqual(['감사자료.jsonl', '감사자료.xlsx', '감사확인서.docx', '감사확인서.html', '안내문안.html']);
});

it('fails where the ledger was edited by hand, and says which row', async () => {
	sql(city.ledgerPath, `UPDATE run SET approved_by = '김과장'`);
	const { json, items } = await runFlow(FILLED);
	expect(items('감사 자료 보관됨')).toEqual([]);
	expect(String(json('이상 있음')[0]?.findings)).toContain('승인자나 승인 일시가 기록과 다릅니다');
});
