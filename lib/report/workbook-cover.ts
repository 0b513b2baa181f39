import type { Worksheet } from '../vendor/exceljs';
import { CoverPage } from './cover-page';
import type { ReasonCount } from './model';
import type { ReportSummary } from './model-file';
import { cases, dayOrNothing, momentOrNothing, span } from './numbers';
import { COLOURS, COUNT_FORMAT, WON_FORMAT } from './workbook-style';

/** Reasons named on the cover; further ones are added up, so that it stays on one page. */
const MOST_REASONS = 8;

/** Options of the cover: one A4, upright. */
export const coverOptions = {
	views: [{ state: 'normal' as const, showGridLines: false }],
	pageSetup: {
		paperSize: 9,
		orientation: 'portrait' as const,
		fitToPage: true,
		fitToWidth: 1,
		fitToHeight: 1,
		horizontalCentered: true,
		margins: { left: 0.5, right: 0.5, top: 0.5, bottom: 0.5, header: 0.2, footer: 0.2 },
	},
};

/** 1 총괄: the run on one page, with the boxes to sign. */
export function writeCover(sheet: Worksheet, summary: ReportSummary): void {
	const page = new CoverPage(sheet);
	heading(page, summary);
	facts(page, summary);
	accounts(page, summary);
	tasks(page, summary);
	categories(page, summary);
	reasons(page, summary);
	costs(page, summary);
	chainHead(page, summary);
	sheet.pageSetup.printArea = `A1:H${page.row - 1}`;
	sheet.commit();
}

function heading(page: CoverPage, summary: ReportSummary): void {
	const { run } = summary;
	if (summary.simulated) page.line([{ span: 8, text: '시험용(모의) · 실제 시민에게 발송된 문자가 아닙니다.', bold: true, colour: COLOURS.red, align: 'center' }], 20);
	const office = [summary.organisation, summary.department].filter(Boolean).join(' ');
	page.line([{ span: 5, text: office, colour: COLOURS.soft }, { span: 1, text: '확인', look: 'label', rows: 2 }, { span: 1, text: '담당', look: 'label' }, { span: 1, text: '팀장', look: 'label' }], 20);
	page.line([{ span: 5, text: '안내문자 발송 결과', bold: true, size: 20 }, { span: 1, skip: true }, { span: 1, text: '', look: 'box' }, { span: 1, text: '', look: 'box' }], 44);
	page.line([{ span: 8, text: `자동차 취득세 감면 안내 · ${run.periodName}`, size: 12 }], 20);
	page.gap();
}

function facts(page: CoverPage, { run, contact, generatedAt }: ReportSummary): void {
	const sent = run.sentFrom === null ? '발송 없음' : span(run.sentFrom, run.sentTo);
	const rows: Array<[string, string, string, string]> = [
		['대상기간', `${dayOrNothing(run.from)} ~ ${dayOrNothing(run.to)}`, '회차', run.runId],
		['승인자', run.approvedBy ?? '승인 전', '승인 일시', momentOrNothing(run.approvedAt)],
		['발송 시각', sent, '진행 상태', run.closed ? `마감 (${momentOrNothing(run.closedAt)})` : run.stage],
		['담당자', [contact.person, contact.phone].filter(Boolean).join(' · '), '작성 일시', momentOrNothing(generatedAt)],
	];
	for (const [a, b, c, d] of rows) {
		page.line([{ span: 1, text: a, look: 'label' }, { span: 3, text: b, look: 'box' }, { span: 1, text: c, look: 'label' }, { span: 3, text: d, look: 'box' }], 19);
	}
	page.line([{ span: 1, text: '규칙 판', look: 'label' }, { span: 7, text: run.ruleVersions.join(', '), look: 'box' }], 19);
	for (const hold of run.holds) page.line([{ span: 8, text: `보류: ${hold}`, colour: COLOURS.red, wrap: true }], 30);
}

function accounts(page: CoverPage, { receipts, notices, equations }: ReportSummary): void {
	const { controlTotal, read } = receipts;
	page.section('처리 건수 대사');
	page.heads(['접수', '원천', '읽음', '차이', '안내', '제외', '확인 필요', '대기']);
	page.figures(['건수', controlTotal?.count ?? '없음', read.count, controlTotal ? controlTotal.count - read.count : '', receipts.notify, receipts.exclude, receipts.review, receipts.waiting], COUNT_FORMAT);
	page.figures(['감면액', controlTotal?.reliefSum ?? '없음', read.reliefSum, controlTotal ? controlTotal.reliefSum - read.reliefSum : '', '', '', '', ''], WON_FORMAT);
	page.heads(['안내 대상', '전송 성공', '전송 실패', '접수 거부', '결과 미확인', '중계사 접수', '미발송', '발송 전']);
	page.figures([notices.due, notices.delivered, notices.failed, notices.rejected, notices.unknown, notices.accepted, notices.notSent, notices.open], COUNT_FORMAT);
	for (const one of equations) {
		page.line(
			[
				{ span: 1, text: one.name, look: 'label' },
				{ span: 6, text: one.text, look: 'box', wrap: true },
				{ span: 1, text: one.balanced ? '✔ 일치' : '✘ 불일치', look: 'box', bold: true, colour: one.balanced ? COLOURS.green : COLOURS.red, align: 'center' },
			],
			30,
		);
		page.line([{ span: 8, text: `※ ${one.note}`, size: 9, colour: COLOURS.soft }], 15);
	}
}

function tasks(page: CoverPage, { notices, counts, openTasks, formCounts, mailCounts }: ReportSummary): void {
	page.section('담당자 조치 사항');
	page.cells(['확인·정정·유출 점검', '실패·거부·미확인', '우편 발송 대상', '우편 반송', '서식 미이행', '세액 확인'], [2, 2, 1, 1, 1, 1], 'label');
	const unproven = notices.failed + notices.rejected + notices.unknown;
	page.cells([openTasks.total, unproven, notices.byPost, mailCounts.returned, formCounts.open, counts.taxChecks], [2, 2, 1, 1, 1, 1], 'box');
	if (openTasks.leaks > 0) page.line([{ span: 8, text: `유출 점검 ${cases(openTasks.leaks)}: 전송 성공 뒤 번호가 바뀐 건입니다. 먼저 점검하시기 바랍니다.`, bold: true, colour: COLOURS.red }], 18);
	page.line([{ span: 8, text: `※ 서식 안내(별지 제2호서식): 직접교부 ${cases(formCounts.direct)}, 우편 ${cases(formCounts.post)}, 전자 ${cases(formCounts.electronic)}, 미이행 ${cases(formCounts.open)}`, size: 9, colour: COLOURS.soft }], 15);
}

function categories(page: CoverPage, { byCategory }: ReportSummary): void {
	page.section('감면구분별 처리(접수 건)');
	page.cells(['감면구분', '안내', '제외', '확인 필요', '대기', '계'], [3, 1, 1, 1, 1, 1], 'label');
	for (const one of byCategory) {
		const sum = one.notify + one.exclude + one.review + one.waiting;
		page.cells([one.category, one.notify, one.exclude, one.review, one.waiting, sum], [3, 1, 1, 1, 1, 1], 'box');
	}
}

function cut(rows: readonly ReasonCount[]): ReasonCount[] {
	if (rows.length <= MOST_REASONS) return [...rows];
	const rest = rows.slice(MOST_REASONS - 1);
	const count = rest.reduce((sum, one) => sum + one.count, 0);
	return [...rows.slice(0, MOST_REASONS - 1), { name: `그 밖의 사유 ${rest.length}종`, count }];
}

function reasons(page: CoverPage, { excludedBy, reviewBy }: ReportSummary): void {
	const [left, right] = [cut(excludedBy), cut(reviewBy)];
	page.section('사유별 건수(접수 건)');
	page.cells(['제외 사유', '건수', '확인 필요 사유', '건수'], [3, 1, 3, 1], 'label');
	for (let index = 0; index < Math.max(left.length, right.length, 1); index += 1) {
		const [a, b] = [left[index], right[index]];
		page.cells([a?.name ?? '', a?.count ?? '', b?.name ?? '', b?.count ?? ''], [3, 1, 3, 1], 'box');
	}
}

function costs(page: CoverPage, { cost }: ReportSummary): void {
	const spans = [2, 1, 1, 1, 1, 1, 1];
	page.section('비용과 우편요금 절감액');
	page.cells(['구분', '문자(건)', '문자 비용', '전자 안내(건)', '절감(일반)', '참고(등기)', '차액'], spans, 'label');
	for (const one of cost.spans) {
		const name = one.days === '' ? one.name : `${one.name}(${one.days})`;
		page.cells(
			[name, one.texts, one.messages, one.formsByText, one.postageSaved, one.registeredPostageSaved, one.net],
			spans,
			'box',
			[COUNT_FORMAT, COUNT_FORMAT, WON_FORMAT, COUNT_FORMAT, WON_FORMAT, WON_FORMAT, WON_FORMAT],
		);
	}
	page.line([{ span: 8, text: `※ 이번 회차: ${cost.lines.map((line) => line.text).join(', ')}. 차액은 절감(일반)에서 문자 비용을 뺀 금액입니다.`, size: 9, colour: COLOURS.soft }], 15);
	for (const note of cost.notes) page.line([{ span: 8, text: `※ ${note}`, size: 9, colour: COLOURS.soft, wrap: true }], 26);
}

function chainHead(page: CoverPage, { head, changedMeanwhile }: ReportSummary): void {
	page.gap();
	page.line([{ span: 1, text: '대장 확인값', look: 'label' }, { span: 7, text: `${head.seq}:${head.mac}`, look: 'box', size: 9 }], 18);
	if (changedMeanwhile) page.line([{ span: 8, text: '보고서를 만드는 동안 발송 대장이 바뀌었습니다. 다시 만들어 확인하시기 바랍니다.', colour: COLOURS.red }], 18);
}
