import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { N8N_START_TIMEOUT_MS, startTestN8n } from '../support/n8n';
import type { TestN8n } from '../support/n8n';
import { expectTold, litPhones, plantedPhones } from '../support/week-checks';
import { fromFolder, openWeek, PERIOD } from '../support/weekly-run';
import type { Week, WeekOptions } from '../support/weekly-run';

const LOOK_BACK_FROM = '2026-09-07';

describe('what the source says decides whether a week is told', () => {
	let n8n: TestN8n;
	const weeks: Week[] = [];

	beforeAll(async () => {
		n8n = await startTestN8n();
	}, N8N_START_TIMEOUT_MS);
	afterAll(async () => {
		await n8n?.dispose();
	}, 60_000);
	afterEach(async () => {
		for (const week of weeks.splice(0)) await week.close();
	});

	const open = async (options: WeekOptions = {}): Promise<Week> => {
		const week = await openWeek(n8n, n8n.folder, options);
		weeks.push(week);
		return week;
	};

	/** The same week from files in a folder, as an officer without the interface has it. */
	const openFromFiles = async (): Promise<{ week: Week; folder: string }> => {
		const folder = join(n8n.folder, 'exports');
		mkdirSync(folder, { recursive: true });
		const week = await open({ edit: fromFolder(folder) });
		return { week, folder };
	};

	it.each([
		['count', { fault: 'wrongTotal', count: 1 }],
		['sum of relief', { fault: 'wrongTotal', count: 0, relief: 1000 }],
	] as const)('another control total (%s) holds the week; once it is right and a person lets it go, the week is told', async (_what, fault) => {
		const week = await open({ leaseSeconds: 2 });
		week.city.revenue.setFaults([fault]);
		const held = await week.run();
		expect({ status: held.status, error: held.error }).toEqual({ status: 'success', error: null });
		expect(held.items('발송 준비', 1)).toMatchObject([{ holds: [{ code: 'controlTotal' }] }]);
		expect(week.ledger.holds(PERIOD)).toEqual(['controlTotal']);
		expect(week.ledger.stage(PERIOD)).toBe('opened');
		expect(week.ledger.states()).toEqual({});
		expect(week.ledger.rows('SELECT watermark FROM campaign')).toEqual([{ watermark: null }]);
		expect(week.city.solapi.calls()).toEqual([]);

		week.city.revenue.setFaults([]);
		const released = await week.act('releaseHold', { runId: `vehicle-exemption-weekly/${PERIOD}`, staff: '세정과장 김모의' });
		expect(released.error).toBeNull();
		const told = await week.run();
		expect({ status: told.status, error: told.error }).toEqual({ status: 'success', error: null });
		expect(week.ledger.stage(PERIOD)).toBe('closed');
		expect(week.ledger.rows('SELECT watermark FROM campaign')).toEqual([{ watermark: '2026-11-22' }]);
		expectTold(week);
	}, 180_000);

	it('an exported workbook gives the decisions that the interface gives; the same file a week later is held, a new one goes on', async () => {
		const byRest = await open();
		expect((await byRest.run()).error).toBeNull();
		const { week, folder } = await openFromFiles();
		const { city, ledger } = week;
		await city.exportFile(folder, { from: LOOK_BACK_FROM, to: '2026-11-22' });
		const first = await week.run();
		expect({ status: first.status, error: first.error }).toEqual({ status: 'success', error: null });
		expect(ledger.decisions(PERIOD)).toEqual(byRest.ledger.decisions(PERIOD));
		expect(ledger.decisions(PERIOD).length).toBeGreaterThan(30);
		expectTold(week);

		const told = litPhones(city);
		await week.setClock('2026-11-30T09:10:00+09:00');
		const sameFile = await week.run();
		expect(sameFile.items('발송 준비', 1)).toMatchObject([{ holds: [{ code: 'fileSeen' }] }]);
		expect(litPhones(city)).toEqual(told);
		expect(ledger.rows('SELECT watermark FROM campaign')).toEqual([{ watermark: '2026-11-22' }]);

		city.revenue.setToday('2026-11-30');
		await city.exportFile(folder, { from: '2026-09-14', to: '2026-11-29' });
		const second = await week.run();
		expect({ status: second.status, error: second.error }).toEqual({ status: 'success', error: null });
		expect(ledger.rows('SELECT watermark FROM campaign')).toEqual([{ watermark: '2026-11-29' }]);
		expect(litPhones(city)).toEqual(plantedPhones(city, LOOK_BACK_FROM, '2026-11-29'));
		expect(city.solapi.oracle.duplicates()).toEqual([]);
	}, 240_000);
});
