import type { ReportSettings } from '../../lib/transit/work/jobs.ts';

/** As a city sets the analysis up. */
export const REPORT_SETTINGS: ReportSettings = {
	city: '의정부시',
	department: '교통정책과',
	contact: '031-000-0000',
	signOff: null,
	schoolHolidays: [],
	extraHolidays: [],
	packageVersion: 'bench',
	hideSmallCells: true,
};
export const ITEM_LIMITS = { routes: 200, stops: 100, candidates: 100 };
export const THREADS = 2;
/** The analytical engine's memory limit at most; the process's own comes on top. */
export const memoryFor = (taps: number): number => (taps > 1_500_000 ? 1_400 : taps > 500_000 ? 900 : 400);
export const TIMEOUT_MS = 900_000;
export const NOW = '2026-11-22T05:00:00+09:00';
