import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import type { Figure, Report } from '../shared/figures.mts';

/** What is to be measured and where. */
export class Plan {
	readonly lib: string;
	readonly quick: boolean;
	private readonly folder: string;
	private readonly only: readonly string[];
	private readonly report: Report;

	constructor(options: { lib: string; folder: string; only: readonly string[]; quick: boolean; report: Report }) {
		this.lib = options.lib;
		this.folder = options.folder;
		this.only = options.only.map((name) => name.replace(/^transit\./, ''));
		this.quick = options.quick;
		this.report = options.report;
	}

	/** Whether a figure of this name (or beginning) is asked for. */
	wants(name: string): boolean {
		return this.only.length === 0 || this.only.some((prefix) => name.startsWith(prefix) || prefix.startsWith(name));
	}

	/** Rows for a figure, a tenth of them with `--quick`. */
	rows(full: number): number {
		return this.quick ? full / 10 : full;
	}

	/** Adds `transit.<name>` where it is asked for. */
	add(name: string, figure: Omit<Figure, 'name'>): void {
		if (this.only.length > 0 && !this.only.some((prefix) => name.startsWith(prefix))) return;
		this.report.add({ ...figure, name: `transit.${name}`, target: this.quick ? null : figure.target });
	}

	/** Gives a fresh folder and removes it afterwards: inputs are large. */
	async within<T>(name: string, work: (folder: string) => Promise<T>): Promise<T> {
		const path = join(this.folder, name);
		mkdirSync(path, { recursive: true });
		try {
			return await work(path);
		} finally {
			rmSync(path, { recursive: true, force: true });
		}
	}
}
