import { readFileSync } from 'node:fs';
import { readClosingItem } from '../../sandbox/demo/account.mts';
import type { N8nWorker } from '../../sandbox/n8n/worker.mts';
import type { FaultRule, Step } from '../../sandbox/sms/solapi.mts';
import { N8N_START_TIMEOUT_MS } from '../support/n8n';
import { startQueueN8n } from '../support/n8n-queue';
import type { QueueN8n } from '../support/n8n-queue';
import { PostgresProbe } from '../support/postgres-probe';
import { expectTold, litPhones } from '../support/week-checks';
import { openWeek, PERIOD, until } from '../support/weekly-run';
import type { Week, WeekOptions } from '../support/weekly-run';

/** The gateway answers, and may act, long after the worker was killed. */
const STALL_MS = 12_000;
const LEASE_SECONDS = 3;
const CLOSE_TIMEOUT_MS = 150_000;

/**
 * n8n on several workers: main process, two workers, Redis and PostgreSQL, each a process of its own. A worker takes one
 * execution at a time, so what runs at once runs on different workers.
 */
describe('the weekly notice in queue mode', () => {
	let n8n: QueueN8n;
	let week: Week;
	let ledgers = 0;

	beforeAll(async () => {
		n8n = await startQueueN8n();
	}, N8N_START_TIMEOUT_MS);
	afterAll(async () => {
		await n8n?.dispose();
	}, 120_000);
	afterEach(async () => {
		for (const worker of n8n?.workers ?? []) worker.thaw();
		try {
			if (week !== undefined) await n8n.main.workflows.deactivate(week.workflowId);
		} finally {
			await week?.close();
		}
	});

	const open = async (options: WeekOptions = {}): Promise<void> => {
		const { host, port, user, password, database } = n8n.postgres;
		const schema = `ledger_${++ledgers}`;
		const credential = { storage: 'postgres', host, port, user, password, database, schema, tls: 'off' };
		const ledger = { credential, probe: new PostgresProbe(n8n.postgres, schema) };
		week = await openWeek(n8n.main, n8n.folder, { leaseSeconds: LEASE_SECONDS, batchSize: 5, ledger, ...options });
	};
	const closed = () => until('the week is closed', () => week.ledger.stage(PERIOD) === 'closed', CLOSE_TIMEOUT_MS, 500);
	const stalled = () => week.city.solapi.calls().filter(({ fault }) => fault === 'slow').length;
	const owners = () => new Set(week.ledger.owners().filter((owner) => owner.startsWith('execution:')));
	/** The worker that sends the week, and its execution. */
	const sender = async (): Promise<{ worker: N8nWorker; executionId: string }> => {
		const [running] = (await n8n.main.workflows.executions(week.workflowId)).filter(({ status }) => status === 'running');
		const worker = running && n8n.workerOf(running.id);
		if (!running || !worker) throw new Error('no worker sends');
		return { worker, executionId: running.id };
	};

	it('is sent by one of two executions started at once on two workers; the other says so and does no harm', async () => {
		await open({ leaseSeconds: 120 });
		const started = await Promise.all([week.start(), week.start()]);
		const ended = await Promise.all(started.map((id) => week.ended(id)));
		const [first, second] = started.map((id) => n8n.workerOf(id));
		expect(first).toBeDefined();
		expect(second).toBeDefined();
		expect(first).not.toBe(second);
		expectTold(week);
		expect(week.ledger.stage(PERIOD)).toBe('closed');
		expect(ended.map(({ status }) => status)).toContain('success');
		for (const { status, error } of ended) {
			if (status !== 'success') expect(error).toMatch(/다른 실행이 처리하고 있어/);
		}
		for (const { logFile } of n8n.workers) expect(readFileSync(logFile, 'utf8')).not.toMatch(/database is locked|SQLITE_BUSY|Unrecognized node type/);
	}, 180_000);

	it.each<{ moment: string; rules: FaultRule[] }>([
		{ moment: 'while it fills a batch', rules: [{ step: 'add', fault: 'slow', ms: STALL_MS, times: 1 }] },
		{ moment: 'after the gateway has sent a batch', rules: [{ step: 'send', fault: 'slow', ms: STALL_MS, times: 1 }] },
	])('is brought to its end by the other worker when one is killed $moment', async ({ rules }) => {
		await open();
		week.city.solapi.faults.set(rules);
		await n8n.main.workflows.activate(week.workflowId);
		await until('the gateway keeps the worker waiting', () => stalled() > 0);
		const { worker, executionId } = await sender();
		await worker.kill();
		await closed();
		expectTold(week);
		expect(owners().size).toBeGreaterThanOrEqual(2);
		expect((await n8n.main.workflows.waitForExecution(executionId, 60_000)).status).not.toBe('success');
		await worker.start();
	}, 300_000);

	it.each<{ moment: string; step: Step; acts: 'before' | 'after' }>([
		{ moment: 'right before it would send a batch', step: 'groupMessages', acts: 'after' },
		{ moment: 'while the gateway sends a batch', step: 'send', acts: 'before' },
	])('is brought to its end by the other worker when one is frozen $moment; revived, it sends nothing more', async ({ step, acts }) => {
		await open();
		const wakes = 20_000;
		week.city.solapi.faults.set([{ step, fault: 'slow', ms: wakes, acts, times: 1 }]);
		await n8n.main.workflows.activate(week.workflowId);
		await until('the gateway keeps the worker waiting', () => stalled() > 0);
		const { worker, executionId } = await sender();
		worker.freeze();
		await closed();
		expectTold(week);
		const told = litPhones(week.city);
		worker.thaw();
		await until('the revived worker is done', () => worker.finished().includes(executionId));
		expect(litPhones(week.city)).toEqual(told);
		expectTold(week);
		expect(owners().size).toBeGreaterThanOrEqual(2);
	}, 300_000);

	it('is prepared by one worker, approved in the form, and sent by the other', async () => {
		await open({ approval: true, leaseSeconds: 120 });
		const waiting = await week.run();
		expect(waiting.status).toBe('waiting');
		const preparedBy = n8n.workerOf(waiting.id);
		await preparedBy?.kill();
		await n8n.main.workflows.submitForm(waiting.id, ['승인', '세정과장 김모의', '']);
		const ended = await week.ended(waiting.id);
		expect({ status: ended.status, error: ended.error }).toEqual({ status: 'success', error: null });
		expect(readClosingItem(ended.items('회차 마감')[0])).toMatchObject({ closed: true, balanced: true });
		expect(n8n.workers.filter((one) => one.began().includes(waiting.id))).toHaveLength(2);
		expectTold(week);
		await preparedBy?.start();
	}, 180_000);
});
