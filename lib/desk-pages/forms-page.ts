import type { FormView } from '../ledger/types';
import { html, type Html, nothing } from '../report/markup';
import { dayOrNothing } from '../report/numbers';
import { categoryName, formStatusName, methodName } from '../report/words';
import { address, dayField, deskForm, hiddenField, listFilter, morePages, selectField, submit, textField } from './controls';
import type { Frame } from './frame';
import { factList, list, stateMark } from './list';
import type { Part } from './tasks-page';

/** The statutory forms (별지 제2호서식) and whether they have reached the applicants. */
export function formsPage(part: Part<FormView>, all: boolean): Html {
	return html`<p class="lead">지방세특례제한법 제183조제2항에 따른 안내 서식입니다. 전자적 방법의 요청 기록이 없으면 문자를 보냈어도 미이행으로 남습니다.</p>
${listFilter('forms', all, { open: '미이행만', all: '전체' })}
${list<FormView>(
	[
		{ title: '접수', of: ({ receiptKey }) => receiptKey },
		{ title: '성명', look: 'tight', of: ({ nameMasked }) => nameMasked ?? '' },
		{ title: '감면구분', of: ({ category, details }) => categoryName(category, details.categoryName) },
		{ title: '접수일', look: 'tight', of: ({ receivedOn }) => dayOrNothing(receivedOn) },
		{ title: '요청', of: ({ requestedMethod, requestedOn }) => [methodName(requestedMethod), dayOrNothing(requestedOn)].filter(Boolean).join(', ') || '기록 없음' },
		{
			title: '상태',
			of: (form) => html`${stateMark(formStatusName(form.status), form.status === 'open' ? 'wait' : 'good')}${form.doneOn === null ? nothing : html` ${dayOrNothing(form.doneOn)}`}${form.basis === null ? nothing : html`<br>${form.basis}`}`,
		},
		{ title: '기록', of: ({ receiptKey, status }) => html`<a class="button" href="${address('forms', { receiptKey })}">${status === 'open' ? '기록' : '고치기'}</a>` },
	],
	part.rows,
	all ? '서식 안내 대상이 없습니다.' : '미이행 건이 없습니다.',
)}
${morePages(part.next === null ? null : address('forms', { show: all ? 'all' : undefined, after: part.next }))}`;
}

/** The entry form of one applicant's form. */
export function formEntry(frame: Pick<Frame, 'requestId'>, form: FormView, today: string): Html {
	return html`<section class="card"><h2>접수 ${form.receiptKey}</h2>
${factList([
	['성명', form.nameMasked ?? ''],
	['감면구분', categoryName(form.category, form.details.categoryName)],
	['접수일', dayOrNothing(form.receivedOn)],
	['현재 상태', formStatusName(form.status)],
	['요청 방법', methodName(form.requestedMethod)],
	['요청일', dayOrNothing(form.requestedOn)],
])}</section>
${deskForm(
	frame,
	'forms',
	'record',
	html`${hiddenField('receiptKey', form.receiptKey)}
${selectField('status', '안내 방법', [['direct', '직접교부'], ['post', '우편'], ['electronic', '전자'], ['open', '미이행(앞의 기록을 되돌림)']], { required: true, value: form.status === 'open' ? 'direct' : form.status })}
${dayField('doneOn', '처리일', { value: today, max: today, required: true })}
${textField('basis', '근거', { required: true, hint: '예: 창구 교부 확인서, 등기 발송, 신청서의 전자 수신 요청란' })}
${dayField('requestedOn', '전자적 방법을 요청한 날', { max: today, hint: "'전자'로 적을 때, 자료에 요청일이 없는 경우에만 입력합니다." })}`,
	html`${submit('기록')}<a class="button" href="?page=forms">목록으로</a>`,
)}`;
}
