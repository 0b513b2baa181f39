import { buildReport } from '../../../lib/report/build-report';
import type { TaskView } from '../../../lib/ledger/types';
import type { ReportModel } from '../../../lib/report/model';
import { decided, electric, officeWeek, OPTIONS, openLedger, ordinaryWeek, ORIGIN, pending, posted, prepareRun, RUN_ID, SEALED, sendRun, sourceOf, SPECIAL, unclear } from './week';

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

describe('the report of a week with the office\'s work', () => {
	let model: ReportModel;
	const key = (number: number) => decided(number).receiptKey;
	const form = (number: number) => model.forms.find((row) => row.receiptKey === key(number));

	beforeAll(async () => {
		const ledger = openLedger();
		await officeWeek(ledger);
		model = await buildReport(ledger, RUN_ID, OPTIONS);
		await ledger.dispose();
	});

	it('tells of each form how it reached the applicant and on what that rests', () => {
		expect(form(SPECIAL.direct)).toMatchObject({ status: '직접교부', doneOn: '2026-11-13', basis: '민원실 직접 교부' });
		expect(form(50)).toMatchObject({ status: '전자', requested: '전자(문자)', requestedOn: '2026-11-10', doneOn: '2026-11-16', note: '요청에 따라 문자로 서식 안내' });
		expect(form(2)).toMatchObject({ status: '미이행', requested: '', doneOn: null, note: '문자는 보조 안내' });
		expect(model.formCounts).toEqual({ open: 133, direct: 1, post: 0, electronic: 3 });
	});

	it('leaves a form open where the text that was asked for did not arrive', () => {
		expect(form(SPECIAL.lostText)).toMatchObject({ status: '미이행', requested: '전자(문자)' });
	});

	it('shows what became of a letter on the lists of notices, forms and failures', () => {
		const of = (rows: ReadonlyArray<{ receiptKey: string }>, number: number) => rows.find((row) => row.receiptKey === key(number));
		const course = '등기 1234567890123, 2026. 11. 16. 발송, 2026. 11. 16. 반송(수취인 부재).';
		expect(of(model.sent, SPECIAL.returned)).toMatchObject({ result: '우편 반송', reason: expect.stringContaining(course) });
		expect(of(model.sent, SPECIAL.arrived)).toMatchObject({ result: '우편 배달 완료' });
		expect(of(model.sent, 93)).toMatchObject({ result: '우편 발송 대상' });
		expect(form(SPECIAL.returned)).toMatchObject({ registeredNo: '1234567890123', mail: '우편 반송' });
		expect(of(model.failed, SPECIAL.returned)).toMatchObject({ result: '우편 반송', reason: course, action: expect.stringContaining('다시 발송') });
		expect(model.failedBy).toContainEqual({ name: '우편 반송 · 수취인 부재', count: 1 });
		expect(model.mailCounts).toEqual({ sent: 0, delivered: 1, returned: 1 });
	});

	it('shows of each task who settled it, when and how, and counts the open ones', () => {
		expect(model.review).toHaveLength(9);
		expect(model.review.find((row) => row.receiptKey === key(SPECIAL.settled))).toMatchObject({ doneBy: '김주무관', doneOn: '2026-11-16', outcome: '감면코드 대응표에 추가' });
		expect(model.openTasks).toEqual({ total: 8, leaks: 0 });
	});

	it('lists relief and relation to check apart, and no other warning', () => {
		expect(model.taxChecks.map((row) => [row.receiptKey, row.reasonName])).toEqual([
			[key(SPECIAL.reliefMismatch), '세액 불일치'],
			[key(SPECIAL.coOwnerRelation), '공동등록 관계 확인'],
		]);
		expect(model.taxChecks.every((row) => row.action.endsWith('안내에는 영향이 없습니다.'))).toBe(true);
		expect(model.sent.map((row) => row.receiptKey)).toEqual(expect.arrayContaining([key(SPECIAL.reliefMismatch), key(SPECIAL.coOwnerRelation)]));
	});

	it('counts postage as spared only for texts that arrived on recorded request', () => {
		const [run, month, year] = model.cost.spans;
		expect(run).toMatchObject({ name: '이번 회차', texts: 90, formsByText: 3, postageSaved: 1290, registeredPostageSaved: 8490, net: -1118.67 });
		expect(month).toMatchObject({ days: '2026. 11. 1. ~ 11. 16.', texts: 90, formsByText: 3 });
		expect(year).toMatchObject({ days: '2026. 1. 1. ~ 11. 16.', texts: 90, formsByText: 3 });
		expect(model.cost.notes[1]).toContain('요청이 기록되고 문자가 전송 성공한 서식 안내만');
	});
});

describe('tasks of a report', () => {
	const task = (changes: Partial<TaskView>): TaskView => ({
		id: 'review/x', kind: 'review', campaign: 'vehicle-exemption-weekly', runId: RUN_ID, receiptKey: decided(1).receiptKey, recipientOrdinal: 1, noticeKey: null,
		reasonCode: 'unknownCategory', reason: '사유', openedAt: '2026-11-16T10:05:00.000+09:00', state: 'open', doneOn: null, doneBy: null, note: null, ...changes,
	});

	async function withTasks(tasks: TaskView[], rows = [decided(1), decided(2, unclear)]): Promise<ReportModel> {
		const ledger = openLedger();
		await prepareRun(ledger, rows);
		const desk = {
			forms: ledger.desk.forms.bind(ledger.desk), mails: ledger.desk.mails.bind(ledger.desk), totals: ledger.desk.totals.bind(ledger.desk),
			tasks: async (_filter: object, limit: number, after = '') => await Promise.resolve(tasks.filter((one) => one.id > after).slice(0, limit)),
		};
		const source = {
			run: ledger.run.bind(ledger), account: ledger.account.bind(ledger), notices: ledger.notices.bind(ledger), decisions: ledger.decisions.bind(ledger),
			templates: ledger.templates.bind(ledger), head: ledger.head.bind(ledger), desk,
		};
		const model = await buildReport(source, RUN_ID, OPTIONS);
		await ledger.dispose();
		return model;
	}

	it('put possible leaks first, with the checklist, then corrections, then the rest', async () => {
		const model = await withTasks([
			task({ id: 'a', receiptKey: decided(2).receiptKey }),
			task({ id: 'b', kind: 'correction', reasonCode: 'withdrawnAfterNotice', reason: '2026. 11. 9. 안내한 뒤 취하되었습니다.' }),
			task({ id: 'c', kind: 'leak', reasonCode: 'numberChangedAfterDelivery' }),
		]);
		expect(model.review.map((row) => row.kind)).toEqual(['유출 점검', '정정 안내 대상', '확인 필요']);
		expect(model.review[0]?.action).toMatch(/명의.*\n.*오발송.*\n.*개인정보 보호책임자.*\n.*다시 보내지 않습니다\./);
		expect(model.review[1]).toMatchObject({ nameMasked: '홍*동', category: '2자녀', reason: '2026. 11. 9. 안내한 뒤 취하되었습니다.' });
		expect(model.openTasks).toEqual({ total: 3, leaks: 1 });
	});

	it('are shown although the run did not decide the recipient again', async () => {
		const model = await withTasks([task({ id: 'a', kind: 'correction', receiptKey: '4115000-2026-999999', reasonCode: 'correctedAfterNotice' })]);
		expect(model.review.map((row) => [row.receiptKey, row.nameMasked, row.receivedOn])).toEqual([
			['4115000-2026-999999', '', null],
			[decided(2).receiptKey, '홍*동', '2026-11-10'],
		]);
	});

	it('stand beside a decision of another reason, and take the place of one of the same', async () => {
		const other = await withTasks([task({ id: 'a', receiptKey: decided(2).receiptKey, reasonCode: 'missingPlate' })]);
		expect(other.review).toHaveLength(2);
		const same = await withTasks([task({ id: 'a', receiptKey: decided(2).receiptKey, reasonCode: 'unknownCategory', state: 'done', doneOn: '2026-11-16', doneBy: '김주무관' })]);
		expect(same.review.map((row) => row.doneBy)).toEqual(['김주무관']);
	});

	it('are all read, however many', async () => {
		const many = Array.from({ length: 1_100 }, (_, index) => task({ id: String(index).padStart(5, '0'), receiptKey: `r${index}` }));
		expect((await withTasks(many, [decided(1)])).review).toHaveLength(1_100);
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
