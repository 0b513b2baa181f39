import { html, type Html, nothing } from '../../report/markup';
import { clockName, count, DIRECTION_ORDER, directionName, tenth } from '../book/words';
import { areaBalanceSvg } from '../charts/area-balance';
import { heatMapSvg } from '../charts/heat-map';
import { hourCurveSvg } from '../charts/hour-curve';
import { profileSvg } from '../charts/load-profile';
import { profileGroups } from '../charts/profile-groups';
import { stopMapSvg } from '../charts/stop-map';
import type { AreaBalance, AreaRow, BusReportModel, StopHourRow } from '../model';
import type { PageOptions } from './options';
import { chart, paragraph, section } from './parts';
import { type Column, dataTable, leftOut } from './table';

/** Load profiles that stand one below the other where no script runs. */
const WITHOUT_SCRIPT = 2;

/** Boardings by hour against the usual day. */
export const hours = (model: BusReportModel): Html => section('hours', '시간대별 승하차', '평소 = 같은 요일 유형의 중앙값', [chart(hourCurveSvg(model))], 'keep');

/** Routes by hour. */
export const heatMap = (model: BusReportModel, { heatMapRoutes }: PageOptions): Html =>
	section('heat', '노선별·시간대별 승차', '승차가 많은 노선순', [chart(heatMapSvg(model, { routes: heatMapRoutes })), leftOut(model.routes.length - heatMapRoutes, ['노선', '개'])]);

/** Load along the routes; the script shows one at a time, by choice. */
export function profiles(model: BusReportModel, { profiles: most }: PageOptions): Html {
	const groups = profileGroups(model);
	const shown = groups.slice(0, most);
	if (shown.length === 0) return section('profile', '정류장별 재차인원', '', [html`<p class="empty">정류장별 재차인원을 산출할 자료가 없음.</p>`]);
	const inOrder = shown.map((group, index) => ({ group, index })).sort((one, other) => compareNames(one.group.routeName, other.group.routeName) || DIRECTION_ORDER[one.group.direction] - DIRECTION_ORDER[other.group.direction]);
	const options = inOrder.map(({ group, index }) => html`<option value="profile-${index}"${index === 0 ? html` selected` : nothing}>${group.routeName} ${directionName(group.direction)} (승차 ${count(group.boardings)}명)</option>`);
	return section('profile', '정류장별 재차인원', '관측과 추정은 따로 표시함', [
		html`<p class="controls" hidden><label for="profile-choice">노선·방향</label> <select id="profile-choice">${options}</select></p>`,
		html`<div id="profiles">${shown.map((group, index) => html`<figure id="profile-${index}"${index < WITHOUT_SCRIPT ? nothing : html` hidden`}>${chart(profileSvg(group.rows))}</figure>`)}</div>`,
		paragraph('관측은 하차 태그만으로, 추정은 하차 기록이 없는 이용자의 하차 정류장을 추정하여 더한 값임. 하차 태그가 적으면 관측 재차인원은 종점으로 갈수록 실제보다 커짐.'),
		leftOut(groups.length - shown.length, ['노선·방향', '건']),
	]);
}

/** Route names as people order them: 2 before 10. */
export const compareNames = (one: string, other: string): number => NAMES.compare(one, other);
const NAMES = new Intl.Collator('ko', { numeric: true });

const STOPS: ReadonlyArray<Column<StopHourRow>> = [
	{ title: '정류장', of: (row) => row.stopName },
	{ title: '번호', of: (row) => row.arsNo, look: 'tight' },
	{ title: '행정동', of: (row) => row.dongName, look: 'tight' },
	{ title: '승차(명)', of: (row) => count(row.totalBoardings), look: 'num' },
	{ title: '하차(명)', of: (row) => count(row.totalAlightings), look: 'num' },
	{ title: '노선', of: (row) => `${count(row.routes)}개`, look: 'num' },
];

/** Stops on a schematic map and the busiest in a table. */
export function stops(model: BusReportModel, options: PageOptions): Html {
	const rows = [...model.stops].sort((one, other) => other.totalBoardings - one.totalBoardings).slice(0, options.listedStops);
	return section('stops', '정류장별 이용', '배경 지도 없이 좌표만으로 그린 개략도', [
		chart(stopMapSvg(model, { stops: options.stops })),
		dataTable(STOPS, rows, { caption: `승차가 많은 정류장 ${count(rows.length)}곳`, none: '정류장별 자료가 없음.', left: model.stops.length - rows.length, unit: ['정류장', '곳'] }),
	]);
}

const areaColumns = (name: string): ReadonlyArray<Column<AreaRow>> => [
	{ title: name, of: (row) => row.dongName },
	{ title: '인구(명)', of: (row) => count(row.population), look: 'num' },
	{ title: '승차(명)', of: (row) => count(row.boardings), look: 'num' },
	{ title: '1,000명당 승차', of: (row) => tenth(row.boardingsPer1000), look: 'num' },
	{ title: '정차 운행(회)', of: (row) => count(row.runs), look: 'num' },
	{ title: '정류장', of: (row) => count(row.stops), look: 'num' },
	{ title: '노선', of: (row) => count(row.routes), look: 'num' },
	{ title: '첫 승차', of: (row) => clockName(row.firstBoarding), look: 'num' },
	{ title: '마지막 승차', of: (row) => clockName(row.lastBoarding), look: 'num' },
];

/** Use beside supply by 행정동 and by 생활권. */
export function areas({ areas: balance }: { areas: AreaBalance }, { areas: most }: PageOptions): Html {
	const facts = [
		balance.gini === null ? '' : `지니계수 ${balance.gini.toFixed(3)}(0에 가까울수록 고름)`,
		balance.bestToWorst === null ? '' : `가장 많은 동과 적은 동의 차이 ${tenth(balance.bestToWorst)}배`,
	].filter(Boolean);
	return section('areas', '행정동별 이용과 공급', '정류장 소재지 기준', [
		facts.length === 0 ? nothing : paragraph(facts.join(' · '), 'fact'),
		chart(areaBalanceSvg({ areas: balance }, { areas: most })),
		balance.zones.length === 0 ? nothing : dataTable(areaColumns('생활권'), balance.zones, { caption: '생활권별 이용과 공급', none: '' }),
		paragraph('거주지가 아니라 정류장이 있는 동을 기준으로 하므로 역·환승거점이 있는 동은 실제 주민 이용보다 크게 나타남. 이용이 적은 곳이 수요가 적은 곳인지 공급이 적은 곳인지는 운행 횟수와 함께 보시기 바랍니다.'),
	]);
}

