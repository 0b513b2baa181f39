import { updateDisplayOptions, type IExecuteFunctions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';

import { koreanDay } from '../../../lib/calendar/day';
import { originOf, withLedger } from '../../shared/ledger';
import { requiredTextAt } from '../../shared/parameters';
import { personalKeys } from '../../shared/personal-keys';
import { type Outputs, runItems } from '../../shared/run-items';
import { toNodeError } from '../../shared/to-node-error';
import { markDoubles, readEntry, SOURCE_NAME } from './item-entry';
import { outcomeOf, shownOf } from './item-outcome';
import type { Entry } from './item-row';
import { type Call, Faulty, noticeOf, trySending } from './send-entries';
import { ONLY_SHOWN, onlyShows, sendingFields } from './send-ports';

const SUBJECT = '안내';
/** Keeps these runs, which need nobody's approval, apart from those of a flow with a trigger that has the same name. */
const CAMPAIGN_PREFIX = 'items:';

const properties: INodeProperties[] = [
	{
		displayName: '안내 업무',
		name: 'campaign',
		type: 'string',
		default: '',
		required: true,
		placeholder: '예: parking-permit-expiry',
		description: '무엇을 안내하는 업무인지 나타내는 이름. 같은 업무에서 같은 중복 방지 값으로는 한 번만 보냅니다.',
	},
	{
		displayName: '중복 방지 값',
		name: 'dedupeKey',
		type: 'string',
		default: '',
		required: true,
		description: '이 안내를 유일하게 나타내는 값(예: 접수번호). 이름이나 전화번호를 쓰지 마시기 바랍니다.',
	},
	{
		displayName: '받는 번호',
		name: 'to',
		type: 'string',
		default: '={{ $json.phone }}',
		required: true,
		description: '휴대전화 번호, 또는 암호화된 번호 필드',
	},
	{
		displayName: '문안',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 6 },
		default: '',
		required: true,
		description: '보낼 내용. 항목의 값은 표현식으로 넣습니다.',
	},
	...sendingFields(SUBJECT, [
		{
			displayName: '인터넷 주소 허용',
			name: 'allowUrl',
			type: 'boolean',
			default: false,
			description: '문안에 인터넷 주소를 넣을 수 있게 할지 여부. 스미싱 오인을 막기 위해 쓰지 않는 것이 원칙이며, 단축 주소는 언제나 쓸 수 없습니다.',
		},
	]),
];

export const description = updateDisplayOptions({ show: { resource: ['message'], operation: ['sendItems'] } }, properties);

/**
 * Texts each input item once, through the ledger like every other notice. Each call is a run of its own, because a loop
 * on the canvas calls this more than once in one execution. Without "continue on fail" a faulty item stops all of them
 * before anything is sent.
 */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await withLedger(ctx, async (open) => {
		const call: Call = {
			ctx,
			open,
			keys: await personalKeys(ctx),
			campaign: `${CAMPAIGN_PREFIX}${requiredTextAt(ctx, 'campaign', 0, '안내 업무')}`,
			day: koreanDay(open.businessNow()),
			origin: originOf(ctx),
			source: SOURCE_NAME,
			subject: SUBJECT,
			item: 0,
		};
		const read = readItems(call);
		const entries = read.filter((one): one is Entry => !(one instanceof Faulty));
		await recordChecks(call, entries);
		const end = onlyShows(ctx, open, 0) ? null : await trySending(call, entries);
		if (end === null) ctx.addExecutionHints({ message: ONLY_SHOWN, location: 'outputPane' });
		return await runItems(ctx, async (i): Promise<INodeExecutionData[][]> => {
			const entry = read[i];
			if (entry instanceof Faulty) throw entry.error;
			if (end instanceof Faulty) throw end.error;
			return entry ? [[{ json: end ? outcomeOf(entry, await noticeOf(call, entry), end) : shownOf(entry) }]] : [[]];
		});
	});
}

/** The items in order; throws at the first faulty one unless the node goes on past failures. */
function readItems({ ctx, keys, day }: Call): Array<Entry | Faulty> {
	const read = ctx.getInputData().map((_, item) => {
		try {
			return readEntry(ctx, keys, item, day);
		} catch (error) {
			if (!ctx.continueOnFail()) throw toNodeError(ctx.getNode(), error, item);
			return new Faulty(error);
		}
	});
	return markDoubles(read);
}

/** Numbers that came sealed were opened to check whether they can be texted. */
async function recordChecks({ open, origin }: Call, entries: readonly Entry[]): Promise<void> {
	const subjects = entries.filter((entry) => entry.cameSealed).map((entry) => entry.row.receiptKey);
	if (subjects.length === 0) return;
	await open.ledger.recordOpening({ fields: ['phone'], reason: '항목별 발송 점검', subjects, runId: null, origin });
}
