import type { Direction, RouteRow } from '../model';
import { DIRECTION_ORDER } from './words';

const BY_NAME = new Intl.Collator('ko-KR', { numeric: true });

/** Order of routes in every table: by operator, then route name as people count (2 before 10), then key. */
export class RouteOrder {
	/** Routes of the model in that order. */
	readonly routes: readonly RouteRow[];
	private readonly operators: ReadonlyMap<string, string>;
	private readonly ranks: ReadonlyMap<string, number>;

	constructor(routes: readonly RouteRow[]) {
		this.routes = [...routes].sort(
			(a, b) => BY_NAME.compare(a.operator, b.operator) || BY_NAME.compare(a.routeName, b.routeName) || (a.routeKey < b.routeKey ? -1 : 1),
		);
		this.operators = new Map(this.routes.map(({ routeKey, operator }) => [routeKey, operator]));
		this.ranks = new Map(this.routes.map(({ routeKey }, index) => [routeKey, index]));
	}

	operatorOf(routeKey: string): string {
		return this.operators.get(routeKey) ?? '';
	}

	/** Place of a route; routes that the model does not list come last. */
	rankOf(routeKey: string): number {
		return this.ranks.get(routeKey) ?? this.ranks.size;
	}

	/**
	 * Rows in the order of their routes, then direction, then `within` (a number per row, e.g. stop sequence and hour). Rows
	 * are put into one bucket a route first: the sheets have hundreds of thousands of them.
	 */
	sort<T extends { routeKey: string; direction: Direction }>(rows: readonly T[], within: (row: T) => number): T[] {
		const buckets = new Map<string, T[]>();
		for (const row of rows) {
			const bucket = buckets.get(row.routeKey);
			if (bucket) bucket.push(row);
			else buckets.set(row.routeKey, [row]);
		}
		const sorted: T[] = [];
		for (const [, bucket] of [...buckets].sort(([a], [b]) => this.rankOf(a) - this.rankOf(b) || (a < b ? -1 : 1))) {
			bucket.sort((a, b) => DIRECTION_ORDER[a.direction] - DIRECTION_ORDER[b.direction] || within(a) - within(b));
			for (const row of bucket) sorted.push(row);
		}
		return sorted;
	}
}

/** The `limit` weightiest rows in their given order, and how many were left out. */
export function keepWeightiest<T>(rows: readonly T[], limit: number | undefined, weight: (row: T) => number): { rows: readonly T[]; omitted: number } {
	if (limit === undefined || rows.length <= limit) return { rows, omitted: 0 };
	const kept = new Set(
		rows
			.map((row, index) => ({ index, weight: weight(row) }))
			.sort((a, b) => b.weight - a.weight || a.index - b.index)
			.slice(0, Math.max(0, limit))
			.map(({ index }) => index),
	);
	return { rows: rows.filter((_, index) => kept.has(index)), omitted: rows.length - kept.size };
}
