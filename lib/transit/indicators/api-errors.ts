import { RemoteError } from '../../errors';
import type { RequestPlace } from '../../http/failures';

interface ApiError {
	word: string;
	message: string;
	remedy: string;
	/** Whether the same request may succeed soon. */
	retryable?: true;
}

const CALL_AGAIN = '잠시 뒤에 다시 실행하시기 바랍니다.';
const CHECK_INPUT = '조회 조건과 자격 증명의 매개변수 이름이 공공데이터포털의 활용 안내와 같은지 확인하시기 바랍니다.';
const CHECK_APPLY = '공공데이터포털에서 이 API의 활용신청이 승인되었는지 확인하시기 바랍니다.';

/** Codes of the portal's gateway (공공데이터포털 개발 안내, 오류 코드). */
const ERRORS: Readonly<Record<string, ApiError>> = {
	'1': { word: 'APPLICATION_ERROR', message: '제공 기관의 서비스에서 오류가 났습니다', remedy: CALL_AGAIN, retryable: true },
	'2': { word: 'DB_ERROR', message: '제공 기관의 자료 저장소에서 오류가 났습니다', remedy: CALL_AGAIN, retryable: true },
	'4': { word: 'HTTP_ERROR', message: '제공 기관과의 통신에서 오류가 났습니다', remedy: CALL_AGAIN, retryable: true },
	'5': { word: 'SERVICETIMEOUT_ERROR', message: '제공 기관이 제때 응답하지 않았습니다', remedy: CALL_AGAIN, retryable: true },
	'10': { word: 'INVALID_REQUEST_PARAMETER_ERROR', message: '조회 조건이 잘못되었습니다', remedy: CHECK_INPUT },
	'11': { word: 'NO_MANDATORY_REQUEST_PARAMETERS_ERROR', message: '꼭 필요한 조회 조건이 빠졌습니다', remedy: CHECK_INPUT },
	'12': { word: 'NO_OPENAPI_SERVICE_ERROR', message: '없거나 폐지된 서비스입니다', remedy: '공공데이터포털에서 서비스 주소를 확인하여 자격 증명의 경로를 고치시기 바랍니다.' },
	'20': { word: 'SERVICE_ACCESS_DENIED_ERROR', message: '이 서비스를 쓸 권한이 없습니다', remedy: CHECK_APPLY },
	'21': { word: 'TEMPORARILY_DISABLE_THE_SERVICEKEY_ERROR', message: '인증키가 일시 정지되었습니다', remedy: '공공데이터포털의 마이페이지에서 인증키 상태를 확인하시기 바랍니다.' },
	'22': { word: 'LIMITED_NUMBER_OF_SERVICE_REQUESTS_EXCEEDS_ERROR', message: '하루 호출 한도를 다 썼습니다', remedy: '내일 다시 실행하거나(받은 쪽부터 이어서 받습니다), 공공데이터포털에서 운영계정 전환과 트래픽 증가를 신청하시기 바랍니다.' },
	'23': { word: 'LIMITED_NUMBER_OF_SERVICE_REQUESTS_PER_SECOND_EXCEEDS_ERROR', message: '짧은 시간에 너무 많이 요청하였습니다', remedy: CALL_AGAIN, retryable: true },
	'30': { word: 'SERVICE_KEY_IS_NOT_REGISTERED_ERROR', message: '등록되지 않은 인증키입니다', remedy: `자격 증명의 인증키를 확인하시기 바랍니다. 발급 직후에는 쓸 수 있을 때까지 한두 시간에서 하루가 걸립니다. ${CHECK_APPLY}` },
	'31': { word: 'DEADLINE_HAS_EXPIRED_ERROR', message: '활용 기간이 끝난 인증키입니다', remedy: '공공데이터포털에서 활용 기간을 연장하시기 바랍니다.' },
	'32': { word: 'UNREGISTERED_IP_ERROR', message: '등록되지 않은 IP에서 요청하였습니다', remedy: '공공데이터포털에 이 서버의 IP를 등록하시기 바랍니다.' },
	'33': { word: 'UNSIGNED_CALL_ERROR', message: '서명되지 않은 호출입니다', remedy: CHECK_APPLY },
};
const BY_WORD: ReadonlyMap<string, string> = new Map(Object.entries(ERRORS).map(([code, { word }]) => [word.replace(/_ERROR$/, ''), code]));

const bare = (code: string): string => code.replace(/^0+(?=\d)/, '');

export const isSuccess = (code: string): boolean => ['0', '200', 'NORMAL_CODE', 'NORMAL_SERVICE'].includes(bare(code));

/** No data for the question: `03` of the portal, `4` of GBIS. */
export const isEmptyResult = (code: string, isGbis: boolean): boolean => bare(code) === (isGbis ? '4' : '3') || code === 'NODATA_ERROR';

/** The code under which `apiFailure` reports that the daily quota is used up. */
export const QUOTA_CODE = 'apiQuota';

/** Error for a code, or its English word, in an answer of data.go.kr. The answer's own words never come through. */
export function apiFailure(place: RequestPlace, given: string): RemoteError {
	const word = /[A-Z][A-Z_]{4,}/.exec(given)?.[0].replace(/_ERROR$/, '');
	const code = /^\d{1,6}$/.test(given) ? bare(given) : ((word === undefined ? undefined : BY_WORD.get(word)) ?? '');
	const known = Object.hasOwn(ERRORS, code) ? ERRORS[code] : undefined;
	const where = `${place.label}(${place.host})${place.operation ? ` ${place.operation}` : ''}`;
	return new RemoteError(
		code === '22' ? QUOTA_CODE : 'apiError',
		`${where}: ${known?.message ?? '요청이 처리되지 않았습니다'}(${known?.word ?? (code === '' ? '알 수 없는 오류' : `오류 코드 ${code}`)}).`,
		known?.remedy ?? '공공데이터포털의 오류 코드 안내를 확인하고, 되풀이되면 제공 기관에 문의하시기 바랍니다.',
		{ outcome: 'notSent', vendorCode: code || undefined, retryable: known?.retryable === true },
	);
}
