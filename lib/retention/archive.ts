import { chmod, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { addDays } from '../calendar/day';
import type { Desk } from '../ledger/desk';
import type { Origin } from '../ledger/types';
import { safeFileName } from '../report/file-name';
import { onDisk } from './disk';
import { hashFile } from './hash-file';
import { moveFile } from './move-file';

export interface ArchiveOptions {
	campaign: string;
	/** Real paths of two different folders. */
	from: string;
	to: string;
	/** Today, `YYYY-MM-DD`. */
	today: string;
	destroyAfterDays: number;
	origin: Origin;
}

export interface Archived {
	/** Names of the files that were moved. */
	moved: string[];
	/** Files that no closed run of the campaign has read; they stay. */
	left: number;
	/** Names of files that changed while they were moved, or whose place in the archive holds something else. */
	problems: string[];
}

/**
 * Moves exports that a closed run of the campaign has read into the archive and registers them for destruction; others
 * stay. A file is registered before it is moved and the move can be repeated, so that a crash leaves nothing readable
 * unregistered.
 */
export async function archiveFiles(desk: Pick<Desk, 'closedRunOfSource' | 'registerFile'>, options: ArchiveOptions): Promise<Archived> {
	const { campaign, from, to, today, destroyAfterDays, origin } = options;
	const done: Archived = { moved: [], left: 0, problems: [] };
	const found = await onDisk('추출 파일 폴더를 읽지', async () => await readdir(from, { withFileTypes: true }));
	for (const { name } of found.filter((one) => one.isFile())) {
		const source = join(from, name);
		const sha256 = await onDisk('추출 파일을 읽지', async () => await hashFile(source));
		const runId = await desk.closedRunOfSource(campaign, sha256);
		if (runId === null) {
			done.left += 1;
			continue;
		}
		const target = join(to, `${sha256.slice(0, 16)}_${safeFileName(name)}`);
		await desk.registerFile({ kind: 'export', path: target, sha256, runId, destroyOn: addDays(today, destroyAfterDays), origin });
		const moved = await onDisk('추출 파일을 보관 폴더로 옮기지', async () => {
			const whole = await moveFile(source, target, sha256);
			if (whole) await chmod(target, 0o600);
			return whole;
		});
		(moved ? done.moved : done.problems).push(name);
	}
	return done;
}
