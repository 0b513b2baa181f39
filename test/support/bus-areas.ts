import type { AreaBalance, AreaRow, StopHourRow } from '../../lib/transit/model';
import { DONGS, STOPS, type PretendRoute } from './bus-city';

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

function row(dongCode: string, dongName: string, livingZone: string, population: number, stopNumbers: readonly number[], stops: readonly StopHourRow[], routes: readonly PretendRoute[]): AreaRow {
	const keys = new Set(stopNumbers.flatMap((number) => STOPS[number]?.stopKey ?? []));
	const inside = stops.filter((stop) => keys.has(stop.stopKey));
	const serving = routes.filter((route) => route.stops.some((number) => stopNumbers.includes(number)));
	const boardings = total(inside.map((stop) => stop.totalBoardings));
	return {
		dongCode,
		dongName,
		livingZone,
		population,
		stops: inside.length,
		routes: serving.length,
		boardings,
		alightings: total(inside.map((stop) => stop.totalAlightings)),
		boardingsPer1000: (boardings / population) * 1000,
		runs: total(serving.map((route) => route.runsPerDirection * 2)),
		firstBoarding: '04:38',
		lastBoarding: '24:52',
	};
}

function gini(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const ranked = total(sorted.map((value, index) => value * (index + 1)));
	return (2 * ranked) / (sorted.length * total(sorted)) - (sorted.length + 1) / sorted.length;
}

const stopNumbersOf = (dong: number): number[] => STOPS.flatMap((stop, number) => (stop.dong === dong ? [number] : []));

export const busAreas = {
	dongNameOf: (dong: number): string => DONGS[dong]?.name ?? '',

	balance(stops: readonly StopHourRow[], routes: readonly PretendRoute[]): AreaBalance {
		const dongs = DONGS.map((dong, number) => row(dong.code, dong.name, dong.zone, dong.population, stopNumbersOf(number), stops, routes));
		const zones = [...new Set(DONGS.map((dong) => dong.zone))].map((zone) => {
			const members = DONGS.flatMap((dong, number) => (dong.zone === zone ? [{ dong, number }] : []));
			return row('', zone, zone, total(members.map(({ dong }) => dong.population)), members.flatMap(({ number }) => stopNumbersOf(number)), stops, routes);
		});
		const rates = dongs.map((dong) => dong.boardingsPer1000 ?? 0);
		return { dongs, zones, gini: gini(rates), bestToWorst: Math.max(...rates) / Math.min(...rates) };
	},
};
