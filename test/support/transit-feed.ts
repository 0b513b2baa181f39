import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createRandom } from '../../sandbox/shared/random.mts';
import { createStreamClient } from '../../lib/http/stream-client';
import { httpsSource } from '../../lib/transit/feed/https-source';
import type { FeedPorts, ReceiveRequest } from '../../lib/transit/feed/receive-day';
import type { FeedSource } from '../../lib/transit/feed/source';

export const DAY = '2026-03-02';
export const sha256 = (content: Buffer | string): string => createHash('sha256').update(content).digest('hex');

/** Lines that compress as card rows do, of about the wanted size. */
export function cardRows(bytes: number, seed = 1): Buffer {
	const random = createRandom(seed);
	const lines: string[] = [];
	for (let size = 0; size < bytes; ) {
		const line = `20260302,04,${random.integer(1, 1e9)},${random.integer(1e9, 2e9).toString(36)},41,${random.integer(1, 9)}`;
		lines.push(line);
		size += line.length + 1;
	}
	return Buffer.from(`${lines.join('\n')}\n`);
}

const folders: string[] = [];
export function tempFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'transit-feed-'));
	folders.push(folder);
	return folder;
}
export async function removeTempFolders(): Promise<void> {
	for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
}

/** Every file below a folder, by its path from there. */
export async function filesBelow(folder: string): Promise<string[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort();
}

export const feedPorts = (more: Partial<FeedPorts> = {}): FeedPorts => ({
	now: () => '2026-03-03T05:10:00.000+09:00',
	nowMs: Date.now,
	sleep: () => Promise.resolve(),
	random: () => 0.5,
	freeBytes: () => Promise.resolve(1e12),
	...more,
});

export const receiveRequest = (rawFolder: string, more: Partial<ReceiveRequest> = {}): ReceiveRequest => ({
	feedDay: DAY,
	patterns: ['TB_KTS_DWTCD_{yyyyMMdd}_NN.csv'],
	expectedParts: 0,
	rule: { kind: 'none' },
	rawFolder,
	feed: 'taps',
	entryPatterns: [],
	takePartial: false,
	keepArchives: false,
	limits: { keepFreeBytes: 0, maxFileBytes: 1e11, maxUnpackedBytes: 1e11, maxRatio: 100 },
	...more,
});

/** A source on a pretend provider. */
export function httpsFeedSource(baseUrl: string, more: { caPem?: string; headers?: Record<string, string>; timeoutMs?: number; folder?: string } = {}): FeedSource {
	const client = createStreamClient({ baseUrl, label: '교통카드 자료 서버', timeoutMs: more.timeoutMs ?? 5_000, userAgent: 'test', now: Date.now, caPem: more.caPem });
	return httpsSource({ client, baseUrl, folder: more.folder ?? 'daily', headers: more.headers ?? {}, label: '교통카드 자료 서버' });
}

/** Waits until something is the case, or the work under way has ended. */
export async function reached(is: () => boolean, work: Promise<unknown>): Promise<void> {
	let ended = false;
	const end = () => {
		ended = true;
	};
	work.then(end, end);
	while (!is() && !ended) await new Promise((resolve) => setImmediate(resolve));
}
