import { officialDate } from '../../calendar/day';
import { html, type Html, nothing } from '../../report/markup';
import { count, dayTypeName, free } from '../book/words';
import { trendSvg } from '../charts/trend';
import type { Candidate } from '../model';
import { chart, paragraph, section } from './parts';
import { leftOut } from './table';

/** Rows of evidence on a card; the rest is counted. */
const EVIDENCE = 3;

const TABLES: Readonly<Record<string, string>> = {
	route_day: '노선별 일계',
	route_hour: '노선·시간대',
	route_stop_hour: '노선·정류장·시간대',
	stop_hour: '정류장·시간대',
	run_day: '운행별',
	load: '재차인원',
	profile: '정류장별 재차인원',
	headway: '배차간격',
	compliance: '운행횟수 준수',
	shape: '노선 형태',
	area: '행정동',
};

const tableName = (table: string): string => (Object.hasOwn(TABLES, table) ? (TABLES[table] ?? table) : table);

function evidence({ evidence: rows }: Candidate): Html {
	if (rows.length === 0) return nothing;
	const shown = rows.slice(0, EVIDENCE).map((row) => html`<li>${tableName(row.table)} · ${officialDate(row.date)} · <code>${row.key}</code> · ${free(row.value)}</li>`);
	const more = rows.length > EVIDENCE ? html`<li>외 ${count(rows.length - EVIDENCE)}건</li>` : nothing;
	return html`<h4>근거 자료</h4><ul class="evidence">${shown}${more}</ul>`;
}

const stageWords = ({ stage, observedDays }: Candidate): string => (stage === 'review' ? '검토 대상' : `관찰 (${count(observedDays)}일)`);

function card(one: Candidate): Html {
	return html`<article class="card s-${one.stage}">
<h3><span class="stage">${stageWords(one)}</span> ${one.routeName} · ${one.kindName}</h3>
<p class="where">${one.where}</p>
<dl>${one.numbers.map(({ name, value, unit }) => html`<dt>${name}</dt><dd><b>${free(value)}</b>${unit}</dd>`)}<dt>관측 일수</dt><dd>${dayTypeName(one.dayType)} ${count(one.observedDays)}일 중 <b>${count(one.metDays)}</b>일 해당</dd><dt>운수사</dt><dd>${one.operator}</dd><dt>인가권자</dt><dd>${one.licensingAuthority === '' ? '미등록' : one.licensingAuthority}</dd></dl>
<p class="rule"><b>기준</b> ${one.rule}</p>
${one.trend.length === 0 ? nothing : chart(trendSvg(one))}
<p class="care"><b>유의</b> ${one.caution}</p>
${evidence(one)}
</article>`;
}

/** What the figures suggest to look into, with rule, numbers, observed days, authority, caution and evidence. */
export function candidates(list: readonly Candidate[], most: number): Html {
	const inOrder = [...list.filter((one) => one.stage === 'review'), ...list.filter((one) => one.stage !== 'review')];
	const review = list.filter((one) => one.stage === 'review').length;
	return section('candidates', '노선조정 검토 대상', `검토 대상 ${count(review)}건 · 관찰 ${count(list.length - review)}건`, [
		list.length === 0 ? html`<p class="empty">기준에 해당하는 노선이 없거나 판단할 자료가 부족함.</p>` : html`<div class="cards">${inOrder.slice(0, most).map(card)}</div>`,
		leftOut(list.length - most, ['검토 대상', '건']),
		paragraph('검토할 가치가 있는 노선을 찾은 것이며 조정 결정이 아님. 감회·단축·폐지는 같은 요일 유형 20일 이상을 관측하기 전에는 관찰로만 표시함.'),
	]);
}
