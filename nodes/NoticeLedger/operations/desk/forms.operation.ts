import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { FormStatus, FormView } from '../../../../lib/ledger/types';
import { categoryName, formStatusName, methodName } from '../../../../lib/report/words';
import { originOf, withLedger } from '../../../shared/ledger';
import type { Operation } from '../../../shared/operations';
import { dayAt, requiredTextAt, textAt } from '../../../shared/parameters';
import { staffField } from '../../../shared/run-fields';
import { runItems } from '../../../shared/run-items';
import { campaignFilter, codeOf, dayField, dayOrTodayAt, filtersAt, maxItemsField, numberAt, receiptField, receiptFilter, runFilter, shownFor } from './fields';

const STATUSES = [
	{ name: '미이행', value: 'open' },
	{ name: '직접교부', value: 'direct' },
	{ name: '우편', value: 'post' },
	{ name: '전자', value: 'electronic' },
] as const satisfies ReadonlyArray<{ name: string; value: FormStatus }>;

const STATUS_WORDS: Readonly<Record<string, string>> = Object.fromEntries(STATUSES.map(({ name, value }) => [name, value]));

/** Which forms an operation is about. */
export const formStatusFilter = (initial: FormStatus | 'all'): INodeProperties => ({
	displayName: '서식 안내 상태',
	name: 'status',
	type: 'options',
	options: [{ name: '전체', value: 'all' }, ...STATUSES],
	default: initial,
	description: '문자 수신을 요청한 사람에게 문자가 전송되면 전자로 봅니다',
});

/** The chosen status; none for all of them. */
export function statusFilterOf(text: string): { status?: FormStatus } {
	const found = STATUSES.find(({ value }) => value === text);
	return found ? { status: found.value } : {};
}

function formItem(form: FormView): IDataObject {
	return {
		...form,
		details: { ...form.details },
		categoryName: form.details.categoryName ?? categoryName(form.category),
		statusName: formStatusName(form.status),
		requestedMethodName: methodName(form.requestedMethod),
	};
}

/** The statutory forms and how they stand; opens nothing. */
export const listForms: Operation = {
	description: shownFor('listForms', [runFilter, campaignFilter, receiptFilter, formStatusFilter('all'), maxItemsField]),
	execute: async (ctx) =>
		await withLedger(ctx, async ({ ledger }) =>
			await runItems(ctx, async (i) => {
				const filter = { ...filtersAt(ctx, i, 'runId', 'campaign', 'receiptKey'), ...statusFilterOf(textAt(ctx, 'status', i)) };
				const forms = await ledger.desk.forms(filter, numberAt(ctx, 'maxItems', i));
				return [forms.map((form) => ({ json: formItem(form) }))];
			}),
		),
};

/** A person's entry on how the form reached the applicant. */
export const recordForm: Operation = {
	description: shownFor('recordForm', [
		receiptField,
		{
			displayName: '안내 방법',
			name: 'status',
			type: 'options',
			options: [
				{ name: '직접교부', value: 'direct' },
				{ name: '우편', value: 'post' },
				{ name: '전자', value: 'electronic', description: '납세자가 요청한 기록이 있을 때만 적을 수 있습니다' },
				{ name: '미이행', value: 'open', description: '잘못 적은 기록을 되돌립니다' },
			],
			default: 'direct',
		},
		dayField('처리일', 'doneOn'),
		dayField('요청일', 'requestedOn', '납세자가 전자적 방법을 요청한 날. 원자료에 있으면 비워 둡니다.'),
		{
			displayName: '근거',
			name: 'basis',
			type: 'string',
			default: '',
			required: true,
			placeholder: '예: 신청서 접수 시 창구 교부',
			description: '성명, 전화번호 등 개인정보는 적지 않습니다',
		},
		staffField,
	]),
	execute: async (ctx) =>
		await withLedger(ctx, async ({ ledger, businessNow }) =>
			await runItems(ctx, async (i) => {
				const requested = textAt(ctx, 'requestedOn', i);
				const form = await ledger.desk.recordForm({
					receiptKey: requiredTextAt(ctx, 'receiptKey', i, '접수 식별 번호'),
					status: codeOf(STATUS_WORDS, textAt(ctx, 'status', i)) as FormStatus,
					doneOn: dayOrTodayAt(ctx, 'doneOn', i, '처리일', businessNow()),
					requestedOn: requested === '' ? undefined : dayAt(ctx, 'requestedOn', i, '요청일'),
					basis: requiredTextAt(ctx, 'basis', i, '근거'),
					by: requiredTextAt(ctx, 'staff', i, '담당자'),
					origin: originOf(ctx),
				});
				return [[{ json: formItem(form) }]];
			}),
		),
};
