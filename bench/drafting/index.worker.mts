/** Finds the nearest of many past documents. Takes its orders as JSON in its only argument; its one line of output is the outcome. */
import { performance } from 'node:perf_hooks';

import { median } from '../shared/figures.mts';
import { peakMemoryMb } from '../shared/memory.mts';
import { heldOut } from './held-out.mts';
import { draftingLibrary } from './library.mts';
import { pastDocuments, queries } from './past-documents.mts';

export interface IndexOrders {
	lib: string;
	folder: string;
	documents: number;
}

export interface IndexOutcome {
	count: number;
	openMs: number;
	p50: number;
	p95: number;
	rssMb: number;
}

const orders = JSON.parse(process.argv[2] ?? '{}') as IndexOrders;
const library = draftingLibrary(orders.lib);
const asked = queries(heldOut(library));
await library.saveExemplars(orders.folder, 'press-release', pastDocuments(orders.documents));
const opening = performance.now();
const store = await library.openExemplars(orders.folder);
const openMs = performance.now() - opening;
const times = asked.map((query) => {
	const begun = performance.now();
	store.nearest(query, { profileId: 'press-release', limit: 3 });
	return performance.now() - begun;
});
const sorted = [...times].sort((a, b) => a - b);
const outcome: IndexOutcome = { count: store.count('press-release'), openMs, p50: median(times), p95: sorted[Math.floor(sorted.length * 0.95)] ?? 0, rssMb: peakMemoryMb('self') };
console.log(JSON.stringify(outcome));
