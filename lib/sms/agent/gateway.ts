import { submitCalls } from '../direct/submit';
import type {
	BatchAtGateway,
	CancelOutcome,
	DirectGateway,
	GatewayAccount,
	GatewayCapabilities,
	HandOver,
	ListedMessage,
	NoticeRef,
	OutgoingMessage,
	Submission,
} from '../gateway';
import { checkTables } from './check';
import type { AgentConnection } from './database';
import { logMissing, ROW_REFUSED } from './failures';
import { handIn, rowRefusal } from './hand-in';
import { logMonths, monthOf } from './months';
import type { AgentOptions } from './options';
import { findPlaces, livePlaceOf, logNameOf, type Places } from './places';
import { type AgentRow, isWaiting, listed, lookUp, takeOut } from './rows';
import { inTransaction, TakenBack } from './transaction';
import { lateWords, standstills } from './watch';

/** Rows are looked for from so long before the batch. */
const MARGIN_SECONDS = 86_400;

/**
 * The tables of a resident agent (문자 발송 에이전트) on PostgreSQL or MariaDB. Rows are put in under one lock, in one
 * transaction that first looks for the same notices in the live and the log tables: of any number of workers, however
 * late one wakes up, only one puts a text in. What is looked for under the lock and not found was never put in.
 */
export class AgentGateway implements DirectGateway {
	readonly id = 'agent';
	readonly capabilities: GatewayCapabilities;

	constructor(private readonly options: AgentOptions) {
		this.capabilities = {
			name: '문자 발송 에이전트(DB)',
			flow: 'direct',
			batchSize: 1_000,
			clientKey: true,
			// A transaction that began in time is ended by its server by then.
			absenceProofMs: 2 * options.database.idleLimitMs,
			schedule: { atLeastMinutes: 1, atMostDays: 30 },
			cancel: true,
			webhook: false,
			kakao: false,
			subjectBytes: 40,
			grade: 'B+',
		};
	}

	get account(): string {
		return `${this.options.database.name}:${this.options.tables.sms.table}`;
	}

	async submit(messages: readonly OutgoingMessage[], handOver: HandOver): Promise<Submission> {
		return await submitCalls(
			{
				split: (all) => (all.length === 0 ? [] : [[...all]]),
				call: async (part) => await handIn(this.options, part, handOver),
				blamesMessage: ({ code }) => code === ROW_REFUSED,
				refusalOf: rowRefusal,
			},
			messages,
			handOver,
		);
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
				// One that is not to be seen may have been sent and moved out of sight.
				if (ours.length < batch.notices.length || !ours.every(isWaiting)) return 'tooLate';
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

	/** A row that waits says nothing by itself: whoever asks for results must hear that the agent has stopped. */
	async standstill(signal?: AbortSignal): Promise<string[]> {
		const { database, tables, stallMinutes, nowMs } = this.options;
		return await inTransaction(database, { purpose: 'account', operation: '가동 확인', locked: false, signal }, async (connection) => {
			const places = await findPlaces(connection, tables, logMonths(nowMs(), nowMs()));
			return (await standstills(connection, places, stallMinutes)).map(({ place, late }) => lateWords(place, late, stallMinutes));
		});
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
