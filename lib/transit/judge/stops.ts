import type { StopHourRow } from '../model';
import { byHour } from './by-hour';
import type { Day } from './day';

interface StopRow {
	stop_key: string;
	hours: number[];
	boardings: number[];
	alightings: number[];
	total_boardings: number;
	total_alightings: number;
	routes: number;
	ars_no: string | null;
	dong_name: string | null;
	longitude: number | null;
	latitude: number | null;
}

/** Stops with their hours 4 … 27, most boardings first. */
export async function stopRows({ summaries, names, limits, serviceDate }: Day): Promise<StopHourRow[]> {
	const today = [serviceDate];
	const rows = await summaries.query<StopRow>('stops', { stop_hour: today, route_stop_hour: today }, { most: limits.stops });
	return rows.map((row) => ({
		stopKey: row.stop_key,
		stopName: names.stopName(row.stop_key),
		arsNo: row.ars_no ?? '',
		dongName: row.dong_name ?? '',
		longitude: row.longitude,
		latitude: row.latitude,
		boardings: byHour(row.hours, row.boardings, 0),
		alightings: byHour(row.hours, row.alightings, 0),
		totalBoardings: row.total_boardings,
		totalAlightings: row.total_alightings,
		routes: row.routes,
	}));
}
