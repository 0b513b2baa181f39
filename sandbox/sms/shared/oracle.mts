/** One text as it lights up on one phone. */
export interface Delivery {
	/** 1, 2, 3 … in order of arrival. */
	ordinal: number;
	phone: string;
	from: string;
	text: string;
	subject: string | null;
	type: string;
	/** CP949 bytes of the text. */
	bytes: number;
	/** `customFields.k`: the sender's own notice key, or null. */
	key: string | null;
	customFields: Record<string, string>;
	groupId: string;
	messageId: string;
	/** ISO 8601 with +09:00. */
	at: string;
}

/** What the phones of the city really received: the measure of every drill. */
export class Oracle {
	private all: Delivery[] = [];
	private readonly listeners = new Set<(delivery: Delivery) => void>();

	record(delivery: Omit<Delivery, 'ordinal'>): void {
		const recorded = { ordinal: this.all.length + 1, ...delivery };
		this.all.push(recorded);
		for (const listener of this.listeners) listener(recorded);
	}

	deliveries(): Delivery[] {
		return [...this.all];
	}

	byPhone(phone: string): Delivery[] {
		const digits = phone.replaceAll(/\D/g, '');
		return this.all.filter((delivery) => delivery.phone === digits);
	}

	/** Number of deliveries by notice key. */
	countsByKey(): Map<string, number> {
		const counts = new Map<string, number>();
		for (const { key } of this.all) if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
		return counts;
	}

	/** Notice keys that reached a phone more than once. Empty is the only good answer. */
	duplicates(): Array<{ key: string; deliveries: Delivery[] }> {
		return [...this.countsByKey()]
			.filter(([, count]) => count > 1)
			.map(([key]) => ({ key, deliveries: this.all.filter((delivery) => delivery.key === key) }));
	}

	/** Calls `listener` for each delivery from now on; returns the way to stop. */
	subscribe(listener: (delivery: Delivery) => void): () => void {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	}

	clear(): void {
		this.all = [];
	}
}
