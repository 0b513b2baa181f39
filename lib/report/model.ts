import type { ChainHead } from '../ledger/chain';
import type { NoticeAccount, ReceiptAccount } from '../ledger/types';
import type { Equation } from './accounts';
import type { CostReport } from './costs';

/** A recipient of a receipt in any list; ordered by these two. */
export interface Subject {
	receiptKey: string;
	recipientOrdinal: number;
	nameMasked: string;
	/** Korean name of the category (감면구분). */
	category: string;
}

/** 발송내역: one notice. Days are `YYYY-MM-DD`, instants ISO text in Korean time. */
export interface SentRow extends Subject {
	legalBasis: string;
	registeredOn: string | null;
	keepUntil: string;
	/** 본인 / 공동명의. */
	role: string;
	sentAt: string | null;
	/** Korean name of the state, e.g. `전송 성공`. */
	result: string;
	reason: string;
}

/** 서식 안내: the statutory form of one applicant, which a text message settles only on recorded request. */
export interface FormRow extends Subject {
	receivedOn: string;
	/** How the applicant asked for the form, in Korean; empty where the source does not say. */
	requested: string;
	/** The day an electronic way was asked for. */
	requestedOn: string | null;
	/** What the run did beside the form. */
	note: string;
	/** 이행 상태: 미이행, 직접교부, 우편, 전자. */
	status: string;
	doneOn: string | null;
	/** On what the status rests. */
	basis: string;
	/** Number of the last registered letter. */
	registeredNo: string;
	/** What became of the last letter, e.g. `반송 (수취인 부재)`. */
	mail: string;
}

/** What became of the statutory forms of the receipts of a run. */
export interface FormCounts {
	open: number;
	direct: number;
	post: number;
	electronic: number;
}

/** Letters of a run by their last outcome, one a recipient. */
export interface MailCounts {
	sent: number;
	delivered: number;
	returned: number;
}

/** What a person must settle (확인 필요, 정정 안내 대상, 유출 점검) or check beside the notice (세액 확인). */
export interface ReviewRow extends Subject {
	kind: '확인 필요' | '정정 안내 대상' | '유출 점검' | '세액 확인';
	legalBasis: string;
	/** Null where the receipt is of another run. */
	receivedOn: string | null;
	reasonName: string;
	reason: string;
	action: string;
	/** File and line (or REST) where a clerk finds the row. */
	source: string;
	/** Who settled it, when and how; empty while it is open. */
	doneBy: string;
	doneOn: string | null;
	outcome: string;
}

/** 제외, and receipts that wait for their decision (대기). */
export interface ExcludedRow extends Subject {
	kind: '제외' | '대기';
	legalBasis: string;
	receivedOn: string;
	reasonName: string;
	reason: string;
	ruleId: string;
}

/** 실패·미확인: notices that did not (or not provably) arrive, with 조치 방법. */
export interface FailedRow extends Subject {
	phoneMasked: string;
	role: string;
	sentAt: string | null;
	result: string;
	reason: string;
	action: string;
	/** The gateway's own code. */
	statusCode: string;
}

export interface ReasonCount {
	name: string;
	count: number;
}

/** Receipts of a category by outcome. */
export interface CategoryCount {
	category: string;
	notify: number;
	exclude: number;
	review: number;
	waiting: number;
}

/** A run's facts for the head of the report. */
export interface ReportRun {
	runId: string;
	campaign: string;
	period: string;
	periodName: string;
	/** First and last day of the period. */
	from: string;
	to: string;
	stage: string;
	closed: boolean;
	/** Why the run waits for a person, as Korean sentences. */
	holds: string[];
	approvedBy: string | null;
	approvedAt: string | null;
	stoppedBy: string | null;
	closedAt: string | null;
	/** First and last submission to the gateway. */
	sentFrom: string | null;
	sentTo: string | null;
	ruleVersions: string[];
}

/** All that the report of a run shows, as plain JSON without a readable personal value. */
export interface ReportModel {
	simulated: boolean;
	organisation: string;
	department: string;
	contact: { person: string; phone: string };
	generatedAt: string;
	run: ReportRun;
	/** Last link of the event chain, for a later check of the ledger. */
	head: ChainHead;
	/** Whether the ledger changed while the figures were read, so that lists and accounts may differ by these changes. */
	changedMeanwhile: boolean;
	receipts: ReceiptAccount;
	notices: NoticeAccount;
	equations: Equation[];
	/** Of `review`, what nobody has settled yet. */
	openTasks: { total: number; leaks: number };
	formCounts: FormCounts;
	mailCounts: MailCounts;
	cost: CostReport;
	byCategory: CategoryCount[];
	excludedBy: ReasonCount[];
	reviewBy: ReasonCount[];
	waitingBy: ReasonCount[];
	/** By state and reason, e.g. `전송 실패 · 가입자가 없는 번호입니다.` */
	failedBy: ReasonCount[];
	templates: Array<{ id: string; version: string; text: string; notices: number }>;
	rules: Array<{ ruleId: string; ruleVersion: string; recipients: number }>;
	sent: SentRow[];
	forms: FormRow[];
	review: ReviewRow[];
	/** 세액 확인: no influence on the notice. */
	taxChecks: ReviewRow[];
	excluded: ExcludedRow[];
	failed: FailedRow[];
}
