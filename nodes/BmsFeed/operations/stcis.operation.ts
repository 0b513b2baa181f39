import { join } from 'node:path';

import { updateDisplayOptions, type IDataObject, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { collectPages } from '../../../lib/transit/indicators/collect';
import { allowedFolder } from '../../shared/folders';
import { dayAt, textAt } from '../../shared/parameters';
import { runItems, type Outputs } from '../../shared/run-items';
import { feedDayField, numberOption, optionsField, optionsOf, rawFolderField, type Get } from '../fields';
import { withPortal } from '../portal';

const properties: INodeProperties[] = [
	{
		displayName: '지표',
		name: 'indicator',
		type: 'options',
		options: [
			{ name: '노선·정류장·시간·이용자별 이용량', value: 'usage', description: '국토교통부 노선별 경유 정류장별 이용량(공공데이터포털 15142057). 서비스 경로와 매개변수는 미확인이므로 자격 증명에서 확인하시기 바랍니다.' },
			{ name: '차내 재차인원', value: 'load', description: '국토교통부 노선별 차내 재차인원(공공데이터포털 15142063). 서비스 경로가 미확인이므로 자격 증명에 입력하여야 합니다.' },
		],
		default: 'usage',
	},
	feedDayField,
	{ displayName: '시도 코드', name: 'sidoCode', type: 'string', default: '41', placeholder: '예: 41', description: '두 자리 시도 코드. 41은 경기도입니다.' },
	{ displayName: '시군구 코드', name: 'sigunguCode', type: 'string', default: '', placeholder: '예: 41150', description: '다섯 자리 시군구 코드. 비우면 시도 전체를 조회하여 호출 횟수가 크게 늘어납니다.' },
	{
		displayName: '추가 조회 조건',
		name: 'conditions',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: '조회 조건 추가',
		default: {},
		description: '공공데이터포털의 활용 안내에 있는 다른 요청 변수',
		options: [
			{
				displayName: '조회 조건',
				name: 'entries',
				values: [
					{ displayName: '요청 변수', name: 'name', type: 'string', default: '', placeholder: '예: rte_id', description: '활용 안내에 적힌 영문 이름' },
					{ displayName: '값', name: 'value', type: 'string', default: '' },
				],
			},
		],
	},
	{ ...rawFolderField, displayName: '저장 폴더', placeholder: '예: /data/cityhall/stcis', description: '조회한 자료와 호출 횟수 기록을 두는 폴더. n8n 저장 폴더 밖의, n8n에 허용된 폴더여야 합니다.' },
	{
		displayName: '파일 형식',
		name: 'format',
		type: 'options',
		options: [
			{ name: 'CSV', value: 'csv', description: '첫 줄이 머리글인 UTF-8 파일' },
			{ name: 'JSON', value: 'jsonl', description: '한 줄에 한 건씩 적은 파일(.jsonl)' },
		],
		default: 'csv',
	},
	optionsField([
		{ displayName: '한 쪽의 건수', name: 'pageSize', type: 'number', typeOptions: { minValue: 1, maxValue: 10_000 }, default: 1000, description: '한 번에 요청하는 건수. 서비스가 더 적게 주면 주는 대로 받습니다(최대값은 미확인).' },
		{ displayName: '최대 쪽수', name: 'maxPages', type: 'number', typeOptions: { minValue: 1, maxValue: 100_000 }, default: 5000, description: '이보다 많으면 조회 조건을 좁히도록 알립니다' },
		{ displayName: '다시 조회', name: 'refresh', type: 'boolean', default: false, description: '같은 조건으로 받은 파일이 있어도 처음부터 다시 조회할지 여부' },
		{ displayName: '응답 제한 시간(초)', name: 'timeoutSeconds', type: 'number', typeOptions: { minValue: 1, maxValue: 600 }, default: 60, description: '한 번의 요청에 응답을 기다리는 시간' },
	]),
];

export const description = updateDisplayOptions({ show: { resource: ['indicator'], operation: ['stcis'] } }, properties);

/** Writes all rows of an indicator of a day to one file; the item counts them. What the daily limit leaves over goes on next time. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await runItems(
		ctx,
		async (i) => {
			const get: Get = (name) => ctx.getNodeParameter(name, i, '');
			const feedDay = dayAt(ctx, 'feedDay', i, '운행일자');
			const folder = await allowedFolder(ctx, textAt(ctx, 'rawFolder', i));
			const indicator = textAt(ctx, 'indicator', i) === 'load' ? 'load' : 'usage';
			const path = indicator === 'load' ? 'loadPath' : 'usagePath';
			return await withPortal(ctx, i, folder, numberOption(get, 'timeoutSeconds', 60), async (portal, signal) => {
				const query: Record<string, string> = { [portal.setting('dayName')]: feedDay.replaceAll('-', ''), [portal.setting('formatName')]: 'JSON', ...conditionsAt(ctx, i) };
				const area = [textAt(ctx, 'sidoCode', i), textAt(ctx, 'sigunguCode', i)];
				if (area[0]) query[portal.setting('sidoName')] = area[0];
				if (area[1]) query[portal.setting('sigunguName')] = area[1];
				const collected = await collectPages(
					{
						query,
						folder: join(folder, feedDay),
						name: ['stcis', indicator, feedDay, ...area.filter((code) => /^[0-9A-Za-z]{1,20}$/.test(code))].join('-'),
						format: textAt(ctx, 'format', i) === 'jsonl' ? 'jsonl' : 'csv',
						pageName: portal.setting('pageName'),
						sizeName: portal.setting('sizeName'),
						pageSize: numberOption(get, 'pageSize', 1000),
						maxPages: numberOption(get, 'maxPages', 5000),
						refresh: optionsOf(get).refresh === true,
						signal,
					},
					portal.service(path, signal),
				);
				const { file, missing, ...facts } = collected;
				const json: IDataObject = { feedDay, indicator, files: file ? [{ ...file }] : [], ...facts, missing: missing.map((one) => ({ ...one })), callsLeft: await portal.calls(path).left(), source: portal.host };
				return facts.complete ? [[{ json }], []] : [[], [{ json }]];
			});
		},
		2,
	);
}

function conditionsAt(ctx: IExecuteFunctions, i: number): Record<string, string> {
	const given: unknown = ctx.getNodeParameter('conditions', i, {});
	const entries: unknown = typeof given === 'object' && given !== null && 'entries' in given ? given.entries : [];
	const out: Record<string, string> = {};
	for (const entry of Array.isArray(entries) ? (entries as unknown[]) : []) {
		if (typeof entry !== 'object' || entry === null || !('name' in entry) || !('value' in entry)) continue;
		if (typeof entry.name === 'string' && entry.name.trim() !== '') out[entry.name.trim()] = String(entry.value).trim();
	}
	return out;
}
