/** What a piece of work gave; `shared` with an earlier caller who has been told already. */
export interface Coalesced<T> {
	result: T;
	shared: boolean;
}

interface Running<T> {
	current: Promise<unknown>;
	/** Begins when `current` ends; for whoever came after `current` began. */
	next: Promise<T> | null;
}

/**
 * One piece of work a key at a time. Whoever comes while one runs gets the next one, which all who came meanwhile share:
 * a thousand reports of one batch become a few lookups, and each caller's lookup still begins after its call.
 */
export class Coalescer<T> {
	private readonly running = new Map<string, Running<T>>();

	async run(key: string, work: () => Promise<T>): Promise<Coalesced<T>> {
		const running = this.running.get(key);
		if (!running) return { result: await this.start(key, work), shared: false };
		if (running.next) return { result: await running.next, shared: true };
		running.next = running.current.then(() => this.start(key, work));
		return { result: await running.next, shared: false };
	}

	private async start(key: string, work: () => Promise<T>): Promise<T> {
		const promise = work();
		const mine: Running<T> = { current: promise.catch(() => undefined), next: null };
		this.running.set(key, mine);
		try {
			return await promise;
		} finally {
			if (this.running.get(key) === mine && mine.next === null) this.running.delete(key);
		}
	}
}
