import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { reviseAndStore } from '../../../lib/drafting/store/desk';
import { cancelSignal } from '../../shared/clients';
import { requiredTextAt } from '../../shared/parameters';
import { runItems, type Outputs } from '../../shared/run-items';
import { documentItem } from '../answer';
import { deskPortsAt, draftingAt } from '../desk-ports';
import { auditField, cityFields, draftFolderField, draftIdField, draftingOptions, fileKindsAt, modelField, handedOnAt, optionsField, profilesAt } from '../fields';
import { profileNamed } from '../type-fields';

const properties: INodeProperties[] = [
	modelField,
	draftFolderField,
	draftIdField,
	{
		displayName: '수정 요청',
		name: 'instruction',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		required: true,
		placeholder: '예: 둘째 문단에 주차 안내를 넣고, 인용문은 빼 주세요.',
		description: '고칠 곳과 내용. 적지 않은 곳은 그대로 둡니다.',
	},
	...cityFields,
	auditField,
	optionsField(draftingOptions),
];

export const description = updateDisplayOptions({ show: { resource: ['document'], operation: ['revise'] } }, properties);

/** Changes a stored document as asked; the item tells what changed. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await runItems(ctx, async (i) => {
		const { deps, settings } = await draftingAt(ctx, i);
		const ports = await deskPortsAt(ctx, i);
		const draftId = requiredTextAt(ctx, 'draftId', i, '초안 번호');
		const profile = profileNamed((await ports.store.read(draftId)).profileId, await profilesAt(ctx, i));
		const signal = cancelSignal(ctx);
		const { document, files, changes } = await reviseAndStore(draftId, requiredTextAt(ctx, 'instruction', i, '수정 요청'), { profile, settings, ...(signal ? { signal } : {}) }, deps, ports, fileKindsAt(ctx, i));
		return [[await documentItem(ctx, { document, profile, city: settings.city, today: settings.today, files, ...handedOnAt(ctx, i), changes })]];
	});
}
