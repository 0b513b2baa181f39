import { officialDate } from '../../calendar/day';
import { html, type Html } from '../../report/markup';
import { count, free } from '../book/words';
import type { BusReportModel, DataState } from '../model';
import { section } from './parts';
import { type Column, dataTable } from './table';

/** 해석상 유의사항. */
export const cautions = (lines: readonly string[]): Html =>
	section('cautions', '해석상 유의사항', '', [lines.length === 0 ? html`<p class="empty">등록된 유의사항이 없음.</p>` : html`<ul class="cautions">${lines.map((line) => html`<li>${line}</li>`)}</ul>`], 'keep');

const THRESHOLDS: ReadonlyArray<Column<BusReportModel['thresholds'][number]>> = [
	{ title: '기준', of: (row) => row.name },
	{ title: '값', of: (row) => `${free(row.value)}${row.unit}`, look: 'num' },
];

type File = DataState['sources'][number]['files'][number];
const FILES: ReadonlyArray<Column<File>> = [
	{ title: '원천 파일', of: (row) => row.name },
	{ title: '행', of: (row) => count(row.rows), look: 'num' },
	{ title: 'SHA-256', of: (row) => html`<code>${row.sha256}</code>`, look: 'prose' },
];

/** Edition, thresholds with who signed them off, versions and the hashes of the files. */
export function versions(model: BusReportModel): Html {
	const { thresholdsSignedOffBy: sign, versions: used } = model;
	const names: Array<[string, string]> = [
		['판번호', `제${model.edition}판`],
		['분석 도구', used.package],
		['지표 정의', used.metrics],
		['자료 서식', used.layout],
		['코드표', used.codeTables],
		['기준정보', used.masters],
	];
	return section('versions', '판·기준·버전', '', [
		html`<div class="two"><div><h3>판정 기준</h3>${dataTable(THRESHOLDS, model.thresholds, { caption: '이 보고서에 쓴 기준값', quiet: true, none: '등록된 기준이 없음.' })}<p class="small">${sign === null ? '기준값을 부서에서 확인하기 전임. 검토 대상은 참고로만 보시기 바랍니다.' : `기준 확인: ${sign.name}, ${officialDate(sign.date)}`}</p></div><div><h3>판과 버전</h3><dl class="notes">${names.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl></div></div>`,
		html`<h3>원천 파일 확인값</h3>`,
		dataTable(FILES, model.dataState.sources.flatMap((source) => source.files), { caption: '같은 파일로 만들었는지 확인하는 값', none: '원천 파일이 없음.' }),
	]);
}

export const footer = (model: Pick<BusReportModel, 'city' | 'department' | 'contact'>): Html =>
	html`<footer><p>${[model.city, model.department, model.contact].filter(Boolean).join(' · ')}</p><p>교통카드 거래내역을 집계한 내부 참고 자료이며, 카드번호 등 개인을 알아볼 수 있는 정보는 포함하지 않음.</p></footer>`;
