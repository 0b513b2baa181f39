import { CATEGORY_NAMES } from '../exemption/category-names';
import type { FormStatus, MailOutcome, MailView, RunStage, TaskKind } from '../ledger/types';
import { STATE_NAMES } from '../ledger/words';
import type { NoticeMethod } from '../revenue/receipt';
import { dayOrNothing } from './numbers';

const STAGE_NAMES: Readonly<Record<RunStage, string>> = {
	opened: '준비 전',
	preparing: '준비 중',
	prepared: '승인 대기',
	approved: '발송 대기',
	sending: '발송 중',
	results: '결과 확인 중',
	closed: '마감',
};

const ROLE_NAMES: Readonly<Record<string, string>> = { taxpayer: '본인', coOwner: '공동명의' };

const FORM_STATUS_NAMES: Readonly<Record<FormStatus, string>> = { open: '미이행', direct: '직접교부', post: '우편', electronic: '전자' };
const METHOD_NAMES: Readonly<Record<NoticeMethod, string>> = { direct: '직접교부', post: '등기우편', email: '전자우편', text: '전자(문자)' };
const MAIL_NAMES: Readonly<Record<MailOutcome, string>> = { sent: '우편 발송', delivered: '우편 배달 완료', returned: '우편 반송' };
const TASK_NAMES = { review: '확인 필요', correction: '정정 안내 대상', leak: '유출 점검' } as const satisfies Record<TaskKind, string>;

/** Name of a category; a code that is not known is shown as it is, so that nothing disappears. */
export const categoryName = (code: string, own: string | null = null) => lookUp(CATEGORY_NAMES, code) ?? own ?? code;
export const stageName = (stage: RunStage) => STAGE_NAMES[stage];
export const stateName = (state: string) => lookUp(STATE_NAMES, state) ?? state;
export const roleName = (role: string) => lookUp(ROLE_NAMES, role) ?? role;

export const formStatusName = (status: FormStatus) => FORM_STATUS_NAMES[status];
/** How the applicant asked for the form; empty where nothing is recorded. */
export const methodName = (method: NoticeMethod | null) => (method === null ? '' : METHOD_NAMES[method]);
export const taskName = (kind: TaskKind) => TASK_NAMES[kind];

/** A letter's outcome (`우편 반송`) and its course (`등기 1234, 2026. 11. 18. 발송, 2026. 11. 23. 반송(수취인 부재).`). */
export function mailWords(letter: MailView | undefined): { outcome: string; course: string } | null {
	if (!letter) return null;
	const outcome = MAIL_NAMES[letter.outcome];
	const ended = { sent: '', delivered: '배달', returned: `반송(${letter.returnedReason ?? '사유 없음'})` }[letter.outcome];
	const parts = [
		letter.registeredNo === null ? '' : `등기 ${letter.registeredNo}`,
		`${dayOrNothing(letter.sentOn)} 발송`,
		ended === '' ? '' : `${dayOrNothing(letter.outcomeOn)} ${ended}`.trim(),
	];
	return { outcome, course: `${parts.filter(Boolean).join(', ')}.` };
}

/** Own properties only: a code such as `constructor` is not a word. */
export function lookUp<T>(table: Readonly<Record<string, T>>, code: string): T | undefined {
	return Object.hasOwn(table, code) ? table[code] : undefined;
}
