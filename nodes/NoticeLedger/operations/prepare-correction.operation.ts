import { createHash } from 'node:crypto';

import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { koreanDay } from '../../../lib/calendar/day';
import { CORRECTION_EXAMPLES, correctionContent, correctionTemplate, DEFAULT_CORRECTION_TEXT } from '../../../lib/exemption/correction';
import { scrubDigits } from '../../../lib/privacy/mask';
import { normaliseText } from '../../../lib/sms/text/normalise';
import { originOf, ownerOf, withLedger } from '../../shared/ledger';
import { contactAt, contactFields } from '../../shared/contact-fields';
import { requiredTextAt } from '../../shared/parameters';
import { runItem, staffField } from '../../shared/run-fields';
import { runBusy } from '../../shared/run-lease';
import { type Outputs, runItems } from '../../shared/run-items';

const OFFICE = ['organisation', 'department', 'phone', 'hours'] as const;

const properties: INodeProperties[] = [
	{
		displayName: '안내 업무',
		name: 'campaign',
		type: 'string',
		default: 'vehicle-exemption-correction',
		required: true,
		description: '정정 안내만을 위한 업무 이름. 처음 안내한 업무와 다른 이름을 씁니다.',
	},
	{
		displayName: '접수 식별 번호',
		name: 'receiptKey',
		type: 'string',
		default: '={{ $json.receiptKey }}',
		required: true,
		placeholder: '예: 4115000-2026-000123',
		description: '정정할 접수. 이미 안내한 수신자 모두에게 정정 안내를 준비합니다.',
	},
	{
		displayName: '정정 사유',
		name: 'reason',
		type: 'string',
		default: '={{ $json.reason }}',
		required: true,
		description: '왜 다시 안내하는지 대장에 남깁니다. 성명이나 전화번호는 적지 마시기 바랍니다.',
	},
	{
		displayName: '정정 내용',
		name: 'content',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '={{ $json.text }}',
		required: true,
		placeholder: CORRECTION_EXAMPLES[0],
		description: '안내문의 #{정정내용}에 들어가는 문장',
	},
	{
		displayName: '정정 안내문',
		name: 'template',
		type: 'string',
		typeOptions: { rows: 10 },
		default: DEFAULT_CORRECTION_TEXT,
		required: true,
		description: '쓸 수 있는 빈칸: 기관명, 안내일, 차량번호뒤4자리, 정정내용, 담당부서, 담당전화, 문의시간',
	},
	...contactFields(...OFFICE),
	{ ...staffField, default: '={{ $json.staff }}' },
];

export const description = updateDisplayOptions({ show: { resource: ['run'], operation: ['prepareCorrection'] } }, properties);

/** Prepares a run of its own that tells the recipients of one receipt again; a person must approve it. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await withLedger(ctx, async ({ ledger, businessNow }) =>
		await runItems(ctx, async (i) => {
			const text = (name: string, label: string) => requiredTextAt(ctx, name, i, label);
			const receiptKey = text('receiptKey', '접수 식별 번호');
			const template = correctionTemplate(text('template', '정정 안내문'));
			const content = correctionContent(text('content', '정정 내용'));
			const office = contactAt(ctx, i, ...OFFICE);
			const today = koreanDay(businessNow());
			const same = createHash('sha256').update(JSON.stringify([receiptKey, content, template.version])).digest('hex').slice(0, 8);
			const campaign = text('campaign', '안내 업무');
			const period = { campaign, period: `${today}-${same}`, from: today, to: today };
			const run = await ledger.prepareCorrection(period, ownerOf(ctx), {
				receiptKey,
				template,
				values: {
					기관명: normaliseText(office.organisation),
					담당부서: normaliseText(office.department),
					담당전화: normaliseText(office.phone),
					문의시간: normaliseText(office.hours),
					정정내용: content,
				},
				reason: scrubDigits(text('reason', '정정 사유')),
				by: text('staff', '담당자'),
				origin: originOf(ctx),
			});
			if (!run) throw runBusy(`${campaign}/${period.period}`, '준비하지 않았습니다', '먼저 시작한 실행의 승인 화면에서 진행하시기 바랍니다.');
			const { notices } = await ledger.account(run.runId);
			return [[{ json: { ...runItem(run), notices: { ...notices } } }]];
		}),
	);
}
