import { RemoteError } from '../../errors';

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
	throw new RemoteError(
		'endlessList',
		`NHN Cloud의 목록을 끝까지 읽을 수 없어 멈췄습니다(${operation}).`,
		'잠시 뒤 다시 실행하시기 바랍니다. 목록을 다 읽기 전에는 결과를 확정하지 않습니다. 계속되면 NHN Cloud에 문의하시기 바랍니다.',
		{ outcome: 'unknown', retryable: true },
	);
}
