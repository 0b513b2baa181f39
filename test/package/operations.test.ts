import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';

const ROOT = join(__dirname, '../..');
const DOCS = join(ROOT, 'docs');
const read = (...path: string[]) => readFileSync(join(ROOT, ...path), 'utf8');

interface Service {
	image: string;
	command?: string | string[];
	environment: Record<string, string>;
	volumes?: string[];
	depends_on?: Record<string, { condition: string }>;
}

const compose = read('docs/compose/queue-mode.yml');
const { services } = parse(compose, { merge: true }) as { services: Record<string, Service> };
const dockerfile = read('docs/compose/Dockerfile');
const manifest = JSON.parse(read('package.json')) as { version: string; files: string[] };
const pinned = JSON.parse(read('sandbox/n8n/package.json')) as { dependencies: { n8n: string } };
const workers = Object.entries(services).filter(([, { command }]) => String(command).startsWith('worker'));

describe('the compose file of the queue mode', () => {
	it('runs a main process and two workers of one image with one set of settings and one shared folder', () => {
		const main = services['n8n'];
		expect(workers).toHaveLength(2);
		for (const [name, { image, environment, volumes }] of workers) {
			expect([name, image, environment, volumes]).toEqual([name, main?.image, main?.environment, main?.volumes]);
		}
		expect(main?.environment).toMatchObject({ EXECUTIONS_MODE: 'queue', DB_TYPE: 'postgresdb', N8N_UNVERIFIED_PACKAGES_ENABLED: 'true', GENERIC_TIMEZONE: 'Asia/Seoul' });
		expect(main?.volumes).toEqual([`cityhall-data:${main?.environment['N8N_RESTRICT_FILE_ACCESS_TO'] ?? ''}`]);
	});

	it('sets all by which the tests start n8n in queue mode', () => {
		const used = [...read('test/support/n8n-queue.ts').matchAll(/^\t\t\t([A-Z][A-Z0-9_]+):/gm)].map(([, name = '']) => name);
		expect(used.length).toBeGreaterThan(8);
		// Ports are the usual ones, and the name of the host comes with the address.
		const usual = used.filter((name) => !/_PORT$|^N8N_HOST$/.test(name));
		expect(Object.keys(services['n8n']?.environment ?? {})).toEqual(expect.arrayContaining(usual));
	});

	it('takes every secret from .env, for which env.example has a line', () => {
		const asked = new Set([...compose.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name));
		const lines = new Set([...read('docs/compose/env.example').matchAll(/^(\w+)=/gm)].map(([, name = '']) => name));
		expect(asked).toEqual(lines);
		for (const { environment } of Object.values(services)) {
			for (const [name, value] of Object.entries(environment)) if (/PASSWORD|KEY/.test(name)) expect([name, value]).toEqual([name, expect.stringMatching(/^\$\{\w+\}$/)]);
		}
	});

	it('and the image use the n8n and the package that are tested', () => {
		expect(dockerfile).toContain(`FROM n8nio/n8n:${pinned.dependencies.n8n}\n`);
		expect(dockerfile).toContain(`ARG PACKAGE=n8n-nodes-cityhall-${manifest.version}-musl.tgz\n`);
		expect(read('docs/compose/env.example')).toContain(`CITYHALL_IMAGE=cityhall-n8n:${manifest.version}\n`);
	});
});

describe('docs/operations.md', () => {
	const text = readFileSync(join(DOCS, 'operations.md'), 'utf8');

	it('links to files and headings that exist', () => {
		const slugs = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading.toLowerCase().replaceAll(/[^\p{L}\p{N} -]/gu, '').replaceAll(' ', '-'));
		for (const [, target = ''] of text.matchAll(/\]\(([^)]+)\)/g)) {
			if (target.startsWith('#')) expect(slugs).toContain(target.slice(1));
			else expect([target, existsSync(join(dirname(join(DOCS, 'operations.md')), target.split('#')[0] ?? ''))]).toEqual([target, true]);
		}
	});

	it('is in the package with what it names', () => {
		expect(manifest.files).toEqual(expect.arrayContaining(['docs/operations.md', 'docs/compose']));
	});
});
