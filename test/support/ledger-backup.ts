import { copyFileSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** Backs up a ledger in use as IT does, with SQLite's own means. */
export function backUp(ledger: string, backup: string): void {
	const database = new DatabaseSync(ledger, { timeout: 5_000 });
	try {
		database.prepare('VACUUM INTO ?').run(backup);
	} finally {
		database.close();
	}
}

/** Puts a backup in the place of a ledger that nobody has open. */
export function restore(ledger: string, backup: string): void {
	for (const suffix of ['-wal', '-shm']) rmSync(`${ledger}${suffix}`, { force: true });
	copyFileSync(backup, ledger);
}
