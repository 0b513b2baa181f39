import { randomInt } from 'node:crypto';
import { mkdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { performance } from 'node:perf_hooks';
import { setImmediate as breathe, setTimeout as sleep } from 'node:timers/promises';

import { ConflictError, ValidationError } from '../errors';
import { bringUp } from './migrations';
import { MOVED, MOVED_SIGN, movedError } from './moved';
import type { LedgerStore, Row, Statement, Steps } from './steps';

/** Short, because waiting here blocks the whole event loop; the patient wait is asynchronous. */
const BUSY_TIMEOUT_MS = 20;
const LOCK_DEADLINE_MS = 15_000;
/** A batch's transaction changes some 4 MB; in a smaller cache its pages would be written twice. */
const CACHE_KB = 16_384;
/** Of a new file: a notice is some 2 KB, of which 4 KB would hold one only. */
const PAGE_BYTES = 8_192;
/** Pages of the log before they are brought home: a page changed by each step of a batch goes once. */
const CHECKPOINT_PAGES = 2_000;
const SETTINGS = `PRAGMA page_size = ${PAGE_BYTES}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -${CACHE_KB};
	PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES};
	-- What retention deletes is overwritten in the file too.
	PRAGMA secure_delete = ON`;
/** The same for a file that is taken as it stands. */
const SETTINGS_AS_IS = 'PRAGMA synchronous = FULL; PRAGMA secure_delete = ON';

/** SQLite's primary result code; errors are told by it and not by class, which may come from another realm. */
const codeOf = (error: unknown) =>
	typeof error === 'object' && error !== null && 'errcode' in error ? Number(error.errcode) & 0xff : 0;

const isBusy = (error: unknown) => [5, 6].includes(codeOf(error));
const isFull = (error: unknown) => codeOf(error) === 13;
/** Read-only, not to be opened, or no database. */
const isUnusable = (error: unknown) => [8, 14, 26].includes(codeOf(error));

const describe = (error: unknown) =>
	typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : '';

const isMoved = (error: unknown) => codeOf(error) === 19 && describe(error) === MOVED_SIGN;

/**
 * The ledger on one SQLite file. One connection a file and process: transactions contain no await, so two executions
 * in one process never lock each other out; other processes are waited for asynchronously, also when it is opened.
 */
export class SqliteStore implements LedgerStore {
	private closed = false;

	/**
	 * Opens or creates the ledger file; a second call for the same file shares the connection.
	 * Throws `ledgerUnusable` when the file or folder cannot be used.
	 */
	static at(path: string): SqliteStore {
		return new SqliteStore(Connection.at(path), true);
	}

	/**
	 * The file as it stands: neither made nor brought to the present version, and readable after it was moved away.
	 * Throws `ledgerMissing` where there is no file, and `ledgerUnusable`.
	 */
	static existing(path: string): SqliteStore {
		if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) throw missing(path);
		return new SqliteStore(Connection.at(path), false);
	}

	private constructor(
		private readonly connection: Connection,
		private readonly bringsUp: boolean,
	) {}

	/** Throws `ledgerUnusable`, `ledgerVersion`, `ledgerLocked`, `ledgerMoved`, `diskFull` beside what the steps throw. */
	async transact<T>(steps: () => Steps<T>): Promise<T> {
		const deadline = performance.now() + LOCK_DEADLINE_MS;
		for (let pause = 5; ; pause = Math.min(pause * 2, 200)) {
			await this.connection.turn();
			try {
				return this.connection.transact(steps, this.bringsUp);
			} catch (error) {
				if (!isBusy(error)) throw this.connection.translate(error);
				if (performance.now() > deadline) throw locked();
			}
			// Two processes that wait must not keep step.
			await sleep(pause / 2 + randomInt(pause));
		}
	}

	/** Closes after the transactions already begun; a second call does nothing. */
	async close(): Promise<void> {
		if (this.closed) return;
		this.closed = true;
		await this.connection.turn();
		this.connection.leave();
	}
}

/** The shared connection to one file. */
class Connection {
	private readonly statements = new Map<string, StatementSync>();
	private users = 0;
	private ready = false;
	private lastTurn: Promise<void> = Promise.resolve();

	private static readonly open = new Map<string, Connection>();

	static at(path: string): Connection {
		const key = canonicalPath(path);
		const connection = Connection.open.get(key) ?? new Connection(key, openDatabase(key));
		Connection.open.set(key, connection);
		connection.users += 1;
		return connection;
	}

	private constructor(
		private readonly path: string,
		private readonly database: DatabaseSync,
	) {}

	/**
	 * Waits for a turn of the event loop that no other transaction on this file uses: each keeps the loop busy for its
	 * own few milliseconds only, however many executions queue up.
	 */
	turn(): Promise<void> {
		this.lastTurn = this.lastTurn.then(() => breathe());
		return this.lastTurn;
	}

	transact<T>(steps: () => Steps<T>, bringsUp: boolean): T {
		if (!bringsUp) this.database.exec(SETTINGS_AS_IS);
		else if (!this.ready) this.prepare();
		this.ready ||= bringsUp;
		this.database.exec('BEGIN IMMEDIATE');
		try {
			const result = this.through(steps());
			this.database.exec('COMMIT');
			return result;
		} catch (error) {
			if (this.database.isTransaction) this.database.exec('ROLLBACK');
			throw error;
		}
	}

	/** Brings the file to its tables; may meet another process that does the same, and is then simply tried again. */
	private prepare(): void {
		try {
			this.database.exec(SETTINGS);
			this.database.exec('BEGIN IMMEDIATE');
			const known = this.database.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'meta'`).get();
			this.through(bringUp(known !== undefined));
			this.database.exec('COMMIT');
		} catch (error) {
			if (this.database.isTransaction) this.database.exec('ROLLBACK');
			throw error instanceof ValidationError || isBusy(error) || isFull(error) || isMoved(error) ? error : unusable(error);
		}
	}

	private through<T>(steps: Steps<T>): T {
		let turn = steps.next();
		while (!turn.done) {
			turn = steps.next(this.run(turn.value));
		}
		return turn.value;
	}

	/** What an error of the file is called to the user. */
	translate(error: unknown): unknown {
		if (isMoved(error)) return movedError(this.database.prepare(`SELECT value FROM meta WHERE name = '${MOVED}'`).get()?.value);
		if (isFull(error)) return full(error);
		return isUnusable(error) ? unusable(error) : error;
	}

	leave(): void {
		this.users -= 1;
		if (this.users > 0) return;
		Connection.open.delete(this.path);
		this.statements.clear();
		this.database.close();
	}

	private run({ sql, values, counts }: Statement): Row[] {
		const statement = this.prepared(sql);
		return counts ? [{ changed: statement.run(...values).changes }] : statement.all(...values);
	}

	private prepared(sql: string): StatementSync {
		const known = this.statements.get(sql);
		if (known) return known;
		const statement = this.database.prepare(sql);
		this.statements.set(sql, statement);
		return statement;
	}
}

function canonicalPath(path: string): string {
	try {
		mkdirSync(dirname(path), { recursive: true });
		return join(realpathSync(dirname(path)), basename(path));
	} catch (error) {
		throw unusable(error);
	}
}

function openDatabase(path: string): DatabaseSync {
	try {
		return new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
	} catch (error) {
		throw unusable(error);
	}
}

const unusable = (cause: unknown) =>
	new ValidationError(
		'ledgerUnusable',
		`발송 대장 파일을 열 수 없습니다(${describe(cause)}).`,
		"'발송 대장' 자격 증명의 파일 경로와 폴더 쓰기 권한, 디스크 여유 공간을 확인하시기 바랍니다.",
		{ cause },
	);

const locked = () =>
	new ConflictError(
		'ledgerLocked',
		'다른 프로그램이 발송 대장을 사용하고 있어 기록하지 못하였습니다. 변경된 내용은 없습니다.',
		'백업이나 조회 프로그램이 대장 파일을 잡고 있는지 확인하고 다시 실행하시기 바랍니다.',
	);

const full = (cause: unknown) =>
	new ConflictError(
		'diskFull',
		'디스크에 여유 공간이 없어 발송 대장에 기록하지 못하였습니다. 변경된 내용은 없습니다.',
		'디스크 공간을 확보한 뒤 다시 실행하시기 바랍니다.',
		{ cause },
	);

const missing = (path: string) => new ValidationError('ledgerMissing', `발송 대장 파일 '${path}'이(가) 없습니다.`, '파일의 경로를 확인하시기 바랍니다.');
