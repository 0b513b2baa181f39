import { CATEGORY_NAMES } from '../exemption/category-names';
import type { RunStage } from '../ledger/types';

const STAGE_NAMES: Readonly<Record<RunStage, string>> = {
	opened: '준비 전',
	preparing: '준비 중',
	prepared: '승인 대기',
	approved: '발송 대기',
	sending: '발송 중',
	results: '결과 확인 중',
	closed: '마감',
};

const STATE_NAMES: Readonly<Record<string, string>> = {
	reserved: '발송 대기',
	submitting: '전송 중',
	accepted: '중계사 접수',
	delivered: '전송 성공',
	failed: '전송 실패',
	rejected: '접수 거부',
	unknown: '결과 미확인',
	notSent: '미발송',
};

const ROLE_NAMES: Readonly<Record<string, string>> = { taxpayer: '본인', coOwner: '공동명의' };

/** Name of a category; a code that is not known is shown as it is, so that nothing disappears. */
export const categoryName = (code: string) => lookUp(CATEGORY_NAMES, code) ?? code;
export const stageName = (stage: RunStage) => STAGE_NAMES[stage];
export const stateName = (state: string) => lookUp(STATE_NAMES, state) ?? state;
export const roleName = (role: string) => lookUp(ROLE_NAMES, role) ?? role;

/** Own properties only: a code such as `constructor` is not a word. */
export function lookUp<T>(table: Readonly<Record<string, T>>, code: string): T | undefined {
	return Object.hasOwn(table, code) ? table[code] : undefined;
}
