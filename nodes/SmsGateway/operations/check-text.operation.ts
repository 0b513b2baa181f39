import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { NOTICE_PLACEHOLDERS } from '../../../lib/exemption/templates';
import { checkText } from '../../../lib/sms/text/check-text';
import type { LintOptions } from '../../../lib/sms/text/lint';
import { requiredTextAt, textAt } from '../../shared/parameters';
import { type Outputs, runItems } from '../../shared/run-items';

const properties: INodeProperties[] = [
	{
		displayName: '문안',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 8 },
		default: '',
		required: true,
		description: '점검할 안내문. 빈칸은 #{차량번호뒤4자리}처럼 적은 그대로 둡니다.',
	},
	{
		displayName: '안내문 종류',
		name: 'purpose',
		type: 'options',
		options: [
			{ name: '감면 안내문', value: 'exemptionNotice', description: '감면 사유 노출, 금액, 비율, 문체, 담당 전화까지 점검합니다' },
			{ name: '그 밖의 문자', value: 'general', description: '길이, 글자, 인터넷 주소, 광고 표시만 점검합니다' },
		],
		default: 'exemptionNotice',
		description: '어떤 기준으로 점검할지 정합니다',
	},
	{
		displayName: '추가 설정',
		name: 'checkOptions',
		type: 'collection',
		placeholder: '설정 추가',
		default: {},
		options: [
			{
				displayName: '담당 전화',
				name: 'contactPhone',
				type: 'string',
				default: '',
				placeholder: '예: 031-828-0000',
				description: '문안에 반드시 들어 있어야 하는 담당부서 전화번호',
			},
			{
				displayName: '인터넷 주소 허용',
				name: 'allowUrl',
				type: 'boolean',
				default: false,
				description: '문안에 인터넷 주소를 넣을 수 있게 할지 여부. 단축 주소는 언제나 쓸 수 없습니다.',
			},
			{
				displayName: '장문 제목',
				name: 'subject',
				type: 'string',
				default: '',
				description: '함께 점검할 장문 문자의 제목(40바이트 이내)',
			},
		],
	},
];

export const description = updateDisplayOptions({ show: { resource: ['message'], operation: ['checkText'] } }, properties);

/** Size and kind of a text on the first output, what is wrong with it as items on the second; needs no credential. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await runItems(
		ctx,
		(i) => {
			const { findings, ...check } = checkText(requiredTextAt(ctx, 'text', i, '문안'), optionsAt(ctx, i));
			return Promise.resolve([[{ json: { ...check } }], findings.map((finding) => ({ json: { ...finding } }))]);
		},
		2,
	);
}

function optionsAt(ctx: IExecuteFunctions, i: number): LintOptions {
	const option = (name: string) => textAt(ctx, `checkOptions.${name}`, i) || undefined;
	const common = { contactPhone: option('contactPhone'), subject: option('subject'), allowUrl: option('allowUrl') === 'true' };
	return ctx.getNodeParameter('purpose', i) === 'general'
		? { ...common, purpose: 'general', knownPlaceholders: [] }
		: { ...common, purpose: 'exemptionNotice', knownPlaceholders: NOTICE_PLACEHOLDERS };
}
