import type { Direction, LoadRow, ProfileRow } from '../model';
import { byHour } from './by-hour';
import type { Day } from './day';

interface LoadStop {
	route_key: string;
	direction: Direction;
	sequence: number;
	stop_key: string;
	boardings: number;
	alightings_observed: number | null;
	alightings_estimated: number | null;
	observed_mean: number | null;
	observed_max: number | null;
	observed_p90: number | null;
	estimated_mean: number | null;
	estimated_max: number | null;
	estimated_p90: number | null;
	/** JSON; null where the stop has a day but no hours. */
	by_hour: string | null;
}

/** Loads along the routes, of as many routes as the limit holds: `loads` by hour, `profiles` over the whole day. */
export async function loadsAndProfiles({ summaries, names, limits, serviceDate }: Day): Promise<{ loads: LoadRow[]; profiles: ProfileRow[] }> {
	const today = [serviceDate];
	const stops = await summaries.query<LoadStop>('load_rows', { load: today, profile: today, route_day: today }, { most: limits.loads });
	const loads: LoadRow[] = [];
	const profiles: ProfileRow[] = [];
	for (const stop of stops) {
		const place = {
			routeKey: stop.route_key,
			routeName: names.routeName(stop.route_key),
			direction: stop.direction,
			sequence: stop.sequence,
			stopName: names.stopName(stop.stop_key),
		};
		profiles.push({
			...place,
			boardings: stop.boardings,
			alightings: { observed: stop.alightings_observed, estimated: stop.alightings_estimated },
			meanLoad: { observed: stop.observed_mean, estimated: stop.estimated_mean },
			maxLoad: { observed: stop.observed_max, estimated: stop.estimated_max },
		});
		const [hours = [], boardings, alightings, observedMean, estimatedMean, observedMax, estimatedMax] = listsOf(stop.by_hour);
		loads.push({
			...place,
			stopKey: stop.stop_key,
			boardings: byHour(hours, boardings, 0),
			alightings: byHour(hours, alightings, 0),
			mean: { observed: byHour(hours, observedMean, null), estimated: byHour(hours, estimatedMean, null) },
			max: { observed: byHour(hours, observedMax, null), estimated: byHour(hours, estimatedMax, null) },
			dayMax: { observed: stop.observed_max, estimated: stop.estimated_max },
			dayP90: { observed: stop.observed_p90, estimated: stop.estimated_p90 },
		});
	}
	return { loads, profiles };
}

function listsOf(json: string | null): (number | null)[][] {
	return json === null ? [] : (JSON.parse(json) as (number | null)[][]);
}
