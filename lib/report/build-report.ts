import { setImmediate as breathe } from 'node:timers/promises';

import { koreanTime } from '../calendar/day';
import type { Ledger } from '../ledger/ledger';
import type { DecisionView, NoticeView } from '../ledger/lookup';
import type { RunView } from '../ledger/types';
import type { Prices } from '../sms/cost';
import { noticeEquation, receiptEquation } from './accounts';
import { costReport } from './costs';
import type { ReportModel, ReportRun, Subject } from './model';
import { periodName } from './numbers';
import { excludedRow, failedRow, failureName, formRow, reviewRow, sentAtOf, sentRow } from './rows';
import { addOne, countsOf, DecisionTally } from './tally';
import { stageName } from './words';

/** What the report reads; nothing of it opens a sealed value. */
export type ReportSource = Pick<Ledger, 'run' | 'account' | 'notices' | 'decisions' | 'templates' | 'head'>;

export interface ReportOptions {
	prices: Prices;
	organisation: string;
	department: string;
	/** The person in charge, as printed. */
	contact: { person: string; phone: string };
	/** ISO text in Korean time. */
	generatedAt: string;
	/** The run went to a sandbox or dry run: printed as 시험용(모의). */
	simulated: boolean;
}

const PAGE = 500;
const ATTEMPTS = 3;

/**
 * Reads a run out of the ledger into the model of its report, in pages with the event loop free between them. Reads
 * again when the ledger changed meanwhile, so that lists, accounts and the printed chain head agree.
 * Throws `runMissing`, `invalidPrice`, `invalidInstant`.
 */
export async function buildReport(ledger: ReportSource, runId: string, options: ReportOptions): Promise<ReportModel> {
	koreanTime(options.generatedAt);
	for (let attempt = 1; ; attempt += 1) {
		const head = await ledger.head();
		const model = await readReport(ledger, runId, options);
		const changedMeanwhile = (await ledger.head()).mac !== head.mac;
		if (!changedMeanwhile || attempt === ATTEMPTS) return { ...model, head, changedMeanwhile };
	}
}

async function readReport(
	ledger: ReportSource,
	runId: string,
	options: ReportOptions,
): Promise<Omit<ReportModel, 'head' | 'changedMeanwhile'>> {
	const { prices, ...printed } = options;
	const run = await ledger.run(runId);
	const account = await ledger.account(runId);
	const notices = await readNotices(ledger, runId);
	const { tally, ...decisions } = await readDecisions(ledger, runId, notices.posted);
	const { byCategory, waitingBy, rules } = tally.result();
	return {
		...printed,
		run: { ...runFacts(run), ...notices.span, ruleVersions: [...new Set(rules.map((rule) => rule.ruleVersion))].sort() },
		receipts: account.receipts,
		notices: account.notices,
		equations: [receiptEquation(account.receipts), noticeEquation(account.notices)],
		cost: costReport(account.messages, prices),
		byCategory,
		excludedBy: tally.named(account.receipts.excludedBy),
		reviewBy: tally.named(account.receipts.reviewBy),
		waitingBy,
		failedBy: notices.failedBy,
		templates: await ledger.templates(runId),
		rules,
		sent: notices.sent,
		failed: notices.failed,
		...decisions,
	};
}

const runFacts = (run: RunView): Omit<ReportRun, 'sentFrom' | 'sentTo' | 'ruleVersions'> => ({
	runId: run.runId,
	campaign: run.campaign,
	period: run.period,
	periodName: periodName(run.period),
	from: run.periodFrom,
	to: run.periodTo,
	stage: stageName(run.stage),
	closed: run.stage === 'closed',
	holds: run.holds.map((hold) => hold.message),
	approvedBy: run.approvedBy,
	approvedAt: run.approvedAt,
	stoppedBy: run.stoppedBy,
	closedAt: run.closedAt,
});

const inOrder = (a: Subject, b: Subject) =>
	a.receiptKey < b.receiptKey ? -1 : a.receiptKey > b.receiptKey ? 1 : a.recipientOrdinal - b.recipientOrdinal;

async function readNotices(ledger: ReportSource, runId: string) {
	const sent: ReportModel['sent'] = [];
	const failed: ReportModel['failed'] = [];
	const failures = new Map<string, number>();
	const posted = new Set<string>();
	let sentFrom: string | null = null;
	let sentTo: string | null = null;
	for await (const notice of noticePages(ledger, runId)) {
		sent.push(sentRow(notice));
		if (notice.channel === 'post') posted.add(personOf(notice));
		const failure = failedRow(notice);
		if (failure) {
			failed.push(failure);
			addOne(failures, failureName(notice));
		}
		const at = sentAtOf(notice);
		if (at !== null && (sentFrom === null || at < sentFrom)) sentFrom = at;
		if (at !== null && (sentTo === null || at > sentTo)) sentTo = at;
	}
	return {
		sent: sent.sort(inOrder),
		failed: failed.sort(inOrder),
		failedBy: countsOf(failures),
		posted,
		span: { sentFrom, sentTo },
	};
}

async function readDecisions(ledger: ReportSource, runId: string, posted: ReadonlySet<string>) {
	const tally = new DecisionTally();
	const forms: ReportModel['forms'] = [];
	const review: ReportModel['review'] = [];
	const excluded: ReportModel['excluded'] = [];
	for await (const decision of decisionPages(ledger, runId)) {
		tally.add(decision);
		const form = formRow(decision, posted.has(personOf(decision)));
		if (form) forms.push(form);
		if (decision.decision === 'review') review.push(reviewRow(decision, tally.nameOf(decision.reasonCode)));
		else if (decision.decision !== 'notify') excluded.push(excludedRow(decision, tally.nameOf(decision.reasonCode)));
	}
	return { tally, forms, review, excluded };
}

const personOf = (one: { receiptKey: string; recipientOrdinal: number }) => `${one.receiptKey}#${one.recipientOrdinal}`;

async function* noticePages(ledger: ReportSource, runId: string): AsyncGenerator<NoticeView> {
	let after = '';
	for (;;) {
		const page = await ledger.notices({ runId }, PAGE, after);
		yield* page;
		if (page.length < PAGE) return;
		after = page.at(-1)?.noticeKey ?? after;
		await breathe();
	}
}

async function* decisionPages(ledger: ReportSource, runId: string): AsyncGenerator<DecisionView> {
	let after = { receiptKey: '', recipientOrdinal: 0 };
	for (;;) {
		const page = await ledger.decisions(runId, PAGE, after);
		yield* page;
		const last = page.at(-1);
		if (page.length < PAGE || !last) return;
		after = { receiptKey: last.receiptKey, recipientOrdinal: last.recipientOrdinal };
		await breathe();
	}
}
