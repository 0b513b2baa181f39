import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repositoryRoot, stateFolder } from '../paths.mts';
import { runCommand } from './command.mts';
import { exclusively } from './exclusive.mts';
import type { Log } from './install.mts';

const SOURCES = ['lib', 'nodes', 'credentials', 'workflows', 'scripts', 'package.json', 'tsconfig.json', 'gulpfile.js'];

function fingerprint(root: string): string {
	const hash = createHash('sha256');
	const add = (path: string): void => {
		if (!existsSync(path)) return;
		const stat = statSync(path);
		if (stat.isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name));
		else hash.update(`${path} ${stat.size} ${stat.mtimeMs}\n`);
	};
	for (const name of SOURCES) add(join(root, name));
	return hash.digest('hex');
}

/**
 * The offline package of the sources as they are now: built and packed as `npm run pack:offline` does it,
 * or the last one where nothing has changed since. Returns the path of the .tgz.
 */
export async function packedPackage({ log }: { log: Log }): Promise<string> {
	const root = repositoryRoot();
	const record = stateFolder('cache', 'packed-package.json');
	return await exclusively(
		`pack ${root}`,
		() => log('  다른 프로세스가 패키지를 만들고 있어 기다립니다.'),
		async () => {
			const key = fingerprint(root);
			if (existsSync(record)) {
				const last = JSON.parse(readFileSync(record, 'utf8')) as { key: string; file: string };
				if (last.key === key && existsSync(last.file)) return last.file;
			}
			const logFile = stateFolder('logs', 'pack.log');
			await runCommand(process.execPath, ['scripts/pack-offline.mjs'], { cwd: root, logFile });
			const summary = readFileSync(logFile, 'utf8').trimEnd().split('\n').at(-1) ?? '';
			const { file } = JSON.parse(summary) as { file: string };
			mkdirSync(dirname(record), { recursive: true });
			writeFileSync(record, JSON.stringify({ key, file }));
			return file;
		},
	);
}
