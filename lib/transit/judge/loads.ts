import type { Direction, LoadRow, ProfileRow } from '../model';
import type { Day } from './day';

interface LoadCell {
	route_key: string;
	direction: Direction;
	sequence: number;
	stop_key: string;
	hour: number;
	runs: number;
	boardings: number;
	alightings_observed: number | null;
	alightings_estimated: number | null;
	observed_mean: number | null;
	observed_max: number | null;
	observed_p90: number | null;
	estimated_mean: number | null;
	estimated_max: number | null;
	estimated_p90: number | null;
	section_observed: number | null;
	section_estimated: number | null;
}

/** Loads by route, direction, stop and hour, of as many routes as the limit holds. */
export async function loadRows({ summaries, names, limits, serviceDate }: Day): Promise<LoadRow[]> {
	const today = [serviceDate];
	const cells = await summaries.query<LoadCell>('load_rows', { load: today, route_day: today }, { most: limits.loads });
	return cells.map((cell) => ({
		routeKey: cell.route_key,
		routeName: names.routeName(cell.route_key),
		direction: cell.direction,
		sequence: cell.sequence,
		stopKey: cell.stop_key,
		stopName: names.stopName(cell.stop_key),
		hour: cell.hour,
		runs: cell.runs,
		boardings: cell.boardings,
		alightings: { observed: cell.alightings_observed, estimated: cell.alightings_estimated },
		mean: { observed: cell.observed_mean, estimated: cell.estimated_mean },
		max: { observed: cell.observed_max, estimated: cell.estimated_max },
		p90: { observed: cell.observed_p90, estimated: cell.estimated_p90 },
		sectionSum: { observed: cell.section_observed, estimated: cell.section_estimated },
	}));
}

/** Load along each route and direction over the whole day, of the same routes. */
export async function profileRows({ summaries, names, limits, serviceDate }: Day): Promise<ProfileRow[]> {
	const today = [serviceDate];
	const cells = await summaries.query<LoadCell>('profile_rows', { profile: today, load: today, route_day: today }, { most: limits.loads });
	return cells.map((cell) => ({
		routeKey: cell.route_key,
		routeName: names.routeName(cell.route_key),
		direction: cell.direction,
		sequence: cell.sequence,
		stopName: names.stopName(cell.stop_key),
		boardings: cell.boardings,
		alightings: { observed: cell.alightings_observed, estimated: cell.alightings_estimated },
		meanLoad: { observed: cell.observed_mean, estimated: cell.estimated_mean },
		maxLoad: { observed: cell.observed_max, estimated: cell.estimated_max },
	}));
}
