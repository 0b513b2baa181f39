/** Names what this machine lacks for `demo`, `test`, `drill`, `bench` or `bench-ledger`, before a long step fails for want of it. */
import { accessSync, constants, existsSync, readdirSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const TASKS = ['demo', 'test', 'drill', 'bench', 'bench-ledger'];
const WITH_N8N = ['demo', 'test', 'bench'];
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const N8N_INSTALLED_GB = 4;
const LARGE_LEDGER_GB = 6;

const task = process.argv[2] ?? '';
if (!TASKS.includes(task)) {
	console.error(`usage: node scripts/prerequisites.mjs ${TASKS.join('|')}`);
	process.exit(2);
}

const root = join(import.meta.dirname ?? '.', '..');
const isExecutable = (file) => {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
};
const onPath = (command) => (process.env.PATH ?? '').split(delimiter).some((folder) => isExecutable(join(folder, command)));
const under = (...parts) => existsSync(join(root, ...parts));

/** @type {{what: string, english: string, korean: string}[]} */
const missing = [];
const require = (present, what, english, korean) => {
	if (!present) missing.push({ what, english, korean });
};

require(
	process.platform === 'linux',
	`Linux (this is ${process.platform})`,
	'Run it on Linux, in WSL 2 or in a container such as node:20-bookworm.',
	'리눅스, WSL 2 또는 node:20-bookworm 같은 컨테이너에서 실행하시기 바랍니다.',
);
// npm 10 links no `node` at all where two platform packages offer one, so only the usual platform's is a dependency.
const arm = process.arch === 'x64' ? '' : ` On ${process.arch}: npm install --no-save node-linux-${process.arch}@24`;
require(
	Number(process.versions.node.split('.')[0]) >= 24,
	`Node 24 for npm scripts (this is ${process.version})`,
	`It comes with \`npm ci\` on x64: run \`npm ci\` without --omit=optional, with Node 20 or later, and start with \`npm run …\`.${arm}`,
	`x64에서는 \`npm ci\`가 Node 24를 함께 설치합니다. Node 20 이상에서 --omit=optional 없이 \`npm ci\`를 실행한 뒤 \`npm run …\`으로 시작하시기 바랍니다.${arm}`,
);
require(
	under('node_modules', 'gulp') && under('node_modules', 'typescript'),
	'the packages of package-lock.json',
	'Run: npm ci',
	'다음을 실행하시기 바랍니다: npm ci',
);

if (WITH_N8N.includes(task)) {
	const installed = under('sandbox/n8n/node_modules/.cityhall-complete');
	const cache = join(root, 'sandbox/.state/cache');
	const sqliteBuilt = installed || (existsSync(cache) && readdirSync(cache).some((file) => file.startsWith('sqlite3-')));
	if (!sqliteBuilt) {
		for (const [command, aptName] of [['python3', 'python3'], ['make', 'make'], ['g++', 'g++']]) {
			require(
				onPath(command),
				`${command} (builds n8n's sqlite3 driver)`,
				`Run: sudo apt-get install -y ${aptName}`,
				`n8n의 sqlite3 드라이버를 빌드하는 데 필요합니다. 실행: sudo apt-get install -y ${aptName}`,
			);
		}
	}
	if (!installed) {
		const { bavail, bsize } = statfsSync(root);
		require(
			bavail * bsize > N8N_INSTALLED_GB * 2 ** 30,
			`${N8N_INSTALLED_GB} GB of free disk space (n8n takes 3 GB)`,
			'Make room on the disk that holds this folder.',
			'이 폴더가 있는 디스크의 여유 공간을 확보하시기 바랍니다.',
		);
	}
}
if (task === 'bench-ledger') {
	const { bavail, bsize } = statfsSync(tmpdir());
	require(
		bavail * bsize > LARGE_LEDGER_GB * 2 ** 30,
		`${LARGE_LEDGER_GB} GB of free disk space in ${tmpdir()} (a ledger of a million notices)`,
		'Make room there, or set TMPDIR to a folder on a larger disk.',
		'그 폴더의 여유 공간을 확보하거나 TMPDIR에 여유 있는 디스크의 폴더를 지정하시기 바랍니다.',
	);
}
if (task === 'test') {
	const chosen = process.env.CHROMIUM_PATH;
	require(
		chosen ? isExecutable(chosen) : CHROMIUM.some(isExecutable),
		chosen ? `Chromium at CHROMIUM_PATH (${chosen})` : 'Chromium (browser tests)',
		'Run: sudo apt-get install -y chromium fonts-nanum   (or set CHROMIUM_PATH)',
		'실행: sudo apt-get install -y chromium fonts-nanum (또는 CHROMIUM_PATH에 실행 파일 경로 지정)',
	);
}
if (task === 'test') {
	const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql') : [];
	for (const [present, what, aptName] of [
		[onPath('redis-server'), 'redis-server (queue mode)', 'redis-server'],
		[onPath('initdb') || versions.some((version) => existsSync(`/usr/lib/postgresql/${version}/bin/initdb`)), 'PostgreSQL (ledger, queue mode)', 'postgresql'],
		[onPath('mariadbd') || isExecutable('/usr/sbin/mariadbd'), 'MariaDB (tables of a text agent)', 'mariadb-server'],
	]) {
		require(
			present,
			what,
			`Run: sudo apt-get install -y ${aptName}   (the tests start servers of their own; the installed service may stay off)`,
			`실행: sudo apt-get install -y ${aptName} (시험은 서버를 따로 띄우므로 설치된 서비스는 꺼 두어도 됩니다)`,
		);
	}
}

if (missing.length > 0) {
	console.error(`\nMissing for "${task}" / "${task}" 실행에 필요한 항목이 없습니다:\n`);
	for (const { what, english, korean } of missing) console.error(`  ✗ ${what}\n      ${english}\n      ${korean}`);
	console.error('');
	process.exit(1);
}
