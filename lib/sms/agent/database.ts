/** What one connection is for; the database shows it to its administrator (application name). */
export type AgentPurpose = 'submit' | 'find' | 'search' | 'cancel' | 'account';

export type SqlValue = string | number | null;
export type SqlRow = Record<string, unknown>;

/** A column as the database's own catalogue has it. */
export interface CatalogColumn {
	table: string;
	column: string;
	/** In characters; null without limit or where it is no text. */
	maxLength: number | null;
	/** Whether a row can go without a value for it. */
	fills: boolean;
	/** Whether what is written to the table can be taken back before its end. */
	transactional: boolean;
}

/** What is said differently in each database. Names given to it come from the catalogue. */
export interface Dialect {
	quote: (name: string) => string;
	/** A value as text. */
	text: (expression: string) => string;
	/** The part before `#`. */
	head: (expression: string) => string;
	/** The database's present local time, moved by `?` seconds. */
	nowPlus: string;
	nowMinus: string;
	/** Seconds since the moment in a column; negative for the future. */
	age: (column: string) => string;
	nextValue: (sequence: string) => string;
	/** Seconds by which the database's clock is ahead of the epoch (UTC). */
	epoch: string;
	/** Minutes by which the local time of new connections (as an agent may see it) is ahead of UTC. */
	serverOffsetMinutes: string;
}

export interface AgentConnection {
	readonly dialect: Dialect;
	/** `?` stands for each value. */
	query: (sql: string, values?: readonly SqlValue[]) => Promise<SqlRow[]>;
	/** Number of rows changed. */
	change: (sql: string, values: readonly SqlValue[]) => Promise<number>;
	/** The columns of those tables that this account may see; upper and lower case of the names do not matter. */
	columnsOf: (tables: readonly string[]) => Promise<CatalogColumn[]>;
	/**
	 * Begins a transaction, and where `locked` waits for the one lock under which keys are looked up and rows put in. A
	 * transaction whose client has fallen silent is ended by the server after `IDLE_LIMIT_MS`, and so is its lock.
	 */
	begin: (locked: boolean) => Promise<void>;
	commit: () => Promise<void>;
	/** Ends the connection; what is not committed is taken back. Never waits long. */
	close: () => Promise<void>;
	destroy: () => void;
}

export interface AgentDatabase {
	/** For errors. */
	readonly host: string;
	/** Which database on which server; holds no secret. */
	readonly name: string;
	/** After so long without a word a transaction is ended by the server, ms. */
	readonly idleLimitMs: number;
	connect: (purpose: AgentPurpose) => Promise<AgentConnection>;
	failureOf: (error: unknown) => DatabaseFailure;
}

export interface DatabaseConfig {
	host: string;
	port: number;
	database: string;
	/** PostgreSQL only: where the tables are; empty for the account's own search path. */
	schema: string;
	user: string;
	password: string;
	tls: boolean;
	/** Authority of the server's certificate (PEM); empty for the usual ones. */
	caPem: string;
	/** Time limit of each step, ms. */
	timeoutMs: number;
	/** Whether times are written as Korean time whatever the server's zone. */
	koreanTime: boolean;
	/** After so long without a word a transaction is ended by the server, ms; default `IDLE_LIMIT_MS`. */
	idleLimitMs?: number;
}

/** Which tables a configuration leads to; rows not found in others prove nothing. */
export const nameOf = ({ host, database, schema }: DatabaseConfig) => [host, database, schema].filter((part) => part !== '').join(':');

export type FailureKind =
	| 'unreachable'
	| 'hostUnknown'
	| 'certificate'
	| 'signIn'
	| 'databaseMissing'
	| 'busy'
	| 'lockWait'
	| 'deadlock'
	| 'tableMissing'
	| 'columnMissing'
	| 'noRight'
	| 'badText'
	| 'tooLong'
	| 'required'
	| 'timeout'
	| 'lost'
	| 'other';

export interface DatabaseFailure {
	kind: FailureKind;
	/** The database's own code (SQLSTATE, error number) or that of the network. */
	code: string;
}

/** The usual limit of a silent transaction. */
export const IDLE_LIMIT_MS = 30_000;
/** So long a lock is waited for: less than the step may take, so that the database says why. */
export const lockWaitMs = (timeoutMs: number) => Math.min(10_000, Math.floor(timeoutMs / 2));

const FAREWELL_MS = 1_000;

/** Ends a connection politely where the other side answers, otherwise hard. */
export async function endSoon(end: () => Promise<unknown>, destroy: () => void): Promise<void> {
	let timer: NodeJS.Timeout | undefined;
	const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, FAREWELL_MS)));
	await Promise.race([end().catch(() => undefined), patience]);
	clearTimeout(timer);
	destroy();
}

const NETWORK: Readonly<Record<string, FailureKind>> = {
	ECONNREFUSED: 'unreachable',
	EHOSTUNREACH: 'unreachable',
	ENETUNREACH: 'unreachable',
	ETIMEDOUT: 'timeout',
	ENOTFOUND: 'hostUnknown',
	EAI_AGAIN: 'hostUnknown',
	ECONNRESET: 'lost',
	EPIPE: 'lost',
};

/** What a failure of the network or of TLS is; null where it is neither. */
export function networkKind(code: string): FailureKind | null {
	if (Object.hasOwn(NETWORK, code)) return NETWORK[code] ?? null;
	return /^(?:CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_)/.test(code) ? 'certificate' : null;
}

/** The code of whatever was thrown; empty where it has none. */
export function codeOf(error: unknown): string {
	if (typeof error !== 'object' || error === null || !('code' in error)) return '';
	return typeof error.code === 'string' ? error.code : '';
}
