import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { buildRunReport, type RunReport } from '../../../lib/audit/run-report';
import { writeRunReport } from '../../../lib/audit/write-run-report';
import type { Ledger } from '../../../lib/ledger/ledger';
import { sql } from '../../support/desk';
import { cleanUp, RUN, tempFolder } from '../../support/notice-run';
import { linesOf, partOf } from '../documents/read-back';
import { closedWeek } from './scene';

afterEach(cleanUp);

const SOFFICE = '/usr/bin/soffice';
const CHROMIUM = '/usr/bin/chromium';
const withTool = (tool: string) => (existsSync(tool) ? it : it.skip);

const reportOf = async (ledger: Ledger) =>
	await buildRunReport(ledger, RUN, { organisation: '의정부시', department: '세정과', generatedAt: '2026-12-01T10:00:00.000+09:00', simulated: false });

/** As much of everything as a run can have. */
function crowded(report: RunReport): RunReport {
	const long = '매우 긴 이름의 사유입니다. 담당자가 원천 자료를 확인하여 바로잡은 뒤 다음 회차에서 다시 판정하여야 하는 건';
	const many = <T>(count: number, of: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => of(index));
	const reasons = many(40, (index) => ({ name: `${long} ${index}`, count: 1_000_000 }));
	return {
		...report,
		organisation: '아주긴이름의특별자치시'.repeat(4),
		department: '자동차취득세감면안내담당부서'.repeat(3),
		simulated: true,
		run: { ...report.run, runId: 'vehicle-exemption-weekly-with-a-long-name/2026-W47', approvedBy: '세정과장 남궁'.repeat(6), stoppedBy: '김주무관'.repeat(6) },
		excludedBy: reasons,
		reviewBy: reasons,
		rowProblems: many(200, (index) => ({ table: 'notice', key: `Jo_zUYXNZiwDND_tMkLsOeunaKIhjr_${index}`, runId: RUN, problem: 'facts' })),
		evidence: {
			...report.evidence,
			ruleVersions: many(20, (index) => `2026-11#a1b2c3d4-${index}`),
			gateways: ['solapi', 'nhn', 'sens', 'aligo', 'agent'],
			processors: many(4, () => ({ processor: '주식회사 매우긴이름의문자중계사업자', contractedOn: '2026-01-02', publishedOn: '2026-01-03' })),
			texts: many(30, (index) => ({ id: `vehicle-exemption-text-${index}`, version: `a1b2c3d4e5${index}`, bodyHash: 'Kx_3mW9-QzR7vTbN4pLsD8fHcYw2JgUe5XaMi1ZoEk6', notices: 1_000_000 })),
			openings: many(30, (index) => ({ reason: `${long} ${index}`, times: 10_000, subjects: 1_000_000 })),
			source: report.evidence.source && { ...report.evidence.source, sourceKind: 'file', sourceNames: many(9, (index) => `감면접수_2026111${index}_추출자료.xlsx`), fileHashes: many(9, () => 'd'.repeat(64)) },
		},
	};
}

function pagesOfPdf(folder: string, name: string): number {
	const pdf = readFileSync(join(folder, name), 'latin1');
	return [...pdf.matchAll(/\/Type\s*\/Page(?![s\w])/g)].length;
}

describe('the audit report of a run', () => {
	it('says what the run rests on, what became of it, who approved and how the ledger was found', async () => {
		const { ledger } = await closedWeek();
		const report = await reportOf(ledger);
		const { html, document } = await writeRunReport(report, tempFolder());
		const lines = linesOf(document.path);
		expect(lines[0]).toBe('안내 회차 감사 확인서');
		expect(lines.filter((line) => /^\d\. /.test(line))).toEqual(['1. 회차', '2. 원천 자료와 규칙', '3. 처리 건수(접수 건, 수신자별 안내 건)', '4. 사용 문안', '5. 개인정보 열람', '6. 발송 대장 확인']);
		const after = (head: string, count: number) => lines.slice(lines.indexOf(head) + 1, lines.indexOf(head) + 1 + count);
		expect(after('접수 대사', 8)).toEqual(['9', '9', '0', '9', '0', '0', '0', '일치']);
		expect(after('안내 대사', 8)).toEqual(['9', '6', '1', '1', '0', '1', '0', '일치']);
		expect(after('승인자', 1)).toEqual(['박주무관']);
		expect(after('대장 기록 검증', 1)).toEqual(['이상 없음(처음 기록부터 마지막 기록까지 연결됨)']);
		expect(after('자료와 기록 대조', 1)).toEqual(['이상 없음(자료가 기록과 일치함)']);
		expect(after('대장 확인값', 1)).toEqual([`${report.head.seq}:${report.head.mac}`]);
		const page = readFileSync(html.path, 'utf8');
		for (const line of lines.filter((one) => one !== '' && !one.includes('\n'))) expect(page).toContain(line);
		expect(page).not.toMatch(/<script|src=|01\d{9}/);
	});

	it('names the rows that were edited by hand and a broken chain', async () => {
		const { file, ledger } = await closedWeek();
		sql(file, `UPDATE notice SET state = 'delivered' WHERE state = 'failed'`);
		sql(file, `UPDATE event SET at = '2026-11-01T09:00:00.000+09:00' WHERE kind = 'run.closed'`);
		const { document } = await writeRunReport(await reportOf(ledger), tempFolder());
		const text = partOf(document.path, 'word/document.xml');
		expect(text.includes('자료의 상태가 마지막 기록과 다릅니다')).toBe(true);
		expect(/이상 있음: \d+번 기록부터 맞지 않음/.test(text)).toBe(true);
	});

	it('still stands after retention has removed the facts', async () => {
		const { ledger, clock } = await closedWeek();
		clock.set('2033-01-10T09:00:00.000+09:00');
		await ledger.desk.purgeFacts('2032-01-01', { actor: '정리' });
		const lines = linesOf((await writeRunReport(await reportOf(ledger), tempFolder())).document.path);
		expect(lines).toEqual(expect.arrayContaining(['이상 없음(자료가 기록과 일치함)', '박주무관']));
	});

	withTool(SOFFICE)('fits on one A4 page as a document, however much there is', async () => {
		const { ledger } = await closedWeek();
		const report = await reportOf(ledger);
		for (const one of [report, crowded(report)]) {
			const folder = tempFolder();
			const { document } = await writeRunReport(one, folder);
			execFileSync(SOFFICE, [`-env:UserInstallation=file://${folder}/profile`, '--headless', '--convert-to', 'pdf', '--outdir', folder, document.path], { stdio: 'ignore' });
			expect(pagesOfPdf(folder, basename(document.path).replace('.docx', '.pdf'))).toBe(1);
		}
	});

	withTool(CHROMIUM)('prints on one A4 page from the browser, however much there is', async () => {
		const { ledger } = await closedWeek();
		const report = await reportOf(ledger);
		for (const one of [report, crowded(report)]) {
			const folder = tempFolder();
			const { html } = await writeRunReport(one, folder);
			execFileSync(CHROMIUM, ['--headless', '--no-sandbox', '--disable-gpu', `--user-data-dir=${folder}/profile`, '--no-pdf-header-footer', `--print-to-pdf=${folder}/page.pdf`, `file://${html.path}`], { stdio: 'ignore' });
			expect(pagesOfPdf(folder, 'page.pdf')).toBe(1);
		}
	});
});
