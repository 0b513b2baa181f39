/** A statement of the ledger as PostgreSQL runs it. */
export interface Plan {
	text: string;
	/** Under which a connection keeps it; absent where it is run only once. */
	name?: string;
	writes: boolean;
	/** Whether its rows are read. */
	answers: boolean;
}

/** The plan of one of the ledger's statements, which are written for SQLite and PostgreSQL alike. */
export function planOf(sql: string, name: string): Plan {
	if (/^\s*(CREATE|ALTER|DROP)\b/.test(sql)) return { text: withByteOrder(sql), writes: true, answers: false };
	const writes = /\b(INSERT|UPDATE|DELETE)\b/.test(sql);
	return { text: numbered(sql), name, writes, answers: !writes || /\bRETURNING\b/.test(sql) };
}

/** `?` becomes `$1`, `$2` …, except in texts. */
function numbered(sql: string): string {
	let place = 0;
	return sql.replace(/'[^']*'|\?/g, (found) => (found === '?' ? `$${(place += 1)}` : found));
}

/** Texts are compared byte by byte, as SQLite does, whatever the database's language: the order of a run hangs on it. */
const withByteOrder = (sql: string) => sql.replace(/\bTEXT\b/g, 'TEXT COLLATE "C"');
