import type { AreaBalance, AreaRow } from '../model';
import type { Column } from './table';
import { clockName, free } from './words';

/** A living zone or a dong of 8 행정동·생활권. */
export interface AreaLine {
	zone: boolean;
	row: AreaRow;
}

/** Living zones first, then the dongs by zone. */
export const areaLines = ({ zones, dongs }: AreaBalance): AreaLine[] => [
	...zones.map((row) => ({ zone: true, row })),
	...[...dongs].sort((a, b) => a.livingZone.localeCompare(b.livingZone, 'ko') || (a.dongCode < b.dongCode ? -1 : 1)).map((row) => ({ zone: false, row })),
];

/** Columns of 8 행정동·생활권. */
export const AREA_COLUMNS: ReadonlyArray<Column<AreaLine>> = [
	{ title: '구분', width: 9, kind: 'word', of: ({ zone }) => (zone ? '생활권' : '행정동') },
	{ title: '생활권', width: 14, kind: 'word', of: ({ row }) => row.livingZone },
	{ title: '행정동', width: 14, kind: 'word', of: ({ zone, row }) => (zone ? '' : row.dongName) },
	{ title: '인구(명)', width: 11, kind: 'count', of: ({ row }) => row.population },
	{ title: '정류장(곳)', width: 10, kind: 'count', of: ({ row }) => row.stops },
	{ title: '노선(개)', width: 9, kind: 'count', of: ({ row }) => row.routes },
	{ title: '운행(회)', width: 10, kind: 'count', of: ({ row }) => row.runs },
	{ title: '승차(명)', width: 11, kind: 'count', of: ({ row }) => row.boardings },
	{ title: '하차(명, 관측)', width: 11, kind: 'count', of: ({ row }) => row.alightings },
	{ title: '인구 천 명당\n승차(명)', width: 12, kind: 'tenth', of: ({ row }) => row.boardingsPer1000 },
	{ title: '첫 승차', width: 10, kind: 'word', of: ({ row }) => clockName(row.firstBoarding) },
	{ title: '마지막 승차', width: 12, kind: 'word', of: ({ row }) => clockName(row.lastBoarding) },
];

/** What balance there is between dongs, in one line. */
export function balanceNote({ gini, bestToWorst }: AreaBalance): string {
	const figures = gini === null ? '인구 자료가 없어 균형 지수를 산출하지 않았습니다.' : `인구 천 명당 승차의 지니계수 ${free(gini)}, 최고/최저 ${free(bestToWorst)}배.`;
	return `정류장 소재지 기준으로, 역·환승센터가 있는 동은 실제 거주민의 이용보다 크게 나타납니다. 공급(운행·노선)과 함께 보시기 바랍니다. ${figures}`;
}
