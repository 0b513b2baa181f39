import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { parseHead } from '../../../lib/audit/head';
import { rowProblemWords } from '../../../lib/audit/words';
import { withLedger } from '../../shared/ledger';
import { textAt } from '../../shared/parameters';
import { type Outputs, runItems } from '../../shared/run-items';

const properties: INodeProperties[] = [
	{
		displayName: '대장 확인값',
		name: 'expectedHead',
		type: 'string',
		default: '',
		placeholder: '예: 1234:AbC…',
		description: "보고서에 인쇄된 '대장 확인값'(순번:검증값). 입력하면 그 뒤로 지워지거나 되돌려진 기록도 찾습니다.",
	},
];

export const description = updateDisplayOptions({ show: { resource: ['ledger'], operation: ['verify'] } }, properties);

const PROBLEMS = {
	mac: '기록의 내용이나 순서가 바뀌었습니다.',
	payload: '기록의 상세 내용이 바뀌었습니다.',
	gap: '기록이 빠져 있습니다.',
	missingTail: '보고서에 인쇄된 대장 확인값에 해당하는 기록이 없습니다. 대장이 예전 백업으로 되돌려졌을 수 있습니다.',
} as const;

/** Checks the whole event chain and the rows against it; names the first broken link and the rows that were edited by hand. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await withLedger(ctx, async ({ ledger }) =>
		await runItems(ctx, async (i) => {
			const expected = parseHead(textAt(ctx, 'expectedHead', i));
			const { events, head, broken } = await ledger.verify(expected);
			const { notices, runs, rows, notComparable, problems } = await ledger.audit.check();
			return [
				[
					{
						json: {
							intact: broken === null && problems.length === 0,
							chainIntact: broken === null,
							rowsIntact: problems.length === 0,
							events,
							chainHead: `${head.seq}:${head.mac}`,
							brokenAt: broken?.seq ?? null,
							problem: broken ? PROBLEMS[broken.problem] : null,
							runs,
							notices,
							rows,
							rowsNotComparable: notComparable,
							rowProblems: problems.map(rowProblemWords),
						},
					},
				],
			];
		}),
	);
}
