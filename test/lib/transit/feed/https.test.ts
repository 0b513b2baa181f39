import { stat } from 'node:fs/promises';
import { join } from 'node:path';

import fc from 'fast-check';

import { ValidationError } from '../../../../lib/errors';
import { downloadFile, type DownloadPorts } from '../../../../lib/transit/feed/download';
import { Room } from '../../../../lib/transit/feed/room';
import type { FeedSource } from '../../../../lib/transit/feed/source';
import { startHttpsFeed, type HttpsFeed, type HttpsFeedOptions } from '../../../../sandbox/transit/feeds/https-feed.mts';
import { testCertificate } from '../../../support/test-certificate';
import { cardRows, filesBelow, httpsFeedSource, reached, removeTempFolders, sha256, tempFolder } from '../../../support/transit-feed';

const NAME = 'TB_KTS_DWTCD_20260302_01.csv';
const content = cardRows(700_000);

const open: HttpsFeed[] = [];
async function feedWith(options: HttpsFeedOptions = {}): Promise<HttpsFeed> {
	const feed = await startHttpsFeed(options);
	open.push(feed);
	feed.put(NAME, content);
	return feed;
}
afterEach(async () => {
	for (const feed of open.splice(0)) await feed.close();
	await removeTempFolders();
});

const portsIn = (folder: string, more: Partial<DownloadPorts> = {}): DownloadPorts => ({
	sleep: () => Promise.resolve(),
	random: () => 0.5,
	room: new Room(folder, () => Promise.resolve(1e12), 0),
	maxBytes: 1e11,
	...more,
});

async function fetchOne(source: FeedSource, folder: string, more: Partial<DownloadPorts> = {}) {
	const [file] = await source.list({ fits: (name) => name === NAME, exact: [NAME] });
	if (!file) throw new Error('not listed');
	try {
		return await downloadFile(source, file, join(folder, NAME), portsIn(folder, more));
	} finally {
		await source.close();
	}
}

const whole = { name: NAME, bytes: content.length, sha256: sha256(content), rows: content.toString().split('\n').length - 1 };

describe('a file over HTTPS', () => {
	it('comes with its hash, size and lines, under a certificate of the office itself', async () => {
		const { cert, key } = testCertificate();
		const feed = await feedWith({ cert, key, authorization: 'Bearer t0ken' });
		const folder = tempFolder();
		expect(await fetchOne(httpsFeedSource(feed.url, { caPem: cert, headers: { Authorization: 'Bearer t0ken' } }), folder)).toEqual({ ...whole, path: join(folder, NAME) });
		await expect(fetchOne(httpsFeedSource(feed.url, { headers: { Authorization: 'Bearer t0ken' } }), tempFolder())).rejects.toMatchObject({ code: 'certificateRefused' });
		await expect(fetchOne(httpsFeedSource(feed.url, { caPem: cert, headers: { Authorization: 'Bearer wrong' } }), tempFolder())).rejects.toMatchObject({ code: 'refused', failure: { status: 401 } });
	});

	it('goes on where a cut left it, however often and wherever it is cut', async () => {
		const feed = await feedWith();
		await fc.assert(
			fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 300_000 }), { maxLength: 5 }), async (cuts) => {
				feed.faults(cuts.map((afterBytes) => ({ fault: 'cut', afterBytes })));
				const folder = tempFolder();
				expect(await fetchOne(httpsFeedSource(feed.url), folder)).toMatchObject(whole);
				expect(await filesBelow(folder)).toEqual([NAME, `${NAME}.part.json`]);
			}),
			{ numRuns: 25 },
		);
	});

	it.each<[string, HttpsFeedOptions]>([
		['a server without Range', { noRange: true }],
		['a server with weak ETags and no Range', { etags: 'weak', noRange: true }],
		['a server that tells neither length nor version', { bare: true, noHead: true }],
	])('starts again at %s', async (_name, options) => {
		const feed = await feedWith(options);
		feed.faults([{ fault: 'cut', afterBytes: 200_000 }, { fault: 'cut', afterBytes: 400_000 }]);
		expect(await fetchOne(httpsFeedSource(feed.url), tempFolder())).toMatchObject(whole);
		expect(feed.requests().filter(({ method }) => method === 'GET').map(({ status }) => status)).toEqual([200, 200, 200]);
	});

	it('goes on by the time of change where the ETag is weak', async () => {
		const feed = await feedWith({ etags: 'weak' });
		feed.faults([{ fault: 'cut', afterBytes: 200_000 }]);
		expect(await fetchOne(httpsFeedSource(feed.url), tempFolder())).toMatchObject(whole);
		expect(feed.requests().at(-1)).toMatchObject({ status: 206, range: expect.stringMatching(/^bytes=\d+-$/), ifRange: expect.stringContaining('GMT') });
	});

	it('never mixes two contents when the file is replaced between cut and resume', async () => {
		const feed = await feedWith();
		const corrected = cardRows(650_000, 2);
		feed.faults([{ fault: 'cut', afterBytes: 300_000 }]);
		const result = await fetchOne(httpsFeedSource(feed.url), tempFolder(), {
			sleep: () => {
				feed.put(NAME, corrected);
				return Promise.resolve();
			},
		});
		expect(result.sha256).toBe(sha256(corrected));
	});

	it('is gone on with by a later execution', async () => {
		const feed = await feedWith();
		const folder = tempFolder();
		const cuts = Array.from({ length: 7 }, () => ({ fault: 'cut', afterBytes: 0 }) as const);
		feed.faults([{ fault: 'cut', afterBytes: 400_000 }, ...cuts]);
		await expect(fetchOne(httpsFeedSource(feed.url), folder)).rejects.toMatchObject({ code: expect.stringMatching(/^(transfer|connection)Lost$/) });
		expect(await filesBelow(folder)).toEqual([`${NAME}.part`, `${NAME}.part.json`]);
		feed.faults([]);
		const before = feed.sentBytes();
		expect(await fetchOne(httpsFeedSource(feed.url), folder)).toMatchObject(whole);
		expect(feed.sentBytes() - before).toBeLessThan(content.length - 300_000);
	});

	it.each([
		[{ fault: 'status', status: 503 }, 'serverError'],
		[{ fault: 'status', status: 403 }, 'refused'],
		[{ fault: 'html' }, 'unreadable.html'],
	] as const)('that cannot be had (%j) is an error and no file', async (fault, code) => {
		const feed = await feedWith();
		feed.faults(Array.from({ length: 10 }, () => fault));
		const folder = tempFolder();
		await expect(fetchOne(httpsFeedSource(feed.url), folder)).rejects.toMatchObject({ code });
		expect(await filesBelow(folder)).toEqual([]);
	});

	it('that stalls is asked for anew after the time limit', async () => {
		const feed = await feedWith();
		feed.faults([{ fault: 'stall', afterBytes: 200_000 }]);
		expect(await fetchOne(httpsFeedSource(feed.url, { timeoutMs: 300 }), tempFolder())).toMatchObject(whole);
	});

	it('that is cancelled leaves nothing under its name, and what came is gone on with', async () => {
		const feed = await feedWith({ paceMs: 5 });
		const folder = tempFolder();
		const cancel = new AbortController();
		const fetching = fetchOne(httpsFeedSource(feed.url), folder, { signal: cancel.signal });
		await reached(() => feed.sentBytes() >= 200_000, fetching);
		cancel.abort();
		await expect(fetching).rejects.toMatchObject({ code: 'feedCancelled' });
		expect(await filesBelow(folder)).not.toContain(NAME);
		expect(await fetchOne(httpsFeedSource(feed.url), folder)).toMatchObject(whole);
	});

	it('for which the disk has no room is refused before anything is written, with the sizes', async () => {
		const feed = await feedWith();
		const folder = tempFolder();
		const fetching = fetchOne(httpsFeedSource(feed.url), folder, { room: new Room(folder, () => Promise.resolve(5_000_500_000), 5_000_000_000) });
		await expect(fetching).rejects.toThrow(/여유 공간 5\.0 GB, 남겨 둘 공간 5\.0 GB/);
		expect(await filesBelow(folder)).toEqual([]);
	});

	it('that outgrows the disk while it comes is given up, and what came is removed', async () => {
		const big = Buffer.alloc(70 * 1_048_576, 'x\n');
		const feed = await feedWith({ bare: true, noHead: true });
		feed.put(NAME, big);
		const folder = tempFolder();
		const freeBytes = async () => 100 - (await stat(join(folder, `${NAME}.part`)).catch(() => ({ size: 0 }))).size;
		await expect(fetchOne(httpsFeedSource(feed.url), folder, { room: new Room(folder, freeBytes, 50) })).rejects.toBeInstanceOf(ValidationError);
		expect(await filesBelow(folder)).toEqual([]);
	});

	it('that is larger than allowed is refused', async () => {
		const feed = await feedWith();
		await expect(fetchOne(httpsFeedSource(feed.url), tempFolder(), { maxBytes: 1_000 })).rejects.toMatchObject({ code: 'feedFileTooLarge' });
	});
});

describe('names on a web server', () => {
	const csv = { fits: (name: string) => name.endsWith('.csv'), exact: null };

	it.each<[string, HttpsFeedOptions]>([
		['an index page', {}],
		['a JSON list', { index: 'json' }],
	])('are read from %s, with size and version', async (_name, options) => {
		const feed = await feedWith(options);
		feed.put('노선 정보.csv', Buffer.from('a\n'));
		feed.put('done.txt', Buffer.from('1'));
		const source = httpsFeedSource(feed.url);
		const files = await source.list(csv);
		await source.close();
		expect(files.map(({ name, bytes }) => [name, bytes])).toEqual([[NAME, content.length], ['노선 정보.csv', 2]]);
		expect(files.every(({ version }) => version !== null)).toBe(true);
	});

	it('must be exact where the server lists nothing', async () => {
		const feed = await feedWith({ index: 'none' });
		const source = httpsFeedSource(feed.url);
		await expect(source.list(csv)).rejects.toMatchObject({ failure: { status: 404 } });
		expect(await source.list({ fits: csv.fits, exact: [NAME, 'none.csv'] })).toMatchObject([{ name: NAME }]);
		await source.close();
	});
});
