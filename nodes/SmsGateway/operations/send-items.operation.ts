import { randomUUID } from 'node:crypto';

import { updateDisplayOptions, type IDataObject, type IExecuteFunctions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';

import { koreanDay } from '../../../lib/calendar/day';
import { ConflictError } from '../../../lib/errors';
import { reached } from '../../../lib/ledger/runs';
import { sendRun } from '../../../lib/sms/send-run';
import { type OpenLedger, originOf, ownerOf, withLedger } from '../../shared/ledger';
import { requiredTextAt } from '../../shared/parameters';
import { type PersonalKeys, personalKeys } from '../../shared/personal-keys';
import { type Outputs, runItems } from '../../shared/run-items';
import { withGateway } from '../../shared/sms';
import { toNodeError } from '../../shared/to-node-error';
import { type Entry, markDoubles, readEntry, summaryOf } from './item-entry';
import { outcomeOf, shownOf } from './item-outcome';
import { ONLY_SHOWN, onlyShows, sendingFields, sendPorts, sendSettings } from './send-ports';

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

/** What one call of the node works with. */
interface Call {
	ctx: IExecuteFunctions;
	open: OpenLedger;
	keys: PersonalKeys;
	campaign: string;
	/** Today in business time. */
	day: string;
}

/**
 * Texts each input item once, through the ledger like every other notice. Each call is a run of its own, because a loop
 * on the canvas calls this more than once in one execution. Without "continue on fail" a faulty item stops all of them
 * before anything is sent.
 */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await withLedger(ctx, async (open) => {
		const campaign = `${CAMPAIGN_PREFIX}${requiredTextAt(ctx, 'campaign', 0, '안내 업무')}`;
		const call: Call = { ctx, open, keys: await personalKeys(ctx), campaign, day: koreanDay(open.businessNow()) };
		const read = readItems(call);
		const entries = read.filter((one): one is Entry => !(one instanceof Faulty));
		await recordChecks(call, entries);
		const end = onlyShows(ctx, open, 0) ? null : await trySending(call, entries);
		if (end === null) ctx.addExecutionHints({ message: ONLY_SHOWN, location: 'outputPane' });
		return await runItems(ctx, async (i): Promise<INodeExecutionData[][]> => {
			const entry = read[i];
			if (entry instanceof Faulty) throw entry.error;
			if (end instanceof Faulty) throw end.error;
			return entry ? [[{ json: end ? await outcome(call, entry, end) : shownOf(entry) }]] : [[]];
		});
	});
}

/** What was thrown in the place of a result. */
class Faulty {
	constructor(readonly error: unknown) {}
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
async function recordChecks({ ctx, open }: Call, entries: readonly Entry[]): Promise<void> {
	const subjects = entries.filter((entry) => entry.cameSealed).map((entry) => entry.row.receiptKey);
	if (subjects.length === 0) return;
	await open.ledger.recordOpening({ fields: ['phone'], reason: '항목별 발송 점검', subjects, runId: null, origin: originOf(ctx) });
}

async function outcome({ open, campaign }: Call, entry: Entry, sent: Sent): Promise<IDataObject> {
	const { receiptKey, recipientOrdinal } = entry.row;
	return outcomeOf(entry, await open.ledger.noticeOf({ campaign, duty: entry.duty, receiptKey, recipientOrdinal }), sent);
}

interface Sent {
	runId: string;
	message: string | null;
}

async function trySending(call: Call, entries: readonly Entry[]): Promise<Sent | Faulty> {
	const toSend = entries.filter((entry) => entry.refusal === null && !entry.double);
	try {
		await finishEarlier(call);
		if (toSend.length === 0) return { runId: '', message: null };
		return await runOf(call, `${call.day}-${randomUUID()}`, toSend);
	} catch (error) {
		return new Faulty(error);
	}
}

/** What earlier executions left unsent of this campaign's items. */
async function finishEarlier(call: Call): Promise<void> {
	const { ctx, open, campaign } = call;
	for (const { period } of await open.ledger.resumable(campaign)) {
		try {
			await runOf(call, period, []);
		} catch (error) {
			const { message } = toNodeError(ctx.getNode(), error);
			ctx.addExecutionHints({ message: `앞선 실행에서 남은 문자를 보내지 못하였습니다: ${message}`, location: 'outputPane' });
		}
	}
}

/**
 * Takes a run from where it stands to its end: prepared with the entries (an interrupted preparation is given up, its
 * items are free again), approved, sent, closed.
 */
async function runOf({ ctx, open, keys, campaign, day }: Call, period: string, entries: readonly Entry[]): Promise<Sent> {
	const { ledger } = open;
	const origin = originOf(ctx);
	const owner = ownerOf(ctx);
	const lease = await ledger.takeRun({ campaign, period, from: day, to: day }, owner, origin);
	if (!lease) return { runId: '', message: '다른 실행이 처리하고 있습니다.' };
	const { runId } = lease;
	try {
		const rows = entries.map((entry) => entry.row);
		const { run, holds } = await ledger.prepare(lease, { rows, summary: summaryOf(rows, day), startDate: '2000-01-01', approval: null, origin });
		if (holds[0]) throw new ConflictError('itemsHeld', holds[0].message, '항목을 확인하고 다시 실행하시기 바랍니다.');
		if (!reached(run.stage, 'approved')) await ledger.approve(runId, { kind: 'policy', name: '항목별 발송' }, origin);
		const settings = sendSettings(ctx, 0, SUBJECT);
		const { message } = await withGateway(ctx, open.environment, settings.subject, async (gateway) =>
			await sendRun(sendPorts(ctx, open, gateway, keys, settings, { runId, origin }), { runId, owner, origin, batchSize: settings.batchSize }),
		);
		return { runId, message };
	} finally {
		await closeOrFree(ctx, open, runId);
	}
}

/** A run with something left is free for the next execution at once. */
async function closeOrFree(ctx: IExecuteFunctions, { ledger }: OpenLedger, runId: string): Promise<void> {
	const lease = await ledger.lease(runId, ownerOf(ctx));
	if (lease && !(await ledger.close(lease, originOf(ctx))).closed) await ledger.release(lease);
}
