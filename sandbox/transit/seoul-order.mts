import type { SeoulRow } from './seoul-month.mts';
import type { StcisRoute } from './stcis-loads.mts';

/**
 * Puts the table's stops of a route, which have no order there, into the order of the load export. A name that stands
 * twice (once each way) goes where its net boardings fit the change of the load; a name that the export lacks goes to the
 * free place with the most similar name, else where its share of alightings suggests.
 */
export function inOrder(rows: readonly SeoulRow[], { stops }: StcisRoute): SeoulRow[] {
	const placed = new Map<number, SeoulRow>();
	const left = new Set(rows);
	const take = (row: SeoulRow, place: number): void => {
		placed.set(place, row);
		left.delete(row);
	};
	for (const [name, group] of Map.groupBy(rows, (row) => row.name)) {
		const places = stops.flatMap((stop, index) => (stop.name === name ? [index] : []));
		const byFit = group.flatMap((row) => places.map((place) => ({ row, place, fit: fitAt(row, stops, place) }))).sort((a, b) => b.fit - a.fit);
		for (const { row, place } of byFit) if (left.has(row) && !placed.has(place)) take(row, place);
	}
	for (const row of [...left]) {
		const free = stops.flatMap((stop, place) => (placed.has(place) ? [] : [{ place, alike: alike(row.name, stop.name) }])).sort((a, b) => b.alike - a.alike);
		if (free[0] && free[0].alike >= 0.3) take(row, free[0].place);
	}
	const inLine: Array<[number, SeoulRow]> = [...placed];
	for (const row of left) inLine.push([stops.length * (sum(row.off) / Math.max(1, sum(row.on) + sum(row.off))), row]);
	return inLine.sort(([a], [b]) => a - b).map(([, row]) => row);
}

/** How well net boardings by hour go with the change of the load at a place. */
function fitAt(row: SeoulRow, stops: StcisRoute['stops'], place: number): number {
	const loads = stops[place]?.loads ?? [];
	const before = stops[place - 1]?.loads ?? [];
	return loads.reduce((all, load, index) => all + (load - (before[index] ?? 0)) * ((row.on[(index + 4) % 24] ?? 0) - (row.off[(index + 4) % 24] ?? 0)), 0);
}

/** Share of two-letter pieces that two names have in common. */
function alike(a: string, b: string): number {
	const pieces = (text: string) => new Set([...text].slice(1).map((letter, index) => `${[...text][index] ?? ''}${letter}`));
	const [one, other] = [pieces(a), pieces(b)];
	return [...one].filter((piece) => other.has(piece)).length / Math.max(1, Math.min(one.size, other.size));
}

export function sum(values: readonly number[]): number {
	return values.reduce((all, value) => all + value, 0);
}
