import { updateDisplayOptions, type IExecuteFunctions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';

import { reached } from '../../../lib/ledger/runs';
import { collectResults, type ResultPorts, type ResultReport } from '../../../lib/sms/results';
import { cancelSignal, retryPorts } from '../../shared/clients';
import { gatewayField } from '../../shared/gateways';
import { ownerOf, withLedger } from '../../shared/ledger';
import { runIdAt, scopeFields } from '../../shared/run-fields';
import { type Outputs, runItems } from '../../shared/run-items';
import { GATEWAY_RETRY, withGateway } from '../../shared/sms';

const properties: INodeProperties[] = [
	...scopeFields(
		{ name: '결과를 기다리는 모든 회차', description: '이 중계사의 결과를 기다리는 모든 안내 업무를 한 번씩 확인합니다' },
		'같은 안내 업무의 지난 회차에 남은 결과도 함께 확인합니다',
	),
	gatewayField,
	{
		displayName: '기다리는 시간(초)',
		name: 'waitSeconds',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 3600 },
		default: 120,
		description: '모든 결과가 올 때까지 기다리는 시간. 그 뒤에 오는 결과는 다음 실행에서 반영합니다.',
		displayOptions: { show: { scope: ['run'] } },
	},
];

export const description = updateDisplayOptions({ show: { resource: ['result'], operation: ['getResults'] } }, properties);

const POLL_MS = 3_000;

/** Collects delivery reports until all have come or the time is over; without a run, once for every campaign that waits. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await withLedger(ctx, async ({ ledger, environment }) =>
		await runItems(ctx, async (i) => {
			const all = ctx.getNodeParameter('scope', i, 'run') === 'all';
			const runId = all ? '' : runIdAt(ctx, i);
			return await withGateway(ctx, i, environment, '', async (gateway) => {
				const ports: ResultPorts = { ledger, gateway, retry: GATEWAY_RETRY, retryPorts: retryPorts(), signal: cancelSignal(ctx) };
				return [all ? await ofAll(ports) : [await ofRun(ctx, ports, runId, i)]];
			});
		}),
	);
}

async function ofRun(ctx: IExecuteFunctions, ports: ResultPorts, runId: string, i: number): Promise<INodeExecutionData> {
	const { ledger } = ports;
	const run = await ledger.run(runId);
	const deadline = Date.now() + Number(ctx.getNodeParameter('waitSeconds', i)) * 1000;
	const report = await collectUntil(ports, run.campaign, deadline, async () => {
		if (reached(run.stage, 'sending') && run.stage !== 'closed') await ledger.lease(runId, ownerOf(ctx));
	});
	const { notices } = await ledger.account(runId);
	return { json: { runId, campaign: run.campaign, period: run.period, ...report, notices: { ...notices } } };
}

async function ofAll(ports: ResultPorts): Promise<INodeExecutionData[]> {
	const items: INodeExecutionData[] = [];
	for (const campaign of await ports.ledger.waitingCampaigns(ports.gateway.id)) {
		items.push({ json: { campaign, gateway: ports.gateway.id, ...(await collectResults(ports, campaign)) } });
	}
	return items.length > 0 ? items : [{ json: { campaign: null, gateway: ports.gateway.id, changed: 0, pending: 0, message: '전송 결과를 기다리는 문자가 없습니다.' } }];
}

/** `stay` keeps the run with this execution, so that the trigger does not start another for it while this one waits. */
async function collectUntil(
	ports: ResultPorts,
	campaign: string,
	deadline: number,
	stay: () => Promise<void>,
): Promise<ResultReport> {
	let changed = 0;
	let expired = 0;
	for (;;) {
		await stay();
		const report = await collectResults(ports, campaign);
		changed += report.changed;
		expired += report.expired;
		if (report.pending === 0 || Date.now() + POLL_MS > deadline || ports.signal?.aborted) {
			return { ...report, changed, expired };
		}
		await ports.retryPorts.sleep(POLL_MS, ports.signal);
	}
}
