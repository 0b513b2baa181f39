import type { AreaBalance, AreaRow } from '../model';
import type { Day } from './day';
import { gini } from './gini';
import { operatingTime } from './operating-time';

interface DongRow {
	dong_code: string;
	dong_name: string;
	living_zone: string;
	population: number | null;
	stops: number;
	routes: number;
	boardings: number;
	alightings: number;
	runs: number | null;
	first_boarding_at: string | null;
	last_boarding_at: string | null;
}

interface ZoneRoutes {
	living_zone: string;
	routes: number;
	runs: number | null;
}

const NO_ZONE = '생활권 미지정';

/** Use beside supply by 행정동 and 생활권, by where the stops stand (정류장 소재지 기준). Empty where stops are not known well enough. */
export async function areaBalance(day: Day): Promise<AreaBalance> {
	if (!day.areasHold) return { dongs: [], zones: [], gini: null, bestToWorst: null };
	const today = [day.serviceDate];
	const rows = await day.summaries.query<DongRow>('areas', { area: today });
	const served = await day.summaries.query<ZoneRoutes>('zone_routes', { route_stop_hour: today, route_day: today }, { routes: null });
	const dongs = rows.map((row): AreaRow => ({
		dongCode: row.dong_code,
		dongName: row.dong_name,
		livingZone: row.living_zone,
		population: row.population,
		stops: row.stops,
		routes: row.routes,
		boardings: row.boardings,
		alightings: row.alightings,
		boardingsPer1000: per1000(row.boardings, row.population),
		runs: row.runs,
		firstBoarding: operatingTime(row.first_boarding_at, day.serviceDate),
		lastBoarding: operatingTime(row.last_boarding_at, day.serviceDate),
	}));
	return { dongs, zones: zonesOf(dongs, served), ...balanceOf(dongs) };
}

/** Gini coefficient and best over worst of boardings per 1,000 persons, over the dong whose population is known. */
export function balanceOf(dongs: readonly AreaRow[]): Pick<AreaBalance, 'gini' | 'bestToWorst'> {
	const rates = dongs.flatMap((dong) => dong.boardingsPer1000 ?? []);
	if (rates.length < 2) return { gini: null, bestToWorst: null };
	const lowest = Math.min(...rates);
	return { gini: gini(rates), bestToWorst: lowest > 0 ? Math.max(...rates) / lowest : null };
}

/** Dong of the area master summed by 생활권; none where no dong has one. A population is known only where all of its dong's are. */
export function zonesOf(dongs: readonly AreaRow[], served: readonly ZoneRoutes[]): AreaRow[] {
	if (dongs.every((dong) => dong.livingZone === '')) return [];
	const ofCity = dongs.filter((dong) => dong.livingZone !== '' || dong.population !== null);
	return [...new Set(ofCity.map((dong) => dong.livingZone))].sort((a, b) => a.localeCompare(b, 'ko')).map((zone) => {
		const members = ofCity.filter((dong) => dong.livingZone === zone);
		const sum = (pick: (dong: AreaRow) => number): number => members.reduce((total, dong) => total + pick(dong), 0);
		const population = members.some((dong) => dong.population === null) ? null : sum((dong) => dong.population ?? 0);
		const routes = served.find((row) => row.living_zone === zone);
		const times = (pick: (dong: AreaRow) => string | null): string[] => members.flatMap((dong) => pick(dong) ?? []).sort();
		return {
			dongCode: '',
			dongName: zone === '' ? NO_ZONE : zone,
			livingZone: zone === '' ? NO_ZONE : zone,
			population,
			stops: sum((dong) => dong.stops),
			routes: routes?.routes ?? 0,
			boardings: sum((dong) => dong.boardings),
			alightings: sum((dong) => dong.alightings),
			boardingsPer1000: per1000(sum((dong) => dong.boardings), population),
			runs: routes?.runs ?? null,
			firstBoarding: times((dong) => dong.firstBoarding)[0] ?? null,
			lastBoarding: times((dong) => dong.lastBoarding).at(-1) ?? null,
		};
	});
}

/** Persons a thousand inhabitants; null without a population. */
export function per1000(boardings: number, population: number | null): number | null {
	return population === null || population <= 0 ? null : (boardings / population) * 1000;
}
