import { updateDisplayOptions, type IDataObject, type IExecuteFunctions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';

import { ConflictError, RemoteError } from '../../../lib/errors';
import type { Ledger } from '../../../lib/ledger/ledger';
import type { Gateway } from '../../../lib/sms/gateway';
import { reconcile } from '../../../lib/sms/reconcile';
import { cancelSignal, retryPorts } from '../../shared/clients';
import { gatewayField } from '../../shared/gateways';
import { ownerOf, withLedger } from '../../shared/ledger';
import { type Outputs, runItems } from '../../shared/run-items';
import { runIdAt, scopeFields } from '../../shared/run-fields';
import { GATEWAY_RETRY, withGateway } from '../../shared/sms';

const properties: INodeProperties[] = [
	...scopeFields(
		{ name: '접수 여부를 모르는 모든 회차', description: '접수 여부를 모르는 문자가 있는 회차를 모두 대조합니다' },
		'이 회차만 대조합니다',
	),
	gatewayField,
	{
		displayName: '대조할 기간(일)',
		name: 'days',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 180 },
		default: 7,
		description: '중계사의 발송 이력을 이 일수만큼 거슬러 올라가 대장과 비교합니다',
	},
];

export const description = updateDisplayOptions({ show: { resource: ['notice'], operation: ['reconcile'] } }, properties);

/** A list that a person works off; longer ones come with the next execution. */
const MAX_DOUBTS = 200;

/** Compares ledger and gateway; sends nothing. What nobody can prove comes out with its evidence. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await withLedger(ctx, async ({ ledger, environment }) =>
		await runItems(ctx, async (i) => {
			const one = ctx.getNodeParameter('scope', i, 'run') === 'all' ? null : runIdAt(ctx, i);
			return await withGateway(ctx, i, environment, '', async (gateway) => {
				if (one !== null) return [[{ json: await compared(ctx, ledger, gateway, one, i) }]];
				const items: INodeExecutionData[] = [];
				for (const runId of await ledger.unsettledRuns(null)) items.push({ json: await passingOver(ctx, ledger, gateway, runId, i) });
				const left = (await ledger.doubts(null, MAX_DOUBTS)).map((doubt): IDataObject => ({ ...doubt }));
				return [[...items, { json: { runId: null, comparedRuns: items.length, leftToPerson: left.length, doubts: left } }]];
			});
		}),
	);
}

/** One run that is busy, or a gateway in trouble, must not keep the others from being compared. */
async function passingOver(ctx: IExecuteFunctions, ledger: Ledger, gateway: Gateway, runId: string, i: number): Promise<IDataObject> {
	try {
		return await compared(ctx, ledger, gateway, runId, i);
	} catch (error) {
		if (!(error instanceof ConflictError || error instanceof RemoteError)) throw error;
		return { runId, skipped: true, message: error.message, remedy: error.remedy };
	}
}

async function compared(ctx: IExecuteFunctions, ledger: Ledger, gateway: Gateway, runId: string, i: number): Promise<IDataObject> {
	const run = await ledger.run(runId);
	const lease = await ledger.lease(runId, ownerOf(ctx));
	if (!lease) {
		throw new ConflictError(
			'runBusy',
			`회차 '${runId}'을(를) 다른 실행이 처리하고 있어 대조하지 않았습니다.`,
			'다른 실행이 끝난 뒤 다시 실행하시기 바랍니다.',
		);
	}
	const report = await reconcile(
		{ ledger, gateway, retry: GATEWAY_RETRY, retryPorts: retryPorts(), signal: cancelSignal(ctx), nowMs: Date.now },
		lease,
		run.campaign,
		Number(ctx.getNodeParameter('days', i)),
	).finally(async () => await ledger.release(lease));
	const { notices } = await ledger.account(runId);
	return { runId, ...report, notices: { ...notices } };
}
