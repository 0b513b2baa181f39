import type { Random } from '../shared/random.mts';
import type { Route, Run, Service, Vehicle } from './city.mts';
import type { BareRoute } from './network.mts';

const FIRST_DEPARTURE = 4.75 * 3600;
const LAST_DEPARTURE = 22.75 * 3600;
const LAYOVER_SECONDS = 480;
/** Driving time over the undisturbed one, by hour of departure. */
const PACE_BY_HOUR = [1, 1, 1, 1, 0.9, 0.92, 1, 1.15, 1.22, 1.12, 1.05, 1.04, 1.05, 1.05, 1.06, 1.08, 1.12, 1.2, 1.25, 1.15, 1.05, 1, 0.95, 0.92];
const PLATE_LETTERS = '바사아자';

/** Gives each route its runs and vehicles. Busy routes run more often, as a rule. */
export function addTimetable(bare: readonly BareRoute[], random: Random, cityNumber: number): { routes: Route[]; vehicles: Vehicle[]; runs: Run[] } {
	const vehicles: Vehicle[] = [];
	const runs: Run[] = [];
	const routes = bare.map((route, index): Route => {
		// supply follows demand only roughly: some routes are crowded, others run nearly empty
		const supply = Math.exp(random.next() * 1.6 - 0.6);
		const peakHeadway = Math.round(Math.min(3_600, Math.max(240, ((route.seatedExpress ? 1_000 : 1_150) * supply) / route.demand)));
		const halves = route.licensedUnit === 'oneWay' ? ([[0, route.turnaround], [route.turnaround, route.stops.length - 1]] as const) : ([[0, route.stops.length - 1]] as const);
		const longest = ((route.seconds.at(-1) ?? 0) * 1.35 + LAYOVER_SECONDS * halves.length) / peakHeadway;
		const fleet = Array.from({ length: Math.max(1, Math.ceil(longest)) }, () => addVehicle(vehicles, random, cityNumber));
		const departures = departuresOf(peakHeadway, random);
		const services: Service[] = halves.map(([from, to], half) => {
			const shift = half === 0 ? 0 : Math.round((route.seconds[from] ?? 0) * 1.3 + LAYOVER_SECONDS);
			const times = Int32Array.from(departures, (time) => time + shift);
			const pace = Float64Array.from(times, (time, order) => paceAt(departures[order] ?? time) * (0.99 + random.next() * 0.02));
			const firstRun = runs.length;
			const driven = (route.seconds[to] ?? 0) - (route.seconds[from] ?? 0);
			times.forEach((departure, order) => {
				runs.push({
					route: index,
					service: half,
					vehicle: fleet[order % fleet.length] ?? 0,
					departure,
					arrival: Math.round(departure + driven * (pace[order] ?? 1)),
					direction: halves.length === 1 ? 'round' : half === 0 ? 'out' : 'in',
					number: order + 1,
				});
			});
			return { from, to, departures: times, pace, firstRun };
		});
		const licensed = departures.length * halves.length + random.integer(0, 3);
		return { ...route, services, licensedRuns: { weekday: licensed, saturday: Math.round(licensed * 0.85), holiday: Math.round(licensed * 0.75) } };
	});
	return { routes, vehicles, runs };
}

function departuresOf(peakHeadway: number, random: Random): number[] {
	const times: number[] = [];
	for (let time = FIRST_DEPARTURE + random.integer(0, 1_800); time < LAST_DEPARTURE; ) {
		times.push(Math.round(time));
		const hour = Math.floor(time / 3600);
		const stretch = (hour >= 7 && hour < 9) || (hour >= 17 && hour < 20) ? 1 : hour < 6 || hour >= 21 ? 2 : 1.4;
		time += peakHeadway * stretch * (0.9 + random.next() * 0.2);
	}
	return times;
}

/** Between the hours' middles, so that no bus overtakes the one before. */
function paceAt(time: number): number {
	const hour = time / 3600 - 0.5;
	const before = PACE_BY_HOUR[Math.floor(hour) % 24] ?? 1;
	const after = PACE_BY_HOUR[(Math.floor(hour) + 1) % 24] ?? 1;
	return before + (after - before) * (hour - Math.floor(hour));
}

function addVehicle(vehicles: Vehicle[], random: Random, cityNumber: number): number {
	const index = vehicles.length;
	vehicles.push({
		id: `1${String(41 + cityNumber).padStart(3, '0')}${String(index + 1).padStart(5, '0')}`,
		plate: `경기${String(70 + (cityNumber % 29)).padStart(2, '0')}${random.pick([...PLATE_LETTERS])}${String(1_000 + index)}`,
	});
	return index;
}
