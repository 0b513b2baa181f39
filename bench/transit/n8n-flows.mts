import type { WorkflowJson, WorkflowNode } from '../../sandbox/n8n/workflows.mts';
import type { Input } from './input.mts';

export const START = '시작';
export const SUMS = '합계';
export const SUMMARY = '분석';
const ANALYSIS = 'n8n-nodes-cityhall.busAnalysis';

/** How route, hour and persons are taken out of a row: on the canvas, or with a line of JavaScript. */
export type Fields = 'editFields' | 'code';

/** Boardings by route and hour with n8n's own nodes: read the file, take the rows out, name three fields, summarise. */
export function builtInFlow(file: string, fields: Fields): WorkflowJson {
	return chain(`내장 노드로 노선별·시간대별 승차 (${fields})`, [
		node(START, 'n8n-nodes-base.manualTrigger', 1, {}),
		node('파일', 'n8n-nodes-base.readWriteFile', 1, { operation: 'read', fileSelector: file, options: {} }),
		node('행', 'n8n-nodes-base.extractFromFile', 1, { operation: 'csv', options: { headerRow: false, delimiter: ',', relaxQuotes: true } }),
		fields === 'code' ? byCode() : byEditFields(),
		node(SUMS, 'n8n-nodes-base.summarize', 1.1, { fieldsToSummarize: { values: [{ aggregation: 'sum', field: 'riders' }] }, fieldsToSplitBy: 'route, hour', options: {} }),
	]);
}

function byEditFields(): WorkflowNode {
	return node('열', 'n8n-nodes-base.set', 3.4, {
		assignments: {
			assignments: [
				{ id: 'route', name: 'route', type: 'string', value: '={{ $json.row[13] }}' },
				{ id: 'hour', name: 'hour', type: 'string', value: '={{ $json.row[14].slice(8, 10) }}' },
				{ id: 'riders', name: 'riders', type: 'number', value: '={{ Number($json.row[24]) }}' },
			],
		},
		options: {},
	});
}

function byCode(): WorkflowNode {
	return node('열', 'n8n-nodes-base.code', 2, {
		jsCode: 'return items.map(({ json: { row } }) => ({ json: { route: row[13], hour: row[14].slice(8, 10), riders: Number(row[24]) } }));',
	});
}

/** The masters of a delivery into the lake. */
export function mastersFlow({ masterFiles, day }: Input, lakeFolder: string): WorkflowJson {
	return chain('기준정보', [
		node(START, 'n8n-nodes-base.manualTrigger', 1, {}),
		node('등록', ANALYSIS, 1, { resource: 'data', operation: 'importMasters', lakeFolder, files: masterFiles.join('\n'), kind: 'auto', validFrom: day, options: {} }),
	]);
}

/** A delivery into the lake, then the day's analysis with all its files. */
export function analyseFlow({ tapFiles, day }: Input, lakeFolder: string): WorkflowJson {
	return chain('적재와 분석', [
		node(START, 'n8n-nodes-base.manualTrigger', 1, {}),
		{
			...node('적재', ANALYSIS, 1, { resource: 'data', operation: 'ingest', lakeFolder, feedDay: day, files: tapFiles.join('\n'), state: 'final', layout: 'auto', options: {} }),
			credentials: { cityhallTransitKeyApi: { name: '' } },
		},
		node(SUMMARY, ANALYSIS, 1, { resource: 'report', operation: 'analyse', lakeFolder, serviceDate: day, city: '의정부시', department: '교통정책과', contact: '', options: {} }),
	]);
}

function node(name: string, type: string, typeVersion: number, parameters: Record<string, unknown>): WorkflowNode {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters };
}

/** The nodes one after the other. */
export function chain(name: string, nodes: WorkflowNode[]): WorkflowJson {
	const links = nodes.slice(1).map((next, index) => [nodes[index]?.name ?? '', { main: [[{ node: next.name, type: 'main', index: 0 }]] }] as const);
	return { name, nodes, connections: Object.fromEntries(links), settings: { executionOrder: 'v1' } };
}
