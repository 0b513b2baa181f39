import type { UnkeyedMessage } from '../gateway';

type State = Pick<UnkeyedMessage, 'state' | 'refused' | 'statusCode' | 'reason'>;

const DELIVERED: ReadonlySet<string> = new Set(['발송완료', '전송완료', '발송성공', '전송성공']);
const CANCELLED = /취소/;
const FAILED = /실패|거부|거절|불가|없음|없는|결번|차단|초과|오류|에러|정지|꺼짐|음영|스팸|만료|미가입/;
const MOVING = /(?:발송|전송|처리) ?중/;

/** The vendor's words as far as they cannot hold anything personal: short, and no run of four digits. */
const HARMLESS = /^(?!.*\d{4})[가-힣A-Za-z0-9 ()_-]{1,40}$/;

/**
 * Meaning of `sms_state`, a Korean word in place of a code. The vendor lists no words, so these are unverified; one that is
 * not known says nothing about the message, so that it is never taken for delivered or failed.
 * Source: Aligo "API SPEC", 전송결과조회(상세).
 */
export function readAligoState(word: string): State {
	const trimmed = word.trim();
	const compact = trimmed.replace(/\s+/g, '');
	const statusCode = HARMLESS.test(trimmed) ? trimmed : '알 수 없음';
	if (DELIVERED.has(compact)) return { state: 'delivered', refused: false, statusCode, reason: null };
	if (CANCELLED.test(compact)) return { state: 'failed', refused: true, statusCode, reason: '예약이 취소되어 보내지 않았습니다.' };
	if (FAILED.test(compact)) return { state: 'failed', refused: false, statusCode, reason: `이동통신사 또는 중계사에서 전송하지 못하였습니다(${statusCode}).` };
	return { state: MOVING.test(trimmed) ? 'accepted' : 'registered', refused: false, statusCode, reason: null };
}
