/** Longest wait that a timer takes. */
const LONGEST_MS = 2_147_483_647;

/** What a pretend vendor has yet to do: send what is scheduled, report, fall back. */
export class Agenda {
	private readonly pending = new Set<{ timer: NodeJS.Timeout; run: () => void }>();

	later(ms: number, run: () => void): void {
		const act = () => {
			this.pending.delete(entry);
			run();
		};
		const entry = { run, timer: setTimeout(act, Math.min(Math.max(0, ms), LONGEST_MS)) };
		this.pending.add(entry);
	}

	/** Brings everything forward to now, with what follows from it, so many rounds at most. */
	flush(rounds = Infinity): void {
		for (let round = 0; round < rounds && this.pending.size > 0; round++) {
			for (const entry of [...this.pending]) {
				clearTimeout(entry.timer);
				this.pending.delete(entry);
				entry.run();
			}
		}
	}

	/** Forgets all of it. */
	stop(): void {
		for (const { timer } of this.pending) clearTimeout(timer);
		this.pending.clear();
	}
}
