import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { ValidationError } from '../../lib/errors';
import type { CompletenessRule } from '../../lib/transit/feed/arrival';
import type { FeedLimits } from '../../lib/transit/feed/receive-day';

/** Reads a parameter of the node, for an item or of a trigger. */
export type Get = (name: string) => unknown;

const GB = 1_000_000_000;

export const sourceFields: INodeProperties[] = [
	{
		displayName: '자료 출처',
		name: 'source',
		type: 'options',
		options: [
			{ name: 'SFTP 서버', value: 'sftp', description: '자료 제공 기관의 SFTP 서버에서 받습니다' },
			{ name: 'HTTPS 서버', value: 'https', description: '자료 제공 기관의 웹 서버에서 받습니다. 끊기면 받은 곳부터 이어서 받습니다.' },
			{ name: '폴더', value: 'folder', description: '이 서버의 폴더나 연결된 네트워크 드라이브에 도착한 파일을 가져옵니다' },
		],
		default: 'sftp',
	},
	{
		displayName: '서버 폴더',
		name: 'remoteFolder',
		type: 'string',
		default: '',
		placeholder: '예: /outbound/daily',
		displayOptions: { show: { source: ['sftp', 'https'] } },
		description: '파일이 있는 폴더. HTTPS에서는 자격 증명의 접속 주소 아래의 경로입니다. 비우면 접속한 폴더를 봅니다.',
	},
	{
		displayName: '자료 폴더',
		name: 'dropFolder',
		type: 'string',
		default: '',
		required: true,
		placeholder: '예: /data/cityhall/bms-inbox',
		displayOptions: { show: { source: ['folder'] } },
		description: '자료가 도착하는 폴더. 여기의 파일은 그대로 두고 원본 폴더로 복사합니다.',
	},
];

export const feedDayField: INodeProperties = {
	displayName: '운행일자',
	name: 'feedDay',
	type: 'string',
	default: "={{ $now.setZone('Asia/Seoul').minus({ days: 1 }).toFormat('yyyy-MM-dd') }}",
	required: true,
	placeholder: '예: 2026-03-02',
	description: '어느 날의 자료를 받을지 정합니다. 처음 값은 어제입니다.',
};

export const patternFields: INodeProperties[] = [
	{
		displayName: '파일 이름 조건',
		name: 'patterns',
		type: 'string',
		typeOptions: { rows: 2 },
		default: 'TB_KTS_DWTCD_{yyyyMMdd}_NN.csv',
		required: true,
		placeholder: '예: DATA_{yyyyMMdd}.zip',
		description:
			'받을 파일의 이름을 한 줄에 하나씩 적습니다. {yyyyMMdd}, {yyyy-MM-dd}, {yyMMdd}는 운행일자, _NN 또는 {NN}은 나누어 보낸 파일의 번호, 별표(*)는 아무 글자, 물음표(?)는 한 글자입니다.',
	},
	{
		displayName: '압축 안 파일 이름',
		name: 'entryPatterns',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: '예: TB_KTS_DWTCD_{yyyyMMdd}_NN.csv',
		description: '압축 파일(.zip)이면 이 이름의 파일만 풉니다. 비우면 모두 풉니다.',
	},
];

export const ruleFields: INodeProperties[] = [
	{
		displayName: '도착 완료 기준',
		name: 'rule',
		type: 'options',
		options: [
			{ name: '전송 완료 표시 파일', value: 'marker', description: '제공 기관이 마지막에 보내는 표시 파일이 있으면 다 온 것으로 봅니다' },
			{ name: '크기가 바뀌지 않음', value: 'stable', description: '정한 시간 동안 파일의 수와 크기가 그대로이면 다 온 것으로 봅니다' },
			{ name: '해시 목록 파일', value: 'manifest', description: '제공 기관이 보내는 목록의 파일이 모두 있고 내용이 해시와 같아야 합니다' },
			{ name: '파일이 있으면 완료', value: 'none', description: '한꺼번에 나타나는 파일에만 쓰시기 바랍니다' },
		],
		default: 'stable',
		description: '어느 기준이든 번호가 비는 파일이 있으면 도착 전으로 봅니다',
	},
	{
		displayName: '표시 파일 이름',
		name: 'markerPattern',
		type: 'string',
		default: '{yyyyMMdd}.done',
		required: true,
		displayOptions: { show: { rule: ['marker'] } },
		description: '{yyyyMMdd}는 운행일자, 별표(*)는 아무 글자입니다',
	},
	{
		displayName: '확인 간격(초)',
		name: 'stableSeconds',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 3600 },
		default: 30,
		displayOptions: { show: { rule: ['stable'] } },
		description: '이 시간을 두고 두 번 보아 크기가 같아야 합니다',
	},
	{
		displayName: '해시 목록 파일 이름',
		name: 'manifestPattern',
		type: 'string',
		default: 'SHA256SUMS_{yyyyMMdd}.txt',
		required: true,
		displayOptions: { show: { rule: ['manifest'] } },
		description: '한 줄에 해시와 파일 이름을 적은 목록. {yyyyMMdd}는 운행일자, 별표(*)는 아무 글자입니다.',
	},
];

export const rawFolderField: INodeProperties = {
	displayName: '원본 폴더',
	name: 'rawFolder',
	type: 'string',
	default: '',
	required: true,
	placeholder: '예: /data/cityhall/bms-raw',
	description: '받은 원본을 두는 폴더. n8n 저장 폴더 밖의, n8n에 허용된 폴더(N8N_RESTRICT_FILE_ACCESS_TO)여야 합니다.',
};

export const feedNameField = (name: string): INodeProperties => ({
	displayName: '자료 구분',
	name: 'feed',
	type: 'string',
	default: name,
	required: true,
	description: '원본 폴더 아래에 이 이름의 폴더를 만들어 수신 기록과 함께 보관합니다. 같은 자료에는 늘 같은 이름을 씁니다.',
});

const count = (displayName: string, name: string, value: number, most: number, description: string): INodeProperties => ({
	displayName,
	name,
	type: 'number',
	typeOptions: { minValue: 0, maxValue: most },
	default: value,
	description,
});

export const partialOption: INodeProperties = {
	displayName: '도착 전에도 지금까지의 파일 수집',
	name: 'takePartial',
	type: 'boolean',
	default: false,
	description: '다 오지 않았어도 지금까지 온 파일을 받아 도착 전 출력으로 내보낼지 여부. 운행 중 집계에 씁니다.',
};

export const limitOptions: INodeProperties[] = [
	count('약속한 파일 수', 'expectedParts', 0, 999, '번호를 붙여 나누어 보내는 파일의 수. 0이면 정하지 않은 것으로 보고, 번호가 비는지만 확인합니다.'),
	{ displayName: '압축 파일도 보관', name: 'keepArchives', type: 'boolean', default: false, description: '압축을 푼 뒤에도 압축 파일을 남겨 둘지 여부. 해시는 늘 기록합니다.' },
	count('디스크에 남겨 둘 공간(GB)', 'keepFreeGb', 10, 100_000, '받은 뒤에 여유 공간이 이보다 적어지면 받지 않고 알립니다'),
	count('파일 하나의 최대 크기(GB)', 'maxFileGb', 100, 100_000, '이보다 큰 파일은 받지 않고 알립니다'),
	count('압축을 푼 최대 크기(GB)', 'maxUnpackedGb', 200, 100_000, '하루치 압축을 푼 크기가 이보다 크면 풀지 않고 알립니다'),
	count('최대 압축률(배)', 'maxRatio', 100, 2_000, '푼 크기가 압축 파일의 이 배수를 넘으면 정상이 아닌 것으로 보고 풀지 않습니다'),
	{ ...count('응답 제한 시간(초)', 'timeoutSeconds', 60, 3600, '접속하거나 다음 자료를 기다리는 시간. 받는 시간 전체의 한도는 없습니다.'), typeOptions: { minValue: 1, maxValue: 3600 } },
];

export const optionsField = (options: INodeProperties[]): INodeProperties => ({
	displayName: '선택 사항',
	name: 'options',
	type: 'collection',
	placeholder: '선택 사항 추가',
	default: {},
	options,
});

export function textOf(get: Get, name: string): string {
	const value = get(name);
	return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}

export const linesOf = (get: Get, name: string): string[] => textOf(get, name).split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '');

export function optionsOf(get: Get): IDataObject {
	const options = get('options');
	return typeof options === 'object' && options !== null && !Array.isArray(options) ? Object.fromEntries(Object.entries(options)) : {};
}

export function numberOption(get: Get, name: string, otherwise: number): number {
	const value = optionsOf(get)[name];
	return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}

/** @throws ValidationError `parameterEmpty` */
export function patternsOf(get: Get, name: string, label: string): string[] {
	const lines = linesOf(get, name);
	if (lines.length > 0) return lines;
	throw new ValidationError('parameterEmpty', `'${label}' 값이 비어 있습니다.`, `노드를 열어 '${label}'을(를) 입력하시기 바랍니다.`);
}

/** @throws ValidationError `parameterEmpty`, `stableSeconds` */
export function ruleOf(get: Get): CompletenessRule {
	const kind = textOf(get, 'rule');
	if (kind === 'marker') return { kind, pattern: patternsOf(get, 'markerPattern', '표시 파일 이름')[0] ?? '' };
	if (kind === 'manifest') return { kind, pattern: patternsOf(get, 'manifestPattern', '해시 목록 파일 이름')[0] ?? '' };
	if (kind !== 'stable') return { kind: 'none' };
	const seconds = Number(get('stableSeconds'));
	if (Number.isFinite(seconds) && seconds >= 1 && seconds <= 3600) return { kind, seconds };
	throw new ValidationError('stableSeconds', "'확인 간격(초)'이 올바르지 않습니다.", '1에서 3600 사이의 수를 입력하시기 바랍니다.');
}

export function limitsOf(get: Get): FeedLimits {
	return {
		keepFreeBytes: numberOption(get, 'keepFreeGb', 10) * GB,
		maxFileBytes: numberOption(get, 'maxFileGb', 100) * GB,
		maxUnpackedBytes: numberOption(get, 'maxUnpackedGb', 200) * GB,
		maxRatio: numberOption(get, 'maxRatio', 100),
	};
}
