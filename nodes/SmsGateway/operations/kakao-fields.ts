import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { ValidationError } from '../../../lib/errors';
import type { KakaoTemplates } from '../../../lib/sms/kakao';

/** AlimTalk first, for notices whose text is registered as a template. */
export const kakaoFields: INodeProperties[] = [
	{
		displayName: '알림톡으로 먼저 발송',
		name: 'useKakao',
		type: 'boolean',
		displayOptions: { show: { gateway: ['solapi', 'nhn'] } },
		default: false,
		description: '템플릿을 등록한 안내문을 카카오 알림톡으로 먼저 보낼지 여부. 알림톡이 닿지 않으면 중계사가 문자로 한 번 대신 보냅니다. 중계사 자격 증명에 알림톡 항목이 입력되어 있어야 합니다.',
	},
	{
		displayName: '알림톡 템플릿',
		name: 'kakaoTemplates',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: '템플릿 추가' },
		displayOptions: { show: { gateway: ['solapi', 'nhn'], useKakao: [true] } },
		placeholder: '템플릿 추가',
		default: {},
		description:
			'안내문마다 카카오에 등록한 템플릿. 등록한 내용은 안내문과 글자와 빈칸(#{…})까지 같아야 합니다. 여기에 없는 안내문은 문자로 보냅니다. 대체 문자의 내용은 SOLAPI 문서에 명시되지 않은 방식으로 지정하므로, 처음 쓰기 전에 시험 발송으로 확인하시기 바랍니다.',
		options: [
			{
				displayName: '템플릿',
				name: 'templates',
				values: [
					{
						displayName: '안내문 ID',
						name: 'templateId',
						type: 'string',
						default: '',
						required: true,
						placeholder: '예: retention',
						description: '기본 안내문은 retention(의무보유)과 useRestriction(영업용 사용 제한)이고, 감면구분별로 고친 안내문은 감면구분 값 뒤에 -custom을 붙입니다(예: twoChildren-custom)',
					},
					{
						displayName: '템플릿 코드',
						name: 'templateCode',
						type: 'string',
						default: '',
						required: true,
						description: '중계사 콘솔에 표시된 알림톡 템플릿의 ID나 코드',
					},
				],
			},
		],
	},
];

/** The registered templates by the id of our text; undefined where AlimTalk is off. @throws ValidationError `kakaoTemplates` */
export function kakaoTemplatesAt(ctx: Pick<IExecuteFunctions, 'getNodeParameter'>, i: number): KakaoTemplates | undefined {
	if (ctx.getNodeParameter('useKakao', i, false) !== true) return undefined;
	const { templates: given } = ctx.getNodeParameter('kakaoTemplates', i, {}) as { templates?: IDataObject[] };
	const templates = new Map<string, string>();
	for (const row of Array.isArray(given) ? given : []) {
		const [id, code] = [row.templateId, row.templateCode].map((value) => (typeof value === 'string' ? value.trim() : ''));
		if (!id || !code) throw faulty("'알림톡 템플릿'에 안내문 ID나 템플릿 코드가 비어 있는 줄이 있습니다.");
		if (templates.has(id)) throw faulty(`'알림톡 템플릿'에 같은 안내문 ID(${id})가 두 번 있습니다.`);
		templates.set(id, code);
	}
	if (templates.size === 0) throw faulty("'알림톡으로 먼저 발송'을 켰으나 '알림톡 템플릿'이 비어 있습니다.");
	return templates;
}

const faulty = (message: string) =>
	new ValidationError('kakaoTemplates', message, "안내문 ID와 중계사 콘솔의 템플릿 코드를 한 줄씩 입력하거나, '알림톡으로 먼저 발송'을 끄시기 바랍니다.");
