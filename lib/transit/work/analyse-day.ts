import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';

import { addDays, officialDate } from '../../calendar/day';
import { ValidationError } from '../../errors';
import type { Engine } from '../engine';
import { buildModel } from '../judge/build-model';
import { sourcesOf, stateOf } from '../judge/history';
import { LONGEST_LOOK_BACK } from '../judge/open-day';
import type { Lake } from '../lake/lake';
import type { Edition } from '../lake/manifest';
import { METRICS_VERSION, runMetrics } from '../metrics/run-metrics';
import type { BusReportModel } from '../model';
import { analysisItems } from './analysis-items';
import type { AnalyseJob, AnalyseResult } from './jobs';
import { peakMb, secondsSince } from './measure';
import { readModel, writeModel } from './model-file';
import { whenFree, withLake } from './resources';

/**
 * Computes a day's summary where it is missing or out of date, judges it, and writes the edition's model. The same taps
 * and masters under the same settings, against the same earlier days, give the same edition number again; anything else
 * counts it up. One lock holds over all of it, so that two analyses at once never write the same edition.
 * @throws ValidationError `noTaps`; ConflictError `lakeLocked`; what the metrics and the judgement throw
 */
export async function analyseDay(job: AnalyseJob): Promise<AnalyseResult> {
	return await withLake(job, async ({ lake, engine }) => await whenFree(lake, async () => await analyseUnderLock(job, lake, engine)));
}

async function analyseUnderLock(job: AnalyseJob, lake: Lake, engine: Engine): Promise<AnalyseResult> {
	const { serviceDate } = job;
	const begun = process.hrtime.bigint();
	await summarise(lake, engine, serviceDate, job.recompute);
	const metrics = secondsSince(begun);
	const staleDays = Object.keys(lake.manifest.days).filter((day) => lake.manifest.days[day]?.summary && lake.isStale(day)).sort();
	if (job.summaryOnly) return { folder: null, edition: null, items: null, staleDays, seconds: { metrics, report: 0 }, peakMb: peakMb() };

	const judging = process.hrtime.bigint();
	const { model, folder } = await writeEdition(lake, engine, job);
	return {
		folder,
		edition: model.edition,
		items: analysisItems(model, job.limits),
		staleDays,
		seconds: { metrics, report: secondsSince(judging) },
		peakMb: peakMb(),
	};
}

/** Brings the day's summary up to date. @throws ValidationError `noTaps` */
export async function summarise(lake: Lake, engine: Engine, serviceDate: string, recompute: boolean): Promise<void> {
	const day = lake.manifest.days[serviceDate];
	if (!day?.summary && lake.tapFiles(serviceDate).length === 0) {
		throw new ValidationError(
			'noTaps',
			`${officialDate(serviceDate)} 운행일자의 교통카드 자료가 저장소에 없습니다.`,
			"운행일자를 확인하고, 먼저 '자료 적재'로 그 날의 자료를 넣으시기 바랍니다.",
		);
	}
	if (!recompute && !lake.isStale(serviceDate, METRICS_VERSION)) return;
	if (lake.tapFiles(serviceDate).length === 0) return;
	await whenFree(lake, async () => {
		await runMetrics({ lake, engine, serviceDate });
	});
}

async function writeEdition(lake: Lake, engine: Engine, job: AnalyseJob): Promise<{ model: BusReportModel; folder: string }> {
	const { serviceDate, settings, now } = job;
	const day = lake.manifest.days[serviceDate];
	const basis = basisOf(job, lake);
	const last = day?.editions.at(-1);
	const same = last?.basis === basis ? last : undefined;
	const before = same ? day?.editions.at(-2) : last;
	const number = same?.number ?? (last?.number ?? 0) + 1;
	const relative = same?.folder ?? `reports/service_date=${serviceDate}/edition-${String(number).padStart(3, '0')}`;
	const model = await buildModel({
		lake,
		engine,
		serviceDate,
		settings: { ...settings, now, edition: number, previous: before ? await readModel(lake.path(before.folder)) : null },
	});
	const folder = lake.path(relative);
	await mkdir(folder, { recursive: true });
	await writeModel(folder, model);
	const edition: Edition = { number, folder: relative, madeAt: now, tapsGeneration: day?.tapsGeneration ?? 0, basis, state: model.state };
	await lake.commit((draft) => {
		const editions = draft.days[serviceDate]?.editions;
		if (!editions) return;
		const at = editions.findIndex((one) => one.number === number);
		if (at === -1) editions.push(edition);
		else editions[at] = edition;
	});
	return { model, folder };
}

/** What an edition rests on: taps and their state, masters, metrics, settings, package, and the earlier days it is held against. */
function basisOf({ settings, serviceDate }: AnalyseJob, lake: Lake): string {
	const { days } = lake.manifest;
	const first = addDays(serviceDate, -LONGEST_LOOK_BACK);
	const earlier = Object.keys(days).filter((date) => date >= first && date < serviceDate).sort();
	const history = earlier.flatMap((date) => {
		const summary = days[date]?.summary;
		return summary ? [[date, summary.tapsGeneration, summary.metricsVersion, summary.masters ?? '']] : [];
	});
	const state = stateOf(sourcesOf(lake.manifest, serviceDate), serviceDate);
	const facts = [days[serviceDate]?.tapsGeneration ?? 0, state, lake.mastersPrint(serviceDate), METRICS_VERSION, settings, history];
	return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 16);
}
