import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';

import { addDays, koreanDay } from '../../calendar/day';
import { ValidationError } from '../../errors';
import { diskCode } from '../../retention/disk';
import { withFileLock, type LockOptions } from '../feed/file-lock';

const FILE = 'api-calls.json';
const KEPT_DAYS = 40;

/** Calls by Korean day and by service and key. */
type Calls = Record<string, Record<string, number>>;

export interface QuotaPorts {
	/** ISO time with offset. */
	now: () => string;
	lock: Omit<LockOptions, 'busy'>;
}

/**
 * Counts calls of metered services in one file, for all executions on this folder. data.go.kr counts by service and key,
 * from midnight.
 */
export class CallBook {
	private readonly id: string;

	/** @param service path of the service; the key appears only as a hash */
	constructor(
		private readonly folder: string,
		service: string,
		key: string,
		private readonly dailyLimit: number,
		private readonly ports: QuotaPorts,
	) {
		this.id = `${service}#${createHash('sha256').update(key).digest('hex').slice(0, 8)}`;
	}

	/** Enters one call before it is made. False where today's are used up. @throws ValidationError `callBookBroken` */
	async take(): Promise<boolean> {
		return await this.change((today) => {
			const made = today[this.id] ?? 0;
			if (made >= this.dailyLimit) return false;
			today[this.id] = made + 1;
			return true;
		});
	}

	/** The portal says that nothing is left (calls were made elsewhere): none is tried again today. */
	async exhaust(): Promise<void> {
		await this.change((today) => void (today[this.id] = Math.max(today[this.id] ?? 0, this.dailyLimit)));
	}

	/** Calls left today. */
	async left(): Promise<number> {
		return Math.max(0, this.dailyLimit - ((await readCalls(this.folder))[koreanDay(this.ports.now())]?.[this.id] ?? 0));
	}

	private async change<T>(work: (today: Record<string, number>) => T): Promise<T> {
		await mkdir(this.folder, { recursive: true, mode: 0o700 });
		return await withFileLock(join(this.folder, `${FILE}.lock`), { ...this.ports.lock, busy: '다른 실행이 호출 기록을 쓰고 있습니다.' }, async () => {
			const day = koreanDay(this.ports.now());
			const calls = await readCalls(this.folder);
			const kept: Calls = Object.fromEntries(Object.entries(calls).filter(([one]) => one > addDays(day, -KEPT_DAYS)));
			const result = work((kept[day] ??= {}));
			const next = join(this.folder, `${FILE}.new`);
			const file = await open(next, 'w', 0o600);
			try {
				await file.writeFile(`${JSON.stringify(kept, null, '\t')}\n`);
			} finally {
				await file.close();
			}
			await rename(next, join(this.folder, FILE));
			return result;
		});
	}
}

async function readCalls(folder: string): Promise<Calls> {
	try {
		const calls: unknown = JSON.parse(await readFile(join(folder, FILE), 'utf8'));
		if (isCalls(calls)) return calls;
	} catch (error) {
		if (diskCode(error) === 'ENOENT') return {};
		if (diskCode(error) !== undefined) throw error;
	}
	throw new ValidationError('callBookBroken', `호출 기록(${FILE})을 읽을 수 없어 조회하지 않았습니다.`, '파일을 지우고 다시 실행하시기 바랍니다. 오늘의 호출 횟수는 0부터 다시 셉니다.');
}

function isCalls(value: unknown): value is Calls {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
	return Object.values(value).every((day: unknown) => typeof day === 'object' && day !== null && Object.values(day).every((count) => typeof count === 'number'));
}
