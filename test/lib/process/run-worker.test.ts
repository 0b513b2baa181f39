import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { build } from 'esbuild';

import { unpackTable, type PackedTable } from '../../../lib/revenue/packed-table';
import { runWorker, type WorkerOptions } from '../../../lib/process/run-worker';

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'worker-'));
});
afterAll(async () => {
	await rm(folder, { recursive: true, force: true });
});

async function workerOf(handler: string): Promise<string> {
	const source = join(folder, 'worker.ts');
	const file = join(folder, `worker-${Math.random().toString(36).slice(2)}.js`);
	const serve = resolve(__dirname, '../../../lib/process/serve-worker');
	const errors = resolve(__dirname, '../../../lib/errors');
	await writeFile(source, `import { serveWorker } from '${serve}';\nimport { ValidationError } from '${errors}';\nvoid ValidationError;\nserveWorker(${handler});\n`);
	await build({ entryPoints: [source], outfile: file, bundle: true, platform: 'node', format: 'cjs', logLevel: 'error' });
	return file;
}

const run = async (handler: string, request: unknown, extra: Partial<WorkerOptions> = {}) =>
	await runWorker(request, { file: await workerOf(handler), label: '시험 작업', maxOldSpaceMb: 64, timeoutMs: 10_000, ...extra });

describe('a worker', () => {
	it('gives back what it made, with days and bytes intact', async () => {
		const request = { day: new Date(0), bytes: new Uint8Array([1, 2]) };
		expect(await run('async (request) => ({ request, pid: process.pid !== undefined })', request)).toMatchObject({ request, pid: true });
	});

	it('is another process without this one’s environment', async () => {
		process.env.SECRET_FOR_TEST = 'secret';
		const value = await run('async () => ({ pid: process.pid, env: Object.keys(process.env) })', null);
		expect(value).toMatchObject({ env: expect.not.arrayContaining(['SECRET_FOR_TEST', 'PATH']) });
		expect(value).not.toMatchObject({ pid: process.pid });
		delete process.env.SECRET_FOR_TEST;
	});

	it('hands on the errors it foresaw', async () => {
		await expect(run("async () => { throw new ValidationError('bad', '잘못', '고치시기 바랍니다.'); }", null)).rejects.toMatchObject({ code: 'bad', message: '잘못', remedy: '고치시기 바랍니다.' });
	});

	it('hides what an unforeseen error says', async () => {
		await expect(run("async () => { throw new TypeError('홍길동'); }", null)).rejects.toMatchObject({ code: 'unforeseen', message: expect.not.stringContaining('홍길동') });
	});

	it('that fills its memory ends alone', async () => {
		const hog = 'async () => { const all = []; for (;;) all.push(new Array(10_000).fill(Math.random())); }';
		await expect(run(hog, null, { maxOldSpaceMb: 20, timeoutMs: 60_000 })).rejects.toMatchObject({ code: 'workerMemory' });
	}, 60_000);

	it('that is ended is gone when the caller hears of it', async () => {
		const file = join(folder, 'pid');
		const hang = `async () => { require('node:fs').writeFileSync(${JSON.stringify(file)}, String(process.pid)); for (;;); }`;
		await expect(run(hang, null, { timeoutMs: 2_000 })).rejects.toMatchObject({ code: 'workerTimeout' });
		const pid = Number(await readFile(file, 'utf8'));
		expect(() => process.kill(pid, 0)).toThrow('ESRCH');
	});

	it('that hangs is ended', async () => {
		await expect(run('async () => { for (;;); }', null, { timeoutMs: 300 })).rejects.toMatchObject({ code: 'workerTimeout' });
	});

	it('is ended with the execution', async () => {
		const running = run('async () => { for (;;); }', null, { signal: AbortSignal.timeout(600) });
		await expect(running).rejects.toMatchObject({ code: 'workerCancelled' });
		await expect(run('async () => 1', null, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'workerCancelled' });
	});

	it('that dies or does not exist is told', async () => {
		await expect(run('async () => process.exit(3)', null)).rejects.toMatchObject({ code: 'workerDied', message: expect.stringContaining('종료 코드 3') });
		await expect(runWorker(null, { file: join(folder, 'none.js'), label: '시험 작업', maxOldSpaceMb: 64, timeoutMs: 5_000 })).rejects.toMatchObject({ code: 'workerDied' });
	});

	it('reads a table as the same function does here', async () => {
		const file = join(folder, 'read-table.worker.js');
		await build({ entryPoints: [resolve(__dirname, '../../../lib/revenue/read-table.worker.ts')], outfile: file, bundle: true, platform: 'node', format: 'cjs', logLevel: 'error' });
		const path = join(folder, '접수.csv');
		await writeFile(path, '접수번호,성명\n1,홍길동\n');
		const table = await runWorker({ path, maxBytes: 1_000, encoding: 'auto' }, { file, label: '추출 파일 읽기', maxOldSpaceMb: 128, timeoutMs: 10_000 });
		expect(unpackTable(table as PackedTable)).toMatchObject({ fileName: '접수.csv', sheets: [{ rows: [{ line: 1, cells: ['접수번호', '성명'] }, { line: 2, cells: ['1', '홍길동'] }, { line: 3 }] }] });
	});
});
