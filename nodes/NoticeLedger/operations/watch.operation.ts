import { updateDisplayOptions, type IDataObject, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { alarmsOf, watchQuery, type WatchSettings } from '../../../lib/watch/alarms';
import { withLedger } from '../../shared/ledger';
import { requiredTextAt, textAt } from '../../shared/parameters';
import { campaignField } from '../../shared/run-fields';
import { type Outputs, runOnce } from '../../shared/run-items';
import { calendarFields, calendarFrom } from '../../shared/sms';

const properties: INodeProperties[] = [
	campaignField,
	{
		displayName: '실행 주기',
		name: 'mode',
		type: 'options',
		options: [
			{ name: '매 근무일', value: 'daily' },
			{ name: '요청할 때(정정 안내)', value: 'onDemand' },
			{ name: '매주 첫 근무일', value: 'weekly' },
		],
		default: 'weekly',
		description: "'근무일 예약 실행'과 같게 정합니다",
	},
	{
		displayName: '실행 시각',
		name: 'time',
		type: 'string',
		default: '09:00',
		required: true,
		description: "'근무일 예약 실행'과 같게 정합니다",
	},
	{
		displayName: '자료 확인 시각',
		name: 'dataBy',
		type: 'string',
		default: '10:00',
		required: true,
		description: '실행일에 이 시각까지 자료를 읽지 못하면 알립니다',
	},
	{
		displayName: '마감 확인 시각',
		name: 'closedBy',
		type: 'string',
		default: '12:00',
		required: true,
		description: '실행일에 이 시각까지 마감되지 않으면 알립니다',
	},
	{
		displayName: '자료 추출 알림 시각',
		name: 'remindExportFrom',
		type: 'string',
		default: '',
		placeholder: '예: 09:00',
		description: '추출 파일로 읽는 경우, 실행일 이 시각부터 담당자에게 자료 추출을 알립니다. 시스템에서 바로 읽으면 비워 둡니다.',
	},
	...calendarFields,
];

export const description = updateDisplayOptions({ show: { resource: ['ledger'], operation: ['watch'] } }, properties);

/** Says on the first output what the officer must know now, one item each; on the second that all is well. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await runOnce(
		ctx,
		async () =>
			await withLedger(ctx, async ({ ledger, businessNow }) => {
				const settings: WatchSettings = {
					campaign: requiredTextAt(ctx, 'campaign', 0, '안내 업무'),
					schedule: { mode: textAt(ctx, 'mode', 0) === 'daily' ? 'daily' : 'weekly', time: textAt(ctx, 'time', 0) },
					onDemand: textAt(ctx, 'mode', 0) === 'onDemand',
					calendar: calendarFrom((name) => ctx.getNodeParameter(name, 0)),
					dataBy: textAt(ctx, 'dataBy', 0),
					closedBy: textAt(ctx, 'closedBy', 0),
					remindExportFrom: textAt(ctx, 'remindExportFrom', 0) || null,
				};
				const now = businessNow();
				const facts = await ledger.watchFacts(settings.campaign, watchQuery(now, settings));
				const alarms = alarmsOf(facts, now, settings);
				const shown = (json: IDataObject) => ({ json, pairedItem: { item: 0 } });
				if (alarms.length === 0) return [[], [shown({ campaign: settings.campaign, checkedAt: now })]];
				return [alarms.map((alarm) => shown({ ...alarm, checkedAt: now, text: `[안내 업무 점검]\n${alarm.message}\n${alarm.remedy}` })), []];
			}),
		2,
	);
}
