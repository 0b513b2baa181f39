import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import type { ExecutionDetail } from '../../sandbox/n8n/workflows.mts';
import { bare, readHwpx } from '../lib/drafting/render/read-files';
import { DraftOffice } from '../support/draft-office';
import { N8N_START_TIMEOUT_MS, startTestN8n } from '../support/n8n';
import type { TestN8n } from '../support/n8n';
import { ValueScanner } from '../support/planted-values';

const LONG = 240_000;
const HEADINGS = ['대상 유형', '성명(단체명)', '소속', '공적 분야', '공적 기간', '주요 실적', '연락처'];
const NAMES = ['남궁뷁쀼', '제갈쒬뤰', '황보췡퓁', '선우훼뛟', '뺑쐐뙈 봉사단'];
const PHONES = NAMES.map((_, index) => `010-7739-826${index}`);
/** The third one lacks what the record cannot do without. */
const CANDIDATES = NAMES.map((name, index) => [
	index === 4 ? '단체' : '일반인',
	name,
	'의정부시 자원봉사센터',
	'지역 사회 봉사',
	'2021. 3. 1.~2026. 9. 30.',
	index === 2 ? '' : `홀로 사는 어르신 도시락 배달 1,12${index}시간 참여\n봉사자 3${index}명의 교육을 도움`,
	PHONES[index] ?? '',
]);

/** Merit records for a table of candidates, by the shipped flow in the real n8n. */
describe('the batch of merit records', () => {
	let n8n: TestN8n;
	let office: DraftOffice;
	let run: ExecutionDetail;
	const scanner = new ValueScanner({ names: NAMES, phones: PHONES, addresses: [], plates: [], residentNumbers: [] });

	beforeAll(async () => {
		n8n = await startTestN8n();
		office = await DraftOffice.open(n8n);
		const folder = join(office.folder, 'award-candidates');
		mkdirSync(folder, { recursive: true });
		const book = new ExcelJS.Workbook();
		book.addWorksheet('후보자').addRows([HEADINGS, ...CANDIDATES]);
		await book.xlsx.writeFile(join(folder, '표창후보자.xlsx'));
		// The demo's flow keeps its executions, the worst case for what n8n holds.
		const flowId = await office.add('draft-batch.json');
		run = await n8n.workflows.waitForExecution(await n8n.workflows.runWorkflow(flowId, '시작'), LONG);
	}, N8N_START_TIMEOUT_MS);
	afterAll(async () => {
		await n8n?.dispose();
		await office?.close();
	}, 60_000);

	it('drafts each row it can and says which it cannot, by line and reason', () => {
		expect(run).toMatchObject({ status: 'success', error: null });
		const items = run.items('공적조서 작성');
		expect(items).toHaveLength(5);
		const [failed, ...others] = items.filter(({ status }) => status === 'failed');
		expect(others).toEqual([]);
		expect(failed).toMatchObject({ source: { file: '표창후보자.xlsx', line: 4 }, reason: expect.stringContaining('주요 실적'), remedy: expect.stringMatching(/하시기 바랍니다\.$/) });
		const drafted = items.filter(({ status }) => status !== 'failed');
		expect(drafted.map(({ source }) => source)).toEqual([2, 3, 5, 6].map((line) => ({ file: '표창후보자.xlsx', line })));
		for (const item of drafted) expect(item).toMatchObject({ documentName: '공적조서', state: '초안', openSlots: 0, ignoredFields: ['연락처'] });
		expect([...run.items('확인 필요'), ...run.items('검토 준비됨')]).toHaveLength(5);
	});

	it('puts the files beside each draft; they open and name the candidate', async () => {
		const ids = office.draftIds();
		expect(ids).toHaveLength(4);
		const found = new Set<string>();
		for (const item of run.items('공적조서 작성').filter(({ status }) => status !== 'failed')) {
			expect(ids).toContain(item['draftId']);
			const files = item['files'] as Array<{ kind: string; path: string }>;
			expect(files.map(({ kind }) => kind)).toEqual(['hwpx', 'docx', 'text', 'checkSheet']);
			for (const { path } of files) expect({ path, there: existsSync(path) }).toEqual({ path, there: true });
			const { issues, text } = await readHwpx(readFileSync(files.find(({ kind }) => kind === 'hwpx')?.path ?? ''));
			expect(issues).toEqual([]);
			for (const name of NAMES) if (bare(text).includes(bare(name))) found.add(name);
		}
		expect([...found].sort()).toEqual(NAMES.filter((_, index) => index !== 2).sort());
	});

	it('records each draft in the ledger, whose chain of events is whole', async () => {
		const rows = office.ledger.rows('SELECT draft_id, type, model, model_mode, state, untraced, calls, input_hash, output_hash FROM draft ORDER BY draft_id');
		expect(rows.map(({ draft_id }) => draft_id)).toEqual(office.draftIds());
		for (const row of rows) expect(row).toMatchObject({ type: 'merit-record', model: expect.stringContaining('sandbox-writer'), model_mode: 'json_schema', state: 'draft', untraced: 0, input_hash: expect.any(String), output_hash: expect.any(String) });
		const { intact, events } = await office.verifyLedger();
		expect(intact).toBe(true);
		expect(Number(events)).toBeGreaterThanOrEqual(4);
	}, LONG);

	it('has no name and no number in what n8n holds, in what the model saw or in the ledger', async () => {
		const items = ['공적조서 작성', '확인 필요', '검토 준비됨'].flatMap((node) => run.items(node));
		expect(scanner.scan(Buffer.from(JSON.stringify(items)))).toEqual([]);
		for (const { system, user } of office.model.requests()) expect(scanner.scan(Buffer.from(system + user))).toEqual([]);
		expect(office.model.requests().length).toBeGreaterThanOrEqual(4);
		await n8n.kill('SIGKILL');
		expect(office.memory().filter((path) => scanner.scan(readFileSync(path)).length > 0)).toEqual([]);
		for (const end of ['', '-wal']) {
			const path = `${office.ledger.path}${end}`;
			if (existsSync(path)) expect({ path, found: scanner.scan(readFileSync(path)) }).toEqual({ path, found: [] });
		}
	}, LONG);
});
