/**
 * One execution of the weekly notice at library level: prepare, approve, send, collect, close; hit where the plan says.
 * Takes its orders as JSON in its only argument and tells the parent what happens, one JSON a line.
 */
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { type GatewayOrders, openGateway } from './gateways.mts';
import type { LedgerPlace } from './judge.mts';
import { Injector, type Blow, type DrillStep, tell } from './points.mts';
import { CAMPAIGN, drillWeek, PERIOD, START_DATE, summaryOf } from './rows.mts';

/** What the parent orders. */
export interface WorkerOrders {
	lib: string;
	ledger: LedgerPlace;
	/** Kept outside the ledger, for gateways that cannot be searched by our key. */
	witnessFile: string;
	ledgerKey: string;
	sealKey: string;
	gateway: GatewayOrders;
	seed: string;
	blows: Blow[];
	timing: { leaseMs: number; timeoutMs: number; attempts: number; baseDelayMs: number; maxDelayMs: number; batchSize: number; handOverMs: number; absenceProofMs: number };
}

const orders = JSON.parse(process.argv[2] ?? '{}') as WorkerOrders;
const require = createRequire(import.meta.url);
const load = (path: string): unknown => require(join(orders.lib, path));
const { Ledger } = load('ledger/ledger.js') as typeof import('../../lib/ledger/ledger.ts');
const { SqliteStore } = load('ledger/sqlite-store.js') as typeof import('../../lib/ledger/sqlite-store.ts');
const { PostgresStore } = load('ledger/postgres-store.js') as typeof import('../../lib/ledger/postgres-store.ts');
const { FileWitness } = load('ledger/witness.js') as typeof import('../../lib/ledger/witness.ts');
const { reached } = load('ledger/runs.js') as typeof import('../../lib/ledger/runs.ts');
const { SealBox } = load('privacy/seal.js') as typeof import('../../lib/privacy/seal.ts');
const { composeNotice } = load('sms/compose.js') as typeof import('../../lib/sms/compose.ts');
const { sendRun } = load('sms/send-run.js') as typeof import('../../lib/sms/send-run.ts');
const { collectResults } = load('sms/results.js') as typeof import('../../lib/sms/results.ts');
type LedgerType = InstanceType<typeof Ledger>;
type LedgerStore = import('../../lib/ledger/steps.ts').LedgerStore;
type Steps<T> = import('../../lib/ledger/steps.ts').Steps<T>;
type Gateway = import('../../lib/sms/gateway.ts').Gateway;
type GroupGateway = import('../../lib/sms/gateway.ts').GroupGateway;
type DirectGateway = import('../../lib/sms/gateway.ts').DirectGateway;

const injector = new Injector(orders.blows);
/** Which step the reading of a group belongs to now. */
let reading: DrillStep = 'sent';
let preparing = false;

function openStore(): LedgerStore {
	const { ledger } = orders;
	if (ledger.kind === 'sqlite') return SqliteStore.at(ledger.file);
	const { host, port, user, password, database } = ledger;
	return PostgresStore.at({ host, port, user, password, database, schema: 'ledger', tls: 'off', ca: '' });
}

class HitStore {
	private readonly store: LedgerStore = openStore();

	async transact<T>(steps: () => Steps<T>): Promise<T> {
		if (preparing) await injector.at('prepare', 'beforeCommit');
		const result = await this.store.transact(steps);
		if (preparing) await injector.at('prepare', 'afterCommit');
		return result;
	}

	async close(): Promise<void> {
		await this.store.close();
	}
}

class HitLedger extends Ledger {
	override async prepare(...args: Parameters<LedgerType['prepare']>) {
		preparing = true;
		return await super.prepare(...args).finally(() => (preparing = false));
	}

	override async openBatch(...args: Parameters<LedgerType['openBatch']>) {
		await injector.at('creating', 'beforeCommit');
		const batch = await super.openBatch(...args);
		await injector.at('creating', 'afterCommit');
		return batch;
	}

	override async step(...args: Parameters<LedgerType['step']>) {
		const step = args[1];
		if (step === 'void') return await super.step(...args);
		await injector.at(step, 'beforeCommit');
		const batch = await super.step(...args);
		if (step === 'adding') reading = 'verified';
		if (step === 'created') await injector.at(step, 'afterCommit');
		return batch;
	}

	override async startSending(...args: Parameters<LedgerType['startSending']>) {
		await injector.at('sending', 'beforeCommit');
		return await super.startSending(...args);
	}

	override async startHandOver(...args: Parameters<LedgerType['startHandOver']>) {
		await injector.at('sending', 'beforeCommit');
		const batch = await super.startHandOver(...args);
		await injector.at('sending', 'afterCommit');
		return batch;
	}

	override async settleAndStep(...args: Parameters<LedgerType['settleAndStep']>) {
		const step = args[2];
		if (step !== 'verified' && step !== 'sent') return await super.settleAndStep(...args);
		await injector.at(step, 'beforeCommit');
		const batch = await super.settleAndStep(...args);
		await injector.at(step, 'afterCommit');
		return batch;
	}

	override async pendingGroups(...args: Parameters<LedgerType['pendingGroups']>) {
		reading = 'results';
		return await super.pendingGroups(...args);
	}

	override async applyReports(...args: Parameters<LedgerType['applyReports']>) {
		await injector.at('results', 'beforeCommit');
		return await super.applyReports(...args);
	}

	override async close(...args: Parameters<LedgerType['close']>) {
		await injector.at('close', 'beforeCommit');
		const result = await super.close(...args);
		await injector.at('close', 'afterCommit');
		return result;
	}
}

async function around<T>(step: DrillStep, call: () => Promise<T>): Promise<T> {
	await injector.at(step, 'beforeCall');
	const result = await call();
	await injector.at(step, 'afterCall');
	return result;
}

/** The gateway with the points around its calls; everything else is its own. */
function hit(gateway: Gateway): Gateway {
	return gateway.capabilities.flow === 'direct' ? hitDirect(gateway as DirectGateway) : hitGroup(gateway as GroupGateway);
}

function hitGroup(gateway: GroupGateway): GroupGateway {
	return Object.assign(Object.create(gateway) as GroupGateway, {
		createGroup: async (...args: Parameters<GroupGateway['createGroup']>) => await around('creating', () => gateway.createGroup(...args)),
		addMessages: async (...args: Parameters<GroupGateway['addMessages']>) => await around('adding', () => gateway.addMessages(...args)),
		groupMessages: async (...args: Parameters<GroupGateway['groupMessages']>) => await around(reading, () => gateway.groupMessages(...args)),
		sendGroup: async (...args: Parameters<GroupGateway['sendGroup']>) => await around('sending', () => gateway.sendGroup(...args)),
	});
}

function hitDirect(gateway: DirectGateway): DirectGateway {
	return Object.assign(Object.create(gateway) as DirectGateway, {
		submit: async (...[messages, handOver]: Parameters<DirectGateway['submit']>) => {
			const mayCall = () => {
				injector.hit('sending', 'midCall');
				handOver.mayCall();
			};
			return await around('sending', () => gateway.submit(messages, { ...handOver, mayCall }));
		},
		find: async (...args: Parameters<DirectGateway['find']>) => await around(reading, () => gateway.find(...args)),
	});
}

const owner = `worker-${process.pid}`;
const origin = { actor: 'drill', executionId: owner };
const ledger = new HitLedger(new HitStore(), {
	key: Buffer.from(orders.ledgerKey, 'base64'),
	clock: { now: () => new Date(Date.now() + 9 * 3_600_000).toISOString().replace('Z', '+09:00'), nowMs: Date.now },
	leaseMs: orders.timing.leaseMs,
});
const seals = new SealBox({ keyId: 'drill', key: Buffer.from(orders.sealKey, 'base64') });
const { gateway: plain, close: closeGateway } = openGateway(orders.lib, orders.gateway, orders.timing);
const gateway = hit(plain);
const ports = {
	ledger,
	gateway,
	compose: async (notices: Parameters<Parameters<typeof sendRun>[0]['compose']>[0]) => {
		const subjects = notices.map(({ noticeKey }) => noticeKey);
		await ledger.recordOpening({ fields: ['phone', 'plate'], reason: '발송', subjects, runId: null, origin });
		return new Map(notices.map((notice) => [notice.noticeKey, composeNotice(seals, notice)]));
	},
	maySend: () => true,
	scheduledAt: null,
	witness: new FileWitness(orders.witnessFile),
	handOverMs: orders.timing.handOverMs,
	personAfterMs: orders.timing.absenceProofMs,
	retry: { attempts: orders.timing.attempts, baseDelayMs: orders.timing.baseDelayMs, maxDelayMs: orders.timing.maxDelayMs, totalMs: 5_000 },
	retryPorts: { now: Date.now, sleep: async (ms: number) => void (await sleep(ms)), random: Math.random },
	newBatchId: () => `batch-${randomUUID()}`,
	nowMs: Date.now,
	every: (ms: number, call: () => void) => {
		const timer = setInterval(call, ms);
		return () => clearInterval(timer);
	},
};

const PAUSE_MS = 60;

/** One look at the run; null while there is more to do. */
async function look(): Promise<{ adopted: number } | null> {
	const lease = await ledger.takeRun(PERIOD, owner, origin);
	if (!lease) return null;
	const { stage } = await ledger.run(lease.runId);
	if (!reached(stage, 'prepared')) {
		const rows = drillWeek(seals, orders.seed);
		await ledger.prepare(lease, { rows, summary: summaryOf(rows), startDate: START_DATE, approval: null, origin });
	}
	await ledger.approve(lease.runId, { kind: 'policy', name: 'drill' }, origin);
	const sent = await sendRun(ports, { runId: lease.runId, owner, origin, batchSize: orders.timing.batchSize });
	if (sent.status !== 'sent') return null;
	while ((await collectResults(ports, CAMPAIGN)).pending > 0) await sleep(PAUSE_MS);
	const closing = await ledger.lease(lease.runId, owner);
	if (!closing) return null;
	return (await ledger.close(closing, origin)).closed ? { adopted: sent.adopted } : null;
}

/** What another worker's progress, or the gateway's trouble, makes of a look: try again. */
const passing = (error: unknown) =>
	error instanceof Error && ['ConflictError', 'RemoteError'].includes(error.name);

async function work(): Promise<void> {
	for (;;) {
		const done = await look().catch((error: unknown) => {
			if (passing(error)) return null;
			throw error;
		});
		if (done) {
			const runId = `${PERIOD.campaign}/${PERIOD.period}`;
			const account = await ledger.account(runId);
			const { broken } = await ledger.verify();
			const balanced = account.receipts.balanced && account.notices.balanced;
			tell({ event: 'end', status: (await ledger.run(runId)).stage, verified: broken === null, balanced, adopted: done.adopted });
			return;
		}
		await sleep(PAUSE_MS);
	}
}

work().then(
	async () => {
		await closeGateway();
		await ledger.dispose();
	},
	(error: unknown) => {
		tell({ event: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
		process.exit(1);
	},
);
