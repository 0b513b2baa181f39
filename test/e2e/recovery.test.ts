import type { FaultRule } from '../../sandbox/sms/solapi.mts';
import { N8N_START_TIMEOUT_MS, startTestN8n } from '../support/n8n';
import type { TestN8n } from '../support/n8n';
import { expectTold } from '../support/week-checks';
import { openWeek, PERIOD, until } from '../support/weekly-run';
import type { Week } from '../support/weekly-run';

/** Long enough that the kill comes while n8n waits for the gateway's answer. */
const STALL_MS = 8_000;

/** Nobody helps: n8n is started again, and its own trigger brings the week to its end. */
describe('n8n killed in the middle of a week', () => {
	let n8n: TestN8n;
	let week: Week;

	beforeAll(async () => {
		n8n = await startTestN8n();
	}, N8N_START_TIMEOUT_MS);
	afterAll(async () => {
		await n8n?.dispose();
	}, 60_000);
	afterEach(async () => {
		try {
			if (n8n?.pid !== 0) await n8n?.workflows.deactivate(week.workflowId);
		} finally {
			await week?.close();
		}
	});

	const killAndStart = async (): Promise<void> => {
		await n8n.kill('SIGKILL');
		await n8n.start();
	};
	const closed = () => until('the week is closed', () => week.ledger.stage(PERIOD) === 'closed');
	const calls = (step: string) => week.city.solapi.calls().filter((call) => call.step === step);

	it('after the preparation, before anything is sent', async () => {
		week = await openWeek(n8n, n8n.folder, { leaseSeconds: 3 });
		// The first thing a sender does is to look at the gateway; until it has, nothing can leave.
		week.city.solapi.faults.set([{ step: 'list', fault: 'slow', ms: STALL_MS, times: 1 }]);
		await n8n.workflows.activate(week.workflowId);
		await until('the week is prepared', () => ['prepared', 'approved', 'sending'].includes(week.ledger.stage(PERIOD) ?? ''), undefined, 5);
		await killAndStart();
		expect(calls('create')).toEqual([]);
		await closed();
		expectTold(week);
		expect((await n8n.workflows.executions(week.workflowId)).map(({ status }) => status)).toContain('crashed');
	}, 180_000);

	it('three times while it sends: while a batch is filled, after and before the gateway sends one', async () => {
		week = await openWeek(n8n, n8n.folder, { leaseSeconds: 3, batchSize: 5 });
		const { faults } = week.city.solapi;
		/** Two batches are under way at once, so after what may pass every call stalls. */
		const phases: { rules: FaultRule[]; step: string }[] = [
			{ step: 'adding', rules: [{ step: 'add', fault: 'slow', ms: STALL_MS }] },
			{ step: 'sending', rules: [{ step: 'send', fault: 'reportLate', ms: 0, nth: 1 }, { step: 'send', fault: 'slow', ms: STALL_MS }] },
			{ step: 'sending', rules: [{ step: 'send', fault: 'slow', ms: STALL_MS, acts: 'before' }] },
		];
		const stalls = () => week.city.solapi.calls().filter(({ fault }) => fault === 'slow').length;
		let seen = 0;
		faults.set(phases[0]?.rules ?? []);
		await n8n.workflows.activate(week.workflowId);
		for (const [index, { step }] of phases.entries()) {
			await until(`the gateway stalls for the ${index + 1}. time`, () => stalls() > seen);
			const { delivered = 0 } = week.ledger.states();
			expect(delivered).toBe(0);
			expect(week.ledger.steps()).toContain(step);
			await n8n.kill('SIGKILL');
			seen = stalls();
			faults.set(phases[index + 1]?.rules ?? []);
			await n8n.start();
		}
		await closed();
		expectTold(week);
		const owners = new Set(week.ledger.owners().filter((owner) => owner.startsWith('execution:')));
		expect(owners.size).toBeGreaterThanOrEqual(4);
	}, 300_000);
});
