import type { ListedMessage } from '../gateway';

export type MessageStatus = Pick<ListedMessage, 'state' | 'refused' | 'reason' | 'statusCode' | 'kakao'>;

/** Korean explanations of carriers' results that a clerk can act upon. Source: NHN Cloud Notification SMS, "수신 결과 코드". */
const REASONS: Readonly<Record<string, string>> = {
	'1002': '수신 번호의 형식이 올바르지 않습니다.',
	'1003': '발신번호의 형식이 올바르지 않습니다.',
	'1019': '전송할 수 있는 시간이 지났습니다.',
	'2000': '전송 시간이 초과되었습니다.',
	'2003': '수신자의 휴대전화 전원이 꺼져 있습니다.',
	'2004': '수신자의 휴대전화가 문자를 더 받을 수 없는 상태입니다.',
	'2005': '수신자가 통화권을 이탈한 상태입니다.',
	'2007': '수신자의 휴대전화에 일시적인 문제가 있습니다.',
	'3000': '문자 서비스를 받을 수 없는 번호입니다.',
	'3001': '가입자가 없는 번호입니다.',
	'3003': '수신 번호가 올바르지 않거나 없는 번호입니다.',
	'3004': '사용이 일시 정지된 번호입니다.',
	'3006': '수신자가 수신을 거절하였습니다.',
	'3010': '장문을 받을 수 없는 휴대전화입니다.',
	'3012': '스팸으로 차단되었습니다.',
	'3013': '수신이 거부되었습니다.',
	'3017': '발신번호의 형식 오류로 차단되었습니다.',
	'3018': '번호 도용 문자 차단 서비스에 가입된 발신번호여서 차단되었습니다.',
	'3019': '한국인터넷진흥원이 차단한 발신번호입니다.',
	E915: '콘솔의 「중복 발송 설정」에 걸려 보내지 않았습니다(같은 번호·같은 문안).',
	E919: '발송이 제한된 시간이어서 보내지 않았습니다.',
};

const DELIVERED = '1000';

/** Why a carrier or the vendor did not deliver a text, in Korean. */
export const reasonOf = (resultCode: string) => (Object.hasOwn(REASONS, resultCode) ? (REASONS[resultCode] ?? '') : '이동통신사 또는 중계사에서 전송하지 못하였습니다.');

const NEVER_SENT: Readonly<Record<string, string>> = {
	'4': '예약이 취소되어 보내지 않았습니다.',
	'5': reasonOf('E915'),
};

/**
 * Meaning of an SMS as listed: `msgStatus` 0 failed, 1 requested, 2 being processed, 3 succeeded, 4 reservation cancelled,
 * 5 held for a duplicate, 6 and 7 hours of advertising (which we never send). A failure without a carrier's code was never
 * handed to one. Source: NHN Cloud Notification SMS, "단문 SMS 발송목록 검색".
 */
export function readSmsStatus(msgStatus: string, resultCode: string): MessageStatus {
	const statusCode = resultCode || msgStatus;
	const never = Object.hasOwn(NEVER_SENT, msgStatus) ? NEVER_SENT[msgStatus] : undefined;
	if (never !== undefined) return { state: 'failed', refused: true, reason: never, statusCode };
	if (msgStatus === '3' && (resultCode === '' || resultCode === DELIVERED)) return { state: 'delivered', refused: false, reason: null, statusCode: DELIVERED };
	if (msgStatus === '0' || msgStatus === '6') {
		const byCarrier = /^\d{4}$/.test(resultCode) || /^E\d{3}$/.test(resultCode);
		const reason = byCarrier ? reasonOf(resultCode) : '중계사가 접수를 거부하였습니다.';
		return { state: 'failed', refused: !byCarrier, reason, statusCode };
	}
	return { state: msgStatus === '1' ? 'registered' : 'accepted', refused: false, reason: null, statusCode };
}

/** Kakao's results that a clerk can act upon. Source: NHN Cloud KakaoTalk Bizmessage, "발송 결과 코드". */
const KAKAO_REASONS: Readonly<Record<string, string>> = {
	'3008': '수신 번호가 올바르지 않습니다(알림톡).',
	'3015': '알림톡 템플릿을 찾을 수 없습니다.',
	'3016': '알림톡 내용이 템플릿과 다릅니다.',
	'3018': '알림톡을 받을 수 없는 수신자입니다.',
	'3019': '카카오톡을 쓰지 않는 수신자입니다.',
	'3020': '수신자가 알림톡을 차단하였습니다.',
	'3021': '수신자의 카카오톡 판이 낮아 알림톡을 받을 수 없습니다.',
	'4133': '사용이 중단된 알림톡 템플릿입니다.',
};

/** Kakao sent it and does not know whether it was seen; it may still arrive within three days. */
const KAKAO_UNSURE = '3005';

/**
 * Meaning of an AlimTalk as listed. One that failed is not over while the vendor's own fallback to text is due (RSC02) or
 * under way (RSC03); RSC04 is its success, RSC05 its failure. That RSC04 means the handset, as the word says, and not the
 * hand-over to a carrier, is not verified. Source: NHN Cloud KakaoTalk Bizmessage, "SMS/LMS 대체 발송 상태 코드".
 */
export function readAlimTalkStatus(messageStatus: string, resultCode: string, resendStatus: string): MessageStatus {
	const kakao = resultCode || messageStatus;
	if (messageStatus === 'COMPLETED') return { state: 'delivered', refused: false, reason: null, statusCode: kakao, kakao: true };
	if (messageStatus === 'CANCEL') return { state: 'failed', refused: true, reason: '예약이 취소되어 보내지 않았습니다.', statusCode: messageStatus };
	if (messageStatus !== 'FAILED') return { state: 'registered', refused: false, reason: null, statusCode: kakao };
	switch (resendStatus) {
		case 'RSC02':
		case 'RSC03':
			return { state: 'accepted', refused: false, reason: null, statusCode: kakao };
		case 'RSC04':
			return { state: 'delivered', refused: false, reason: null, statusCode: resendStatus };
		case 'RSC05':
			return { state: 'failed', refused: false, reason: '알림톡과 대체 문자를 모두 전송하지 못하였습니다.', statusCode: resendStatus };
		default:
			if (resultCode === KAKAO_UNSURE) return { state: 'accepted', refused: false, reason: null, statusCode: kakao };
			return { state: 'failed', refused: false, reason: KAKAO_REASONS[resultCode] ?? '알림톡을 전송하지 못하였습니다.', statusCode: kakao };
	}
}
