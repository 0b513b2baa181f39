import { CORRECTION_EXAMPLES } from '../exemption/correction';
import type { TaskView } from '../ledger/types';
import { html, type Html } from '../report/markup';
import { dayOrNothing } from '../report/numbers';
import { reasonName } from '../report/reasons';
import { address, areaField, deskForm, morePages, submit, textField } from './controls';
import type { Frame } from './frame';
import { list } from './list';
import type { Part } from './tasks-page';

/** What the form begins with. */
export interface CorrectionDraft {
	receiptKey: string;
	text: string;
	reason: string;
}

/** Corrections that wait, and the form that asks the flow for one. */
export function correctionsPage(frame: Pick<Frame, 'requestId'>, part: Part<TaskView>, draft: CorrectionDraft): Html {
	return html`<p class="lead">이미 안내한 내용을 바로잡아 같은 수신자에게 다시 안내합니다. 접수하면 문안을 미리 보고 승인하는 단계를 거쳐 발송되며, 승인 없이는 발송되지 않습니다.</p>
${deskForm(
	frame,
	'corrections',
	'request',
	html`${textField('receiptKey', '접수 식별 번호', { required: true, value: draft.receiptKey, hint: '아래 목록에서 고르거나 직접 입력합니다. 예: 4115000-2026-000123' })}
${textField('reason', '정정 사유', { required: true, value: draft.reason, hint: '왜 다시 안내하는지 대장에 남깁니다. 민원인에게는 보내지 않습니다.' })}
${areaField('text', '정정 내용(안내문에 들어갈 문장)', { required: true, rows: 4, value: draft.text, hint: "금액, 감면 사유, 개인을 알아볼 수 있는 값은 적을 수 없습니다. 문장은 '…습니다' 또는 '…하시기 바랍니다'로 맺습니다." })}`,
	submit('정정 안내 접수'),
)}
<h2>정정 안내가 필요한 건</h2>
${list<TaskView>(
	[
		{ title: '접수', look: 'tight', of: ({ receiptKey, recipientOrdinal }) => `${receiptKey}${recipientOrdinal > 1 ? ` (수신자 ${recipientOrdinal})` : ''}` },
		{ title: '사유', of: ({ reasonCode, reason }) => html`<b>${reasonName(reasonCode, null)}</b><br>${reason}` },
		{ title: '등록', look: 'tight', of: ({ openedAt }) => dayOrNothing(openedAt.slice(0, 10)) },
		{ title: '정정', of: ({ receiptKey }) => html`<a class="button" href="${address('corrections', { receiptKey })}">선택</a>` },
	],
	part.rows,
	'정정 안내가 필요한 건이 없습니다.',
)}
${morePages(part.next === null ? null : address('corrections', { after: part.next }))}`;
}

/** The text that a form begins with. */
export const FIRST_CORRECTION = CORRECTION_EXAMPLES[0];
