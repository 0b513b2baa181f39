import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { IngestRequest } from '../../lib/transit/ingest/types';
import { shippedLayouts } from '../../lib/transit/layouts/layouts';
import { parseMapping } from '../../lib/transit/layouts/mapping';
import { textAt } from '../shared/parameters';

/** Fields of the operations that read tap files. */
export const tapFilesField: INodeProperties = {
	displayName: '파일',
	name: 'files',
	type: 'string',
	typeOptions: { rows: 3 },
	default: '={{ $json.files }}',
	required: true,
	description: '교통카드 거래내역 파일의 절대 경로. 앞 노드의 files를 그대로 쓰거나 한 줄에 하나씩 적습니다.',
};

export const layoutFields: INodeProperties[] = [
	{
		displayName: '파일 형식',
		name: 'layout',
		type: 'options',
		options: [
			{ name: '자동 판별', value: 'auto', description: '글자 인코딩, 구분 기호, 머리글, 열의 내용으로 형식을 알아냅니다' },
			...shippedLayouts().map(({ id, name }) => ({ name, value: id })),
			{ name: '직접 대응', value: 'mapping', description: '열 대응을 직접 적습니다. 어떤 CSV나 엑셀 파일도 읽을 수 있습니다.' },
		],
		default: 'auto',
	},
	{
		displayName: '열 대응',
		name: 'mapping',
		type: 'json',
		default: '{\n  "name": "우리 시 BMS",\n  "fields": {\n    "boardedAt": "승차일시",\n    "boardingStop": "승차정류장ID",\n    "route": "노선ID",\n    "riders": "이용객수"\n  }\n}',
		displayOptions: { show: { layout: ['mapping'] } },
		description: '항목마다 파일의 열 이름을 적은 JSON. 쓸 수 있는 항목은 안내서의 표에 있습니다.',
	},
];

/** For the collection of options. */
export const defaultsOptions: INodeProperties[] = [
	{
		displayName: '정산사 기본값',
		name: 'firm',
		type: 'string',
		default: '',
		description: '파일에 정산사 열이 없을 때 쓰는 정산사 코드',
	},
	{
		displayName: '정산지역 기본값',
		name: 'region',
		type: 'string',
		default: '',
		description: '파일에 정산지역 열이 없을 때 쓰는 지역 코드',
	},
];

/** @throws ValidationError `mapping` */
export function layoutAt(ctx: IExecuteFunctions, i: number): IngestRequest['layout'] {
	const layout = textAt(ctx, 'layout', i);
	return layout === 'mapping' ? parseMapping(ctx.getNodeParameter('mapping', i)) : layout;
}

export function defaultsAt(options: Readonly<Record<string, unknown>>): IngestRequest['defaults'] {
	const text = (name: string) => {
		const value = options[name];
		return typeof value === 'string' ? value.trim() : '';
	};
	return { firm: text('firm'), region: text('region') };
}
