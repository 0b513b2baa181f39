import { type ChainHead, linkAt, readHead } from './chain';
import { MOVED } from './moved';
import { all, type Steps, text } from './steps';

/** What a ledger says of itself to somebody who only looks. */
export interface Glance {
	version: number;
	/** Mark of its key; null where it has none yet. */
	key: string | null;
	environment: string | null;
	/** What it remembers of its move, as stored. */
	moved: string | null;
	head: ChainHead;
	/** Whether the chain holds the head that was asked for; true where none was. */
	reaches: boolean;
}

/** Reads it from a ledger that is there; changes nothing. */
export function* glance(witnessed: ChainHead | null): Steps<Glance> {
	const rows = yield* all(`SELECT name, value FROM meta WHERE name IN ('schema', 'key', 'environment', '${MOVED}')`);
	const meta = new Map(rows.map((row) => [text(row, 'name'), text(row, 'value')]));
	const head = yield* readHead();
	const reaches = witnessed === null || (yield* linkAt(witnessed.seq))?.mac === witnessed.mac;
	return { version: Number(meta.get('schema')), key: meta.get('key') ?? null, environment: meta.get('environment') ?? null, moved: meta.get(MOVED) ?? null, head, reaches };
}
