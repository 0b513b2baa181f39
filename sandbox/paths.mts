import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const PACKAGE_NAME = 'n8n-nodes-cityhall';

function isRoot(folder: string): boolean {
	const file = join(folder, 'package.json');
	if (!existsSync(file)) return false;
	const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
	return typeof parsed === 'object' && parsed !== null && 'name' in parsed && parsed.name === PACKAGE_NAME;
}

/** The repository, found upwards from the folder the command runs in (npm scripts and jest start at the root). */
export function repositoryRoot(from: string = process.cwd()): string {
	for (let folder = resolve(from); ; folder = dirname(folder)) {
		if (isRoot(folder)) return folder;
		if (folder === dirname(folder)) throw new Error(`No ${PACKAGE_NAME} repository at or above ${from}`);
	}
}

/** Where the sandbox keeps what may be deleted at any time: caches, logs, user folders of n8n. */
export function stateFolder(...below: string[]): string {
	return join(repositoryRoot(), 'sandbox', '.state', ...below);
}
