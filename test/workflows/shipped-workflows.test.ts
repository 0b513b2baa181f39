import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { INode, INodeTypeDescription } from 'n8n-workflow';

import { credentialsWanted, parameterIssues, unknownParameters, withDefaults } from '../support/node-parameters';
import { OUR_NODES } from '../support/notice-city';

const ROOT = join(__dirname, '../..');
const FOLDER = join(ROOT, 'workflows');
const PACKAGE = 'n8n-nodes-cityhall.';

/** What the shipped workflows use of the pinned n8n, with the versions checked there. */
const BUILT_IN: Readonly<Record<string, readonly number[]>> = {
	'n8n-nodes-base.set': [3.4],
	'n8n-nodes-base.if': [2.2],
	'n8n-nodes-base.switch': [3.2],
	'n8n-nodes-base.scheduleTrigger': [1.2],
	'n8n-nodes-base.manualTrigger': [1],
	'n8n-nodes-base.formTrigger': [2.6],
	'n8n-nodes-base.form': [2.5],
	'n8n-nodes-base.wait': [1.1],
	'n8n-nodes-base.noOp': [1],
	'n8n-nodes-base.splitOut': [1],
	'n8n-nodes-base.emailSend': [2.1],
	'n8n-nodes-base.stopAndError': [1],
	'n8n-nodes-base.stickyNote': [1],
};
const PINNED = join(ROOT, 'sandbox/n8n/node_modules/n8n-nodes-base/dist/types/nodes.json');
const HANGUL = /[가-힣]/;
const PERSONAL = [/01[016789]-?\d{3,4}-?\d{4}/, /\d{6}-[1-4]\d{6}/, /\d{2,3}[가-힣]\s?\d{4}/, /[\w.+-]+@[\w-]+\.\w+/];

interface Shipped {
	name: string;
	nodes: Array<INode & { credentials?: Record<string, { id: string | null; name: string }> }>;
	connections: Record<string, { main: Array<Array<{ node: string; type: string; index: number }> | null> }>;
	pinData?: object;
	active: boolean;
}

const descriptions = new Map<string, INodeTypeDescription>(
	OUR_NODES.map((NodeClass) => {
		const { description } = new NodeClass();
		return [`${PACKAGE}${description.name}`, description];
	}),
);

const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
const shipped = files.map((file): [string, Shipped] => [file, JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Shipped]);

it('there are workflows, and each is explained', () => {
	expect(files.length).toBeGreaterThan(0);
	const readme = readFileSync(join(FOLDER, 'README.md'), 'utf8');
	for (const file of files) expect(readme).toContain(`\`${file}\``);
});

it('knows of n8n’s own nodes only what the pinned n8n has', () => {
	if (!existsSync(PINNED)) return;
	const types = JSON.parse(readFileSync(PINNED, 'utf8')) as Array<{ name: string; version: number | number[] }>;
	for (const [type, versions] of Object.entries(BUILT_IN)) {
		const known = types.filter((one) => `n8n-nodes-base.${one.name}` === type).flatMap((one) => one.version);
		expect([type, known]).toEqual([type, expect.arrayContaining([...versions])]);
	}
});

describe.each(shipped)('%s', (_file, workflow) => {
	const ours = workflow.nodes.filter((node) => node.type.startsWith(PACKAGE));
	const names = new Set(workflow.nodes.map((node) => node.name));

	it('is switched off, holds no test data and no personal data', () => {
		expect(workflow.active).toBe(false);
		expect(workflow.pinData ?? {}).toEqual({});
		for (const pattern of PERSONAL) expect(JSON.stringify(workflow)).not.toMatch(pattern);
	});

	it('has unique names and ids, and nodes that are ours or in the pinned n8n', () => {
		expect(names.size).toBe(workflow.nodes.length);
		expect(new Set(workflow.nodes.map((node) => node.id)).size).toBe(workflow.nodes.length);
		for (const node of workflow.nodes) {
			const versions = descriptions.get(node.type)?.version ?? BUILT_IN[node.type];
			expect([node.name, [versions].flat()]).toEqual([node.name, expect.arrayContaining([node.typeVersion])]);
		}
	});

	it('gives our nodes only parameters they have, and all they need', () => {
		for (const node of ours) {
			const description = descriptions.get(node.type);
			if (!description) throw new Error(node.type);
			expect([node.name, unknownParameters(node, description)]).toEqual([node.name, []]);
			expect([node.name, parameterIssues(node, description)]).toEqual([node.name, null]);
		}
	});

	it('names credentials without an id, each of a type the node asks for, and none is missing', () => {
		for (const node of ours) {
			const description = descriptions.get(node.type);
			expect([node.name, Object.keys(node.credentials ?? {}).sort()]).toEqual([node.name, description ? credentialsWanted(node, description) : []]);
			for (const credential of Object.values(node.credentials ?? {})) expect(credential).toEqual({ id: null, name: expect.stringMatching(HANGUL) });
		}
	});

	it('never has a whole node tried again or a failure passed over', () => {
		for (const node of workflow.nodes) {
			expect([node.name, Object.keys(node)]).toEqual([node.name, expect.not.arrayContaining(['retryOnFail'])]);
			expect([node.name, node.continueOnFail]).toEqual([node.name, undefined]);
			if (node.onError === undefined) continue;
			// An error may only go where somebody sees it: on the output of its own, which must lead somewhere.
			expect([node.name, node.onError]).toEqual([node.name, 'continueErrorOutput']);
			const outputs = workflow.connections[node.name]?.main ?? [];
			expect([node.name, outputs.length]).toEqual([node.name, outputCountOf(node) + 1]);
			expect([node.name, (outputs.at(-1) ?? []).length > 0]).toEqual([node.name, true]);
		}
	});

	it('speaks Korean: every node’s name and every note', () => {
		for (const node of workflow.nodes) {
			expect(node.name).toMatch(HANGUL);
			if (node.type.endsWith('.stickyNote')) expect(String(node.parameters.content)).toMatch(HANGUL);
		}
		expect(workflow.nodes.filter((node) => node.type.endsWith('.stickyNote')).length).toBeGreaterThanOrEqual(5);
	});

	it('connects and refers to nodes that exist', () => {
		for (const [from, { main }] of Object.entries(workflow.connections)) {
			expect(names).toContain(from);
			for (const target of main.flatMap((output) => output ?? [])) expect(names).toContain(target.node);
		}
		const referred = [...JSON.stringify(workflow.nodes.map((node) => node.parameters)).matchAll(/\$\('([^']+)'\)/g)].map((match) => match[1]);
		for (const name of referred) expect(names).toContain(name);
		for (const node of ours) {
			const description = descriptions.get(node.type);
			const defaults = JSON.stringify(description ? withDefaults(node, description) : {});
			for (const match of defaults.matchAll(/\$\('([^']+)'\)/g)) expect([node.name, names.has(match[1] ?? '')]).toEqual([node.name, true]);
		}
	});

	it('leaves no output of our nodes open, so that nothing is lost unseen', () => {
		for (const node of ours) {
			const main = workflow.connections[node.name]?.main ?? [];
			const operation = String(node.parameters.operation ?? '');
			if (operation === 'report') continue;
			expect([node.name, main.length > 0 && main.every((output) => (output ?? []).length > 0)]).toEqual([node.name, true]);
		}
	});
});

/** Outputs of one of our nodes for its operation, the error output not counted. */
function outputCountOf(node: INode): number {
	const { outputs } = descriptions.get(node.type) ?? { outputs: ['main'] };
	if (Array.isArray(outputs)) return outputs.length;
	return node.parameters.operation === 'analyse' ? 5 : 1;
}
