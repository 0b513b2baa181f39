import { RemoteError } from '../../errors';
import { accountRefused } from '../direct/submit';
import type { MessageRefusal } from '../gateway';

/**
 * What a code of an answer says of the call. All but `unknown` prove that nothing of the call was taken:
 * `message` lies with one of the recipients, `text` with the wording, `account` with balance, quota or sender number,
 * `login` with keys and addresses, `request` with settings or with this package.
 */
export type CodeKind = 'message' | 'text' | 'account' | 'login' | 'request' | 'unknown';

export interface CodeMeaning {
	kind: CodeKind;
	/** Korean, a whole sentence. */
	reason: string;
}

export type CodeTable = Readonly<Record<string, CodeMeaning>>;

const message = (reason: string): CodeMeaning => ({ kind: 'message', reason });
const text = (reason: string): CodeMeaning => ({ kind: 'text', reason });
const account = (reason: string): CodeMeaning => ({ kind: 'account', reason });
const login = (reason: string): CodeMeaning => ({ kind: 'login', reason });
const request = (reason: string): CodeMeaning => ({ kind: 'request', reason });

/** Source: NHN Cloud Notification SMS, "결과 코드" (API 결과 코드). What is not here proves nothing. */
export const SMS_CODES: CodeTable = {
	'4': request('요청 값이 규격에 맞지 않습니다.'),
	'-1000': login('앱키가 올바르지 않습니다.'),
	'-1001': login('등록되지 않은 앱키이거나 비밀 키가 올바르지 않습니다.'),
	'-1002': login('사용이 종료된 앱키입니다.'),
	'-1003': login('이 프로젝트의 구성원이 아닙니다.'),
	'-1004': login('허용되지 않은 IP에서 접속하였습니다.'),
	'-1005': request('조회 조건이 올바르지 않습니다.'),
	'-1006': request('발송 유형이 올바르지 않습니다.'),
	'-1007': login('계정의 구성원 유형이 올바르지 않습니다.'),
	'-1008': account('NHN Cloud가 이 프로젝트의 발송을 차단하였습니다.'),
	'-2000': request('날짜 형식이 올바르지 않습니다.'),
	'-2001': request('수신자가 없습니다.'),
	'-2006': request('치환 템플릿의 발송 유형(단문·장문)이 맞지 않습니다.'),
	'-2014': text('제목 또는 본문이 비어 있어 접수가 거부되었습니다.'),
	'-2015': text('제목 또는 본문이 한도를 넘어 접수가 거부되었습니다.'),
	'-2016': request('한 번에 보낼 수 있는 1,000명을 넘었습니다.'),
	'-2018': message('수신 번호가 비어 있어 접수가 거부되었습니다.'),
	'-2019': message('수신 번호가 올바르지 않아 접수가 거부되었습니다.'),
	'-2022': request('예약 시각이 이미 지났습니다.'),
	'-2023': text('문자로 보낼 수 없는 글자(이모지 등)가 있어 접수가 거부되었습니다.'),
	'-2024': message('장문은 국외로 보낼 수 없어 접수가 거부되었습니다.'),
	'-2044': message('보낼 수 없는 국가의 번호여서 접수가 거부되었습니다.'),
	'-2045': message('국제 발송이 차단되어 있어 접수가 거부되었습니다.'),
	'-2046': message('발송을 차단한 국가의 번호여서 접수가 거부되었습니다.'),
	'-2047': account('NHN Cloud의 발송 제한 건수를 넘었습니다.'),
	'-2048': message('국제 문자의 길이 한도를 넘어 접수가 거부되었습니다.'),
	'-2052': account('이번 달 발송 한도를 모두 썼습니다(새 조직은 월 5,000건).'),
	'-2110': request('치환 템플릿이 없습니다.'),
	'-2111': request('치환 템플릿의 값이 올바르지 않습니다.'),
	'-2312': account('등록되지 않은 발신번호입니다.'),
	'-2313': account('차단된 발신번호입니다.'),
	'-4000': request('조회 기간이 한 달을 넘었습니다.'),
	'-6001': message('수신을 거부한 번호입니다.'),
	'-6003': text('광고 문자의 수신 거부 안내가 없어 접수가 거부되었습니다.'),
	'-8000': text('인증 문자의 인증 문구가 없어 접수가 거부되었습니다.'),
	'-9995': request('지원하지 않는 API 판입니다.'),
	'-9996': request('요청 형식이 올바르지 않습니다.'),
	'-9997': request('요청 형식이 올바르지 않습니다.'),
	'-9998': request('없는 API 주소입니다.'),
};

/**
 * Source: NHN Cloud KakaoTalk Bizmessage, "오류 코드" (API 응답 코드), the part that AlimTalk can meet. −1005 (a call with the
 * same idempotency key came within ten minutes) is left out on purpose: what became of that one is unknown.
 */
export const ALIMTALK_CODES: CodeTable = {
	'4': request('알림톡 요청 값이 규격에 맞지 않습니다.'),
	'-1000': login('알림톡 앱키가 올바르지 않습니다.'),
	'-1001': login('알림톡 비밀 키가 올바르지 않습니다.'),
	'-1002': request('대체 발송에 쓸 문자(SMS) 앱키가 올바르지 않습니다.'),
	'-1003': account('대체 발송의 발신번호가 등록되어 있지 않습니다.'),
	'-1006': login('발신 프로필의 발신 키가 올바르지 않습니다.'),
	'-1024': request('그룹 발신 프로필로는 보낼 수 없습니다.'),
	'-1027': account('알림톡 발신 프로필이 차단되었습니다.'),
	'-1028': text('알림톡 변수의 길이가 처음 쓰는 기관의 한도(14자)를 넘어 접수가 거부되었습니다.'),
	'-1031': message('알림톡 접수가 거부되었습니다.'),
	'-2000': text('알림톡 값이 길이 한도를 넘어 접수가 거부되었습니다.'),
	'-2017': login('등록되지 않은 발신 프로필입니다.'),
	'-2019': text('알림톡 본문이 1,300자를 넘어 접수가 거부되었습니다.'),
	'-2025': request('예약 시각이 이미 지났습니다.'),
	'-2026': request('예약 시각이 예약할 수 있는 기간을 넘었습니다.'),
	'-2027': request('예약 시각의 형식이 올바르지 않습니다.'),
	'-2502': request('콘솔의 대체 발송 설정이 꺼져 있습니다.'),
	'-3003': request('등록되지 않은 알림톡 템플릿입니다.'),
	'-3004': text('알림톡 템플릿의 변수 값이 맞지 않아 접수가 거부되었습니다.'),
	'-3005': request('아직 승인되지 않은 알림톡 템플릿입니다.'),
	'-3048': text('알림톡 변수가 1,300자를 넘어 접수가 거부되었습니다.'),
	'-3049': text('알림톡 변수가 템플릿과 맞지 않아 접수가 거부되었습니다.'),
	'-4000': request('알림톡 요청 값이 올바르지 않습니다.'),
	'-4019': message('수신 번호가 올바르지 않아 접수가 거부되었습니다.'),
	'-4200': text('대체 발송 문안이 올바르지 않아 접수가 거부되었습니다.'),
	'-8008': text('금칙어가 있어 접수가 거부되었습니다.'),
};

const REMEDIES: Readonly<Record<Exclude<CodeKind, 'account' | 'unknown'>, string>> = {
	message: '수신 번호를 확인하시기 바랍니다.',
	text: '안내문의 문안을 고친 뒤 다시 실행하시기 바랍니다.',
	login: "NHN Cloud 콘솔에서 앱키·비밀 키·허용 IP를 확인하고 '문자중계사업자(NHN Cloud)' 자격 증명을 고치시기 바랍니다.",
	request: "'문자중계사업자(NHN Cloud)' 자격 증명과 발송 설정을 확인하시기 바랍니다. 보내지 않은 문자는 다음 실행에서 이어서 보냅니다.",
};

/** Errors of these proofs that may lie with one message of a call carry this code, so that they can be told apart. */
const REFUSED_MESSAGE = 'refusedMessage';

/** What a code means; anything not in the table is `unknown`. */
export function meaningOf(table: CodeTable, code: string): CodeMeaning {
	const known = Object.hasOwn(table, code) ? table[code] : undefined;
	return known ?? { kind: 'unknown', reason: '중계사가 뜻을 알 수 없는 결과 코드로 답하였습니다.' };
}

/** The code of a call that failed as a whole, as an error; an unknown one proves nothing. */
export function failureOf(table: CodeTable, code: string, operation: string): RemoteError {
	const { kind, reason } = meaningOf(table, code);
	if (kind === 'account') return accountRefused({ statusCode: code, reason });
	const says = `문자중계사업자 NHN Cloud ${operation}: ${reason.replace(/\.$/, '')}(${code}).`;
	if (kind === 'unknown') {
		return new RemoteError('vendorTrouble', `${says} 처리 여부를 알 수 없습니다.`, '처리 결과를 조회하시기 바랍니다. 계속되면 NHN Cloud에 문의하시기 바랍니다.', {
			outcome: 'unknown',
			vendorCode: code,
			retryable: code === '-9999',
		});
	}
	const errorCode = kind === 'message' || kind === 'text' ? REFUSED_MESSAGE : 'refused';
	return new RemoteError(errorCode, says, REMEDIES[kind], { outcome: 'notSent', vendorCode: code, retryable: false });
}

/** Whether a refused call may lie with one of its messages. */
export const blamesMessage = (error: RemoteError) => error.code === REFUSED_MESSAGE;

/** What a code says of one message that was not taken. */
export function refusalOf(table: CodeTable, code: string): MessageRefusal {
	const { kind, reason } = meaningOf(table, code);
	return { statusCode: code, reason: kind === 'unknown' ? '중계사가 접수를 거부하였습니다.' : reason, blocksAccount: kind === 'account' || kind === 'login' };
}
