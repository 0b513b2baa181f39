import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { verifyCommand } from '../../../lib/audit/verify-export.cli';
import { Ledger } from '../../../lib/ledger/ledger';
import { SqliteStore } from '../../../lib/ledger/sqlite-store';
import { approvedRun, cleanUp, rowsOf, tempFile, tempFolder, TestClock } from '../../support/notice-run';
import { exported, MONDAY, written } from './scene';

afterEach(cleanUp);

/** As a credential takes it: not all bytes alike. */
const KEY = Buffer.from('0123456789abcdef0123456789abcdef');

async function smallExport() {
	const ledger = new Ledger(SqliteStore.at(tempFile()), { key: KEY, clock: new TestClock(MONDAY), leaseMs: 60_000 });
	try {
		await approvedRun(ledger, rowsOf(2));
		return await exported(ledger);
	} finally {
		await ledger.dispose();
	}
}

async function command(args: string[], variables: Record<string, string> = {}) {
	const printed: string[] = [];
	const code = await verifyCommand(args, { env: variables, print: (line) => void printed.push(line) });
	return { code, printed: printed.join('\n') };
}

describe('the command that checks an export', () => {
	it.each<[string, (lines: string[]) => string[], 0 | 1, string]>([
		['a whole file', (lines) => lines, 0, '이상 없음'],
		['a file with a changed line', (lines) => lines.map((line, at) => (at === 4 ? line.replace('"at":"2026', '"at":"2025') : line)), 1, '5번째 줄'],
		['a file without its end', (lines) => lines.slice(0, -1), 1, '뒷부분이 잘려'],
	])('tells %s', async (_name, change, code, words) => {
		const file = written(change((await smallExport()).lines));
		const keyFile = join(tempFolder(), 'key');
		writeFileSync(keyFile, `${KEY.toString('base64')}\n`);
		for (const [args, variables] of [[['--key-file', keyFile, file], {}], [[file], { CITYHALL_LEDGER_KEY_FILE: keyFile }], [[file], { CITYHALL_LEDGER_KEY: KEY.toString('base64') }]] as const) {
			const { printed, ...found } = await command([...args], variables);
			expect([found.code, printed.includes(words)]).toEqual([code, true]);
			expect(printed).not.toContain(KEY.toString('base64'));
		}
	});

	it('finds the printed head', async () => {
		const { path, manifest } = await smallExport();
		const variables = { CITYHALL_LEDGER_KEY: KEY.toString('base64') };
		expect(await command(['--head', `${manifest.head.seq}:${manifest.head.mac}`, path], variables)).toMatchObject({ code: 0, printed: expect.stringContaining('일치합니다') });
		expect(await command(['--head', `${manifest.head.seq}:other`, path], variables)).toMatchObject({ code: 1, printed: expect.stringContaining('다른 대장의 자료이거나') });
		expect(await command(['--head', 'nonsense', path], variables)).toMatchObject({ code: 2, printed: expect.stringContaining('순번:검증값') });
	});

	it.each<[string, () => string[], Record<string, string>, string]>([
		['no file', () => [], {}, '사용법'],
		['two files', () => ['a', 'b'], {}, '사용법'],
		['no key', () => [written(['{}'])], {}, '대장 키 값을 쓸 수 없습니다'],
		['a file that is not there', () => ['/없음/감사자료.jsonl'], { CITYHALL_LEDGER_KEY: Buffer.from('0123456789abcdef0123456789abcdef').toString('base64') }, 'ENOENT'],
		['a key file that is not there', () => ['--key-file', '/없음', 'x'], {}, 'ENOENT'],
	])('checks nothing with %s and says what to do', async (_name, args, variables, words) => {
		expect(await command(args(), variables)).toMatchObject({ code: 2, printed: expect.stringContaining(words) });
	});
});

