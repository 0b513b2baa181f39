import { updateDisplayOptions, type IDataObject, type IExecuteFunctions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';

import { type ApprovalRules, DEFAULT_APPROVAL_RULES, type PrepareInput } from '../../../lib/ledger/types';
import type { Ledger } from '../../../lib/ledger/ledger';
import { readDecidedRows, readSummary } from '../../shared/notice-items';
import { originOf, ownerOf, withLedger } from '../../shared/ledger';
import { dayAt, requiredTextAt } from '../../shared/parameters';
import { type Outputs, runOnce, type UnlinkedOutputs } from '../../shared/run-items';
import { runItem } from '../../shared/run-fields';
import { runBusy } from '../../shared/run-lease';

const DECISION_INPUTS = ['안내', '제외', '확인 필요'] as const;
const SUMMARY_INPUT = 3;

const properties: INodeProperties[] = [
	{
		displayName: '안내 업무',
		name: 'campaign',
		type: 'string',
		default: 'vehicle-exemption-weekly',
		required: true,
		description: '무엇을 안내하는 업무인지 나타내는 이름. 영문 소문자와 붙임표로 정하고 바꾸지 않습니다.',
	},
	{
		displayName: '회차',
		name: 'period',
		type: 'string',
		default: "={{ $('근무일 예약 실행').first().json.period }}",
		required: true,
		description: '이 회차의 기간 이름(예: 2026-W47)',
	},
	{
		displayName: '대상기간 시작일',
		name: 'from',
		type: 'string',
		default: "={{ $('근무일 예약 실행').first().json.from }}",
		required: true,
		description: '이 회차가 다루는 접수의 첫날',
	},
	{
		displayName: '대상기간 종료일',
		name: 'to',
		type: 'string',
		default: "={{ $('근무일 예약 실행').first().json.to }}",
		required: true,
		description: '이 회차가 다루는 접수의 마지막 날',
	},
	{
		displayName: '안내 시작일',
		name: 'startDate',
		type: 'string',
		default: '',
		required: true,
		placeholder: '예: 2026-11-16',
		description: '이 날 이후에 접수된 건부터 안내합니다. 첫 회차 전에 정하며, 그 뒤에는 바꿀 수 없습니다.',
	},
	{
		displayName: '승인이 꼭 필요한 경우',
		name: 'approvalRules',
		type: 'collection',
		placeholder: '기준 바꾸기',
		default: {},
		description: '흐름에서 승인을 끈 경우에도 담당자 승인을 받아야 하는 기준. 추가하지 않은 기준은 기본값을 씁니다.',
		options: [
			{
				displayName: '문안·규칙·대응표가 바뀌었을 때',
				name: 'onChange',
				type: 'boolean',
				default: DEFAULT_APPROVAL_RULES.onChange,
				description: '이전 회차에서 쓰지 않은 안내문, 감면 규칙, 열 대응·감면코드 대응표가 있으면 승인을 받을지 여부',
			},
			{
				displayName: '처음 몇 회차',
				name: 'firstRuns',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 52 },
				default: DEFAULT_APPROVAL_RULES.firstRuns,
				description: '이 안내 업무의 처음 몇 회차는 반드시 승인을 받습니다',
			},
			{
				displayName: '최대 건수',
				name: 'volumeLimit',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: DEFAULT_APPROVAL_RULES.volumeLimit,
				description: '안내 대상이 이보다 많으면 승인을 받습니다',
			},
			{
				displayName: '평소 대비 배수',
				name: 'volumeFactor',
				type: 'number',
				typeOptions: { minValue: 1, numberPrecision: 1 },
				default: DEFAULT_APPROVAL_RULES.volumeFactor,
				description: '안내 대상이 지난 회차 중앙값의 몇 배를 넘으면 승인을 받습니다(네 회차부터 계산)',
			},
		],
	},
];

export const description = updateDisplayOptions({ show: { resource: ['run'], operation: ['prepare'] } }, properties);

/** Takes in the decisions of one read, reserves the notices and says what is due. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await runOnce(ctx, async () => await withLedger(ctx, async ({ ledger }) => await prepare(ctx, ledger)), 2);
}

async function prepare(ctx: IExecuteFunctions, ledger: Ledger): Promise<UnlinkedOutputs> {
	const summary = readSummary(jsonAt(ctx, SUMMARY_INPUT));
	const rows = DECISION_INPUTS.flatMap((name, input) => readDecidedRows(jsonAt(ctx, input), name));
	const campaign = requiredTextAt(ctx, 'campaign', 0, '안내 업무');
	const period = requiredTextAt(ctx, 'period', 0, '회차');
	const [from, to] = [dayAt(ctx, 'from', 0, '대상기간 시작일'), dayAt(ctx, 'to', 0, '대상기간 종료일')];
	const origin = originOf(ctx);
	const lease = await ledger.takeRun({ campaign, period, from, to }, ownerOf(ctx), origin);
	if (!lease) {
		throw runBusy(`${campaign}/${period}`, '준비하지 않았습니다', '다른 실행이 끝난 뒤 다시 실행하시기 바랍니다. 멈춘 실행이면 점유 시간이 지난 뒤 자동으로 이어집니다.');
	}
	const input: PrepareInput = {
		rows,
		summary,
		startDate: dayAt(ctx, 'startDate', 0, '안내 시작일'),
		approval: { ...DEFAULT_APPROVAL_RULES, ...(ctx.getNodeParameter('approvalRules', 0, {}) as Partial<ApprovalRules>) },
		origin,
	};
	const { run, holds } = await ledger.prepare(lease, input);
	// The flow ends here, so that whoever mends the cause can start it again at once.
	if (holds.length > 0) await ledger.release(lease);
	const { receipts, notices } = await ledger.account(run.runId);
	const item: INodeExecutionData = {
		json: {
			...runItem(run),
			holds: holds.map((hold) => ({ ...hold })),
			receipts: { ...receipts } as unknown as IDataObject,
			notices: { ...notices },
		},
		pairedItem: { item: 0, input: SUMMARY_INPUT },
	};
	return holds.length > 0 ? [[], [item]] : [[item], []];
}

/** Items of one input. The engine leaves out an input to which nothing came. */
function jsonAt(ctx: IExecuteFunctions, input: number): IDataObject[] {
	return ctx.getInputData(input).map((item) => item.json);
}
