import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { runCommand } from './command.mts';

/**
 * The flags of the install guide: no registry, no second copy of n8n-workflow, no scripts.
 * See the install section of README.md.
 */
export const OFFLINE_INSTALL = [
	'install',
	'--offline',
	'--omit=peer',
	'--legacy-peer-deps',
	'--ignore-scripts',
	'--no-audit',
	'--no-fund',
] as const;

/**
 * Installs a package's .tgz into n8n's user folder the way IT does it on a closed network.
 * The registry is out of reach (a dead address and an empty cache), so a missing library fails here and not there.
 * Does nothing where this very file is installed already.
 */
export async function addPackage(userFolder: string, tgz: string, logFile: string): Promise<void> {
	const sha256 = createHash('sha256').update(readFileSync(tgz)).digest('hex');
	const nodes = join(userFolder, '.n8n', 'nodes');
	const stamp = join(nodes, 'installed-package.sha256');
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sha256) return;

	const media = join(userFolder, 'media', sha256.slice(0, 12));
	mkdirSync(media, { recursive: true });
	mkdirSync(nodes, { recursive: true });
	const file = join(media, basename(tgz));
	copyFileSync(tgz, file);
	// n8n writes this file at its first start; without it npm would look for a package in the folders above.
	const manifest = join(nodes, 'package.json');
	if (!existsSync(manifest)) {
		writeFileSync(manifest, JSON.stringify({ name: 'installed-nodes', private: true, dependencies: {} }, null, 2));
	}
	const cache = join(userFolder, 'empty-npm-cache');
	rmSync(cache, { recursive: true, force: true });
	rmSync(stamp, { force: true });
	await runCommand('npm', [...OFFLINE_INSTALL, file], {
		cwd: nodes,
		env: { npm_config_registry: 'http://127.0.0.1:9/', npm_config_cache: cache, npm_config_update_notifier: 'false' },
		logFile,
	});
	writeFileSync(stamp, sha256);
}
