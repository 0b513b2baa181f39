import type { MailDue } from '../ledger/mail-due';
import type { MailView } from '../ledger/types';
import { html, type Html } from '../report/markup';
import { dayOrNothing } from '../report/numbers';
import { categoryName, mailWords } from '../report/words';
import { address, dayField, deskForm, listFilter, morePages, selectField, submit, textField } from './controls';
import type { Frame } from './frame';
import { list, stateMark } from './list';
import type { Part } from './tasks-page';

/** What the entry form begins with; all typed by nobody. */
export interface MailDraft {
	receiptKey: string;
	recipient: string;
	outcome: string;
}

const LOOKS = { sent: 'wait', delivered: 'good', returned: 'bad' } as const;
/** Reasons the post gives on a returned letter. */
const RETURNS = ['수취인 부재', '이사 감', '주소 불명', '수취인 불명', '수취 거절', '폐문 부재'];

/** Letters that are due, letters on record, and the form to record one. */
export function mailPage(frame: Pick<Frame, 'requestId'>, view: { due: Part<MailDue>; letters: Part<MailView>; all: boolean; draft: MailDraft; today: string }): Html {
	const { due, letters, all, draft, today } = view;
	return html`${mailForm(frame, draft, today)}
<h2>우편을 보내야 하는 건</h2>
${list<MailDue>(
	[
		{ title: '접수', of: (one) => recipient(one) },
		{ title: '성명', look: 'tight', of: ({ nameMasked }) => nameMasked ?? '' },
		{ title: '감면구분', of: ({ category }) => categoryName(category) },
		{ title: '사유', of: ({ reason, returnedReason }) => (returnedReason === null ? reason : `${reason} (${returnedReason})`) },
		{ title: '기록', of: (one) => entryLink(one, 'sent', `${one.number}차 발송`) },
	],
	due.rows,
	'우편을 보내야 하는 건이 없습니다.',
)}
${morePages(due.next === null ? null : address('mail', { due: due.next, show: all ? 'all' : undefined }))}
<h2>우편 기록</h2>
${listFilter('mail', all, { open: '미처리만(결과 대기·반송)', all: '전체' })}
${list<MailView>(
	[
		{ title: '접수', of: (one) => recipient(one) },
		{ title: '차수', look: 'num', of: ({ number }) => `${number}차` },
		{ title: '상태', of: (one) => stateMark(mailWords(one)?.outcome ?? '', LOOKS[one.outcome]) },
		{ title: '경과', of: (one) => mailWords(one)?.course ?? '' },
		{ title: '기록한 사람', look: 'tight', of: ({ recordedBy }) => recordedBy },
		{
			title: '기록',
			of: (one) =>
				one.outcome === 'sent'
					? html`${entryLink(one, 'delivered', '배달')} ${entryLink(one, 'returned', '반송')}`
					: one.outcome === 'returned'
						? entryLink(one, 'sent', '다시 발송')
						: dayOrNothing(one.outcomeOn),
		},
	],
	letters.rows,
	all ? '기록된 우편이 없습니다.' : '결과를 기다리거나 반송된 우편이 없습니다.',
)}
${morePages(letters.next === null ? null : address('mail', { after: letters.next, show: all ? 'all' : undefined }))}`;
}

const recipient = ({ receiptKey, recipientOrdinal }: { receiptKey: string; recipientOrdinal: number }) =>
	`${receiptKey}${recipientOrdinal > 1 ? ` (수신자 ${recipientOrdinal})` : ''}`;

const entryLink = (one: { receiptKey: string; recipientOrdinal: number }, outcome: string, words: string) =>
	html`<a href="${address('mail', { receiptKey: one.receiptKey, recipient: one.recipientOrdinal, outcome })}">${words}</a>`;

function mailForm(frame: Pick<Frame, 'requestId'>, { receiptKey, recipient: ordinal, outcome }: MailDraft, today: string): Html {
	return deskForm(
		frame,
		'mail',
		'record',
		html`${textField('receiptKey', '접수 식별 번호', { required: true, value: receiptKey, hint: '아래 목록에서 고르면 채워집니다. 예: 4115000-2026-000123' })}
${textField('recipient', '수신자 순번', { required: true, value: ordinal, hint: '납세자 본인은 1, 공동명의자는 2부터', more: html`inputmode="numeric"` })}
${selectField('outcome', '기록할 내용', [['sent', '발송'], ['delivered', '배달'], ['returned', '반송']], { required: true, value: outcome })}
${dayField('on', '날짜', { required: true, value: today, max: today, hint: '발송일, 배달일 또는 반송일' })}
${textField('registeredNo', '등기번호', { hint: '발송을 기록할 때만. 13자리이며 일반우편이면 비워 둡니다.', more: html`inputmode="numeric"` })}
${selectField('returnedReason', '반송 사유', [['', '반송일 때만 고르시기 바랍니다'], ...RETURNS.map((reason) => [reason, reason] as const)])}`,
		submit('기록'),
	);
}
