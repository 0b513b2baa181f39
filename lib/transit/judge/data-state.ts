import type { Engine } from '../engine';
import { everyLayout } from '../layouts/layouts';
import type { Lake } from '../lake/lake';
import type { LakeSource } from '../lake/manifest';
import type { ChainAccuracy, DataState, QualityCheck } from '../model';
import type { Comparable } from './comparable-days';
import { cautionOf, gradeOf } from './grade';
import { rejectRows } from './rejects';
import type { Summaries } from './summaries';

interface ChainRow {
	missing_alightings: number;
	chained: number;
	tried: number;
	found: number;
	exact: number;
	within_two_stops: number;
	walk_limit_m: number;
}

/** The first page of every report: grade, checks, rejected rows, sources, compared days, accuracy of the trip chain. */
export async function dataStateOf(
	lake: Lake,
	engine: Engine,
	summaries: Summaries,
	serviceDate: string,
	sources: readonly LakeSource[],
	checks: readonly QualityCheck[],
	comparable: Comparable,
): Promise<DataState> {
	const grade = gradeOf(checks);
	const chain = (await summaries.query<ChainRow>('chain', { chain: [serviceDate] }))[0];
	return {
		grade,
		caution: cautionOf(grade, checks),
		checks: [...checks],
		rejects: await rejectRows(lake, engine, summaries, sources),
		sources: sources.map((source) => ({
			sourceId: source.sourceId,
			state: source.state,
			layout: layoutName(source.layoutId),
			files: source.inputs.map(({ name, sha256, rows }) => ({ name, sha256, rows })),
			read: source.read,
			kept: source.kept,
			rejected: source.rejected,
			duplicates: source.duplicates,
			ingestedAt: source.ingestedAt,
		})),
		comparedWith: comparable.days,
		leftOut: comparable.leftOut,
		chain: chain === undefined ? null : chainOf(chain),
	};
}

function chainOf(row: ChainRow): ChainAccuracy {
	return {
		missingAlightings: row.missing_alightings,
		chained: row.chained,
		tried: row.tried,
		found: row.found,
		exact: row.exact,
		withinTwoStops: row.within_two_stops,
		walkLimitM: row.walk_limit_m,
	};
}

const MAPPED = 'mapping:';

/** Korean name of a layout; a saved mapping by the name its author gave it. */
function layoutName(id: string): string {
	if (id.startsWith(MAPPED)) return `직접 대응(${id.slice(MAPPED.length)})`;
	return everyLayout().find((layout) => layout.id === id)?.name ?? id;
}
