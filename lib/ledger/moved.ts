import { CityhallError, ConflictError } from '../errors';
import type { Steps } from './steps';
import { all, first, text } from './steps';

/** Name in `meta` of what a SQLite ledger says of its move. */
export const MOVED = 'moved';
/** What SQLite says of a write that a moved ledger refuses. */
export const MOVED_SIGN = 'ledgerMoved';

/** What a SQLite ledger that is closed for a move remembers. */
export interface MovedMark {
	/** Where the ledger goes, as people read it; no password. */
	to: string;
	/** Business time of the closing. */
	at: string;
	/** The last try to move it; a cancellation that knows an earlier one comes too late. */
	attempt: string;
	/** The new ledger is complete. */
	done: boolean;
}

/** What a SQLite ledger says of its move; null while it is nobody's but its own. */
export function* readMoved(): Steps<MovedMark | null> {
	const row = yield* first(`SELECT value FROM meta WHERE name = '${MOVED}'`);
	return row ? parse(text(row, 'value')) : null;
}

/** Writes what the ledger says of its move. */
export function* writeMoved(mark: MovedMark): Steps<void> {
	yield* all(`INSERT INTO meta (name, value) VALUES ('${MOVED}', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, JSON.stringify(mark));
}

const CHANGES = ['INSERT', 'UPDATE', 'DELETE'] as const;

/** Lets SQLite itself refuse every later write to the ledger, whatever program or version of the package tries. */
export function* shut(): Steps<void> {
	for (const table of yield* tablesThere()) {
		for (const change of CHANGES) {
			const row = change === 'INSERT' ? 'NEW' : 'OLD';
			const but = table === 'meta' ? `WHEN ${row}.name <> '${MOVED}'` : '';
			yield* all(`CREATE TRIGGER IF NOT EXISTS ${triggerOf(table, change)} BEFORE ${change} ON ${table} ${but} BEGIN SELECT RAISE(ABORT, '${MOVED_SIGN}'); END`);
		}
	}
}

/** Takes writes again, and forgets the move. */
export function* reopen(): Steps<void> {
	for (const table of yield* tablesThere()) for (const change of CHANGES) yield* all(`DROP TRIGGER IF EXISTS ${triggerOf(table, change)}`);
	yield* all(`DELETE FROM meta WHERE name = '${MOVED}'`);
}

const triggerOf = (table: string, change: string) => `moved_${table}_${change.toLowerCase()}`;

function* tablesThere(): Steps<string[]> {
	const rows = yield* all(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name`);
	return rows.map((row) => text(row, 'name'));
}

/** The error of a write to a moved ledger; `value` is what `meta` says of the move. */
export function movedError(value: unknown): CityhallError {
	const { to, at, done } = typeof value === 'string' ? parse(value) : { to: '다른 곳', at: '', done: false };
	const day = at.slice(0, 10);
	if (done) {
		return new ConflictError(
			'ledgerMoved',
			`이 발송 대장(SQLite)은 ${day}에 ${to}(으)로 옮겨져 더 기록할 수 없습니다. 변경된 내용은 없습니다.`,
			"이 흐름의 '발송 대장' 자격 증명을 옮긴 대장(저장 방식 'PostgreSQL 서버')으로 변경하시기 바랍니다. 이 파일은 보존기간까지 그대로 보관하시기 바랍니다.",
		);
	}
	return new ConflictError(
		'ledgerMoved',
		`이 발송 대장(SQLite)은 ${day}에 ${to}(으)로 옮기기 시작하여 닫혀 있습니다. 변경된 내용은 없습니다.`,
		"'대장 옮기기'가 끝나기를 기다린 뒤 '발송 대장' 자격 증명을 옮긴 대장으로 바꾸시기 바랍니다. 도중에 멈추었으면 '대장 옮기기'를 다시 실행하거나, '옮기기 취소'로 이 대장을 다시 사용하시기 바랍니다.",
	);
}

function parse(value: string): MovedMark {
	try {
		const { to, at, attempt, done } = JSON.parse(value) as Partial<Record<keyof MovedMark, unknown>>;
		if (typeof to === 'string' && typeof at === 'string' && typeof attempt === 'string') return { to, at, attempt, done: done === true };
	} catch {
		// Said below.
	}
	throw new CityhallError('ledgerDamaged', '발송 대장이 어디로 옮겨졌는지 적은 값을 읽을 수 없습니다.', '대장 파일을 손으로 고쳤는지 확인하고, 옮긴 대장을 사용하시기 바랍니다.');
}
