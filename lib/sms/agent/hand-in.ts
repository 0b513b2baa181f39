import type { RemoteError } from '../../errors';
import type { AnsweredCall } from '../direct/submit';
import type { HandOver, ListedMessage, MessageRefusal, OutgoingMessage } from '../gateway';
import type { MessageType } from '../types';
import type { AgentConnection } from './database';
import { overtaken } from './failures';
import { logMonths } from './months';
import type { AgentOptions } from './options';
import { findPlaces, livePlaceOf } from './places';
import { type AgentRow, isWaiting, listed, lookUp, putIn, QUEUED, readBack, takeOut } from './rows';
import { inTransaction, TakenBack } from './transaction';
import { requireRunning } from './watch';

/** How far back putting in looks for the same notice: this month and the one before. */
const LOOK_BACK_MS = 62 * 86_400_000;

/**
 * Puts rows in, in one transaction under the lock. Notices already there count as accepted; those that the database would
 * alter (a character it lacks becomes `?`) are refused, and so are those of which an earlier attempt may still go out. One
 * that waits past its time is taken out first: the agent's own limit may be longer than the setting.
 * @throws RemoteError
 */
export async function handIn(options: AgentOptions, messages: readonly OutgoingMessage[], handOver: HandOver): Promise<AnsweredCall> {
	const refusals = new Map<string, MessageRefusal>();
	for (let rest = messages; ; ) {
		try {
			const { messageIds, earlier } = await putInOnce(options, rest, handOver);
			for (const noticeKey of earlier) refusals.set(noticeKey, EARLIER);
			return { requestId: '', statusCode: QUEUED, messageIds, refusals };
		} catch (error) {
			if (!(error instanceof Refused)) throw error;
			for (const noticeKey of error.noticeKeys) refusals.set(noticeKey, error.refusal);
			rest = rest.filter(({ noticeKey }) => !error.noticeKeys.has(noticeKey));
		}
	}
}

async function putInOnce(options: AgentOptions, messages: readonly OutgoingMessage[], handOver: HandOver): Promise<{ messageIds: Map<string, string>; earlier: string[] }> {
	const { database, tables, sender, subject, ttlMinutes, stallMinutes, nowMs } = options;
	const messageIds = new Map<string, string>();
	const earlier: string[] = [];
	const purpose = { purpose: 'submit', operation: '문자 넣기', locked: true, mayCommit: handOver.mayCall, signal: handOver.signal } as const;
	return await inTransaction(database, purpose, async (connection) => {
		const places = await findPlaces(connection, tables, logMonths(nowMs(), nowMs()));
		const live = new Map(typesOf(messages).map((type) => [type, livePlaceOf(places, type, tables)]));
		await requireRunning(connection, places, stallMinutes);
		const known = Map.groupBy(await lookUp(connection, places, messages.map(({ noticeKey }) => noticeKey), LOOK_BACK_MS / 1000), ({ noticeKey }) => noticeKey);
		const fresh: OutgoingMessage[] = [];
		const replaced = new Map<OutgoingMessage, AgentRow[]>();
		for (const message of messages) {
			const rows = known.get(message.noticeKey) ?? [];
			const same = rows.find(({ attempt }) => attempt === message.attempt);
			if (rows.some(({ attempt }) => attempt > message.attempt)) throw overtaken();
			if (same) messageIds.set(message.noticeKey, messageIdOf(same));
			else if (rows.some((row) => mayReachPhone(listed(row, ttlMinutes)))) earlier.push(message.noticeKey);
			else {
				fresh.push(message);
				const waiting = rows.filter(isWaiting);
				if (waiting.length > 0) replaced.set(message, waiting);
			}
		}
		const kept = await takeOutAll(connection, replaced, (error) => database.failureOf(error).kind === 'noRight');
		for (const { noticeKey } of kept) earlier.push(noticeKey);
		const delaySeconds = handOver.scheduledAt === null ? 0 : Math.max(0, Math.round((Date.parse(handOver.scheduledAt) - nowMs()) / 1000));
		for (const [type, place] of live) {
			const mine = fresh.filter((message) => message.type === type && !kept.has(message));
			if (mine.length === 0) continue;
			await putIn(connection, place, mine, { sender, subject, delaySeconds });
			const { ids, altered } = await readBack(connection, place, mine, { sender, subject });
			if (altered.size > 0) throw new Refused(altered, ALTERED);
			for (const [noticeKey, id] of ids) messageIds.set(noticeKey, `${place.settings.table}#${id}`);
		}
		return { messageIds, earlier };
	});
}

/** Takes the waiting rows out; returns the messages of which the agent has taken one meanwhile. @throws Refused without the right to */
async function takeOutAll(connection: AgentConnection, replaced: ReadonlyMap<OutgoingMessage, readonly AgentRow[]>, isNoRight: (error: unknown) => boolean): Promise<Set<OutgoingMessage>> {
	const kept = new Set<OutgoingMessage>();
	for (const [message, waiting] of replaced) {
		let out = 0;
		try {
			for (const row of waiting) out += await takeOut(connection, row.place, [row]);
		} catch (error) {
			if (!isNoRight(error)) throw error;
			throw new Refused(new Set([...replaced.keys()].map(({ noticeKey }) => noticeKey)), NOT_TAKEN_OUT);
		}
		if (out < waiting.length) kept.add(message);
	}
	return kept;
}

/** Some messages cannot go in, and all was taken back. */
class Refused extends TakenBack {
	constructor(
		readonly noticeKeys: ReadonlySet<string>,
		readonly refusal: MessageRefusal,
	) {
		super();
	}
}

const ALTERED: MessageRefusal = { statusCode: 'CHARSET', reason: '에이전트 DB의 문자 집합에 없는 글자가 있어 글자가 바뀌므로 넣지 않았습니다.', blocksAccount: false };
const EARLIER: MessageRefusal = { statusCode: 'EARLIER', reason: '앞서 넣은 같은 안내의 문자가 에이전트에 남아 있거나 이미 전달되어 다시 넣지 않았습니다.', blocksAccount: false };
const NOT_TAKEN_OUT: MessageRefusal = { ...EARLIER, reason: '앞서 넣은 같은 안내의 문자가 발송 표에 남아 있으나 이 계정에 삭제 권한이 없어 빼지 못하였으므로 다시 넣지 않았습니다.' };

/** What a row that the database does not take is refused for. */
export const rowRefusal = ({ failure: { vendorCode = '' } }: RemoteError): MessageRefusal => ({
	statusCode: vendorCode,
	reason: vendorCode === '22001' || vendorCode === 'ER_DATA_TOO_LONG' ? '에이전트 표의 열보다 긴 값이 있어 넣지 않았습니다.' : ALTERED.reason,
	blocksAccount: false,
});

const mayReachPhone = ({ state }: ListedMessage) => state !== 'failed';

const typesOf = (messages: readonly OutgoingMessage[]): MessageType[] => [...new Set(messages.map(({ type }) => type))];

const messageIdOf = ({ place, id }: AgentRow) => `${place.settings.table}#${id}`;
