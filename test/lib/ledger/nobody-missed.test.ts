import type { DecidedRow } from '../../../lib/exemption/decision';
import { sql } from '../../support/desk';
import { approvedRun, cleanUp, openLedger, ORIGIN, PERIOD, prepareInput, rowsOf, RUN, states, take, tempFile, TestClock } from '../../support/notice-run';
import { AFTER, changed, CORRECTED, NEXT, NEXT_RUN, prepared, tell, WITHDRAWN } from '../../support/weeks';

afterEach(cleanUp);

const KEY = '4115000-2026-000001';
const review = (row: DecidedRow | undefined) => changed(row, { decision: 'review', reasonCode: 'unknownCategory', reason: '감면구분 불명', notify: undefined });
const WEEK_50 = { ...PERIOD, period: '2026-W50', from: '2026-12-07', to: '2026-12-13' };

describe('a preparation that begins again', () => {
	it('asks again about a receipt that is no longer in order, though the first try had settled its task by itself', async () => {
		const ledger = openLedger(tempFile());
		const [row] = rowsOf(1);
		await prepared(ledger, [review(row)]);
		await prepared(ledger, rowsOf(1), AFTER);
		await ledger.reject(`drill-weekly/${AFTER.period}`, '박주무관', '규칙 수정', ORIGIN);
		await ledger.releaseHold(`drill-weekly/${AFTER.period}`, { by: '박주무관', accept: false, origin: ORIGIN });
		expect((await prepared(ledger, [review(row)], AFTER)).decisions).toEqual(['review/unknownCategory']);
		expect(await ledger.desk.tasks({ kind: 'review', state: 'open' }, 10)).toHaveLength(1);
	});
});

describe('a text that was stopped by the officer', () => {
	it('is not called told: a person is asked once how its recipient is to be told', async () => {
		const ledger = openLedger(tempFile());
		await approvedRun(ledger, rowsOf(1));
		await ledger.stopRest(RUN, '박주무관', ORIGIN);
		const { decisions, reasons } = await prepared(ledger, rowsOf(1));
		expect(decisions).toEqual(['review/notSentBefore']);
		expect(reasons[0]).toContain('아직 안내하지 않은 건');
		const [task] = await ledger.desk.tasks({ kind: 'review', state: 'open' }, 10);
		await ledger.desk.settleTask({ id: task?.id ?? '', by: '박주무관', note: '전화로 안내', doneOn: (task?.openedAt ?? '').slice(0, 10), origin: ORIGIN });
		expect((await prepared(ledger, rowsOf(1), AFTER)).decisions).toEqual(['exclude/reviewSettled']);
	});
});

describe('a receipt whose category changes after its recipient was told', () => {
	const light = (row: DecidedRow | undefined) => {
		const other = changed(row, { category: 'lightCar' });
		return other.notify ? { ...other, notify: { ...other.notify, duty: 'useRestriction' } } : other;
	};

	it.each([
		['another duty', light],
		['another category under the same duty', (row: DecidedRow | undefined) => changed(row, { category: 'disabled' })],
		['a category without a duty', (row: DecidedRow | undefined) => changed(row, { category: 'electricCar', decision: 'exclude', reasonCode: 'noRetentionDuty', reason: '의무 없음', notify: undefined })],
	])('(%s) opens one correction task; nobody is told twice', async (_name, recode) => {
		const ledger = openLedger(tempFile());
		const [row] = rowsOf(1);
		await tell(ledger, rowsOf(1), 'delivered');
		const { decisions, reasons } = await prepared(ledger, [recode(row)]);
		expect(decisions).toEqual(['review/recodedAfterNotice']);
		expect(reasons[0]).toMatch(/문자로 안내하였습니다\(전송 성공\).*감면구분이 바뀌었습니다/);
		expect(await states(ledger, NEXT_RUN)).toEqual({});
		expect(await ledger.desk.tasks({ kind: 'correction', state: 'open' }, 10)).toHaveLength(1);
		expect((await prepared(ledger, [recode(row)], AFTER)).decisions).toEqual(['exclude/taskOpen']);
	});

	it('and back again is not told twice, though its first text had failed and its number is another now', async () => {
		const ledger = openLedger(tempFile());
		const [row] = rowsOf(1);
		await tell(ledger, rowsOf(1), 'failed');
		await tell(ledger, [light(row)], 'delivered', NEXT);
		expect((await prepared(ledger, [changed(row, { phoneFingerprint: 'fp-mended' })], AFTER)).decisions).toEqual(['review/recodedAfterNotice']);
	});

	it('is not texted by the old category while that text still waits', async () => {
		const ledger = openLedger(tempFile());
		const [row] = rowsOf(1);
		await approvedRun(ledger, rowsOf(1));
		expect((await prepared(ledger, [light(row)])).decisions).toEqual(['notify/retention']);
		expect(await states(ledger)).toEqual({ notSent: 1 });
		expect((await prepared(ledger, [changed(row, { category: 'disabled' })], AFTER)).decisions).toEqual(['review/notSentBefore']);
	});

	it('is told anew where the first text did not arrive', async () => {
		const ledger = openLedger(tempFile());
		const [row] = rowsOf(1);
		await tell(ledger, rowsOf(1), 'failed');
		expect((await prepared(ledger, [light(row)])).decisions).toEqual(['notify/retention']);
	});

	it('is no correction where the duty only ran out meanwhile', async () => {
		const ledger = openLedger(tempFile());
		const [row] = rowsOf(1);
		await tell(ledger, rowsOf(1), 'delivered');
		const ended = changed(row, { decision: 'exclude', reasonCode: 'alreadyExpired', reason: '경과', notify: undefined });
		expect((await prepared(ledger, [ended])).decisions).toEqual(['exclude/alreadyExpired']);
	});
});

describe('a receipt that changes while its text still waits', () => {
	it.each([['withdrawn', WITHDRAWN, 'exclude/withdrawn'], ['corrected', CORRECTED, 'review/corrected']] as const)('%s: the text is not sent any more', async (_name, change, decision) => {
		const ledger = openLedger(tempFile());
		const [row] = rowsOf(2);
		await approvedRun(ledger, rowsOf(2));
		expect((await prepared(ledger, [changed(row, change)])).decisions).toEqual([decision]);
		expect(await states(ledger)).toEqual({ notSent: 1, reserved: 1 });
		expect((await ledger.account(RUN)).notices).toMatchObject({ due: 2, notSent: 1, open: 1 });
	});

	it('and a person is asked when it comes into order again', async () => {
		const ledger = openLedger(tempFile());
		const [row] = rowsOf(1);
		await approvedRun(ledger, rowsOf(1));
		await prepared(ledger, [changed(row, WITHDRAWN)]);
		expect((await prepared(ledger, rowsOf(1), AFTER)).decisions).toEqual(['review/notSentBefore']);
	});
});

describe('a recipient who was told by letter after the text failed', () => {
	it('is told: a withdrawal opens a correction task, and the correction goes by post', async () => {
		const file = tempFile();
		const ledger = openLedger(file);
		const [row] = rowsOf(1);
		await tell(ledger, rowsOf(1), 'failed');
		const sentOn = ledger.now().slice(0, 10);
		await ledger.desk.recordMail({ receiptKey: KEY, recipientOrdinal: 1, outcome: 'sent', sentOn, registeredNo: null, by: '박주무관', origin: ORIGIN });
		const { decisions, reasons } = await prepared(ledger, [changed(row, WITHDRAWN)]);
		expect(decisions).toEqual(['review/withdrawnAfterNotice']);
		expect(reasons[0]).toMatch(/우편으로 안내하였습니다/);
		const template = { id: 'correction', version: 'c1', text: '#{정정내용}' };
		const run = await ledger.prepareCorrection({ campaign: 'drill-correction', period: 'x', from: sentOn, to: sentOn }, 'desk', { receiptKey: KEY, template, values: { 정정내용: '취하' }, reason: '취하', by: '이주무관', origin: ORIGIN });
		expect(await ledger.notices({ runId: run?.runId ?? '' }, 10)).toMatchObject([{ channel: 'post', state: 'notSent' }]);
	});
});

describe('letters taken over while a run waits', () => {
	it('keep the texts of their recipients from being sent, and are no run on the list of runs', async () => {
		const ledger = openLedger(tempFile());
		await approvedRun(ledger, rowsOf(2));
		const letter = { receiptKey: KEY, recipientOrdinal: 1, mailedOn: '2026-11-10', registeredNo: null };
		expect(await ledger.importMailed(PERIOD.campaign, [letter], { by: '박주무관', origin: ORIGIN })).toBe(1);
		expect(await states(ledger)).toEqual({ notSent: 1, reserved: 1 });
		expect((await prepared(ledger, rowsOf(1))).decisions).toEqual(['exclude/mailedBefore']);
		expect((await ledger.recentRuns(PERIOD.campaign, 10)).map(({ period }) => period)).toEqual([NEXT.period, PERIOD.period]);
		expect((await ledger.verify()).broken).toBeNull();
	});
});

describe('who is due by letter', () => {
	const post = (rows: readonly DecidedRow[]) => rows.map((row) => ({ ...row, ...(row.notify ? { notify: { ...row.notify, channel: 'post' as const } } : {}) }));

	it('is no longer on the mail list once the application was withdrawn', async () => {
		const ledger = openLedger(tempFile());
		const rows = post(rowsOf(2));
		await approvedRun(ledger, rows);
		expect(await ledger.desk.mailDue({ campaign: PERIOD.campaign }, 10)).toHaveLength(2);
		await prepared(ledger, [changed(rows[0], WITHDRAWN)]);
		expect((await ledger.desk.mailDue({ campaign: PERIOD.campaign }, 10)).map(({ receiptKey }) => receiptKey)).toEqual(['4115000-2026-000002']);
		const [task] = await ledger.desk.tasks({ kind: 'correction' }, 10);
		await ledger.desk.settleTask({ id: task?.id ?? '', by: '박주무관', note: '발송 전 취하', doneOn: (task?.openedAt ?? '').slice(0, 10), origin: ORIGIN });
		expect(await ledger.desk.mailDue({ campaign: PERIOD.campaign }, 10)).toHaveLength(1);
	});
});

describe('a correction by post', () => {
	it('is on the mail list of the campaign that it corrects, also where the first letter arrived', async () => {
		const clock = new TestClock('2026-11-23T10:00:00.000+09:00');
		const ledger = openLedger(tempFile(), clock);
		const [row] = rowsOf(1);
		if (!row?.notify) throw new Error('no row');
		const post = { ...row, notify: { ...row.notify, channel: 'post' as const } };
		await approvedRun(ledger, [post]);
		const letter = { receiptKey: KEY, recipientOrdinal: 1, by: '박주무관', origin: ORIGIN };
		await ledger.desk.recordMail({ ...letter, outcome: 'sent', sentOn: '2026-11-23', registeredNo: null });
		await ledger.desk.recordMail({ ...letter, outcome: 'delivered', outcomeOn: '2026-11-23' });
		clock.set('2026-11-30T10:00:00.000+09:00');
		await prepared(ledger, [changed(post, WITHDRAWN)]);
		const template = { id: 'correction', version: 'c1', text: '#{정정내용}' };
		const period = { campaign: 'drill-correction', period: 'x', from: '2026-11-30', to: '2026-11-30' };
		const run = await ledger.prepareCorrection(period, 'desk', { receiptKey: KEY, template, values: { 정정내용: '취하' }, reason: '취하', by: '이주무관', origin: ORIGIN });
		expect(await ledger.desk.mailDue({ campaign: PERIOD.campaign }, 10)).toMatchObject([{ receiptKey: KEY, runId: run?.runId, reasonCode: 'toldByPost', number: 2 }]);
		expect(await ledger.desk.mailDue({ campaign: 'another' }, 10)).toEqual([]);
		await ledger.desk.recordMail({ ...letter, outcome: 'sent', sentOn: '2026-11-30', registeredNo: null });
		expect(await ledger.desk.mailDue({ campaign: PERIOD.campaign }, 10)).toEqual([]);
	});
});

describe('a text of another matter that was sent by the sealed number of a receipt', () => {
	const item = (row: DecidedRow | undefined) => {
		const other = changed(row, { status: 'pending', category: 'unknown', ruleId: 'items' });
		return other.notify ? { ...other, notify: { ...other.notify, duty: 'message:x', keepUntil: '2026-11-23' } } : other;
	};

	it('is no notice of the receipt: neither an inquiry nor a correction takes it for one', async () => {
		const ledger = openLedger(tempFile());
		const [row] = rowsOf(1);
		await tell(ledger, rowsOf(1), 'failed');
		await tell(ledger, [item(row)], 'delivered', { ...NEXT, campaign: 'items:parking' });
		const [found] = await ledger.inquire({ by: 'phone', fingerprint: 'fp-01020000001' });
		expect(found?.notices.map(({ state }) => state)).toEqual(['failed']);
		expect(found?.decisions).toMatchObject([{ category: 'twoChildren' }]);
		const template = { id: 'correction', version: 'c1', text: '#{정정내용}' };
		const correction = ledger.prepareCorrection({ campaign: 'drill-correction', period: 'x', from: NEXT.from, to: NEXT.to }, 'desk', { receiptKey: KEY, template, values: {}, reason: '취하', by: '이주무관', origin: ORIGIN });
		await expect(correction).rejects.toMatchObject({ code: 'nothingTold' });
	});
});

describe('the watch', () => {
	it('does not go on about a text of unknown fate once a letter has told its recipient', async () => {
		const file = tempFile();
		const ledger = openLedger(file);
		await tell(ledger, rowsOf(2), 'accepted');
		sql(file, `UPDATE notice SET state = 'unknown'`);
		const unknown = async () => (await ledger.watchFacts(PERIOD.campaign, { period: NEXT.period, reportsSince: '', reviewsBefore: '', today: '2026-11-23' })).unknown;
		expect(await unknown()).toBe(2);
		await ledger.desk.recordMail({ receiptKey: KEY, recipientOrdinal: 1, outcome: 'sent', sentOn: ledger.now().slice(0, 10), registeredNo: null, by: '박주무관', origin: ORIGIN });
		expect(await unknown()).toBe(1);
	});
});

describe('the approval of a changed text', () => {
	const rules = { firstRuns: 2, onChange: true, volumeLimit: 300, volumeFactor: 2 };
	const reasonsOf = async (ledger: ReturnType<typeof openLedger>, rows: readonly DecidedRow[], period: typeof PERIOD) =>
		(await ledger.prepare(await take(ledger, 'p', period), prepareInput(rows, { approval: rules }))).run.approvalReasons;

	/** A quiet run: all of its receipts were told before, nobody approves it. */
	async function quiet(ledger: ReturnType<typeof openLedger>, rows: readonly DecidedRow[], period: typeof PERIOD): Promise<void> {
		expect(await reasonsOf(ledger, rows, period)).toEqual([]);
		const runId = `drill-weekly/${period.period}`;
		await ledger.approve(runId, { kind: 'policy', name: '승인 생략' }, ORIGIN);
		const held = await take(ledger, 'sender', period);
		await ledger.setStage(held, 'results');
		expect((await ledger.close(held, ORIGIN)).problems).toEqual([]);
	}

	it('is not used up by a run that told nobody', async () => {
		const ledger = openLedger(tempFile());
		await tell(ledger, rowsOf(2), 'delivered');
		await tell(ledger, rowsOf(3), 'delivered', NEXT);
		const recast = rowsOf(4, { templateVersion: 'v2', ruleVersion: '2027.1' });
		await quiet(ledger, recast.slice(0, 3), AFTER);
		const reasons = await reasonsOf(ledger, recast, WEEK_50);
		expect(reasons).toEqual([expect.stringContaining('안내문'), expect.stringContaining('감면 규칙')]);
	});

	it('a new name for the same work is named to the person, who would have everybody told again', async () => {
		const ledger = openLedger(tempFile());
		await tell(ledger, rowsOf(3), 'delivered');
		const renamed = { ...NEXT, campaign: 'drill-renamed' };
		const { run } = await ledger.prepare(await take(ledger, 'p', renamed), prepareInput(rowsOf(4), { approval: { ...rules, firstRuns: 0 } }));
		expect(run.approvalReasons).toEqual([expect.stringMatching(/'drill-weekly'.*3건/)]);
	});

	it('runs that told nobody are not among the first ones', async () => {
		const ledger = openLedger(tempFile());
		await quiet(ledger, [], PERIOD);
		await quiet(ledger, [], NEXT);
		expect(await reasonsOf(ledger, rowsOf(1), AFTER)).toEqual([expect.stringContaining('1번째 회차')]);
	});
});

describe('a file in daily mode', () => {
	it('that was exported anew after a quiet day is not held, the very same file is', async () => {
		const ledger = openLedger(tempFile());
		const rows = rowsOf(2);
		const read = async (on: string, bytes: string) => {
			const summary = { ...prepareInput(rows).summary, ...fromFile, fileHashes: [bytes], contentHash: 'content' };
			return (await ledger.prepare(await take(ledger, 'p', day(on, on)), prepareInput(rows, { summary }))).holds.map((hold) => hold.code);
		};
		expect(await read('2026-11-18', 'first')).toEqual([]);
		expect(await read('2026-11-19', 'exported anew')).toEqual([]);
		expect(await read('2026-11-20', 'first')).toEqual(['fileSeen']);
	});

	const fromFile = { sourceKind: 'file' as const, sourceNames: ['감면.xlsx'] };
	const day = (on: string, next: string) => ({ ...PERIOD, period: next, from: on, to: on });

	it.each([
		['2026-11-20', []],
		['2026-11-26', ['fileOutdated']],
	])('on a quiet day (%s) is held only when nothing came for a week', async (on, codes) => {
		const ledger = openLedger(tempFile());
		const rows = rowsOf(2);
		const summary = { ...prepareInput(rows).summary, ...fromFile, fileHashes: ['bytes'], contentHash: 'content' };
		const { holds } = await ledger.prepare(await take(ledger, 'p', day(on, `${on}x`)), prepareInput(rows, { summary }));
		expect(holds.map((hold) => hold.code)).toEqual(codes);
	});
});
