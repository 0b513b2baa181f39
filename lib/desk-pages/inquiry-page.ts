import { html, type Html, nothing } from '../report/markup';
import { dayField, deskForm, radioField, selectField, submit, textField } from './controls';
import type { Frame } from './frame';

/** Why a citizen's notices are looked at (사유): what is put on record and may leave the desk. */
export const INQUIRY_REASONS = [
	['period', '의무보유 기간·주의 기한 문의'],
	['transfer', '차량 이전·말소 전 추징 여부 문의'],
	['authentic', '받은 문자가 시청에서 보낸 것인지 확인'],
	['notReceived', '안내를 받지 못하였다는 문의'],
	['contents', '안내 내용에 대한 설명 요청'],
	['other', '그 밖의 문의'],
] as const;

export const reasonWords = (code: string): string | undefined => INQUIRY_REASONS.find(([one]) => one === code)?.[1];

/** The form of an inquiry. What is typed is never shown again, so it lies in no page that the browser keeps. */
export function inquiryForm(frame: Pick<Frame, 'requestId'>, before: Html = nothing): Html {
	return html`${before}<p class="lead">차량번호나 휴대전화번호로 안내 내역을 찾아 답변합니다. 조회할 때마다 조회자와 사유가 발송 대장에 기록됩니다.</p>
${deskForm(
	frame,
	'inquiry',
	'inquire',
	html`${radioField('by', '무엇으로 찾습니까?', [['plate', '차량번호'], ['phone', '휴대전화번호']], 'plate')}
${textField('value', '차량번호 또는 휴대전화번호', { required: true, hint: '예: 12가3456, 010-1234-5678. 입력한 값은 저장하지 않습니다.' })}
${selectField('reason', '문의 내용(사유)', [['', '고르시기 바랍니다'], ...INQUIRY_REASONS], { required: true })}
${dayField('eventOn', '추징 사유 발생일', { hint: '민원인이 이전일 등을 말한 경우에만 입력하면 신고·납부 기한을 계산합니다.' })}
${textField('memo', '메모', { hint: '대장에만 남습니다. 성명·번호·주소는 적지 마시기 바랍니다.' })}`,
	submit('조회'),
)}`;
}
