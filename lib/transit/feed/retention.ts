import { appendFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { addDays, isDay } from '../../calendar/day';
import { ValidationError } from '../../errors';
import type { ReceivedFile } from './delivery';
import { onRawFolder } from './failures';
import { withFileLock } from './file-lock';
import { feedFolder, lockOf, type FeedPorts } from './receive-day';
import { changeReceived, readReceived } from './received';

export interface Destroyed {
	/** Days before this one were cleared. */
	keptFrom: string;
	days: string[];
	files: number;
	bytes: number;
}

/** One line of `destroyed.jsonl`: the record of destruction (파기 기록). */
interface DestructionRecord {
	feedDay: string;
	delivery: number;
	destroyedAt: string;
	by: string;
	files: Pick<ReceivedFile, 'name' | 'bytes' | 'sha256'>[];
}

/**
 * Deletes the raw files of days older than the retention period and records what was destroyed, when and by which flow.
 * Half-received files of those days go too. The record is written before anything is deleted, so that a crash leaves at
 * most a record of what the next run deletes.
 * @param keepDays days kept, the current one included; at least 1
 * @throws ValidationError `retentionPeriod`, `badFeedName`, `feedDisk`; ConflictError `feedBusy`
 */
export async function destroyOldRaw(rawFolder: string, feed: string, keepDays: number, today: string, by: string, ports: FeedPorts): Promise<Destroyed> {
	if (!Number.isInteger(keepDays) || keepDays < 1) {
		throw new ValidationError('retentionPeriod', "'원본 보존기간(일)'이 1 이상의 정수가 아니어서 지우지 않았습니다.", "'원본 보존기간(일)'을 1 이상으로 입력하시기 바랍니다.");
	}
	const folder = feedFolder(rawFolder, feed);
	const keptFrom = addDays(today, 1 - keepDays);
	const done: Destroyed = { keptFrom, days: [], files: 0, bytes: 0 };
	const days = await onRawFolder('원본 폴더를 읽지', async () => (await readdir(folder).catch(() => [])).filter((name) => isDay(name) && name < keptFrom).sort());
	for (const feedDay of days) {
		const dayFolder = join(folder, feedDay);
		await withFileLock(join(dayFolder, '.lock'), { ...lockOf(ports), waitMs: 0, busy: `다른 실행이 ${feedDay} 자료를 수집하고 있습니다.` }, async () => {
			const destroyedAt = ports.now();
			const deliveries = ((await readReceived(folder)).days[feedDay]?.deliveries ?? []).filter((record) => record.destroyedAt === null);
			const records = deliveries.map(
				({ number, files }): DestructionRecord => ({ feedDay, delivery: number, destroyedAt, by, files: files.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 })) }),
			);
			await onRawFolder('원본 자료를 파기하지', async () => {
				for (const record of records) await appendFile(join(folder, 'destroyed.jsonl'), `${JSON.stringify(record)}\n`, { mode: 0o600 });
				for (const name of await readdir(dayFolder)) if (name !== '.lock') await rm(join(dayFolder, name), { recursive: true, force: true });
			});
			await changeReceived(folder, lockOf(ports), (state) => {
				for (const record of state.days[feedDay]?.deliveries ?? []) record.destroyedAt ??= destroyedAt;
			});
			done.days.push(feedDay);
			for (const { files } of deliveries) {
				done.files += files.length;
				done.bytes += files.reduce((sum, { bytes }) => sum + bytes, 0);
			}
		});
		await rm(dayFolder, { recursive: true, force: true });
	}
	return done;
}
