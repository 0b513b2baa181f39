import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startN8n } from '../../sandbox/n8n/host.mts';
import type { N8nHost, N8nHostOptions } from '../../sandbox/n8n/host.mts';
import { packedPackage } from '../../sandbox/n8n/pack.mts';

/** Long enough for an install of n8n from nothing on a slow machine. */
export const N8N_START_TIMEOUT_MS = 20 * 60_000;

const log = (line: string): void => void process.stderr.write(`${line}\n`);

/** An n8n of one test file, in a folder of its own. */
export interface TestN8n extends N8nHost {
	/** Holds n8n's user folder; n8n's nodes may read and write files here. */
	readonly folder: string;
	/** Ends n8n and deletes its folder. */
	dispose(): Promise<void>;
}

/** Starts the pinned n8n with the given package (the one of this repository, packed, where none is given). */
export async function startTestN8n(options: Partial<N8nHostOptions> = {}): Promise<TestN8n> {
	const folder = options.userFolder === undefined ? mkdtempSync(join(tmpdir(), 'cityhall-n8n-')) : dirname(options.userFolder);
	const userFolder = options.userFolder ?? join(folder, 'n8n');
	const packageTgz = options.packageTgz ?? (await packedPackage({ log }));
	const host = await startN8n({ log, ...options, userFolder, packageTgz });
	const dispose = async (): Promise<void> => {
		await host.stop();
		rmSync(options.userFolder ?? folder, { recursive: true, force: true });
	};
	return Object.defineProperties({ dispose, folder } as TestN8n, Object.getOwnPropertyDescriptors(host));
}
