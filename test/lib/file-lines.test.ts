import { mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { fileLines } from '../../lib/file-lines';

const folder = mkdtempSync(join(tmpdir(), 'file-lines-'));
const file = join(folder, 'a.jsonl');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const opened = () =>
	readdirSync('/proc/self/fd').filter((fd) => {
		try {
			return readlinkSync(`/proc/self/fd/${fd}`) === file;
		} catch {
			return false;
		}
	});

describe('the lines of a file', () => {
	beforeEach(() => writeFileSync(file, '가나\r\n\n다라\n'.repeat(20_000)));

	it('come one by one, with either line end', async () => {
		const lines: string[] = [];
		for await (const line of fileLines(file)) lines.push(line);
		expect(lines).toHaveLength(60_000);
		expect(lines.slice(0, 3)).toEqual(['가나', '', '다라']);
		expect(opened()).toEqual([]);
	});

	it('leave no file open when the reader gives up', async () => {
		for await (const line of fileLines(file)) if (line === '다라') break;
		expect(opened()).toEqual([]);
	});

	it('are not opened before somebody reads, so that nothing fails behind his back', async () => {
		const lines = fileLines(file);
		rmSync(file);
		await expect(lines.next()).rejects.toMatchObject({ code: 'ENOENT' });
	});

	it('of a folder fail for the reader', async () => {
		await expect(fileLines(folder).next()).rejects.toMatchObject({ code: 'EISDIR' });
	});
});
