import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PackageDirectoryLoader } from 'n8n-core';
import type { INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';

const root = join(__dirname, '..', '..');
const HANGUL = /[가-힣]/;
const ASCII = /^[\x20-\x7e]+$/;

interface Icon {
	light: string;
	dark: string;
}

function isOption(option: unknown): option is INodePropertyOptions {
	return typeof option === 'object' && option !== null && 'value' in option;
}

describe("the built package in n8n's own loader", () => {
	const loader = new PackageDirectoryLoader(root);
	let nodes: INodeTypeDescription[] = [];

	beforeAll(async () => {
		if (!existsSync(join(root, 'dist'))) throw new Error('There is no dist: run npm run build first');
		await loader.loadAll();
		nodes = Object.values(loader.nodeTypes).map(({ type }) => type.description as INodeTypeDescription);
	});

	const listed = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { n8n: { nodes: string[]; credentials: string[] } })
		.n8n;

	it('loads every listed node and credential', () => {
		expect(nodes).toHaveLength(listed.nodes.length);
		expect(Object.keys(loader.credentialTypes)).toHaveLength(listed.credentials.length);
	});

	it('shows Korean to people and ASCII to machines', () => {
		for (const node of nodes) {
			expect(node.displayName).toMatch(HANGUL);
			expect(node.description).toMatch(HANGUL);
			expect(node.name).toMatch(/^[a-z][A-Za-z]+$/);
			for (const property of node.properties) {
				expect(property.name).toMatch(ASCII);
				if (property.type !== 'hidden') expect(`${node.name}.${property.name}: ${property.displayName}`).toMatch(HANGUL);
				// What is chosen for a document stands in it as it is: `공무원`.
				const inDocument = /^[a-z]+[A-Z][A-Za-z]*_/.test(property.name) || /^(?:greeting|minutes)_/.test(property.name);
				for (const option of property.options ?? []) {
					if (isOption(option)) expect(String(option.value)).toMatch(inDocument ? /./ : ASCII);
				}
			}
		}
		for (const { type } of Object.values(loader.credentialTypes)) expect(type.displayName).toMatch(HANGUL);
	});

	it('lets both languages find each node', () => {
		for (const node of nodes) {
			const alias = (node.codex?.alias ?? []).join(' ');
			expect(`${node.name}: ${alias}`).toMatch(HANGUL);
			expect(alias).toMatch(/[a-z]{3}/i);
		}
	});

	it('gives each node and each credential an icon for light and for dark', () => {
		const icons = [...nodes, ...Object.values(loader.credentialTypes).map(({ type }) => type)].map(
			({ name, iconUrl }) => [name, iconUrl] as const,
		);
		for (const [name, icon] of icons) {
			expect([name, typeof icon]).toEqual([name, 'object']);
			const { light, dark } = icon as unknown as Icon;
			for (const url of [light, dark]) expect(existsSync(join(root, url.replace(/^icons\/[^/]+\//, '')))).toBe(true);
			expect(light).not.toBe(dark);
		}
	});

	it('keeps pictures byte for byte', () => {
		for (const node of nodes) {
			const { light } = node.iconUrl as unknown as Icon;
			const built = light.replace(/^icons\/[^/]+\//, '');
			expect(readFileSync(join(root, built))).toEqual(readFileSync(join(root, built.replace(/^dist\//, ''))));
		}
	});
});
