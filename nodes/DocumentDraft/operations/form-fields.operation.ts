import { updateDisplayOptions, type IDataObject, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { formFieldsOf } from '../../../lib/drafting/profiles/form-fields';
import { textAt } from '../../shared/parameters';
import { runItems, type Outputs } from '../../shared/run-items';
import { optionOf, optionsField, profilesAt } from '../fields';
import { otherTypeField, profileAt, typeField, valuesOf } from '../type-fields';

const properties: INodeProperties[] = [
	typeField,
	otherTypeField,
	{
		displayName: '먼저 알릴 말',
		name: 'message',
		type: 'string',
		default: '',
		description: '양식 맨 위에 보일 말. 앞의 시도가 실패한 사유를 넘길 때 씁니다.',
	},
	{
		displayName: '채워 둘 값',
		name: 'prefill',
		type: 'json',
		default: '{}',
		description: '항목 이름과 값. 다시 입력할 때 먼저 적은 내용을 넘깁니다.',
	},
	optionsField([optionOf.profileFolder]),
];

export const description = updateDisplayOptions({ show: { resource: ['screen'], operation: ['formFields'] } }, properties);

/** The fields of a type as n8n's form takes them. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await runItems(ctx, async (i) => {
		const profile = profileAt(ctx, i, await profilesAt(ctx, i));
		const { values } = valuesOf(profile, prefill(ctx.getNodeParameter('prefill', i, {})));
		const formFields = formFieldsOf(profile, values, textAt(ctx, 'message', i));
		return [[{ json: { documentType: profile.id, documentName: profile.name, description: profile.description, formFields: formFields as unknown as IDataObject[] } }]];
	});
}

function prefill(value: unknown): Record<string, unknown> {
	const given: unknown = typeof value === 'string' ? parsed(value) : value;
	return typeof given === 'object' && given !== null && !Array.isArray(given) ? { ...given } : {};
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
