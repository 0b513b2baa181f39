import { NodeHelpers } from 'n8n-workflow';
import type { INode, INodeParameters, INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import type { Locator } from 'playwright-core';
import { member } from '../../sandbox/n8n/rest.mts';
import type { WorkflowNode } from '../../sandbox/n8n/workflows.mts';
import type { TestN8n } from './n8n';

const OURS = /^n8n-nodes-cityhall\./;

export async function installedTypes(n8n: TestN8n): Promise<Map<string, INodeTypeDescription>> {
	const all = await fromEditor<INodeTypeDescription[]>(n8n, 'nodes');
	return new Map(all.filter(({ name }) => OURS.test(name)).map((type) => [type.name, type]));
}

export async function installedCredentials(n8n: TestN8n): Promise<{ properties: INodeProperties[] }[]> {
	const all = await fromEditor<{ name: string; properties: INodeProperties[] }[]>(n8n, 'credentials');
	return all.filter(({ name }) => name.startsWith('cityhall'));
}

/** What the editor itself loads about the installed types. */
async function fromEditor<T>(n8n: TestN8n, what: string): Promise<T> {
	const answer = await fetch(`${n8n.url}/types/${what}.json`, { headers: { cookie: n8n.cookie } });
	return (await answer.json()) as T;
}

export async function storedNodes(n8n: TestN8n, workflowId: string): Promise<WorkflowNode[]> {
	const nodes = member(await n8n.rest.request('GET', `/workflows/${workflowId}`), 'nodes');
	return Array.isArray(nodes) ? (nodes as WorkflowNode[]) : [];
}

/** Natural widths of a node's icons: 0 for one that did not load. */
export async function iconSizes(node: Locator): Promise<number[]> {
	return await node.locator('img').evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth));
}

/** The properties that the panel shows for a node's present values. */
export function visibleProperties(node: WorkflowNode, type: INodeTypeDescription): INodeProperties[] {
	const given = node as unknown as INode;
	const filled = NodeHelpers.getNodeParameters(type.properties, given.parameters, true, false, given, type) as INodeParameters;
	return type.properties.filter(
		(property) => property.type !== 'hidden' && NodeHelpers.displayParameter(filled, property, given, type),
	);
}

export function outputLabels({ outputs }: INodeTypeDescription): string[] {
	if (!Array.isArray(outputs)) return [];
	return outputs.flatMap((output) => (typeof output === 'object' && output.displayName !== undefined ? [output.displayName] : []));
}

/** Every text that a type shows to people, however deep in options and collections. */
export function textsOf(value: unknown): string[] {
	if (Array.isArray(value)) return value.flatMap(textsOf);
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, inner]) => {
		const isOption = name === 'name' && 'value' in value;
		const shown = isOption || ['displayName', 'description', 'placeholder', 'hint', 'action', 'eventTriggerDescription'].includes(name);
		return shown && typeof inner === 'string' ? [inner] : textsOf(inner);
	});
}

interface Box {
	x: number;
	y: number;
	width: number;
	height: number;
}

export async function boxes(locator: Locator): Promise<Box[]> {
	const found = await Promise.all((await locator.all()).map(async (one) => await one.boundingBox()));
	return found.filter((box) => box !== null);
}

export function overlap(a: Box, b: Box): boolean {
	return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
