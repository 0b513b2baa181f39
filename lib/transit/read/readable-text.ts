import { randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { rewriteText, type RewrittenText } from './rewrite-text';

/** A text file that the engine can read, and what it took to make it so. */
export interface ReadableText {
	path: string;
	rewritten: RewrittenText | null;
	close(): Promise<void>;
}

export const asIs = (path: string): ReadableText => ({ path, rewritten: null, close: () => Promise.resolve() });

/**
 * A rewritten copy (see `rewriteText`) in the temporary folder. It holds card numbers, so it has no name while it is used:
 * whatever ends the process, nothing is left.
 */
export async function rewrittenCopy(from: string, tempFolder: string, options: { utf8?: boolean; signal?: AbortSignal }): Promise<ReadableText> {
	const file = join(tempFolder, `text-${randomUUID()}.csv`);
	try {
		const rewritten = await rewriteText(from, file, options);
		return { ...(await nameless(file)), rewritten };
	} catch (error) {
		await rm(file, { force: true });
		throw error;
	}
}

/** Takes a file's name away; it can still be read under the path given, until it is closed. */
export async function nameless(file: string): Promise<{ path: string; close(): Promise<void> }> {
	const handle = await open(file, 'r');
	await rm(file);
	return { path: `/proc/self/fd/${handle.fd}`, close: async () => await handle.close() };
}
