import { rm } from 'node:fs/promises';

import type { Lake } from './lake';

export interface Purged {
	/** Service dates whose taps were deleted. Their summaries and reports stay. */
	days: string[];
	files: number;
}

/**
 * Ends the retention of taps: deletes the tap files of service dates before a day, and the rejected rows of deliveries
 * for them. Counts, hashes, summaries and reports stay.
 * @throws ConflictError `lakeLocked`
 */
export async function purgeTaps(lake: Lake, before: string): Promise<Purged> {
	return await lake.withLock(async () => {
		const sources = Object.values(lake.manifest.sources);
		const taps = sources.flatMap(({ files }) => files).filter(({ serviceDate }) => serviceDate < before);
		const rejects = sources.flatMap(({ feedDay, rejectsFile }) => (rejectsFile !== null && feedDay < before ? [rejectsFile] : []));
		const days = [...new Set(taps.map(({ serviceDate }) => serviceDate))].sort();
		if (taps.length + rejects.length === 0) return { days: [], files: 0 };
		await lake.commit((draft) => {
			for (const source of Object.values(draft.sources)) {
				source.files = source.files.filter(({ serviceDate }) => serviceDate >= before);
				if (source.feedDay < before) source.rejectsFile = null;
			}
			for (const date of days) {
				const day = draft.days[date];
				if (day) day.tapsPurged = true;
			}
		});
		for (const path of [...taps.map((file) => file.path), ...rejects]) await rm(lake.path(path), { force: true });
		return { days, files: taps.length + rejects.length };
	});
}
