import type { ImportAggregateRequest, ImportedAggregate } from '../aggregates/import-aggregate';
import type { BookFile } from '../book/put-file';
import type { IngestRequest, IngestResult } from '../ingest/types';
import type { JudgeSettings } from '../judge/settings';
import type { ImportMastersRequest, ImportMastersResult } from '../masters/import-masters';
import type { DayType } from '../model';
import type { Preview, PreviewRequest } from '../preview/preview';
import type { AnalysisItems, ItemLimits } from './analysis-items';
import type { WorkResources } from './resources';

/** What the office decides about its reports; the rest of `JudgeSettings` is known when the report is made. */
export type ReportSettings = Omit<JudgeSettings, 'edition' | 'previous' | 'now'>;

export interface IngestJob extends WorkResources {
	request: Omit<IngestRequest, 'tempFolder'>;
	/** ISO. */
	now: string;
}

export interface PreviewJob extends Omit<WorkResources, 'lakeFolder'> {
	request: PreviewRequest;
}

export interface ImportMastersJob extends WorkResources {
	request: ImportMastersRequest;
}

export interface ReadAggregateJob extends Omit<WorkResources, 'lakeFolder'> {
	request: ImportAggregateRequest;
}

export interface AnalyseJob extends WorkResources {
	serviceDate: string;
	settings: ReportSettings;
	limits: ItemLimits;
	/** ISO. */
	now: string;
	/** Summaries only, for days that are filled in afterwards. */
	summaryOnly: boolean;
	/** Computes the day anew even where its summary is up to date. */
	recompute: boolean;
}

export interface AnalyseResult {
	/** Absolute folder of the edition, with model.json; null where only the summary was asked for. */
	folder: string | null;
	edition: number | null;
	items: AnalysisItems | null;
	/** Earlier days whose taps have changed since they were last analysed. */
	staleDays: string[];
	seconds: { metrics: number; report: number };
	/** Highest resident memory of the process, MiB. */
	peakMb: number;
}

/** Files of an edition; each in a child of its own, so that both cores work. */
export interface WorkbookJob {
	folder: string;
	baseName: string;
}

export interface PagesJob {
	folder: string;
	baseName: string;
	pictures: boolean;
	memo: boolean;
}

export interface RenderResult {
	files: BookFile[];
	peakMb: number;
}

export interface PeriodJob extends WorkResources {
	from: string;
	to: string;
	dayType: DayType | 'all';
	/** Name or key; empty = all routes. */
	route: string;
	settings: ReportSettings;
	now: string;
	/** Absolute folder for page and workbook. */
	outputFolder: string;
	/** Computes every day's metrics anew before. */
	recompute: boolean;
}

export interface PeriodResult extends RenderResult {
	summary: { from: string; to: string; days: number; missingDays: string[]; boardings: number; alightings: number; routes: number; routeName: string | null };
	seconds: number;
}

export interface WeeklyCrowdingJob extends WorkResources {
	/** Any day of the week (Monday first). */
	week: string;
	settings: ReportSettings;
	now: string;
	outputFolder: string;
}

export interface WeeklyCrowdingResult extends RenderResult {
	summary: { from: string; to: string; rows: number; missingDays: string[] };
}

export interface ReviewSheetJob {
	lakeFolder: string;
	serviceDate: string;
	candidateId: string;
	/** 민원 건수 and 대안, typed by the officer; null = left open in the sheet. */
	complaints: number | null;
	alternatives: string;
	outputFolder: string;
}

export interface PurgeJob {
	lakeFolder: string;
	/** Days before this one lose their taps. */
	before: string;
}

export interface Jobs {
	ingest: { request: IngestJob; result: IngestResult & { daysToAnalyse: string[]; peakMb: number; seconds: number } };
	preview: { request: PreviewJob; result: Preview & { peakMb: number; seconds: number } };
	importMasters: { request: ImportMastersJob; result: ImportMastersResult };
	analyse: { request: AnalyseJob; result: AnalyseResult };
	workbook: { request: WorkbookJob; result: RenderResult };
	pages: { request: PagesJob; result: RenderResult };
	period: { request: PeriodJob; result: PeriodResult };
	weeklyCrowding: { request: WeeklyCrowdingJob; result: WeeklyCrowdingResult };
	reviewSheet: { request: ReviewSheetJob; result: RenderResult };
	readAggregate: { request: ReadAggregateJob; result: ImportedAggregate & { peakMb: number } };
	purge: { request: PurgeJob; result: { days: string[]; files: number } };
}

export type JobName = keyof Jobs;
export type JobRequest<N extends JobName> = Jobs[N]['request'];
export type JobResult<N extends JobName> = Jobs[N]['result'];
