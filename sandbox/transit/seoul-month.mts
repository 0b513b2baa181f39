/** A route's stop in Seoul's monthly table (OA-12913): persons by hour of the clock. Keys that repeat are added up. */
export interface SeoulRow {
	route: string;
	ars: string;
	name: string;
	on: number[];
	off: number[];
}

const HOURS = 24;

/**
 * Reads a month as it is published: with or without a header, with a stray quote, with commas in names. The last 48 fields
 * are numbers; before them stand stop and ARS number, and what is left in the middle is the route's name.
 */
export function readSeoulMonth(text: string): SeoulRow[] {
	const rows = new Map<string, SeoulRow>();
	for (const line of text.split('\n')) {
		const fields = line.trim().replace(/^"|"$/g, '').split(',');
		const numbers = fields.slice(-2 * HOURS).map(Number);
		const head = fields.slice(0, -2 * HOURS);
		if (!/^\d{6}$/.test(head[0] ?? '') || numbers.some(Number.isNaN)) continue;
		// a stop's name with a comma begins behind the ARS number
		const arsAt = head.findLastIndex((field, index) => index > 2 && /^(\d{5}|~)$/.test(field));
		const [route = '', ars = '', name = ''] = [head[1], head[arsAt], head.slice(arsAt + 1).join(',')];
		const key = `${route}\t${ars}\t${name}`;
		const row = rows.get(key) ?? { route, ars, name, on: new Array<number>(HOURS).fill(0), off: new Array<number>(HOURS).fill(0) };
		for (let hour = 0; hour < HOURS; hour += 1) {
			row.on[hour] = (row.on[hour] ?? 0) + (numbers[2 * hour] ?? 0);
			row.off[hour] = (row.off[hour] ?? 0) + (numbers[2 * hour + 1] ?? 0);
		}
		rows.set(key, row);
	}
	return [...rows.values()];
}
