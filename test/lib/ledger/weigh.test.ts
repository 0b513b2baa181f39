import type { DecidedRow } from '../../../lib/exemption/decision';
import type { Ledger } from '../../../lib/ledger/ledger';
import { cleanUp, openLedger, ORIGIN, PERIOD, prepareInput, rowsOf, RUN, seals, states, take, tempFile } from '../../support/notice-run';
import { AFTER, changed, CORRECTED, NEXT, NEXT_RUN, prepared, tell, WITHDRAWN } from '../../support/weeks';

afterEach(cleanUp);

describe('a number that was corrected', () => {
	it('is tried once more after the text failed, as the next attempt, and never a third time', async () => {
		const ledger = openLedger(tempFile());
		const [row] = rowsOf(1);
		await tell(ledger, rowsOf(1), 'failed');
		const mended = changed(row, { phoneFingerprint: 'fp-mended' });
		expect((await prepared(ledger, [mended])).decisions).toEqual(['notify/numberCorrected']);
		const [first] = await ledger.notices({ runId: RUN }, 10);
		const [second] = await ledger.notices({ runId: NEXT_RUN }, 10);
		expect(second).toMatchObject({ state: 'reserved', retryOf: first?.noticeKey, attempt: 1 });
		expect(second?.noticeKey).not.toBe(first?.noticeKey);
		await ledger.approve(NEXT_RUN, { kind: 'person', name: '박주무관' }, ORIGIN);
		await tell(ledger, [mended], 'failed', NEXT);
		expect((await ledger.notices({ runId: NEXT_RUN }, 10))[0]).toMatchObject({ state: 'failed', attempt: 2 });
		expect((await prepared(ledger, [changed(row, { phoneFingerprint: 'fp-third' })], AFTER)).decisions).toEqual(['exclude/alreadyNotified']);
	});

	it('is not tried again while it is the number that failed', async () => {
		const ledger = openLedger(tempFile());
		await tell(ledger, rowsOf(1), 'failed');
		expect((await prepared(ledger, rowsOf(1))).decisions).toEqual(['exclude/alreadyNotified']);
	});

	it('after the text arrived is a possible leak: a person is asked once for each new number, nothing is sent', async () => {
		const ledger = openLedger(tempFile());
		const [row] = rowsOf(1);
		await tell(ledger, rowsOf(1), 'delivered');
		const other = changed(row, { phoneFingerprint: 'fp-other' });
		expect((await prepared(ledger, [other])).decisions).toEqual(['review/numberChangedAfterDelivery']);
		expect(await states(ledger, NEXT_RUN)).toEqual({});
		expect(await ledger.desk.tasks({ kind: 'leak' }, 10)).toHaveLength(1);
		expect((await prepared(ledger, [other], AFTER)).decisions).toEqual(['exclude/alreadyNotified']);
	});

	it('while the result is not known changes nothing', async () => {
		const ledger = openLedger(tempFile());
		const [row] = rowsOf(1);
		await tell(ledger, rowsOf(1), 'accepted');
		expect((await prepared(ledger, [changed(row, { phoneFingerprint: 'fp-other' })])).decisions).toEqual(['exclude/alreadyNotified']);
	});
});

describe('a receipt that changes after its recipient was told', () => {
	it.each([
		['withdrawn', WITHDRAWN, '취하되었습니다'],
		['corrected', CORRECTED, '경정되었습니다'],
	] as const)('%s: opens one correction task that names what was told, once', async (_name, change, words) => {
		const ledger = openLedger(tempFile());
		const [row] = rowsOf(1);
		await tell(ledger, rowsOf(1), 'delivered');
		const { decisions, reasons } = await prepared(ledger, [changed(row, change)]);
		expect(decisions).toEqual([`review/${change.status}AfterNotice`]);
		expect(reasons[0]).toMatch(/문자로 안내하였습니다\(전송 성공\)/);
		expect(reasons[0]).toContain(words);
		expect(await ledger.desk.tasks({ kind: 'correction', state: 'open' }, 10)).toHaveLength(1);
		expect((await prepared(ledger, [changed(row, change)], AFTER)).decisions).toEqual(['exclude/taskOpen']);
	});

	it('is only excluded where nobody was told', async () => {
		const ledger = openLedger(tempFile());
		const [row] = rowsOf(1);
		expect((await prepared(ledger, [changed(row, WITHDRAWN)])).decisions).toEqual(['exclude/withdrawn']);
		expect(await ledger.desk.tasks({}, 10)).toEqual([]);
	});
});

describe('what a person must look at', () => {
	const review = (row: DecidedRow | undefined) => changed(row, { decision: 'review', reasonCode: 'unknownCategory', reason: '감면구분 불명', notify: undefined });

	it('is one task however often it is read, and is not asked again once settled', async () => {
		const ledger = openLedger(tempFile());
		const [row] = rowsOf(1);
		expect((await prepared(ledger, [review(row)])).decisions).toEqual(['review/unknownCategory']);
		expect((await prepared(ledger, [review(row)], AFTER)).decisions).toEqual(['review/unknownCategory']);
		const tasks = await ledger.desk.tasks({ kind: 'review' }, 10);
		expect(tasks).toHaveLength(1);
		await ledger.desk.settleTask({ id: tasks[0]?.id ?? '', by: '이주무관', note: '대상 아님', doneOn: (tasks[0]?.openedAt ?? '').slice(0, 10), origin: ORIGIN });
		const later = { ...PERIOD, period: '2026-W50', from: '2026-12-07', to: '2026-12-13' };
		const { decisions, reasons } = await prepared(ledger, [review(row)], later);
		expect(decisions).toEqual(['exclude/reviewSettled']);
		expect(reasons[0]).toContain('이주무관');
	});

	it('is settled by itself when the source is mended and the person is told', async () => {
		const ledger = openLedger(tempFile());
		const [row] = rowsOf(1);
		await prepared(ledger, [review(row)]);
		expect((await prepared(ledger, rowsOf(1), AFTER)).decisions).toEqual(['notify/retention']);
		expect((await ledger.desk.tasks({ kind: 'review' }, 10))[0]).toMatchObject({ state: 'done', doneBy: '자동' });
	});

	it('is opened once although the preparation was interrupted and began again', async () => {
		const ledger = openLedger(tempFile());
		const [row] = rowsOf(1);
		const lease = await take(ledger, 'next', NEXT);
		const rows = [review(row)];
		const broken = Object.assign([...rows], { slice: (from: number) => (from === 0 ? rows : []) });
		await ledger.prepare(lease, prepareInput(broken));
		await ledger.releaseHold(lease.runId, { by: '박주무관', accept: false, origin: ORIGIN });
		expect((await prepared(ledger, rows)).decisions).toEqual(['review/unknownCategory']);
		expect(await ledger.desk.tasks({ kind: 'review' }, 10)).toHaveLength(1);
	});
});

describe('letters mailed before', () => {
	const letter = { receiptKey: '4115000-2026-000001', recipientOrdinal: 1, mailedOn: '2026-11-10', registeredNo: null };

	it('keep their recipients from being told again, and settle the form', async () => {
		const ledger = openLedger(tempFile());
		expect(await ledger.importMailed(PERIOD.campaign, [letter], { by: '박주무관', origin: ORIGIN })).toBe(1);
		expect(await ledger.importMailed(PERIOD.campaign, [letter], { by: '박주무관', origin: ORIGIN })).toBe(0);
		const { decisions, reasons } = await prepared(ledger, rowsOf(2));
		expect(decisions).toEqual(['exclude/mailedBefore', 'notify/retention']);
		expect(reasons[0]).toBe('2026. 11. 10. 우편으로 이미 안내한 건입니다.');
		expect(await ledger.desk.forms({ receiptKey: letter.receiptKey }, 1)).toMatchObject([{ status: 'post', doneOn: '2026-11-10' }]);
		expect((await ledger.verify()).broken).toBeNull();
	});

	it.each(['2026-13-01', '', '2999-01-01'])('refuses the day "%s" and takes over none', async (mailedOn) => {
		const ledger = openLedger(tempFile());
		await expect(ledger.importMailed(PERIOD.campaign, [letter, { ...letter, recipientOrdinal: 2, mailedOn }], { by: '박주무관', origin: ORIGIN })).rejects.toMatchObject({ code: 'mailedDay' });
		expect((await prepared(ledger, rowsOf(1))).decisions).toEqual(['notify/retention']);
	});
});

describe('a correction', () => {
	const template = { id: 'correction', version: 'c1', text: '#{안내일}에 보내 드린 안내를 바로잡습니다. #{정정내용}' };
	const CORRECTION = { campaign: 'drill-correction', period: '2026-11-24-1', from: '2026-11-24', to: '2026-11-24' };
	const input = { receiptKey: '4115000-2026-000001', template, values: { 정정내용: '신청이 취하되었습니다.' }, reason: '취하', by: '이주무관', origin: ORIGIN };

	it('tells those again who were told, by their own sealed number, and only with a person\'s approval', async () => {
		const ledger = openLedger(tempFile());
		await tell(ledger, rowsOf(2), 'delivered');
		const [row] = rowsOf(1);
		await prepared(ledger, [changed(row, WITHDRAWN)]);
		const run = await ledger.prepareCorrection(CORRECTION, 'desk', input);
		if (!run) throw new Error('the run is taken');
		expect(run).toMatchObject({ stage: 'prepared', approvalReasons: ['정정 안내는 언제나 담당자 승인이 필요합니다.'] });
		await expect(ledger.approve(run.runId, { kind: 'policy', name: '승인 생략' }, ORIGIN)).rejects.toMatchObject({ code: 'approvalRefused' });
		const [notice] = await ledger.reservedNotices(run.runId, 10);
		const [told] = await ledger.notices({ runId: RUN }, 10);
		expect(notice).toMatchObject({ receiptKey: input.receiptKey, template: template.text, values: { 정정내용: '신청이 취하되었습니다.' } });
		expect(seals.open(notice?.sealedPhone ?? '', { receiptKey: input.receiptKey, recipientOrdinal: 1, field: 'phone' })).toBe('01020000001');
		expect(notice?.noticeKey).not.toBe(told?.noticeKey);
		await ledger.approve(run.runId, { kind: 'person', name: '김팀장' }, ORIGIN);
		const held = await take(ledger, 'desk', CORRECTION);
		const batch = await ledger.openBatch(held, { id: 'b', gateway: 'solapi', account: 'a', size: 10 });
		if (!batch || !notice) throw new Error('nothing to send');
		await ledger.settleAndStep(batch, [{ noticeKey: notice.noticeKey, state: 'accepted', messageId: 'm', messageType: 'LMS' }], 'sent', { groupId: 'G' });
		expect(await ledger.close(held, ORIGIN)).toMatchObject({ closed: true, problems: [] });
		expect(await ledger.desk.tasks({ kind: 'correction' }, 10)).toMatchObject([{ state: 'done', doneBy: '김팀장' }]);
	});

	it('is refused where nobody was told', async () => {
		const ledger = openLedger(tempFile());
		await expect(ledger.prepareCorrection(CORRECTION, 'desk', input)).rejects.toMatchObject({ code: 'nothingTold' });
	});
});

describe('the approval rules', () => {
	const rules = { firstRuns: 1, onChange: true, volumeLimit: 300, volumeFactor: 2 };
	const reasonsOf = async (ledger: Ledger, rows: readonly DecidedRow[], period: typeof PERIOD, summary = {}) =>
		(await ledger.prepare(await take(ledger, 'p', period), prepareInput(rows, { approval: rules, summary: { ...prepareInput(rows).summary, ...summary } }))).run.approvalReasons;

	it('ask a person in the first runs', async () => {
		const ledger = openLedger(tempFile());
		expect(await reasonsOf(ledger, rowsOf(2), PERIOD)).toEqual(['이 안내 업무의 1번째 회차입니다. 처음 1회는 담당자 승인이 필요합니다.']);
	});

	it.each([
		['a changed text', { templateVersion: 'v2' }, {}, '안내문'],
		['a changed rule', { ruleVersion: '2027.1' }, {}, '감면 규칙'],
		['a changed column or code table', {}, { mappingVersion: 'm2' }, '대응표'],
	])('ask a person for %s', async (_name, wish, summary, words) => {
		const ledger = openLedger(tempFile());
		await tell(ledger, rowsOf(2), 'delivered');
		const fresh = rowsOf(4, wish).slice(2);
		const reasons = await reasonsOf(ledger, fresh, NEXT, summary);
		expect(reasons).toEqual([expect.stringContaining(words)]);
	});

	it('ask a person for a changed telephone number in the same text', async () => {
		const ledger = openLedger(tempFile());
		await tell(ledger, rowsOf(2), 'delivered');
		const fresh = rowsOf(4)
			.slice(2)
			.map((row) => changed(row, { notify: row.notify && { ...row.notify, values: { ...row.notify.values, 담당전화: '031-000-9999' } } }));
		expect(await reasonsOf(ledger, fresh, NEXT)).toEqual([expect.stringContaining('전화번호')]);
	});

	it('ask nobody for the same text, rule and tables', async () => {
		const ledger = openLedger(tempFile());
		await tell(ledger, rowsOf(2), 'delivered');
		expect(await reasonsOf(ledger, rowsOf(4).slice(2), NEXT)).toEqual([]);
	});
});

describe('a file of last week', () => {
	const fromFile = { sourceKind: 'file' as const, fileHashes: ['other-bytes'], sourceNames: ['감면.xlsx'], contentHash: 'same' };

	it('is held by its content although its bytes differ, and a person may let it pass', async () => {
		const ledger = openLedger(tempFile());
		const rows = rowsOf(2);
		const summary = { ...prepareInput(rows).summary, ...fromFile };
		await ledger.prepare(await take(ledger), prepareInput(rows, { summary: { ...summary, fileHashes: ['bytes'] } }));
		const lease = await take(ledger, 'next', NEXT);
		const { holds } = await ledger.prepare(lease, prepareInput(rows, { summary }));
		expect(holds.map((hold) => hold.code)).toEqual(['contentSeen']);
		await ledger.releaseHold(lease.runId, { by: '박주무관', accept: true, origin: ORIGIN });
		expect((await ledger.prepare(lease, prepareInput(rows, { summary }))).run).toMatchObject({ stage: 'prepared', holds: [] });
	});

	it('is held where it has no receipt of the period, whatever its content', async () => {
		const ledger = openLedger(tempFile());
		const rows = rowsOf(1);
		const { holds } = await ledger.prepare(await take(ledger, 'next', NEXT), prepareInput(rows, { summary: { ...prepareInput(rows).summary, ...fromFile } }));
		expect(holds.map((hold) => hold.code)).toEqual(['fileOutdated']);
	});

	it('cannot be let pass where the control total differs', async () => {
		const ledger = openLedger(tempFile());
		const lease = await take(ledger);
		await ledger.prepare(lease, prepareInput(rowsOf(1), { summary: { ...prepareInput(rowsOf(1)).summary, controlTotal: { count: 9, reliefSum: 1 }, matches: false } }));
		await expect(ledger.releaseHold(RUN, { by: '박주무관', accept: true, origin: ORIGIN })).rejects.toMatchObject({ code: 'holdNotAcceptable' });
	});

	it('and rows decided by two rule versions are held', async () => {
		const ledger = openLedger(tempFile());
		const [one, two] = rowsOf(2);
		const { holds } = await ledger.prepare(await take(ledger), prepareInput([changed(one, {}), changed(two, { ruleVersion: 'other' })]));
		expect(holds.map((hold) => hold.code)).toEqual(['ruleVersions']);
	});
});

describe('an inquiry', () => {
	it('finds a receipt by number or plate, with what was told and the latest decision', async () => {
		const ledger = openLedger(tempFile());
		const rows = rowsOf(2).map((row) => ({ ...row, plateFingerprint: `plate-${row.receiptKey}` }));
		await tell(ledger, rows, 'delivered');
		await prepared(ledger, rows);
		const byPlate = await ledger.inquire({ by: 'plate', fingerprint: 'plate-4115000-2026-000002' });
		expect(byPlate).toMatchObject([{ receiptKey: '4115000-2026-000002', notices: [{ state: 'delivered' }], decisions: [{ reasonCode: 'alreadyNotified' }] }]);
		expect(await ledger.inquire({ by: 'phone', fingerprint: 'fp-01020000001' })).toMatchObject([{ receiptKey: '4115000-2026-000001' }]);
		expect(await ledger.inquire({ by: 'phone', fingerprint: 'fp-unknown' })).toEqual([]);
	});
});
