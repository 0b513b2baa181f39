import { setTimeout as sleep } from 'node:timers/promises';
import { N8N_START_TIMEOUT_MS, startTestN8n } from '../support/n8n';
import type { TestN8n } from '../support/n8n';
import { expectTold, litPhones, plantedPhones } from '../support/week-checks';
import { NEXT_PERIOD, openWeek, PERIOD, until } from '../support/weekly-run';
import type { Week } from '../support/weekly-run';

const FRIDAY = '2026-11-27';
const NEXT_MONDAY = '2026-11-30';
/** The trigger looks a second after it is activated. */
const TRIGGER_LOOKS_MS = 2_500;

describe('the approval of a week', () => {
	let n8n: TestN8n;
	let week: Week;

	beforeAll(async () => {
		n8n = await startTestN8n();
	}, N8N_START_TIMEOUT_MS);
	afterAll(async () => {
		await n8n?.dispose();
	}, 60_000);
	afterEach(async () => {
		await week?.close();
	});

	const arrived = (): number => week.city.solapi.oracle.deliveries().length;
	const restart = async (): Promise<void> => {
		await n8n.kill('SIGKILL');
		await n8n.start();
	};

	it('waits at the form, over a crash too, sends when a person approves, and keeps the name', async () => {
		week = await openWeek(n8n, n8n.folder, { approval: true });
		const waiting = await week.run();
		expect(waiting.status).toBe('waiting');
		expect(week.ledger.stage(PERIOD)).toBe('prepared');
		const page = await (await fetch(await n8n.workflows.formUrl(waiting.id))).text();
		expect(page).toContain(`안내문자 발송 승인 (${PERIOD})`);
		await restart();
		expect(arrived()).toBe(0);
		await n8n.workflows.submitForm(waiting.id, ['승인', '세정과장 김모의', '확인하였음']);
		const ended = await week.ended(waiting.id);
		expect({ status: ended.status, error: ended.error }).toEqual({ status: 'success', error: null });
		expectTold(week);
		expect(week.ledger.run(PERIOD)).toMatchObject({ stage: 'closed', approved_by: '세정과장 김모의' });
	}, 180_000);

	it('that is refused sends nothing and holds the week until a person lets it go', async () => {
		week = await openWeek(n8n, n8n.folder, { approval: true, leaseSeconds: 2 });
		const waiting = await week.run();
		await n8n.workflows.submitForm(waiting.id, ['반려', '세정과장 김모의', '문안을 고칠 것']);
		const refused = await week.ended(waiting.id);
		expect({ status: refused.status, error: refused.error }).toEqual({ status: 'success', error: null });
		expect(refused.items('문자 발송', 1)).toMatchObject([{ status: 'held' }]);
		expect(week.ledger.holds(PERIOD)).toEqual(['approvalRejected']);
		await n8n.workflows.activate(week.workflowId);
		await sleep(TRIGGER_LOOKS_MS);
		expect(await n8n.workflows.executions(week.workflowId)).toHaveLength(1);
		const again = await week.run();
		expect(again.items('발송 준비', 1)).toMatchObject([{ holds: [{ code: 'approvalRejected' }] }]);
		expect(arrived()).toBe(0);
		await n8n.workflows.deactivate(week.workflowId);

		const released = await week.act('releaseHold', { runId: `vehicle-exemption-weekly/${PERIOD}`, staff: '세정과장 김모의' });
		expect(released.error).toBeNull();
		const second = await week.run();
		expect({ status: second.status, error: second.error }).toEqual({ status: 'waiting', error: null });
		await n8n.workflows.submitForm(second.id, ['승인', '세정과장 김모의', '']);
		await week.ended(second.id);
		expectTold(week);
	}, 180_000);

	it('given on Friday at 17:59 sends until the day is over and the rest on Monday, of itself', async () => {
		week = await openWeek(n8n, n8n.folder, {
			approval: true,
			leaseSeconds: 2,
			clock: `${FRIDAY}T17:59:00+09:00`,
			city: { today: NEXT_MONDAY, weeks: 3 },
		});
		const { faults } = week.city.solapi;
		const waiting = await week.run();
		// The gateway takes the first batch and then nothing more before the day is over.
		faults.set([{ step: 'create', nth: 1, fault: 'slow', ms: 0 }, { step: 'create', fault: '429', retryAfterSeconds: 3600 }]);
		await n8n.workflows.submitForm(waiting.id, ['승인', '세정과장 김모의', '']);
		const stalled = await week.ended(waiting.id);
		expect(stalled.items('문자 발송', 1)).toMatchObject([{ status: 'interrupted' }]);
		expect(week.ledger.run(PERIOD)).toMatchObject({ approved_by: '세정과장 김모의', approved_at: expect.stringContaining('T17:59') });
		faults.clear();
		await week.setClock(`${FRIDAY}T18:00:00+09:00`);
		const evening = await week.run();
		expect(evening.items('문자 발송', 1)).toMatchObject([{ status: 'waitingForHours' }]);
		expect(arrived()).toBe(8);
		await n8n.workflows.activate(week.workflowId);
		await sleep(TRIGGER_LOOKS_MS);
		expect(arrived()).toBe(8);
		expect(await n8n.workflows.executions(week.workflowId)).toHaveLength(2);

		await week.setClock(`${NEXT_MONDAY}T09:05:00+09:00`);
		await restart();
		await until('the week is closed', () => week.ledger.stage(PERIOD) === 'closed');
		await until('the next week waits for its own approval', async () => {
			const executions = await n8n.workflows.executions(week.workflowId);
			return week.ledger.stage(NEXT_PERIOD) === 'prepared' && executions.some(({ status }) => status === 'waiting');
		});
		expect(week.ledger.run(PERIOD)).toMatchObject({ period_from: '2026-11-16', period_to: '2026-11-22' });
		expect(week.city.solapi.oracle.duplicates()).toEqual([]);
		expect(litPhones(week.city)).toEqual(plantedPhones(week.city, '2026-09-01', '2026-11-22'));
		expect(week.ledger.keys('delivered')).toHaveLength(arrived());
		await n8n.workflows.deactivate(week.workflowId);
	}, 240_000);
});
