import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { writeResultDocument } from '../../../lib/documents/write';
import { buildReport, type ReportOptions } from '../../../lib/report/build-report';
import type { ReportModel } from '../../../lib/report/model';
import { decided, officeWeek, openLedger, OPTIONS, posted, prepareRun, RUN_ID, SEALED, sourceOf, unclear } from '../report/week';
import { HOSTILE } from './people';
import { linesOf, partOf } from './read-back';

const write = async (model: ReportModel) => (await writeResultDocument(model, mkdtempSync(join(tmpdir(), 'result-')), '결과 보고')).path;

async function modelOf(prepare: (ledger: ReturnType<typeof openLedger>) => Promise<unknown>, options: Partial<ReportOptions> = {}): Promise<ReportModel> {
	const ledger = openLedger();
	await prepare(ledger);
	const model = await buildReport(ledger, RUN_ID, { ...OPTIONS, ...options });
	await ledger.dispose();
	return model;
}

describe('the result report of a week', () => {
	let model: ReportModel;
	let path: string;
	let lines: string[];

	beforeAll(async () => {
		model = await modelOf(officeWeek);
		path = await write(model);
		lines = linesOf(path);
	});

	it('has the outline of an official report and ends as one', () => {
		expect(lines[0]).toBe('자동차 취득세 감면 안내문자 발송 결과 보고');
		expect(lines.filter((line) => /^\d\. /.test(line))).toEqual(['1. 추진 개요', '2. 처리 결과', '3. 확인 필요 및 조치', '4. 비용', '5. 향후 계획']);
		expect(lines.at(-1)).toBe('붙임  안내문자 발송 결과 통합 문서 1부.  끝.');
		expect(lines).toContain('가. 근거: 「지방세특례제한법」 제183조제2항, 같은 법 시행규칙 제2조제2항');
	});

	it('names the office at the head of each page of A4 and numbers the pages', () => {
		expect(partOf(path, 'word/header1.xml')).toContain('의정부시 세정과');
		expect(partOf(path, 'word/footer1.xml')).toContain('PAGE');
		expect(partOf(path, 'word/document.xml')).toContain('<w:pgSz w:w="11906" w:h="16838"');
	});

	it('gives the figures of both accounts under their heads', () => {
		const after = (head: string, count: number) => lines.slice(lines.indexOf(head) + 1, lines.indexOf(head) + 1 + count);
		expect(after('대기', 7)).toEqual(['150', '150', '0', '96', '40', '9', '5']);
		expect(after('미발송', 8)).toEqual(['97', '86', '2', '1', '1', '1', '6', '0']);
		expect(after('우편 반송', 7)).toEqual(['137', '1', '0', '3', '133', '1', '1']);
		expect(lines).toContain('※ 접수 대사와 안내 대사가 모두 일치함');
	});

	it('says what is left to whom, most urgent first, and what will be done', () => {
		const from = lines.indexOf('3. 확인 필요 및 조치');
		const table = lines.slice(from + 5, lines.indexOf('4. 비용'));
		expect(table.filter((_line, index) => index % 4 === 0).filter((name) => name !== '')).toEqual(['확인 필요', '세액 확인', '전송 실패', '접수 거부', '결과 미확인', '우편 반송']);
		expect(table.slice(0, 4)).toEqual(['확인 필요', '8', '감면구분 불명 5, 등록일 없음 3', '원자료 확인 후 다음 회차에 다시 판정']);
		expect(lines).toEqual(expect.arrayContaining(['가. 확인 필요·정정 안내 대상 8건 확인 후 처리', '마. 감면 안내 서식 미이행 133건 직접교부 또는 우편으로 안내']));
	});

	it('puts the cost of run, month and year against the postage', () => {
		const from = lines.indexOf('이번 회차');
		expect(lines.slice(from, from + 7)).toEqual(['이번 회차', '90', '2,409원', '3', '1,290원', '8,490원', '-1,119원']);
		expect(lines).toEqual(expect.arrayContaining(['월 누계\n(2026. 11. 1. ~ 11. 16.)', '연 누계\n(2026. 1. 1. ~ 11. 16.)']));
	});

	it('holds no personal value, not even a masked one, and no receipt number', () => {
		const text = ['word/document.xml', 'word/header1.xml', 'docProps/core.xml'].map((part) => partOf(path, part)).join('\n');
		for (const value of [SEALED, '홍*동', '이*', '박*희', '010-****-5678', '의정부시 ***', '12가****', '1234567890123', ...model.sent.map((row) => row.receiptKey)]) {
			expect(text).not.toContain(value);
		}
	});
});

describe('a result report', () => {
	it('says 시험용(모의) where nothing real was sent', async () => {
		const model = await modelOf(async (ledger) => await prepareRun(ledger, [decided(1)]), { simulated: true });
		expect(linesOf(await write(model))).toContain('시험용(모의) · 실제 시민에게 발송된 문자가 아님');
	});

	it('says what does not balance and why the run waits', async () => {
		const rows = [decided(1), decided(2)];
		const source = sourceOf(rows, { controlTotal: { count: 3, reliefSum: 2_100_000 }, matches: false });
		const lines = linesOf(await write(await modelOf(async (ledger) => await prepareRun(ledger, rows, source))));
		expect(lines.some((line) => line.startsWith('※ 대사 불일치: 원천 3 ≠ 읽음 2'))).toBe(true);
		expect(lines.some((line) => line.includes('원천 건수와 읽은 건수가 다릅니다'))).toBe(true);
		expect(lines.at(-3)).toMatch(/회차 마감$/);
	});

	it('of a run with nothing left has a plan all the same', async () => {
		const model = await modelOf(async (ledger) => await prepareRun(ledger, [posted(1)]));
		const done: ReportModel = { ...model, notices: { ...model.notices, byPost: 0, open: 0 }, formCounts: { open: 0, direct: 1, post: 0, electronic: 0 }, run: { ...model.run, closed: true } };
		expect(linesOf(await write(done))).toEqual(expect.arrayContaining(['처리할 건 없음', '다음 회차 안내 추진']));
	});

	it('puts a possible leak before everything else', async () => {
		const model = await modelOf(async (ledger) => await prepareRun(ledger, [decided(1, unclear)]));
		const [row] = model.review;
		if (!row) throw new Error('No row.');
		const leak: ReportModel = { ...model, review: [...model.review, { ...row, kind: '유출 점검', reasonName: '전송 성공 뒤 번호가 바뀜' }], openTasks: { total: 2, leaks: 1 } };
		const lines = linesOf(await write(leak));
		expect(lines.indexOf('유출 점검')).toBeLessThan(lines.indexOf('원자료 확인 후 다음 회차에 다시 판정'));
		expect(lines).toContain('가. 전송 성공 뒤 번호가 바뀐 1건 개인정보 유출 여부 우선 점검');
	});

	it.each(HOSTILE.slice(0, 10))('keeps a hostile word as text: %j', async (hostile) => {
		const model = await modelOf(async (ledger) => await prepareRun(ledger, [decided(1, { ...unclear, reasonCode: hostile, reason: hostile })]), { organisation: hostile, contact: { person: hostile, phone: '' } });
		const xml = partOf(await write(model), 'word/document.xml');
		expect(xml).not.toMatch(/&(?!amp;|lt;|gt;|quot;|apos;|#)/);
		expect(xml.match(/<w:p>/g)).toHaveLength(xml.match(/<\/w:p>/g)?.length ?? 0);
	});
});
