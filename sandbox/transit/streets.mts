import type { Random } from '../shared/random.mts';

const SPACING_METRES = 250;
const METRES_A_DEGREE = { longitude: 88_000, latitude: 111_000 };
const HALF_WIDTH = 5_200;
const HALF_HEIGHT = 5_700;

/** Places about 300 m apart with streets between them, some of them main roads on which routes gather. */
export class StreetMap {
	readonly count: number;
	/** How many people live near a place, and how much it attracts. */
	readonly homes: Float64Array;
	readonly pull: Float64Array;
	private readonly x: number[] = [];
	private readonly y: number[] = [];
	private readonly links: number[][] = [];
	private readonly costs: number[][] = [];
	private readonly origin: { longitude: number; latitude: number };
	private readonly central: number[];

	constructor(random: Random, origin: { longitude: number; latitude: number }) {
		this.origin = origin;
		const at = new Map<string, number>();
		const cells: Array<[number, number]> = [];
		const columns = Math.ceil(HALF_WIDTH / SPACING_METRES);
		const lines = Math.ceil(HALF_HEIGHT / SPACING_METRES);
		for (let row = -lines; row <= lines; row += 1) {
			for (let column = -columns; column <= columns; column += 1) {
				const x = column * SPACING_METRES + (random.next() - 0.5) * 110;
				const y = row * SPACING_METRES + (random.next() - 0.5) * 110;
				if ((x / HALF_WIDTH) ** 2 + (y / HALF_HEIGHT) ** 2 > 1) continue;
				at.set(`${column},${row}`, this.x.length);
				cells.push([column, row]);
				this.x.push(x);
				this.y.push(y);
			}
		}
		this.count = this.x.length;
		for (const [column, row] of cells) {
			const links: number[] = [];
			const costs: number[] = [];
			for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) {
				const other = at.get(`${column + dx},${row + dy}`);
				if (other === undefined) continue;
				const main = dx === 0 ? column % 5 === 0 : row % 6 === 0;
				links.push(other);
				costs.push(main ? 0.75 : 1 + random.next() * 0.8);
			}
			this.links.push(links);
			this.costs.push(costs);
		}
		this.homes = Float64Array.from(this.x, () => Math.exp(random.next() * 2 - 1));
		this.pull = Float64Array.from(this.x, (x, place) => Math.exp(random.next() * 3 - 1.5) * (0.25 + 3 * Math.exp(-Math.hypot(x, this.y[place] ?? 0) / 1_500)));
		this.central = this.x.flatMap((x, place) => (Math.hypot(x, this.y[place] ?? 0) < 1_000 ? [place] : []));
	}

	centre(random: Random): number {
		return random.pick(this.central);
	}

	position(place: number): { longitude: number; latitude: number } {
		return {
			longitude: this.origin.longitude + (this.x[place] ?? 0) / METRES_A_DEGREE.longitude,
			latitude: this.origin.latitude + (this.y[place] ?? 0) / METRES_A_DEGREE.latitude,
		};
	}

	metres(a: number, b: number): number {
		return Math.hypot((this.x[a] ?? 0) - (this.x[b] ?? 0), (this.y[a] ?? 0) - (this.y[b] ?? 0));
	}

	heading(from: number, to: number): 0 | 1 {
		return (this.x[to] ?? 0) - (this.x[from] ?? 0) + ((this.y[to] ?? 0) - (this.y[from] ?? 0)) * 1.3 >= 0 ? 0 : 1;
	}

	neighbours(place: number): readonly number[] {
		return this.links[place] ?? [];
	}

	/** Along the streets through all corners. No place twice, but a loop ends where it began. */
	path(corners: readonly number[], loop: boolean): number[] {
		const whole: number[] = [corners[0] ?? 0];
		for (let index = 1; index < corners.length; index += 1) {
			const last = index === corners.length - 1;
			const piece = this.shortest(corners[index - 1] ?? 0, corners[index] ?? 0).slice(1);
			for (const place of piece) {
				const seen = loop && last && place === corners[0] ? -1 : whole.indexOf(place);
				if (seen >= 0) whole.length = seen + 1;
				else whole.push(place);
			}
		}
		return whole;
	}

	private shortest(from: number, to: number): number[] {
		const cost = new Float64Array(this.count).fill(Number.POSITIVE_INFINITY);
		const before = new Int32Array(this.count).fill(-1);
		const queue: Array<{ place: number; cost: number }> = [{ place: to, cost: 0 }];
		cost[to] = 0;
		while (queue.length > 0) {
			const next = pop(queue);
			if (next.place === from) break;
			if (next.cost > (cost[next.place] ?? 0)) continue;
			const links = this.links[next.place] ?? [];
			for (let link = 0; link < links.length; link += 1) {
				const other = links[link] ?? 0;
				const reached = next.cost + (this.costs[next.place]?.[link] ?? 1);
				if (reached >= (cost[other] ?? 0)) continue;
				cost[other] = reached;
				before[other] = next.place;
				push(queue, { place: other, cost: reached });
			}
		}
		const path = [from];
		for (let place = before[from] ?? -1; place >= 0; place = before[place] ?? -1) path.push(place);
		return path;
	}
}

interface Entry {
	place: number;
	cost: number;
}

function push(heap: Entry[], entry: Entry): void {
	heap.push(entry);
	for (let at = heap.length - 1; at > 0; ) {
		const parent = (at - 1) >> 1;
		const above = heap[parent];
		if (!above || above.cost <= entry.cost) break;
		heap[at] = above;
		heap[parent] = entry;
		at = parent;
	}
}

function pop(heap: Entry[]): Entry {
	const top = heap[0];
	const last = heap.pop();
	if (!top || !last) throw new Error('an empty queue');
	if (heap.length === 0) return top;
	let at = 0;
	for (;;) {
		let child = 2 * at + 1;
		if (child >= heap.length) break;
		if (child + 1 < heap.length && (heap[child + 1]?.cost ?? 0) < (heap[child]?.cost ?? 0)) child += 1;
		const below = heap[child];
		if (!below || below.cost >= last.cost) break;
		heap[at] = below;
		at = child;
	}
	heap[at] = last;
	return top;
}
