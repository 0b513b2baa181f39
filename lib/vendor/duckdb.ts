import { DuckDBDecimalValue, DuckDBInstance, DuckDBListValue, DuckDBStructValue, listValue } from '@duckdb/node-api';

export type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
export { DuckDBDecimalValue, DuckDBInstance, DuckDBListValue, DuckDBStructValue, listValue };
