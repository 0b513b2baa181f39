import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { learnStyle } from '../../../lib/drafting/style/learn-style';
import { allowedFolder, allowedNewFolder } from '../../shared/folders';
import { requiredTextAt } from '../../shared/parameters';
import { runItems, type Outputs } from '../../shared/run-items';
import { absolute, optionOf, optionsField, profilesAt } from '../fields';
import { otherTypeField, profileAt, typeField } from '../type-fields';

const properties: INodeProperties[] = [
	typeField,
	otherTypeField,
	{
		displayName: '지난 문서 폴더',
		name: 'pastFolder',
		type: 'string',
		default: '',
		required: true,
		placeholder: '예: /data/cityhall/past/press-release',
		description: '한 유형의 지난 문서(hwpx, docx, txt, md)를 모은 절대 경로. 하위 폴더 이름이 세부 유형과 같으면 그 유형으로 모읍니다.',
	},
	{
		displayName: '참고 문서 폴더',
		name: 'exemplarTarget',
		type: 'string',
		default: '',
		required: true,
		placeholder: '예: /data/cityhall/exemplars',
		description: '참고 문서와 시 문체를 둘 절대 경로. 초안 작성의 선택 사항에 같은 폴더를 적습니다.',
	},
	optionsField([optionOf.profileFolder]),
];

export const description = updateDisplayOptions({ show: { resource: ['style'], operation: ['learnStyle'] } }, properties);

/** Takes a folder of past documents into the exemplars and measures the city's style on them. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await runItems(ctx, async (i) => {
		const profile = profileAt(ctx, i, await profilesAt(ctx, i));
		const from = await allowedFolder(ctx, absolute(requiredTextAt(ctx, 'pastFolder', i, '지난 문서 폴더'), '지난 문서 폴더'));
		const to = await allowedNewFolder(ctx, absolute(requiredTextAt(ctx, 'exemplarTarget', i, '참고 문서 폴더'), '참고 문서 폴더'));
		const { kept, skipped, style } = await learnStyle(from, to, profile);
		return [[{ json: { documentType: profile.id, documentName: profile.name, kept, skipped: skipped.map((one) => ({ ...one })), style: { ...style } } }]];
	});
}
