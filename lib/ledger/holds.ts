import { addDays } from '../calendar/day';
import type { DecidedRow } from '../exemption/decision';
import type { Steps } from './steps';
import { first, text } from './steps';
import type { Hold, PrepareInput, RunLease, RunView } from './types';

/** Hold reasons that the read itself shows: control total, a file seen before, rows lost on the canvas. */
export function* findHolds(lease: RunLease, run: RunView, input: PrepareInput): Steps<Hold[]> {
	const { rows, summary } = input;
	const holds = run.holds.filter((hold) => hold.code === 'approvalRejected');
	if (summary.controlTotal && !summary.matches) {
		const { controlTotal, read } = summary;
		holds.push({
			code: 'controlTotal',
			message:
				`원천 건수와 읽은 건수가 다릅니다(원천 ${controlTotal.count}건·감면액 ${controlTotal.reliefSum}원, ` +
				`읽음 ${read.count}건·감면액 ${read.reliefSum}원). 한 건도 발송하지 않았습니다.`,
		});
	}
	for (const [index, hash] of summary.fileHashes.entries()) {
		const seen = yield* first(
			'SELECT run_id, name, at FROM source_seen WHERE campaign = ? AND hash = ? AND run_id <> ?',
			run.campaign,
			hash,
			lease.runId,
		);
		if (!seen) continue;
		holds.push({
			code: 'fileSeen',
			message:
				`파일 '${summary.sourceNames[index] ?? ''}'은(는) ${text(seen, 'at').slice(0, 10)}에 이미 처리한 파일` +
				`('${text(seen, 'name')}')과 내용이 같습니다. 한 건도 발송하지 않았습니다.`,
		});
	}
	if (summary.sourceKind === 'file' && !holds.some((hold) => hold.code === 'fileSeen')) {
		const stale = yield* findStaleContent(lease, run, input);
		if (stale) holds.push(stale);
	}
	const receipts = new Set(rows.map((row) => row.receiptKey)).size;
	if (receipts !== summary.read.count) {
		holds.push({
			code: 'rowsMissing',
			message:
				`읽은 접수는 ${summary.read.count}건인데 판정을 거쳐 들어온 접수는 ${receipts}건입니다. ` +
				'캔버스에서 안내·제외·확인 필요 세 갈래가 모두 연결되어 있는지, 중간에 걸러 낸 항목이 없는지 확인하시기 바랍니다.',
		});
	}
	const versions = new Set(rows.map((row) => row.ruleVersion));
	if (versions.size > 1) {
		holds.push({
			code: 'ruleVersions',
			message:
				`서로 다른 규칙 판(${[...versions].sort().join(', ')})으로 판정한 항목이 섞여 있습니다. 한 회차는 한 규칙 판으로만 판정합니다. ` +
				'선별 노드가 하나만 연결되어 있는지 확인하고 다시 실행하시기 바랍니다.',
		});
	}
	const contradictory = findContradictions(rows);
	if (contradictory.length > 0) {
		holds.push({
			code: 'rowsContradict',
			message:
				`같은 수신자에 대한 판정이 서로 다릅니다(접수번호 ${contradictory.slice(0, 5).join(', ')} 등 ${contradictory.length}건). ` +
				'캔버스에서 선별 노드를 두 번 거치거나 서로 다른 선별 결과를 합치지 않았는지 확인하시기 바랍니다.',
		});
	}
	return holds.filter((hold) => !run.acceptedHolds.includes(hold.code));
}

/** A shorter period may well be without a receipt: a day on which nothing came is no sign of an old file. */
const QUIET_DAYS = 7;

/**
 * Files with other bytes but the content of an earlier run (not where the period is shorter than a week: then it is a quiet
 * day's), or without a single receipt of this run's period, of the last seven days at least.
 */
function* findStaleContent(lease: RunLease, run: RunView, { rows, summary }: PrepareInput): Steps<Hold | null> {
	const week = addDays(run.periodTo, 1 - QUIET_DAYS);
	const seen =
		summary.contentHash === null || run.periodFrom > week
			? undefined
			: yield* first(
					'SELECT name, at FROM source_seen WHERE campaign = ? AND hash = ? AND run_id <> ?',
					run.campaign,
					`content:${summary.contentHash}`,
					lease.runId,
				);
	if (seen) {
		return {
			code: 'contentSeen',
			message:
				`파일의 내용이 ${text(seen, 'at').slice(0, 10)}에 이미 처리한 자료('${text(seen, 'name')}')와 같습니다. 한 건도 발송하지 않았습니다. ` +
				'이번 대상기간의 자료를 다시 추출하였는지 확인하시기 바랍니다.',
		};
	}
	const from = run.periodFrom < week ? run.periodFrom : week;
	if (rows.some((row) => row.appearedOn >= from)) return null;
	return {
		code: 'fileOutdated',
		message:
			`파일에 ${from}~${run.periodTo}의 접수가 한 건도 없습니다. 지난 기간의 파일이 아닌지 확인하시기 바랍니다. ` +
			"실제로 접수가 없었다면 '보류 해제'에서 '확인하였으므로 그대로 진행'을 선택하시기 바랍니다.",
	};
}

/** Receipts with a recipient that came twice with different answers. */
function findContradictions(rows: readonly DecidedRow[]): string[] {
	const answers = new Map<string, string>();
	const found = new Set<string>();
	for (const { receiptKey, recipientOrdinal, decision, notify } of rows) {
		const recipient = `${receiptKey}#${recipientOrdinal}`;
		const answer = `${decision}/${notify?.duty ?? ''}/${notify?.channel ?? ''}`;
		if ((answers.get(recipient) ?? answer) !== answer) found.add(receiptKey);
		answers.set(recipient, answer);
	}
	return [...found];
}
