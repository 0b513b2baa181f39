import type { IDataObject } from 'n8n-workflow';

import type { TaskFilter } from '../../../../lib/ledger/tasks';
import type { TaskView } from '../../../../lib/ledger/types';
import { reasonAction } from '../../../../lib/report/reasons';
import { taskName } from '../../../../lib/report/words';
import { originOf, withLedger } from '../../../shared/ledger';
import type { Operation } from '../../../shared/operations';
import { requiredTextAt, textAt } from '../../../shared/parameters';
import { staffField } from '../../../shared/run-fields';
import { runItems } from '../../../shared/run-items';
import { campaignFilter, dayField, dayOrTodayAt, filtersAt, maxItemsField, numberAt, receiptFilter, runFilter, shownFor } from './fields';

const KINDS = [
	{ name: '확인 필요', value: 'review' },
	{ name: '정정 안내 대상', value: 'correction' },
	{ name: '유출 점검', value: 'leak' },
] as const;
const STATES = { open: '처리 전', done: '처리함' } as const;

function taskItem(task: TaskView): IDataObject {
	return { ...task, kindName: taskName(task.kind), stateName: STATES[task.state], action: reasonAction(task.reasonCode) };
}

/** What waits for a person, and what to do about it. */
export const listTasks: Operation = {
	description: shownFor('listTasks', [
		runFilter,
		campaignFilter,
		receiptFilter,
		{ displayName: '종류', name: 'kind', type: 'options', options: [{ name: '전체', value: 'all' }, ...KINDS], default: 'all' },
		{ displayName: '처리 상태', name: 'state', type: 'options', options: [{ name: '전체', value: 'all' }, { name: '처리 전', value: 'open' }, { name: '처리함', value: 'done' }], default: 'open' },
		maxItemsField,
	]),
	execute: async (ctx) =>
		await withLedger(ctx, async ({ ledger }) =>
			await runItems(ctx, async (i) => {
				const [kind, state] = [textAt(ctx, 'kind', i), textAt(ctx, 'state', i)];
				const filter: TaskFilter = {
					...filtersAt(ctx, i, 'runId', 'campaign', 'receiptKey'),
					kind: KINDS.find(({ value }) => value === kind)?.value,
					state: state === 'open' || state === 'done' ? state : undefined,
				};
				const tasks = await ledger.desk.tasks(filter, numberAt(ctx, 'maxItems', i));
				return [tasks.map((task) => ({ json: taskItem(task) }))];
			}),
		),
};

/** A person's word that a task is done, and how. */
export const settleTask: Operation = {
	description: shownFor('settleTask', [
		{
			displayName: '건 번호',
			name: 'id',
			type: 'string',
			default: '={{ $json.id }}',
			required: true,
			description: "'확인 필요 목록'이 내보낸 건 번호",
		},
		{
			displayName: '처리 내용',
			name: 'note',
			type: 'string',
			default: '',
			required: true,
			placeholder: '예: 원자료 정정, 다음 회차에서 안내',
			description: '성명, 전화번호 등 개인정보는 적지 않습니다',
		},
		dayField('처리일', 'doneOn'),
		staffField,
	]),
	execute: async (ctx) =>
		await withLedger(ctx, async ({ ledger, businessNow }) =>
			await runItems(ctx, async (i) => {
				const task = await ledger.desk.settleTask({
					id: requiredTextAt(ctx, 'id', i, '건 번호'),
					note: requiredTextAt(ctx, 'note', i, '처리 내용'),
					doneOn: dayOrTodayAt(ctx, 'doneOn', i, '처리일', businessNow()),
					by: requiredTextAt(ctx, 'staff', i, '담당자'),
					origin: originOf(ctx),
				});
				return [[{ json: taskItem(task) }]];
			}),
		),
};
