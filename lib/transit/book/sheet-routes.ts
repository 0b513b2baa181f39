import type { RouteRow } from '../model';
import type { Column } from './table';
import { clockName, count, directionName, drivenRuns, hourCell } from './words';

/** 최대 재차 구간: direction, hour, and the stops that the section lies between. */
function busiestSection({ maxLoadAt: at }: RouteRow): string {
	if (at === null) return '';
	return `${directionName(at.direction)} ${hourCell(at.hour)} ${at.stopName}${at.nextStopName === null ? '' : ` → ${at.nextStopName}`}`;
}

const UNITS: Readonly<Record<'oneWay' | 'roundTrip', string>> = { oneWay: '편도', roundTrip: '왕복' };
const km = (metres: number | null) => (metres === null ? null : metres / 1000);

/** Columns of 3 노선별 that are printed; the further ones are for the screen. */
export const ROUTE_PRINT_COLUMNS = 19;

/** Columns of 3 노선별. */
export const ROUTE_COLUMNS: ReadonlyArray<Column<RouteRow>> = [
	{ title: '운수사', width: 14, kind: 'text', of: (row) => row.operator },
	{ title: '노선', width: 11, kind: 'text', of: (row) => row.routeName },
	{ title: '유형', width: 14, kind: 'text', of: (row) => row.routeType },
	{ title: '인가권자', width: 12, kind: 'text', of: (row) => row.licensingAuthority },
	{ title: '승차(명)', width: 9, kind: 'count', of: (row) => row.boardings },
	{ title: '전주', group: '전주 같은 요일', width: 9, kind: 'count', of: (row) => row.comparison.lastWeek },
	{ title: '대비', group: '전주 같은 요일', width: 8, kind: 'change', of: (row) => row.comparison.lastWeekChange },
	{ title: '평소', group: '평소(같은 유형의 날 중앙값)', width: 9, kind: 'count', of: (row) => row.comparison.usual },
	{ title: '대비', group: '평소(같은 유형의 날 중앙값)', width: 8, kind: 'change', of: (row) => row.comparison.change },
	{ title: '일수', group: '평소(같은 유형의 날 중앙값)', width: 6, kind: 'count', of: (row) => row.comparison.days },
	{ title: '시간', group: '첨두시간', width: 8, kind: 'word', of: (row) => hourCell(row.peakHour) },
	{ title: '집중률', group: '첨두시간', width: 8, kind: 'percent', of: (row) => row.peakShare },
	{ title: '관측', group: '최대 재차인원(명)', width: 7, kind: 'count', of: (row) => row.maxLoad.observed },
	{ title: '추정', group: '최대 재차인원(명)', width: 7, kind: 'count', of: (row) => row.maxLoad.estimated },
	{ title: '최대 재차 구간', width: 34, kind: 'text', of: busiestSection },
	{ title: '운행', group: '운행·인가 횟수', width: 8, kind: 'count', of: drivenRuns },
	{ title: '인가', group: '운행·인가 횟수', width: 8, kind: 'count', of: (row) => row.licensedRuns },
	{ title: '인가 단위', group: '운행·인가 횟수', width: 7, kind: 'word', of: (row) => (row.licensedUnit === null ? '' : UNITS[row.licensedUnit]) },
	{ title: '준수율', group: '운행·인가 횟수', width: 8, kind: 'percent', of: (row) => row.compliance },
	{ title: '준수율 비고', width: 48, kind: 'line', of: (row) => row.complianceNote },
	{ title: '하차(명, 관측)', width: 9, kind: 'count', of: (row) => row.alightings },
	{ title: '하차 태그율', width: 8, kind: 'percent', of: (row) => row.tagOffRate },
	{ title: '환승률', width: 8, kind: 'percent', of: (row) => row.transferRate },
	{ title: '시작', group: '연속 60분 첨두', width: 10, kind: 'word', of: (row) => clockName(row.rollingPeakStart) },
	{ title: '승차(명)', group: '연속 60분 첨두', width: 9, kind: 'count', of: (row) => row.rollingPeakBoardings },
	{ title: '차량(대)', width: 8, kind: 'count', of: (row) => row.vehicles },
	{ title: '운행당', group: '승차(명)', width: 8, kind: 'tenth', of: (row) => row.boardingsPerRun },
	{ title: '차량당', group: '승차(명)', width: 8, kind: 'tenth', of: (row) => row.boardingsPerVehicle },
	{ title: '차량·km당', group: '승차(명)', width: 9, kind: 'tenth', of: (row) => row.boardingsPerKm },
	{ title: '평균', group: '이용거리(km)', width: 8, kind: 'tenth', of: (row) => km(row.meanDistanceM) },
	{ title: '중앙값', group: '이용거리(km)', width: 8, kind: 'tenth', of: (row) => km(row.medianDistanceM) },
	{ title: '평균', group: '배차간격(분)', width: 8, kind: 'tenth', of: (row) => row.headway?.meanMinutes ?? null },
	{ title: '90백분위', group: '배차간격(분)', width: 9, kind: 'tenth', of: (row) => row.headway?.p90Minutes ?? null },
	{ title: '변동계수', group: '배차간격(분)', width: 8, kind: 'ratio', of: (row) => row.headway?.cv ?? null },
	{ title: '예상 대기', group: '배차간격(분)', width: 8, kind: 'tenth', of: (row) => row.headway?.expectedWaitMinutes ?? null },
	{ title: '굴곡도', width: 8, kind: 'ratio', of: (row) => row.circuity },
	{ title: '중복도', width: 8, kind: 'percent', of: (row) => row.duplication },
	{ title: '가장 많이 겹치는 노선', width: 20, kind: 'line', of: (row) => (row.duplicatedMostBy === null ? '' : `${row.duplicatedMostBy.routeName} (${count(row.duplicatedMostBy.share * 100)}%)`) },
];
