import { existsSync, readdirSync, utimesSync, writeFileSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { ExecutionDetail } from '../../sandbox/n8n/workflows.mts';
import type { Truth } from '../../sandbox/transit/truth.mts';
import { BusOffice, koreanDayBefore } from '../support/bus-office';
import { N8N_START_TIMEOUT_MS, startTestN8n } from '../support/n8n';
import type { TestN8n } from '../support/n8n';

const [THIRD, SECOND, FIRST, NEWEST] = [koreanDayBefore(4), koreanDayBefore(3), koreanDayBefore(2), koreanDayBefore(1)];
const LONG = 240_000;
const summaries = (run: ExecutionDetail) => run.items('일일 분석').map(({ serviceDate, edition, boardings, alightings }) => ({ serviceDate, edition, boardings, alightings }));
const told = ({ day, totals: { boardings, alightings } }: Truth, edition: number) => ({ serviceDate: day, edition, boardings, alightings });
const filesOf = (item: Record<string, unknown> | undefined): string[] =>
	(Array.isArray(item?.['files']) ? item['files'] : []).map((file: unknown) => String((file as { path: unknown }).path));

/** Four days of an office whose settlement firm delivers to an SFTP server. Each test goes on where the one before ended. */
describe('the daily bus flow, published, with an SFTP server', () => {
	let n8n: TestN8n;
	let office: BusOffice;
	let corrected: Truth;

	beforeAll(async () => {
		n8n = await startTestN8n();
		office = await BusOffice.open(n8n, { source: 'sftp' });
	}, N8N_START_TIMEOUT_MS);
	afterAll(async () => {
		await n8n?.dispose();
		await office?.close();
	}, 60_000);

	it('analyses the day that is there: figures, files, run log', async () => {
		const truth = office.deliver(THIRD, {}, (name) => /^TB_KTS_DWTCD|^운행기록/.test(name));
		const [run] = await office.runsAfter(async () => await n8n.workflows.activate(office.dailyId));
		expect(run).toMatchObject({ status: 'success', mode: 'trigger', error: null });
		expect(run?.items('교통카드 자료 도착')).toMatchObject([{ feedDay: THIRD, complete: true, correction: false, number: 1 }]);
		expect(run && summaries(run)).toEqual([told(truth, 1)]);
		expect(run?.items('운행기록 등록')).toHaveLength(1);

		const [summary] = run?.items('일일 분석') ?? [];
		const files = filesOf(summary);
		expect(files.map((file) => extname(file)).sort()).toEqual(['.html', '.hwpx', '.png', '.png', '.png', '.png', '.png', '.xlsx']);
		for (const file of files) expect({ file, there: existsSync(file) }).toEqual({ file, there: true });
		expect(readdirSync(join(office.folders.lake, 'reports', `service_date=${THIRD}`))).toEqual(['edition-001']);
		for (const output of [1, 2, 3]) expect(run?.items('일일 분석', output).length).toBeGreaterThan(0);
	}, LONG);

	it('after n8n was down: the day that came meanwhile is analysed, the one before is not told again', async () => {
		const known = await office.runIds();
		await n8n.stop();
		const truth = office.deliver(SECOND);
		await n8n.start();
		const run = await n8n.workflows.waitForNextExecution(office.dailyId, known, LONG);
		expect(run).toMatchObject({ status: 'success', error: null });
		expect(summaries(run)).toEqual([told(truth, 1)]);
		// The run log did not come: the analysis goes on without it.
		expect(run.items('운행기록 수집', 1)).toMatchObject([{ feedDay: SECOND, complete: false }]);
		expect(await office.runIds()).toHaveLength(known.length + 1);
	}, LONG);

	it('the same files once more start nothing; a corrected delivery is analysed as 정정, with what has changed', async () => {
		for (const name of readdirSync(office.outbound).filter((one) => one.includes(THIRD.replaceAll('-', '')))) {
			const path = join(office.outbound, name);
			writeFileSync(path, readFileSync(path));
			utimesSync(path, new Date(), new Date());
		}
		corrected = office.deliver(SECOND, { taps: 3_200 });
		const known = await office.runIds();
		const [run] = await office.runsAfter(async () => await office.look());
		expect(run).toMatchObject({ status: 'success', error: null });
		expect(run?.items('교통카드 자료 도착')).toMatchObject([{ feedDay: SECOND, correction: true, number: 2 }]);
		expect(run && summaries(run)).toEqual([told(corrected, 2)]);
		expect(run?.items('일일 분석')[0]?.['changesSinceLastEdition']).not.toEqual([]);
		expect(await office.runIds()).toHaveLength(known.length + 1);
	}, LONG);

	it('rows of an earlier day that come late are counted there: both days are analysed', async () => {
		const before = corrected.totals;
		const truth = office.deliver(FIRST, { dirt: { otherDay: 0.03 } });
		const late = truth.otherDays[SECOND];
		if (!late) throw new Error('no late rows');
		expect(late.boardings).toBeGreaterThan(20);
		const [run] = await office.runsAfter(async () => await office.look());
		expect(run).toMatchObject({ status: 'success', error: null });
		expect(run && summaries(run)).toEqual([
			{ serviceDate: SECOND, edition: 3, boardings: before.boardings + late.boardings, alightings: before.alightings + late.alightings },
			told(truth, 1),
		]);
	}, LONG);

	it('a day of which a part is missing is late and not analysed; with the part it is', async () => {
		await n8n.workflows.deactivate(office.dailyId);
		const flow = await n8n.rest.request('GET', `/workflows/${office.dailyId}`);
		await n8n.workflows.updateWorkflow(office.dailyId, withLateAt(flow, '00:01'));
		office.deliver(NEWEST, {}, (name) => /^TB_KTS_DWTCD.*_02/.test(name));
		const [late] = await office.runsAfter(async () => await n8n.workflows.activate(office.dailyId));
		expect(late).toMatchObject({ status: 'success', error: null });
		expect(late?.items('교통카드 자료 도착', 1)).toMatchObject([{ feedDay: NEWEST, complete: false, reason: expect.stringContaining('01') }]);
		expect(late?.items('지연 알림 내용')).toMatchObject([{ 제목: `교통카드 자료 지연: ${NEWEST}`, 내용: expect.stringContaining('아직 다 오지 않았습니다') }]);
		expect(late?.items('자료 적재')).toEqual([]);
		expect(office.daysInLake()).toEqual([THIRD, SECOND, FIRST]);

		const known = await office.runIds();
		const truth = office.deliver(NEWEST);
		const [run] = await office.runsAfter(async () => await office.look());
		expect(run).toMatchObject({ status: 'success', error: null });
		expect(run && summaries(run)).toEqual([told(truth, 1)]);
		expect(await office.runIds()).toHaveLength(known.length + 1);
	}, LONG);
});

function withLateAt(flow: unknown, lateAt: string): Parameters<TestN8n['workflows']['updateWorkflow']>[1] {
	const workflow = structuredClone(flow) as Parameters<TestN8n['workflows']['updateWorkflow']>[1];
	for (const node of workflow.nodes) if (node.type.endsWith('bmsFeedTrigger')) node.parameters['lateAt'] = lateAt;
	return { name: workflow.name, nodes: workflow.nodes, connections: workflow.connections, ...(workflow.settings ? { settings: workflow.settings } : {}) };
}
