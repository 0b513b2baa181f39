import { receiptKeyOf } from '../../sandbox/revenue/changes.mts';
import { generateCity } from '../../sandbox/revenue/generate.mts';
import type { GeneratedCity } from '../../sandbox/revenue/generate.mts';
import { N8N_START_TIMEOUT_MS, startTestN8n } from '../support/n8n';
import type { TestN8n } from '../support/n8n';
import { expectTold, litPhones, plantedPhones } from '../support/week-checks';
import { openWeek, PERIOD, until } from '../support/weekly-run';
import type { Week } from '../support/weekly-run';

const DAILY_TRIGGER = '근무일 예약 실행';

/** An office that texted by the week goes over to texting each working day, with the ledger that it has. */
describe('from the weekly notice to the daily one, on the same ledger', () => {
	let n8n: TestN8n;
	let week: Week;
	let daily: string;
	const { city, late } = withLateDecision(generateCity({ today: '2026-11-30', weeks: 3, rowsPerWeek: 30 }));

	beforeAll(async () => {
		n8n = await startTestN8n();
		week = await openWeek(n8n, n8n.folder, { leaseSeconds: 2, city: { receipts: city } });
		const ended = await week.run();
		expect({ status: ended.status, error: ended.error }).toEqual({ status: 'success', error: null });
		expectTold(week);
		daily = await week.add('notice-daily.json', ({ nodes }) => {
			for (const { name, parameters } of nodes) {
				if (name === '승인 설정') parameters['assignments'] = { assignments: [{ id: 'use-approval', name: '승인 사용', value: false, type: 'boolean' }] };
				if (parameters['operation'] === 'prepare') parameters['approvalRules'] = { firstRuns: 0, onChange: false };
			}
		});
	}, N8N_START_TIMEOUT_MS);
	afterAll(async () => {
		await week?.close();
		await n8n?.dispose();
	}, 60_000);

	const texts = () => week.city.solapi.oracle.deliveries();
	/** Phones that light up while the work lasts, one entry a text; nobody gets a notice twice. */
	const litBy = async (work: () => Promise<void>): Promise<string[]> => {
		const before = texts().length;
		await work();
		expect(week.city.solapi.oracle.duplicates()).toEqual([]);
		return texts()
			.slice(before)
			.map(({ phone }) => phone)
			.sort();
	};
	const goTo = async (day: string): Promise<void> => {
		week.city.revenue.setToday(day);
		await week.setClock(`${day}T09:10:00+09:00`);
	};
	const runDaily = async (day: string): Promise<void> => {
		await goTo(day);
		const ended = await week.ended(await n8n.workflows.runWorkflow(daily, DAILY_TRIGGER));
		expect({ status: ended.status, error: ended.error }).toEqual({ status: 'success', error: null });
		expect(week.ledger.stage(day)).toBe('closed');
	};

	it('tells nobody of the week again on the day of the change', async () => {
		const told = litPhones(week.city);
		expect(await litBy(() => runDaily('2026-11-23'))).toEqual([]);
		expect(litPhones(week.city)).toEqual(told);
		expect(week.ledger.decisions('2026-11-23').filter((line) => line.endsWith('exclude alreadyNotified')).length).toBeGreaterThanOrEqual(told.length);
	}, 120_000);

	it('tells on each working day whoever appeared since the working day before', async () => {
		expect(await litBy(() => runDaily('2026-11-24'))).toEqual(plantedPhones(week.city, '2026-11-23', '2026-11-23'));
		expect(week.ledger.run('2026-11-24')).toMatchObject({ period_from: '2026-11-23', period_to: '2026-11-23' });
		expect(await litBy(() => runDaily('2026-11-25'))).toEqual(plantedPhones(week.city, '2026-11-24', '2026-11-24'));
	}, 120_000);

	it('tells once, by looking back, whoever was decided late', async () => {
		const { revenue } = week.city;
		const people = revenue.planted().filter((row) => receiptKeyOf(row) === late && row.reasonOnceDecided === 'none');
		revenue.change([{ receiptKey: late, on: '2026-11-25', becomes: 'decided' }]);
		const lit = await litBy(() => runDaily('2026-11-26'));
		expect(people.length).toBeGreaterThan(0);
		expect(lit).toEqual([...plantedPhones(week.city, '2026-11-25', '2026-11-25'), ...people.map(({ phone }) => phone ?? '')].sort());
		expect(await litBy(() => runDaily('2026-11-27'))).toEqual(plantedPhones(week.city, '2026-11-26', '2026-11-26'));
	}, 120_000);

	it('carries on of itself on Monday with the days since Friday, and once', async () => {
		const lit = await litBy(async () => {
			await goTo('2026-11-30');
			await n8n.workflows.activate(daily);
			await until('Monday is told', () => week.ledger.stage('2026-11-30') === 'closed');
			await n8n.workflows.deactivate(daily);
		});
		expect(lit).toEqual(plantedPhones(week.city, '2026-11-27', '2026-11-29'));
		expect(week.ledger.run('2026-11-30')).toMatchObject({ period_from: '2026-11-27', period_to: '2026-11-29' });
	}, 120_000);

	it('leaves the weekly flow, were it run by mistake, nothing to tell', async () => {
		const lit = await litBy(async () => {
			const ended = await week.run();
			expect({ status: ended.status, error: ended.error }).toEqual({ status: 'success', error: null });
		});
		expect(lit).toEqual([]);
		expect(litPhones(week.city)).toEqual(plantedPhones(week.city, '2026-09-01', '2026-11-29'));
		expect(week.ledger.stage(PERIOD)).toBe('closed');
	}, 120_000);
});

/** The city with one receipt of the week that is not decided yet, and its key. */
function withLateDecision({ receipts, planted }: GeneratedCity): { city: GeneratedCity; late: string } {
	const chosen = planted.find((row) => row.mustBeTexted && row.recipientOrdinal === 1 && row.receivedOn >= '2026-11-16' && row.appearedOn <= '2026-11-22');
	if (chosen === undefined) throw new Error('The city has nobody to be told');
	const late = receiptKeyOf(chosen);
	return {
		late,
		city: {
			receipts: receipts.map((row) => (receiptKeyOf(row) === late ? { ...row, statusCode: '10', statusName: '접수' } : row)),
			planted: planted.map((row) => (receiptKeyOf(row) === late ? { ...row, reason: 'notDecided', mustBeTexted: false } : row)),
		},
	};
}
