import type { Manifest } from './manifest';

/** What the lake holds of one service date. */
export interface DayStatus {
	serviceDate: string;
	taps: number;
	sources: string[];
	/** 확정 자료 without a part of the running day. */
	complete: boolean;
	analysed: boolean;
	/** Taps have changed since the last analysis. */
	outdated: boolean;
	/** Number of the newest edition; 0 = none. */
	edition: number;
	tapsPurged: boolean;
}

/** The newest `limit` service dates of a lake, newest first. */
export function lakeStatus(manifest: Manifest, limit: number): DayStatus[] {
	const sources = Object.values(manifest.sources);
	return Object.entries(manifest.days)
		.sort(([a], [b]) => b.localeCompare(a))
		.slice(0, limit)
		.map(([serviceDate, day]) => {
			const own = sources.filter(({ files }) => files.some((file) => file.serviceDate === serviceDate));
			return {
				serviceDate,
				taps: own.flatMap(({ files }) => files).reduce((sum, file) => sum + (file.serviceDate === serviceDate ? file.rows : 0), 0),
				sources: own.map(({ sourceId }) => sourceId).sort(),
				complete: own.some(({ feedDay, state }) => feedDay === serviceDate && state === 'final'),
				analysed: day.summary !== null,
				outdated: day.summary !== null && day.summary.tapsGeneration !== day.tapsGeneration,
				edition: day.editions.at(-1)?.number ?? 0,
				tapsPurged: day.tapsPurged === true,
			};
		});
}
