/**
 * Sends weeks of notices to a pretend gateway, once as the built package does and once plainly; asked over IPC, answers
 * with the times. Stays for all rounds, so that both are measured warm.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

import { type GatewayOrders, openGateway } from '../drill/gateways.mts';
import type { LedgerPlace } from '../drill/judge.mts';
import { decidedRow, PERIOD, type RowWish, START_DATE, summaryOf } from '../drill/rows.mts';
import { handOverPlainly } from './plain.mts';
import { Recorder, type RecordedBatch } from './recorded.mts';

export type OverheadOrders = { gateway: GatewayOrders } & (
	| { way: 'plain' }
	| { way: 'package'; ledger: LedgerPlace; schema: string; witnessFile: string; wishes: RowWish[] }
);

/** In ms. */
export interface OverheadTimes {
	total: number;
	/** Sealing, preparing, approving. */
	prepare: number;
	send: number;
	/** Processor time of this process, user and system. */
	cpu: number;
	batches: number;
	calls: number;
}

const lib = process.argv[2] ?? '';
const require = createRequire(import.meta.url);
const load = (path: string): unknown => require(join(lib, path));
const recorder = new Recorder(lib);
const { Ledger } = load('ledger/ledger.js') as typeof import('../../lib/ledger/ledger.ts');
const { SqliteStore } = load('ledger/sqlite-store.js') as typeof import('../../lib/ledger/sqlite-store.ts');
const { PostgresStore } = load('ledger/postgres-store.js') as typeof import('../../lib/ledger/postgres-store.ts');
const { FileWitness } = load('ledger/witness.js') as typeof import('../../lib/ledger/witness.ts');
const { SealBox } = load('privacy/seal.js') as typeof import('../../lib/privacy/seal.ts');
const { composeNotice } = load('sms/compose.js') as typeof import('../../lib/sms/compose.ts');
const { sendRun } = load('sms/send-run.js') as typeof import('../../lib/sms/send-run.ts');

let recorded: RecordedBatch[] = [];

async function sendByPackage({ gateway: reached, ledger: place, schema, witnessFile, wishes }: Extract<OverheadOrders, { way: 'package' }>): Promise<OverheadTimes> {
	const owner = `worker-${process.pid}`;
	const origin = { actor: 'bench', executionId: owner };
	const seals = new SealBox({ keyId: 'bench', key: randomBytes(32) });
	const store = place.kind === 'sqlite' ? SqliteStore.at(place.file) : PostgresStore.at({ ...place, schema, tls: 'off', ca: '' });
	const ledger = new Ledger(store, {
		key: randomBytes(32),
		clock: { now: () => new Date(Date.now() + 9 * 3_600_000).toISOString().replace('Z', '+09:00'), nowMs: Date.now },
		leaseMs: 120_000,
	});
	const { gateway, close } = openGateway(lib, reached, { timeoutMs: 30_000, absenceProofMs: 60_000 });
	const lease = await ledger.takeRun(PERIOD, owner, origin);
	if (!lease) throw new Error('the run is taken');
	const { runId } = lease;

	const cpu = process.cpuUsage();
	const start = performance.now();
	const rows = wishes.map((wish) => decidedRow(seals, wish));
	const { holds } = await ledger.prepare(lease, { rows, summary: summaryOf(rows), startDate: START_DATE, approval: null, origin });
	if (holds.length > 0) throw new Error(`held: ${holds.map(({ message }) => message).join(' ')}`);
	await ledger.approve(runId, { kind: 'policy', name: 'bench' }, origin);
	const prepared = performance.now();
	const report = await sendRun(
		{
			ledger,
			gateway: recorder.watch(gateway),
			compose: async (notices) => {
				const subjects = notices.map(({ noticeKey }) => noticeKey);
				await ledger.recordOpening({ fields: ['phone', 'plate'], reason: '문자 발송', subjects, runId, origin });
				return new Map(notices.map((notice) => [notice.noticeKey, composeNotice(seals, notice)]));
			},
			maySend: () => true,
			scheduledAt: null,
			witness: new FileWitness(witnessFile),
			handOverMs: 60_000,
			retry: { attempts: 1, baseDelayMs: 300, maxDelayMs: 5_000, totalMs: 60_000 },
			retryPorts: { now: Date.now, sleep: async (ms) => void (await sleep(ms)), random: Math.random },
			newBatchId: randomUUID,
			nowMs: Date.now,
			every: (ms, call) => {
				const timer = setInterval(call, ms);
				return () => clearInterval(timer);
			},
		},
		{ runId, owner, origin, batchSize: 1_000 },
	);
	const end = performance.now();
	const used = cpuMs(cpu);
	if (report.status !== 'sent' || report.notices.accepted !== wishes.length) {
		throw new Error(`not sent: ${report.status} ${report.message ?? ''} ${JSON.stringify(report.notices)}`);
	}
	await close();
	await ledger.dispose();
	recorded = recorder.taken();
	return { total: end - start, prepare: prepared - start, send: end - prepared, cpu: used, ...sizes() };
}

async function sendPlainly({ gateway }: Extract<OverheadOrders, { way: 'plain' }>): Promise<OverheadTimes> {
	const cpu = process.cpuUsage();
	const start = performance.now();
	await handOverPlainly(recorded, gateway);
	const total = performance.now() - start;
	return { total, prepare: 0, send: total, cpu: cpuMs(cpu), ...sizes() };
}

function cpuMs(since: NodeJS.CpuUsage): number {
	const { user, system } = process.cpuUsage(since);
	return (user + system) / 1000;
}

const sizes = () => ({ batches: recorded.length, calls: recorded.reduce((sum, { calls, inserts }) => sum + calls.length + inserts.length, 0) });

process.on('message', (orders: OverheadOrders) => {
	(orders.way === 'plain' ? sendPlainly(orders) : sendByPackage(orders)).then(
		(times) => process.send?.(times),
		(error: unknown) => process.send?.(error instanceof Error ? (error.stack ?? error.message) : String(error)),
	);
});
process.once('disconnect', () => process.exit(0));
