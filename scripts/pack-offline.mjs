/**
 * npm run pack:offline [-- --libc musl|glibc] [--skip-build]
 * One .tgz in dist-pack/ that installs into an n8n without internet. The last line of output is JSON.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const MAX_BYTES = 40 * 2 ** 20;
const ALWAYS_PACKED = ['README.md', 'LICENSE.md'];

const { values } = parseArgs({
	options: {
		libc: { type: 'string', default: 'glibc' },
		cpu: { type: 'string', default: process.arch },
		'skip-build': { type: 'boolean', default: false },
	},
});
if (!['glibc', 'musl'].includes(values.libc)) {
	console.error('--libc is glibc (Debian, Ubuntu, RHEL) or musl (n8n\'s own Alpine image)');
	process.exit(2);
}

const root = join(import.meta.dirname, '..');
const staging = join(root, '.build', `package-${values.libc}-${process.pid}`);
const out = join(root, 'dist-pack');
const npm = (args, options) => execFileSync('npm', args, { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8', ...options });

if (!values['skip-build']) execFileSync('npm', ['run', 'build'], { cwd: root, stdio: 'inherit' });

const pkg = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
// What only this repository needs stays here: n8n's npm would otherwise fetch a Node of our own.
const { devDependencies: _dev, optionalDependencies: _platforms, overrides: _overrides, scripts: _scripts, ...shipped } = pkg;
const native = Object.keys(pkg.dependencies ?? {});
if (native.length > 0) shipped.bundleDependencies = native;

rmSync(staging, { recursive: true, force: true });
mkdirSync(staging, { recursive: true });
mkdirSync(out, { recursive: true });
try {
	for (const name of [...pkg.files, ...ALWAYS_PACKED]) {
		if (existsSync(join(root, name))) cpSync(join(root, name), join(staging, name), { recursive: true });
	}
	writeFileSync(join(staging, 'package.json'), `${JSON.stringify(shipped, null, 2)}\n`);
	if (native.length > 0) {
		const target = ['--os=linux', `--cpu=${values.cpu}`, `--libc=${values.libc}`];
		npm(['install', '--omit=dev', '--omit=peer', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund', ...target], { cwd: staging });
	}
	const [packed] = JSON.parse(npm(['pack', '--json', '--ignore-scripts', '--pack-destination', staging], { cwd: staging }));
	const suffix = values.libc === 'musl' ? '-musl' : '';
	const file = join(out, packed.filename.replace(/\.tgz$/, `${suffix}.tgz`));
	renameSync(join(staging, packed.filename), file);

	const bytes = statSync(file).size;
	const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex');
	console.log(`${file}\n${(bytes / 2 ** 20).toFixed(2)} MB, ${packed.entryCount} files\nsha256 ${sha256}`);
	console.log(JSON.stringify({ file, bytes, sha256 }));
	if (bytes > MAX_BYTES) {
		console.error(`The package is over ${MAX_BYTES / 2 ** 20} MB.`);
		process.exitCode = 1;
	}
} finally {
	rmSync(staging, { recursive: true, force: true });
}
