import type { CrowdingRow, LoadRow } from '../model';
import type { RouteOrder } from './route-order';
import type { Column } from './table';
import { BUS_SIZES, directionName, hourCell } from './words';

/** Columns of 6 재차인원: what was tapped and what was estimated stand in columns of their own. */
export const loadColumns = (order: RouteOrder): ReadonlyArray<Column<LoadRow>> => [
	{ title: '운수사', width: 14, kind: 'text', of: (row) => order.operatorOf(row.routeKey) },
	{ title: '노선', width: 11, kind: 'text', of: (row) => row.routeName },
	{ title: '방향', width: 9, kind: 'word', of: (row) => directionName(row.direction) },
	{ title: '순번', width: 6, kind: 'count', of: (row) => row.sequence },
	{ title: '정류장', width: 24, kind: 'text', of: (row) => row.stopName },
	{ title: '시간대', width: 9, kind: 'word', of: (row) => hourCell(row.hour) },
	{ title: '운행(회)', width: 8, kind: 'count', of: (row) => row.runs },
	{ title: '승차(명)', width: 8, kind: 'persons', of: (row) => row.boardings },
	{ title: '관측', group: '하차(명)', width: 8, kind: 'persons', of: (row) => row.alightings.observed },
	{ title: '추정', group: '하차(명)', width: 8, kind: 'persons', of: (row) => row.alightings.estimated },
	{ title: '관측', group: '평균 재차인원(명)', width: 8, kind: 'tenth', of: (row) => row.mean.observed },
	{ title: '추정', group: '평균 재차인원(명)', width: 8, kind: 'tenth', of: (row) => row.mean.estimated },
	{ title: '관측', group: '최대 재차인원(명)', width: 8, kind: 'persons', of: (row) => row.max.observed },
	{ title: '추정', group: '최대 재차인원(명)', width: 8, kind: 'persons', of: (row) => row.max.estimated },
	{ title: '관측', group: '재차인원 90백분위(명)', width: 9, kind: 'tenth', of: (row) => row.p90.observed },
	{ title: '추정', group: '재차인원 90백분위(명)', width: 9, kind: 'tenth', of: (row) => row.p90.estimated },
	{ title: '관측', group: '통과인원(명)', width: 9, kind: 'persons', of: (row) => row.sectionSum.observed },
	{ title: '추정', group: '통과인원(명)', width: 9, kind: 'persons', of: (row) => row.sectionSum.estimated },
];

/** Columns of 7 혼잡. */
export const CROWDING_COLUMNS: ReadonlyArray<Column<CrowdingRow>> = [
	{ title: '운수사', width: 14, kind: 'text', of: (row) => row.operator },
	{ title: '노선', width: 11, kind: 'text', of: (row) => row.routeName },
	{ title: '방향', width: 9, kind: 'word', of: (row) => directionName(row.direction) },
	{ title: '시간대', width: 9, kind: 'word', of: (row) => hourCell(row.hour) },
	{ title: '순번', group: '가장 붐비는 구간(출발 정류장)', width: 6, kind: 'count', of: (row) => row.sequence },
	{ title: '정류장', group: '가장 붐비는 구간(출발 정류장)', width: 24, kind: 'text', of: (row) => row.stopName },
	{ title: '운행(회)', width: 8, kind: 'count', of: (row) => row.runs },
	{ title: '관측', group: '최대 재차인원(명)', width: 7, kind: 'count', of: (row) => row.maxLoad.observed },
	{ title: '추정', group: '최대 재차인원(명)', width: 7, kind: 'count', of: (row) => row.maxLoad.estimated },
	{ title: '관측', group: '평균 재차인원(명)', width: 7, kind: 'tenth', of: (row) => row.meanLoad.observed },
	{ title: '추정', group: '평균 재차인원(명)', width: 7, kind: 'tenth', of: (row) => row.meanLoad.estimated },
	{ title: '크기', group: '차량', width: 6, kind: 'word', of: (row) => (row.busSize === null ? '미상' : BUS_SIZES[row.busSize]) },
	{ title: '좌석', group: '차량', width: 6, kind: 'count', of: (row) => row.seats },
	{ title: '정원', group: '차량', width: 6, kind: 'count', of: (row) => row.capacity },
	{ title: '최대 재차\n/ 정원', width: 8, kind: 'percent', of: (row) => row.ratio },
	{ title: '경기도', group: '혼잡도', width: 9, kind: 'level', of: (row) => row.gyeonggi },
	{ title: '서울시', group: '혼잡도', width: 9, kind: 'level', of: (row) => row.seoul },
	{ title: '인원(명)', group: '좌석 초과', width: 8, kind: 'count', of: (row) => row.overSeats },
	{ title: '운행(회)', group: '좌석 초과', width: 8, kind: 'count', of: (row) => row.runsOverSeats },
	{ title: '비고', width: 44, kind: 'text', of: (row) => row.note },
];
