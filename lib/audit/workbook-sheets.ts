import type { NoticeDetails } from '../ledger/lookup';
import type { OpeningView } from '../ledger/openings';
import type { RunAccount, RunStage } from '../ledger/types';
import type { SourceSummary } from '../revenue/receipt';
import { dayOrNothing, grouped } from '../report/numbers';
import { reasonName } from '../report/reasons';
import type { SheetColumn, TablePlan } from '../report/workbook-sheets';
import { categoryName, stageName, stateName } from '../report/words';
import { actorName, eventName, fieldNames, openingName } from './words';

/** A line of an export as a sheet reads it. */
export type SheetRow = Readonly<Record<string, unknown>>;

export interface AuditSheet extends TablePlan<SheetRow> {
	name: string;
	note: string;
	/** Kind of the lines that it shows. */
	record: string;
}

const MOST_SUBJECTS = 20;

const textIn = (row: SheetRow, name: string): string => {
	const value = row[name];
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};
const text = (title: string, width: number, of: (row: SheetRow) => string): SheetColumn<SheetRow> => ({ title, width, kind: 'text', of });
const plain = (title: string, width: number, name: string) => text(title, width, (row) => textIn(row, name));
const moment = (title: string, name: string): SheetColumn<SheetRow> => ({ title, width: 18, kind: 'moment', of: (row) => textIn(row, name) || null });
const accountOf = (row: SheetRow) => row.account as RunAccount | null;
const sourceOf = (row: SheetRow) => row.summary as SourceSummary | null;
const counted = (title: string, of: (account: RunAccount) => number) =>
	text(title, 10, (row) => {
		const account = accountOf(row);
		return account === null ? '' : grouped(of(account));
	});
const details = (row: SheetRow) => row.details as Partial<NoticeDetails>;

const RUNS: AuditSheet = {
	name: '2 회차',
	record: 'run',
	note: '기간 안에 기록이 있는 회차입니다. 건수는 마감할 때의 값이며, 마감 전인 회차는 비어 있습니다.',
	columns: [
		plain('회차', 34, 'id'),
		text('대상기간', 24, (row) => `${dayOrNothing(textIn(row, 'periodFrom'))} ~ ${dayOrNothing(textIn(row, 'periodTo'))}`),
		text('단계', 12, (row) => stageName(textIn(row, 'stage') as RunStage)),
		text('원천 건수', 10, (row) => {
			const total = sourceOf(row)?.controlTotal;
			return total ? grouped(total.count) : '';
		}),
		counted('읽음', ({ receipts }) => receipts.read.count),
		counted('안내', ({ receipts }) => receipts.notify),
		counted('제외', ({ receipts }) => receipts.exclude),
		counted('확인 필요', ({ receipts }) => receipts.review),
		counted('대기', ({ receipts }) => receipts.waiting),
		counted('안내 대상', ({ notices }) => notices.due),
		counted('전송 성공', ({ notices }) => notices.delivered),
		counted('전송 실패', ({ notices }) => notices.failed),
		counted('접수 거부', ({ notices }) => notices.rejected),
		counted('결과 미확인', ({ notices }) => notices.unknown),
		counted('미발송', ({ notices }) => notices.notSent),
		plain('승인자', 18, 'approvedBy'),
		moment('승인 일시', 'approvedAt'),
		plain('발송 중지', 14, 'stoppedBy'),
		moment('마감 일시', 'closedAt'),
		plain('규칙 판', 22, 'ruleVersion'),
		plain('대응표 판', 18, 'mappingVersion'),
		text('원천 파일(SHA-256)', 70, (row) => (sourceOf(row)?.fileHashes ?? []).join('\n')),
	],
};

const NOTICES: AuditSheet = {
	name: '3 안내',
	record: 'notice',
	note: '성명과 전화번호는 마스킹한 값입니다. 보존기간이 지나 삭제한 건은 접수 식별 번호가 비어 있습니다.',
	columns: [
		plain('안내 식별값', 36, 'noticeKey'),
		plain('회차', 34, 'runId'),
		plain('접수 식별 번호', 24, 'receiptKey'),
		plain('수신자', 8, 'recipientOrdinal'),
		plain('성명(마스킹)', 14, 'nameMasked'),
		plain('전화번호(마스킹)', 16, 'phoneMasked'),
		text('감면구분', 18, (row) => categoryName(details(row).category ?? '', details(row).categoryName ?? null)),
		text('근거규정', 34, (row) => details(row).legalBasis ?? ''),
		text('방법', 8, (row) => (row.channel === 'post' ? '우편' : '문자')),
		text('결과', 14, (row) => (row.channel === 'post' ? '우편 대상' : stateName(textIn(row, 'state')))),
		text('사유', 40, (row) => (row.reasonCode === null && row.reason === null ? '' : reasonName(textIn(row, 'reasonCode'), textIn(row, 'reason') || null))),
		moment('발송 일시', 'submittedAt'),
		moment('결과 일시', 'settledAt'),
		plain('중계사 결과 코드', 12, 'statusCode'),
		plain('규칙', 24, 'ruleId'),
		plain('규칙 판', 22, 'ruleVersion'),
		text('안내문(판)', 30, (row) => (textIn(row, 'templateVersion') === '' ? '' : `${textIn(row, 'templateId')} (${textIn(row, 'templateVersion')})`)),
		plain('보낸 문안 확인값', 46, 'textHash'),
	],
};

const OPENINGS: AuditSheet = {
	name: '4 개인정보 열람',
	record: 'opening',
	note: '암호화된 개인정보를 연 기록과 번호로 조회한 기록입니다. 담당자가 아니라 흐름이 연 것은 흐름 이름이 적혀 있습니다.',
	none: '기간 안에 열람한 기록이 없습니다.',
	columns: [
		moment('일시', 'at'),
		text('구분', 20, (row) => openingName(row.kind as OpeningView['kind'])),
		text('누가', 26, (row) => actorName(textIn(row, 'actor'))),
		plain('승인자', 16, 'approver'),
		plain('왜', 40, 'reason'),
		text('무엇을', 26, (row) => fieldNames(row.fields as string[])),
		text('대상(건)', 9, (row) => grouped((row.subjects as string[]).length)),
		text('대상', 60, (row) => subjectsOf(row.subjects as string[])),
		plain('회차', 34, 'runId'),
		plain('흐름', 24, 'workflowId'),
		plain('실행', 14, 'executionId'),
		plain('기록 번호', 10, 'seq'),
	],
};

function subjectsOf(subjects: readonly string[]): string {
	const rest = subjects.length - MOST_SUBJECTS;
	return subjects.slice(0, MOST_SUBJECTS).join('\n') + (rest > 0 ? `\n외 ${grouped(rest)}건(JSONL 파일 참조)` : '');
}

const TEXTS: AuditSheet = {
	name: '5 사용 문안',
	record: 'template',
	note: '#{…}는 접수마다 채워지는 자리입니다.',
	columns: [plain('안내문', 26, 'id'), plain('판', 18, 'version'), plain('문안', 100, 'body')],
};

const EVENTS: AuditSheet = {
	name: '6 대장 기록',
	record: 'event',
	note: '연결값은 앞 기록의 연결값까지 넣어 계산하므로, 기록을 고치거나 빼면 그 뒤가 맞지 않습니다. 상세 내용은 보존기간이 지나면 삭제되고 확인값만 남습니다.',
	columns: [
		plain('번호', 9, 'seq'),
		moment('일시', 'at'),
		text('기록', 22, (row) => eventName(textIn(row, 'kind'))),
		plain('회차', 34, 'runId'),
		plain('대상', 36, 'subject'),
		text('상세 내용', 80, (row) => textIn(row, 'payloadText') || (row.payload === null || row.payload === undefined ? '' : shortened(JSON.stringify(row.payload)))),
		plain('상세 확인값', 46, 'payloadHash'),
		plain('연결값', 46, 'mac'),
	],
};

const MOST_CHARACTERS = 2_000;
const shortened = (payload: string) => (payload.length > MOST_CHARACTERS ? `${payload.slice(0, MOST_CHARACTERS)}… (JSONL 파일 참조)` : payload);

/** Sheets after the cover, in order. */
export const AUDIT_SHEETS: readonly AuditSheet[] = [RUNS, NOTICES, OPENINGS, TEXTS, EVENTS];
