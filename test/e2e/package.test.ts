import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { N8N_START_TIMEOUT_MS, startTestN8n } from '../support/n8n';
import type { TestN8n } from '../support/n8n';

const root = join(__dirname, '..', '..');
const { n8n: listed } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
	n8n: { nodes: string[]; credentials: string[] };
};

/** `dist/nodes/NoticeLedger/NoticeLedger.node.js` → `n8n-nodes-cityhall.noticeLedger` */
function typeName(file: string): string {
	const name = (file.split('/').at(-1) ?? '').split('.')[0] ?? '';
	return `n8n-nodes-cityhall.${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}

interface NodeType {
	name: string;
	iconUrl?: { light: string; dark: string };
}

describe('the offline package in the pinned n8n', () => {
	let n8n: TestN8n;
	const get = async (path: string): Promise<Response> =>
		await fetch(`${n8n.url}${path}`, { headers: { cookie: n8n.cookie } });

	beforeAll(async () => {
		n8n = await startTestN8n();
	}, N8N_START_TIMEOUT_MS);
	afterAll(async () => {
		await n8n.dispose();
	}, 60_000);

	it('installs with the registry out of reach, without a second n8n-workflow, its native libraries inside it', () => {
		const modules = join(n8n.userFolder, '.n8n/nodes/node_modules');
		const lock = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8')) as { packages: object };
		const [own, ...inside] = Object.keys(lock.packages);
		expect(own).toBe('node_modules/n8n-nodes-cityhall');
		expect(inside.filter((path) => !/^node_modules\/n8n-nodes-cityhall\/node_modules\/(@duckdb\/|@resvg\/|detect-libc$)/.test(path))).toEqual([]);
		expect(existsSync(join(modules, 'n8n-workflow'))).toBe(false);
	});

	it('offers every node under the name that workflows use', async () => {
		const types = (await (await get('/types/nodes.json')).json()) as NodeType[];
		const ours = types.map(({ name }) => name).filter((name) => name.startsWith('n8n-nodes-cityhall.'));
		expect(new Set(ours)).toEqual(new Set(ours.filter((name) => name.endsWith('Tool')).concat(listed.nodes.map(typeName))));
	});

	it('serves every icon', async () => {
		const types = (await (await get('/types/nodes.json')).json()) as NodeType[];
		for (const { name, iconUrl } of types.filter((type) => type.name.startsWith('n8n-nodes-cityhall.'))) {
			for (const url of [iconUrl?.light, iconUrl?.dark]) {
				const answer = await get(`/${url}`);
				expect([name, url, answer.status, answer.headers.get('content-type')]).toEqual([
					name,
					url,
					200,
					expect.stringContaining('image/svg'),
				]);
			}
		}
	});

	it('offers every credential', async () => {
		const types = (await (await get('/types/credentials.json')).json()) as { name: string }[];
		expect(types.filter(({ name }) => name.startsWith('cityhall'))).toHaveLength(listed.credentials.length);
	});

	it('knows every node of the shipped workflows', async () => {
		const types = (await (await get('/types/nodes.json')).json()) as NodeType[];
		const known = new Set(types.map(({ name }) => name));
		const workflow = JSON.parse(readFileSync(join(root, 'workflows/weekly-notice.json'), 'utf8')) as { nodes: { type: string }[] };
		expect(workflow.nodes.map(({ type }) => type).filter((type) => !known.has(type))).toEqual([]);
	});
});
