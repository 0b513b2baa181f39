import type { RemoteError } from '../../errors';
import { type AnsweredCall, submitCalls } from '../direct/submit';
import type {
	BatchAtGateway,
	CancelOutcome,
	DirectGateway,
	GatewayAccount,
	GatewayCapabilities,
	HandOver,
	ListedMessage,
	MessageRefusal,
	NoticeRef,
	OutgoingMessage,
	Submission,
} from '../gateway';
import type { MessageType } from '../types';
import { checkTables } from './check';
import { type AgentConnection, type AgentDatabase, IDLE_LIMIT_MS } from './database';
import { logMissing, overtaken, ROW_REFUSED } from './failures';
import { logMonths, monthOf } from './months';
import { findPlaces, livePlaceOf, logNameOf, type Places } from './places';
import { type AgentRow, isWaiting, listed, lookUp, putIn, QUEUED, readBack, takeOut } from './rows';
import type { AgentTables } from './tables';
import { inTransaction, TakenBack } from './transaction';
import { requireRunning } from './watch';

export interface AgentOptions {
	database: AgentDatabase;
	tables: AgentTables;
	/** Registered sender number, digits only. */
	sender: string;
	/** Title of long texts, at most 40 CP949 bytes. */
	subject: string;
	/** After how many minutes the agent takes a row no more, as set in the agent; 0 where that is not known. */
	ttlMinutes: number;
	/** After how many minutes a row that still waits tells that the agent has stopped. */
	stallMinutes: number;
	/** Real time in epoch milliseconds. */
	nowMs: () => number;
}

/** Rows are looked for from so long before the batch. */
const MARGIN_SECONDS = 86_400;
/** How far back putting in looks for the same notice: this month and the one before. */
const LOOK_BACK_MS = 62 * 86_400_000;

/**
 * The tables of a resident agent (문자 발송 에이전트) on PostgreSQL or MariaDB. Rows are put in under one lock, in one
 * transaction that first looks for the same notices in the live and the log tables: of any number of workers, however
 * late one wakes up, only one puts a text in. What is looked for under the lock and not found was never put in.
 */
export class AgentGateway implements DirectGateway {
	readonly id = 'agent';
	readonly capabilities: GatewayCapabilities = {
		name: '문자 발송 에이전트(DB)',
		flow: 'direct',
		batchSize: 1_000,
		clientKey: true,
		// A transaction that began in time is ended by its server by then.
		absenceProofMs: 2 * IDLE_LIMIT_MS,
		schedule: { atLeastMinutes: 1, atMostDays: 30 },
		cancel: true,
		webhook: false,
		kakao: false,
		subjectBytes: 40,
		grade: 'B+',
	};

	constructor(private readonly options: AgentOptions) {}

	get account(): string {
		return this.options.tables.sms.table;
	}

	async submit(messages: readonly OutgoingMessage[], handOver: HandOver): Promise<Submission> {
		return await submitCalls(
			{
				split: (all) => (all.length === 0 ? [] : [[...all]]),
				call: async (part) => await this.handIn(part, handOver),
				blamesMessage: ({ code }) => code === ROW_REFUSED,
				refusalOf: rowRefusal,
			},
			messages,
			handOver,
		);
	}

	/** Rows that the database would alter (a character it lacks becomes `?`) are left out, the others put in. */
	private async handIn(messages: readonly OutgoingMessage[], handOver: HandOver): Promise<AnsweredCall> {
		const refusals = new Map<string, MessageRefusal>();
		for (let rest = messages; ; ) {
			try {
				const { messageIds, earlier } = await this.putInOnce(rest, handOver);
				for (const noticeKey of earlier) refusals.set(noticeKey, EARLIER);
				return { requestId: '', statusCode: QUEUED, messageIds, refusals };
			} catch (error) {
				if (!(error instanceof Altered)) throw error;
				for (const noticeKey of error.noticeKeys) refusals.set(noticeKey, ALTERED);
				rest = rest.filter(({ noticeKey }) => !error.noticeKeys.has(noticeKey));
			}
		}
	}

	private async putInOnce(messages: readonly OutgoingMessage[], handOver: HandOver): Promise<{ messageIds: Map<string, string>; earlier: string[] }> {
		const { database, tables, sender, subject, stallMinutes, nowMs } = this.options;
		const messageIds = new Map<string, string>();
		const earlier: string[] = [];
		const purpose = { purpose: 'submit', operation: '문자 넣기', locked: true, mayCommit: handOver.mayCall, signal: handOver.signal } as const;
		return await inTransaction(database, purpose, async (connection) => {
			const places = await findPlaces(connection, tables, logMonths(nowMs(), nowMs()));
			const live = new Map(typesOf(messages).map((type) => [type, livePlaceOf(places, type, tables)]));
			await requireRunning(connection, places, stallMinutes);
			const known = Map.groupBy(await lookUp(connection, places, messages.map(({ noticeKey }) => noticeKey), LOOK_BACK_MS / 1000), ({ noticeKey }) => noticeKey);
			const fresh: OutgoingMessage[] = [];
			for (const message of messages) {
				const rows = known.get(message.noticeKey) ?? [];
				const same = rows.find(({ attempt }) => attempt === message.attempt);
				if (rows.some(({ attempt }) => attempt > message.attempt)) throw overtaken();
				if (same) messageIds.set(message.noticeKey, messageIdOf(same));
				else if (rows.some((row) => isWaiting(row) || listed(row, 0).state === 'delivered')) earlier.push(message.noticeKey);
				else fresh.push(message);
			}
			const delaySeconds = handOver.scheduledAt === null ? 0 : Math.max(0, Math.round((Date.parse(handOver.scheduledAt) - nowMs()) / 1000));
			for (const [type, place] of live) {
				const mine = fresh.filter((message) => message.type === type);
				if (mine.length === 0) continue;
				await putIn(connection, place, mine, { sender, subject, delaySeconds });
				const { ids, altered } = await readBack(connection, place, mine, { sender, subject });
				if (altered.size > 0) throw new Altered(altered);
				for (const [noticeKey, id] of ids) messageIds.set(noticeKey, `${place.settings.table}#${id}`);
			}
			return { messageIds, earlier };
		});
	}

	async find(batch: BatchAtGateway, signal?: AbortSignal): Promise<ListedMessage[]> {
		const { database, ttlMinutes } = this.options;
		return await inTransaction(database, { purpose: 'find', operation: '발송 내역 조회', locked: true, signal }, async (connection) => {
			const { rows, places } = await this.rowsOf(connection, batch.notices, batch.fromMs);
			const found = rows.filter((row) => batch.notices.some((notice) => isOf(row, notice)));
			const present = new Set(found.map(({ noticeKey }) => noticeKey));
			const missing = batch.notices.some(({ noticeKey }) => !present.has(noticeKey));
			if (missing) this.requireLogs(places, batch.fromMs);
			return found.map((row) => listed(row, ttlMinutes));
		});
	}

	async search(notices: readonly NoticeRef[], fromMs: number, signal?: AbortSignal): Promise<ListedMessage[]> {
		const { database, ttlMinutes } = this.options;
		return await inTransaction(database, { purpose: 'search', operation: '발송 이력 조회', locked: true, signal }, async (connection) => {
			const found: ListedMessage[] = [];
			for (let start = 0; start < notices.length; start += SEARCHED_AT_ONCE) {
				const { rows } = await this.rowsOf(connection, notices.slice(start, start + SEARCHED_AT_ONCE), fromMs);
				for (const row of rows) found.push(listed(row, ttlMinutes));
			}
			return found;
		});
	}

	async cancel(batch: BatchAtGateway, signal?: AbortSignal): Promise<CancelOutcome> {
		const { database } = this.options;
		const purpose = { purpose: 'cancel', operation: '예약 취소', locked: true, mayCommit: () => undefined, signal } as const;
		try {
			return await inTransaction(database, purpose, async (connection) => {
				const { rows } = await this.rowsOf(connection, batch.notices, batch.fromMs);
				const ours = rows.filter((row) => batch.notices.some((notice) => isOf(row, notice)));
				if (ours.length === 0) return 'missing';
				if (!ours.every(isWaiting)) return 'tooLate';
				for (const [place, group] of Map.groupBy(ours, ({ place }) => place)) {
					if ((await takeOut(connection, place, group)) !== group.length) throw new TakenBack();
				}
				return 'cancelled';
			});
		} catch (error) {
			if (error instanceof TakenBack) return 'tooLate';
			throw error;
		}
	}

	/** The agent tells neither balance nor registered senders. @throws RemoteError a table, column or right that is missing */
	async checkAccount(signal?: AbortSignal): Promise<GatewayAccount> {
		const { database, tables, stallMinutes, nowMs } = this.options;
		const warnings = await inTransaction(database, { purpose: 'account', operation: '표 확인', locked: false, signal }, async (connection) =>
			await checkTables(connection, { tables, stallMinutes, nowMs: nowMs() }),
		);
		return { balance: null, senders: null, warnings };
	}

	private async rowsOf(connection: AgentConnection, notices: readonly NoticeRef[], fromMs: number): Promise<{ rows: AgentRow[]; places: Places }> {
		const { tables, nowMs } = this.options;
		const places = await findPlaces(connection, tables, logMonths(fromMs, nowMs()));
		if (!places.live.SMS && !places.live.LMS) livePlaceOf(places, 'SMS', tables);
		const keys = [...new Set(notices.map(({ noticeKey }) => noticeKey))];
		const sinceSeconds = Math.max(0, (nowMs() - fromMs) / 1000) + MARGIN_SECONDS;
		return { rows: onceEach(await lookUp(connection, places, keys, sinceSeconds)), places };
	}

	/** Without a log table nobody can tell a row that was moved from one that never was. */
	private requireLogs({ logs }: Places, fromMs: number): void {
		const { tables, nowMs } = this.options;
		const name = logNameOf(tables.sms, monthOf(fromMs));
		const passed = monthOf(fromMs) !== monthOf(nowMs());
		if (logs.length === 0 || (passed && !logs.some((log) => log.name.toLowerCase() === name.toLowerCase()))) throw logMissing(name);
	}
}

const SEARCHED_AT_ONCE = 1_000;

/** Rows were altered by the database; all was taken back. */
class Altered extends TakenBack {
	constructor(readonly noticeKeys: ReadonlySet<string>) {
		super();
	}
}

const ALTERED: MessageRefusal = { statusCode: 'CHARSET', reason: '에이전트 DB의 문자 집합에 없는 글자가 있어 글자가 바뀌므로 넣지 않았습니다.', blocksAccount: false };
const EARLIER: MessageRefusal = { statusCode: 'EARLIER', reason: '앞서 넣은 같은 안내의 문자가 에이전트에 남아 있거나 이미 전달되어 다시 넣지 않았습니다.', blocksAccount: false };

const rowRefusal = ({ failure: { vendorCode = '' } }: RemoteError): MessageRefusal => ({
	statusCode: vendorCode,
	reason: vendorCode === '22001' || vendorCode === 'ER_DATA_TOO_LONG' ? '에이전트 표의 열보다 긴 값이 있어 넣지 않았습니다.' : ALTERED.reason,
	blocksAccount: false,
});

const typesOf = (messages: readonly OutgoingMessage[]): MessageType[] => [...new Set(messages.map(({ type }) => type))];

const messageIdOf = ({ place, id }: AgentRow) => `${place.settings.table}#${id}`;

const isOf = (row: AgentRow, { noticeKey, attempt }: NoticeRef) => row.noticeKey === noticeKey && row.attempt === attempt;

/** A row that the agent has copied to its log and not yet taken away counts as in the log. */
function onceEach(rows: readonly AgentRow[]): AgentRow[] {
	const byKey = new Map<string, AgentRow>();
	for (const row of rows) {
		const key = `${row.noticeKey}#${row.attempt}`;
		if (!row.place.live || !byKey.has(key)) byKey.set(key, row);
	}
	return [...byKey.values()];
}
