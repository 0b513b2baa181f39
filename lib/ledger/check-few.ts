import { bodyHash } from './evidence';
import { IMPORT_PERIOD } from './import-mailed';
import type { EventReplay, KnownRun } from './replay';
import { type RowProblem, runProblem } from './row-check';
import { rowHash, SEALED } from './row-seal';
import { all, first, int, type Row, type Steps, text, textOrNull } from './steps';

/** What a look at a small table found. */
export interface FewCheck {
	count: number;
	/** Rows that an earlier version of the package wrote. */
	notComparable: number;
	problems: RowProblem[];
}

/** Whether an earlier version of the package may have written here, so that a row without an event may be its own. */
const mayBeOld = ({ mixed, runs }: EventReplay) => mixed || [...runs.values()].some(({ whole }) => !whole);

/** Compares the runs, those of letters taken over included. */
export function* checkRuns(replay: EventReplay): Steps<FewCheck> {
	const problems: RowProblem[] = [];
	let notComparable = 0;
	const rows = yield* all(`SELECT ${SEALED.run.join(', ')} FROM run ORDER BY id`);
	const there = new Set<string>();
	for (const row of rows) {
		const key = text(row, 'id');
		there.add(key);
		const known = replay.runs.get(key);
		const problem = isImport(known, row) ? yield* lettersProblem(replay, key, row) : runProblem(known, row);
		if (problem !== null) problems.push({ table: problem === 'account' ? 'notice' : 'run', key, runId: key, problem });
		else if (!known || known.rowHash === null) notComparable += 1;
	}
	for (const [key, { opened, importedAt }] of replay.runs) {
		if ((opened || importedAt !== null) && !there.has(key)) problems.push({ table: 'run', key, runId: key, problem: 'missing' });
	}
	return { count: rows.length, notComparable, problems };
}

const isImport = (known: KnownRun | undefined, row: Row) => known?.opened !== true && (known?.importedAt != null || String(row.period).startsWith(IMPORT_PERIOD));

function* lettersProblem(replay: EventReplay, runId: string, row: Row): Steps<'account' | 'content' | 'unrecorded' | null> {
	const known = replay.runs.get(runId);
	// An earlier version left no event where there was no letter.
	if (!known && replay.runs.size > 0 && !mayBeOld(replay)) return 'unrecorded';
	if (typeof known?.rowHash === 'string' && known.rowHash !== rowHash('run', row)) return 'content';
	if (known?.letters === null) return null;
	const letters = int((yield* first(`SELECT COUNT(*) AS n FROM notice WHERE run_id = ? AND duty = 'mailedBefore'`, runId)) ?? {}, 'n');
	return letters === (known?.letters ?? 0) ? null : 'account';
}

/** Compares the campaigns: when they began, and how far their closed runs have come. */
export function* checkCampaigns(replay: EventReplay): Steps<FewCheck> {
	const closed = yield* all(`SELECT campaign, MAX(period_to) AS watermark FROM run WHERE stage = 'closed' AND period NOT LIKE ? GROUP BY campaign`, `${IMPORT_PERIOD}%`);
	const watermarks = new Map(closed.map((row) => [text(row, 'campaign'), textOrNull(row, 'watermark')]));
	const problems: RowProblem[] = [];
	let notComparable = 0;
	const rows = yield* all('SELECT id, start_date, watermark FROM campaign ORDER BY id');
	const there = new Set<string>();
	for (const row of rows) {
		const key = text(row, 'id');
		there.add(key);
		const known = replay.campaigns.get(key);
		if (known === undefined && mayBeOld(replay)) notComparable += 1;
		else if (known === undefined) problems.push({ table: 'campaign', key, runId: null, problem: 'unrecorded' });
		else if ((known !== null && known !== row.start_date) || (watermarks.get(key) ?? null) !== row.watermark) problems.push({ table: 'campaign', key, runId: null, problem: 'content' });
	}
	for (const key of replay.campaigns.keys()) if (!there.has(key)) problems.push({ table: 'campaign', key, runId: null, problem: 'missing' });
	return { count: rows.length, notComparable, problems };
}

/** Compares the texts with placeholders. */
export function* checkTemplates(replay: EventReplay): Steps<FewCheck> {
	const problems: RowProblem[] = [];
	let notComparable = 0;
	const rows = yield* all('SELECT version, id, body FROM template ORDER BY version');
	const there = new Set<string>();
	for (const row of rows) {
		const key = text(row, 'version');
		there.add(key);
		const known = replay.templates.get(key);
		if (known === undefined && mayBeOld(replay)) notComparable += 1;
		else if (known === undefined) problems.push({ table: 'template', key, runId: null, problem: 'unrecorded' });
		else if (known.bodyHash === '') notComparable += 1;
		else if (known.bodyHash !== bodyHash(String(row.body)) || (known.id !== null && known.id !== row.id)) problems.push({ table: 'template', key, runId: null, problem: 'text' });
	}
	for (const key of replay.templates.keys()) if (!there.has(key)) problems.push({ table: 'template', key, runId: null, problem: 'missing' });
	return { count: rows.length, notComparable, problems };
}
