import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import { ValidationError } from '../../../lib/errors';
import { originOf, withLedger } from '../../shared/ledger';
import type { Operation } from '../../shared/operations';
import { requiredTextAt } from '../../shared/parameters';
import { staffField } from '../../shared/run-fields';
import { runItems } from '../../shared/run-items';

export const basisField = (placeholder: string): INodeProperties => ({
	displayName: '확인 근거',
	name: 'basis',
	type: 'string',
	default: '',
	required: true,
	placeholder,
	description: '무엇으로 확인하였는지 적습니다. 대장에 남으므로 개인정보는 적지 않습니다.',
});

/** Records what a person found out about a notice of which nobody could prove what became of it. */
export const settleDoubt: Operation = {
	description: updateDisplayOptions({ show: { resource: ['notice'], operation: ['settleDoubt'] } }, [
		{
			displayName: '안내 식별값',
			name: 'noticeKey',
			type: 'string',
			default: '={{ $json.noticeKey }}',
			required: true,
			description: "'중계사와 대조'가 내보낸 미확인 목록(doubts)의 noticeKey",
		},
		{
			displayName: '확인 결과',
			name: 'decision',
			type: 'options',
			options: [
				{ name: '도착함', value: 'delivered', description: '중계사나 받는 사람이 도착을 확인해 주었습니다' },
				{ name: '보내지 않음', value: 'notSent', description: '중계사가 발송하지 않은 것을 확인해 주었습니다. 우편 발송 대상이 됩니다.' },
			],
			default: 'delivered',
		},
		basisField('예: 2026-11-24 중계사 고객센터 회신(문의번호 123)'),
		staffField,
	]),
	execute: async (ctx) =>
		await withLedger(ctx, async ({ ledger }) =>
			await runItems(ctx, async (i) => {
				const noticeKey = requiredTextAt(ctx, 'noticeKey', i, '안내 식별값');
				const decision = ctx.getNodeParameter('decision', i) === 'notSent' ? 'notSent' : 'delivered';
				const by = requiredTextAt(ctx, 'staff', i, '담당자');
				await ledger.settleDoubt({ noticeKey, decision, by, basis: requiredTextAt(ctx, 'basis', i, '확인 근거'), origin: originOf(ctx) });
				return [[{ json: { noticeKey, decision, staff: by } }]];
			}),
		),
};

/** After a restored ledger was compared with the gateway's console: sending may go on. */
export const acceptRestore: Operation = {
	description: updateDisplayOptions({ show: { resource: ['ledger'], operation: ['acceptRestore'] } }, [
		basisField('예: 2026-11-23 중계사 콘솔 발송 내역과 대조, 누락 없음'),
		staffField,
	]),
	execute: async (ctx) =>
		await withLedger(ctx, async ({ ledger, witness }) =>
			await runItems(ctx, async (i) => {
				if (!witness) throw noWitness();
				const staff = requiredTextAt(ctx, 'staff', i, '담당자');
				const head = await ledger.acceptRestore(staff, requiredTextAt(ctx, 'basis', i, '확인 근거'), originOf(ctx));
				await witness.reset(head);
				return [[{ json: { staff, chainHead: `${head.seq}:${head.mac}` } }]];
			}),
		),
};

const noWitness = () =>
	new ValidationError(
		'witnessMissing',
		"'발송 대장' 자격 증명에 대장 표식 파일이 없어 확인할 것이 없습니다.",
		'대장 표식 파일을 쓰지 않으면 이 작업은 필요하지 않습니다. 쓰려면 자격 증명에 경로를 입력하시기 바랍니다.',
	);
