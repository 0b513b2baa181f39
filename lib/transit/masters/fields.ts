import type { MasterKind } from '../lake/manifest';

/** How a cell is read; see `values.ts`. */
export type ValueType = 'id' | 'text' | 'ars' | 'whole' | 'order' | 'number' | 'unit' | 'size' | 'flag' | 'direction' | 'day' | 'time';

export interface MasterField {
	/** Korean name, for the panel and for errors. */
	name: string;
	type: ValueType;
}

/** Everything a column of a master file can be. */
export const MASTER_FIELDS = {
	firm: { name: '정산사', type: 'id' },
	region: { name: '정산지역', type: 'id' },
	route: { name: '노선ID', type: 'id' },
	routeName: { name: '노선명', type: 'text' },
	routeType: { name: '노선 유형', type: 'text' },
	operator: { name: '운수사ID', type: 'id' },
	operatorName: { name: '운수사', type: 'text' },
	authority: { name: '인가권자', type: 'text' },
	licensedWeekday: { name: '인가운행횟수(평일)', type: 'number' },
	licensedSaturday: { name: '인가운행횟수(토요일)', type: 'number' },
	licensedHoliday: { name: '인가운행횟수(공휴일)', type: 'number' },
	licensedUnit: { name: '인가 단위', type: 'unit' },
	busSize: { name: '차량 크기', type: 'size' },
	seats: { name: '좌석', type: 'whole' },
	capacity: { name: '정원', type: 'whole' },
	seatedExpress: { name: '좌석제 여부', type: 'flag' },
	turnaround: { name: '회차 순번', type: 'order' },
	length: { name: '노선 길이(m)', type: 'number' },
	stop: { name: '정류장ID', type: 'id' },
	stopName: { name: '정류장명', type: 'text' },
	ars: { name: '정류장 번호(ARS)', type: 'ars' },
	longitude: { name: '경도', type: 'number' },
	latitude: { name: '위도', type: 'number' },
	dongCode: { name: '행정동코드', type: 'id' },
	dongName: { name: '행정동명', type: 'text' },
	sequence: { name: '정류장 순번', type: 'order' },
	direction: { name: '방향', type: 'direction' },
	distance: { name: '누적거리(m)', type: 'number' },
	turn: { name: '회차지 여부', type: 'flag' },
	serviceDate: { name: '운행일자', type: 'day' },
	vehicle: { name: '차량ID', type: 'id' },
	plate: { name: '차량등록번호', type: 'text' },
	runNo: { name: '운행순번', type: 'whole' },
	departedAt: { name: '출발일시', type: 'time' },
	endedAt: { name: '도착일시', type: 'time' },
	livingZone: { name: '생활권', type: 'text' },
	population: { name: '인구', type: 'whole' },
} as const satisfies Record<string, MasterField>;

export type MasterFieldId = keyof typeof MASTER_FIELDS;

export const KIND_NAMES: Readonly<Record<MasterKind, string>> = {
	route: '노선',
	stop: '정류장',
	route_stop: '경유 정류장',
	run_log: '운행기록',
	area: '행정동',
};

/** Fields of each kind, in the order of its columns; a row lacking one of `required` is skipped. A stop may be named by its ARS number alone. */
export const KIND_FIELDS = {
	route: {
		required: ['route'],
		optional: [
			...(['routeName', 'routeType', 'operator', 'operatorName', 'authority', 'licensedWeekday', 'licensedSaturday', 'licensedHoliday'] as const),
			...(['licensedUnit', 'busSize', 'seats', 'capacity', 'seatedExpress', 'turnaround', 'length'] as const),
		],
	},
	stop: { required: [], optional: ['stop', 'stopName', 'ars', 'longitude', 'latitude', 'dongCode', 'dongName'] },
	route_stop: { required: ['route', 'sequence', 'stop'], optional: ['direction', 'distance', 'turn'] },
	run_log: { required: ['route', 'departedAt'], optional: ['serviceDate', 'vehicle', 'plate', 'runNo', 'direction', 'endedAt'] },
	area: { required: ['dongCode'], optional: ['dongName', 'livingZone', 'population'] },
} as const satisfies Record<MasterKind, { required: readonly MasterFieldId[]; optional: readonly MasterFieldId[] }>;

export const isMasterField = (value: string): value is MasterFieldId => Object.hasOwn(MASTER_FIELDS, value);

export const fieldsOf = (kind: MasterKind): MasterFieldId[] => [...KIND_FIELDS[kind].required, ...KIND_FIELDS[kind].optional];
