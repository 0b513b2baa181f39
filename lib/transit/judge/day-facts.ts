import { median } from './compare';

/** What is known of one day before anything is judged. */
export interface DayFacts {
	date: string;
	boardings: number;
	/** Boardings by hour 4 … 27. */
	hours: ReadonlyMap<number, number>;
	/** Figures of the checks by id, from the summary table `quality`; what cannot be checked is not there. */
	counted: ReadonlyMap<string, { numerator: number; denominator: number | null }>;
	/** Keys of the vehicles seen; null where not read. */
	vehicles: ReadonlySet<string> | null;
	/** The day is still under way: hours from here on have not come yet; null for a whole day. */
	runningFrom: number | null;
}

/** The usual day: medians over compared days. */
export interface Baseline {
	days: number;
	boardings: number | null;
	hours: ReadonlyMap<number, number>;
	/** Usual share of each check. */
	rates: ReadonlyMap<string, number>;
	/** Vehicles seen on most of the days. */
	vehicles: ReadonlySet<string>;
}

/**
 * Medians over days.
 * @param vehicleShare share of the days on which a vehicle must have been seen to be expected
 */
export function baselineOf(days: readonly DayFacts[], vehicleShare: number): Baseline {
	const hours = new Map<number, number>();
	for (let hour = 4; hour <= 27; hour++) {
		const usual = median(days.map((day) => day.hours.get(hour) ?? 0));
		if (usual !== null) hours.set(hour, usual);
	}
	const rates = new Map<string, number>();
	for (const id of new Set(days.flatMap((day) => [...day.counted.keys()]))) {
		const usual = median(days.flatMap((day) => shareOf(day.counted.get(id)) ?? []));
		if (usual !== null) rates.set(id, usual);
	}
	return { days: days.length, boardings: median(days.map((day) => day.boardings)), hours, rates, vehicles: expectedVehicles(days, vehicleShare) };
}

/** Numerator over denominator; null where there is nothing to divide by. */
export function shareOf(counted: { numerator: number; denominator: number | null } | undefined): number | null {
	if (counted === undefined || counted.denominator === null || counted.denominator === 0) return null;
	return counted.numerator / counted.denominator;
}

function expectedVehicles(days: readonly DayFacts[], share: number): Set<string> {
	const read = days.flatMap((day) => day.vehicles ?? []);
	const seen = new Map<string, number>();
	for (const vehicles of read) for (const vehicle of vehicles) seen.set(vehicle, (seen.get(vehicle) ?? 0) + 1);
	return new Set([...seen].filter(([, times]) => times >= share * read.length).map(([vehicle]) => vehicle));
}
