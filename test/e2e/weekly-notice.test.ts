import { readFileSync } from 'node:fs';
import { SOLAPI_API_SECRET } from '../../sandbox/credentials.mts';
import { readClosingItem } from '../../sandbox/demo/account.mts';
import { N8N_START_TIMEOUT_MS, startTestN8n } from '../support/n8n';
import type { TestN8n } from '../support/n8n';
import { expectTold } from '../support/week-checks';
import { openWeek, PERIOD } from '../support/weekly-run';
import type { Week } from '../support/weekly-run';

describe('the weekly notice in the real n8n', () => {
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

	it('closes the week with both accounts balanced, and sends nothing when the week is run again', async () => {
		week = await openWeek(n8n, n8n.folder);
		const first = await week.run();
		expect({ status: first.status, error: first.error }).toEqual({ status: 'success', error: null });
		const [closing] = first.items('회차 마감');
		expect(readClosingItem(closing)).toMatchObject({
			closed: true,
			balanced: true,
			problems: [],
			receipts: { balanced: true },
			notices: { balanced: true, failed: 0, rejected: 0, unknown: 0, accepted: 0 },
		});
		expectTold(week);
		const told = week.city.solapi.oracle.deliveries().length;
		expect(told).toBeGreaterThan(16);
		expect(week.ledger.stage(PERIOD)).toBe('closed');

		const again = await week.run();
		expect(again.status).toBe('success');
		expect(week.city.solapi.oracle.deliveries()).toHaveLength(told);
		expectTold(week);
	}, 180_000);

	it('is prepared and sent by one of two executions started at once; the other says so and does no harm', async () => {
		week = await openWeek(n8n, n8n.folder);
		const started = await Promise.all([week.start(), week.start()]);
		const ended = await Promise.all(started.map((id) => week.ended(id)));
		expectTold(week);
		expect(week.ledger.stage(PERIOD)).toBe('closed');
		expect(ended.map(({ status }) => status)).toContain('success');
		for (const { status, error } of ended) {
			if (status !== 'success') expect(error).toMatch(/다른 실행이 처리하고 있어/);
		}
		expect(readFileSync(n8n.logFile, 'utf8')).not.toMatch(/database is locked|SQLITE_BUSY/);
	}, 180_000);

	it('stops at a refused key and goes on as soon as a person has mended it', async () => {
		week = await openWeek(n8n, n8n.folder);
		await week.setCredential('cityhallSolapiApi', { apiSecret: `${SOLAPI_API_SECRET}x` });
		const refused = await week.run();
		expect(refused.items('문자 발송', 1)).toMatchObject([{ status: 'interrupted', remedy: expect.any(String) }]);
		expect(week.city.solapi.oracle.deliveries()).toEqual([]);
		await week.setCredential('cityhallSolapiApi', { apiSecret: SOLAPI_API_SECRET });
		const mended = await week.run();
		expect({ status: mended.status, error: mended.error }).toEqual({ status: 'success', error: null });
		expect(week.ledger.stage(PERIOD)).toBe('closed');
		expectTold(week);
	}, 180_000);
});
