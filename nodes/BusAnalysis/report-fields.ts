import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { isDay } from '../../lib/calendar/day';
import { ValidationError } from '../../lib/errors';
import thresholdTable from '../../lib/transit/judge/thresholds.json';
import type { ReportSettings } from '../../lib/transit/work/jobs';
import { version } from '../shared/package-version';
import { textAt } from '../shared/parameters';
import { numberOf, officeAt } from './fields';

/** What the department settles for its reports: thresholds with a sign-off, holidays, small cells. */
export const judgeFields: INodeProperties[] = [
	{
		displayName: '기준값',
		name: 'thresholds',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: '기준값 바꾸기',
		default: {},
		description: '자료 점검과 노선조정 검토의 기준값 가운데 담당 부서가 달리 정한 것만 적습니다',
		options: [
			{
				displayName: '기준값',
				name: 'entry',
				values: [
					{
						displayName: '기준',
						name: 'id',
						type: 'options',
						options: thresholdTable.map(({ id, name, value, unit }) => ({ name: `${name}(기본 ${value} ${unit})`, value: id })),
						default: thresholdTable[0]?.id ?? '',
					},
					{ displayName: '값', name: 'value', type: 'number', typeOptions: { minValue: 0, numberPrecision: 2 }, default: 0 },
				],
			},
		],
	},
	{
		displayName: '기준 확정자',
		name: 'signOffName',
		type: 'string',
		default: '',
		placeholder: '예: 버스정책과장 홍길동',
		description: '기준값을 확정한 사람. 비우면 보고서에 기준 미확정이라고 적습니다.',
	},
	{
		displayName: '기준 확정일',
		name: 'signOffDate',
		type: 'string',
		default: '',
		placeholder: '예: 2026-11-02',
		description: '기준값을 확정한 날(연-월-일)',
	},
];

/** For a collection. */
export const judgeOptions: INodeProperties[] = [
	{
		displayName: '학교 방학',
		name: 'schoolHolidays',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: '방학 추가',
		default: {},
		description: '방학 기간의 날은 평소와 비교할 때 쓰지 않습니다',
		options: [
			{
				displayName: '방학',
				name: 'entry',
				values: [
					{ displayName: '시작일', name: 'from', type: 'string', default: '', placeholder: '예: 2026-12-28' },
					{ displayName: '종료일', name: 'to', type: 'string', default: '', placeholder: '예: 2027-02-28' },
					{ displayName: '이름', name: 'name', type: 'string', default: '', placeholder: '예: 겨울방학' },
				],
			},
		],
	},
	{
		displayName: '추가 공휴일',
		name: 'extraHolidays',
		type: 'string',
		default: '',
		placeholder: '예: 2027-05-03, 2027-06-03',
		description: '공휴일 자료에 없는 임시공휴일(쉼표로 구분)',
	},
	{
		displayName: '적은 인원 가리기',
		name: 'hideSmallCells',
		type: 'boolean',
		default: true,
		description: '장애인, 유공자, 어린이의 5명 미만 수치를 가립니다. 부서 밖으로 나가는 파일은 켜 둡니다.',
	},
];

/** The settings of a report from the panel. @throws ValidationError */
export function reportSettingsAt(ctx: IExecuteFunctions, i: number, options: Record<string, unknown>): ReportSettings {
	return {
		...officeAt(ctx, i),
		thresholds: thresholdsAt(ctx, i),
		signOff: signOffAt(ctx, i),
		schoolHolidays: entries(options.schoolHolidays).map((entry) => ({
			from: day(entry.from, '학교 방학 시작일'),
			to: day(entry.to, '학교 방학 종료일'),
			name: text(entry.name),
		})),
		extraHolidays: text(options.extraHolidays).split(/[\s,]+/).filter(Boolean).map((one) => day(one, '추가 공휴일')),
		packageVersion: version,
		hideSmallCells: options.hideSmallCells !== false,
	};
}

function thresholdsAt(ctx: IExecuteFunctions, i: number): Record<string, number> {
	const given: unknown = ctx.getNodeParameter('thresholds', i, {});
	return Object.fromEntries(entries(given).map((entry) => [text(entry.id), numberOf(entry, 'value', Number.NaN)]));
}

function signOffAt(ctx: IExecuteFunctions, i: number): ReportSettings['signOff'] {
	const name = textAt(ctx, 'signOffName', i);
	const date = textAt(ctx, 'signOffDate', i);
	if (name === '' && date === '') return null;
	if (name !== '' && date !== '') return { name, date: day(date, '기준 확정일') };
	throw new ValidationError('signOffIncomplete', '기준 확정자와 기준 확정일 가운데 하나만 적혀 있습니다.', '둘 다 적거나 둘 다 비우시기 바랍니다.');
}

/** Rows of a fixed collection whose group is called `entry`. */
function entries(value: unknown): Record<string, unknown>[] {
	if (typeof value !== 'object' || value === null || !('entry' in value) || !Array.isArray(value.entry)) return [];
	return value.entry.filter((entry): entry is Record<string, unknown> => typeof entry === 'object' && entry !== null);
}

function text(value: unknown): string {
	return typeof value === 'string' ? value.trim() : '';
}

function day(value: unknown, label: string): string {
	const given = text(value);
	if (isDay(given)) return given;
	throw new ValidationError('parameterDay', `'${label}' 값이 날짜 형식(예: 2026-11-16)이 아닙니다.`, `'${label}'을(를) 연-월-일 형식으로 입력하시기 바랍니다.`);
}
