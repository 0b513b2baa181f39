import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { readReceiptsFromFiles } from '../../../lib/revenue/read';
import { cancelSignal } from '../../shared/clients';
import { allowedFolder } from '../../shared/folders';
import { personalKeys } from '../../shared/personal-keys';
import { runItems, type Outputs } from '../../shared/run-items';
import { tableReader } from '../../shared/table-reader';
import { codeFields, columnMappingAt, mappingField, optionsAt, periodFields, readOptionsAt, sharedOptions } from '../fields';
import { itemsOf } from '../items';

const properties: INodeProperties[] = [
	{
		displayName: '폴더',
		name: 'folder',
		type: 'string',
		default: '',
		required: true,
		placeholder: '예: /data/cityhall/exemption-exports',
		description: '담당자가 추출한 파일을 저장하는 폴더. n8n이 읽도록 허용된 폴더(N8N_RESTRICT_FILE_ACCESS_TO)여야 합니다.',
	},
	{
		displayName: '파일 이름 조건',
		name: 'pattern',
		type: 'string',
		default: '*',
		required: true,
		placeholder: '예: 감면접수_*.xlsx',
		description: '별표(*)는 아무 글자, 물음표(?)는 한 글자',
	},
	{
		displayName: '읽을 파일',
		name: 'pick',
		type: 'options',
		options: [
			{ name: '가장 최근 파일', value: 'newest', description: '조건에 맞는 파일 가운데 마지막에 저장된 하나만 읽습니다' },
			{ name: '모든 파일', value: 'all', description: '오래된 파일부터 모두 읽고, 같은 접수는 나중 파일을 따릅니다' },
		],
		default: 'newest',
	},
	...periodFields,
	mappingField,
	...codeFields,
	{
		displayName: '선택 사항',
		name: 'options',
		type: 'collection',
		placeholder: '선택 사항 추가',
		default: {},
		options: [
			...sharedOptions,
			{
				displayName: '글자 인코딩',
				name: 'encoding',
				type: 'options',
				options: [
					{ name: '자동', value: 'auto' },
					{ name: 'CP949(EUC-KR)', value: 'cp949' },
					{ name: 'UTF-8', value: 'utf-8' },
				],
				default: 'auto',
				description: 'CSV 파일의 글자 인코딩',
			},
			{
				displayName: '메모리 한도(MB)',
				name: 'memoryMb',
				type: 'number',
				typeOptions: { minValue: 64, maxValue: 8192 },
				default: 512,
				description: '파일을 읽는 별도 프로세스가 쓸 수 있는 메모리',
			},
			{
				displayName: '시트 이름',
				name: 'sheetName',
				type: 'string',
				default: '',
				description: '비우면 접수번호 머리글이 있는 첫 시트를 읽습니다',
			},
			{
				displayName: '제한 시간(초)',
				name: 'timeoutSeconds',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 3600 },
				default: 120,
				description: '파일 하나를 읽는 시간의 한도',
			},
			{
				displayName: '파일 크기 한도(MB)',
				name: 'maxFileMb',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 500 },
				default: 50,
				description: '이보다 큰 파일은 읽지 않고 알립니다',
			},
		],
	},
];

export const description = updateDisplayOptions({ show: { resource: ['receipt'], operation: ['file'] } }, properties);

/** Reads exported files of a folder: receipts on the first output, the source's account on the second. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await runItems(
		ctx,
		async (i) => {
			const options = optionsAt(ctx, i);
			const number = (name: string, otherwise: number) => (typeof options[name] === 'number' ? options[name] : otherwise);
			const { encoding, sheetName } = options;
			const readOptions = readOptionsAt(ctx, i);
			const keys = await personalKeys(ctx, i);
			const reading = await readReceiptsFromFiles(
				{
					kind: 'file',
					folder: await allowedFolder(ctx, String(ctx.getNodeParameter('folder', i))),
					pattern: String(ctx.getNodeParameter('pattern', i)),
					pick: ctx.getNodeParameter('pick', i) === 'all' ? 'all' : 'newest',
					mapping: columnMappingAt(ctx, i),
					sheetName: typeof sheetName === 'string' && sheetName.trim() !== '' ? sheetName.trim() : null,
					encoding: encoding === 'cp949' || encoding === 'utf-8' ? encoding : 'auto',
					maxBytes: number('maxFileMb', 50) * 1_048_576,
				},
				readOptions,
				keys,
				{
					readTable: tableReader({
						maxOldSpaceMb: number('memoryMb', 512),
						timeoutMs: number('timeoutSeconds', 120) * 1000,
						signal: cancelSignal(ctx),
					}),
				},
			);
			return itemsOf(reading);
		},
		2,
	);
}
