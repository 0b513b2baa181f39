import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { type GatewayName, ownDatabase, startGateway } from './gateways.mts';
import { judge, type LedgerPlace, readLedger, type Verdict } from './judge.mts';
import { TIMING, type TrialPlan } from './plan.mts';
import type { Blow, DrillStep, WorkerEvent } from './points.mts';
import type { WorkerOrders } from './worker.mts';

export interface TrialResult extends Verdict {
	kills: DrillStep[];
	freezes: number;
	faults: number;
	seconds: number;
}

const SETTLE_MS = 60_000;
const MAX_WORKERS = 8;
const WORKER = join(import.meta.dirname, 'worker.mts');

interface Worker {
	child: ChildProcess;
	/** The worker stopped itself. */
	frozen: Promise<void>;
	/** The worker came to the point at which its predecessor is to be woken. */
	paused: Promise<void>;
	exit: Promise<{ blows: Blow['step'][]; killed: boolean; end: Extract<WorkerEvent, { event: 'end' }> | null; failure: string | null }>;
}

/** What every trial of a drill is run on. */
export interface TrialSetup {
	lib: string;
	gateway: GatewayName;
	ledger: LedgerPlace['kind'];
}

/** Runs one trial on a fresh ledger and a fresh gateway until it settles, and judges it. */
export async function runTrial(plan: TrialPlan, { lib, gateway: name, ledger }: TrialSetup): Promise<TrialResult> {
	const started = Date.now();
	const folder = mkdtempSync(join(tmpdir(), 'drill-'));
	const gateway = await startGateway(name, { faults: plan.faults, reportDelayMs: TIMING.reportDelayMs, seed: plan.seed });
	const secret = (what: string) => createHash('sha256').update(`${plan.seed}/${what}`).digest('base64');
	const place: LedgerPlace = ledger === 'sqlite' ? { kind: 'sqlite', file: join(folder, 'ledger.db') } : { kind: 'postgres', ...(await ownDatabase()) };
	const orders: Omit<WorkerOrders, 'blows'> = {
		lib,
		ledger: place,
		witnessFile: join(folder, 'witness'),
		ledgerKey: secret('ledger'),
		sealKey: secret('seal'),
		gateway: gateway.orders,
		seed: plan.seed,
		timing: { ...TIMING },
	};
	const workers: Worker[] = [];
	const start = (blows: Blow[]) => {
		const worker = startWorker({ ...orders, blows });
		workers.push(worker);
		return worker;
	};
	const result: TrialResult = { due: 0, duplicates: 0, lost: 0, unknown: 0, violations: [], kills: [], freezes: 0, faults: 0, seconds: 0 };
	const deadline = setTimeout(() => {
		result.violations.push(`not settled within ${SETTLE_MS / 1000} s`);
		for (const { child } of workers) child.kill('SIGKILL');
	}, SETTLE_MS);
	try {
		if (plan.kind === 'freeze') result.freezes += await freezeAndWake(plan, start);
		await untilSettled(plan, start, workers, result);
		Object.assign(result, judged(result, judge(await readLedger(place), plan.seed, gateway.deliveries())));
		result.faults = gateway.faults();
	} finally {
		clearTimeout(deadline);
		for (const { child } of workers) child.kill('SIGKILL');
		await gateway.close();
		rmSync(folder, { recursive: true, force: true });
	}
	return { ...result, seconds: (Date.now() - started) / 1000 };
}

const judged = (result: TrialResult, verdict: Verdict): Verdict => ({
	...verdict,
	violations: [...result.violations, ...verdict.violations],
});

/** Freezes the first worker past its lease, lets a second take over, wakes the first; both run to their end. */
async function freezeAndWake(plan: TrialPlan, start: (blows: Blow[]) => Worker): Promise<number> {
	const first = start(plan.blows[0] ?? []);
	const froze = await Promise.race([first.frozen.then(() => true), first.exit.then(() => false)]);
	if (!froze) return 0;
	const second = start(plan.wake?.at === 'point' ? [plan.wake.blow] : []);
	await Promise.race([second.paused, second.exit]);
	first.child.kill('SIGCONT');
	await Promise.all([first.exit, second.exit]);
	return 1;
}

/** Starts one worker after the other until one has closed the run; reads what all of them told. */
async function untilSettled(plan: TrialPlan, start: (blows: Blow[]) => Worker, workers: Worker[], result: TrialResult): Promise<void> {
	const blows = plan.kind === 'kill' ? plan.blows : [];
	for (let turn = 0; turn < MAX_WORKERS; turn++) {
		const ends = await Promise.all(workers.map((worker) => worker.exit));
		const ended = ends.flatMap(({ end }) => (end ? [end] : []));
		if (turn >= blows.length && (ended.length > 0 || result.violations.length > 0)) {
			for (const end of ends) {
				if (end.killed) result.kills.push(...end.blows);
				if (end.failure) result.violations.push(end.failure);
			}
			for (const end of ended) {
				if (!end.verified) result.violations.push('event chain broken');
				if (!end.balanced) result.violations.push('accounts do not balance');
			}
			return;
		}
		if (ended.length === 0 || turn < blows.length) start(blows[turn] ?? []);
	}
	result.violations.push(`not settled by ${MAX_WORKERS} workers`);
}

function startWorker(orders: WorkerOrders): Worker {
	const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', WORKER, JSON.stringify(orders)], { stdio: ['ignore', 'pipe', 'pipe'] });
	const blows: DrillStep[] = [];
	let end: Extract<WorkerEvent, { event: 'end' }> | null = null;
	let failure: string | null = null;
	let stderr = '';
	const frozen = Promise.withResolvers<void>();
	const paused = Promise.withResolvers<void>();
	const exit = Promise.withResolvers<Awaited<Worker['exit']>>();
	const { stdout } = child;
	if (!stdout || !child.stderr) throw new Error('a worker without pipes');
	child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
	createInterface({ input: stdout }).on('line', (line) => {
		const event = JSON.parse(line) as WorkerEvent;
		if (event.event === 'end') end = event;
		if (event.event === 'failed') failure = event.message;
		if (event.event !== 'blow') return;
		if (event.act === 'kill') blows.push(event.step);
		if (event.act === 'freeze') frozen.resolve();
		if (event.act === 'pause') paused.resolve();
	});
	child.on('close', (code, signal) => {
		if (code !== 0 && signal === null && failure === null) failure = `worker exit ${code}: ${stderr.slice(-800)}`;
		exit.resolve({ blows, killed: signal === 'SIGKILL', end, failure });
	});
	return { child, frozen: frozen.promise, paused: paused.promise, exit: exit.promise };
}
