import { officialDate } from '../calendar/day';
import type { Row } from './steps';
import { text, textOrNull } from './steps';

const STATES: Readonly<Record<string, string>> = {
	submitting: '전송 중',
	accepted: '중계사 접수',
	delivered: '전송 성공',
	failed: '전송 실패',
	rejected: '접수 거부',
	unknown: '결과 미확인',
};

/** `2026. 11. 23.` of an instant or a day; empty where there is none. */
export function dayOf(at: string | null): string {
	return at === null ? '' : officialDate(at.slice(0, 10));
}

/** What was told by a notice row, as a sentence: `2026. 11. 23. 문자로 안내하였습니다(전송 성공).` */
export function toldSentence(row: Row): string {
	const on = dayOf(textOrNull(row, 'at'));
	if (row.channel === 'post') return `${on === '' ? '' : `${on} `}우편 안내 대상으로 정한 건입니다.`;
	return `${on} 문자로 안내하였습니다(${STATES[text(row, 'state')] ?? '결과 미확인'}).`;
}
