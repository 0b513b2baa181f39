/** Numbered steps with the seconds each took. */
export class Progress {
	readonly #total: number;
	#done = 0;

	constructor(total: number) {
		this.#total = total;
	}

	line(text: string): void {
		process.stdout.write(`${text}\n`);
	}

	/** Runs one step, saying before and after what it is and how long it took. */
	async step<T>(title: string, work: () => Promise<T>): Promise<T> {
		this.#done += 1;
		const label = `[${this.#done}/${this.#total}] ${title}`;
		this.line(label);
		const start = performance.now();
		const result = await work();
		this.line(`${label} — ${((performance.now() - start) / 1000).toFixed(1)}초`);
		return result;
	}
}
