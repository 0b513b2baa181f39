import type { CrowdingRow, Direction } from '../model';
import { gyeonggiLevel, levelNote, overCapacity, overSeats, seoulLevel } from './crowding-levels';
import type { Day } from './day';

interface BusiestSection {
	route_key: string;
	direction: Direction;
	hour: number;
	sequence: number;
	stop_key: string;
	runs: number;
	observed_mean: number | null;
	estimated_mean: number | null;
	observed_max: number | null;
	estimated_max: number | null;
}

interface OverSeatsRow {
	route_key: string;
	direction: Direction;
	hour: number;
	runs_over_seats: number;
}

/**
 * Crowding by route, direction and hour. Levels go by the estimated load; a route whose estimate is refused has no loads here.
 * Runs over the seats are counted in the hour they left; an hour with a load over the seats has at least one.
 */
export async function crowdingRows({ summaries, names, serviceDate }: Day): Promise<CrowdingRow[]> {
	const today = [serviceDate];
	const sections = await summaries.query<BusiestSection>('crowding', { load: today });
	const over = new Map((await summaries.query<OverSeatsRow>('runs_over_seats', { run_day: today, profile: today })).map((row) => [cellKey(row), row.runs_over_seats]));
	return sections.map((row) => {
		const bus = names.bus(row.route_key);
		const highest = row.estimated_max;
		const beyond = overSeats(highest, bus);
		return {
			routeKey: row.route_key,
			routeName: names.routeName(row.route_key),
			operator: names.operator(row.route_key),
			direction: row.direction,
			hour: row.hour,
			sequence: row.sequence,
			stopName: names.stopName(row.stop_key),
			runs: row.runs,
			maxLoad: { observed: row.observed_max, estimated: row.estimated_max },
			meanLoad: { observed: row.observed_mean, estimated: row.estimated_mean },
			busSize: bus.busSize,
			seats: bus.seats,
			capacity: bus.capacity,
			gyeonggi: gyeonggiLevel(highest, bus),
			seoul: seoulLevel(highest, bus),
			overSeats: beyond,
			runsOverSeats: beyond === null ? null : beyond === 0 ? 0 : Math.max(1, over.get(cellKey(row)) ?? 0),
			ratio: overCapacity(highest, bus),
			note: levelNote(highest, bus),
		};
	});
}

function cellKey(cell: { route_key: string; direction: string; hour: number }): string {
	return `${cell.route_key}|${cell.direction}|${cell.hour}`;
}
