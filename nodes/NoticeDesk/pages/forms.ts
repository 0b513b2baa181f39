import { formEntry, formsPage } from '../../../lib/desk-pages/forms-page';
import { ValidationError } from '../../../lib/errors';
import { memoForLedger } from '../../../lib/inquiry/free-text';
import type { FormStatus } from '../../../lib/ledger/types';
import { emitted, given, type PageHandler, partOf } from '../desk';

const STATUSES: readonly FormStatus[] = ['open', 'direct', 'post', 'electronic'];

export const formsHandler: PageHandler = {
	show: async (desk, texts) => {
		const { campaign } = desk.settings;
		const receiptKey = given(texts, 'receiptKey');
		const [form] = receiptKey === '' ? [] : await desk.ledger.desk.forms({ campaign, receiptKey }, 1);
		if (form) return formEntry(desk.frame, form, desk.today);
		const all = texts.show === 'all';
		const filter = { campaign, status: all ? undefined : ('open' as const) };
		return formsPage(await partOf(async (limit) => await desk.ledger.desk.forms(filter, limit, given(texts, 'after')), (one) => one.receiptKey), all);
	},
	acts: {
		record: async (desk, form) => {
			const status = STATUSES.find((one) => one === form.status);
			if (!status) throw new ValidationError('formStatus', '안내 방법을 고르지 않았습니다.', '직접교부, 우편, 전자, 미이행 가운데 하나를 고르시기 바랍니다.');
			const { receiptKey } = await desk.ledger.desk.recordForm({
				receiptKey: given(form, 'receiptKey'),
				status,
				doneOn: given(form, 'doneOn'),
				basis: memoForLedger(given(form, 'basis')),
				requestedOn: given(form, 'requestedOn') || undefined,
				by: desk.by,
				origin: desk.origin,
			});
			return { done: status === 'open' ? 'undone' : 'recorded', emission: emitted(desk, 'forms', 'recordForm', { receiptKey, status, result: 'done' }) };
		},
	},
	done: { recorded: '서식 안내 결과를 기록하였습니다.', undone: '앞의 기록을 되돌려 미이행으로 두었습니다.' },
};
