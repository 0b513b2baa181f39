import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { receiveDay } from '../../../lib/transit/feed/receive-day';
import { dayAt } from '../../shared/parameters';
import { runItems, type Outputs } from '../../shared/run-items';
import { feedDayField, feedNameField, limitOptions, optionsField, patternFields, rawFolderField, ruleFields, sourceFields } from '../fields';
import { itemOf, requestOf, withSource } from '../receive';

const properties: INodeProperties[] = [
	...sourceFields,
	feedDayField,
	...patternFields.map((field) => (field.name === 'patterns' ? { ...field, default: '운행기록_{yyyyMMdd}*', placeholder: '예: 운행기록_{yyyyMMdd}.xlsx' } : { ...field, placeholder: '' })),
	...ruleFields,
	rawFolderField,
	feedNameField('run-log'),
	optionsField(limitOptions),
];

export const description = updateDisplayOptions({ show: { resource: ['master'], operation: ['runLog'] } }, properties);

/** Fetches the BMS run log (licensed and actual runs) of a day. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await runItems(
		ctx,
		async (i) =>
			await withSource(ctx, i, async ({ get, source, ports, rawFolder }) => {
				const delivery = await receiveDay({ ...requestOf(get, rawFolder), feedDay: dayAt(ctx, 'feedDay', i, '운행일자'), takePartial: false }, source, ports);
				const item = itemOf(delivery, { masterKind: 'run_log' });
				return delivery.complete ? [[item], []] : [[], [item]];
			}),
		2,
	);
}
