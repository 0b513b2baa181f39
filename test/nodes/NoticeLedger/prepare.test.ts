import { CAMPAIGN, NO_APPROVAL, NoticeCity, ours, PREPARE, personalIn, prepareFlow, prepareRun, RUN_ID, sourceNode, summaryOf } from '../../support/notice-city';

let city: NoticeCity;
beforeEach(() => {
	city = new NoticeCity();
});
afterEach(async () => await city.close());

const told = (n: number) => city.receipt(n);
const waiting = (n: number) => city.receipt(n, { status: 'pending' });
const excluded = (n: number) => city.receipt(n, { status: 'withdrawn' });
const review = (n: number) => city.receipt(n, { category: 'unknown', legalBasis: null });

describe('발송 준비', () => {
	it('takes in all four inputs, reserves what is due and counts every receipt', async () => {
		const { json, items, error, dump } = await prepareRun(city, [told(1), told(2), excluded(3), waiting(4), review(5)]);
		expect(error).toBeUndefined();
		expect(json('준비', 1)).toEqual([]);
		expect(json('준비')).toEqual([
			expect.objectContaining({
				runId: RUN_ID,
				stage: 'prepared',
				holds: [],
				receipts: expect.objectContaining({ notify: 2, exclude: 1, waiting: 1, review: 1, balanced: true }),
				notices: expect.objectContaining({ due: 2, open: 2 }),
			}),
		]);
		expect(items('준비')[0]?.pairedItem).toEqual({ item: 0, input: 3 });
		expect(personalIn(dump(), 1, 2, 3, 4, 5)).toEqual([]);
		expect(personalIn(city.ledgerBytes(), 1, 2, 3, 4, 5)).toEqual([]);
	});

	it.each([
		['nothing to tell', () => [excluded(1), review(2)], { notify: 0, exclude: 1, review: 1 }],
		['nothing excluded', () => [told(1), review(2)], { notify: 1, exclude: 0, review: 1 }],
		['only people to tell', () => [told(1), told(2), told(3)], { notify: 3, exclude: 0, review: 0 }],
		['no receipts at all', () => [], { notify: 0, exclude: 0, review: 0 }],
	])('runs with empty inputs: %s', async (_name, rows, receipts) => {
		const { json, error } = await prepareRun(city, rows());
		expect(error).toBeUndefined();
		expect(json('준비')).toEqual([
			expect.objectContaining({ stage: 'prepared', receipts: expect.objectContaining({ ...receipts, balanced: true }) }),
		]);
	});

	it('holds the run when rows were filtered away on the canvas', async () => {
		const rows = [told(1), told(2), told(3)];
		const { json } = await prepareRun(city, rows.slice(1), { summary: summaryOf(rows) });
		expect(json('준비')).toEqual([]);
		expect(json('준비', 1)).toEqual([
			expect.objectContaining({
				stage: 'opened',
				holds: [{ code: 'rowsMissing', message: expect.stringContaining('읽은 접수는 3건인데 판정을 거쳐 들어온 접수는 2건') }],
				notices: expect.objectContaining({ due: 0 }),
			}),
		]);
	});

	it('holds the run when the control total differs, and lets another execution prepare it as soon as it agrees', async () => {
		const rows = [told(1), told(2), told(3)];
		const prepareIn = (executionId: string, summary: ReturnType<typeof summaryOf>) =>
			city.run(prepareFlow(), { otherNodes: { 'test.source': sourceNode(rows, summary) }, executionId });
		const held = await prepareIn('first', summaryOf(rows, { controlTotal: { count: 4, reliefSum: 2_100_000 }, matches: false }));
		expect([held.json('준비'), held.json('준비', 1)]).toEqual([[], [expect.objectContaining({ holds: [expect.objectContaining({ code: 'controlTotal' })] })]]);
		expect((await prepareIn('second', summaryOf(rows))).json('준비')).toEqual([expect.objectContaining({ stage: 'prepared', holds: [] })]);
	});

	it('gives the prepared run back as it is when the same execution comes again', async () => {
		const rows = [told(1), told(2), told(3)];
		const setup = { otherNodes: { 'test.source': sourceNode(rows, summaryOf(rows)) }, executionId: 'same' };
		await city.run(prepareFlow(), setup);
		const { json } = await city.run(prepareFlow(), setup);
		expect(json('준비')).toEqual([expect.objectContaining({ stage: 'prepared', notices: expect.objectContaining({ due: 3 }) })]);
	});

	it('refuses a run that another execution works on', async () => {
		await city.withLedger(async (ledger) => await ledger.takeRun({ ...PREPARE }, 'execution:other', { actor: 'test' }));
		const { error } = await prepareRun(city, [told(1), told(2), told(3)]);
		expect(error).toMatchObject({ message: expect.stringContaining('다른 실행이 처리하고 있어'), description: expect.stringContaining('다른 실행이 끝난 뒤') });
	});

	it.each([
		['period', '회차'],
		['from', '대상기간 시작일'],
		['to', '대상기간 종료일'],
		['startDate', '안내 시작일'],
		['campaign', '안내 업무'],
	])('refuses an empty %s without opening a run', async (name, label) => {
		const { error } = await prepareRun(city, [told(1), told(2), told(3)], { prepare: { [name]: '={{ $json.missing }}' } });
		expect(error?.message).toBe(`'${label}' 값이 비어 있습니다.`);
		expect(await city.withLedger(async (ledger) => await ledger.resumable(CAMPAIGN))).toEqual([]);
		expect(await city.withLedger(async (ledger) => await ledger.resumable(''))).toEqual([]);
	});

	it('names the input and the item that is not a decision', async () => {
		const source = { 'test.source': sourceNode([told(1), told(2), told(3)], summaryOf([told(1)])) };
		const flow = {
			nodes: [{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' }, { name: '원천', type: 'test.source' }, ours('준비', 'noticeLedger', PREPARE)],
			connections: {
				Start: { main: [[{ node: '원천', type: 'main' as const, index: 0 }]] },
				원천: { main: [[{ node: '준비', type: 'main' as const, index: 1 }], [{ node: '준비', type: 'main' as const, index: 3 }]] },
			},
		};
		const { error, dump } = await city.run(flow, { otherNodes: source });
		expect(error).toMatchObject({ message: expect.stringContaining("'제외' 입력의 1번째 항목"), description: expect.stringContaining('세 출력을 순서대로') });
		expect(personalIn(dump(), 1, 2, 3)).toEqual([]);
	});

	it('goes on past a failure only in the form that does not run the node again', async () => {
		const flow = prepareFlow({ startDate: '2026/11/16' });
		const nodes = flow.nodes.map((node) => (node.name === '준비' ? { ...node, onError: 'continueErrorOutput' as const, retryOnFail: true } : node));
		const { json, runs, error } = await prepareRun(city, [told(1), told(2), told(3)], { flow: { ...flow, nodes } });
		expect(error).toBeUndefined();
		expect(runs('준비')).toBe(1);
		expect([json('준비', 0), json('준비', 1)]).toEqual([[], []]);
		expect(json('준비', 2)).toEqual([{ error: "'안내 시작일' 값이 날짜 형식(예: 2026-11-16)이 아닙니다." }]);
	});

	it('refuses a flow without exactly one summary', async () => {
		const { error } = await city.run(prepareFlow(), { otherNodes: { 'test.source': sourceNode([told(1), told(2), told(3)], null) } });
		expect(error).toMatchObject({ message: '원천 집계가 0건 들어왔습니다(정확히 1건이어야 합니다).' });
	});

	it('asks for a person above the volume limit', async () => {
		const { json } = await prepareRun(city, [told(1), told(2), told(3)], { prepare: { approvalRules: { ...NO_APPROVAL, volumeLimit: 2 } } });
		expect(json('준비')[0]?.approvalReasons).toEqual([expect.stringContaining('안내 대상이 3건으로 평소(2건 이하)보다 많아')]);
	});

	it('tells nobody again in a later week', async () => {
		await prepareRun(city, [told(1), told(2), told(3)]);
		const next = prepareFlow({ period: '2026-W48', from: '2026-11-23', to: '2026-11-29' });
		const { json } = await prepareRun(city, [told(1), told(2), told(3), told(4)], { flow: next });
		expect(json('준비')[0]).toMatchObject({ receipts: { notify: 1, exclude: 3, excludedBy: { alreadyNotified: 3 } }, notices: { due: 1 } });
	});

	it('says what to do about a ledger that cannot be opened', async () => {
		city.overrides.cityhallLedgerApi = { path: 'relative.sqlite' };
		const { error } = await prepareRun(city, [told(1), told(2), told(3)]);
		expect(error).toMatchObject({ message: expect.stringContaining('대장 파일 경로'), description: expect.stringContaining('절대 경로를 입력') });
	});
});
