import { updateDisplayOptions, type IDataObject, type IExecuteFunctions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';

import { ValidationError } from '../../../lib/errors';
import { busPosition } from '../../../lib/transit/indicators/gbis';
import { allowedFolder } from '../../shared/folders';
import { requiredTextAt, textAt } from '../../shared/parameters';
import { runItems, type Outputs } from '../../shared/run-items';
import { numberOption, optionsField, rawFolderField, type Get } from '../fields';
import { withPortal } from '../portal';

const properties: INodeProperties[] = [
	{
		displayName: '노선 ID',
		name: 'routeIds',
		type: 'string',
		default: '',
		required: true,
		placeholder: '예: 200000013, 208000017',
		description: '경기버스정보의 9자리 노선 ID. 여럿이면 쉼표로 나누며, 노선마다 한 번씩 호출합니다.',
	},
	{ ...rawFolderField, displayName: '호출 기록 폴더', placeholder: '예: /data/cityhall/stcis', description: '하루 호출 횟수 기록(api-calls.json)을 두는 폴더. STCIS 지표 조회와 같은 폴더를 씁니다.' },
	optionsField([{ displayName: '응답 제한 시간(초)', name: 'timeoutSeconds', type: 'number', typeOptions: { minValue: 1, maxValue: 600 }, default: 15, description: '한 번의 요청에 응답을 기다리는 시간' }]),
];

export const description = updateDisplayOptions({ show: { resource: ['indicator'], operation: ['gbis'] } }, properties);

/** Where the buses of routes are now, with crowding and remaining seats; one item a bus. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await runItems(
		ctx,
		async (i) => {
			const get: Get = (name) => ctx.getNodeParameter(name, i, '');
			const routes = requiredTextAt(ctx, 'routeIds', i, '노선 ID').split(/[\s,]+/).filter((one) => one !== '');
			const wrong = routes.find((one) => !/^\d{1,12}$/.test(one));
			if (wrong !== undefined) throw new ValidationError('badRouteId', `노선 ID가 숫자가 아닙니다: ${wrong.slice(0, 20)}`, '노선 번호가 아니라 경기버스정보의 9자리 노선 ID를 입력하시기 바랍니다.');
			const folder = await allowedFolder(ctx, textAt(ctx, 'rawFolder', i));
			return await withPortal(ctx, i, folder, numberOption(get, 'timeoutSeconds', 15), async (portal, signal) => {
				const service = portal.service('gbisPath', signal);
				const items: INodeExecutionData[] = [];
				for (const route of routes) {
					const { rows, queryTime } = await service({ [portal.setting('gbisRouteName')]: route, [portal.setting('gbisFormatName')]: 'json' });
					for (const row of rows) {
						const bus = busPosition(row, queryTime);
						const json: IDataObject = { ...bus, state: bus.state && { ...bus.state }, crowding: bus.crowding && { ...bus.crowding }, vehicleKind: bus.vehicleKind && { ...bus.vehicleKind } };
						items.push({ json });
					}
				}
				return [items, []];
			});
		},
		2,
	);
}
