import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

import { isOnPostgres, sqlOn, tablesOf } from './ledger-home';

/** Looks into a ledger file from outside, with nothing of the package: what really stands there. */
export class LedgerProbe {
	constructor(readonly path: string) {}

	/** Rows of a query; none while there is no ledger yet. */
	rows(sql: string, ...values: (string | number)[]): Record<string, unknown>[] {
		if (isOnPostgres) return tablesOf(this.path).length === 0 ? [] : sqlOn(this.path, sql, ...values);
		if (!existsSync(this.path)) return [];
		const database = new DatabaseSync(this.path, { readOnly: true, timeout: 2_000 });
		try {
			return database.prepare(sql).all(...values).map((row) => ({ ...row }));
		} catch (error) {
			if (/no such table/.test(String(error))) return [];
			throw error;
		} finally {
			database.close();
		}
	}

	/** The stage of a period's run, or null before it is opened. */
	stage(period: string): string | null {
		const [row] = this.rows('SELECT stage FROM run WHERE period = ?', period);
		return row === undefined ? null : String(row.stage);
	}

	/** One field of a period's run. */
	run(period: string): Record<string, unknown> {
		const [row] = this.rows('SELECT * FROM run WHERE period = ?', period);
		if (row === undefined) throw new Error(`The ledger has no run of ${period}`);
		return row;
	}

	/** Codes of what a period's run is held for. */
	holds(period: string): string[] {
		const holds = JSON.parse(String(this.run(period).holds)) as { code: string }[];
		return holds.map(({ code }) => code);
	}

	/** Number of text notices by state. */
	states(): Record<string, number> {
		const rows = this.rows(`SELECT state, COUNT(*) AS n FROM notice WHERE channel = 'text' GROUP BY state`);
		return Object.fromEntries(rows.map(({ state, n }) => [String(state), Number(n)]));
	}

	/** Keys of the notices in a state, sorted. */
	keys(state: string): string[] {
		return this.rows('SELECT notice_key FROM notice WHERE state = ? ORDER BY notice_key', state).map((row) => String(row.notice_key));
	}

	/** Steps of all batches, oldest first. */
	steps(): string[] {
		return this.rows('SELECT step FROM batch ORDER BY created_at, id').map(({ step }) => String(step));
	}

	/** Who was given the runs one after another, from the event chain. */
	owners(): string[] {
		return this.rows(`SELECT payload FROM event WHERE kind = 'run.leased' ORDER BY seq`).map(
			({ payload }) => (JSON.parse(String(payload)) as { owner: string }).owner,
		);
	}

	/** Decisions of a period's run, as `receipt#recipient decision reason`, sorted. */
	decisions(period: string): string[] {
		const rows = this.rows(
			`SELECT d.receipt_key, d.recipient_ordinal, d.decision, d.reason_code FROM decision d
			 JOIN run r ON r.id = d.run_id WHERE r.period = ?`,
			period,
		);
		return rows.map((row) => `${String(row.receipt_key)}#${String(row.recipient_ordinal)} ${String(row.decision)} ${String(row.reason_code)}`).sort();
	}
}
