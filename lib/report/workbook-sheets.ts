import type { ListName, ReportLists, ReportSummary } from './model-file';
import { grouped } from './numbers';

/** A column of a list sheet. `text` stays text; `blank` is for the clerk to fill in. */
export interface SheetColumn<T> {
	title: string;
	/** In characters of the workbook's font. */
	width: number;
	kind: 'text' | 'day' | 'moment' | 'blank';
	of: (row: T) => string | null;
}

/** Columns of a list. */
export interface TablePlan<T> {
	columns: ReadonlyArray<SheetColumn<T>>;
	/** What stands in the first line where the list is empty. */
	none?: string;
}

export interface SheetPlan<L extends ListName> extends TablePlan<ReportLists[L]> {
	list: L;
	name: string;
	note: (summary: ReportSummary) => string;
}

const text = <T>(title: string, width: number, of: (row: T) => string): SheetColumn<T> => ({ title, width, kind: 'text', of });
const day = <T>(title: string, of: (row: T) => string | null): SheetColumn<T> => ({ title, width: 13, kind: 'day', of });
const moment = <T>(title: string, of: (row: T) => string | null): SheetColumn<T> => ({ title, width: 18, kind: 'moment', of });
const blank = <T>(title: string, width: number): SheetColumn<T> => ({ title, width, kind: 'blank', of: () => null });

/** Office and number of a canonical receipt key `office-year-number`. */
const officeOf = (key: string) => key.split('-')[0] ?? key;
const numberOf = (key: string) => key.split('-').slice(1).join('-') || key;

const persons = <T extends { receiptKey: string; nameMasked: string; category: string }>(): Array<SheetColumn<T>> => [
	text('접수기관', 11, (row) => officeOf(row.receiptKey)),
	text('접수번호', 15, (row) => numberOf(row.receiptKey)),
	text('성명', 11, (row) => row.nameMasked),
	text('감면구분', 17, (row) => row.category),
];

const SENT: SheetPlan<'sent'> = {
	list: 'sent',
	name: '2 발송내역',
	note: ({ notices }) => `안내 대상 ${grouped(notices.due)}건. 공동명의는 수신자별로 1건이며, 성명은 마스킹하였습니다.`,
	columns: [
		...persons<ReportLists['sent']>(),
		text('근거규정', 38, (row) => row.legalBasis),
		day('등록일', (row) => row.registeredOn),
		day('만료일', (row) => row.keepUntil),
		text('수신자 구분', 11, (row) => row.role),
		moment('발송일시', (row) => row.sentAt),
		text('결과', 15, (row) => row.result),
		text('사유', 40, (row) => row.reason),
	],
};

const FORMS: SheetPlan<'forms'> = {
	list: 'forms',
	name: '3 서식 안내',
	note: ({ formCounts }) =>
		`감면 안내 서식(지방세특례제한법 시행규칙 별지 제2호서식)의 이행 상태입니다. 미이행 ${grouped(formCounts.open)}건, 직접교부 ${grouped(formCounts.direct)}건, 우편 ${grouped(formCounts.post)}건, 전자 ${grouped(formCounts.electronic)}건(전자는 요청이 기록된 경우에 한합니다).`,
	columns: [
		...persons<ReportLists['forms']>(),
		day('접수일', (row) => row.receivedOn),
		text('신청한 안내 방법', 12, (row) => row.requested),
		day('전자 안내 요청일', (row) => row.requestedOn),
		text('문자 안내', 24, (row) => row.note),
		text('이행 상태', 10, (row) => row.status),
		day('이행일', (row) => row.doneOn),
		text('근거', 30, (row) => row.basis),
		text('등기번호', 16, (row) => row.registeredNo),
		text('우편 결과', 13, (row) => row.mail),
	],
};

/** Columns of 확인 필요 and 세액 확인. */
const SETTLED: ReadonlyArray<SheetColumn<ReportLists['review']>> = [
	text('구분', 13, (row) => row.kind),
	...persons<ReportLists['review']>(),
	text('근거규정', 22, (row) => row.legalBasis),
	day('접수일', (row) => row.receivedOn),
	text('사유 구분', 16, (row) => row.reasonName),
	text('사유', 36, (row) => row.reason),
	text('조치 방법', 38, (row) => row.action),
	text('자료 위치', 18, (row) => row.source),
	text('담당자', 11, (row) => row.doneBy),
	day('처리일', (row) => row.doneOn),
	text('처리 내용', 20, (row) => row.outcome),
];

const REVIEW: SheetPlan<'review'> = {
	list: 'review',
	name: '4 확인 필요',
	note: ({ receipts, counts }) =>
		`담당자가 확인하여 처리할 ${grouped(counts.review)}건(확인 필요 접수 ${grouped(receipts.review)}건의 수신자와 정정 안내 대상, 유출 점검). 담당자와 처리일이 빈 건은 처리 전입니다.`,
	columns: SETTLED,
};

/** Stands below 확인 필요 on the same sheet, with the same columns. */
export const TAX_CHECKS: SheetPlan<'taxChecks'> = {
	list: 'taxChecks',
	name: '세액 확인',
	note: ({ counts }) => `세액이나 공동등록 관계를 확인할 ${grouped(counts.taxChecks)}건입니다. 안내에는 영향이 없습니다.`,
	none: '세액을 확인할 건이 없습니다.',
	columns: SETTLED,
};

const EXCLUDED: SheetPlan<'excluded'> = {
	list: 'excluded',
	name: '5 제외',
	note: ({ receipts }) =>
		`제외 접수 ${grouped(receipts.exclude)}건, 감면 결정을 기다리는 대기 접수 ${grouped(receipts.waiting)}건(수신자별로 1행).`,
	columns: [
		text('구분', 8, (row) => row.kind),
		...persons<ReportLists['excluded']>(),
		text('근거규정', 28, (row) => row.legalBasis),
		day('접수일', (row) => row.receivedOn),
		text('사유 구분', 22, (row) => row.reasonName),
		text('사유', 50, (row) => row.reason),
		text('적용 규칙', 24, (row) => row.ruleId),
	],
};

const FAILED: SheetPlan<'failed'> = {
	list: 'failed',
	name: '6 실패·미확인',
	note: ({ notices, mailCounts }) =>
		`전송 실패 ${grouped(notices.failed)}건, 접수 거부 ${grouped(notices.rejected)}건, 결과 미확인 ${grouped(notices.unknown)}건, 우편 반송 ${grouped(mailCounts.returned)}건과 발송을 중지한 건입니다. 결과 미확인은 도착 여부를 확인하기 전에 다시 보내지 않습니다.`,
	columns: [
		...persons<ReportLists['failed']>(),
		text('연락처', 15, (row) => row.phoneMasked),
		text('수신자 구분', 11, (row) => row.role),
		moment('발송일시', (row) => row.sentAt),
		text('결과', 13, (row) => row.result),
		text('사유', 34, (row) => row.reason),
		text('조치 방법', 38, (row) => row.action),
		text('중계사 코드', 11, (row) => row.statusCode),
		blank('담당자', 11),
		blank('처리일', 13),
	],
};

/** The list sheets in the order of the workbook. */
export const SHEETS = [SENT, FORMS, REVIEW, EXCLUDED, FAILED] as const;
