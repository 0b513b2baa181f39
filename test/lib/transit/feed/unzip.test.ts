import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';
import iconv from 'iconv-lite';

import { ValidationError } from '../../../../lib/errors';
import { Room } from '../../../../lib/transit/feed/room';
import { unzip, type UnzipOptions } from '../../../../lib/transit/feed/unzip';
import { writeZip, type ZipEntry } from '../../../../sandbox/transit/feeds/zip-writer.mts';
import { cardRows, filesBelow, removeTempFolders, sha256, tempFolder } from '../../../support/transit-feed';

jest.setTimeout(60_000);
afterEach(removeTempFolders);

const rows = cardRows(50_000);
const csv = (name: string, more: Partial<ZipEntry> = {}): ZipEntry => ({ name, content: rows, ...more });

async function unpack(archive: Buffer, more: Partial<UnzipOptions> = {}) {
	const folder = tempFolder();
	const path = join(tempFolder(), 'DATA_20260302.zip');
	writeFileSync(path, archive);
	const room = new Room(folder, () => Promise.resolve(1e12), 0);
	try {
		return { ...(await unzip(path, folder, { wanted: () => true, maxRatio: 100, maxTotalBytes: 1e9, maxEntries: 100, room, ...more })), folder };
	} catch (error) {
		expect(await filesBelow(folder)).toEqual([]);
		throw error;
	}
}

it.each<[string, Buffer]>([
	['deflated', writeZip([csv('A_01.csv'), csv('A_02.csv', { content: Buffer.from('x\n') })])],
	['stored', writeZip([csv('A_01.csv', { stored: true }), csv('A_02.csv', { content: Buffer.from('x\n'), stored: true })])],
	['zip64', writeZip([csv('A_01.csv', { zip64: true }), csv('A_02.csv', { content: Buffer.from('x\n') })], { zip64End: true })],
	['in folders', writeZip([{ name: 'DATA/', content: Buffer.alloc(0), stored: true }, csv('DATA/A_01.csv'), csv('DATA\\A_02.csv', { content: Buffer.from('x\n') })])],
])('unpacks %s files flat, with hash and lines', async (_name, archive) => {
	const { files, folder } = await unpack(archive);
	expect(files).toEqual([
		{ path: join(folder, 'A_01.csv'), name: 'A_01.csv', bytes: rows.length, sha256: sha256(rows), rows: rows.toString().split('\n').length - 1 },
		{ path: join(folder, 'A_02.csv'), name: 'A_02.csv', bytes: 2, sha256: sha256('x\n'), rows: 1 },
	]);
	expect(readFileSync(join(folder, 'A_01.csv')).equals(rows)).toBe(true);
});

it('reads Korean names in CP949 and in UTF-8, marked or not', async () => {
	const names = [iconv.encode('노선_마스터.csv', 'cp949'), Buffer.from('정류장.csv'), Buffer.from('경유.csv')];
	const { files } = await unpack(writeZip(names.map((name, i) => ({ name, content: rows, utf8: i === 1 }))));
	expect(files.map(({ name }) => name)).toEqual(['노선_마스터.csv', '정류장.csv', '경유.csv']);
});

it('leaves what is not wanted inside and names it', async () => {
	const { files, skipped, folder } = await unpack(writeZip([csv('A.csv'), csv('readme.pdf'), csv('inner.zip')]), { wanted: (name) => name === 'A.csv' });
	expect([files.map(({ name }) => name), skipped, await filesBelow(folder)]).toEqual([['A.csv'], ['inner.zip', 'readme.pdf'], ['A.csv']]);
});

const zeros = Buffer.alloc(20_000_000);
it.each<[string, Buffer, Partial<UnzipOptions>, string]>([
	['a name that climbs out', writeZip([csv('../../etc/cron.d/x.csv')]), {}, 'zipTraversal'],
	['a name that climbs out by backslashes', writeZip([csv('..\\x.csv')]), {}, 'zipTraversal'],
	['an absolute name', writeZip([csv('/etc/x.csv')]), {}, 'zipTraversal'],
	['a name on a drive', writeZip([csv('C:/x.csv')]), {}, 'zipTraversal'],
	['a password', writeZip([csv('A.csv', { encrypted: true })]), {}, 'zipEncrypted'],
	['a ratio that no data has', writeZip([{ name: 'A.csv', content: zeros }]), {}, 'zipBomb'],
	['more than the limit in all', writeZip([csv('A.csv'), csv('B.csv')]), { maxTotalBytes: 60_000 }, 'zipBomb'],
	['more files than the limit', writeZip(Array.from({ length: 4 }, (_, i) => csv(`${i}.csv`))), { maxEntries: 3 }, 'zipBomb'],
	['more data than it says', writeZip([csv('A.csv', { lie: { size: 10 } })]), {}, 'badZip'],
	['less data than it says', writeZip([csv('A.csv', { lie: { size: 90_000 } })]), {}, 'badZip'],
	['a wrong checksum', writeZip([csv('A.csv', { lie: { crc: 1 } })]), {}, 'badZip'],
	['the same name twice', writeZip([csv('a/A.csv'), csv('b/a.CSV')]), {}, 'zipTwice'],
	['an archive inside', writeZip([csv('B.zip')]), {}, 'zipInZip'],
	['one piece of several', writeZip([csv('A.csv')], { disk: 1 }), {}, 'zipSplit'],
	['no archive at all', Buffer.from('운행일자,정산사\n'), {}, 'badZip'],
	['nothing', Buffer.alloc(0), {}, 'badZip'],
	['no room on the disk', writeZip([csv('A.csv')]), { room: new Room('/', () => Promise.resolve(10), 5) }, 'diskRoom'],
])('refuses %s and leaves nothing behind', async (_name, archive, options, code) => {
	await expect(unpack(archive, options)).rejects.toMatchObject({ code });
});

it('says so and leaves nothing behind, or unpacks what was packed, whatever is done to the bytes', async () => {
	const whole = writeZip([csv('A_01.csv'), csv('A_02.csv', { zip64: true, stored: true })], { zip64End: true });
	const damage = fc.oneof(
		fc.integer({ min: 0, max: whole.length - 1 }).map((end) => whole.subarray(0, end)),
		fc.array(fc.tuple(fc.integer({ min: 0, max: whole.length - 1 }), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 8 }).map((changes) => {
			const bytes = Buffer.from(whole);
			for (const [at, value] of changes) bytes[at] = value;
			return bytes;
		}),
		fc.array(fc.tuple(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 }).map((changes) => {
			const bytes = Buffer.from(whole);
			for (const [fromEnd, value] of changes) bytes[bytes.length - fromEnd] = value;
			return bytes;
		}),
	);
	await fc.assert(
		fc.asyncProperty(damage, async (bytes) => {
			try {
				const { files } = await unpack(bytes);
				for (const file of files) expect(file.sha256).toBe(sha256(rows));
			} catch (error) {
				expect(error).toBeInstanceOf(ValidationError);
			}
		}),
		{ numRuns: 150 },
	);
});
