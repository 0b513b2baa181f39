import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties, INodeType } from 'n8n-workflow';

import { standIn } from './engine';

const given = (name: string): INodeProperties => ({ displayName: name, name, type: 'json', default: {} });

function baseNode(name: string, parameter: string, outputs: number, act: (ctx: IExecuteFunctions, item: INodeExecutionData, i: number) => [output: number, json: IDataObject]): INodeType {
	const { description } = standIn(name, 'transform', (items) => items);
	return {
		description: { ...description, version: [1, 1.1, 2, 2.2, 3, 3.4], outputs: Array.from({ length: outputs }, () => 'main' as const), properties: [given(parameter)] },
		execute(this: IExecuteFunctions) {
			const result: INodeExecutionData[][] = Array.from({ length: outputs }, () => []);
			this.getInputData().forEach((item, i) => {
				const [output, json] = act(this, item, i);
				result[output]?.push({ json, pairedItem: { item: i } });
			});
			return Promise.resolve(result);
		},
	};
}

interface SetParameters {
	assignments: Array<{ name: string; value: unknown }>;
}
interface IfParameters {
	conditions: Array<{ leftValue: unknown; rightValue?: unknown; operator?: { operation?: string } }>;
}

/** What the shipped workflows use of n8n's own nodes, so that they run without n8n's 300 of them. `answer` fills the form. */
export function baseNodes(answer: IDataObject): Record<string, INodeType> {
	return {
		'n8n-nodes-base.set': baseNode('set', 'assignments', 1, (ctx, item, i) => {
			const { assignments } = ctx.getNodeParameter('assignments', i) as unknown as SetParameters;
			return [0, { ...item.json, ...Object.fromEntries(assignments.map(({ name, value }) => [name, value])) } as IDataObject];
		}),
		'n8n-nodes-base.if': baseNode('if', 'conditions', 2, (ctx, item, i) => {
			const { conditions } = ctx.getNodeParameter('conditions', i) as unknown as IfParameters;
			const holds = ({ leftValue, rightValue, operator }: IfParameters['conditions'][number]) =>
				leftValue === true || (operator?.operation === 'notEmpty' && leftValue !== '') || (operator?.operation === 'gt' && Number(leftValue) > Number(rightValue));
			return [conditions.every(holds) ? 0 : 1, item.json];
		}),
		'n8n-nodes-base.wait': baseNode('wait', 'formDescription', 1, () => [0, answer]),
	};
}

/** In the place of a trigger: gives what the real one emitted. */
export function emitted(outputs: INodeExecutionData[][]): INodeType {
	const { description } = standIn('emitted', 'transform', (items) => items);
	return { description: { ...description, outputs: ['main', 'main'] }, execute: () => Promise.resolve(outputs) };
}
