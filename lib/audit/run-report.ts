import { koreanTime } from '../calendar/day';
import type { ChainHead } from '../ledger/chain';
import type { Ledger } from '../ledger/ledger';
import type { RunEvidence } from '../ledger/run-evidence';
import type { RowProblem } from '../ledger/row-check';
import type { RunAccount, RunView } from '../ledger/types';
import { type Equation, noticeEquation, receiptEquation } from '../report/accounts';
import type { ReasonCount } from '../report/model';
import { reasonName } from '../report/reasons';

/** What the audit report reads; nothing of it opens a sealed value. */
export type RunReportSource = Pick<Ledger, 'run' | 'account' | 'verify' | 'head' | 'audit'>;

export interface RunReportOptions {
	organisation: string;
	department: string;
	/** ISO text in Korean time. */
	generatedAt: string;
	simulated: boolean;
}

/** 감사 확인서 of one run, as plain JSON without a personal value. */
export interface RunReport extends RunReportOptions {
	run: RunView;
	evidence: RunEvidence;
	account: RunAccount;
	equations: Equation[];
	excludedBy: ReasonCount[];
	reviewBy: ReasonCount[];
	/** How chain and rows of the ledger were found. */
	chainBroken: { seq: number; problem: string } | null;
	rowProblems: RowProblem[];
	head: ChainHead;
}

/** Reads a run out of the ledger for its audit report, and checks the ledger. Throws `runMissing`, `invalidInstant`. */
export async function buildRunReport(ledger: RunReportSource, runId: string, options: RunReportOptions): Promise<RunReport> {
	koreanTime(options.generatedAt);
	const run = await ledger.run(runId);
	const account = await ledger.account(runId);
	const { broken } = await ledger.verify();
	const { problems } = await ledger.audit.check();
	return {
		...options,
		run,
		account,
		evidence: await ledger.audit.evidence(runId),
		equations: [receiptEquation(account.receipts), noticeEquation(account.notices)],
		excludedBy: counted(account.receipts.excludedBy),
		reviewBy: counted(account.receipts.reviewBy),
		chainBroken: broken,
		rowProblems: problems,
		head: await ledger.head(),
	};
}

const counted = (by: Readonly<Record<string, number>>): ReasonCount[] =>
	Object.entries(by)
		.map(([code, count]) => ({ name: reasonName(code, null), count }))
		.sort((a, b) => b.count - a.count || a.name.localeCompare(b.name, 'ko'));
