import { updateDisplayOptions, type IExecuteFunctions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';

import { fromForm } from '../../../lib/drafting/profiles/form-fields';
import { draftAndStore } from '../../../lib/drafting/store/desk';
import type { FieldValues, Profile } from '../../../lib/drafting/types';
import { cancelSignal } from '../../shared/clients';
import { textAt } from '../../shared/parameters';
import { runItems, type Outputs } from '../../shared/run-items';
import { documentItem } from '../answer';
import { deskPortsAt, draftingAt } from '../desk-ports';
import { auditField, cityFields, draftFolderField, draftingOptions, fileKindsAt, handedOnAt, modelField, optionsAt, optionsField, profilesAt } from '../fields';
import { draftTable, tableFields } from '../table';
import { otherTypeField, otherValuesField, panelFields, panelValues, profileAt, typeField, valuesOf } from '../type-fields';

const properties: INodeProperties[] = [
	modelField,
	typeField,
	otherTypeField,
	{
		displayName: '입력 방법',
		name: 'source',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: '이 화면에 입력', value: 'panel' },
			{ name: '앞 노드의 자료', value: 'item', description: '폼이나 앞 노드가 넘긴 값을 항목 이름으로 찾아 씁니다' },
			{ name: '폴더의 표', value: 'table', description: '엑셀이나 CSV의 한 줄마다 문서를 하나씩 만듭니다. 표의 내용은 n8n에 남지 않습니다.' },
		],
		default: 'panel',
	},
	...panelFields(),
	otherValuesField,
	...tableFields,
	draftFolderField,
	...cityFields,
	auditField,
	optionsField(draftingOptions),
];

export const description = updateDisplayOptions({ show: { resource: ['document'], operation: ['draft'] } }, properties);

/** Writes a document from the panel, an item, or each row of a table in a folder. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await runItems(ctx, async (i) => {
		const profile = profileAt(ctx, i, await profilesAt(ctx, i));
		if (textAt(ctx, 'source', i) === 'table') return [await draftTable(ctx, i, profile)];
		const { values, unknown } = entered(ctx, i, profile);
		return [[await draftOne(ctx, i, { profile, values, ignored: unknown })]];
	});
}

function entered(ctx: IExecuteFunctions, i: number, profile: Profile): { values: FieldValues; unknown: string[] } {
	if (textAt(ctx, 'source', i) === 'panel') return { values: panelValues(ctx, i, profile), unknown: [] };
	const { values, unknown } = valuesOf(profile, ctx.getInputData()[i]?.json ?? {});
	const typed = Object.fromEntries(Object.entries(values).map(([id, value]) => [id, fromForm(value)]));
	return { values: typed, unknown: unknown.filter((name) => !N8N_FORM_KEYS.has(name)) };
}

/** What n8n's form adds to what was entered. */
const N8N_FORM_KEYS: ReadonlySet<string> = new Set(['submittedAt', 'formMode', 'formQueryParameters', 'authenticatedUser', 'user']);

async function draftOne(ctx: IExecuteFunctions, i: number, { profile, values, ignored }: { profile: Profile; values: FieldValues; ignored: readonly string[] }): Promise<INodeExecutionData> {
	const { deps, settings } = await draftingAt(ctx, i);
	const options = optionsAt(ctx, i);
	const signal = cancelSignal(ctx);
	const subType = typeof options.subType === 'string' ? options.subType.trim() : '';
	const { document, files } = await draftAndStore({ profile, values, subType, settings, ...(signal ? { signal } : {}) }, deps, await deskPortsAt(ctx, i), fileKindsAt(ctx, i));
	return await documentItem(ctx, { document, profile, city: settings.city, today: settings.today, files, ...handedOnAt(ctx, i), ignored });
}
