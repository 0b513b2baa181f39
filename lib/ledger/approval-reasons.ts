import type { DecidedRow } from '../exemption/decision';
import { IMPORT_PERIOD } from './import-mailed';
import type { Steps } from './steps';
import { all, first, int, text, textOrNull } from './steps';
import { CORRECTION_RULE, SINGLE_TEXT_RULE } from './told';
import type { ApprovalRules, PrepareInput, RunView } from './types';

interface ClosedRun {
	due: number;
	ruleVersion: string | null;
	mappingVersion: string | null;
	templateVersions: string[];
}

/** How many are due in a run just prepared, and why a person must approve it, as Korean sentences. */
export function* findApprovalReasons(run: RunView, input: PrepareInput): Steps<{ due: number; reasons: string[] }> {
	const due = int((yield* first('SELECT COUNT(*) AS n FROM notice WHERE run_id = ?', run.runId)) ?? {}, 'n');
	const { approval } = input;
	if (approval === null || due === 0) return { due, reasons: [] };
	const closed = yield* closedRuns(run.campaign);
	const renamed = closed.length === 0 ? yield* toldElsewhere(run) : [];
	return { due, reasons: [...renamed, ...firstRun(closed, approval), ...changes(closed, input, approval), ...volume(closed, due, approval)] };
}

/** A campaign that begins with receipts of another one may be the same work under a new name. */
function* toldElsewhere({ runId }: RunView): Steps<string[]> {
	const rows = yield* all(
		`SELECT o.campaign, COUNT(*) AS n FROM notice n JOIN notice o ON o.receipt_key = n.receipt_key
			AND o.recipient_ordinal = n.recipient_ordinal AND o.campaign <> n.campaign
		 WHERE n.run_id = ? AND o.rule_id NOT IN (?, ?) GROUP BY o.campaign ORDER BY o.campaign`,
		runId,
		SINGLE_TEXT_RULE,
		CORRECTION_RULE,
	);
	return rows.map((row) => {
		const campaign = text(row, 'campaign');
		return `다른 안내 업무 '${campaign}'에서 안내한 수신자가 ${int(row, 'n')}건 들어 있습니다. 안내 업무의 이름을 바꾼 것이라면 같은 사람에게 다시 안내하게 되므로 반려하고 이름을 되돌리시기 바랍니다.`;
	});
}

/**
 * The campaign's closed runs that had somebody to tell, the newest first. One that told nobody was looked at by nobody: its
 * texts and rules count as new. Letters taken over from before are no run.
 */
function* closedRuns(campaign: string): Steps<ClosedRun[]> {
	const rows = yield* all(
		`SELECT rule_version, mapping_version, template_versions,
			(SELECT COUNT(*) FROM notice WHERE notice.run_id = run.id) AS n
		 FROM run WHERE campaign = ? AND stage = 'closed' AND period NOT LIKE ?
			AND EXISTS (SELECT 1 FROM notice WHERE notice.run_id = run.id) ORDER BY closed_at DESC LIMIT 12`,
		campaign,
		`${IMPORT_PERIOD}%`,
	);
	return rows.map((row) => ({
		due: int(row, 'n'),
		ruleVersion: textOrNull(row, 'rule_version'),
		mappingVersion: textOrNull(row, 'mapping_version'),
		templateVersions: row.template_versions === null ? [] : (JSON.parse(text(row, 'template_versions')) as string[]),
	}));
}

function firstRun(closed: readonly ClosedRun[], { firstRuns }: ApprovalRules): string[] {
	return closed.length < firstRuns
		? [`이 안내 업무의 ${closed.length + 1}번째 회차입니다. 처음 ${firstRuns}회는 담당자 승인이 필요합니다.`]
		: [];
}

const CONTACT = 'contact:';
const CONTACT_VALUES = ['기관명', '담당부서', '담당전화', '문의시간'] as const;

/** What the rows' texts are made of: template versions, and the contacts printed in them. */
export function textsOf(rows: readonly DecidedRow[]): string[] {
	const texts = new Set<string>();
	for (const { notify } of rows) {
		if (!notify) continue;
		texts.add(notify.template.version);
		texts.add(`${CONTACT}${CONTACT_VALUES.map((name) => notify.values[name] ?? '').join('|')}`);
	}
	return [...texts].sort();
}

/** Compared with the closed runs; a campaign's first run has nothing to differ from. */
function changes(closed: readonly ClosedRun[], { rows, summary }: PrepareInput, { onChange }: ApprovalRules): string[] {
	if (!onChange || closed.length === 0) return [];
	const used = new Set(closed.flatMap((run) => run.templateVersions));
	const reasons: string[] = [];
	const fresh = textsOf(rows).filter((one) => !used.has(one));
	if (fresh.some((one) => !one.startsWith(CONTACT))) reasons.push('이전 회차에서 쓰지 않은 안내문이 있어 담당자 승인이 필요합니다.');
	if (fresh.some((one) => one.startsWith(CONTACT))) reasons.push('안내문의 담당부서, 전화번호 또는 문의시간이 바뀌어 담당자 승인이 필요합니다.');
	const ruleVersion = rows[0]?.ruleVersion;
	if (ruleVersion !== undefined && !closed.some((run) => run.ruleVersion === ruleVersion)) {
		reasons.push('감면 규칙이 바뀌어 담당자 승인이 필요합니다.');
	}
	if (!closed.some((run) => run.mappingVersion === summary.mappingVersion)) {
		reasons.push('열 대응 또는 감면코드 대응표가 바뀌어 담당자 승인이 필요합니다.');
	}
	return reasons;
}

/** The smaller of the limit and the factor times the median of the last closed runs (with at least four of them). */
function volume(closed: readonly ClosedRun[], due: number, { volumeLimit, volumeFactor }: ApprovalRules): string[] {
	const counts = closed.map((run) => run.due).sort((a, b) => a - b);
	const median = counts[Math.floor(counts.length / 2)] ?? 0;
	const usual = counts.length < 4 || median === 0 ? volumeLimit : Math.min(volumeLimit, Math.floor(median * volumeFactor));
	return due > usual ? [`안내 대상이 ${due}건으로 평소(${usual}건 이하)보다 많아 담당자 승인이 필요합니다.`] : [];
}
