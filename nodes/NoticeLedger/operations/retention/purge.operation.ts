import type { INodeProperties } from 'n8n-workflow';

import { addDays, koreanTime } from '../../../../lib/calendar/day';
import { ValidationError } from '../../../../lib/errors';
import { originOf, withLedger } from '../../../shared/ledger';
import type { Operation } from '../../../shared/operations';
import { runItems } from '../../../shared/run-items';
import { shownFor } from './fields';

const properties: INodeProperties[] = [
	{
		displayName: '연락처 보존기간(일)',
		name: 'contactDays',
		type: 'number',
		typeOptions: { minValue: 30, maxValue: 3650 },
		default: 450,
		description: '의무보유 기간(1년)이 끝날 때까지 문의에 답할 수 있도록 정한 기간. 안내가 끝난 뒤 이 기간이 지나면 암호화된 성명, 전화번호, 주소, 차량번호를 지웁니다. 처리하지 않은 건이나 보낸 뒤 배달이 확인되지 않은 우편이 있으면 지우지 않습니다.',
	},
	{
		displayName: '안내 사실 보존기간(년)',
		name: 'factYears',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 30 },
		default: 5,
		description: '회차를 마감한 뒤 이 기간이 지나면 누구에게 무엇을 안내했는지를 지웁니다. 건수와, 다시 안내하지 않기 위한 표시만 남습니다.',
	},
];

/** Removes personal data past its two retention periods; the item counts what went. */
export const purge: Operation = {
	description: shownFor('purge', properties),
	execute: async (ctx) =>
		await withLedger(ctx, async ({ ledger, businessNow }) =>
			await runItems(ctx, async (i) => {
				const now = koreanTime(businessNow());
				const contactsBefore = addDays(now.toFormat('yyyy-MM-dd'), -periodOf(ctx.getNodeParameter('contactDays', i), 30, '연락처 보존기간(일)'));
				const factsBefore = now.minus({ years: periodOf(ctx.getNodeParameter('factYears', i), 1, '안내 사실 보존기간(년)') }).toFormat('yyyy-MM-dd');
				if (factsBefore > contactsBefore) throw periodsReversed();
				const contacts = await ledger.desk.purgeContacts(contactsBefore, originOf(ctx));
				const facts = await ledger.desk.purgeFacts(factsBefore, originOf(ctx));
				return [[{ json: { contactsBefore, factsBefore, contacts: { ...contacts }, facts: { ...facts } } }]];
			}),
		),
};

/** The panel's lower limit does not hold for expressions. */
function periodOf(value: unknown, least: number, label: string): number {
	if (typeof value === 'number' && Number.isInteger(value) && value >= least) return value;
	throw new ValidationError('retentionPeriod', `'${label}' 값이 ${least} 이상의 정수가 아니어서 지우지 않았습니다.`, `'${label}'을(를) ${least} 이상으로 입력하시기 바랍니다.`);
}

const periodsReversed = () =>
	new ValidationError('retentionPeriods', '안내 사실의 보존기간이 연락처의 보존기간보다 짧아 지우지 않았습니다.', '안내 사실 보존기간을 늘리거나 연락처 보존기간을 줄이시기 바랍니다.');
