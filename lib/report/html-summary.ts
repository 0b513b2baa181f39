import type { Equation } from './accounts';
import { funnel } from './html-funnel';
import { html, type Html, nothing } from './markup';
import type { ReportModel } from './model';
import { cases, dayOrNothing, grouped, momentOrNothing, span } from './numbers';

/** Office, title, period and the boxes to sign. */
export function masthead(model: ReportModel): Html {
	const { run } = model;
	return html`${model.simulated ? html`<p class="mock">시험용(모의) · 실제 시민에게 발송된 문자가 아닙니다.</p>` : nothing}
<header>
<div>
<p class="office">${[model.organisation, model.department].filter(Boolean).join(' ')}</p>
<h1>안내문자 발송 결과</h1>
<p class="period">자동차 취득세 감면 안내 · ${run.periodName} (${dayOrNothing(run.from)} ~ ${dayOrNothing(run.to)})</p>
</div>
<table class="sign"><tr><th rowspan="2" scope="row">확<br>인</th><th scope="col">담당</th><th scope="col">팀장</th></tr><tr><td></td><td></td></tr></table>
</header>`;
}

/** What happened, in sentences; then what keeps the run open. */
export function conclusion(model: ReportModel): Html {
	const { receipts, notices, run, equations } = model;
	const good = equations.every((one) => one.balanced) && run.holds.length === 0;
	const balance = good ? '접수 대사와 안내 대사가 모두 일치합니다.' : '대사가 맞지 않거나 확인할 사항이 있습니다. 아래 내용을 확인하시기 바랍니다.';
	return html`<div class="conclusion ${good ? '' : 'bad'}">
<p>읽은 감면 접수 <b>${cases(receipts.read.count)}</b> 가운데 <b>${cases(receipts.notify)}</b>이 안내 대상이며, 수신자별 안내 ${cases(notices.due)} 중 <b>${cases(notices.delivered)}</b>이 전송 성공하였습니다.</p>
<p>${balance}</p>
${run.holds.map((hold) => html`<p>${hold}</p>`)}
${run.stoppedBy === null ? nothing : html`<p>담당자(${run.stoppedBy})가 남은 발송을 중지하였습니다.</p>`}
${model.changedMeanwhile ? html`<p>보고서를 만드는 동안 발송 대장이 바뀌었습니다. 잠시 뒤 다시 만들어 확인하시기 바랍니다.</p>` : nothing}
</div>`;
}

/** Run facts a reader asks for first. */
export function facts(model: ReportModel): Html {
	const { run } = model;
	const sent = run.sentFrom === null ? '발송 없음' : span(run.sentFrom, run.sentTo);
	const rows: Array<[string, string]> = [
		['회차', run.runId],
		['진행 상태', run.closed ? `마감 (${momentOrNothing(run.closedAt)})` : run.stage],
		['승인자', run.approvedBy ?? '승인 전'],
		['승인 일시', momentOrNothing(run.approvedAt)],
		['발송 시각', sent],
		['규칙 판', run.ruleVersions.join(', ')],
		['담당자', [model.contact.person, model.contact.phone].filter(Boolean).join(' · ')],
		['작성 일시', momentOrNothing(model.generatedAt)],
	];
	return html`<section class="keep"><h2>회차 개요</h2><dl class="facts">${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl></section>`;
}

/** The tasks that the run leaves to people. */
export function tasks(model: ReportModel): Html {
	const unproven = model.notices.failed + model.notices.rejected + model.notices.unknown;
	const { formCounts, openTasks } = model;
	const tiles: Array<[string, number]> = [
		['확인·정정·점검', openTasks.total],
		['실패·거부·미확인', unproven],
		['우편 발송 대상', model.notices.byPost],
		['우편 반송', model.mailCounts.returned],
		['서식 안내 미이행', formCounts.open],
		['세액 확인', model.taxChecks.length],
	];
	return html`<section class="keep"><h2>담당자 조치 사항</h2>${openTasks.leaks > 0 ? html`<p class="leak">전송 성공 뒤 번호가 바뀐 ${cases(openTasks.leaks)}이 있습니다. 개인정보가 유출되었는지 먼저 점검하시기 바랍니다.</p>` : nothing}<div class="tiles">${tiles.map(
		([name, count]) => html`<div class="tile ${count > 0 ? 'todo' : ''}"><b>${cases(count)}</b><span>${name}</span></div>`,
	)}</div>
<p class="small">서식 안내(별지 제2호서식): 직접교부 ${cases(formCounts.direct)} · 우편 ${cases(formCounts.post)} · 전자(요청 기록) ${cases(formCounts.electronic)} · 미이행 ${cases(formCounts.open)}</p></section>`;
}

/** The week at a glance: the way from source to handset, then what became of the receipts. */
export function glance(model: ReportModel): Html {
	const { receipts } = model;
	const shares: Array<[string, string, number]> = [
		['notify', '안내', receipts.notify],
		['exclude', '제외', receipts.exclude],
		['review', '확인 필요', receipts.review],
		['waiting', '대기', receipts.waiting],
	];
	return html`<section class="keep"><h2>한눈에 보기</h2>
${funnel(model)}
<h3>감면 접수 ${cases(receipts.read.count)}의 처리</h3>
<div class="stack" role="img" aria-label="접수 처리 구성">${shares
		.filter(([, , count]) => count > 0)
		.map(([kind, , count]) => html`<i class="c-${kind}" style="flex-grow:${count}"></i>`)}</div>
<ul class="legend">${shares.map(([kind, name, count]) => html`<li><i class="c-${kind}"></i>${name} <b>${grouped(count)}</b></li>`)}</ul></section>`;
}

const accountLine = (one: Equation) => html`<div class="account"><b>${one.name}</b><span class="sum">${one.text}</span>
<span class="mark ${one.balanced ? '' : 'bad'}">${one.balanced ? '✔ 일치' : '✘ 불일치'}</span><span class="note">${one.note}</span></div>`;

/** Both accounts as equations with their verdict. */
export const accounts = (model: ReportModel): Html =>
	html`<section class="keep"><h2>처리 건수 대사</h2>${model.equations.map(accountLine)}</section>`;
