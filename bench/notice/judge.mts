import { DatabaseSync } from 'node:sqlite';

import type { Received } from './gateway.mts';

/**
 * Holds what the phones received against the ledger file (read without the code under test) and against who had to be
 * texted. Returns the number of texts; throws on any that is missing, double or on a wrong phone.
 */
export function countTexts(ledgerFile: string, { texts }: Received, phones: readonly string[]): number {
	const database = new DatabaseSync(ledgerFile, { readOnly: true });
	const rows = database.prepare(`SELECT notice_key, state FROM notice WHERE channel = 'text'`).all();
	database.close();
	const received = Map.groupBy(texts, ({ key }) => key);
	const open = rows.filter(({ state }) => state !== 'accepted' && state !== 'delivered').length;
	const missing = rows.filter((row) => !received.has(String(row.notice_key))).length;
	const double = texts.length - received.size;
	const foreign = received.size - (rows.length - missing);
	const lit = texts.map(({ phone }) => phone).sort();
	const wrong = lit.length !== phones.length || lit.some((phone, index) => phone !== phones[index]);
	if (open + missing + double + foreign > 0 || wrong) {
		throw new Error(`not told right: ${JSON.stringify({ due: phones.length, texts: texts.length, open, missing, double, foreign, phonesDiffer: wrong })}`);
	}
	return texts.length;
}
