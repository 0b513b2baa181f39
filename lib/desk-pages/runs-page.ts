import type { RunAccount, RunView } from '../ledger/types';
import { reached } from '../ledger/runs';
import { isAcceptable } from '../ledger/approval';
import { html, type Html, nothing } from '../report/markup';
import { dayOrNothing, grouped, momentOrNothing, periodName } from '../report/numbers';
import { stageName } from '../report/words';
import { address, deskForm, hiddenField, submit } from './controls';
import type { Frame } from './frame';
import { factList, stateMark } from './list';

/** A run with its account as it stands. */
export interface RunOnDesk {
	run: RunView;
	account: RunAccount;
}

/** Unfinished and last runs with their counts and what a person may do about them. */
export function runsPage(runs: readonly RunOnDesk[]): Html {
	if (runs.length === 0) return html`<p class="empty">아직 열린 회차가 없습니다.</p>`;
	return html`<p class="lead">끝나지 않은 회차와 최근 10개 회차입니다.</p>${runs.map(runCard)}`;
}

/** Whether sending can still be stopped, a hold lifted, a run that waits for approval prepared anew. */
export const mayStop = ({ stage, stoppedBy }: RunView) => reached(stage, 'prepared') && !['results', 'closed'].includes(stage) && stoppedBy === null;
export const mayRelease = ({ holds, stage }: RunView) => (holds.length > 0 && stage !== 'closed') || stage === 'prepared';
const releaseWord = ({ holds }: RunView) => (holds.length > 0 ? '보류 해제' : '다시 준비');

function runCard({ run, account }: RunOnDesk): Html {
	const { notices, receipts } = account;
	return html`<article class="card"><div class="head"><h2>${periodName(run.period)}</h2>${stateMark(stageOf(run), lookOf(run))}${run.stoppedBy === null ? nothing : stateMark('남은 발송 중지됨', 'bad')}</div>
${factList([
	['회차 번호', run.runId],
	['대상기간', `${dayOrNothing(run.periodFrom)} ~ ${dayOrNothing(run.periodTo)}`],
	['승인', run.approvedBy === null ? '' : `${run.approvedBy}, ${momentOrNothing(run.approvedAt)}`],
	['마감', momentOrNothing(run.closedAt)],
	['중지', run.stoppedBy ?? ''],
])}
<ul class="counts">${counts([
		['읽은 접수', receipts.read.count],
		['안내 대상', notices.due],
		['전송 성공', notices.delivered],
		['중계사 접수', notices.accepted],
		['실패·거부', notices.failed + notices.rejected],
		['결과 미확인', notices.unknown],
		['우편 대상', notices.byPost],
		['미발송', notices.notSent - notices.byPost],
		['발송 전', notices.open],
	])}</ul>
${run.holds.map((hold) => html`<div class="banner fault"><p><b>보류:</b> ${hold.message}</p></div>`)}
${run.approvalReasons.length > 0 && run.approvedBy === null ? html`<h3>승인이 필요한 사유</h3><ul class="plainlist">${run.approvalReasons.map((reason) => html`<li>${reason}</li>`)}</ul>` : nothing}
${actions(run)}</article>`;
}

const counts = (list: ReadonlyArray<readonly [string, number]>) => list.map(([label, count]) => html`<li><b>${grouped(count)}</b><span>${label}</span></li>`);

function stageOf(run: RunView): string {
	if (run.holds.length > 0) return '보류';
	return run.stage === 'prepared' && run.approvalReasons.length === 0 ? '준비 완료' : stageName(run.stage);
}

function lookOf(run: RunView): 'good' | 'bad' | 'wait' {
	if (run.holds.length > 0) return 'bad';
	return run.stage === 'closed' ? 'good' : 'wait';
}

function actions(run: RunView): Html {
	const buttons = [
		...(mayStop(run) ? [html`<a class="button warn" href="${address('runs', { confirm: 'stop', runId: run.runId })}">남은 발송 중지</a>`] : []),
		...(mayRelease(run) ? [html`<a class="button" href="${address('runs', { confirm: 'release', runId: run.runId })}">${releaseWord(run)}</a>`] : []),
	];
	return buttons.length === 0 ? nothing : html`<p class="buttons">${buttons}</p>`;
}

const back = html`<a class="button" href="?page=runs">취소</a>`;

/** Asks once more before the rest of a run is stopped. */
export function confirmStop(frame: Pick<Frame, 'requestId'>, { run, account }: RunOnDesk): Html {
	return deskForm(
		frame,
		'runs',
		'stop',
		html`<div class="field wide"><h2>${periodName(run.period)}의 남은 발송을 중지하겠습니까?</h2>
<ul class="plainlist"><li>아직 보내지 않은 <b>${account.notices.open}건</b>이 대상입니다. 이미 중계사가 발송을 시작한 문자는 멈출 수 없습니다.</li>
<li>중지한 건은 '미발송'으로 남고, 이 회차에서 다시 보내지 않습니다.</li><li>중지한 사람으로 <b>로그인한 계정</b>이 대장에 기록됩니다.</li></ul>${hiddenField('runId', run.runId)}</div>`,
		html`${submit('남은 발송 중지', 'danger')}${back}`,
	);
}

/** Asks once more before a hold is lifted (file holds may be vouched for) or a run is prepared anew. */
export function confirmRelease(frame: Pick<Frame, 'requestId'>, { run }: RunOnDesk): Html {
	if (run.holds.length === 0) return confirmAnew(frame, run);
	const accept = run.holds.every((hold) => isAcceptable(hold.code))
		? html`<p><label class="check"><input type="checkbox" name="accept" value="yes"> 파일을 확인하였으므로 그대로 진행합니다</label></p>`
		: html`<p>이 보류는 원인을 바로잡은 뒤 다시 읽어야 합니다. 해제하면 다음 실행에서 자료를 새로 읽습니다.</p>`;
	return deskForm(
		frame,
		'runs',
		'release',
		html`<div class="field wide"><h2>${periodName(run.period)}의 보류를 해제하겠습니까?</h2>
<ul class="plainlist">${run.holds.map((hold) => html`<li>${hold.message}</li>`)}</ul>${accept}${hiddenField('runId', run.runId)}</div>`,
		html`${submit('보류 해제')}${back}`,
	);
}

function confirmAnew(frame: Pick<Frame, 'requestId'>, run: RunView): Html {
	return deskForm(
		frame,
		'runs',
		'release',
		html`<div class="field wide"><h2>${periodName(run.period)}을(를) 다시 준비하겠습니까?</h2>
<ul class="plainlist"><li>아직 승인하지 않은 회차입니다. 안내문이나 규칙을 고친 뒤에 쓰시기 바랍니다.</li>
<li>다음 실행에서 자료를 새로 읽고, 고친 안내문으로 다시 준비하여 승인을 요청합니다. 보낸 문자는 없습니다.</li></ul>${hiddenField('runId', run.runId)}</div>`,
		html`${submit('다시 준비')}${back}`,
	);
}
