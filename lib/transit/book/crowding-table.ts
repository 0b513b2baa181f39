import { officialDate } from '../../calendar/day';
import type { DayType, WeeklyCrowdingModel } from '../model';
import { listOptions, writeListSheet } from './list-sheet';
import { putFile, type BookFile } from './put-file';
import type { Column } from './table';
import { dayTypeName, DIRECTION_ORDER, directionName, hourCell, NOT_FOR_SETTLEMENT, stateName } from './words';
import { writeBook, type Fill } from './write-book';

type CrowdingLine = WeeklyCrowdingModel['rows'][number];

const DAY_TYPE_ORDER: Readonly<Record<DayType, number>> = { weekday: 0, saturday: 1, holiday: 2 };
const BY_NAME = new Intl.Collator('ko-KR', { numeric: true });

/** Columns of the weekly table. The province publishes no form of its own that could be followed; the order is ours. */
const COLUMNS: ReadonlyArray<Column<CrowdingLine>> = [
	{ title: '운수사', width: 15, kind: 'text', of: (row) => row.operator },
	{ title: '노선', width: 12, kind: 'text', of: (row) => row.routeName },
	{ title: '유형', width: 13, kind: 'word', of: (row) => row.routeType },
	{ title: '요일', width: 9, kind: 'word', of: (row) => dayTypeName(row.dayType) },
	{ title: '방향', width: 10, kind: 'word', of: (row) => directionName(row.direction) },
	{ title: '시간대', width: 10, kind: 'word', of: (row) => hourCell(row.hour) },
	{ title: '일수', width: 7, kind: 'count', of: (row) => row.days },
	{ title: '운행(회)', width: 9, kind: 'count', of: (row) => row.runs },
	{ title: '평균', group: '재차인원(명)', width: 9, kind: 'tenth', of: (row) => row.meanLoad },
	{ title: '최대', group: '재차인원(명)', width: 9, kind: 'count', of: (row) => row.maxLoad },
	{ title: '좌석', group: '차량(석·명)', width: 8, kind: 'count', of: (row) => row.seats },
	{ title: '정원', group: '차량(석·명)', width: 8, kind: 'count', of: (row) => row.capacity },
	{ title: '혼잡률\n(최대/정원)', width: 11, kind: 'percent', of: (row) => row.ratio },
	{ title: '혼잡도', width: 11, kind: 'level', of: (row) => row.level },
	{ title: '좌석 초과\n운행(회)', width: 10, kind: 'count', of: (row) => row.runsOverSeats },
];

/**
 * Writes one week's 노선별 혼잡률 by route, direction and hour. An earlier file of that name is replaced. Throws `bookFolder`.
 */
export async function writeCrowdingTable(week: WeeklyCrowdingModel, file: string): Promise<BookFile> {
	const properties = { creator: `${week.city} ${week.department}`.trim(), title: `노선별 혼잡률 ${officialDate(week.from)} ~ ${officialDate(week.to)}` };
	const fill: Fill = async (workbook) => {
		const missing = week.missingDays.length === 0 ? '빠진 날 없음' : `빠진 날 ${week.missingDays.length}일(${week.missingDays.map((day) => officialDate(day)).join(', ')})`;
		const rows = [...week.rows].sort(
			(a, b) =>
				BY_NAME.compare(a.operator, b.operator) || BY_NAME.compare(a.routeName, b.routeName) || DAY_TYPE_ORDER[a.dayType] - DAY_TYPE_ORDER[b.dayType] || DIRECTION_ORDER[a.direction] - DIRECTION_ORDER[b.direction] || a.hour - b.hour,
		);
		await writeListSheet(workbook.addWorksheet('노선별 혼잡률', listOptions({ columns: COLUMNS, frozenColumns: 2 })), {
			head: {
				title: `${week.city} 노선별 혼잡률 · ${officialDate(week.from)} ~ ${officialDate(week.to)}`,
				standing: `${week.department} · ${stateName(week.state)} · ${missing} · ${NOT_FOR_SETTLEMENT}`,
				note: '혼잡도는 경기도 안내 기준(대형버스 25·40·55명)입니다. 차량 크기를 모르거나 좌석형인 노선은 판정하지 않으며, 좌석형은 좌석 초과 운행으로 봅니다. 빈칸은 산출할 수 없는 값입니다.',
			},
			columns: COLUMNS,
			rows,
			frozenColumns: 2,
			none: '이 주의 혼잡률 자료가 없습니다.',
		});
	};
	return await putFile(file, async (scratch) => await writeBook(scratch, properties, fill));
}
