import { ConflictError, ValidationError } from '../errors';
import { type ChainHead, checkPage, linkAt } from './chain';
import { checkRows } from './check-rows';
import type { Write } from './desk';
import { type Environment, otherEnvironment } from './environment';
import { FILLING, keyMark, type LedgerKeys, keyWrong } from './identity';
import { type MovedMark, readMoved } from './moved';
import { usedTables } from './move-tables';
import type { RowProblem } from './row-check';
import { PARKED } from './runs';
import { SCHEMA_VERSION } from './schema';
import { all, first, type Steps, text } from './steps';
import type { Witness } from './witness';

/** Whose the two ledgers must be. */
export interface Owner {
	keys: LedgerKeys;
	environment: Environment;
}

const refused = (code: string, message: string, remedy: string) => new ValidationError(code, message, remedy);

const noLedger = () => refused('moveNoLedger', '입력한 파일은 발송 대장(SQLite)이 아닙니다.', "'발송 대장' 자격 증명의 '대장 파일 경로'에 적힌 파일을 입력하시기 바랍니다.");

/**
 * What the SQLite file says of its move, where it is a ledger of this key and environment and of the present version.
 * @throws ValidationError `moveNoLedger`, `moveVersion`, `ledgerKeyWrong`, `ledgerEnvironment`, `moveNothing`
 */
export function* inspectSource(owner: Owner): Steps<MovedMark | null> {
	if (!(yield* first(`SELECT 1 AS found FROM sqlite_schema WHERE type = 'table' AND name = 'meta'`))) throw noLedger();
	const meta = yield* metaOf();
	const version = Number(meta.get('schema'));
	if (!Number.isInteger(version)) throw noLedger();
	if (version < SCHEMA_VERSION) {
		throw refused('moveVersion', `옮길 대장은 ${version}판이고 이 패키지는 ${SCHEMA_VERSION}판을 씁니다.`, "이 패키지에서 그 대장의 '발송 대장' 자격 증명으로 '대장 검증'을 한 번 실행하면 판이 올라갑니다. 그 뒤에 다시 실행하시기 바랍니다.");
	}
	if (version > SCHEMA_VERSION) throw refused('moveVersion', `옮길 대장은 ${version}판이어서 이 패키지(${SCHEMA_VERSION}판)로 옮길 수 없습니다.`, '패키지를 최신 판으로 올린 뒤 다시 실행하시기 바랍니다.');
	if (meta.get('key') !== keyMark(owner.keys)) throw keyWrong();
	requireEnvironment(meta, owner.environment);
	if (!(yield* first('SELECT 1 AS found FROM event LIMIT 1'))) throw refused('moveNothing', '옮길 대장에 기록이 없어 옮기지 않았습니다.', '파일 경로가 맞는지 확인하시기 바랍니다. 기록이 없는 대장은 옮길 것 없이 새 대장으로 시작하시기 바랍니다.');
	return yield* readMoved();
}

/** `used`: somebody's; `filling`: of a move that was broken off; `complete`: the source of this head is in it. */
export type TargetState = 'empty' | 'filling' | 'used' | 'complete';

/** How far the target is. @throws ValidationError `ledgerKeyWrong`, `ledgerEnvironment` */
export function* inspectTarget(owner: Owner, sourceHead: ChainHead): Steps<TargetState> {
	const meta = yield* metaOf();
	const key = meta.get('key') ?? '';
	if (key.startsWith(FILLING)) return 'filling';
	if (key !== '' && key !== keyMark(owner.keys)) throw keyWrong();
	requireEnvironment(meta, owner.environment);
	if ((yield* usedTables()).length === 0) return 'empty';
	return (yield* linkAt(sourceHead.seq))?.mac === sourceHead.mac ? 'complete' : 'used';
}

function* metaOf(): Steps<Map<string, string>> {
	const rows = yield* all(`SELECT name, value FROM meta WHERE name IN ('schema', 'key', 'environment')`);
	return new Map(rows.map((row) => [text(row, 'name'), text(row, 'value')]));
}

function requireEnvironment(meta: ReadonlyMap<string, string>, environment: Environment): void {
	const stored = meta.get('environment') ?? environment;
	if (stored !== environment) throw otherEnvironment(stored, environment);
}

/** Nobody may be at work in the ledger. @throws ConflictError `moveBusy` */
export function* requireQuiet(nowMs: number): Steps<void> {
	const batch = yield* first(`SELECT run_id, id FROM batch WHERE step NOT IN ('sent', 'void') ORDER BY id LIMIT 1`);
	if (batch) throw busy(`회차 '${text(batch, 'run_id')}'에 보내는 도중인 묶음이 있어`, '그 회차의 발송 흐름이나 reconcile.json을 실행하여 발송을 마친 뒤 다시 실행하시기 바랍니다.');
	const run = yield* first(`SELECT id FROM run WHERE lease_until > ? AND stage <> 'closed' AND lease_owner IS DISTINCT FROM ? ORDER BY id LIMIT 1`, nowMs, PARKED);
	if (run) throw busy(`회차 '${text(run, 'id')}'을(를) 처리하거나 승인을 기다리는 실행이 있어`, '대장을 쓰는 흐름을 모두 끄고, 기다리는 승인을 마치고, 점유 시간이 지난 뒤 다시 실행하시기 바랍니다.');
}

const busy = (why: string, remedy: string) => new ConflictError('moveBusy', `${why} 대장을 옮기지 않았습니다.`, remedy);

/**
 * Goes through the whole chain and compares the rows with it; gives the last link.
 * @throws ValidationError `moveBroken` with the first problems
 */
export async function requireIntact(write: Write, keys: LedgerKeys, which: string, wordsOf: (problem: RowProblem) => string): Promise<ChainHead> {
	let head: ChainHead = { seq: 0, mac: '' };
	for (let done = false; !done; ) {
		const from = head;
		const page = await write(() => checkPage(keys.chain, from));
		if (page.check.broken) throw broken(which, `기록 ${page.check.broken.seq}번이 바뀌었거나 빠졌습니다`);
		({ done } = page);
		({ head } = page.check);
	}
	const { problems } = await checkRows(write, 3);
	if (problems.length > 0) throw broken(which, problems.map(wordsOf).join(', '));
	return head;
}

const broken = (which: string, what: string) =>
	refused('moveBroken', `${which}의 검증에서 문제가 발견되어 옮기지 않았습니다(${what}).`, "'대장 검증'을 실행하여 문제를 확인하고, 백업과 대조하여 원인을 밝힌 뒤 다시 실행하시기 바랍니다.");

/** The source must be as far as the witness says: one put back from a backup is not moved. @throws ValidationError `ledgerRestored`, `witnessUnreadable` */
export async function requireWitnessed(witness: Witness | null, write: Write): Promise<void> {
	const known = (await witness?.read()) ?? null;
	if (known === null || (await write(() => linkAt(known.seq)))?.mac === known.mac) return;
	throw refused(
		'ledgerRestored',
		`옮길 대장에 대장 표식 ${known.seq}번 기록이 없어 옮기지 않았습니다. 대장이 예전 백업으로 되돌려졌거나 다른 대장의 표식입니다.`,
		"표식 파일의 경로를 확인하고, 되돌린 대장이면 원래 대장에서 '복원 확인'을 먼저 실행하시기 바랍니다.",
	);
}

