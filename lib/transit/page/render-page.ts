import { officialDate } from '../../calendar/day';
import { stateName } from '../book/words';
import type { BusReportModel } from '../model';
import { candidates } from './candidates';
import { cautions, footer, versions } from './closing';
import { crowding } from './crowding';
import { dataState } from './data-state';
import { documentOf } from './document';
import { areas, heatMap, hours, profiles, stops } from './figures';
import { contents, masthead } from './head';
import { PAGE_LIMITS, type PageOptions } from './options';
import { routes } from './routes';
import { glance, riders, unusual } from './summary';

const PARTS = [
	['state', '자료 상태'],
	['glance', '한눈에 보기'],
	['hours', '시간대별'],
	['heat', '노선·시간대'],
	['profile', '재차인원'],
	['crowding', '혼잡'],
	['stops', '정류장'],
	['areas', '행정동'],
	['unusual', '평소와 다른 노선'],
	['candidates', '검토 대상'],
	['routes', '노선별'],
	['cautions', '유의사항'],
	['versions', '판·기준'],
] as const;

/**
 * The report of a service date as one HTML page that opens offline and prints on A4: state of the data first, then the
 * day. Long lists are cut at `options` (the page says how many are left out); the workbook holds them whole.
 */
export function renderPage(model: BusReportModel, options: Partial<PageOptions> = {}): string {
	const limits = { ...PAGE_LIMITS, ...options };
	const title = `${model.city} 시내버스 이용 현황 ${officialDate(model.serviceDate)} (${stateName(model.state)}, 제${model.edition}판)`;
	return documentOf(title, [
		masthead(model),
		contents(PARTS),
		dataState(model),
		glance(model),
		hours(model),
		heatMap(model, limits),
		profiles(model, limits),
		crowding(model, limits),
		stops(model, limits),
		riders(model),
		areas(model, limits),
		unusual(model),
		candidates(model.candidates, limits.candidates),
		routes(model, limits),
		cautions(model.cautions),
		versions(model),
		footer(model),
	], true);
}
