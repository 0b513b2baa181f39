import { html, type Html, nothing } from '../../report/markup';
import { change, count, hourName, NONE, percent, tenth } from '../book/words';
import type { BusReportModel } from '../model';
import { comparisonWords, kilometres, section } from './parts';
import { type Column, dataTable } from './table';

interface Tile {
	name: string;
	value: string;
	note: string;
}

const unit = (value: number | null, word: string): string => (value === null ? NONE : `${count(value)}${word}`);

function tiles({ totals, dataState }: BusReportModel): Tile[] {
	const { comparison } = totals;
	const usualTagOff = dataState.checks.find((check) => check.id === 'tagOffRate')?.usual ?? null;
	const lastWeek = comparison.lastWeekChange === null ? '' : ` · 지난주 같은 요일 대비 ${change(comparison.lastWeekChange)}`;
	const perRun = totals.runs === null || totals.runs === 0 ? '' : `1회당 승차 ${tenth(totals.boardings / totals.runs)}명`;
	return [
		{ name: '총 승차 인원', value: unit(totals.boardings, '명'), note: `${comparisonWords(comparison)}${lastWeek}` },
		{ name: '하차 인원(관측)', value: unit(totals.alightings, '명'), note: '하차 태그 기준' },
		{ name: '하차 태그율', value: percent(totals.tagOffRate), note: usualTagOff === null ? '평소 자료 없음' : `평소 ${percent(usualTagOff)}` },
		{ name: '첨두시간', value: hourName(totals.peakHour), note: totals.peakShare === null ? '' : `하루 승차의 ${percent(totals.peakShare)} 집중` },
		{ name: '환승률', value: percent(totals.transferRate), note: '환승 승차 거래 비율' },
		{ name: '목적통행', value: unit(totals.linkedTrips, '통행'), note: totals.meanLegs === null ? '' : `통행당 ${totals.meanLegs.toFixed(2)}회 승차` },
		{ name: '평균 이용거리', value: kilometres(totals.meanDistanceM), note: '하차 기록이 있는 거래' },
		{ name: '운행 횟수', value: unit(totals.runs, '회'), note: [perRun, totals.vehicles === null ? '' : `차량 ${count(totals.vehicles)}대`].filter(Boolean).join(' · ') },
	];
}

/** The day in sentences and in a few figures. */
export function glance(model: BusReportModel): Html {
	const sentences = model.headline.length === 0 ? html`<p>집계할 수 있는 승차 자료가 없음.</p>` : html`${model.headline.map((one) => html`<p>${one}</p>`)}`;
	return section('glance', '한눈에 보기', `노선 ${count(model.totals.routes)}개 · 정류장 ${count(model.totals.stops)}곳`, [
		html`<div class="conclusion">${sentences}</div>`,
		html`<div class="tiles">${tiles(model).map(({ name, value, note }) => html`<div class="tile"><span>${name}</span><b>${value}</b><span class="note">${note}</span></div>`)}</div>`,
	], 'keep');
}

const RIDERS: ReadonlyArray<Column<BusReportModel['userTypes'][number]>> = [
	{ title: '이용자 구분', of: (row) => row.name },
	{ title: '승차(명)', of: (row) => (row.boardings === null ? '비공개' : count(row.boardings)), look: 'num' },
	{ title: '구성비', of: (row) => percent(row.share), look: 'num' },
];

const TRANSFERS: ReadonlyArray<Column<BusReportModel['transfers'][number]>> = [
	{ title: '먼저 탄 노선', of: (row) => row.fromRoute },
	{ title: '갈아탄 노선', of: (row) => row.toRoute },
	{ title: '환승(명)', of: (row) => count(row.persons), look: 'num' },
];

/** Kinds of rider and the largest transfer flows. */
export function riders(model: BusReportModel): Html {
	const hidden = model.userTypes.some((row) => row.boardings === null);
	return section('riders', '이용자 구분과 환승', '', [
		html`<div class="two"><div><h3>이용자 구분별 승차</h3>${dataTable(RIDERS, model.userTypes, { caption: '이용자 구분별 승차 인원', quiet: true, none: '이용자 구분 자료가 없음.' })}${hidden ? html`<p class="more">적은 수의 이용자가 드러나지 않도록 일부 구분을 비공개로 함.</p>` : nothing}</div><div><h3>주요 환승</h3>${dataTable(TRANSFERS, model.transfers.slice(0, 10), { caption: '환승이 많은 노선', quiet: true, none: '환승 자료가 없음.' })}</div></div>`,
	], 'keep');
}

const UNUSUAL: ReadonlyArray<Column<BusReportModel['unusualRoutes'][number]>> = [
	{ title: '노선', of: (row) => row.routeName },
	{ title: '승차(명)', of: (row) => count(row.boardings), look: 'num' },
	{ title: '평소(명)', of: (row) => count(row.comparison.usual), look: 'num' },
	{ title: '평소 대비', of: (row) => change(row.comparison.change), look: 'num' },
	{ title: '지난주 같은 요일 대비', of: (row) => change(row.comparison.lastWeekChange), look: 'num' },
	{ title: '비교 일수', of: (row) => `${count(row.comparison.days)}일`, look: 'num' },
	{ title: '가능한 원인', of: () => '확인 필요' },
];

/** Routes that differ most from their usual day. */
export const unusual = (model: BusReportModel): Html =>
	section('unusual', '평소와 다른 노선', '원인은 자료만으로 알 수 없음', [dataTable(UNUSUAL, model.unusualRoutes, { caption: '평소와 승차 인원이 크게 다른 노선', quiet: true, none: '평소와 크게 다른 노선이 없거나 비교할 자료가 부족함.' })], 'keep');
