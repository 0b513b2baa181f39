import { buildReport } from '../../../lib/report/build-report';
import type { ReportModel } from '../../../lib/report/model';
import { decided, electric, OPTIONS, openLedger, ordinaryWeek, ORIGIN, pending, posted, prepareRun, RUN_ID, SEALED, sendRun, sourceOf, unclear } from './week';

const sum = (rows: ReadonlyArray<{ count: number }>) => rows.reduce((total, row) => total + row.count, 0);

describe('the report of an ordinary week', () => {
	let model: ReportModel;
	let headMac: string;

	beforeAll(async () => {
		const ledger = openLedger();
		const { rows, fates } = ordinaryWeek();
		await sendRun(ledger, await prepareRun(ledger, rows), fates);
		model = await buildReport(ledger, RUN_ID, OPTIONS);
		headMac = (await ledger.head()).mac;
		await ledger.dispose();
	});

	it('writes out both accounts', () => {
		expect(model.equations.map(({ text, balanced }) => ({ text, balanced }))).toEqual([
			{ text: '원천 150 = 읽음 150 = 안내 96 + 제외 40 + 확인 필요 9 + 대기 5', balanced: true },
			{ text: '안내 대상 97 = 전송 성공 86 + 전송 실패 2 + 접수 거부 1 + 결과 미확인 1 + 중계사 접수(결과 대기) 1 + 미발송 6', balanced: true },
		]);
	});

	it('names the run, who approved it, when it was sent and by which rules', () => {
		expect(model.run).toMatchObject({
			runId: RUN_ID, periodName: '2026년 47주차', stage: '마감', closed: true, approvedBy: '이팀장',
			approvedAt: '2026-11-16T10:05:00.000+09:00', sentFrom: '2026-11-16T10:05:00.000+09:00', ruleVersions: ['2026-11#a1b2c3'],
		});
	});

	it('carries the chain head of the ledger as it was read', () => {
		expect(model.head.mac).toBe(headMac);
		expect(model.changedMeanwhile).toBe(false);
	});

	it('counts receipts by category and reason to the figures of the account', () => {
		for (const kind of ['notify', 'exclude', 'review', 'waiting'] as const) {
			expect(model.byCategory.reduce((total, row) => total + row[kind], 0)).toBe(model.receipts[kind]);
		}
		expect(model.excludedBy).toEqual([{ name: '의무보유 기간이 없는 감면', count: 32 }, { name: '안내 시작일 전 접수', count: 8 }]);
		expect(model.reviewBy).toEqual([{ name: '감면구분 불명', count: 6 }, { name: '등록일 없음', count: 3 }]);
		expect(model.waitingBy).toEqual([{ name: '감면 결정 전', count: 5 }]);
	});

	it('lists every notice in order of receipt and recipient', () => {
		expect(model.sent).toHaveLength(model.notices.due);
		const order = model.sent.map((row) => `${row.receiptKey}#${row.recipientOrdinal}`);
		expect(order).toEqual([...order].sort());
		expect(model.sent.find((row) => row.recipientOrdinal === 2)).toMatchObject({ role: '공동명의', nameMasked: '박*희' });
	});

	it('lists failures with what to do, and gives no sending time to what was refused', () => {
		expect(model.failed.map((row) => [row.result, row.sentAt === null])).toEqual([
			['전송 실패', false], ['전송 실패', false], ['접수 거부', true], ['결과 미확인', false],
		]);
		expect(model.failed.every((row) => row.action.endsWith('.'))).toBe(true);
		expect(sum(model.failedBy)).toBe(4);
		expect(model.failedBy[0]).toEqual({ name: '전송 실패 · 가입자가 없는 번호입니다.', count: 2 });
	});

	it('shows letters as letters, in the list of notices and on the form list', () => {
		expect(model.sent.filter((row) => row.result === '우편 발송 대상')).toHaveLength(6);
		expect(model.forms.filter((row) => row.note.startsWith('우편'))).toHaveLength(6);
	});

	it('keeps every applicant on the form list, also those who get no text, but not the pending or those before the start', () => {
		expect(model.forms).toHaveLength(150 - 5 - 8);
		expect(new Set(model.forms.map((row) => row.status))).toEqual(new Set(['미이행']));
	});

	it('counts messages times price and no postage as saved', () => {
		expect(model.cost).toMatchObject({ total: 2408.67, postageSaved: 0 });
		expect(model.cost.lines[0]?.text).toBe('장문(LMS) 90건 × 26.763원 = 2,409원');
		expect(model.cost.notes.join(' ')).toContain('전자적 안내 요청이 기록된 건이 없으므로');
	});

	it('holds no sealed value and survives JSON', () => {
		const json = JSON.stringify(model);
		expect(json).not.toContain(SEALED);
		expect(JSON.parse(json)).toEqual(model);
	});
});

describe('a report', () => {
	it('reads thousands of rows page by page and misses none', async () => {
		const ledger = openLedger();
		const rows = Array.from({ length: 1_700 }, (_, index) => decided(index + 1, index % 2 === 0 ? {} : electric));
		await prepareRun(ledger, rows);
		const asked: number[] = [];
		const model = await buildReport(
			{
				run: (id) => ledger.run(id), account: (id) => ledger.account(id), templates: (id) => ledger.templates(id), head: () => ledger.head(),
				desk: ledger.desk,
				notices: (...args) => (asked.push(args[1]), ledger.notices(...args)),
				decisions: (...args) => (asked.push(args[1]), ledger.decisions(...args)),
			},
			RUN_ID,
			OPTIONS,
		);
		expect([model.sent.length, model.excluded.length]).toEqual([850, 850]);
		expect(new Set(model.sent.map((row) => row.receiptKey)).size).toBe(850);
		expect(Math.max(...asked)).toBeLessThanOrEqual(500);
		await ledger.dispose();
	});

	it('counts a receipt once, by its best outcome, however many recipients it has', async () => {
		const ledger = openLedger();
		const rows = [
			decided(1, unclear), decided(1, { recipientOrdinal: 2, recipientRole: 'coOwner' }),
			decided(2, electric), decided(2, { ...electric, recipientOrdinal: 2, recipientRole: 'coOwner' }),
			decided(3, pending), posted(4),
		];
		await prepareRun(ledger, rows);
		const model = await buildReport(ledger, RUN_ID, OPTIONS);
		expect(model.receipts).toMatchObject({ notify: 2, exclude: 1, review: 0, waiting: 1, balanced: true });
		expect(model.byCategory.reduce((total, row) => total + row.notify, 0)).toBe(2);
		expect(model.excluded.map((row) => row.kind)).toEqual(['제외', '제외', '대기']);
		expect(model.review).toHaveLength(1);
		await ledger.dispose();
	});

	it('of a held run says why, with accounts that do not balance', async () => {
		const ledger = openLedger();
		const rows = [decided(1), decided(2)];
		await prepareRun(ledger, rows, sourceOf(rows, { controlTotal: { count: 3, reliefSum: 2_100_000 }, matches: false }));
		const model = await buildReport(ledger, RUN_ID, OPTIONS);
		expect(model.run.holds[0]).toContain('원천 건수와 읽은 건수가 다릅니다');
		expect(model.equations[0]).toMatchObject({ balanced: false, text: expect.stringContaining('원천 3 ≠ 읽음 2 ≠ 안내 0') });
		await ledger.dispose();
	});

	it('lists what the officer stopped as not sent', async () => {
		const ledger = openLedger();
		await prepareRun(ledger, [decided(1), posted(2)]);
		await ledger.approve(RUN_ID, { kind: 'person', name: '이팀장' }, ORIGIN);
		await ledger.stopRest(RUN_ID, '김주무관', ORIGIN);
		const model = await buildReport(ledger, RUN_ID, OPTIONS);
		expect(model.run.stoppedBy).toBe('김주무관');
		expect(model.failed.map((row) => [row.receiptKey, row.result])).toEqual([[decided(1).receiptKey, '미발송']]);
		await ledger.dispose();
	});

	it('reads again when the ledger changed meanwhile, and says so where it keeps changing', async () => {
		const ledger = openLedger();
		await prepareRun(ledger, [decided(1)]);
		const disturb = (times: number) => {
			let left = times;
			return {
				run: (id: string) => ledger.run(id), notices: ledger.notices.bind(ledger), decisions: ledger.decisions.bind(ledger),
				templates: (id: string) => ledger.templates(id), head: () => ledger.head(), desk: ledger.desk,
				account: async (id: string) => {
					if (left-- > 0) await ledger.askApproval(RUN_ID, 1_000, ORIGIN);
					return await ledger.account(id);
				},
			};
		};
		expect((await buildReport(disturb(1), RUN_ID, OPTIONS)).changedMeanwhile).toBe(false);
		expect((await buildReport(disturb(99), RUN_ID, OPTIONS)).changedMeanwhile).toBe(true);
		await ledger.dispose();
	});

	it('refuses a price that is no amount, and a run that does not exist', async () => {
		const ledger = openLedger();
		await expect(buildReport(ledger, 'a/b', OPTIONS)).rejects.toMatchObject({ code: 'runMissing' });
		await prepareRun(ledger, [decided(1)]);
		const prices = { ...OPTIONS.prices, lms: Number.NaN };
		await expect(buildReport(ledger, RUN_ID, { ...OPTIONS, prices })).rejects.toMatchObject({ code: 'invalidPrice' });
		await ledger.dispose();
	});
});
