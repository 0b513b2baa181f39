import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

interface Manifest {
	name: string;
	files: string[];
	scripts: Record<string, string>;
	dependencies?: Record<string, string>;
	devDependencies: Record<string, string>;
	optionalDependencies: Record<string, string>;
	overrides?: Record<string, string>;
	n8n: { n8nNodesApiVersion: number; nodes: string[]; credentials: string[] };
}
interface Lock {
	packages: Record<string, { version?: string; optionalDependencies?: Record<string, string> }>;
}
const manifest = JSON.parse(read('package.json')) as Manifest;
const pinned = JSON.parse(read('sandbox/n8n/package.json')) as Manifest;
const pinnedLock = JSON.parse(read('sandbox/n8n/package-lock.json')) as Lock;

function sources(folder: string, ending: string): string[] {
	return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith(ending))
		.map((file) => `dist/${folder}/${file.replace(/\.ts$/, '.js')}`)
		.sort();
}

describe('package.json', () => {
	it('has a name that n8n scans for', () => {
		expect(manifest.name).toMatch(/^n8n-nodes-/);
		expect(manifest.n8n.n8nNodesApiVersion).toBe(1);
	});

	it('lists each node and each credential of the sources, and nothing else', () => {
		expect([...manifest.n8n.nodes].sort()).toEqual(sources('nodes', '.node.ts'));
		expect([...manifest.n8n.credentials].sort()).toEqual(sources('credentials', '.credentials.ts'));
	});

	it('has only native libraries as dependencies, which npm run pack:offline puts into the package', () => {
		expect(Object.keys(manifest.dependencies ?? {}).sort()).toEqual(['@duckdb/node-api', '@resvg/resvg-js']);
	});

	it('pins every dependency exactly', () => {
		const all = { ...manifest.dependencies, ...manifest.devDependencies };
		const loose = Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(-r\.\d+)?$/.test(version));
		expect(loose).toEqual([]);
	});

	it('brings the same Node 24 for every platform', () => {
		expect(new Set(Object.values(manifest.optionalDependencies)).size).toBe(1);
		for (const [name, version] of Object.entries(manifest.optionalDependencies)) {
			expect(name).toMatch(/^node-linux-/);
			expect(version).toMatch(/^24\./);
		}
	});

	it('names only scripts whose files exist', () => {
		const files = Object.values(manifest.scripts).flatMap((line) => line.match(/\b(?:scripts|sandbox|bench)\/[\w-]+\.m[jt]s/g) ?? []);
		expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
	});
});

describe('what npm ci installs', () => {
	it.each(['package-lock.json', 'sandbox/n8n/package-lock.json'])('%s names no registry address', (file) => {
		expect(read(file)).not.toContain('"resolved"');
	});

	// npm ci refuses a lock file without the optional packages of other platforms.
	it.each(['package-lock.json', 'sandbox/n8n/package-lock.json'])('%s holds every optional package', (file) => {
		const { packages } = JSON.parse(read(file)) as Lock;
		const names = new Set(Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)));
		const missing = Object.values(packages)
			.flatMap(({ optionalDependencies }) => Object.keys(optionalDependencies ?? {}))
			.filter((name) => !names.has(name));
		expect(missing).toEqual([]);
	});

	it.each(['.npmrc', 'sandbox/n8n/.npmrc'])('%s keeps install scripts off', (file) => {
		expect(read(file).split('\n')).toContain('ignore-scripts=true');
	});

	it('is the same n8n for the tests on its engine and for the pinned n8n', () => {
		const version = pinned.dependencies?.['n8n'];
		expect(version).toMatch(/^\d+\.\d+\.\d+$/);
		expect(manifest.devDependencies['n8n-core']).toBe(pinnedLock.packages['node_modules/n8n-core']?.version);
		expect(manifest.devDependencies['n8n-workflow']).toBe(pinnedLock.packages['node_modules/n8n-workflow']?.version);
		expect(pinnedLock.packages['node_modules/n8n']?.version).toBe(version);
	});
});
