import { apportion } from './apportion.mts';
import type { SeoulRow } from './seoul-month.mts';
import { sum } from './seoul-order.mts';

/** Persons of one day by place in the route's order and hour 4 to 27 (index 0 to 23). */
export interface DayCells {
	on: number[][];
	off: number[][];
}

/** A day's share of a month, apportioned so that the cells add up to the rounded daily total exactly. */
export function dayCells(ordered: readonly SeoulRow[], days: number): DayCells {
	const cells = (kind: 'on' | 'off') => {
		const monthly = ordered.flatMap((row) => Array.from({ length: 24 }, (_, index) => row[kind][(index + 4) % 24] ?? 0));
		const daily = apportion(monthly, Math.round(sum(monthly) / days));
		return ordered.map((_, place) => daily.slice(place * 24, place * 24 + 24));
	};
	return { on: cells('on'), off: cells('off') };
}

/** Whether up to every hour at least as many have got on as got off: else no taps can have these sums. */
export function feasible({ on, off }: DayCells): boolean {
	let aboard = 0;
	for (let hour = 0; hour < 24; hour += 1) {
		aboard += sum(on.map((hours) => hours[hour] ?? 0)) - sum(off.map((hours) => hours[hour] ?? 0));
		if (aboard < 0) return false;
	}
	return true;
}
