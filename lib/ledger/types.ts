import type { DecidedRow } from '../exemption/decision';
import type { ControlTotal, NoticeMethod, SourceSummary } from '../revenue/receipt';

/** Where a run (회차) stands. `preparing` exists only while notices are being written. */
export type RunStage = 'opened' | 'preparing' | 'prepared' | 'approved' | 'sending' | 'results' | 'closed';

/** Why a run waits for a person; shown with its Korean sentence. */
export interface Hold {
	code:
		| 'controlTotal'
		| 'fileSeen'
		| 'contentSeen'
		| 'fileOutdated'
		| 'rowsMissing'
		| 'rowsContradict'
		| 'ruleVersions'
		| 'approvalRejected';
	message: string;
}

export type NoticeState =
	| 'reserved'
	| 'submitting'
	| 'accepted'
	| 'delivered'
	| 'failed'
	| 'rejected'
	| 'unknown'
	/** Due, but not by text: by post, or stopped by the officer. */
	| 'notSent';

/** Steps of one batch at the gateway; each is committed before the call it names. */
export type BatchStep = 'creating' | 'created' | 'adding' | 'verified' | 'sending' | 'sent' | 'void';

/** Who asks: written into events and openings. Holds no personal data beyond the staff member's own name. */
export interface Origin {
	/** Staff member for a person's act, otherwise the workflow. */
	actor: string;
	workflowId?: string;
	executionId?: string;
	mode?: string;
	/** Who approved the run that this is done for. */
	approver?: string;
}

/** Exclusive right to work on a run, until `until`; every write checks the fence. */
export interface RunLease {
	runId: string;
	owner: string;
	fence: number;
}

export interface RunView {
	runId: string;
	campaign: string;
	period: string;
	periodFrom: string;
	periodTo: string;
	stage: RunStage;
	holds: Hold[];
	/** Holds that a person has looked into and let pass for this run. */
	acceptedHolds: Hold['code'][];
	/** Rule version that decided this run; null until it is prepared. */
	ruleVersion: string | null;
	/** Why a person must approve even where the flow needs no approval. */
	approvalReasons: string[];
	approvedBy: string | null;
	approvedAt: string | null;
	stoppedBy: string | null;
	openedAt: string;
	closedAt: string | null;
	fence: number;
}

/** Receipts: control total = read = notify + exclude + review + waiting. */
export interface ReceiptAccount {
	controlTotal: ControlTotal | null;
	read: ControlTotal;
	notify: number;
	exclude: number;
	review: number;
	waiting: number;
	excludedBy: Record<string, number>;
	reviewBy: Record<string, number>;
	balanced: boolean;
}

/** Notices: due = delivered + failed + rejected + unknown + accepted + notSent (+ reserved, submitting while open). */
export interface NoticeAccount {
	due: number;
	delivered: number;
	failed: number;
	rejected: number;
	unknown: number;
	accepted: number;
	notSent: number;
	/** Still to be sent; zero in a closed run. */
	open: number;
	/** Of `notSent`: to be told by post. */
	byPost: number;
	balanced: boolean;
}

export interface RunAccount {
	receipts: ReceiptAccount;
	notices: NoticeAccount;
	/** What went out; an AlimTalk counts as its text until its report says that Kakao delivered it. */
	messages: { sms: number; lms: number; kakao: number };
}

/** A notice with what sending needs; sealed values stay sealed. */
export interface NoticeToSend {
	noticeKey: string;
	receiptKey: string;
	recipientOrdinal: number;
	attempt: number;
	templateId: string;
	templateVersion: string;
	template: string;
	values: Record<string, string>;
	sealedPhone: string;
	sealedPlate: string | null;
	sealedText: string | null;
}

/** What a preparation takes in: one read with all its decisions. */
export interface PrepareInput {
	rows: readonly DecidedRow[];
	summary: SourceSummary;
	/** 안내 시작일, `YYYY-MM-DD`. */
	startDate: string;
	/** When a person must approve whatever the flow's own setting; null where never (single items). */
	approval: ApprovalRules | null;
	origin: Origin;
}

/** When a person must approve a run, whatever the flow's own setting. */
export interface ApprovalRules {
	/** The campaign's first runs: so many. */
	firstRuns: number;
	/** Texts, rules or column and code tables that no closed run has used yet. */
	onChange: boolean;
	/** More notices than this. */
	volumeLimit: number;
	/** More notices than this many times the median of the last closed runs (counted from four of them on). */
	volumeFactor: number;
}

/** practice.md: first four runs, anything changed, more than twice the usual number. */
export const DEFAULT_APPROVAL_RULES: ApprovalRules = { firstRuns: 4, onChange: true, volumeLimit: 300, volumeFactor: 2 };

/** 서식 안내: how the statutory form reached the applicant; `open` is 미이행. */
export type FormStatus = 'open' | 'direct' | 'post' | 'electronic';

/** Plain facts for the form (별지 제2호서식). */
export interface FormDetails {
	receiptNo: string;
	receivingOffice: string;
	legalBasis: string | null;
	acquiredOn: string | null;
	registeredOn: string | null;
	/** Null where the relief carries no duty. */
	duty: string | null;
	keepUntil: string | null;
	cautionUntil: string | null;
	taxpayerType: 'person' | 'corporation';
	/** The relief is for a car that replaces an exempted one. */
	replacement: boolean;
	coOwned: boolean;
	/** Korean name of a category that the office added itself; null for built-in ones. */
	categoryName: string | null;
}

/** The form of one applicant. */
export interface FormView {
	receiptKey: string;
	campaign: string;
	runId: string;
	category: string;
	receivedOn: string;
	nameMasked: string | null;
	/** How the applicant asked for it, and when an electronic way was asked for. */
	requestedMethod: NoticeMethod | null;
	requestedOn: string | null;
	/** `electronic` without a person's entry where a text was asked for on record and was delivered. */
	status: FormStatus;
	doneOn: string | null;
	/** On what the status rests, in Korean. */
	basis: string | null;
	recordedBy: string | null;
	details: FormDetails;
}

export type MailOutcome = 'sent' | 'delivered' | 'returned';

/** One letter to a recipient; `number` counts from 1, the last one tells how it stands. */
export interface MailView {
	receiptKey: string;
	recipientOrdinal: number;
	number: number;
	registeredNo: string | null;
	sentOn: string;
	outcome: MailOutcome;
	outcomeOn: string | null;
	returnedReason: string | null;
	recordedBy: string;
}

/** 확인 필요 / 정정 안내 대상 / 정보 유출 점검. */
export type TaskKind = 'review' | 'correction' | 'leak';

/** What a person has to settle about a recipient of a receipt. */
export interface TaskView {
	id: string;
	kind: TaskKind;
	campaign: string;
	runId: string;
	receiptKey: string;
	recipientOrdinal: number;
	/** The notice that was told, for corrections and leaks. */
	noticeKey: string | null;
	reasonCode: string;
	/** Korean; names what was told. */
	reason: string;
	openedAt: string;
	state: 'open' | 'done';
	doneOn: string | null;
	doneBy: string | null;
	note: string | null;
}

/** What a campaign has cost and spared in a stretch of time, by the day of submission. */
export interface CampaignTotals {
	sms: number;
	lms: number;
	/** AlimTalks that Kakao delivered, so that their text did not go out. */
	kakao: number;
	/** Forms that a delivered text settled on recorded request: letters really spared. */
	formsByText: number;
}
