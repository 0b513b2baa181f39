import { koreanTime } from '../calendar/day';
import type { Ledger } from '../ledger/ledger';
import type { NoticeView } from '../ledger/lookup';
import type { CampaignTotals, MailView, RunAccount, RunView } from '../ledger/types';
import type { Prices } from '../sms/cost';
import { noticeEquation, receiptEquation } from './accounts';
import { costReport, startsOf } from './costs';
import type { FormCounts, MailCounts, ReportModel, ReportRun, ReviewRow } from './model';
import { periodName } from './numbers';
import { formsOf, lastLetters, type OfficeSource, pagesOf, personOf } from './office-source';
import { inOrder, readDecisions } from './read-decisions';
import { failedRow, failureName, formRow, sentAtOf, sentRow } from './rows';
import { addOne, countsOf } from './tally';
import { stageName } from './words';

/** What the report reads; nothing of it opens a sealed value. */
export type ReportSource = Pick<Ledger, 'run' | 'account' | 'notices' | 'decisions' | 'templates' | 'head'> & { desk: OfficeSource };

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
	const letters = await lastLetters(ledger.desk, runId);
	const notices = await readNotices(ledger, runId, letters);
	const { tally, notes, ...decisions } = await readDecisions(ledger, runId, notices.posted);
	const { byCategory, waitingBy, rules } = tally.result();
	const { formsByText, ...forms } = await readForms(ledger, runId, { notes, letters, delivered: notices.delivered });
	const day = koreanTime(notices.span.sentTo ?? options.generatedAt).toFormat('yyyy-MM-dd');
	return {
		...printed,
		run: { ...runFacts(run), ...notices.span, ruleVersions: [...new Set(rules.map((rule) => rule.ruleVersion))].sort() },
		receipts: account.receipts,
		notices: account.notices,
		equations: [receiptEquation(account.receipts), noticeEquation(account.notices)],
		openTasks: openTasks(decisions.review),
		mailCounts: mailCounts(letters),
		cost: costReport({ day, ...(await totalsOf(ledger, run, account, formsByText, day)) }, prices),
		byCategory,
		excludedBy: tally.named(account.receipts.excludedBy),
		reviewBy: tally.named(account.receipts.reviewBy),
		waitingBy,
		failedBy: notices.failedBy,
		templates: await ledger.templates(runId),
		rules,
		sent: notices.sent,
		failed: notices.failed,
		...forms,
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

/** The run's own figures, and its campaign's of the month and the year up to the day of sending. */
async function totalsOf(ledger: ReportSource, run: RunView, account: RunAccount, formsByText: number, day: string) {
	const { month, year } = startsOf(day);
	const own: CampaignTotals = { ...account.messages, formsByText };
	return { run: own, month: await ledger.desk.totals(run.campaign, month, day), year: await ledger.desk.totals(run.campaign, year, day) };
}

function openTasks(review: readonly ReviewRow[]): ReportModel['openTasks'] {
	const open = review.filter((row) => row.doneOn === null);
	return { total: open.length, leaks: open.filter((row) => row.kind === '유출 점검').length };
}

function mailCounts(letters: ReadonlyMap<string, MailView>): MailCounts {
	const counts: MailCounts = { sent: 0, delivered: 0, returned: 0 };
	for (const { outcome } of letters.values()) counts[outcome] += 1;
	return counts;
}

async function readNotices(ledger: ReportSource, runId: string, letters: ReadonlyMap<string, MailView>) {
	const sent: ReportModel['sent'] = [];
	const failed: ReportModel['failed'] = [];
	const failures = new Map<string, number>();
	const posted = new Set<string>();
	const delivered = new Set<string>();
	let sentFrom: string | null = null;
	let sentTo: string | null = null;
	for await (const notice of noticePages(ledger, runId)) {
		const letter = letters.get(personOf(notice));
		sent.push(sentRow(notice, letter));
		if (notice.channel === 'post') posted.add(personOf(notice));
		if (notice.state === 'delivered') delivered.add(personOf(notice));
		const failure = failedRow(notice, letter);
		if (failure) {
			failed.push(failure);
			addOne(failures, failureName(notice, letter));
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
		delivered,
		span: { sentFrom, sentTo },
	};
}

interface KnownOfForms {
	/** By receipt: what the run did beside the form. */
	notes: ReadonlyMap<string, string>;
	letters: ReadonlyMap<string, MailView>;
	/** Recipients whom a text reached. */
	delivered: ReadonlySet<string>;
}

async function readForms(ledger: ReportSource, runId: string, { notes, letters, delivered }: KnownOfForms) {
	const forms: ReportModel['forms'] = [];
	const formCounts: FormCounts = { open: 0, direct: 0, post: 0, electronic: 0 };
	let formsByText = 0;
	for await (const form of formsOf(ledger.desk, runId)) {
		const applicant = personOf({ ...form, recipientOrdinal: 1 });
		forms.push(formRow(form, notes.get(form.receiptKey) ?? '', letters.get(applicant)));
		formCounts[form.status] += 1;
		const asked = form.requestedMethod === 'text' && form.requestedOn !== null;
		if (form.status === 'electronic' && asked && delivered.has(applicant)) formsByText += 1;
	}
	return { forms, formCounts, formsByText };
}

const noticePages = (ledger: ReportSource, runId: string): AsyncGenerator<NoticeView> =>
	pagesOf<NoticeView, string>((limit, after) => ledger.notices({ runId }, limit, after), (notice) => notice.noticeKey);
