import type { BusReportModel, Candidate, RouteRow, StopHourRow } from '../model';

/** How many rows of a kind become n8n items; the rest are counted. */
export interface ItemLimits {
	routes: number;
	stops: number;
	candidates: number;
}

export const DEFAULT_ITEM_LIMITS: ItemLimits = { routes: 200, stops: 100, candidates: 100 };

/** The last item of a list that was cut. */
export interface Omitted {
	omitted: number;
	note: string;
}

export interface AnalysisItems {
	summary: Omit<BusReportModel['totals'], 'comparison'> & {
		serviceDate: string;
		dayName: string;
		state: string;
		edition: number;
		dataAsOf: string;
		grade: string;
		caution: string;
		headline: string[];
		usualBoardings: number | null;
		change: number | null;
		changesSinceLastEdition: string[];
		candidateCount: number;
		warnings: string[];
	};
	routes: (Omit<RouteRow, 'comparison'> & { usualBoardings: number | null; change: number | null } | Omitted)[];
	hours: BusReportModel['hours'];
	stops: (Omit<StopHourRow, 'boardings' | 'alightings'> | Omitted)[];
	candidates: (Omit<Candidate, 'trend' | 'evidence'> | Omitted)[];
}

/** What the node puts on its five outputs: summaries only, busiest first. */
export function analysisItems(model: BusReportModel, limits: ItemLimits): AnalysisItems {
	const { comparison, ...totals } = model.totals;
	return {
		summary: {
			serviceDate: model.serviceDate,
			dayName: model.dayName,
			state: model.state === 'final' ? '확정' : '잠정',
			edition: model.edition,
			dataAsOf: model.dataAsOf,
			grade: model.dataState.grade,
			caution: model.dataState.caution,
			headline: model.headline,
			...totals,
			usualBoardings: comparison.usual,
			change: comparison.change,
			changesSinceLastEdition: model.changesSinceLastEdition,
			candidateCount: model.candidates.length,
			warnings: model.dataState.checks.filter(({ verdict }) => verdict === 'bad' || verdict === 'warn').map(({ finding }) => finding),
		},
		routes: cut(
			busiest(model.routes, ({ boardings }) => boardings),
			limits.routes,
			({ comparison: { usual, change }, ...route }) => ({ ...route, usualBoardings: usual, change }),
		),
		hours: model.hours,
		stops: cut(
			busiest(model.stops, ({ totalBoardings }) => totalBoardings),
			limits.stops,
			({ boardings: _boardings, alightings: _alightings, ...stop }) => stop,
		),
		candidates: cut(model.candidates, limits.candidates, ({ trend: _trend, evidence: _evidence, ...candidate }) => candidate),
	};
}

function busiest<T>(rows: readonly T[], of: (row: T) => number): T[] {
	return [...rows].sort((a, b) => of(b) - of(a));
}

function cut<T, R>(rows: readonly T[], limit: number, map: (row: T) => R): (R | Omitted)[] {
	const shown: (R | Omitted)[] = rows.slice(0, limit).map(map);
	const omitted = rows.length - shown.length;
	if (omitted > 0) shown.push({ omitted, note: `그 밖 ${omitted.toLocaleString('ko-KR')}건은 보고서와 통합 문서에 있습니다.` });
	return shown;
}
