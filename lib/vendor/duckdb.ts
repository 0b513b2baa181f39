import { DuckDBInstance } from '@duckdb/node-api';

export type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
export { DuckDBInstance };
