import { updateDisplayOptions, type IExecuteFunctions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';

import type { MailedLetter } from '../../../lib/ledger/import-mailed';
import { ValidationError } from '../../../lib/errors';
import { DEFAULT_RECEIPT_KEY_SETTINGS, receiptIdentity } from '../../../lib/revenue/receipt-key';
import { originOf, withLedger } from '../../shared/ledger';
import { dayAt, requiredTextAt, textAt } from '../../shared/parameters';
import { campaignField, recipientOrdinalField, staffField } from '../../shared/run-fields';
import { type Outputs, runOnce } from '../../shared/run-items';
import { toNodeError } from '../../shared/to-node-error';

const properties: INodeProperties[] = [
	campaignField,
	{
		displayName: '접수번호',
		name: 'receiptNo',
		type: 'string',
		default: "={{ $json['접수번호'] }}",
		required: true,
		description: '우편으로 이미 안내한 접수의 번호(예: 2026-000123 또는 4115000-2026-000123)',
	},
	{
		displayName: '접수기관 코드',
		name: 'office',
		type: 'string',
		default: '',
		placeholder: '예: 4115000',
		description: '접수번호에 기관 코드가 없을 때 적습니다',
	},
	{
		displayName: '접수번호 자릿수',
		name: 'numberWidth',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 12 },
		default: DEFAULT_RECEIPT_KEY_SETTINGS.numberWidth,
		description: "'감면 접수 자료 조회'의 '접수번호 자릿수'와 같게 정합니다. 다르면 우편으로 안내한 접수를 알아보지 못합니다.",
	},
	{
		displayName: '발송일',
		name: 'mailedOn',
		type: 'string',
		default: "={{ $json['발송일'] }}",
		required: true,
		description: '우편을 보낸 날(예: 2026-11-10)',
	},
	recipientOrdinalField,
	{
		displayName: '등기번호',
		name: 'registeredNo',
		type: 'string',
		default: '',
		placeholder: '예: 1234567890123',
		description: '13자리 숫자. 일반우편이면 비웁니다.',
	},
	staffField,
];

export const description = updateDisplayOptions({ show: { resource: ['notice'], operation: ['importMailed'] } }, properties);

/** Takes over letters mailed before, all items at once: with one faulty item none is registered. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await runOnce(ctx, async () => {
		const letters = ctx.getInputData().map((_, item) => letterOf(ctx, item));
		const campaign = requiredTextAt(ctx, 'campaign', 0, '안내 업무');
		const by = requiredTextAt(ctx, 'staff', 0, '담당자');
		const added = await withLedger(ctx, async ({ ledger }) => await ledger.importMailed(campaign, letters, { by, origin: originOf(ctx) }));
		const item: INodeExecutionData = { json: { campaign, letters: letters.length, added, known: letters.length - added }, pairedItem: { item: 0 } };
		return [[item]];
	});
}

function letterOf(ctx: IExecuteFunctions, item: number): MailedLetter {
	try {
		const mailedOn = dayAt(ctx, 'mailedOn', item, '발송일');
		const settings = { ...DEFAULT_RECEIPT_KEY_SETTINGS, numberWidth: Number(ctx.getNodeParameter('numberWidth', item)) };
		// The year a letter was mailed in is not always the receipt's.
		const identity = receiptIdentity(requiredTextAt(ctx, 'receiptNo', item, '접수번호'), textAt(ctx, 'office', item) || null, null, settings);
		if (typeof identity === 'string') {
			throw new ValidationError(
				'mailedReceipt',
				`${identity}. 한 건도 등록하지 않았습니다.`,
				'접수번호를 연도-번호(예: 2026-000123)로, 접수기관 코드를 숫자로 적고 다시 실행하시기 바랍니다.',
			);
		}
		return {
			receiptKey: identity.receiptKey,
			recipientOrdinal: Number(ctx.getNodeParameter('recipientOrdinal', item)),
			mailedOn,
			registeredNo: textAt(ctx, 'registeredNo', item) || null,
		};
	} catch (error) {
		throw toNodeError(ctx.getNode(), error, item);
	}
}
