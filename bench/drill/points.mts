import { writeSync } from 'node:fs';

/** The steps of a run that a worker can be killed in. */
export const STEPS = ['prepare', 'creating', 'created', 'adding', 'verified', 'sending', 'sent', 'results', 'close'] as const;
export type DrillStep = (typeof STEPS)[number];
/** The same of a gateway that is handed texts by one call. */
export const DIRECT_STEPS = ['prepare', 'creating', 'sending', 'sent', 'results', 'close'] as const satisfies readonly DrillStep[];
export type Phase = 'beforeCommit' | 'afterCommit' | 'beforeCall' | 'midCall' | 'afterCall';

/** Where a worker can be hit: around each ledger commit and each call to the gateway. */
export const POINTS: Readonly<Record<DrillStep, readonly Phase[]>> = {
	prepare: ['beforeCommit', 'afterCommit'],
	creating: ['beforeCommit', 'beforeCall', 'afterCall'],
	created: ['beforeCommit', 'afterCommit'],
	adding: ['beforeCommit', 'beforeCall', 'afterCall'],
	verified: ['beforeCall', 'afterCall', 'beforeCommit', 'afterCommit'],
	sending: ['beforeCommit', 'beforeCall', 'afterCall'],
	sent: ['beforeCommit', 'afterCommit'],
	results: ['beforeCall', 'afterCall', 'beforeCommit'],
	close: ['beforeCommit', 'afterCommit'],
};

/** `midCall`: between the calls of one hand-over. */
export const DIRECT_POINTS: Readonly<Record<(typeof DIRECT_STEPS)[number], readonly Phase[]>> = {
	prepare: ['beforeCommit', 'afterCommit'],
	creating: ['beforeCommit', 'afterCommit'],
	sending: ['beforeCall', 'afterCall', 'midCall', 'beforeCommit', 'afterCommit'],
	sent: ['beforeCommit', 'afterCommit'],
	results: ['beforeCall', 'afterCall', 'beforeCommit'],
	close: ['beforeCommit', 'afterCommit'],
};

/** What happens to a worker at the n-th time it comes by a point. */
export interface Blow {
	step: DrillStep;
	phase: Phase;
	nth: number;
	act: 'kill' | 'freeze' | 'pause';
	/** Length of a pause. */
	ms?: number;
}

export type WorkerEvent =
	| { event: 'blow'; act: Blow['act']; step: DrillStep; phase: Phase }
	| { event: 'end'; status: string; verified: boolean; balanced: boolean; adopted: number }
	| { event: 'failed'; message: string };

/** Tells the parent at once, also when the next thing is a signal. */
export const tell = (event: WorkerEvent) => void writeSync(1, `${JSON.stringify(event)}\n`);

/** Deals the planned blows out. */
export class Injector {
	private readonly blows: readonly Blow[];
	private readonly counts = new Map<string, number>();

	constructor(blows: readonly Blow[]) {
		this.blows = blows;
	}

	async at(step: DrillStep, phase: Phase): Promise<void> {
		const blow = this.due(step, phase);
		if (!blow) return;
		if (blow.act === 'pause') await new Promise((resolve) => setTimeout(resolve, blow.ms ?? 300));
		else this.strike(blow);
	}

	/** Where nothing can be waited for. */
	hit(step: DrillStep, phase: Phase): void {
		const blow = this.due(step, phase);
		if (blow) this.strike(blow);
	}

	private strike({ act }: Blow): void {
		process.kill(process.pid, act === 'kill' ? 'SIGKILL' : 'SIGSTOP');
	}

	private due(step: DrillStep, phase: Phase): Blow | undefined {
		const point = `${step}.${phase}`;
		const nth = (this.counts.get(point) ?? 0) + 1;
		this.counts.set(point, nth);
		const blow = this.blows.find((one) => one.step === step && one.phase === phase && one.nth === nth);
		if (blow) tell({ event: 'blow', act: blow.act, step, phase });
		return blow;
	}
}
