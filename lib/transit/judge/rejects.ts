import type { Engine } from '../engine';
import { isRejectReason, REJECT_REASONS } from '../ingest/reasons';
import type { Lake } from '../lake/lake';
import type { LakeSource } from '../lake/manifest';
import type { DataState } from '../model';
import type { Summaries } from './summaries';

interface RejectRow {
	reason: string;
	rejected: number;
	file_no: number;
	line: number;
}

/** Rejected rows of a day's sources by Korean reason, most first, each with its first place (`파일명 N행`). */
export async function rejectRows(lake: Lake, engine: Engine, summaries: Summaries, sources: readonly LakeSource[]): Promise<DataState['rejects']> {
	const byReason = new Map<string, { count: number; firstPlace: string }>();
	for (const source of sources) {
		if (source.rejectsFile === null) continue;
		await engine.run('SET VARIABLE rejects = $file', { file: lake.path(source.rejectsFile) });
		for (const row of await summaries.query<RejectRow>('rejects', {})) {
			const reason = isRejectReason(row.reason) ? REJECT_REASONS[row.reason] : row.reason;
			const known = byReason.get(reason);
			const firstPlace = `${source.inputs[row.file_no]?.name ?? '파일 미상'} ${row.line}행`;
			byReason.set(reason, { count: (known?.count ?? 0) + row.rejected, firstPlace: known?.firstPlace ?? firstPlace });
		}
	}
	return [...byReason].map(([reason, found]) => ({ reason, ...found })).sort((a, b) => b.count - a.count || a.reason.localeCompare(b.reason, 'ko'));
}
