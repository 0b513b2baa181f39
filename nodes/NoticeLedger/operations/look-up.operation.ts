import { updateDisplayOptions, type IDataObject, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { ValidationError } from '../../../lib/errors';
import { withLedger } from '../../shared/ledger';
import { textAt } from '../../shared/parameters';
import { type Outputs, runItems } from '../../shared/run-items';

const properties: INodeProperties[] = [
	{
		displayName: '회차 번호',
		name: 'runId',
		type: 'string',
		default: '',
		description: '이 회차의 안내만 조회합니다',
	},
	{
		displayName: '접수 식별 번호',
		name: 'receiptKey',
		type: 'string',
		default: '',
		placeholder: '예: 4115000-2026-000123',
		description: '기관 코드, 연도, 접수번호를 붙임표로 이은 값',
	},
	{
		displayName: '최대 건수',
		name: 'maxItems',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 10000 },
		default: 100,
		description: '이 수까지만 내보냅니다',
	},
];

export const description = updateDisplayOptions({ show: { resource: ['notice'], operation: ['lookUp'] } }, properties);

/** Shows when what was told about a receipt or in a run, masked; opens nothing. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await withLedger(ctx, async ({ ledger }) =>
		await runItems(ctx, async (i) => {
			const text = (name: string) => textAt(ctx, name, i) || undefined;
			const filter = { runId: text('runId'), receiptKey: text('receiptKey') };
			if (!filter.runId && !filter.receiptKey) {
				throw new ValidationError(
					'noFilter',
					'조회할 회차 번호나 접수 식별 번호를 입력하지 않았습니다.',
					'둘 가운데 하나를 입력하시기 바랍니다.',
				);
			}
			const found = await ledger.notices(filter, Number(ctx.getNodeParameter('maxItems', i)));
			return [found.map((notice) => ({ json: { ...notice } as unknown as IDataObject }))];
		}),
	);
}
