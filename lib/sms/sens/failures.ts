import { RemoteError } from '../../errors';
import { endlessList, unreadableAnswer } from '../answer-errors';

/** What a person can do about a refusal, by HTTP status. Source: "SENS 개요 > 응답 상태 코드". */
const REFUSALS: Readonly<Record<number, { message: string; remedy: string }>> = {
	400: {
		message: '요청이 거절되었습니다. 발신번호가 등록되지 않았거나 수신번호·문안·예약 시각이 규격에 맞지 않습니다',
		remedy: 'SENS 콘솔에서 발신번호 등록 상태를 먼저 확인하고, 이상이 없으면 수신번호와 예약 시각을 확인하시기 바랍니다.',
	},
	401: {
		message: '인증에 실패하였습니다. 인증키가 틀렸거나 이 서버의 시각이 실제와 5분 넘게 다릅니다',
		remedy: "'문자중계사업자(네이버 클라우드 SENS)' 자격 증명의 Access Key와 Secret Key, 상용·공공 구분, n8n 서버의 시각 동기화(NTP)를 확인하시기 바랍니다.",
	},
	403: {
		message: '권한이 없어 거절되었습니다. 인증키에 SENS 권한이 없거나, 서비스가 정지되었거나, 발신번호·발송 한도에 걸렸습니다',
		remedy: '네이버 클라우드 콘솔에서 인증키(서브 계정)의 SENS 권한, 서비스 상태, 발신번호 등록과 발송 한도를 확인하시기 바랍니다.',
	},
	404: {
		message: '서비스 ID 또는 주소를 찾을 수 없습니다',
		remedy: "'문자중계사업자(네이버 클라우드 SENS)' 자격 증명의 서비스 ID(ncp:sms:kr:…)와 상용·공공 구분을 확인하시기 바랍니다.",
	},
};

/** The API gateway in front of SENS knows no such address; SENS itself was not reached. */
const NO_SUCH_ADDRESS = '300';

/** The same failure in words for a person. */
export function explained(error: unknown, operation: string): unknown {
	if (!(error instanceof RemoteError) || error.failure.outcome !== 'notSent') return error;
	const { status = 0, vendorCode } = error.failure;
	const known = REFUSALS[status];
	if (!known) return error;
	const code = vendorCode === undefined ? '' : `, ${vendorCode}`;
	const message = `문자중계사업자 네이버 클라우드 SENS ${operation}: ${known.message}(HTTP ${status}${code}).`;
	return new RemoteError(error.code, message, known.remedy, error.failure);
}

/** SENS has nothing that matches (it answers an empty result with 404 too), as far as that can be told. */
export const isNothingFound = (error: unknown) =>
	error instanceof RemoteError && error.failure.status === 404 && error.failure.vendorCode !== NO_SUCH_ADDRESS;

/** A 2xx answer that cannot be used. */
export const unreadable = (operation: string) => unreadableAnswer('네이버 클라우드 SENS', operation);

/** A list whose pages do not end. */
export const endless = (operation: string) => endlessList('네이버 클라우드 SENS', operation);

/** SENS answered 2xx but says in the body that it did not take the messages. */
export function failedInBody(statusCode: string): RemoteError {
	const refused = /^4\d\d$/.test(statusCode);
	return new RemoteError(
		'refused',
		`네이버 클라우드 SENS가 발송 요청을 받지 않았습니다(상태 코드 ${refused ? statusCode : '알 수 없음'}).`,
		'네이버 클라우드 콘솔에서 서비스 상태와 발신번호 등록을 확인한 뒤 다시 실행하시기 바랍니다.',
		{ outcome: refused ? 'notSent' : 'unknown', vendorCode: refused ? statusCode : undefined, status: refused ? Number(statusCode) : undefined, retryable: false },
	);
}
