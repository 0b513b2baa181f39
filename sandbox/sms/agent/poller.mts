import { carrierResult } from '../shared/carrier.mts';
import type { Fault } from '../shared/faults.mts';
import type { Oracle } from '../shared/oracle.mts';
import { bytesOf, firstUnencodable } from '../shared/text.mts';
import type { AgentLink, Row } from './database.mts';
import type { Kind, Table } from './tables.mts';

export interface PollerSettings {
	kind: Kind;
	tables: Table[];
	senders: string[];
	/** Rows older than this are never taken. */
	ttlMinutes: number;
	reportDelayMs: number;
	seed: number | string;
	failureRate: number;
	handsetNow: () => number;
}

/** A row on its way: its report is due at `at` (null: never). */
interface Sent {
	table: Table;
	id: string;
	at: number | null;
	code: string;
}

const PICKED_AT_ONCE = 300;

/** The resident program: takes due rows, sends them, writes results, moves what is done to the month's log table. */
export class Poller {
	/** How the rows of the next hand-over fare. */
	mood: Fault | null = null;
	private readonly sent = new Map<string, Sent>();
	private readonly link: AgentLink;
	private readonly oracle: Oracle;
	private readonly settings: PollerSettings;

	constructor(link: AgentLink, oracle: Oracle, settings: PollerSettings) {
		this.link = link;
		this.oracle = oracle;
		this.settings = settings;
	}

	/** As an agent does when it starts: its tables and this month's log tables. */
	async install(): Promise<void> {
		for (const table of this.settings.tables) {
			for (const statement of table.create(this.settings.kind)) await this.link.run(statement);
			await this.logOf(table);
		}
	}

	/** One round. `hurry`: all there is, schedules and reports as if their time had come. */
	async round(now: number, hurry: boolean): Promise<void> {
		for (const table of this.settings.tables) {
			while ((await this.take(table, now, hurry)) === PICKED_AT_ONCE && hurry);
			await this.report(table, now, hurry);
			await this.move(table);
		}
	}

	async clear(): Promise<void> {
		this.sent.clear();
		this.mood = null;
		for (const table of this.settings.tables) {
			await this.link.run(`DELETE FROM ${table.live}`);
			await this.link.run(`DELETE FROM ${await this.logOf(table)}`);
		}
	}

	private async take(table: Table, now: number, hurry: boolean): Promise<number> {
		const { kind, ttlMinutes } = this.settings;
		const since = kind === 'postgres' ? `LOCALTIMESTAMP - ? * INTERVAL '1 minute'` : 'NOW() - INTERVAL ? MINUTE';
		const until = hurry ? '' : `AND ${table.due} <= ${kind === 'postgres' ? 'LOCALTIMESTAMP' : 'NOW()'}`;
		const rows = await this.link.run(
			`SELECT ${table.id} AS id, ${table.key} AS k, ${table.to} AS phone, ${table.from} AS sender, ${table.text} AS msg, ${table.subject ?? 'NULL'} AS title
			 FROM ${table.live} WHERE ${table.state} = ? AND ${table.due} > ${since} ${until} ORDER BY ${table.due}, ${table.id} LIMIT ${PICKED_AT_ONCE}`,
			[table.waiting, ttlMinutes],
		);
		if (rows.length === 0) return 0;
		const ids = rows.map((row) => String(row.id));
		await this.link.run(
			`UPDATE ${table.live} SET ${table.state} = ?, ${table.sentAt} = ${kind === 'postgres' ? 'LOCALTIMESTAMP' : 'NOW()'} WHERE ${table.id} IN (${ids.map(() => '?').join(', ')})`,
			[table.taken, ...ids],
		);
		const { mood } = this;
		const refused = mood?.fault === 'partial' ? Math.max(1, Math.round(rows.length * (mood.share ?? 0.3))) : 0;
		rows.forEach((row, index) => this.send(table, row, now, index < refused));
		return rows.length;
	}

	private send(table: Table, row: Row, now: number, refused: boolean): void {
		const { senders, seed, failureRate, reportDelayMs, handsetNow } = this.settings;
		const { mood } = this;
		const phone = text(row.phone).replaceAll(/\D/g, '');
		const message = text(row.msg);
		const bytes = bytesOf(message);
		const bad = refused || !senders.includes(text(row.sender)) || firstUnencodable(message) !== null || bytes > (table.type === 'SMS' ? 90 : 2000);
		const result = bad ? '3059' : carrierResult(phone, seed, failureRate);
		const id = text(row.id);
		const [head, attempt] = text(row.k).split('#');
		if (result === '4000') {
			this.oracle.record({
				...{ phone, from: text(row.sender), text: message, subject: row.title === null ? null : text(row.title), type: table.type, bytes },
				key: attempt === undefined || head === undefined || head.length < 20 ? null : head,
				...{ customFields: {}, groupId: table.live, messageId: `${table.live}#${id}` },
				at: new Date(handsetNow() + 9 * 3_600_000).toISOString().replace('Z', '+09:00'),
			});
		}
		const late = mood?.fault === 'reportLate' ? mood.ms : 0;
		const never = result === null || mood?.fault === 'reportNever';
		this.sent.set(`${table.live}#${id}`, { table, id, at: never ? null : now + reportDelayMs + late, code: table.codeOf(result ?? '') });
	}

	private async report(table: Table, now: number, hurry: boolean): Promise<void> {
		for (const [name, one] of this.sent) {
			if (one.table !== table || one.at === null || (one.at > now && !hurry)) continue;
			await this.link.run(`UPDATE ${table.live} SET ${table.state} = ?, ${table.result} = ? WHERE ${table.id} = ?`, [table.done, one.code, one.id]);
			this.sent.delete(name);
		}
	}

	private async move(table: Table): Promise<void> {
		const rows = await this.link.run(`SELECT ${table.id} AS id FROM ${table.live} WHERE ${table.state} = ?`, [table.done]);
		if (rows.length === 0) return;
		const ids = rows.map((row) => text(row.id));
		const marks = ids.map(() => '?').join(', ');
		const log = await this.logOf(table);
		await this.link.run(this.settings.kind === 'postgres' ? 'BEGIN' : 'START TRANSACTION');
		await this.link.run(`INSERT INTO ${log} SELECT * FROM ${table.live} WHERE ${table.id} IN (${marks})`, ids);
		await this.link.run(`DELETE FROM ${table.live} WHERE ${table.id} IN (${marks})`, ids);
		await this.link.run('COMMIT');
	}

	/** The log table of this month (Korean time), made where it is not there yet. */
	private async logOf(table: Table): Promise<string> {
		const month = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 7).replace('-', '');
		const log = table.log(month);
		await this.link.run(this.settings.kind === 'postgres' ? `CREATE TABLE IF NOT EXISTS ${log} (LIKE ${table.live} INCLUDING DEFAULTS)` : `CREATE TABLE IF NOT EXISTS ${log} LIKE ${table.live}`);
		return log;
	}
}

/** Fixed-width columns come padded. */
const text = (value: unknown) => (typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '');
