import { ConflictError, ValidationError } from '../errors';
import { appendEvents, type ChainHead, readHead } from './chain';
import type { Write } from './desk';
import { FILLING, keyMark } from './identity';
import { inspectSource, inspectTarget, type Owner, requireIntact, requireQuiet, requireWitnessed, type TargetState } from './move-checks';
import { copyTable, countTables, differs, emptyTables, planTables } from './move-tables';
import { type MovedMark, readMoved, reopen, shut, writeMoved } from './moved';
import type { RowProblem } from './row-check';
import type { LedgerContext } from './runs';
import { all, first, type LedgerStore, type Steps } from './steps';
import type { Origin } from './types';
import type { Witness } from './witness';

/** A SQLite ledger on its way to another database. */
export interface Move extends Owner {
	/** The SQLite file as it stands. */
	source: LedgerStore;
	target: LedgerStore;
	/** Where the two are, as people read it; no password. */
	from: string;
	to: string;
	/** The target's. */
	witness: Witness | null;
	clock: { now(): string; nowMs(): number };
	/** Names this try; never used twice. */
	attempt: string;
	wordsOf: (problem: RowProblem) => string;
	by: string;
	origin: Origin;
}

export interface Moved {
	/** Last link of the new ledger's chain: the event `ledger.moved` or a later one. */
	head: ChainHead;
	/** Rows by table, as the source had them. */
	rows: Record<string, number>;
	/** It had been moved before; nothing was done but to say so. */
	already: boolean;
}

/**
 * Moves a ledger and closes the old one for good. At no moment, also after a crash, do both take writes:
 *
 * 1. the target is marked as being filled and refuses everybody else;
 * 2. the source is closed, in one transaction with the event that says so and with a last look that nobody is at work;
 * 3. pages are copied and read back, then chain and rows of the copy are checked;
 * 4. one transaction makes the target a ledger, with the event that tells of the move;
 * 5. the source remembers that the move is done, and the witness goes on with the new head.
 *
 * Broken off anywhere, the same call begins anew, or only finishes what is left. Two calls at once end in one move.
 * @throws ValidationError, ConflictError as the checks say; `moveTargetUsed`, `moveElsewhere`, `moveTargetLost`, `moveOvertaken`, `moveDiffers`
 */
export async function moveLedger(move: Move): Promise<Moved> {
	const { source, target } = move;
	const mark = await source.transact(() => inspectSource(move));
	requireSamePlace(move, mark);
	const sourceHead = await source.transact(readHead);
	const state = await target.transact(() => inspectTarget(move, sourceHead));
	if (state === 'complete' && mark) return await finish(move, mark, true);
	requireFree(state, mark);
	if (!mark) await source.transact(() => requireQuiet(move.clock.nowMs()));
	const head = await requireIntact(writeOn(move, source), move.keys, '옮길 대장', move.wordsOf);
	await requireWitnessed(move.witness, writeOn(move, source));
	await target.transact(() => beginFilling(move, sourceHead));
	const closed = await closeOrFree(move, head);
	const rows = await fill(move);
	await requireIntact(writeOn(move, target), move.keys, '옮긴 대장', move.wordsOf);
	await target.transact(() => complete(move, closed.head));
	return { ...(await finish(move, closed.mark, false)), rows };
}

/**
 * Takes a move back that did not come to its end: what it copied goes, and the SQLite ledger takes writes again.
 * @throws ConflictError `moveDone` where the new ledger is complete, `moveOvertaken`; ValidationError `moveNotBegun`, `moveElsewhere`
 */
export async function cancelMove(move: Move): Promise<ChainHead> {
	const { source, target } = move;
	const mark = await source.transact(() => inspectSource(move));
	requireSamePlace(move, mark);
	if (mark?.done === true) throw done(move);
	const sourceHead = await source.transact(readHead);
	const discarded = await target.transact(() => discard(move, sourceHead, mark !== null));
	if (mark === null && !discarded) throw new ValidationError('moveNotBegun', '옮기기 시작한 대장이 아니어서 취소할 것이 없습니다.', '대장 파일의 경로를 확인하시기 바랍니다.');
	if (mark === null) return sourceHead;
	return await source.transact(() => takeBack(move, mark));
}

const contextOf = ({ keys, clock }: Move): LedgerContext => ({ keys, at: clock.now(), nowMs: clock.nowMs() });
const writeOn = (move: Move, store: LedgerStore): Write => async (steps) => await store.transact(() => steps(contextOf(move)));

function requireSamePlace({ to }: Move, mark: MovedMark | null): void {
	if (!mark || mark.to === to) return;
	throw new ValidationError('moveElsewhere', `이 대장은 ${mark.to}(으)로 옮기기 시작하였거나 이미 옮겼습니다. ${to}(으)로는 옮길 수 없습니다.`, "'발송 대장' 자격 증명의 서버 주소, 포트, 데이터베이스, 스키마를 처음 옮길 때와 똑같이 입력하시기 바랍니다.");
}

function requireFree(state: TargetState, mark: MovedMark | null): void {
	if (mark?.done === true) {
		throw new ConflictError('moveTargetLost', `이 대장은 이미 옮겨졌으나 옮긴 대장(${mark.to})에 그 기록이 없습니다. 다시 옮기지 않았습니다.`, '이 파일에는 옮긴 뒤의 기록이 없습니다. 옮긴 대장을 데이터베이스의 백업에서 복구하시기 바랍니다.');
	}
	if (state === 'used' || state === 'complete') {
		throw new ConflictError('moveTargetUsed', '옮겨 받을 대장에 이미 기록이 있어 옮기지 않았습니다. 두 대장 모두 바뀌지 않았습니다.', "'발송 대장' 자격 증명의 '스키마'에 아직 쓰지 않은 이름을 입력하시기 바랍니다.");
	}
}

function* beginFilling(move: Move, sourceHead: ChainHead): Steps<void> {
	requireFree(yield* inspectTarget(move, sourceHead), null);
	yield* all(`INSERT INTO meta (name, value) VALUES ('key', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, FILLING + move.attempt);
	yield* emptyTables();
}

/** Every write of this try: another one, or a cancellation, has put its own mark there. */
function* requireFilling({ attempt }: Move): Steps<void> {
	const row = yield* first(`SELECT value FROM meta WHERE name = 'key'`);
	if (row?.value !== FILLING + attempt) throw overtaken();
}

const overtaken = () =>
	new ConflictError('moveOvertaken', '다른 실행이 같은 대장을 옮기거나 옮기기를 취소하여, 이 실행은 더 진행하지 않았습니다.', '조치할 것이 없습니다. 다른 실행의 결과를 확인하시기 바랍니다.');

/** Closes the source; where that is refused, the target is free again. */
async function closeOrFree(move: Move, checked: ChainHead): Promise<{ head: ChainHead; mark: MovedMark }> {
	try {
		return await move.source.transact(() => close(move, checked));
	} catch (error) {
		await move.target.transact(() => free(move)).catch(() => undefined);
		throw error;
	}
}

function* close(move: Move, checked: ChainHead): Steps<{ head: ChainHead; mark: MovedMark }> {
	const { keys, at, nowMs } = contextOf(move);
	const { to, attempt, by, origin } = move;
	const before = yield* readMoved();
	if (before) {
		requireSamePlace(move, before);
		const mark = { ...before, attempt };
		yield* writeMoved(mark);
		return { head: yield* readHead(), mark };
	}
	if ((yield* readHead()).mac !== checked.mac) {
		throw new ConflictError('moveBusy', '검증하는 동안 대장에 새 기록이 생겨 옮기지 않았습니다.', '대장을 쓰는 흐름과 업무 창구를 모두 끈 뒤 다시 실행하시기 바랍니다.');
	}
	yield* requireQuiet(nowMs);
	const head = yield* appendEvents(keys.chain, at, [{ kind: 'ledger.closing', payload: { to, by, origin } }]);
	const mark = { to, at, attempt, done: false };
	yield* writeMoved(mark);
	yield* shut();
	return { head, mark };
}

function* free(move: Move): Steps<void> {
	yield* requireFilling(move);
	yield* all(`DELETE FROM meta WHERE name = 'key'`);
}

/** Copies all tables; gives how many rows each has. */
async function fill(move: Move): Promise<Record<string, number>> {
	const { source, target } = move;
	for (const plan of await source.transact(planTables)) await copyTable(plan, source, target, () => requireFilling(move));
	const rows = await source.transact(countTables);
	const copied = await target.transact(countTables);
	for (const [table, count] of Object.entries(rows)) if (copied[table] !== count) throw differs(table);
	return rows;
}

/** Makes the target a ledger. */
function* complete(move: Move, sourceHead: ChainHead): Steps<void> {
	const { keys, at } = contextOf(move);
	const { from, to, by, origin } = move;
	yield* requireFilling(move);
	if ((yield* readHead()).mac !== sourceHead.mac) throw differs('event');
	yield* all(`UPDATE meta SET value = ? WHERE name = 'key'`, keyMark(keys));
	yield* appendEvents(keys.chain, at, [{ kind: 'ledger.moved', payload: { from, to, head: `${sourceHead.seq}:${sourceHead.mac}`, by, origin } }]);
}

/** What may be done again as often as one likes: the new ledger is complete. */
async function finish({ source, target, witness }: Move, mark: MovedMark, already: boolean): Promise<Moved> {
	if (!mark.done) await source.transact(() => writeMoved({ ...mark, done: true }));
	const head = await target.transact(readHead);
	await witness?.write(head);
	return { head, rows: await source.transact(countTables), already };
}

/** Takes away what was copied; false where there was nothing. @throws ConflictError `moveDone` */
function* discard(move: Move, sourceHead: ChainHead, closed: boolean): Steps<boolean> {
	const state = yield* inspectTarget(move, sourceHead);
	if (state === 'complete' && closed) throw done(move);
	if (state !== 'filling') return false;
	yield* emptyTables();
	yield* all(`DELETE FROM meta WHERE name = 'key'`);
	return true;
}

function* takeBack(move: Move, known: MovedMark): Steps<ChainHead> {
	const { keys, at } = contextOf(move);
	const now = yield* readMoved();
	if (now?.attempt !== known.attempt || now.done) throw overtaken();
	yield* reopen();
	return yield* appendEvents(keys.chain, at, [{ kind: 'ledger.moveCancelled', payload: { to: known.to, by: move.by, origin: move.origin } }]);
}

const done = ({ to }: Move) =>
	new ConflictError('moveDone', `대장을 ${to}(으)로 이미 옮겨 마쳐 취소할 수 없습니다.`, "'발송 대장' 자격 증명을 옮긴 대장으로 바꾸어 사용하시기 바랍니다.");
