import { openLink, type Address } from './agent/database.mts';
import { Poller } from './agent/poller.mts';
import { startProxy, type Step } from './agent/proxy.mts';
import { FAMILIES, type Family } from './agent/tables.mts';
import { FaultPlan, type FaultRule as AnyFaultRule } from './shared/faults.mts';
import { Oracle, type Delivery } from './shared/oracle.mts';
import type { CallRecord as AnyCallRecord } from './shared/vendor-server.mts';

export type { Address } from './agent/database.mts';
export type { Step } from './agent/proxy.mts';
export type { Family, Kind } from './agent/tables.mts';
export type FaultRule = AnyFaultRule<Step>;
export type CallRecord = AnyCallRecord<Step>;

export interface AgentOptions {
	/** A database of the agent's own; its tables are made where they are missing. */
	database: Address;
	/** Default `scTran`. */
	family?: Family;
	/** Registered sender numbers. */
	senders: string[];
	/** Between two rounds; default 50. */
	pollMs?: number;
	/** Rows older than this are never taken; default a day. */
	ttlMinutes?: number;
	/** From sending to the carriers' reports; default 200. */
	reportDelayMs?: number;
	faults?: FaultRule[];
	/** Decides drawn faults, refused messages and carrier failures. */
	seed?: number | string;
	/** Share of ordinary numbers that carriers fail (default 0). Numbers with a fixed outcome: `shared/carrier.mts`. */
	carrierFailureRate?: number;
	onDelivery?: (delivery: Delivery) => void;
	/** The clock of the phones, where a demo pretends another hour. */
	handsetNow?: () => number;
}

export interface AgentSimulator {
	/** Where clients connect: a door before the database that carries the faults. */
	host: string;
	port: number;
	faults: { set(rules: FaultRule[], seed?: number | string): void; clear(): void; current(): AnyFaultRule[] };
	oracle: Oracle;
	calls(): CallRecord[];
	/** Takes and reports all there is, schedules included. */
	flush(): Promise<void>;
	/** The resident program stands still, or goes on. */
	pause(): void;
	resume(): void;
	/** Forgets rows, deliveries, calls and faults. */
	reset(): Promise<void>;
	close(): Promise<void>;
}

/** A pretend resident agent on a real database: polls its tables, sends, reports, and moves rows to the month's log tables. */
export async function startAgent(options: AgentOptions): Promise<AgentSimulator> {
	const oracle = new Oracle();
	if (options.onDelivery) oracle.subscribe(options.onDelivery);
	const seed = options.seed ?? 1;
	const plan = new FaultPlan(seed, options.faults);
	const link = await openLink(options.database);
	const { kind } = options.database;
	const poller = new Poller(link, oracle, {
		kind,
		tables: FAMILIES[options.family ?? 'scTran'],
		senders: options.senders,
		ttlMinutes: options.ttlMinutes ?? 1440,
		reportDelayMs: options.reportDelayMs ?? 200,
		seed,
		failureRate: options.carrierFailureRate ?? 0,
		handsetNow: options.handsetNow ?? Date.now,
	});
	await poller.install();

	let calls: CallRecord[] = [];
	let paused = false;
	let closed = false;
	// One after the other: rounds share one connection.
	let work: Promise<void> = Promise.resolve();
	const next = (task: () => Promise<void>) => (work = work.then(task, task));
	let busy = false;
	const timer = setInterval(() => {
		if (paused || closed || busy) return;
		busy = true;
		next(() => poller.round(Date.now(), false))
			.catch(() => undefined)
			.finally(() => (busy = false));
	}, options.pollMs ?? 50);
	const proxy = await startProxy({
		kind,
		target: options.database,
		plan,
		now: Date.now,
		onCall: (record) => calls.push(record),
		onSubmit: (fault) => (poller.mood = fault),
	});
	return {
		host: '127.0.0.1',
		port: proxy.port,
		faults: { set: (rules, planSeed) => plan.set(rules, planSeed), clear: () => plan.set([]), current: () => plan.current() },
		oracle,
		calls: () => [...calls],
		flush: () => next(() => poller.round(Date.now(), true)),
		pause: () => (paused = true),
		resume: () => (paused = false),
		reset: () =>
			next(async () => {
				await poller.clear();
				oracle.clear();
				plan.set([]);
				calls = [];
			}),
		close: async () => {
			closed = true;
			clearInterval(timer);
			await proxy.close();
			await work.catch(() => undefined);
			await link.close();
		},
	};
}
