import type { BusReportModel } from '../model';
import { USER_TYPES, type UserType } from '../tap';
import { compare, LEAST_USUAL_DAYS } from './compare';
import type { Day } from './day';
import type { Baseline, DayFacts } from './day-facts';
import { userTypeRows } from './small-cells';

interface DayRow {
	boardings: number;
	alightings: number;
	taps: number;
	taps_with_alighting: number;
	transfer_taps: number;
	passenger_m: number | null;
	distance_persons: number | null;
	routes: number;
	stops: number;
	vehicles: number | null;
	runs: number | null;
	peak_hour: number | null;
	peak_boardings: number | null;
	trips: number | null;
	legs: number | null;
}

/** The day's sums beside the usual day and last week's same weekday. */
export async function totalsOf(day: Day, baseline: Baseline, facts: ReadonlyMap<string, DayFacts>): Promise<BusReportModel['totals']> {
	const today = [day.serviceDate];
	const row = (await day.summaries.query<DayRow>('day', { day_total: today, linked_trip: today }))[0];
	const boardings = row?.boardings ?? 0;
	const lastWeek = day.lastWeek === null ? null : (facts.get(day.lastWeek)?.boardings ?? null);
	return {
		boardings,
		alightings: row?.alightings ?? 0,
		taps: row?.taps ?? 0,
		tagOffRate: ratio(row?.taps_with_alighting, row?.taps),
		transferRate: ratio(row?.transfer_taps, row?.taps),
		linkedTrips: row?.trips ?? null,
		meanLegs: ratio(row?.legs, row?.trips),
		meanDistanceM: ratio(row?.passenger_m, row?.distance_persons),
		routes: row?.routes ?? 0,
		stops: row?.stops ?? 0,
		vehicles: row?.vehicles ?? null,
		runs: row?.runs ?? null,
		peakHour: day.peakHolds ? (row?.peak_hour ?? null) : null,
		peakShare: day.peakHolds ? ratio(row?.peak_boardings, boardings) : null,
		comparison: compare(boardings, baseline.boardings, baseline.days, lastWeek, day.running),
	};
}

/** One row an hour 4 … 27 beside the usual one. */
export async function hourRows(day: Day, baseline: Baseline): Promise<BusReportModel['hours']> {
	const rows = await day.summaries.query<{ hour: number; boardings: number; alightings: number }>('hour_days', { route_hour: [day.serviceDate] });
	const byHour = new Map(rows.map((row) => [row.hour, row]));
	return Array.from({ length: 24 }, (_, index) => {
		const hour = index + 4;
		const found = byHour.get(hour);
		return {
			hour,
			boardings: found?.boardings ?? 0,
			alightings: found?.alightings ?? 0,
			usualBoardings: baseline.days < LEAST_USUAL_DAYS ? null : (baseline.hours.get(hour) ?? null),
		};
	});
}

/** Boardings by kind of rider, small cells hidden where the settings say so. */
export async function userTypesOf({ summaries, serviceDate, settings }: Day): Promise<BusReportModel['userTypes']> {
	const rows = await summaries.query<{ user_type: string | null; boardings: number }>('user_types', { user_hour: [serviceDate] });
	const boardings = new Map<UserType, number>();
	for (const row of rows) {
		const type = USER_TYPES.find((known) => known === row.user_type) ?? 'unknown';
		boardings.set(type, (boardings.get(type) ?? 0) + row.boardings);
	}
	return userTypeRows(boardings, settings.hideSmallCells);
}

function ratio(part: number | null | undefined, whole: number | null | undefined): number | null {
	return part === null || part === undefined || whole === null || whole === undefined || whole === 0 ? null : part / whole;
}
