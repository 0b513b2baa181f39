import type { SourceSummary } from '../revenue/receipt';
import type { ProcessorFacts } from '../sms/processor';
import type { Approver } from './approval';
import { bodyHash } from './evidence';
import { getRun } from './runs';
import type { Steps } from './steps';
import { all, first, int, text, textOrNull } from './steps';

/** What a run rests on, for an auditor. */
export interface RunEvidence {
	/** Files read and control totals; null where nothing was read (letters taken over). */
	source: SourceSummary | null;
	mappingVersion: string | null;
	ruleVersions: string[];
	/** Whether a person or the flow's setting approved; null where nobody did or retention has removed it. */
	approverKind: Approver['kind'] | null;
	/** Processors (수탁자) that got the personal data, in order. */
	processors: ProcessorFacts[];
	/** Vendors at which texts were handed over. */
	gateways: string[];
	/** Texts with the hash of their body (base64url) and how many notices each has. */
	texts: Array<{ id: string; version: string; bodyHash: string; notices: number }>;
	/** Openings of sealed values for the run by reason; `subjects` is how many persons in all. */
	openings: Array<{ reason: string; times: number; subjects: number }>;
}

/** @throws ValidationError `runMissing` */
export function* runEvidence(runId: string): Steps<RunEvidence> {
	const run = yield* getRun(runId);
	const row = (yield* first('SELECT summary, mapping_version FROM run WHERE id = ?', runId)) ?? {};
	const summary = textOrNull(row, 'summary');
	const rules = yield* all('SELECT DISTINCT rule_version FROM decision WHERE run_id = ? ORDER BY rule_version', runId);
	const batches = yield* all('SELECT DISTINCT gateway FROM batch WHERE run_id = ? ORDER BY gateway', runId);
	const texts = yield* all(
		`SELECT t.id, t.version, t.body, COUNT(*) AS n FROM notice n JOIN template t ON t.version = n.template_version
		 WHERE n.run_id = ? GROUP BY t.id, t.version, t.body ORDER BY COUNT(*) DESC, t.version`,
		runId,
	);
	return {
		source: summary === null ? null : (JSON.parse(summary) as SourceSummary),
		mappingVersion: textOrNull(row, 'mapping_version'),
		ruleVersions: rules.length > 0 ? rules.map((one) => text(one, 'rule_version')) : [run.ruleVersion].filter((one) => one !== null),
		approverKind: yield* approverKind(runId),
		processors: (yield* payloadsOf(runId, 'gateway.used')).map((one) => JSON.parse(one) as ProcessorFacts),
		gateways: batches.map((one) => text(one, 'gateway')),
		texts: texts.map((one) => ({ id: text(one, 'id'), version: text(one, 'version'), bodyHash: bodyHash(text(one, 'body')), notices: int(one, 'n') })),
		openings: openingsBy(yield* payloadsOf(runId, 'personal.opened')),
	};
}

function* payloadsOf(runId: string, kind: string): Steps<string[]> {
	const rows = yield* all('SELECT payload FROM event WHERE run_id = ? AND kind = ? AND payload IS NOT NULL ORDER BY seq', runId, kind);
	return rows.map((row) => text(row, 'payload'));
}

function* approverKind(runId: string): Steps<Approver['kind'] | null> {
	const last = (yield* payloadsOf(runId, 'run.approved')).at(-1);
	return last === undefined ? null : (JSON.parse(last) as { approver: Approver }).approver.kind;
}

function openingsBy(payloads: readonly string[]): RunEvidence['openings'] {
	const byReason = new Map<string, { reason: string; times: number; subjects: number }>();
	for (const payload of payloads) {
		const { reason, subjects } = JSON.parse(payload) as { reason: string; subjects: string[] };
		const known = byReason.get(reason) ?? { reason, times: 0, subjects: 0 };
		byReason.set(reason, { reason, times: known.times + 1, subjects: known.subjects + subjects.length });
	}
	return [...byReason.values()].sort((a, b) => b.subjects - a.subjects);
}
