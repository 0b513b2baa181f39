import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { contentOfText } from '../../../lib/drafting/read/content-of-text';
import { filesOf, storeText } from '../../../lib/drafting/store/desk';
import { requiredTextAt, textAt } from '../../shared/parameters';
import { runItems, type Outputs } from '../../shared/run-items';
import { documentItem } from '../answer';
import { cityAt, cityFields, draftFolderField, draftIdField, draftStoreAt, fileKindsAt, nowInKorea, handedOnAt, optionOf, optionsAt, optionsField, profilesAt } from '../fields';
import { otherTypeField, profileAt, profileNamed, typeField } from '../type-fields';

const messageOption: INodeProperties = { displayName: '먼저 알릴 말', name: 'message', type: 'string', default: '', description: '폼에서 초안 위에 보일 말. 수정이나 확정이 되지 않은 사유를 넘길 때 씁니다.' };

const properties: INodeProperties[] = [
	{
		displayName: '만들 문서',
		name: 'renderSource',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: '저장된 초안', value: 'stored', description: '초안 번호의 문서를 최신 판으로 만듭니다' },
			{ name: '붙여 넣은 글', value: 'text', description: '이미 쓴 글을 그 유형의 서식에 옮깁니다' },
		],
		default: 'stored',
	},
	{ ...draftIdField, displayOptions: { show: { renderSource: ['stored'] } } },
	{ ...typeField, displayOptions: { show: { renderSource: ['text'] } } },
	{ ...otherTypeField, displayOptions: { show: { renderSource: ['text'], documentType: ['other'] } } },
	{
		displayName: '글',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 10 },
		default: '={{ $json.text }}',
		required: true,
		displayOptions: { show: { renderSource: ['text'] } },
		description: '제목을 첫 줄에 둔 글',
	},
	draftFolderField,
	...cityFields,
	optionsField([messageOption, optionOf.files, optionOf.attach, optionOf.showText, optionOf.profileFolder]),
];

export const description = updateDisplayOptions({ show: { resource: ['document'], operation: ['render'] } }, properties);

/** Files of a stored document, or of a text that somebody wrote. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await runItems(ctx, async (i) => {
		const profiles = await profilesAt(ctx, i);
		const ports = { store: await draftStoreAt(ctx, i), recorder: null, now: nowInKorea };
		const [city, options] = [cityAt(ctx, i), optionsAt(ctx, i)];
		const stored = textAt(ctx, 'renderSource', i) === 'text' ? null : await ports.store.read(requiredTextAt(ctx, 'draftId', i, '초안 번호'));
		const profile = stored ? profileNamed(stored.profileId, profiles) : profileAt(ctx, i, profiles);
		const document = stored ?? (await storeText(contentOfText(requiredTextAt(ctx, 'text', i, '글'), profile), profile, ports));
		const files = await filesOf(document, profile, city, ports, fileKindsAt(ctx, i).filter((kind) => stored !== null || kind !== 'checkSheet'));
		return [[await documentItem(ctx, { document, profile, city, today: nowInKorea().today, files, ...handedOnAt(ctx, i), message: typeof options.message === 'string' ? options.message : '' })]];
	});
}
