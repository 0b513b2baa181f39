import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Runs a script of this folder with its orders as JSON in the only argument; its one line of output is the outcome. */
export async function inChild<T>(script: string, orders: unknown): Promise<T> {
	const { stdout } = await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, script), JSON.stringify(orders)], {
		maxBuffer: 16 * 1_048_576,
	});
	return JSON.parse(stdout) as T;
}
