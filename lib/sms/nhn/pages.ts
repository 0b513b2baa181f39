import { endlessList } from '../answer-errors';

/** As many as NHN Cloud gives at once. */
export const PAGE_SIZE = 1_000;
const MAX_PAGES = 1_000;

export interface Page<T> {
	items: T[];
	/** How many there are in all, as the vendor says with this page. */
	total: number;
}

/**
 * Reads a numbered list to its end, each item once. A list that brings nothing new before all it speaks of was read is an
 * error: what is not in it must really be missing.
 * @throws RemoteError `endlessList`
 */
export async function readPages<T>(operation: string, idOf: (item: T) => string, read: (pageNum: number) => Promise<Page<T>>): Promise<T[]> {
	const found = new Map<string, T>();
	for (let pageNum = 1; pageNum <= MAX_PAGES; pageNum += 1) {
		const { items, total } = await read(pageNum);
		const known = found.size;
		for (const item of items) found.set(idOf(item), item);
		if (found.size >= total) return [...found.values()];
		if (found.size === known) break;
	}
	throw endlessList('NHN Cloud', operation, true);
}
