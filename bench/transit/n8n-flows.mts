import type { WorkflowJson, WorkflowNode } from '../../sandbox/n8n/workflows.mts';

export const START = '시작';
export const SUMS = '합계';

/** Boardings by route and hour with n8n's own nodes: read the file, take the rows out, name three fields, summarise. */
export function builtInFlow(file: string): WorkflowJson {
	return chain('내장 노드로 노선별·시간대별 승차', [
		node(START, 'n8n-nodes-base.manualTrigger', 1, {}),
		node('파일', 'n8n-nodes-base.readWriteFile', 1, { operation: 'read', fileSelector: file, options: {} }),
		node('행', 'n8n-nodes-base.extractFromFile', 1, { operation: 'csv', options: { headerRow: false, delimiter: ',', relaxQuotes: true } }),
		node('열', 'n8n-nodes-base.set', 3.4, {
			assignments: {
				assignments: [
					{ id: 'route', name: 'route', type: 'string', value: '={{ $json.row[13] }}' },
					{ id: 'hour', name: 'hour', type: 'string', value: '={{ $json.row[14].slice(8, 10) }}' },
					{ id: 'riders', name: 'riders', type: 'number', value: '={{ Number($json.row[24]) }}' },
				],
			},
			options: {},
		}),
		node(SUMS, 'n8n-nodes-base.summarize', 1.1, {
			fieldsToSummarize: { values: [{ aggregation: 'sum', field: 'riders' }] },
			fieldsToSplitBy: 'route, hour',
			options: {},
		}),
	]);
}

export function node(name: string, type: string, typeVersion: number, parameters: Record<string, unknown>): WorkflowNode {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters };
}

/** The nodes one after the other. */
export function chain(name: string, nodes: WorkflowNode[]): WorkflowJson {
	const links = nodes.slice(1).map((next, index) => [nodes[index]?.name ?? '', { main: [[{ node: next.name, type: 'main', index: 0 }]] }] as const);
	return { name, nodes, connections: Object.fromEntries(links), settings: { executionOrder: 'v1' } };
}
