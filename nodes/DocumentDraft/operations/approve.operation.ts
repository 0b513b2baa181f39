import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { approveAndStore } from '../../../lib/drafting/store/desk';
import { requiredTextAt } from '../../shared/parameters';
import { runItems, type Outputs } from '../../shared/run-items';
import { documentItem } from '../answer';
import { deskPortsAt } from '../desk-ports';
import { auditField, cityAt, cityFields, draftFolderField, draftIdField, fileKindsAt, nowInKorea, handedOnAt, optionOf, optionsField, profilesAt } from '../fields';
import { profileNamed } from '../type-fields';

const properties: INodeProperties[] = [
	draftFolderField,
	draftIdField,
	{
		displayName: '확정한 사람',
		name: 'approvedBy',
		type: 'string',
		default: '',
		required: true,
		placeholder: '예: 홍보담당관 김서연',
		description: '초안을 끝까지 읽고 확정한 사람의 직위와 성명. 대장에 남습니다.',
	},
	...cityFields,
	auditField,
	optionsField([optionOf.files, optionOf.attach, optionOf.showText, optionOf.profileFolder]),
];

export const description = updateDisplayOptions({ show: { resource: ['document'], operation: ['approve'] } }, properties);

/** Records that a person approved a document and makes files without the mark 초안. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await runItems(ctx, async (i) => {
		const ports = await deskPortsAt(ctx, i);
		const city = cityAt(ctx, i);
		const draftId = requiredTextAt(ctx, 'draftId', i, '초안 번호');
		const profile = profileNamed((await ports.store.read(draftId)).profileId, await profilesAt(ctx, i));
		const { document, files } = await approveAndStore(draftId, requiredTextAt(ctx, 'approvedBy', i, '확정한 사람'), profile, city, ports, fileKindsAt(ctx, i));
		return [[await documentItem(ctx, { document, profile, city, today: nowInKorea().today, files, ...handedOnAt(ctx, i) })]];
	});
}
