import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { isAbsolute } from 'node:path';

import { ValidationError } from '../../lib/errors';
import type { WorkResources } from '../../lib/transit/work/resources';
import { cancelSignal } from '../shared/clients';
import { allowedNewFolder } from '../shared/folders';
import { requiredTextAt, textAt } from '../shared/parameters';

/** Fields that several operations of the node share. */
export const lakeField: INodeProperties = {
	displayName: '자료 저장소 폴더',
	name: 'lakeFolder',
	type: 'string',
	default: '',
	required: true,
	placeholder: '예: /data/cityhall/bus-lake',
	description: '교통카드 자료 저장소(Parquet)를 두는 절대 경로. n8n 저장 폴더 밖에 두며, 처음이면 만들어집니다.',
};

export const outputFolderField: INodeProperties = {
	displayName: '저장 폴더',
	name: 'outputFolder',
	type: 'string',
	default: '',
	required: true,
	placeholder: '예: /data/cityhall/bus-reports',
	description: '파일을 저장할 절대 경로. n8n 저장 폴더 밖에 둡니다.',
};

export const officeFields: INodeProperties[] = [
	{
		displayName: '시 이름',
		name: 'city',
		type: 'string',
		default: '',
		required: true,
		placeholder: '예: 의정부시',
		description: '보고서 머리에 적는 기관 이름',
	},
	{
		displayName: '담당 부서',
		name: 'department',
		type: 'string',
		default: '',
		required: true,
		placeholder: '예: 버스정책과',
		description: '보고서에 적는 부서',
	},
	{
		displayName: '담당자와 전화',
		name: 'contact',
		type: 'string',
		default: '',
		placeholder: '예: 홍길동 주무관, 031-000-0000',
		description: '보고서에 적는 연락처',
	},
];

/** Options of every operation that works on the lake, for a collection. */
export const workOptions: INodeProperties[] = [
	{
		displayName: '분석 메모리 한도(MB)',
		name: 'memoryMb',
		type: 'number',
		typeOptions: { minValue: 256, maxValue: 65536 },
		default: 1024,
		description: '분석 엔진이 쓸 수 있는 메모리. 넘치는 작업은 저장소의 임시 폴더를 씁니다.',
	},
	{
		displayName: '동시 작업 수',
		name: 'threads',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 64 },
		default: 2,
		description: '분석에 쓸 프로세서 코어 수',
	},
	{
		displayName: '제한 시간(초)',
		name: 'timeoutSeconds',
		type: 'number',
		typeOptions: { minValue: 10, maxValue: 18000 },
		default: 3600,
		description: '이 시간이 지나면 작업을 중단하고 알립니다. 저장소는 작업 전 상태로 남습니다.',
	},
];

export interface WorkSettings {
	resources: WorkResources;
	run: { timeoutMs: number; signal?: AbortSignal };
}

/** The options of a collection parameter. */
export function optionsAt(ctx: IExecuteFunctions, i: number, name = 'options'): Record<string, unknown> {
	const value: unknown = ctx.getNodeParameter(name, i, {});
	return typeof value === 'object' && value !== null ? { ...value } : {};
}

export function numberOf(options: Record<string, unknown>, name: string, otherwise: number): number {
	const value = options[name];
	return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}

/** Limits of an operation that does not need the lake. */
export function limitsAt(ctx: IExecuteFunctions, i: number): Omit<WorkResources, 'lakeFolder'> & Pick<WorkSettings, 'run'> {
	const options = optionsAt(ctx, i);
	const signal = cancelSignal(ctx);
	return {
		memoryMb: numberOf(options, 'memoryMb', 1024),
		threads: numberOf(options, 'threads', 2),
		run: { timeoutMs: numberOf(options, 'timeoutSeconds', 3600) * 1000, ...(signal ? { signal } : {}) },
	};
}

/** Lake folder and limits of an operation. @throws ValidationError */
export async function workAt(ctx: IExecuteFunctions, i: number): Promise<WorkSettings> {
	const { run, ...limits } = limitsAt(ctx, i);
	return {
		resources: {
			lakeFolder: await allowedNewFolder(ctx, absoluteFolder(requiredTextAt(ctx, 'lakeFolder', i, '자료 저장소 폴더'), '자료 저장소 폴더')),
			...limits,
		},
		run,
	};
}

/** @throws ValidationError `folderNotAbsolute` */
export function absoluteFolder(folder: string, label: string): string {
	if (isAbsolute(folder)) return folder;
	throw new ValidationError('folderNotAbsolute', `'${label}' 값이 절대 경로가 아닙니다.`, '/로 시작하는 절대 경로를 입력하시기 바랍니다.');
}

/** City, department and contact for the report's head. @throws ValidationError */
export function officeAt(ctx: IExecuteFunctions, i: number): { city: string; department: string; contact: string } {
	return {
		city: requiredTextAt(ctx, 'city', i, '시 이름'),
		department: requiredTextAt(ctx, 'department', i, '담당 부서'),
		contact: textAt(ctx, 'contact', i),
	};
}
