import type { Ledger } from '../ledger/ledger';
import type { DecisionView } from '../ledger/lookup';
import type { TaskView } from '../ledger/types';
import type { ExcludedRow, ReviewRow, Subject } from './model';
import { type OfficeSource, pagesOf, personOf, tasksByPerson } from './office-source';
import { excludedRow, reviewRow, taskRow, taxCheckRow, textNote } from './rows';
import { DecisionTally } from './tally';

type DecisionSource = Pick<Ledger, 'decisions' | 'notices'> & { desk: OfficeSource };

/** Notices about one receipt: duties times recipients, a handful. */
const MOST_NOTICES = 100;

/** Order of receipt and recipient. */
export const inOrder = (a: Subject, b: Subject) =>
	a.receiptKey < b.receiptKey ? -1 : a.receiptKey > b.receiptKey ? 1 : a.recipientOrdinal - b.recipientOrdinal;

/** Reads the decisions of a run with the tasks that belong to them. `posted` are the recipients told by post. */
export async function readDecisions(ledger: DecisionSource, runId: string, posted: ReadonlySet<string>) {
	const tasks = await tasksByPerson(ledger.desk, runId);
	const tally = new DecisionTally();
	const review: ReviewRow[] = [];
	const taxChecks: ReviewRow[] = [];
	const excluded: ExcludedRow[] = [];
	/** Of each applicant, what the run did beside the form. */
	const notes = new Map<string, string>();
	for await (const decision of decisionPages(ledger, runId)) {
		tally.add(decision);
		const person = personOf(decision);
		const own = tasks.get(person) ?? [];
		tasks.delete(person);
		for (const task of own) review.push(taskRow(task, decision, null));
		const open = decision.decision === 'review' && !own.some((task) => task.reasonCode === decision.reasonCode);
		if (open) review.push(reviewRow(decision, tally.nameOf(decision.reasonCode)));
		if (decision.decision !== 'review' && decision.decision !== 'notify') excluded.push(excludedRow(decision, tally.nameOf(decision.reasonCode)));
		for (const warning of decision.warnings) if (TAX_CHECKS.has(warning.code)) taxChecks.push(taxCheckRow(decision, warning));
		if (decision.recipientOrdinal === 1) notes.set(decision.receiptKey, textNote(decision, posted.has(person)));
	}
	const stray = await strayTasks(ledger, [...tasks.values()].flat());
	return { tally, notes, review: review.concat(stray).sort(byUrgency), taxChecks, excluded };
}

/** Warnings that go to 세액 확인. */
const TAX_CHECKS: ReadonlySet<string> = new Set(['reliefMismatch', 'coOwnerRelation']);
const KINDS: ReadonlyArray<ReviewRow['kind']> = ['유출 점검', '정정 안내 대상', '확인 필요', '세액 확인'];
const byUrgency = (a: ReviewRow, b: ReviewRow) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || inOrder(a, b);

/** Tasks about recipients whom this run did not decide: their notices tell who they are. */
async function strayTasks(ledger: DecisionSource, tasks: readonly TaskView[]): Promise<ReviewRow[]> {
	const rows: ReviewRow[] = [];
	for (const task of tasks) {
		const notices = await ledger.notices({ receiptKey: task.receiptKey }, MOST_NOTICES);
		rows.push(taskRow(task, null, notices.find((one) => one.recipientOrdinal === task.recipientOrdinal) ?? null));
	}
	return rows;
}

const decisionPages = (ledger: DecisionSource, runId: string): AsyncGenerator<DecisionView> =>
	pagesOf<DecisionView, { receiptKey: string; recipientOrdinal: number }>((limit, after) => ledger.decisions(runId, limit, after), (decision) => decision);
