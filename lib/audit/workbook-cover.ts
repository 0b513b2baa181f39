import type { Worksheet } from '../vendor/exceljs';
import { CoverPage } from '../report/cover-page';
import { dayOrNothing, grouped, momentOrNothing } from '../report/numbers';
import { COLOURS } from '../report/workbook-style';
import type { Manifest } from './lines';
import type { AuditWorkbookSource } from './workbook';
import { rowProblemWords } from './words';

const MOST_PROBLEMS = 12;

/** 1 총괄: what was exported, by whom and why, how the ledger was found, and how to check the file. */
export function writeAuditCover(sheet: Worksheet, manifest: Manifest, source: AuditWorkbookSource): void {
	const page = new CoverPage(sheet);
	if (manifest.simulated) page.line([{ span: 8, text: '시험용(모의) · 실제 시민에게 발송된 문자가 아닙니다.', bold: true, colour: COLOURS.red, align: 'center' }], 20);
	page.line([{ span: 8, text: source.organisation, colour: COLOURS.soft }], 20);
	page.line([{ span: 8, text: '안내 업무 감사 자료', bold: true, size: 20 }], 36);
	page.line([{ span: 8, text: `${dayOrNothing(manifest.from)} ~ ${dayOrNothing(manifest.to)}`, size: 12 }], 20);
	page.gap();
	const fact = (name: string, value: string, wrap = false) => page.line([{ span: 2, text: name, look: 'label' }, { span: 6, text: value, look: 'box', wrap }], wrap ? 32 : 19);
	fact('내보낸 일시', momentOrNothing(manifest.exportedAt));
	fact('내보낸 사람', manifest.exportedBy);
	fact('사유', manifest.reason, true);
	fact('JSONL 파일 SHA-256', source.sha256);
	counts(page, manifest);
	chain(page, manifest, fact);
	page.gap();
	page.line([{ span: 8, text: '※ 이 통합 문서는 보기 위한 것이고, 증거는 함께 내보낸 JSONL 파일입니다. 「내보낸 파일 검증」이나 검증 명령으로 확인하시기 바랍니다.', size: 9, colour: COLOURS.soft, wrap: true }], 26);
	page.line([{ span: 8, text: '※ 개인정보는 마스킹한 값만 들어 있으며, 내보내면서 암호화된 개인정보를 열지 않았습니다.', size: 9, colour: COLOURS.soft }], 15);
	sheet.pageSetup.printArea = `A1:H${page.row - 1}`;
	sheet.commit();
}

function counts(page: CoverPage, { counts: of }: Manifest): void {
	page.section('건수');
	page.heads(['대장 기록', '회차', '사용 문안', '선별 결과', '안내', '발송 시도', '발송 묶음', '개인정보 열람']);
	page.cells([of.event, of.run, of.template, of.decision, of.notice, of.attempt, of.batch, of.opening].map(grouped), Array<number>(8).fill(1), 'box');
}

function chain(page: CoverPage, manifest: Manifest, fact: (name: string, value: string, wrap?: boolean) => void): void {
	const { linkBefore, head, ledgerHead, ledgerCheck } = manifest;
	const { chainBroken, rowProblems } = ledgerCheck;
	const link = ({ seq, mac }: { seq: number; mac: string }) => (seq === 0 ? '처음(앞 기록 없음)' : `${seq}:${mac}`);
	page.section('기록의 연결');
	fact('기간 앞의 확인값', link(linkBefore));
	fact('기간 끝의 확인값', link(head));
	fact('내보낼 때의 대장 끝', link(ledgerHead));
	fact('대장 기록 검증', chainBroken === null ? '이상 없음' : `${chainBroken.seq}번 기록부터 맞지 않음`);
	fact('자료와 기록의 대조', rowProblems.length === 0 ? '이상 없음' : `기록과 다른 자료 ${grouped(rowProblems.length)}건`);
	for (const problem of rowProblems.slice(0, MOST_PROBLEMS)) page.line([{ span: 8, text: rowProblemWords(problem), size: 9, colour: COLOURS.red, wrap: true }], 26);
	if (rowProblems.length > MOST_PROBLEMS) page.line([{ span: 8, text: `외 ${grouped(rowProblems.length - MOST_PROBLEMS)}건은 JSONL 파일의 첫 줄에 있습니다.`, size: 9, colour: COLOURS.red }], 15);
}
