import { officialDate } from '../../calendar/day';
import { html, type Html, nothing } from '../../report/markup';
import { count, dayTypeName, hourName, moment, NONE, NOT_FOR_SETTLEMENT, percent, stateName, tenth } from '../book/words';
import { dayBarsSvg } from '../charts/day-bars';
import { hourCurveSvg } from '../charts/hour-curve';
import type { PeriodReportModel } from '../model';
import { candidates } from './candidates';
import { cautions, footer } from './closing';
import { documentOf } from './document';
import { areas } from './figures';
import { dayList } from './head';
import { PAGE_LIMITS, type PageOptions } from './options';
import { chart, section } from './parts';
import { type Column, dataTable } from './table';

const HOUR_WORDS = { title: '시간대별 하루 평균 승하차 인원', boardings: '승차(하루 평균)', alightings: '하차(하루 평균)', usual: '' };

function masthead(period: PeriodReportModel): Html {
	const scope = [dayTypeName(period.dayType) === '전체' ? '모든 요일' : dayTypeName(period.dayType), period.routeName === null ? '전체 노선' : `${period.routeName} 노선`].join(' · ');
	const facts: Array<[string, string]> = [
		['대상', scope],
		['작성 일시', moment(period.madeAt)],
		['집계 일수', `${count(period.days.length)}일`],
		['담당', [period.department, period.contact].filter(Boolean).join(' · ')],
	];
	const provisional = period.days.filter((day) => day.state === 'provisional').map((day) => day.date);
	return html`<header><div>
<p class="office">${[period.city, period.department].filter(Boolean).join(' ')}</p>
<h1>시내버스 기간 이용 현황</h1>
<p class="period">${officialDate(period.from)} ~ ${officialDate(period.to)}</p>
</div></header>
<dl class="facts">${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
<p class="standing">${NOT_FOR_SETTLEMENT}</p>
${warning('자료가 없는 날', period.missingDays)}
${warning('잠정 자료인 날', provisional)}`;
}

const warning = (name: string, days: readonly string[]): Html => (days.length === 0 ? nothing : html`<div class="changes"><h3>${name} ${count(days.length)}일</h3><p>${dayList(days)}</p></div>`);

function glance({ days, hours }: PeriodReportModel): Html {
	const total = days.reduce((sum, day) => sum + day.boardings, 0);
	const sorted = [...days].sort((one, other) => other.boardings - one.boardings);
	const [most, least] = [sorted[0], sorted.at(-1)];
	const peak = [...hours].sort((one, other) => other.meanBoardings - one.meanBoardings)[0];
	const tiles: Array<[string, string, string]> = [
		['총 승차 인원', `${count(total)}명`, `${count(days.length)}일 합계`],
		['하루 평균 승차', days.length === 0 ? NONE : `${count(total / days.length)}명`, ''],
		['가장 많은 날', most === undefined ? NONE : `${count(most.boardings)}명`, most === undefined ? '' : `${officialDate(most.date)}(${most.dayName})`],
		['가장 적은 날', least === undefined ? NONE : `${count(least.boardings)}명`, least === undefined ? '' : `${officialDate(least.date)}(${least.dayName})`],
	];
	const words = peak === undefined || peak.meanBoardings <= 0 ? '' : `첨두시간은 ${hourName(peak.hour)}로 하루 평균 ${count(peak.meanBoardings)}명이 승차함.`;
	return section('glance', '한눈에 보기', '', [
		words === '' ? nothing : html`<div class="conclusion"><p>${words}</p></div>`,
		html`<div class="tiles">${tiles.map(([name, value, note]) => html`<div class="tile"><span>${name}</span><b>${value}</b><span class="note">${note}</span></div>`)}</div>`,
	], 'keep');
}

const DAYS: ReadonlyArray<Column<PeriodReportModel['days'][number]>> = [
	{ title: '운행일자', of: (row) => `${officialDate(row.date)}(${row.dayName})`, look: 'tight' },
	{ title: '구분', of: (row) => dayTypeName(row.dayType), look: 'tight' },
	{ title: '승차(명)', of: (row) => count(row.boardings), look: 'num' },
	{ title: '하차(명)', of: (row) => count(row.alightings), look: 'num' },
	{ title: '하차 태그율', of: (row) => percent(row.tagOffRate), look: 'num' },
	{ title: '상태', of: (row) => stateName(row.state), look: 'tight' },
];

const ROUTES: ReadonlyArray<Column<PeriodReportModel['routes'][number]>> = [
	{ title: '노선', of: (row) => row.routeName, look: 'tight' },
	{ title: '운수사', of: (row) => (row.operator === '' ? '미등록' : row.operator) },
	{ title: '승차(명)', of: (row) => count(row.boardings), look: 'num' },
	{ title: '하루 평균(명)', of: (row) => count(row.dailyMean), look: 'num' },
	{ title: '첨두시간', of: (row) => hourName(row.peakHour), look: 'num' },
	{ title: '최대 재차 평균(명)', of: (row) => tenth(row.meanMaxLoad), look: 'num' },
	{ title: '최대 재차(명)', of: (row) => count(row.maxLoad), look: 'num' },
	{ title: '운행(회)', of: (row) => count(row.runs), look: 'num' },
];

const STOPS: ReadonlyArray<Column<PeriodReportModel['stops'][number]>> = [
	{ title: '정류장', of: (row) => row.stopName },
	{ title: '행정동', of: (row) => row.dongName, look: 'tight' },
	{ title: '승차(명)', of: (row) => count(row.boardings), look: 'num' },
	{ title: '하차(명)', of: (row) => count(row.alightings), look: 'num' },
];

const top = <T extends { boardings: number }>(rows: readonly T[], most: number): T[] => [...rows].sort((one, other) => other.boardings - one.boardings).slice(0, most);

/** The report of a period as one HTML page, made like that of a day. */
export function renderPeriodPage(period: PeriodReportModel, options: Partial<PageOptions> = {}): string {
	const limits = { ...PAGE_LIMITS, ...options };
	const hours = period.hours.map((row) => ({ hour: row.hour, boardings: row.meanBoardings, alightings: row.meanAlightings, usualBoardings: null }));
	const routes = top(period.routes, limits.routes);
	const stops = top(period.stops, limits.listedStops);
	return documentOf(`${period.city} 시내버스 기간 이용 현황 ${officialDate(period.from)} ~ ${officialDate(period.to)}`, [
		masthead(period),
		glance(period),
		section('days', '일별 승차', '', [chart(dayBarsSvg(period)), dataTable(DAYS, period.days, { caption: '일별 승하차 인원', quiet: true, none: '집계한 날이 없음.' })]),
		section('hours', '시간대별 하루 평균', '', [chart(hourCurveSvg({ hours }, HOUR_WORDS))], 'keep'),
		section('routes', '노선별 현황', NOT_FOR_SETTLEMENT, [dataTable(ROUTES, routes, { caption: `노선별 현황(승차가 많은 순) · ${NOT_FOR_SETTLEMENT}`, none: '노선별 자료가 없음.', left: period.routes.length - routes.length, unit: ['노선', '개'] })]),
		section('stops', '정류장별 이용', '', [dataTable(STOPS, stops, { caption: `승차가 많은 정류장 ${count(stops.length)}곳`, none: '정류장별 자료가 없음.', left: period.stops.length - stops.length, unit: ['정류장', '곳'] })]),
		areas(period, limits),
		candidates(period.candidates, limits.candidates),
		cautions(period.cautions),
		footer(period),
	], false);
}
