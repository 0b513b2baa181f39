import { updateDisplayOptions, type IExecuteFunctions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';

import { koreanDay } from '../../../lib/calendar/day';
import { ValidationError } from '../../../lib/errors';
import type { DecidedRow } from '../../../lib/exemption/decision';
import type { NoticeView } from '../../../lib/ledger/lookup';
import type { SealedField } from '../../../lib/privacy/types';
import { TEXT_PLACEHOLDER } from '../../../lib/sms/compose';
import { classifyPhone } from '../../../lib/sms/phone';
import { sendRun } from '../../../lib/sms/send-run';
import { type OpenLedger, originOf, ownerOf, withLedger } from '../../shared/ledger';
import { type PersonalKeys, personalKeys } from '../../shared/personal-keys';
import type { Outputs } from '../../shared/run-items';
import { withGateway } from '../../shared/sms';
import { toNodeError } from '../../shared/to-node-error';
import { onlyShows, sendingFields, sendPorts, sendSettings } from './send-ports';

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
		description: '이 안내를 유일하게 나타내는 값(예: 접수번호). 이름이나 전화번호를 쓰지 마십시오.',
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
	...sendingFields,
];

export const description = updateDisplayOptions({ show: { resource: ['message'], operation: ['sendItems'] } }, properties);

interface Entry {
	row: DecidedRow;
	item: number;
}

/** Texts each input item once, through the ledger like every other notice. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	try {
		return await withLedger(ctx, async (open) => await sendAll(ctx, open));
	} catch (error) {
		throw toNodeError(ctx.getNode(), error);
	}
}

async function sendAll(ctx: IExecuteFunctions, open: OpenLedger): Promise<Outputs> {
	const { ledger } = open;
	const keys = await personalKeys(ctx);
	const origin = originOf(ctx);
	const campaign = String(ctx.getNodeParameter('campaign', 0)).trim();
	const day = koreanDay(open.businessNow());
	const entries = ctx.getInputData().map((_, item): Entry => ({ item, row: rowOf(ctx, keys, item, day) }));
	if (onlyShows(ctx, open, 0)) return [entries.map(({ item, row }) => shown(item, row))];
	for (const earlier of await ledger.resumable(campaign)) await send(ctx, open, keys, earlier.runId);
	const runId = await prepare(ctx, open, campaign, day, entries);
	await ledger.approve(runId, { kind: 'policy', name: '항목별 발송' }, origin);
	const { message } = await send(ctx, open, keys, runId);
	const lease = await ledger.lease(runId, ownerOf(ctx));
	if (lease) await ledger.close(lease, origin);
	const output: INodeExecutionData[] = [];
	for (const { item, row } of entries) {
		const [notice] = await ledger.notices({ receiptKey: row.receiptKey }, 1);
		output.push(outcome(item, runId, row, notice, message));
	}
	return [output];
}

async function prepare(ctx: IExecuteFunctions, open: OpenLedger, campaign: string, day: string, entries: readonly Entry[]): Promise<string> {
	const origin = originOf(ctx);
	const period = `items-${ctx.getExecutionId()}-${ctx.getNode().id.slice(0, 8)}`;
	const lease = await open.ledger.takeRun({ campaign, period, from: day, to: day }, ownerOf(ctx), origin);
	if (!lease) throw new ValidationError('runBusy', '같은 실행이 이미 처리되고 있습니다.', '잠시 뒤 다시 실행하시기 바랍니다.');
	const rows = [...new Map(entries.map(({ row }) => [row.receiptKey, row])).values()];
	await open.ledger.prepare(lease, {
		rows,
		summary: {
			sourceKind: 'rest',
			sourceNames: ['항목별 발송'],
			periodFrom: day,
			periodTo: day,
			controlTotal: null,
			read: { count: rows.length, reliefSum: 0 },
			matches: true,
			fileHashes: [],
			problems: [],
		},
		startDate: '2000-01-01',
		volumeLimit: Number.MAX_SAFE_INTEGER,
		origin,
	});
	return lease.runId;
}

async function send(ctx: IExecuteFunctions, open: OpenLedger, keys: PersonalKeys, runId: string) {
	const settings = sendSettings(ctx, 0);
	const origin = originOf(ctx);
	return await withGateway(ctx, open.environment, settings.subject, async (gateway) =>
		await sendRun(sendPorts(ctx, open, gateway, keys, settings, { runId, origin }), {
			runId,
			owner: ownerOf(ctx),
			origin,
			batchSize: settings.batchSize,
		}),
	);
}

function rowOf(ctx: IExecuteFunctions, keys: PersonalKeys, item: number, day: string): DecidedRow {
	const dedupeKey = String(ctx.getNodeParameter('dedupeKey', item)).trim();
	const text = String(ctx.getNodeParameter('text', item)).trim();
	if (dedupeKey === '' || text === '') {
		throw new ValidationError(
			'itemIncomplete',
			`${item + 1}번째 항목에 중복 방지 값이나 문안이 비어 있습니다.`,
			"'중복 방지 값'과 '문안'이 모든 항목에서 채워지는지 확인하시기 바랍니다.",
		);
	}
	const { phone, receiptKey, recipientOrdinal } = phoneOf(ctx, keys, item, dedupeKey);
	const binding = { receiptKey, recipientOrdinal };
	return {
		receiptKey,
		recipientOrdinal,
		receivingOffice: '',
		receiptNo: dedupeKey,
		receivedOn: day,
		appearedOn: day,
		status: 'decided',
		category: 'unknown',
		reductionCode: null,
		legalBasis: null,
		acquiredOn: null,
		registeredOn: null,
		replacement: false,
		taxpayerType: 'person',
		coOwned: false,
		computedTax: null,
		reliefAmount: null,
		recipientRole: 'taxpayer',
		minor: false,
		name: null,
		phone,
		address: null,
		plate: null,
		phoneKind: 'mobile',
		phoneOwner: 'taxpayer',
		phoneSharedBy: 1,
		phoneFingerprint: null,
		personFingerprint: null,
		sourceName: '항목별 발송',
		sourceRow: item + 1,
		decision: 'notify',
		ruleId: 'items',
		ruleVersion: '1',
		reasonCode: 'item',
		reason: '항목별 발송',
		notify: {
			duty: `message:${dedupeKey}`,
			channel: 'text',
			channelReasonCode: null,
			channelReason: null,
			keepUntil: day,
			cautionUntil: day,
			legalBasis: '',
			template: { id: 'items', version: 'items', text: `#{${TEXT_PLACEHOLDER}}` },
			values: {},
			sealedText: keys.seals.seal(text, { ...binding, field: 'text' }),
		},
	};
}

function phoneOf(ctx: IExecuteFunctions, keys: PersonalKeys, item: number, dedupeKey: string): { phone: SealedField; receiptKey: string; recipientOrdinal: number } {
	const value: unknown = ctx.getNodeParameter('to', item);
	const json = ctx.getInputData()[item]?.json ?? {};
	if (isSealed(value) && typeof json.receiptKey === 'string' && typeof json.recipientOrdinal === 'number') {
		return { phone: value, receiptKey: json.receiptKey, recipientOrdinal: json.recipientOrdinal };
	}
	const number = classifyPhone(typeof value === 'number' ? String(value) : typeof value === 'string' ? value : '');
	if (number.kind !== 'mobile' || number.digits === null) {
		throw new ValidationError(
			'notMobile',
			`${item + 1}번째 항목의 받는 번호가 휴대전화 번호가 아닙니다.`,
			"'받는 번호'에 010으로 시작하는 번호가 들어오는지 확인하시기 바랍니다.",
		);
	}
	const receiptKey = `item:${dedupeKey}`;
	return { phone: keys.seals.field(number.digits, { field: 'phone', receiptKey, recipientOrdinal: 1 }), receiptKey, recipientOrdinal: 1 };
}

function isSealed(value: unknown): value is SealedField {
	return typeof value === 'object' && value !== null && 'sealed' in value && 'masked' in value;
}

function shown(item: number, row: DecidedRow): INodeExecutionData {
	return { json: { status: 'dryRun', dedupeKey: row.receiptNo, to: row.phone?.masked ?? '' }, pairedItem: { item } };
}

function outcome(item: number, runId: string, row: DecidedRow, notice: NoticeView | undefined, message: string | null): INodeExecutionData {
	const told = notice !== undefined && notice.runId !== runId;
	return {
		json: {
			runId,
			dedupeKey: row.receiptNo,
			to: row.phone?.masked ?? '',
			status: told ? 'alreadyNotified' : (notice?.state ?? 'reserved'),
			reasonCode: notice?.reasonCode ?? null,
			reason: told ? '이미 보낸 안내여서 다시 보내지 않았습니다.' : (notice?.reason ?? message),
		},
		pairedItem: { item },
	};
}
