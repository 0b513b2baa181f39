import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { CAMPAIGN, decidedRow, PERIOD, START_DATE, summaryOf, type RowWish } from '../../bench/drill/rows.mts';
import type { DecidedRow } from '../../lib/exemption/decision';
import { createHttpClient } from '../../lib/http/client';
import { Ledger } from '../../lib/ledger/ledger';
import type { PrepareInput } from '../../lib/ledger/types';
import type { RunLease } from '../../lib/ledger/types';
import { SealBox } from '../../lib/privacy/seal';
import { composeNotice } from '../../lib/sms/compose';
import type { Gateway } from '../../lib/sms/gateway';
import { SolapiGateway } from '../../lib/sms/solapi/gateway';
import { type SendOptions, sendRun, type SendPorts } from '../../lib/sms/send-run';
import { storeAt } from './ledger-home';
import { type SolapiOptions, type SolapiSimulator, startSolapi } from '../../sandbox/sms/solapi.mts';

export { CAMPAIGN, PERIOD, START_DATE, summaryOf };
export const RUN = `${CAMPAIGN}/${PERIOD.period}`;
export const ORIGIN = { actor: '시험', executionId: 'test' };
export const SENDER = '0310000000';
export const LEDGER_KEY = Buffer.alloc(32, 7);
export const seals = new SealBox({ keyId: 'test', key: Buffer.alloc(32, 9) });

/** Real time, and a business time that a test can set. */
export class TestClock {
	private offsetMs = 0;

	constructor(private fixed: string | null = null) {}

	now(): string {
		if (this.fixed !== null) return this.fixed;
		return new Date(this.nowMs() + 9 * 3_600_000).toISOString().replace('Z', '+09:00');
	}

	nowMs(): number {
		return Date.now() + this.offsetMs;
	}

	set(at: string): void {
		this.fixed = at;
	}

	/** Lets real time jump, so that leases end without waiting. */
	skip(ms: number): void {
		this.offsetMs += ms;
	}
}

const folders: string[] = [];
const ledgers: Ledger[] = [];
const simulators: SolapiSimulator[] = [];

/** A fresh folder of this test; removed by `cleanUp`. */
export function tempFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'ledger-test-'));
	folders.push(folder);
	return folder;
}

export const tempFile = () => join(tempFolder(), 'ledger.db');

export function openLedger(file: string, clock = new TestClock(), leaseMs = 60_000): Ledger {
	const ledger = new Ledger(storeAt(file), { key: LEDGER_KEY, clock, leaseMs });
	ledgers.push(ledger);
	return ledger;
}

/** For `afterEach`. */
export async function cleanUp(): Promise<void> {
	for (const ledger of ledgers.splice(0)) await ledger.dispose();
	for (const simulator of simulators.splice(0)) await simulator.close();
	for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export const phoneOf = (number: number) => `0102000${String(number).padStart(4, '0')}`;

/** `count` people due by text; every fifth shares the phone of the one before. */
export function rowsOf(count: number, wish: Partial<RowWish> = {}): DecidedRow[] {
	return Array.from({ length: count }, (_, index) => {
		const number = index + 1;
		return decidedRow(seals, { number, phone: phoneOf(number % 5 === 0 ? number - 1 : number), ...wish });
	});
}

export const prepareInput = (rows: readonly DecidedRow[], wish: Partial<PrepareInput> = {}): PrepareInput => ({
	rows,
	summary: summaryOf(rows),
	startDate: START_DATE,
	approval: null,
	origin: ORIGIN,
	...wish,
});

export async function take(ledger: Ledger, owner = 'first', period = PERIOD): Promise<RunLease> {
	const lease = await ledger.takeRun(period, owner, ORIGIN);
	if (!lease) throw new Error('the run is taken');
	return lease;
}

/** A run ready to be sent; its lease is given free by the approval. */
export async function approvedRun(ledger: Ledger, rows: readonly DecidedRow[], period = PERIOD): Promise<void> {
	const lease = await take(ledger, 'preparer', period);
	await ledger.prepare(lease, prepareInput(rows));
	await ledger.approve(lease.runId, { kind: 'person', name: '박주무관' }, ORIGIN);
}

export async function simulator(options: Partial<SolapiOptions> = {}): Promise<SolapiSimulator> {
	const started = await startSolapi({
		accounts: [{ apiKey: 'TESTKEY1', apiSecret: 'secret', balance: 1_000_000, senders: [SENDER] }],
		reportDelayMs: 20,
		...options,
	});
	simulators.push(started);
	return started;
}

export function gatewayTo(solapi: SolapiSimulator, wish: { apiSecret?: string; sender?: string; timeoutMs?: number } = {}): SolapiGateway {
	return new SolapiGateway({
		apiKey: 'TESTKEY1',
		apiSecret: wish.apiSecret ?? 'secret',
		sender: wish.sender ?? SENDER,
		subject: '취득세 감면 안내',
		http: createHttpClient({ baseUrl: solapi.url, label: 'SOLAPI', timeoutMs: wish.timeoutMs ?? 300, userAgent: 'test', now: Date.now }),
		nowMs: Date.now,
		salt: () => randomUUID().replaceAll('-', ''),
	});
}

export function portsFor(ledger: Ledger, gateway: Gateway, wish: Partial<SendPorts> = {}): SendPorts {
	return {
		ledger,
		gateway,
		compose: (notices) => Promise.resolve(new Map(notices.map((notice) => [notice.noticeKey, composeNotice(seals, notice)]))),
		maySend: () => true,
		scheduledAt: null,
		witness: null,
		handOverMs: 60_000,
		retry: { attempts: 3, baseDelayMs: 20, maxDelayMs: 40, totalMs: 5_000 },
		retryPorts: { now: Date.now, sleep: async (ms) => void (await sleep(ms)), random: Math.random },
		newBatchId: () => `batch-${randomUUID()}`,
		nowMs: Date.now,
		every: (ms, call) => {
			const timer = setInterval(call, ms);
			return () => clearInterval(timer);
		},
		...wish,
	};
}

export const sending = (wish: Partial<SendOptions> = {}): SendOptions => ({ runId: RUN, owner: 'sender', origin: ORIGIN, batchSize: 20, ...wish });

/** Sends, as the trigger would, until the run has nothing left to send. */
export async function sendUntilDone(ports: SendPorts, clock: TestClock, wish: Partial<SendOptions> = {}): Promise<number> {
	for (let turn = 1; turn <= 12; turn++) {
		const { status } = await sendRun(ports, sending({ owner: `sender-${turn}`, ...wish }));
		if (status === 'sent') return turn;
		clock.skip(3_600_000);
	}
	throw new Error('the run does not come to an end');
}

export async function states(ledger: Ledger, runId = RUN): Promise<Record<string, number>> {
	const counts: Record<string, number> = {};
	for (const { state } of await ledger.notices({ runId }, 10_000)) counts[state] = (counts[state] ?? 0) + 1;
	return counts;
}
