import { updateDisplayOptions, type IDataObject, type IExecuteFunctions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';

import { ConflictError, RemoteError } from '../../../lib/errors';
import type { Ledger } from '../../../lib/ledger/ledger';
import type { RunLease } from '../../../lib/ledger/types';
import { type GoneGateway, leaveGoneGateway } from '../../../lib/sms/gateway-gone';
import { reconcile } from '../../../lib/sms/reconcile';
import { cancelSignal, retryPorts } from '../../shared/clients';
import { gatewayField, GATEWAYS } from '../../shared/gateways';
import { originOf, withLedger } from '../../shared/ledger';
import { requiredTextAt, textAt } from '../../shared/parameters';
import { type Outputs, runItems } from '../../shared/run-items';
import { runIdAt, scopeFields, staffField } from '../../shared/run-fields';
import { leaseRun } from '../../shared/run-lease';
import { GATEWAY_RETRY, gatewayEntry, withGateway } from '../../shared/sms';
import { basisField } from './doubt.operation';

const properties: INodeProperties[] = [
	...scopeFields(
		{ name: '접수 여부를 모르는 모든 회차', description: '접수 여부를 모르는 문자가 있는 회차를 모두 대조합니다' },
		'이 회차만 대조합니다',
	),
	{
		...gatewayField,
		options: [
			...(gatewayField.options ?? []),
			{ name: '쓸 수 없게 된 중계사', value: 'gone', description: '계약이 끝나거나 계정이 닫혀 물어볼 수 없는 중계사의 문자를 담당자에게 미확인 건으로 넘깁니다. 자격 증명이 필요 없고, 다시 보내지 않습니다.' },
		],
	},
	{
		displayName: '쓸 수 없게 된 중계사',
		name: 'goneGateway',
		type: 'options',
		options: GATEWAYS.map(({ id, name }) => ({ name, value: id })),
		default: 'solapi',
		displayOptions: { show: { gateway: ['gone'] } },
		description: '요청한 지 24시간이 지난 문자만 넘깁니다. 예약한 문자는 예약 시각에서 24시간을 셉니다.',
	},
	{
		displayName: '계정 표시',
		name: 'goneAccount',
		type: 'string',
		default: '',
		displayOptions: { show: { gateway: ['gone'] } },
		description: "그 중계사의 계정 가운데 하나만 넘길 때, 대조 결과(unfinishedElsewhere)의 account. 비우면 그 중계사의 모든 계정입니다.",
	},
	{ ...basisField('예: 2026-11-23 중계사 계약 종료, 콘솔 접속 불가'), displayOptions: { show: { gateway: ['gone'] } } },
	{ ...staffField, displayOptions: { show: { gateway: ['gone'] } } },
	{
		displayName: '대조할 기간(일)',
		name: 'days',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 180 },
		default: 7,
		displayOptions: { hide: { gateway: ['gone'] } },
		description: '중계사의 발송 이력을 이 일수만큼 거슬러 올라가 대장과 비교합니다',
	},
];

export const description = updateDisplayOptions({ show: { resource: ['notice'], operation: ['reconcile'] } }, properties);

/** A list that a person works off; longer ones come with the next execution. */
const MAX_DOUBTS = 200;

type Compare = (lease: RunLease) => Promise<object>;

/** Compares ledger and gateway; sends nothing. What nobody can prove comes out with its evidence. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await withLedger(ctx, async ({ ledger, environment }) =>
		await runItems(ctx, async (i) => {
			if (ctx.getNodeParameter('gateway', i) === 'gone') {
				const gone = goneAt(ctx, i);
				return [await overRuns(ctx, ledger, i, async (lease) => await leaveGoneGateway(ledger, lease, gone))];
			}
			return await withGateway(ctx, i, environment, '', async (gateway) => {
				const ports = { ledger, gateway, retry: GATEWAY_RETRY, retryPorts: retryPorts(), signal: cancelSignal(ctx), nowMs: Date.now };
				const days = Number(ctx.getNodeParameter('days', i));
				return [await overRuns(ctx, ledger, i, async (lease) => await reconcile(ports, lease, (await ledger.run(lease.runId)).campaign, days))];
			});
		}),
	);
}

function goneAt(ctx: IExecuteFunctions, i: number): GoneGateway {
	const { id, name } = gatewayEntry(ctx, i, 'goneGateway');
	const by = requiredTextAt(ctx, 'staff', i, '담당자');
	const basis = requiredTextAt(ctx, 'basis', i, '확인 근거');
	return { gateway: id, name, account: textAt(ctx, 'goneAccount', i), by, basis, origin: originOf(ctx) };
}

/** The one run, or every run in doubt and after them what is left to a person. */
async function overRuns(ctx: IExecuteFunctions, ledger: Ledger, i: number, compare: Compare): Promise<INodeExecutionData[]> {
	if (ctx.getNodeParameter('scope', i, 'run') !== 'all') return [{ json: await compared(ctx, ledger, runIdAt(ctx, i), compare) }];
	const items: INodeExecutionData[] = [];
	for (const runId of await ledger.unsettledRuns(null)) items.push({ json: await passingOver(ctx, ledger, runId, compare) });
	const left = (await ledger.doubts(null, MAX_DOUBTS)).map((doubt): IDataObject => ({ ...doubt }));
	return [...items, { json: { runId: null, comparedRuns: items.length, leftToPerson: left.length, doubts: left } }];
}

/** One run that is busy, or a gateway in trouble, must not keep the others from being compared. */
async function passingOver(ctx: IExecuteFunctions, ledger: Ledger, runId: string, compare: Compare): Promise<IDataObject> {
	try {
		return await compared(ctx, ledger, runId, compare);
	} catch (error) {
		if (!(error instanceof ConflictError || error instanceof RemoteError)) throw error;
		return { runId, skipped: true, message: error.message, remedy: error.remedy };
	}
}

async function compared(ctx: IExecuteFunctions, ledger: Ledger, runId: string, compare: Compare): Promise<IDataObject> {
	const lease = await leaseRun(ctx, ledger, runId, '대조하지 않았습니다');
	const report = await compare(lease).finally(async () => await ledger.release(lease));
	return { runId, ...report, notices: { ...(await ledger.noticeAccount(runId)) } };
}
