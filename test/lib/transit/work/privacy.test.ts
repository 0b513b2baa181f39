import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';

import { openEngine } from '../../../../lib/transit/engine';
import { runJob } from '../../../../lib/transit/work/run-job';
import { generated, MINUTES, newFolder, removeFolders, workBench } from './support';

jest.setTimeout(5 * MINUTES);
afterAll(removeFolders);

const dirt = { missingAlighting: 0.05, duplicates: 0.01, alightingBeforeBoarding: 0.01, unmatchedStop: 0.01, otherDay: 0.02, garbage: 0.02, earlyTagOff: 0 };
const CARD_COLUMN = 3;

const filesBelow = (folder: string) =>
	readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)).filter((path) => statSync(path).isFile());

/** The bytes of a zip's entries, by its directory. */
function unzipped(zip: Buffer): Buffer[] {
	const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
	let at = zip.readUInt32LE(end + 16);
	return Array.from({ length: zip.readUInt16LE(end + 10) }, () => {
		const [method, packed, local] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 42)];
		at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
		const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
		const bytes = zip.subarray(start, start + packed);
		return method === 0 ? bytes : inflateRawSync(bytes);
	});
}

/** A whole number of a column as hexadecimal digits. */
function hexOf(value: unknown): string[] {
	if (!Number.isInteger(value) && !(typeof value === 'string' && /^\d{15,20}$/.test(value))) return [];
	return [BigInt(String(value)).toString(16).padStart(16, '0')];
}

/** The first of the texts, all of one length, that stands anywhere in the bytes. */
function findsAny(bytes: Buffer, texts: ReadonlySet<string>, length: number): string | null {
	const characters = bytes.toString('latin1');
	for (const run of characters.match(new RegExp(`[0-9a-fA-F]{${length},}`, 'g')) ?? []) {
		for (let at = 0; at + length <= run.length; at += 1) if (texts.has(run.slice(at, at + length).toLowerCase())) return run.slice(at, at + length);
	}
	return null;
}

it('no card number and no plain hash of one is in the lake, the model, the page, the memo or the workbook', async () => {
	const day = generated({ taps: 2_000, dirt });
	const cards = [...new Set(day.taps.flatMap((file) => readFileSync(file, 'utf8').split('\n').map((line) => line.split(',')[CARD_COLUMN] ?? '').filter((card) => /^[0-9a-f]{64}$/.test(card))))];
	expect(cards.length).toBeGreaterThan(800);
	const hashes = cards.flatMap((card) => [card, card.toUpperCase()].flatMap((text) => ['sha256', 'md5'].map((name) => createHash(name).update(text).digest('hex').slice(0, 16))));
	// Any part of a card of twelve digits, and any plain hash.
	const parts = new Set(cards.flatMap((card) => Array.from({ length: card.length - 11 }, (_, at) => card.slice(at, at + 12))));
	const prefixes = new Set(hashes);
	expect(findsAny(readFileSync(day.taps[0] ?? ''), parts, 12)).not.toBeNull();

	const bench = workBench();
	await bench.masters(day);
	await bench.ingest(day.taps);
	const { folder } = await bench.analyse();
	if (folder === null) throw new Error('no edition');
	const options = { timeoutMs: 5 * MINUTES };
	const { files: books } = await runJob('workbook', { folder, baseName: '보고서' }, options);
	const { files: pages } = await runJob('pages', { folder, baseName: '보고서', pictures: false, memo: true }, options);

	const all = filesBelow(bench.lakeFolder);
	for (const { path } of [...books, ...pages]) expect(all).toContain(path);
	expect(all.filter((path) => path.endsWith('.parquet')).length).toBeGreaterThan(20);
	const engine = await openEngine({ memoryMb: 256, threads: 1, tempFolder: newFolder('temp') });
	for (const path of all) {
		const raw = readFileSync(path);
		const texts: Buffer[] = [raw];
		if (/\.(?:xlsx|hwpx)$/.test(path)) texts.push(...unzipped(raw));
		// What is packed in a column: every value as text, whole numbers in digits and as hexadecimals.
		if (path.endsWith('.parquet')) {
			const rows = await engine.rows<Record<string, unknown>>(`FROM read_parquet('${path}', hive_partitioning = false)`);
			texts.push(Buffer.from(JSON.stringify(rows)));
			const wide = rows.flatMap((row) => Object.values(row).flatMap(hexOf));
			texts.push(Buffer.from(wide.join(' ')));
		}
		for (const bytes of texts) {
			expect([path, findsAny(bytes, parts, 12)]).toEqual([path, null]);
			expect([path, findsAny(bytes, prefixes, 16)]).toEqual([path, null]);
		}
	}
	await engine.close();

	const taps = await bench.query<{ card: string }>('SELECT DISTINCT card::VARCHAR AS card FROM tap');
	expect(taps.length).toBeGreaterThan(800);
	const planted = new Set(hashes.map((hash) => BigInt(`0x${hash}`).toString()));
	expect(taps.filter(({ card }) => planted.has(card))).toEqual([]);
});

it('the same card has another pseudonym the next day, and under another key', async () => {
	const day = generated({ taps: 1_000, dirt: { ...dirt, otherDay: 0.5 } });
	const [bench, other] = [workBench(), workBench()];
	await bench.ingest(day.taps);
	await other.ingest(day.taps, { cardKey: Buffer.alloc(32, 8) });
	const cardsOf = async (of: typeof bench, serviceDate: string) => (await of.query<{ card: string }>('SELECT DISTINCT card::VARCHAR AS card FROM tap', serviceDate)).map(({ card }) => card);
	const all = [...(await cardsOf(bench, '2026-03-02')), ...(await cardsOf(bench, '2026-03-03')), ...(await cardsOf(other, '2026-03-03'))];
	expect(new Set(all).size).toBe(all.length);
});
