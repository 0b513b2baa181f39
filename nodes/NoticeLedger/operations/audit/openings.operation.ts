import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { actorName, fieldNames, openingName } from '../../../../lib/audit/words';
import type { Ledger } from '../../../../lib/ledger/ledger';
import type { OpeningFilter, OpeningView } from '../../../../lib/ledger/openings';
import { withLedger } from '../../../shared/ledger';
import type { Operation } from '../../../shared/operations';
import { dayAt, textAt } from '../../../shared/parameters';
import { runItems } from '../../../shared/run-items';
import { dayField, filtersAt, maxItemsField, numberAt, receiptFilter, runFilter } from '../desk/fields';
import { shownFor } from './fields';

const PAGE = 500;
/** Of a whole run's opening, the item names the first subjects; the export names all. */
const MOST_SUBJECTS = 50;

const properties: INodeProperties[] = [
	dayField('시작일', 'from', '이 날의 열람부터 봅니다. 비우면 처음부터입니다.'),
	dayField('종료일', 'to', '이 날의 열람까지 봅니다. 비우면 지금까지입니다.'),
	runFilter,
	{ ...receiptFilter, description: '이 접수의 개인정보를 연 기록만 고릅니다' },
	{ ...maxItemsField, description: '이 수까지만 내보냅니다' },
];

/** Who opened sealed values or asked by number, when and why; one item an opening. */
export const openings: Operation = {
	description: shownFor('openings', properties),
	execute: async (ctx) =>
		await withLedger(ctx, async ({ ledger }) =>
			await runItems(ctx, async (i) => {
				const filter: OpeningFilter = { ...filtersAt(ctx, i, 'runId', 'receiptKey'), from: optionalDayAt(ctx, i, 'from', '시작일'), to: optionalDayAt(ctx, i, 'to', '종료일') };
				return [(await openingsOf(ledger, filter, numberAt(ctx, 'maxItems', i))).map((opening) => ({ json: itemOf(opening) }))];
			}),
		),
};

const optionalDayAt = (ctx: IExecuteFunctions, i: number, name: string, label: string) => (textAt(ctx, name, i) === '' ? undefined : dayAt(ctx, name, i, label));

async function openingsOf(ledger: Ledger, filter: OpeningFilter, most: number): Promise<OpeningView[]> {
	for (let found: OpeningView[] = []; ; ) {
		const page = await ledger.audit.openings(filter, Math.min(PAGE, most - found.length), found.at(-1)?.seq);
		found = found.concat(page);
		if (page.length === 0 || found.length >= most) return found;
	}
}

const itemOf = ({ seq, at, kind, actor, approver, reason, fields, subjects, runId, workflowId, executionId, mode }: OpeningView): IDataObject => ({
	...{ seq, at, kind, kindName: openingName(kind), actor: actorName(actor), approver, reason },
	fields: fieldNames(fields),
	subjectCount: subjects.length,
	subjects: subjects.slice(0, MOST_SUBJECTS),
	...{ runId, workflowId, executionId, mode },
});
