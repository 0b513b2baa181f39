import type { KeyObject } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import type * as ChainModule from '../../lib/ledger/chain.ts';
import type { Ledger } from '../../lib/ledger/ledger.ts';
import type { DatabaseAddress } from '../../sandbox/databases.mts';

/** What the bench uses of the built package. */
export interface LedgerLibrary {
	appendEvents: typeof ChainModule.appendEvents;
	chainKey: KeyObject;
	/** Statements that make the tables and indexes. */
	schema: readonly string[];
	open(file: string): Ledger;
	openPostgres(server: DatabaseAddress, schema: string): Ledger;
}

/** Loads the built ledger from a lib folder; `key` is the ledger's. */
export function ledgerLibrary(lib: string, key: Buffer): LedgerLibrary {
	const require = createRequire(import.meta.url);
	const load = (path: string): unknown => require(join(lib, path));
	const { Ledger: BuiltLedger } = load('ledger/ledger.js') as typeof import('../../lib/ledger/ledger.ts');
	const { SqliteStore } = load('ledger/sqlite-store.js') as typeof import('../../lib/ledger/sqlite-store.ts');
	const { PostgresStore } = load('ledger/postgres-store.js') as typeof import('../../lib/ledger/postgres-store.ts');
	const { SCHEMA } = load('ledger/schema.js') as typeof import('../../lib/ledger/schema.ts');
	const { deriveKeys } = load('ledger/identity.js') as typeof import('../../lib/ledger/identity.ts');
	const { appendEvents } = load('ledger/chain.js') as typeof ChainModule;
	const clock = { now: () => '2026-11-23T09:10:00.000+09:00', nowMs: Date.now };
	return {
		appendEvents,
		chainKey: deriveKeys(key).chain,
		schema: SCHEMA,
		open: (file) => new BuiltLedger(SqliteStore.at(file), { key, clock, leaseMs: 120_000 }),
		openPostgres: ({ host, port, user, password, database }, schema) =>
			new BuiltLedger(PostgresStore.at({ host, port, user, password, database, schema, tls: 'off', ca: '' }), { key, clock, leaseMs: 120_000 }),
	};
}
