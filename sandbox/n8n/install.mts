import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repositoryRoot, stateFolder } from '../paths.mts';
import { runCommand } from './command.mts';
import { exclusively } from './exclusive.mts';

export type Log = (line: string) => void;

/** The pinned n8n on this machine. */
export interface N8nInstall {
	/** The folder with its package.json and lock file. */
	folder: string;
	/** The script to run with Node. */
	bin: string;
	/** The Node 24 to run it with. */
	node: string;
}

const SQLITE = 'node_modules/sqlite3';
const SQLITE_BINARY = join(SQLITE, 'build/Release/node_sqlite3.node');
const PROGRESS_EVERY_MS = 5_000;

interface LockFile {
	packages: Record<string, LockedPackage>;
}

interface LockedPackage {
	version?: string;
	os?: string[];
	cpu?: string[];
	libc?: string[];
}

function installFolder(): string {
	return join(repositoryRoot(), 'sandbox', 'n8n');
}

function readLock(folder: string): LockFile {
	return JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as LockFile;
}

/** Changes with the lock file and with the Node that runs it: then the install is done again. */
function stampOf(folder: string): string {
	const hash = createHash('sha256');
	for (const file of ['package.json', 'package-lock.json']) hash.update(readFileSync(join(folder, file)));
	return `${hash.digest('hex')} node-abi-${process.versions.modules} ${process.platform}-${process.arch}`;
}

/** Written last and inside node_modules, so that a half-finished install never has one. */
function stampFile(folder: string): string {
	return join(folder, 'node_modules', '.cityhall-complete');
}

function isComplete(folder: string): boolean {
	const file = stampFile(folder);
	return existsSync(file) && readFileSync(file, 'utf8') === stampOf(folder);
}

function libc(): string {
	const report: unknown = process.report.getReport();
	const text = JSON.stringify(report);
	return text.includes('"glibcVersionRuntime"') ? 'glibc' : 'musl';
}

function isForThisMachine({ os, cpu, libc: libcs }: LockedPackage): boolean {
	return (
		(os?.includes(process.platform) ?? true) && (cpu?.includes(process.arch) ?? true) && (libcs?.includes(libc()) ?? true)
	);
}

/** The Node that runs this, with its headers beside it: node-gyp then needs no download. */
function nodeFolder(): string {
	return dirname(dirname(realpathSync(process.execPath)));
}

function npmEnvironment(): Record<string, string> {
	const environment: Record<string, string> = {
		PATH: `${join(nodeFolder(), 'bin')}:${process.env['PATH'] ?? ''}`,
		npm_config_update_notifier: 'false',
	};
	if (existsSync(join(nodeFolder(), 'include/node/node.h'))) environment['npm_config_nodedir'] = nodeFolder();
	return environment;
}

/** Says how a long step goes: elapsed seconds, and what `state` adds. */
async function withProgress<T>(log: Log, what: string, state: () => string, work: Promise<T>): Promise<T> {
	const start = Date.now();
	const seconds = (): number => Math.round((Date.now() - start) / 1000);
	const timer = setInterval(() => log(`  ${what}: ${seconds()}초 경과${state()}`), PROGRESS_EVERY_MS);
	try {
		const result = await work;
		log(`  ${what}: ${seconds()}초 걸림`);
		return result;
	} finally {
		clearInterval(timer);
	}
}

async function installPackages(folder: string, log: Log, logFile: string): Promise<void> {
	const paths = Object.entries(readLock(folder).packages)
		.filter(([path, locked]) => path !== '' && isForThisMachine(locked))
		.map(([path]) => path);
	const present = (): number => paths.filter((path) => existsSync(join(folder, path, 'package.json'))).length;
	rmSync(stampFile(folder), { force: true });
	await withProgress(
		log,
		'n8n 내려받기(npm ci)',
		() => `, 패키지 ${present()}/${paths.length}`,
		runCommand('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
			cwd: folder,
			env: npmEnvironment(),
			logFile,
		}),
	);
}

async function loadsSqlite(folder: string, logFile: string): Promise<boolean> {
	if (!existsSync(join(folder, SQLITE_BINARY))) return false;
	try {
		await runCommand(process.execPath, ['-e', "require('sqlite3')"], { cwd: folder, logFile });
		return true;
	} catch {
		return false;
	}
}

/** n8n's database driver is native: taken from an earlier build where there is one, else built here. */
async function provideSqlite(folder: string, log: Log, logFile: string): Promise<void> {
	const version = readLock(folder).packages[SQLITE]?.version ?? 'unknown';
	const cached = stateFolder('cache', `sqlite3-${version}-${process.platform}-${process.arch}-${libc()}.node`);
	const binary = join(folder, SQLITE_BINARY);
	if (existsSync(cached)) {
		mkdirSync(dirname(binary), { recursive: true });
		copyFileSync(cached, binary);
		if (await loadsSqlite(folder, logFile)) {
			log('  sqlite3: 보관해 둔 빌드를 다시 씁니다.');
			return;
		}
	}
	await withProgress(
		log,
		'sqlite3 빌드',
		() => '',
		runCommand('npm', ['rebuild', 'sqlite3', '--ignore-scripts=false', '--foreground-scripts'], {
			cwd: folder,
			env: npmEnvironment(),
			logFile,
		}),
	);
	if (!(await loadsSqlite(folder, logFile))) {
		throw new Error(`sqlite3 was built but cannot be loaded. It needs python3, make and g++. The whole log: ${logFile}`);
	}
	mkdirSync(dirname(cached), { recursive: true });
	copyFileSync(binary, `${cached}.new`);
	renameSync(`${cached}.new`, cached);
}

/**
 * The pinned n8n, installed from the npm registry the first time (about three minutes) and reused afterwards.
 * Two processes may call this at once: one installs, the other waits.
 */
export async function ensureN8n({ log }: { log: Log }): Promise<N8nInstall> {
	const folder = installFolder();
	const install: N8nInstall = { folder, bin: join(folder, 'node_modules/n8n/bin/n8n'), node: process.execPath };
	if (isComplete(folder)) return install;
	await exclusively(
		`install ${folder}`,
		() => log('  다른 프로세스가 n8n을 설치하고 있어 기다립니다.'),
		async () => {
			if (isComplete(folder)) return;
			const logFile = stateFolder('logs', 'n8n-install.log');
			await installPackages(folder, log, logFile);
			await provideSqlite(folder, log, logFile);
			writeFileSync(stampFile(folder), stampOf(folder));
		},
	);
	return install;
}
