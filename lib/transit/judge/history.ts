import type { LakeSource, Manifest } from '../lake/manifest';
import type { DayFacts } from './day-facts';
import type { Summaries } from './summaries';

interface CountedRow {
	service_date: string;
	check_id: string;
	/** Null = cannot be checked. */
	numerator: number | null;
	denominator: number | null;
}

/** Sources that belong to a service date: those with taps of it, and those delivered for it. */
export function sourcesOf(manifest: Manifest, serviceDate: string): LakeSource[] {
	return Object.values(manifest.sources)
		.filter((source) => source.feedDay === serviceDate || source.files.some((file) => file.serviceDate === serviceDate))
		.sort((a, b) => a.sourceId.localeCompare(b.sourceId));
}

/** 잠정 as long as a partial source belongs to the day or no final one was delivered for it. */
export function stateOf(sources: readonly LakeSource[], serviceDate: string): 'provisional' | 'final' {
	const whole = sources.some((source) => source.state === 'final' && source.feedDay === serviceDate);
	return whole && sources.every((source) => source.state === 'final') ? 'final' : 'provisional';
}

/** Facts of the days asked for, by date; vehicles are read only for those of `withVehicles`. */
export async function readDayFacts(summaries: Summaries, manifest: Manifest, days: readonly string[], withVehicles: readonly string[]): Promise<Map<string, DayFacts>> {
	const totals = await summaries.query<{ service_date: string; boardings: number }>('day_totals', { day_total: days });
	const hours = await summaries.query<{ service_date: string; hour: number; boardings: number }>('hour_days', { route_hour: days });
	const counted = await summaries.query<CountedRow>('quality_days', { quality: days });
	const vehicles = await summaries.query<{ service_date: string; vehicle_key: string }>('vehicle_days', { vehicle_hour: withVehicles });

	const facts = new Map<string, DayFacts>();
	for (const { service_date: date, boardings } of totals) {
		const sources = sourcesOf(manifest, date);
		const byHour = new Map(hours.filter((row) => row.service_date === date).map((row) => [row.hour, row.boardings]));
		facts.set(date, {
			date,
			boardings: boardings ?? 0,
			hours: byHour,
			counted: new Map(counted.flatMap((row) => (row.service_date === date && row.numerator !== null ? [[row.check_id, { numerator: row.numerator, denominator: row.denominator }] as const] : []))),
			vehicles: withVehicles.includes(date) ? new Set(vehicles.filter((row) => row.service_date === date).map((row) => row.vehicle_key)) : null,
			runningFrom: isRunning(sources) ? lastHour(byHour) : null,
		});
	}
	return facts;
}

/** Only parts of the day have come. */
function isRunning(sources: readonly LakeSource[]): boolean {
	return sources.length > 0 && sources.every((source) => source.state === 'partial');
}

function lastHour(hours: ReadonlyMap<number, number>): number {
	return Math.max(4, ...[...hours].filter(([, persons]) => persons > 0).map(([hour]) => hour));
}
