import type { BusReportModel } from '../model';
import { listOptions, writeListSheet, type ListSheet } from './list-sheet';
import { pageOptions } from './page-sheet';
import { putFile, type BookFile } from './put-file';
import { keepWeightiest, RouteOrder } from './route-order';
import { AREA_COLUMNS, areaLines, balanceNote } from './sheet-areas';
import { CANDIDATE_COLUMNS, CANDIDATE_PRINT_COLUMNS, candidateRows, writeThresholds } from './sheet-candidates';
import { writeDataState } from './sheet-data-state';
import { heatOf, routeHourColumns, routeHourLines, STOP_HOUR_COLUMNS, stopHourLines } from './sheet-hours';
import { CROWDING_COLUMNS, loadColumns, loadLines } from './sheet-loads';
import { ROUTE_COLUMNS, ROUTE_PRINT_COLUMNS } from './sheet-routes';
import { writeSummary } from './sheet-summary';
import { bestOf, dayWithName, standing } from './words';
import { writeBook, type Fill } from './write-book';

/** Sheets in the order of the workbook. */
export const SHEET_NAMES = ['1 자료 상태', '2 총괄', '3 노선별', '4 노선×시간', '5 정류장×시간', '6 재차인원(관측·추정)', '7 혼잡', '8 행정동·생활권', '9 검토 대상'] as const;
type SheetName = (typeof SHEET_NAMES)[number];

/** Most rows of the long sheets; the weightiest are kept. Missing: as many as Excel takes. */
export interface WorkbookLimits {
	routes?: number;
	routeHours?: number;
	stops?: number;
	loads?: number;
	crowding?: number;
}

/**
 * Writes the nine-sheet workbook of a service date, row by row. An earlier file of that name is replaced when the new one is
 * whole. Throws `bookFolder` where the folder cannot be written.
 */
export async function writeWorkbook(model: BusReportModel, file: string, limits: WorkbookLimits = {}): Promise<BookFile> {
	const properties = { creator: `${model.city} ${model.department}`.trim(), title: `시내버스 이용 현황 ${dayWithName(model)}`, madeAt: model.madeAt };
	const fill: Fill = async (workbook) => {
		const order = new RouteOrder(model.routes);
		const head = (name: SheetName, note: string) => ({ title: `${name.slice(2)} · ${dayWithName(model)}`, standing: standing(model), note });
		const list = async <T>(name: SheetName, note: string, sheet: Omit<ListSheet<T>, 'head'>) =>
			await writeListSheet(workbook.addWorksheet(name, listOptions(sheet)), { ...sheet, head: head(name, note) });

		writeDataState(workbook.addWorksheet('1 자료 상태', pageOptions), model);
		writeSummary(workbook.addWorksheet('2 총괄', pageOptions), model, order);
		const routes = keepWeightiest(order.routes, limits.routes, (row) => row.boardings);
		await list('3 노선별', '운수사·노선 순. 빈칸은 산출할 수 없는 값입니다. 차량·거리·배차간격 등 오른쪽 열은 화면용으로 인쇄되지 않습니다.', {
			...routes, columns: ROUTE_COLUMNS, frozenColumns: 2, printColumns: ROUTE_PRINT_COLUMNS, wraps: true,
		});
		const routeHours = keepWeightiest(routeHourLines(model.routeHours, order), limits.routeHours, (row) => row.total);
		await list('4 노선×시간', '시간대별 인원(명)이며 하차는 관측값입니다. 색이 짙을수록 많습니다.', { ...routeHours, columns: routeHourColumns(order), frozenColumns: 5, heat: heatOf(5) });
		const stopHours = keepWeightiest(stopHourLines(model.stops), limits.stops, (row) => row.stop.totalBoardings + row.stop.totalAlightings);
		await list('5 정류장×시간', '승하차가 많은 정류장 순. 시간대별 인원(명)이며 하차는 관측값입니다. 색이 짙을수록 많습니다.', { ...stopHours, columns: STOP_HOUR_COLUMNS, frozenColumns: 6, heat: heatOf(6) });
		const loads = keepWeightiest(loadLines(model.loads, order), limits.loads, ({ row }) => bestOf(row.dayMax).value ?? -1);
		await list('6 재차인원(관측·추정)', '재차는 정류장을 출발할 때 차량 한 대의 차내 인원(명)으로, 관측은 하차 태그만, 추정은 통행 사슬 등으로 하차를 보완한 값입니다. 빈칸은 운행이 없거나 산출할 수 없는 시간대입니다. 구분을 걸러 보시기 바랍니다.', {
			...loads, columns: loadColumns(order), frozenColumns: 6,
		});
		const crowding = keepWeightiest(order.sort(model.crowding, (row) => row.hour), limits.crowding, (row) => bestOf(row.maxLoad).value ?? -1);
		await list('7 혼잡', '경기도·서울시 혼잡도는 승객 안내 기준이며 증회 기준이 아닙니다. 차량 크기를 모르면 판정하지 않고 인원만 적습니다. 좌석형 노선은 좌석 초과 인원으로 봅니다.', {
			...crowding, columns: CROWDING_COLUMNS, frozenColumns: 2,
		});
		await list('8 행정동·생활권', balanceNote(model.areas), { rows: areaLines(model.areas), columns: AREA_COLUMNS, frozenColumns: 3, strong: ({ zone }) => zone });
		await list('9 검토 대상', '같은 유형의 날 20일 미만은 판단하지 않고 관찰합니다. 감회·시간 단축·폐지를 뜻하지 않으며, 현장·민원·인가권자 협의를 거쳐 결정합니다.', {
			rows: candidateRows(model.candidates), columns: CANDIDATE_COLUMNS, frozenColumns: 4, printColumns: CANDIDATE_PRINT_COLUMNS, wraps: true, none: '검토하거나 관찰할 노선이 없습니다.',
			below: (sheet, row) => writeThresholds(sheet, model, row),
		});
	};
	return await putFile(file, async (scratch) => await writeBook(scratch, properties, fill));
}
