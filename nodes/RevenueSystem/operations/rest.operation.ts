import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { readReceiptsFromRest } from '../../../lib/revenue/read';
import { cancelSignal, retryPorts } from '../../shared/clients';
import { personalKeys } from '../../shared/personal-keys';
import { runItems, type Outputs } from '../../shared/run-items';
import { codeFields, optionsAt, periodFields, readOptionsAt, sharedOptions } from '../fields';
import { itemsOf } from '../items';
import { REVENUE_CREDENTIAL, revenueClient } from '../revenue-client';

/** A page of 500 receipts takes the source a second or two; a minute means that it hangs. */
const DEFAULT_TIMEOUT_SECONDS = 60;

const properties: INodeProperties[] = [
	...periodFields,
	...codeFields,
	{
		displayName: '선택 사항',
		name: 'options',
		type: 'collection',
		placeholder: '선택 사항 추가',
		default: {},
		options: [
			...sharedOptions,
			{
				displayName: '제한 시간(초)',
				name: 'timeoutSeconds',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 600 },
				default: DEFAULT_TIMEOUT_SECONDS,
				description: '한 번의 요청에 응답을 기다리는 시간. 실패하면 간격을 두고 세 번까지 다시 요청합니다.',
			},
			{
				displayName: '최대 건수',
				name: 'maxReceipts',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 1_000_000 },
				default: 50_000,
				description: '조회된 건수가 이보다 많으면 읽지 않고 알립니다',
			},
			{
				displayName: '한 쪽의 건수',
				name: 'pageSize',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 500 },
				default: 500,
				description: '한 번에 요청하는 건수',
			},
		],
	},
];

export const description = updateDisplayOptions({ show: { resource: ['receipt'], operation: ['rest'] } }, properties);

/** Reads a period's receipts over REST: receipts on the first output, the source's account on the second. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await runItems(
		ctx,
		async (i) => {
			const options = optionsAt(ctx, i);
			const number = (name: string, otherwise: number) => (typeof options[name] === 'number' ? options[name] : otherwise);
			const readOptions = readOptionsAt(ctx, i);
			const keys = await personalKeys(ctx, i);
			const credential = await ctx.getCredentials(REVENUE_CREDENTIAL, i);
			const { client, token, shownAddress } = revenueClient(credential, number('timeoutSeconds', DEFAULT_TIMEOUT_SECONDS) * 1000);
			try {
				const reading = await readReceiptsFromRest(
					{
						kind: 'rest',
						token,
						shownAddress,
						pageSize: number('pageSize', 500),
						maxReceipts: number('maxReceipts', 50_000),
						signal: cancelSignal(ctx),
					},
					readOptions,
					keys,
					{ client, ...retryPorts() },
				);
				return itemsOf(reading);
			} finally {
				client.close();
			}
		},
		2,
	);
}
