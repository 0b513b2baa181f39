import { officialDate } from '../../calendar/day';
import { html, type Html, nothing } from '../../report/markup';
import { dayWithName, moment, NOT_FOR_SETTLEMENT, stateName } from '../book/words';
import type { BusReportModel } from '../model';

/** City, day, state and edition, and what has changed since the last edition. */
export function masthead(model: BusReportModel): Html {
	const facts: Array<[string, string]> = [
		['자료 기준시각', moment(model.dataAsOf)],
		['작성 일시', moment(model.madeAt)],
		['판번호', `제${model.edition}판(${stateName(model.state)})`],
		['담당', [model.department, model.contact].filter(Boolean).join(' · ')],
	];
	return html`<header>
<div>
<p class="office">${[model.city, model.department].filter(Boolean).join(' ')}</p>
<h1>시내버스 이용 현황</h1>
<p class="period">운행일자 ${dayWithName(model)} · 04:00~익일 03:59</p>
</div>
<p class="edition ${model.state}"><b>${stateName(model.state)}</b><span>제${model.edition}판</span></p>
</header>
<dl class="facts">${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
<p class="standing">${NOT_FOR_SETTLEMENT}</p>
${model.state === 'provisional' ? html`<p class="mock">잠정 자료임. 늦게 도착하는 거래내역에 따라 수치가 바뀔 수 있으므로 확정 전에는 대외 인용을 삼가시기 바랍니다.</p>` : nothing}
${changes(model)}`;
}

function changes({ edition, changesSinceLastEdition }: BusReportModel): Html {
	if (edition <= 1) return nothing;
	const words = changesSinceLastEdition.length === 0 ? html`<p>달라진 수치가 없음.</p>` : html`<ul>${changesSinceLastEdition.map((one) => html`<li>${one}</li>`)}</ul>`;
	return html`<div class="changes"><h3>지난 판(제${edition - 1}판)과 달라진 점</h3>${words}</div>`;
}

/** Links to the parts of the page. */
export const contents = (parts: ReadonlyArray<readonly [string, string]>): Html =>
	html`<nav aria-label="차례">${parts.map(([id, title]) => html`<a href="#${id}">${title}</a>`)}</nav>`;

/** The days that stand for the usual, as people list them. */
export const dayList = (days: readonly string[]): string => days.map(officialDate).join(', ');
