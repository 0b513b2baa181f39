import type { LedgerContext } from './runs';
import { all, change, type Steps } from './steps';

const PREFIX = 'once:';

/**
 * Takes what may be taken once, such as a ticket or a form of the desk: false where any process that shares this ledger has taken it
 * before, also before a restart. Remembered until `untilMs` (epoch milliseconds), from when it must be void by itself.
 */
export function* takeOnce({ nowMs }: LedgerContext, id: string, untilMs: number): Steps<boolean> {
	// Epoch milliseconds have thirteen digits until the year 2286, so their order as text is their order.
	yield* all(`DELETE FROM meta WHERE name LIKE '${PREFIX}%' AND value < ?`, String(nowMs));
	return (yield* change('INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING', `${PREFIX}${id}`, String(untilMs))) > 0;
}

/** Lets it be taken again: what it was taken for did not happen. */
export function* giveBack(id: string): Steps<void> {
	yield* all('DELETE FROM meta WHERE name = ?', `${PREFIX}${id}`);
}
