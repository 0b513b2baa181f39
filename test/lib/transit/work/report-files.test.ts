import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openLake } from '../../../../lib/transit/lake/lake';
import { writeModel } from '../../../../lib/transit/work/model-file';
import { runJob } from '../../../../lib/transit/work/run-job';
import { addCityMasters, cityDay, SETTINGS } from '../judge/small-city';
import { makeTestLake } from '../judge/summary-lake';
import { busCandidate, busModel } from '../../../support/bus-model';

jest.setTimeout(120_000);

const options = { timeoutMs: 60_000 };

describe('files of reports that are asked for one by one', () => {
	it('of two candidates of one route and kind lie beside each other', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'report-files-'));
		const model = busModel();
		const one = busCandidate('moreRuns');
		const candidates = ['out', 'in'].map((way) => ({ ...one, candidateId: `${one.candidateId}:${way}` }));
		const lake = await openLake(join(folder, 'lake'));
		const edition = `reports/service_date=${model.serviceDate}/edition-001`;
		await mkdir(lake.path(edition), { recursive: true });
		await writeModel(lake.path(edition), { ...model, candidates });
		await lake.commit((draft) => {
			draft.days[model.serviceDate] = { tapsGeneration: 1, summary: null, editions: [{ number: 1, folder: edition, madeAt: model.madeAt, tapsGeneration: 1, basis: '', state: 'final' }] };
		});
		const outputFolder = join(folder, 'out');
		await mkdir(outputFolder);
		for (const { candidateId } of candidates) await runJob('reviewSheet', { lakeFolder: lake.folder, serviceDate: model.serviceDate, candidateId, complaints: null, alternatives: '', outputFolder }, options);
		expect(await readdir(outputFolder)).toHaveLength(2);
		await rm(folder, { recursive: true, force: true });
	});

	it('of one period and two day types lie beside each other', async () => {
		const city = await makeTestLake();
		await addCityMasters(city);
		await city.addDay('2026-11-20', cityDay('2026-11-20'), { files: [] });
		const outputFolder = join(city.folder, 'out');
		await mkdir(outputFolder);
		for (const dayType of ['all', 'weekday'] as const) {
			const { now: _now, edition: _edition, previous: _previous, ...settings } = SETTINGS;
			await runJob('period', { lakeFolder: city.lake.folder, memoryMb: 256, threads: 1, from: '2026-11-20', to: '2026-11-20', dayType, route: '', settings, now: SETTINGS.now, outputFolder, recompute: false }, options);
		}
		expect((await readdir(outputFolder)).sort()).toEqual(['시내버스_기간분석_2026-11-20_2026-11-20_전체.html', '시내버스_기간분석_2026-11-20_2026-11-20_전체.xlsx', '시내버스_기간분석_2026-11-20_2026-11-20_평일.html', '시내버스_기간분석_2026-11-20_2026-11-20_평일.xlsx']);
		await city.close();
	});
});
