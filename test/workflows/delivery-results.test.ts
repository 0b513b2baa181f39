import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { IDataObject } from 'n8n-workflow';

import { baseNodes, emitted } from '../support/base-nodes';
import { runWorkflow, standIn, type WorkflowJson } from '../support/engine';

const SHIPPED = JSON.parse(readFileSync(join(__dirname, '../../workflows/delivery-results.json'), 'utf8')) as WorkflowJson;
const WELL: IDataObject = { campaign: 'c', changed: 3, pending: 2, missingGroups: 0, expired: 0, overdue: 0, standstill: [] };

/** Where the shipped workflow leads an item of '전송 결과 조회'. */
async function ledTo(json: IDataObject): Promise<string[]> {
	const nodes = SHIPPED.nodes
		.filter(({ type }) => !/\.(stickyNote|scheduleTrigger|smsResultTrigger)$/.test(type))
		.map((node) => (node.name === '전송 결과 조회' ? { ...node, type: 'test.results', parameters: {} } : node));
	const otherNodes = { ...baseNodes({}), 'n8n-nodes-base.noOp': standIn('noOp', 'transform', (items) => items), 'test.results': emitted([[{ json }], []]) };
	const { error, items } = await runWorkflow({ workflow: { ...SHIPPED, nodes }, nodes: [], otherNodes });
	expect(error).toBeUndefined();
	return ['담당자 확인 필요', '확인 끝'].filter((name) => items(name).length > 0);
}

it.each<[string, IDataObject, string]>([
	['all is well', {}, '확인 끝'],
	['nobody waits for a report', { campaign: null, pending: 0, changed: 0, message: '…', standstill: undefined }, '확인 끝'],
	['long texts are late', { overdue: 1 }, '담당자 확인 필요'],
	['texts were given up', { expired: 2 }, '담당자 확인 필요'],
	['the gateway does not know a group', { missingGroups: 1 }, '담당자 확인 필요'],
	['a resident agent seems to have stopped', { standstill: ['에이전트가 멈춘 것으로 의심됩니다.'] }, '담당자 확인 필요'],
])('where %s', async (_name, changes, place) => {
	expect(await ledTo({ ...WELL, ...changes })).toEqual([place]);
});
