import { DuckDBDecimalValue, DuckDBInstance, DuckDBListValue, DuckDBStructValue, listValue } from '../vendor/duckdb';
import type { DuckDBConnection, DuckDBValue } from '../vendor/duckdb';
import { engineError } from './engine-error';

export interface EngineOptions {
	/** DuckDB's own limit in MiB; the process needs some 300 MiB more. */
	memoryMb: number;
	threads: number;
	/** Where work that does not fit into memory goes. */
	tempFolder: string;
}

export type EngineParameter = string | number | bigint | boolean | null | readonly string[];
export type EngineParameters = Record<string, EngineParameter>;

/** An in-memory DuckDB. Both functions take one or more statements; parameters (`$name`) go with a single one. */
export interface Engine {
	run(sql: string, params?: EngineParameters): Promise<void>;
	/**
	 * Rows of the last statement. BIGINT and wider come as number when safe, else as string; DATE as `YYYY-MM-DD`, TIMESTAMP as
	 * `YYYY-MM-DD HH:MM:SS`, DECIMAL as number, lists as arrays, structs as objects.
	 */
	rows<T>(sql: string, params?: EngineParameters): Promise<T[]>;
	close(): Promise<void>;
}

function bind(params: EngineParameters | undefined): Record<string, DuckDBValue> | undefined {
	if (params === undefined) return undefined;
	return Object.fromEntries(
		Object.entries(params).map(([name, value]): [string, DuckDBValue] => [
			name,
			typeof value === 'object' && value !== null ? listValue([...value]) : value,
		]),
	);
}

function plain(value: DuckDBValue): unknown {
	if (typeof value === 'bigint') {
		return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : String(value);
	}
	if (value === null || typeof value !== 'object') return value;
	if (value instanceof DuckDBDecimalValue) return value.toDouble();
	if (value instanceof DuckDBListValue) return value.items.map(plain);
	if (value instanceof DuckDBStructValue) return plainRow(value.entries);
	return String(value);
}

function plainRow(row: Readonly<Record<string, DuckDBValue>>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)]));
}

class DuckDbEngine implements Engine {
	constructor(
		private readonly instance: DuckDBInstance,
		private readonly connection: DuckDBConnection,
	) {}

	async run(sql: string, params?: EngineParameters): Promise<void> {
		try {
			await this.connection.run(sql, bind(params));
		} catch (error) {
			throw engineError(error);
		}
	}

	async rows<T>(sql: string, params?: EngineParameters): Promise<T[]> {
		try {
			const reader = await this.connection.runAndReadAll(sql, bind(params));
			return reader.getRowObjects().map((row) => plainRow(row) as T);
		} catch (error) {
			throw engineError(error);
		}
	}

	close(): Promise<void> {
		this.connection.closeSync();
		this.instance.closeSync();
		return Promise.resolve();
	}
}

/**
 * Opens an in-memory DuckDB that loads no extension from outside.
 * @throws CityhallError as `engineError` says
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
	try {
		const instance = await DuckDBInstance.create(':memory:', {
			memory_limit: `${options.memoryMb}MiB`,
			threads: String(options.threads),
			temp_directory: options.tempFolder,
			autoinstall_known_extensions: 'false',
			autoload_known_extensions: 'false',
			// Files are read once or twice; a remembered one might be an earlier file of the same name and second.
			enable_external_file_cache: 'false',
		});
		return new DuckDbEngine(instance, await instance.connect());
	} catch (error) {
		throw engineError(error);
	}
}
