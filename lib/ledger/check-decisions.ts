import { runAccount } from './account';
import type { DecisionWord } from './decided-rows';
import type { EventReplay } from './replay';
import type { RowProblem } from './row-check';
import { rowHash, SEALED } from './row-seal';
import { all, allIn, first, int, type Row, type Steps, text, textOrNull } from './steps';
import type { RunAccount } from './types';

/** A decision that looked wrong, with what its event says. */
export interface DecisionSuspect {
	runId: string;
	seq: number;
	word: DecisionWord;
}

const DECISIONS = `SELECT ${SEALED.decision.join(', ')} FROM decision`;
const place = (receiptKey: unknown, recipientOrdinal: unknown) => `${String(receiptKey)}#${Number(recipientOrdinal)}`;

/** Decisions of a run that one event names. */
export interface DecisionPart {
	runId: string;
	seq: number;
	count: number;
}

/** Decisions that these events name and that do not stand as they say. */
export function* decisionSuspects(parts: readonly DecisionPart[]): Steps<DecisionSuspect[]> {
	const suspects: DecisionSuspect[] = [];
	for (const { runId, seq } of parts) {
		const words = yield* wordsOf(seq);
		const rows = yield* allIn((places) => `${DECISIONS} WHERE run_id = ? AND receipt_key IN (${places})`, [runId], [...new Set(words.map(([receiptKey]) => receiptKey))]);
		const found = new Map(rows.map((row) => [place(row.receipt_key, row.recipient_ordinal), row]));
		for (const word of words) {
			const [receiptKey, ordinal, hash] = word;
			if (wordProblem(found.get(place(receiptKey, ordinal)), hash) !== null) suspects.push({ runId, seq, word });
		}
	}
	return suspects;
}

const wordProblem = (row: Row | undefined, hash: string): 'missing' | 'content' | null => (!row ? 'missing' : rowHash('decision', row) === hash ? null : 'content');

/** What the event says of its decisions; nothing once retention has removed it. */
function* wordsOf(seq: number): Steps<DecisionWord[]> {
	const row = yield* first('SELECT payload FROM event WHERE seq = ?', seq);
	const payload = row ? textOrNull(row, 'payload') : null;
	return payload === null ? [] : (JSON.parse(payload) as { decisions: DecisionWord[] }).decisions;
}

/** What the decisions of all runs come to in the end. */
export interface DecisionCheck {
	count: number;
	notComparable: number;
	problems: RowProblem[];
}

/** Looks at the suspects once more and at how many decisions each run has; decisions of earlier versions only by their counts. */
export function* checkDecisions(replay: EventReplay, suspects: readonly DecisionSuspect[]): Steps<DecisionCheck> {
	const problems: RowProblem[] = [];
	const lessThanSaid = new Set<string>();
	for (const { runId, seq, word: [receiptKey, ordinal, hash] } of suspects) {
		const valid = replay.runs.get(runId)?.decided?.some((part) => part.seq === seq) === true;
		const [row] = yield* all(`${DECISIONS} WHERE run_id = ? AND receipt_key = ? AND recipient_ordinal = ?`, runId, receiptKey, ordinal);
		const problem = valid ? wordProblem(row, hash) : null;
		if (problem === null || (problem === 'missing' && replay.isPurgeable(runId))) continue;
		if (problem === 'missing') lessThanSaid.add(runId);
		problems.push({ table: 'decision', key: place(receiptKey, ordinal), runId, problem });
	}
	const counts = new Map((yield* all('SELECT run_id, COUNT(*) AS n FROM decision GROUP BY run_id')).map((row) => [text(row, 'run_id'), int(row, 'n')]));
	let notComparable = 0;
	for (const [runId, n] of counts) {
		const run = replay.runs.get(runId);
		if (!run) problems.push({ table: 'decision', key: runId, runId, problem: 'unrecorded' });
		else if (run.decided === null) notComparable += replay.isPurgeable(runId) ? 0 : n;
		else if (lessThanSaid.has(runId) || n > run.decided.reduce((sum, { count }) => sum + count, 0)) {
			for (const key of yield* unrecorded(runId, run.decided)) problems.push({ table: 'decision', key, runId, problem: 'unrecorded' });
		}
	}
	for (const [runId, { closed, decided }] of replay.runs) {
		if (decided !== null || !closed?.account || replay.isPurgeable(runId)) continue;
		if (!(yield* countsFit(runId, closed.account, counts.get(runId) ?? 0))) problems.push({ table: 'decision', key: runId, runId, problem: 'account' });
	}
	return { count: [...counts.values()].reduce((sum, n) => sum + n, 0), notComparable, problems };
}

/** Decisions of the run that none of its events names. */
function* unrecorded(runId: string, decided: ReadonlyArray<{ seq: number }>): Steps<string[]> {
	const said = new Set<string>();
	for (const { seq } of decided) for (const [receiptKey, ordinal] of yield* wordsOf(seq)) said.add(place(receiptKey, ordinal));
	const rows = yield* all('SELECT receipt_key, recipient_ordinal FROM decision WHERE run_id = ? ORDER BY receipt_key, recipient_ordinal', runId);
	return rows.map((row) => place(row.receipt_key, row.recipient_ordinal)).filter((key) => !said.has(key));
}

/** Whether the decisions still make the counts that the run was closed with. */
function* countsFit(runId: string, closedWith: string, n: number): Steps<boolean> {
	const { receipts } = JSON.parse(closedWith) as RunAccount;
	if (n === 0) return receipts.notify + receipts.exclude + receipts.review + receipts.waiting === 0;
	return JSON.stringify((yield* runAccount(runId)).receipts) === JSON.stringify(receipts);
}
