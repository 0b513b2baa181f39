import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readClosingItem } from '../../sandbox/demo/account.mts';
import type { ExecutionDetail, WorkflowJson } from '../../sandbox/n8n/workflows.mts';
import { backUp, restore } from '../support/ledger-backup';
import { N8N_START_TIMEOUT_MS, startTestN8n } from '../support/n8n';
import type { TestN8n } from '../support/n8n';
import { expectTold, litPhones, plantedPhones } from '../support/week-checks';
import { NEXT_PERIOD, openWeek, PERIOD } from '../support/weekly-run';
import type { Week, WeekOptions } from '../support/weekly-run';

const NEXT_MONDAY = '2026-11-30';
const PERSONAL_KEY = 'cityhallPersonalDataKeyApi';
const APPROVED = ['승인', '세정과장 김모의', ''];
const newKey = (): string => randomBytes(32).toString('base64');

describe('the weekly notice when a backup is put back, a key changes or is lost', () => {
	let n8n: TestN8n;
	const opened: Week[] = [];
	let week: Week;

	beforeAll(async () => {
		n8n = await startTestN8n();
	}, N8N_START_TIMEOUT_MS);
	afterAll(async () => {
		for (const one of opened) await one.close();
		await n8n?.dispose();
	}, 60_000);
	const open = async (options: WeekOptions = {}): Promise<void> => {
		week = await openWeek(n8n, n8n.folder, { leaseSeconds: 2, ...options });
		opened.push(week);
	};
	const arrived = (): number => week.city.solapi.oracle.deliveries().length;
	const approve = async ({ id }: Pick<ExecutionDetail, 'id'>): Promise<ExecutionDetail> => {
		await n8n.workflows.submitForm(id, APPROVED);
		return await week.ended(id);
	};
	/** The run was closed with both accounts in balance. */
	const expectClosed = ({ status, error, items }: ExecutionDetail): void => {
		expect({ status, error }).toEqual({ status: 'success', error: null });
		expect(readClosingItem(items('회차 마감')[0])).toMatchObject({ closed: true, balanced: true, problems: [], receipts: { balanced: true }, notices: { balanced: true, unknown: 0, accepted: 0 } });
	};
	describe('a restored ledger', () => {
		let fromBefore: Week;
		let fromNight: Week;
		let fromMiddle: Week;

		const backup = ({ folder }: Week): string => join(folder, 'ledger.backup');
		const keep = (): void => backUp(week.ledger.path, backup(week));

		const tellAfterBackup = async (): Promise<void> => {
			await open({ approval: true });
			const waiting = await week.run();
			expect(waiting.status).toBe('waiting');
			keep();
			expectClosed(await approve(waiting));
			expectTold(week);
			fromBefore = week;
		};
		const tellNextWeekAfterBackup = async (): Promise<void> => {
			await open();
			expectClosed(await week.run());
			keep();
			week.city.revenue.setToday(NEXT_MONDAY);
			await week.setClock(`${NEXT_MONDAY}T09:10:00+09:00`);
			expectClosed(await week.run());
			expectTold(week, '2026-11-29');
			fromNight = week;
		};
		/** The gateway takes a batch at a time: eight texts before the backup, eight after it. */
		const tellTwoBatchesAroundBackup = async (): Promise<void> => {
			await open();
			for (const texts of [8, 16]) {
				week.city.solapi.faults.set([{ step: 'create', nth: 1, fault: 'slow', ms: 0 }, { step: 'create', fault: '429', retryAfterSeconds: 3600 }]);
				expect((await week.run()).items('문자 발송', 1)).toMatchObject([{ status: 'interrupted' }]);
				expect(arrived()).toBe(texts);
				if (texts === 8) keep();
			}
			week.city.solapi.faults.clear();
			fromMiddle = week;
		};

		beforeAll(async () => {
			await tellAfterBackup();
			await tellNextWeekAfterBackup();
			await tellTwoBatchesAroundBackup();
			// IT stops n8n, puts the backups in place and starts n8n again.
			await n8n.kill('SIGKILL');
			for (const one of [fromBefore, fromNight, fromMiddle]) restore(one.ledger.path, backup(one));
			await n8n.start();
		}, 240_000);
		it('from before the sending sends nobody a second text', async () => {
			week = fromBefore;
			const told = arrived();
			expect(week.ledger.stage(PERIOD)).toBe('prepared');
			// The ledger believes that the form still waits, and keeps other executions off; a person records the approval anew.
			const refused = await week.run();
			expect(refused.error).toMatch(/다른 실행이 처리하고 있어 준비하지 않았습니다/);
			const runId = `vehicle-exemption-weekly/${PERIOD}`;
			const recorded = await week.act('approve', { runId, approvalKind: 'person', verdict: '승인', approver: '세정과장 김모의', note: '백업 복구 뒤 다시 기록' });
			expect(recorded.error).toBeNull();
			const ended = await week.run();
			expect(ended.items('문자 발송')).toMatchObject([{ status: 'sent', adopted: told }]);
			expectClosed(ended);
			expect(arrived()).toBe(told);
			expectTold(week);
		}, 120_000);

		it('from the night before the run sends nobody a second text', async () => {
			week = fromNight;
			const told = litPhones(week.city);
			expect(week.ledger.stage(NEXT_PERIOD)).toBeNull();
			expectClosed(await week.run());
			expect(litPhones(week.city)).toEqual(told);
			expectTold(week, '2026-11-29');
		}, 120_000);

		it('from the middle, after the first batch, sends the rest to those who lack it and nobody a second text', async () => {
			week = fromMiddle;
			expect(arrived()).toBe(16);
			expect(week.ledger.states()).toMatchObject({ reserved: expect.any(Number) });
			const ended = await week.run();
			expect(ended.items('문자 발송')).toMatchObject([{ status: 'sent', adopted: 8 }]);
			expectClosed(ended);
			expectTold(week);
			expect(arrived()).toBeGreaterThan(16);
		}, 120_000);
	});

	describe('the personal data key', () => {
		const older = (): string => `${String(week.credential(PERSONAL_KEY)['keyId'])}:${String(week.credential(PERSONAL_KEY)['key'])}`;

		it('rotated while the approval is waited for neither loses nor repeats anyone', async () => {
			await open({ approval: true });
			const waiting = await week.run();
			expect(waiting.status).toBe('waiting');
			await week.setCredential(PERSONAL_KEY, { keyId: '2027a', key: newKey(), olderKeys: older() });
			expectClosed(await approve(waiting));
			expectTold(week);

			week.city.revenue.setToday(NEXT_MONDAY);
			await week.setClock(`${NEXT_MONDAY}T09:10:00+09:00`);
			const next = await week.run();
			expect(week.ledger.rows(`SELECT COUNT(*) AS n FROM notice n JOIN run r ON r.id = n.run_id WHERE r.period = ? AND n.sealed LIKE '%v1.demo.%'`, NEXT_PERIOD)).toEqual([{ n: 0 }]);
			expectClosed(await approve(next));
			expectTold(week, '2026-11-29');
		}, 180_000);

		it.each([
			['is not in the credential', () => ({ keyId: '2027a', key: newKey() }), /키\(식별자 demo\)가 '개인정보 보호 키' 자격 증명에 없습니다/],
			['has its name but another value', () => ({ key: newKey() }), /이 회차의 개인정보를 하나도 열 수 없습니다. 키 식별자는 같지만 키 값이 바뀐 것으로 보입니다/],
		])('that %s stops the sending with a clear word; put back, everyone is told once', async (_what, lost, said) => {
			await open({ approval: true });
			const waiting = await week.run();
			const { keyId, key } = week.credential(PERSONAL_KEY);
			await week.setCredential(PERSONAL_KEY, lost());
			const stopped = await approve(waiting);
			expect(stopped.status).toBe('error');
			expect(stopped.error).toMatch(said);
			expect(arrived()).toBe(0);
			expect(week.city.solapi.calls().filter(({ step }) => step === 'send')).toEqual([]);
			const { reserved = 0, submitting = 0, ...others } = week.ledger.states();
			expect({ left: reserved + submitting, others }).toEqual({ left: plantedPhones(week.city, '2026-09-01', '2026-11-22').length, others: {} });
			expect(['approved', 'sending']).toContain(week.ledger.stage(PERIOD));

			await week.setCredential(PERSONAL_KEY, { keyId, key });
			expectClosed(await week.run());
			expectTold(week);
		}, 180_000);
	});

	it('asks for approval in the first run although the switch is off', async () => {
		await open({ approval: true, edit: switchOff });
		const waiting = await week.run();
		expect(waiting.status).toBe('waiting');
		expect(arrived()).toBe(0);
		expect(String(week.ledger.run(PERIOD)['approval_reasons'])).toContain('처음 4회는 담당자 승인이 필요합니다');
		const page = await (await fetch(await n8n.workflows.formUrl(waiting.id))).text();
		expect(page).toContain('처음 4회는 담당자 승인이 필요합니다');
		expectClosed(await approve(waiting));
		expectTold(week);
	}, 180_000);
});

/** The officer switches the approval off, and leaves the rules as they are shipped. */
function switchOff({ nodes }: WorkflowJson): void {
	const settings = nodes.find(({ name }) => name === '승인 설정');
	const { assignments } = settings?.parameters['assignments'] as { assignments: { value: unknown }[] };
	for (const one of assignments) one.value = false;
}
