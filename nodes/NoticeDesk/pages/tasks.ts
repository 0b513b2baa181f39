import { taskForm, tasksPage } from '../../../lib/desk-pages/tasks-page';
import { memoForLedger } from '../../../lib/inquiry/free-text';
import { type Desk, emitted, given, type PageHandler, partOf } from '../desk';

/** The task of this id, whatever its state. */
async function taskOf({ ledger, settings }: Desk, id: string) {
	const receiptKey = /^\w+\/(.+)#\d+\//.exec(id)?.[1];
	if (receiptKey === undefined) return undefined;
	return (await ledger.desk.tasks({ receiptKey, campaign: settings.campaign }, 100)).find((task) => task.id === id);
}

export const tasksHandler: PageHandler = {
	show: async (desk, texts) => {
		const task = await taskOf(desk, given(texts, 'id'));
		if (task?.state === 'open') return taskForm(desk.frame, task, desk.today);
		const all = texts.show === 'all';
		const filter = { campaign: desk.settings.campaign, state: all ? undefined : ('open' as const) };
		return tasksPage(await partOf(async (limit) => await desk.ledger.desk.tasks(filter, limit, given(texts, 'after')), ({ id }) => id), all);
	},
	acts: {
		settle: async (desk, form) => {
			const task = await desk.ledger.desk.settleTask({
				id: given(form, 'id'),
				by: desk.by,
				note: memoForLedger(given(form, 'note')),
				doneOn: given(form, 'doneOn'),
				origin: desk.origin,
			});
			const { receiptKey, kind, reasonCode, runId } = task;
			return { done: 'settled', emission: emitted(desk, 'tasks', 'settleTask', { receiptKey, kind, reasonCode, runId, result: 'done' }) };
		},
	},
	done: { settled: '처리 결과를 기록하였습니다.' },
};
