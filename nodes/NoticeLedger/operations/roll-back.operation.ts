import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { SCHEMA_VERSION } from '../../../lib/ledger/schema';
import { originOf, withLedger } from '../../shared/ledger';
import { requiredTextAt } from '../../shared/parameters';
import { staffField } from '../../shared/run-fields';
import { type Outputs, runItems } from '../../shared/run-items';

const properties: INodeProperties[] = [
	{
		displayName: '내릴 판',
		name: 'version',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: SCHEMA_VERSION - 1,
		description: `되돌아갈 패키지가 쓰던 대장의 판(이 패키지는 ${SCHEMA_VERSION}판). 패키지를 이전 판으로 되돌리기 직전에, 대장을 백업하고 대장을 쓰는 흐름을 모두 끈 뒤 실행합니다. 이 판의 패키지가 대장을 다시 열면 판이 도로 올라갑니다.`,
	},
	staffField,
	{
		displayName: '없어지는 기록 확인함',
		name: 'loseRecords',
		type: 'boolean',
		default: false,
		description: '켜면 이전 판이 담지 못하는 기록이 있어도 판을 내립니다. 끄면 없어지는 기록의 이름과 건수만 알리고 그대로 둡니다.',
	},
];

export const description = updateDisplayOptions({ show: { resource: ['ledger'], operation: ['rollBack'] } }, properties);

/** Takes the ledger's tables back for an earlier version of the package. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await withLedger(ctx, async ({ ledger }) =>
		await runItems(ctx, async (i) => {
			const by = requiredTextAt(ctx, 'staff', i, '담당자');
			const loseRecords = ctx.getNodeParameter('loseRecords', i) === true;
			const { from, to } = await ledger.rollBack(Number(ctx.getNodeParameter('version', i)), { loseRecords, by, origin: originOf(ctx) });
			return [[{ json: { from, to, staff: by } }]];
		}),
	);
}
