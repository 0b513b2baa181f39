/** The vendor's four-digit codes that the simulator uses, with the vendor's kind of wording. */
const messages: Record<string, string> = {
	'1014': '제목은 40바이트를 넘을 수 없습니다.',
	'1026': '중복된 수신번호입니다.',
	'1028': '출력할 수 없는 문자가 포함되어 있습니다.',
	'1029': 'EUC-KR로 표현할 수 없는 문자가 포함되어 있습니다.',
	'1030': '잔액이 부족합니다.',
	'1031': '메시지 길이가 제한을 초과했습니다.',
	'1032': 'customFields 형식이 올바르지 않습니다.',
	'1060': '차단된 수신번호입니다.',
	'1061': '수신거부된 번호입니다.',
	'1062': '등록되지 않은 발신번호입니다.',
	'2000': '정상 접수(이통사로 접수 예정) ',
	'3000': '이통사로 접수 완료',
	'3010': '수신번호 형식 오류',
	'3032': '가입자 없음',
	'3040': '전송 시간 초과',
	'3042': '음영 지역',
	'3043': '단말기 전원 꺼짐',
	'3050': '문자를 받을 수 없는 번호',
	'3054': '스팸 차단',
	'3059': '발신번호 위변조 의심',
	'3103': '등록된 알림톡 템플릿과 내용이 다름',
	'3104': '카카오톡 사용자가 아님',
	'3107': '알림톡 차단',
	'4000': '정상 처리',
};

export function statusMessage(code: string): string {
	return messages[code]?.trim() ?? (code.startsWith('1') ? '접수 실패' : code.startsWith('2') ? '중계 실패' : '전송 실패');
}

/** Whether the code refuses a message at registration: it is kept in the group but never sent. */
export function isRefused(code: string): boolean {
	return code.startsWith('1');
}

/** The vendor's word for how far a message is. */
export function statusWord(code: string): string {
	if (code === '2000') return 'PENDING';
	if (code === '3000') return 'SENDING';
	return code.startsWith('1') || code.startsWith('2') ? 'FAILED' : 'COMPLETE';
}

/** An answer other than 200: the vendor's `{errorCode, errorMessage}`. */
export class ApiError extends Error {
	readonly status: number;
	readonly errorCode: string;
	constructor(status: number, errorCode: string, message: string) {
		super(message);
		this.status = status;
		this.errorCode = errorCode;
	}
}
