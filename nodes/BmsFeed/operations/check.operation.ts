import { updateDisplayOptions, type IDataObject, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { checkArrival } from '../../../lib/transit/feed/arrival';
import { dayAt } from '../../shared/parameters';
import { runItems, type Outputs } from '../../shared/run-items';
import { feedDayField, limitOptions, numberOption, optionsField, patternFields, patternsOf, rawFolderField, ruleFields, ruleOf, sourceFields } from '../fields';
import { withSource } from '../receive';

const SHOWN_OPTIONS: ReadonlySet<string> = new Set(['expectedParts', 'timeoutSeconds']);

const properties: INodeProperties[] = [
	...sourceFields,
	feedDayField,
	...patternFields.filter(({ name }) => name === 'patterns'),
	...ruleFields,
	rawFolderField,
	optionsField(limitOptions.filter(({ name }) => SHOWN_OPTIONS.has(name))),
];

export const description = updateDisplayOptions({ show: { resource: ['feed'], operation: ['check'] } }, properties);

/** Looks whether a day is there, and fetches nothing. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await runItems(
		ctx,
		async (i) =>
			await withSource(ctx, i, async ({ get, source, ports }) => {
				const feedDay = dayAt(ctx, 'feedDay', i, '운행일자');
				const request = { feedDay, patterns: patternsOf(get, 'patterns', '파일 이름 조건'), expectedParts: numberOption(get, 'expectedParts', 0), rule: ruleOf(get) };
				const { files, missing } = await checkArrival(request, source, ports.sleep, ports.signal);
				const complete = missing.length === 0;
				const json: IDataObject = { feedDay, complete, missing: missing.map((one) => ({ ...one })), found: files.map(({ name, bytes }) => ({ name, bytes })), source: source.shown };
				return complete ? [[{ json }], []] : [[], [{ json }]];
			}),
		2,
	);
}
