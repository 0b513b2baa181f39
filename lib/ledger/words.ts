import { officialDate } from '../calendar/day';
import type { Row } from './steps';
import { text, textOrNull } from './steps';

/** Korean names of a notice's states. */
export const STATE_NAMES: Readonly<Record<string, string>> = {
	reserved: '발송 대기',
	submitting: '전송 중',
	accepted: '중계사 접수',
	delivered: '전송 성공',
	failed: '전송 실패',
	rejected: '접수 거부',
	unknown: '결과 미확인',
	notSent: '미발송',
};

/** States of a text of which its recipient knows, or may know. */
export const TEXT_OUT: ReadonlySet<string> = new Set(['submitting', 'accepted', 'delivered', 'unknown']);

/** `2026. 11. 23.` of an instant or a day; empty where there is none. */
export function dayOf(at: string | null): string {
	return at === null ? '' : officialDate(at.slice(0, 10));
}

/** What was told by a notice row, as a sentence: `2026. 11. 23. 문자로 안내하였습니다(전송 성공).` */
export function toldSentence(row: Row): string {
	const on = dayOf(textOrNull(row, 'at'));
	const posted = dayOf(textOrNull(row, 'posted_on'));
	if (posted !== '' && (row.channel === 'post' || !TEXT_OUT.has(text(row, 'state')))) return `${posted} 우편으로 안내하였습니다.`;
	if (row.channel === 'post') return `${on === '' ? '' : `${on} `}우편 발송 대상으로 정한 건입니다.`;
	return `${on} 문자로 안내하였습니다(${STATE_NAMES[text(row, 'state')] ?? '결과 미확인'}).`;
}
