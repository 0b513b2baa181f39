import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { receiveDay } from '../../../lib/transit/feed/receive-day';
import { dayAt } from '../../shared/parameters';
import { runItems, type Outputs } from '../../shared/run-items';
import { feedDayField, feedNameField, limitOptions, optionsField, optionsOf, partialOption, patternFields, rawFolderField, ruleFields, sourceFields } from '../fields';
import { outputsOf, requestOf, withSource } from '../receive';

const properties: INodeProperties[] = [...sourceFields, feedDayField, ...patternFields, ...ruleFields, rawFolderField, feedNameField('taps'), optionsField([partialOption, ...limitOptions])];

export const description = updateDisplayOptions({ show: { resource: ['feed'], operation: ['receive'] } }, properties);

/** Fetches a day's files to disk; the item names them. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await runItems(
		ctx,
		async (i) =>
			await withSource(ctx, i, async ({ get, source, ports, rawFolder }) => {
				const feedDay = dayAt(ctx, 'feedDay', i, '운행일자');
				return outputsOf(await receiveDay({ ...requestOf(get, rawFolder), feedDay, takePartial: optionsOf(get).takePartial === true }, source, ports));
			}),
		2,
	);
}
