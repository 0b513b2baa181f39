/**
 * One weekly notice at library level, from the exported file to `accepted`, on the built package. Takes its orders as
 * JSON in its only argument; its one line of output is the outcome.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

import { peakMemoryMb } from '../shared/memory.mts';

export interface WorkerOrders {
	lib: string;
	/** The shipped workflow, for the office's contact and the texts. */
	workflowFile: string;
	folder: string;
	periodFrom: string;
	periodTo: string;
	ledgerFile: string;
	gatewayUrl: string;
	apiKey: string;
	apiSecret: string;
	sender: string;
	batchSize: number;
}

export interface WorkerOutcome {
	seconds: number;
	stages: Record<'read' | 'select' | 'prepare' | 'send', number>;
	rssMb: number;
	/** Processor time of this process, user and system. */
	cpuSeconds: number;
	accepted: number;
	/** Longest time the event loop was held, in ms. */
	longestHoldMs: number;
}

const orders = JSON.parse(process.argv[2] ?? '{}') as WorkerOrders;
const require = createRequire(import.meta.url);
const load = (path: string): unknown => require(join(orders.lib, path));
const { BusinessCalendar } = load('calendar/business-calendar.js') as typeof import('../../lib/calendar/business-calendar.ts');
const { shippedRules } = load('exemption/rules.js') as typeof import('../../lib/exemption/rules.ts');
const { selectRows } = load('exemption/select-rows.js') as typeof import('../../lib/exemption/select-rows.ts');
const { createSelection } = load('exemption/selection.js') as typeof import('../../lib/exemption/selection.ts');
const { createHttpClient } = load('http/client.js') as typeof import('../../lib/http/client.ts');
const { Ledger } = load('ledger/ledger.js') as typeof import('../../lib/ledger/ledger.ts');
const { SqliteStore } = load('ledger/sqlite-store.js') as typeof import('../../lib/ledger/sqlite-store.ts');
const { Fingerprinter } = load('privacy/fingerprint.js') as typeof import('../../lib/privacy/fingerprint.ts');
const { SealBox } = load('privacy/seal.js') as typeof import('../../lib/privacy/seal.ts');
const { runWorker } = load('process/run-worker.js') as typeof import('../../lib/process/run-worker.ts');
const { codeMap, statusMap } = load('revenue/code-map.js') as typeof import('../../lib/revenue/code-map.ts');
const { columnMapping } = load('revenue/mapping.js') as typeof import('../../lib/revenue/mapping.ts');
const { unpackTable } = load('revenue/packed-table.js') as typeof import('../../lib/revenue/packed-table.ts');
const { readReceiptsFromFiles } = load('revenue/read.js') as typeof import('../../lib/revenue/read.ts');
const { composeNotice } = load('sms/compose.js') as typeof import('../../lib/sms/compose.ts');
const { sendRun } = load('sms/send-run.js') as typeof import('../../lib/sms/send-run.ts');
const { SolapiGateway } = load('sms/solapi/gateway.js') as typeof import('../../lib/sms/solapi/gateway.ts');
type PackedTable = import('../../lib/revenue/packed-table.ts').PackedTable;

const PERIOD = { campaign: 'bench-weekly', period: '2026-W47', from: orders.periodFrom, to: orders.periodTo };
const owner = `worker-${process.pid}`;
const origin = { actor: 'bench', executionId: owner };
const key = () => randomBytes(32);
const seals = new SealBox({ keyId: 'bench', key: key() });
const fingerprints = new Fingerprinter(key());
const ledger = new Ledger(SqliteStore.at(orders.ledgerFile), {
	key: key(),
	clock: { now: () => new Date(Date.now() + 9 * 3_600_000).toISOString().replace('Z', '+09:00'), nowMs: Date.now },
	leaseMs: 120_000,
});
const http = createHttpClient({ baseUrl: orders.gatewayUrl, label: 'SOLAPI', timeoutMs: 30_000, userAgent: 'bench', now: Date.now });
const { apiKey, apiSecret, sender } = orders;
const gateway = new SolapiGateway({ apiKey, apiSecret, sender, subject: '차량 감면 안내', http, nowMs: Date.now, salt: () => randomBytes(16).toString('hex') });

async function read() {
	return await readReceiptsFromFiles(
		{ kind: 'file', folder: orders.folder, pattern: '*.csv', pick: 'newest', mapping: columnMapping([]), sheetName: null, encoding: 'auto', maxBytes: 500 * 1_048_576 },
		{
			periodFrom: orders.periodFrom,
			periodTo: orders.periodTo,
			codes: codeMap([]),
			statuses: statusMap([]),
			statusWhenMissing: null,
			receiptKeys: { numberWidth: 6, defaultOffice: null, officeCodes: {} },
		},
		{ seals, fingerprints },
		{
			readTable: async (request) =>
				unpackTable((await runWorker(request, { file: join(orders.lib, 'revenue/read-table.worker.js'), label: 'bench', maxOldSpaceMb: 2_048, timeoutMs: 120_000 })) as PackedTable),
		},
	);
}

/** The selector's settings as the shipped workflow has them. */
function selection() {
	const workflow = JSON.parse(readFileSync(orders.workflowFile, 'utf8')) as { nodes: Array<{ type: string; parameters: Record<string, unknown> }> };
	const parameters: Record<string, unknown> = workflow.nodes.find(({ type }) => type.endsWith('.exemptionSelector'))?.parameters ?? {};
	const text = (name: string) => String(parameters[name] ?? '');
	return createSelection({
		rules: shippedRules(),
		calendar: new BusinessCalendar(),
		today: orders.periodTo,
		period: { from: orders.periodFrom, to: orders.periodTo },
		contact: { organisation: text('organisation'), department: text('department'), phone: text('phone'), hours: text('hours') },
	});
}

async function prepare(rows: ReturnType<typeof selectRows>, summary: Awaited<ReturnType<typeof read>>['summary']): Promise<string> {
	const lease = await ledger.takeRun(PERIOD, owner, origin);
	if (!lease) throw new Error('the run is taken');
	const { holds } = await ledger.prepare(lease, { rows, summary, startDate: '2025-01-01', approval: null, origin });
	if (holds.length > 0) throw new Error(`held: ${holds.map(({ message }) => message).join(' ')}`);
	await ledger.approve(lease.runId, { kind: 'policy', name: 'bench' }, origin);
	return lease.runId;
}

async function send(runId: string) {
	const report = await sendRun(
		{
			ledger,
			gateway,
			compose: async (notices) => {
				const subjects = notices.map(({ noticeKey }) => noticeKey);
				await ledger.recordOpening({ fields: ['phone', 'plate'], reason: '문자 발송', subjects, runId, origin });
				return new Map(notices.map((notice) => [notice.noticeKey, composeNotice(seals, notice)]));
			},
			maySend: () => true,
			scheduledAt: null,
			witness: null,
			handOverMs: 60_000,
			retry: { attempts: 5, baseDelayMs: 300, maxDelayMs: 5_000, totalMs: 60_000 },
			retryPorts: { now: Date.now, sleep: async (ms) => void (await sleep(ms)), random: Math.random },
			newBatchId: randomUUID,
			nowMs: Date.now,
			every: (ms, call) => {
				const timer = setInterval(call, ms);
				return () => clearInterval(timer);
			},
		},
		{ runId, owner, origin, batchSize: orders.batchSize },
	);
	if (report.status !== 'sent') throw new Error(`not sent: ${report.status} ${report.message ?? ''}`);
	return report.notices.accepted;
}

function watchLoop(): () => number {
	let longest = 0;
	let last = performance.now();
	const timer = setInterval(() => {
		const now = performance.now();
		longest = Math.max(longest, now - last - 5);
		last = now;
	}, 5);
	return () => {
		clearInterval(timer);
		return longest;
	};
}

const stages = { read: 0, select: 0, prepare: 0, send: 0 };
async function timed<T>(stage: keyof typeof stages, work: () => T | Promise<T>): Promise<T> {
	const start = performance.now();
	const result = await work();
	stages[stage] = (performance.now() - start) / 1000;
	return result;
}

const cpu = process.cpuUsage();
const start = performance.now();
const { rows, summary } = await timed('read', read);
const decided = await timed('select', () => selectRows(rows, selection()));
const stop = watchLoop();
const runId = await timed('prepare', async () => await prepare(decided, summary));
const accepted = await timed('send', async () => await send(runId));
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(cpu);
const outcome: WorkerOutcome = { seconds, cpuSeconds: (user + system) / 1e6, stages, rssMb: peakMemoryMb('self'), accepted, longestHoldMs: stop() };
process.stdout.write(`${JSON.stringify(outcome)}\n`);
http.close();
await ledger.dispose();
