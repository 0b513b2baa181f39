import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { ValidationError } from '../../errors';
import { diskCode } from '../../retention/disk';
import type { ReceivedFile } from './delivery';
import { withFileLock, type LockOptions } from './file-lock';

/** One delivery of a day as it was received. */
export interface DeliveryRecord {
	/** 1, 2, … within the day. */
	number: number;
	/** SHA-256 over names and hashes of the files as delivered. */
	deliveryHash: string;
	/** What the other side's listing showed; the same listing need not be fetched again. */
	listing: string | null;
	/** Relative to the feed's folder. */
	folder: string;
	source: string;
	receivedAt: string;
	complete: boolean;
	/** `path` is relative to the feed's folder. */
	files: ReceivedFile[];
	skipped: string[];
	/** When the files were deleted, or null. */
	destroyedAt: string | null;
}

export interface DayRecord {
	deliveries: DeliveryRecord[];
	/** By trigger: hash of the delivery that last started a flow. */
	fired: Record<string, string>;
	/** By trigger: when people were told that the day is late. */
	toldLate: Record<string, string>;
}

/** What was received of one feed, in `received.json` of its folder. */
export interface ReceivedState {
	format: 1;
	/** By feed day. */
	days: Record<string, DayRecord>;
}

const FILE = 'received.json';

/** Reads the record of a feed's folder; an empty one where there is none. @throws ValidationError `receivedBroken` */
export async function readReceived(folder: string): Promise<ReceivedState> {
	let text: string;
	try {
		text = await readFile(join(folder, FILE), 'utf8');
	} catch (error) {
		if (diskCode(error) === 'ENOENT') return { format: 1, days: {} };
		throw error;
	}
	try {
		const state: unknown = JSON.parse(text);
		if (isState(state)) return state;
	} catch {
		// told below, with what to do
	}
	throw new ValidationError(
		'receivedBroken',
		`수신 기록(${FILE})을 읽을 수 없습니다.`,
		'백업한 수신 기록으로 되돌리거나, 파일의 이름을 바꾸어 두고 다시 실행하시기 바랍니다. 새로 시작하면 재조회 기간의 자료를 다시 받습니다.',
	);
}

/** Changes the record under its lock; replaced whole, so that a crash leaves the old or the new one. */
export async function changeReceived<T>(folder: string, lock: Omit<LockOptions, 'busy'>, change: (state: ReceivedState) => T): Promise<T> {
	await mkdir(folder, { recursive: true, mode: 0o700 });
	return await withFileLock(join(folder, `${FILE}.lock`), { ...lock, busy: '다른 실행이 수신 기록을 쓰고 있습니다.' }, async () => {
		const state = await readReceived(folder);
		const result = change(state);
		const next = join(folder, `${FILE}.new`);
		const file = await open(next, 'w', 0o600);
		try {
			await file.writeFile(`${JSON.stringify(state, null, '\t')}\n`);
			await file.sync();
		} finally {
			await file.close();
		}
		await rename(next, join(folder, FILE)).catch(async (error: unknown) => {
			await rm(next, { force: true });
			throw error;
		});
		return result;
	});
}

/** The day's record in a state, made where there is none. */
export function dayOf(state: ReceivedState, feedDay: string): DayRecord {
	return (state.days[feedDay] ??= { deliveries: [], fired: {}, toldLate: {} });
}

function isState(value: unknown): value is ReceivedState {
	if (typeof value !== 'object' || value === null || !('format' in value) || value.format !== 1 || !('days' in value)) return false;
	const { days } = value;
	if (typeof days !== 'object' || days === null || Array.isArray(days)) return false;
	return Object.values(days).every(
		(day: unknown) =>
			typeof day === 'object' && day !== null && 'deliveries' in day && Array.isArray(day.deliveries) && 'fired' in day && typeof day.fired === 'object' && 'toldLate' in day && typeof day.toldLate === 'object',
	);
}
