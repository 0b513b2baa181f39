import { officialDate } from '../calendar/day';
import { shippedTemplates } from '../exemption/templates';
import { type AnswerContact, type NamedEvent, suggestedAnswer } from '../inquiry/answer';
import { recipientsOf, situationOf } from '../inquiry/situation';
import type { InquiredReceipt } from '../ledger/inquiry';
import type { NoticeDetails, NoticeView } from '../ledger/lookup';
import type { FormView, MailView, TaskView } from '../ledger/types';
import { html, type Html, nothing } from '../report/markup';
import { dayOrNothing, momentOrNothing } from '../report/numbers';
import { reasonAction, reasonName } from '../report/reasons';
import { categoryName, formStatusName, lookUp, mailWords, methodName, stateName, taskName } from '../report/words';
import { factList, stateMark } from './list';

/** The text of a notice as it was sent, or why it cannot be shown. */
export type SentText = { text: string } | { missing: string };

/** A receipt with all that the result shows of it. */
export interface AnsweredReceipt {
	receipt: InquiredReceipt;
	texts: ReadonlyMap<string, SentText>;
	forms: readonly FormView[];
	mails: readonly MailView[];
	tasks: readonly TaskView[];
}

const STATE_LOOKS: Readonly<Record<string, 'good' | 'bad' | 'wait'>> = {
	delivered: 'good',
	failed: 'bad',
	rejected: 'bad',
	unknown: 'wait',
	accepted: 'wait',
	submitting: 'wait',
	reserved: 'wait',
	notSent: 'wait',
};
const DECISIONS: Readonly<Record<string, string>> = { notify: '안내', exclude: '제외', review: '확인 필요', waiting: '대기' };
/** Names of the texts as panels have them. */
const TEXT_NAMES = new Map(shippedTemplates().map(({ id, title }) => [id, title]));

/** The result of an inquiry: one card a receipt, each with what may be answered. */
export function inquiryResult(answered: readonly AnsweredReceipt[], contact: AnswerContact, event: NamedEvent | null): Html {
	const head = html`<p><a class="button" href="?page=inquiry">새로 조회</a></p>
<p class="banner note">먼저 본인 여부를 확인하시기 바랍니다. <b>감면구분과 근거규정은 내부 확인용</b>이므로 민원인이 먼저 말하지 않으면 언급하지 않습니다.</p>`;
	if (answered.length === 0) {
		return html`${head}<section class="card"><h2>안내 기록이 없습니다</h2>
<p>입력한 번호로 접수되거나 안내한 기록을 찾지 못하였습니다. 번호를 다시 확인하고, 번호가 바뀐 차량이면 이전 차량번호나 휴대전화번호로도 조회하시기 바랍니다.</p>
${answerCard(suggestedAnswer(null, contact, event))}</section>`;
	}
	return html`${head}<p>접수 <b>${answered.length}건</b>을 찾았습니다.${answered.length === 20 ? ' 최근 20건까지만 보입니다.' : ''}</p>${answered.map((one) => receiptCard(one, contact, event))}`;
}

function receiptCard(one: AnsweredReceipt, contact: AnswerContact, event: NamedEvent | null): Html {
	const { receipt } = one;
	const details: Partial<NoticeDetails> = receipt.notices.find(({ details: known }) => 'receiptNo' in known)?.details ?? {};
	const decision = receipt.decisions[0];
	const category = details.category ?? decision?.category ?? '';
	const ordinals = recipientsOf(receipt);
	const answers = ordinals.map((ordinal) => suggestedAnswer(situationOf(receipt, one.mails, ordinal), contact, event));
	const same = new Set(answers.map((answer) => answer.join('\n'))).size === 1;
	return html`<article class="card"><h2>접수번호 ${details.receiptNo ?? receipt.receiptKey}</h2>
${factList([
	['접수 식별 번호', receipt.receiptKey],
	['접수일', dayOrNothing(details.receivedOn ?? decision?.receivedOn ?? null)],
	['감면구분(내부용)', categoryName(category)],
	['등록일', dayOrNothing(details.registeredOn ?? null)],
	['근거규정(내부용)', details.legalBasis ?? decision?.legalBasis ?? '', 'wide'],
	['의무보유 만료일', dayOrNothing(details.keepUntil ?? null)],
	['주의 기한', dayOrNothing(details.cautionUntil ?? null)],
	...(event === null ? [] : ([['사유 발생일', officialDate(event.eventOn)], ['신고·납부 기한', officialDate(event.filingDeadline)]] as const)),
])}
${same ? answerCard(answers[0] ?? []) : nothing}
${ordinals.map((ordinal, index) => recipientPart(one, ordinal, { several: ordinals.length > 1, answer: same ? null : (answers[index] ?? []) }))}
${formPart(one.forms)}${taskPart(one.tasks)}</article>`;
}

/** What one recipient was told, with an answer of its own where the recipients' answers differ. */
function recipientPart(one: AnsweredReceipt, ordinal: number, { several, answer }: { several: boolean; answer: string[] | null }): Html {
	const notices = one.receipt.notices.filter((notice) => notice.recipientOrdinal === ordinal);
	const decision = one.receipt.decisions.find((each) => each.recipientOrdinal === ordinal);
	const mails = one.mails.filter((letter) => letter.recipientOrdinal === ordinal);
	const role = ordinal === 1 ? '본인' : '공동명의';
	return html`${several ? html`<h3 class="recipient">수신자 ${ordinal} (${role})</h3>` : nothing}
${answer === null ? nothing : answerCard(answer)}
${notices.map((notice) => noticePart(notice, role, one.texts.get(notice.noticeKey)))}
${notices.length === 0 && decision ? html`<h3>안내하지 않은 사유</h3><p>${stateMark(lookUp(DECISIONS, decision.decision) ?? decision.decision, 'wait')} ${decision.reason}</p><p>${reasonAction(decision.reasonCode)}</p>` : nothing}
${mails.length === 0 ? nothing : html`<h3>우편</h3><ul class="plainlist">${mails.map((letter) => mailLine(letter))}</ul>`}`;
}

const answerCard = (answer: readonly string[]) => html`<section class="answer"><h3>답변 예시</h3>${answer.map((part) => html`<p>${part}</p>`)}</section>`;

function noticePart(notice: NoticeView, role: string, sent: SentText | undefined): Html {
	const post = notice.channel === 'post';
	return html`<h3>${noticeName(notice)} ${post ? stateMark('우편 대상', 'wait') : stateMark(stateName(notice.state), lookUp(STATE_LOOKS, notice.state))}</h3>
${factList([
	['수신자', `${role}${notice.nameMasked === null ? '' : ` ${notice.nameMasked}`}`],
	['안내 방법', post ? '우편' : `휴대전화 문자${notice.phoneMasked === null ? '' : ` (${notice.phoneMasked})`}`],
	['보낸 일시', momentOrNothing(notice.submittedAt)],
	['결과 확인', momentOrNothing(notice.settledAt)],
	['안내문(판)', notice.templateVersion === '' ? '' : `${TEXT_NAMES.get(notice.templateId) ?? noticeName(notice)} (${notice.templateVersion})`],
	['회차', notice.runId],
	['사유', reasonOf(notice), 'wide'],
])}
${sent === undefined ? nothing : 'text' in sent ? html`<p><b>보낸 문자 그대로</b></p><pre class="text">${sent.text}</pre>` : html`<p class="banner note">${sent.missing}</p>`}`;
}

const noticeName = ({ ruleId, duty }: NoticeView) => (ruleId === 'correction' ? '정정 안내' : (TEXT_NAMES.get(duty) ?? '안내'));
const reasonOf = ({ reasonCode, reason }: NoticeView) => (reasonCode === null && reason === null ? '' : reasonName(reasonCode ?? '', reason));

function mailLine(letter: MailView): Html {
	const words = mailWords(letter);
	return html`<li>${letter.number}차 ${words?.outcome ?? ''}: ${words?.course ?? ''}</li>`;
}

function formPart(forms: readonly FormView[]): Html {
	const [form] = forms;
	if (!form) return nothing;
	return html`<h3>서식 안내(별지 제2호서식) ${stateMark(formStatusName(form.status), form.status === 'open' ? 'wait' : 'good')}</h3>
${factList([
	['요청 방법', methodName(form.requestedMethod)],
	['요청일', dayOrNothing(form.requestedOn)],
	['처리일', dayOrNothing(form.doneOn)],
	['기록한 사람', form.recordedBy ?? ''],
	['근거', form.basis ?? '', 'wide'],
])}`;
}

function taskPart(tasks: readonly TaskView[]): Html {
	const open = tasks.filter(({ state }) => state === 'open');
	if (open.length === 0) return nothing;
	return html`<h3>처리할 일</h3><ul class="plainlist">${open.map((task) => html`<li><b>${taskName(task.kind)}</b>: ${task.reason}</li>`)}</ul>`;
}
