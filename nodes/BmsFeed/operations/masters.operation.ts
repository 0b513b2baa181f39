import { updateDisplayOptions, type IExecuteFunctions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';

import { ValidationError } from '../../../lib/errors';
import { namePattern } from '../../../lib/transit/feed/name-pattern';
import { receiveDay } from '../../../lib/transit/feed/receive-day';
import { dayAt } from '../../shared/parameters';
import { runItems, type Outputs } from '../../shared/run-items';
import { feedDayField, feedNameField, limitOptions, linesOf, optionsField, rawFolderField, ruleFields, sourceFields, textOf, type Get } from '../fields';
import { itemOf, outputsOf, requestOf, withSource } from '../receive';

/** Kinds by the parameter that names their files; values as the lake knows them. */
const KINDS = [
	{ parameter: 'routePattern', kind: 'route', label: '노선 파일 이름', name: 'TB_KTS_ROUTE_{yyyyMMdd}.csv' },
	{ parameter: 'stopPattern', kind: 'stop', label: '정류장 파일 이름', name: 'TB_KTS_STTN_{yyyyMMdd}.csv' },
	{ parameter: 'routeStopPattern', kind: 'route_stop', label: '경유 정류장 파일 이름', name: 'TB_KTS_ROUTESTTN_{yyyyMMdd}.csv' },
] as const;

const properties: INodeProperties[] = [
	...sourceFields,
	{ ...feedDayField, displayName: '기준일', description: '어느 날의 기준정보를 받을지 정합니다. 파일 이름에 날짜가 없으면 받은 날의 표시로만 쓰입니다.' },
	...KINDS.map(
		({ parameter, label, name }): INodeProperties => ({ displayName: label, name: parameter, type: 'string', default: name, description: '비우면 받지 않습니다. {yyyyMMdd}는 기준일, 별표(*)는 아무 글자입니다.' }),
	),
	{
		displayName: '압축 파일 이름',
		name: 'archivePattern',
		type: 'string',
		default: '',
		placeholder: '예: DATA_{yyyyMMdd}.zip',
		description: '기준정보가 압축 파일 안에 있으면 그 압축 파일의 이름. 위의 이름은 압축 안의 파일 이름이 됩니다.',
	},
	...ruleFields,
	rawFolderField,
	feedNameField('masters'),
	optionsField(limitOptions),
];

export const description = updateDisplayOptions({ show: { resource: ['master'], operation: ['masters'] } }, properties);

/** Fetches route, stop and route-stop masters; one item a kind. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await runItems(
		ctx,
		async (i) =>
			await withSource(ctx, i, async ({ get, source, ports, rawFolder }) => {
				const feedDay = dayAt(ctx, 'feedDay', i, '기준일');
				const wanted = KINDS.flatMap(({ parameter, kind }) => (textOf(get, parameter) === '' ? [] : [{ kind, pattern: textOf(get, parameter) }]));
				if (wanted.length === 0) throw nothingWanted();
				const names = wanted.map(({ pattern }) => pattern);
				const archives = linesOf(get, 'archivePattern');
				const given: Get = (name) => (name === 'patterns' ? (archives.length > 0 ? archives : names).join('\n') : name === 'entryPatterns' ? (archives.length > 0 ? names.join('\n') : '') : get(name));
				const delivery = await receiveDay({ ...requestOf(given, rawFolder), feedDay, takePartial: false }, source, ports);
				if (!delivery.complete) return outputsOf(delivery);
				const items = wanted.map(({ kind, pattern }): INodeExecutionData => {
					const named = namePattern(pattern, feedDay);
					return itemOf({ ...delivery, files: delivery.files.filter(({ name }) => named.fits(name)) }, { masterKind: kind });
				});
				return [items, []];
			}),
		2,
	);
}

const nothingWanted = () => new ValidationError('noMasters', '받을 기준정보가 하나도 없습니다.', '노선, 정류장, 경유 정류장 가운데 하나 이상의 파일 이름을 입력하시기 바랍니다.');
