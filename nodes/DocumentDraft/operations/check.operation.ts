import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { checkText } from '../../../lib/drafting/pipeline/check';
import { pasteText } from '../../../lib/drafting/render/render';
import { requiredTextAt, textAt } from '../../shared/parameters';
import { runItems, type Outputs } from '../../shared/run-items';
import { cityFields, exemplarsAt, optionOf, optionsField, profilesAt, settingsAt } from '../fields';
import { otherTypeField, profileAt, typeField, valuesOf } from '../type-fields';

const properties: INodeProperties[] = [
	typeField,
	otherTypeField,
	{
		displayName: '점검할 글',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 10 },
		default: '={{ $json.text }}',
		required: true,
		description: '제목을 첫 줄에 둔 글. 보고서와 기안문의 번호와 부호를 알아봅니다.',
	},
	{
		displayName: '대조할 사실',
		name: 'factsText',
		type: 'string',
		typeOptions: { rows: 6 },
		default: '',
		placeholder: '예: 일시: 2026. 12. 5.(토) 14:00',
		description: "한 줄에 '항목: 내용'의 형식으로 적습니다. 비우면 사실 대조 없이 문장만 점검합니다.",
	},
	...cityFields,
	optionsField([optionOf.exemplarFolder, optionOf.profileFolder, optionOf.wordFile]),
];

export const description = updateDisplayOptions({ show: { resource: ['document'], operation: ['check'] } }, properties);

/** Reads a text by the rules of its type and against the facts given; no model is asked. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await runItems(ctx, async (i) => {
		const profile = profileAt(ctx, i, await profilesAt(ctx, i));
		const settings = await settingsAt(ctx, i, false);
		const { values, unknown } = valuesOf(profile, factLines(textAt(ctx, 'factsText', i)));
		const style = (await exemplarsAt(ctx, i))?.style(profile.id) ?? null;
		const { content, findings, traces } = checkText(requiredTextAt(ctx, 'text', i, '점검할 글'), { profile, values, settings }, style);
		const open = findings.filter(({ fixed }) => !fixed);
		const json = {
			documentType: profile.id,
			documentName: profile.name,
			status: open.some(({ severity }) => severity === 'error') ? 'needsReview' : 'ready',
			errors: open.filter(({ severity }) => severity === 'error').length,
			warnings: open.filter(({ severity }) => severity === 'warning').length,
			claims: traces.length,
			findings: findings.map((finding) => ({ ...finding })),
			text: pasteText({ profile, content, values, city: settings.city, state: 'draft', today: settings.today }),
			...(unknown.length > 0 ? { ignoredFields: unknown } : {}),
		};
		return [[{ json }]];
	});
}

/** Lines `항목: 내용`; a line without a known beginning belongs to the one above it. */
function factLines(text: string): Record<string, string> {
	const values: Record<string, string> = {};
	let last = '';
	for (const line of text.split('\n').map((one) => one.trim()).filter(Boolean)) {
		const [, label, value] = /^([^:：]{1,20})[:：]\s*(.*)$/.exec(line) ?? [];
		if (label !== undefined && !/\d$/.test(label)) {
			last = label.trim();
			values[last] = [values[last], value].filter(Boolean).join('\n');
		} else if (last !== '') values[last] = [values[last], line].filter(Boolean).join('\n');
	}
	return values;
}
