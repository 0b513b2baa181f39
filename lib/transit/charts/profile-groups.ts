import type { BusReportModel, Direction, ProfileRow } from '../model';

export interface ProfileGroup {
	routeKey: string;
	routeName: string;
	direction: Direction;
	boardings: number;
	/** In the order of the stops. */
	rows: ProfileRow[];
}

/** Profile rows by route and direction, those with most boardings first. */
export function profileGroups({ profiles }: Pick<BusReportModel, 'profiles'>): ProfileGroup[] {
	const groups = new Map<string, ProfileGroup>();
	for (const row of profiles) {
		const id = `${row.direction} ${row.routeKey}`;
		const group = groups.get(id) ?? { routeKey: row.routeKey, routeName: row.routeName, direction: row.direction, boardings: 0, rows: [] };
		group.boardings += row.boardings;
		group.rows.push(row);
		groups.set(id, group);
	}
	for (const group of groups.values()) group.rows.sort((one, other) => one.sequence - other.sequence);
	return [...groups.values()].sort((one, other) => other.boardings - one.boardings);
}

export interface Busiest {
	row: ProfileRow;
	load: number;
	estimated: boolean;
}

/** The stop at which most persons leave aboard one run, by the estimated mean where there is one; null where no load is known. */
export function busiestStop(rows: readonly ProfileRow[]): Busiest | null {
	const estimated = rows.some((row) => row.meanLoad.estimated !== null);
	let best: Busiest | null = null;
	for (const row of rows) {
		const load = estimated ? row.meanLoad.estimated : row.meanLoad.observed;
		if (load !== null && (best === null || load > best.load)) best = { row, load, estimated };
	}
	return best;
}
