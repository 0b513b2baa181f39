import { RemoteError } from '../errors';

/** Who was asked for what, as far as an error may tell it: no path, query, header or body. */
export interface RequestPlace {
	/** Korean name of the other system, e.g. `감면 접수 시스템`. */
	label: string;
	host: string;
	/** Korean name of the step, e.g. `접수 목록 조회`. */
	operation?: string;
}

/** Before the first byte of a request leaves: name resolution, connecting, a proxy tunnel that was never opened. */
const NOT_CONNECTED: Readonly<Record<string, { retryable: boolean; message: string; remedy: string }>> = {
	ENOTFOUND: {
		retryable: false,
		message: '호스트 이름을 찾을 수 없습니다',
		remedy: '주소의 철자와 서버의 DNS 설정을 확인하시기 바랍니다.',
	},
	EAI_AGAIN: {
		retryable: true,
		message: '호스트 이름 조회(DNS)에 응답이 없습니다',
		remedy: '서버의 DNS 설정과 망 연결을 확인하시기 바랍니다.',
	},
	ECONNREFUSED: {
		retryable: true,
		message: '상대 시스템이 연결을 받지 않습니다',
		remedy: '상대 시스템이 가동 중인지, 포트와 방화벽이 열려 있는지 확인하시기 바랍니다.',
	},
	EHOSTUNREACH: {
		retryable: true,
		message: '상대 시스템까지 가는 경로가 없습니다',
		remedy: '망 연결, 방화벽, 프록시 설정을 확인하시기 바랍니다.',
	},
	ETIMEDOUT: {
		retryable: true,
		message: '상대 시스템까지 가는 경로가 없습니다',
		remedy: '망 연결, 방화벽, 프록시 설정을 확인하시기 바랍니다.',
	},
	ENETUNREACH: {
		retryable: true,
		message: '망에 연결되어 있지 않습니다',
		remedy: '망 연결, 방화벽, 프록시 설정을 확인하시기 바랍니다.',
	},
	ECONNRESET: {
		retryable: true,
		message: '접속을 맺는 도중에 연결이 끊겼습니다',
		remedy: '상대 시스템이 가동 중인지, 방화벽이나 프록시가 이 주소로 나가는 접속을 막지 않는지 확인하시기 바랍니다.',
	},
	ERR_PROXY_TUNNEL: {
		retryable: true,
		message: '프록시가 연결을 열어 주지 않습니다',
		remedy: '프록시 주소와 허용 목록, NO_PROXY 설정을 확인하시기 바랍니다.',
	},
	ERR_PROXY_INVALID_CONFIG: {
		retryable: false,
		message: '프록시 주소가 올바르지 않습니다',
		remedy: '환경 변수 HTTP_PROXY, HTTPS_PROXY의 값을 확인하시기 바랍니다.',
	},
};

/** The server's certificate is checked before a request is written, so these too prove that nothing was sent. */
const CERTIFICATE_CODES: ReadonlySet<string> = new Set([
	'CERT_HAS_EXPIRED',
	'CERT_NOT_YET_VALID',
	'CERT_UNTRUSTED',
	'CERT_REVOKED',
	'CERT_SIGNATURE_FAILURE',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'ERR_TLS_CERT_ALTNAME_INVALID',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_GET_ISSUER_CERT',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Connecting fails with these; a connection that is open may end with them too, after the request was read. */
const WHILE_CONNECTING: ReadonlySet<string> = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'ECONNRESET']);

/** What OpenSSL says of a handshake that came to nothing; the request is written after it. */
const HANDSHAKE_FAILED = /wrong version number|alert protocol version|alert handshake failure|unsupported protocol|unsafe legacy renegotiation disabled|dh key too small|no protocols available/;
/** Node's own words for a connection that ended during the handshake. */
const CUT_BEFORE_TLS = 'before secure TLS connection was established';

const where = (place: RequestPlace) =>
	place.operation ? `${place.label}(${place.host}) ${place.operation}` : `${place.label}(${place.host})`;

function whyNotConnected(code: string | undefined, syscall: string | undefined, message: string) {
	if (code === undefined || !Object.hasOwn(NOT_CONNECTED, code)) return undefined;
	const connecting = syscall === 'connect' || (code === 'ECONNRESET' && message.includes(CUT_BEFORE_TLS));
	return connecting || !WHILE_CONNECTING.has(code) ? NOT_CONNECTED[code] : undefined;
}

/** Error for a request that ended without an answer, by the code, system call and message of the network error. */
export function networkFailure(place: RequestPlace, code: string | undefined, syscall: string | undefined, message = ''): RemoteError {
	const notConnected = whyNotConnected(code, syscall, message);
	if (notConnected) {
		return new RemoteError(
			'notConnected',
			`${where(place)}: ${notConnected.message}. 요청은 전달되지 않았습니다.`,
			notConnected.remedy,
			{ outcome: 'notSent', retryable: notConnected.retryable },
		);
	}
	if (code !== undefined && CERTIFICATE_CODES.has(code)) {
		return new RemoteError(
			'certificateRefused',
			`${where(place)}: 상대 시스템의 인증서를 확인할 수 없습니다(${code}). 요청은 전달되지 않았습니다.`,
			'기관 인증서(CA)를 자격 증명의 "기관 인증서" 칸에 PEM 형식으로 등록하거나, 만료된 인증서를 교체하도록 담당 부서에 요청하시기 바랍니다.',
			{ outcome: 'notSent', retryable: false },
		);
	}
	if (code === 'EPROTO' && HANDSHAKE_FAILED.test(message)) {
		return new RemoteError(
			'tlsRefused',
			`${where(place)}: 암호화 접속(TLS)을 맺지 못하였습니다. 요청은 전달되지 않았습니다.`,
			'접속 주소(https)와 포트, 상대 시스템과 중간 장비(방화벽, 프록시)가 쓰는 TLS의 판과 암호 방식을 확인하시기 바랍니다.',
			{ outcome: 'notSent', retryable: false },
		);
	}
	return new RemoteError(
		'connectionLost',
		`${where(place)}: 응답을 받기 전에 연결이 끊겼습니다. 상대 시스템의 처리 여부를 알 수 없습니다.`,
		'망 상태를 확인한 뒤 처리 결과를 조회하시기 바랍니다.',
		{ outcome: 'unknown', retryable: true },
	);
}

/** Error for a call that took longer than its time limit. */
export function timeoutFailure(place: RequestPlace, timeoutMs: number): RemoteError {
	return new RemoteError(
		'timeout',
		`${where(place)}: ${timeoutMs / 1000}초 안에 응답이 없습니다. 상대 시스템의 처리 여부를 알 수 없습니다.`,
		'상대 시스템의 상태를 확인하시기 바랍니다. 늘 느린 시스템이면 제한 시간을 늘리시기 바랍니다.',
		{ outcome: 'unknown', retryable: true },
	);
}

/** Error for a call that the caller cancelled; `started` tells whether it had begun. */
export function abortFailure(place: RequestPlace, started: boolean): RemoteError {
	return new RemoteError('aborted', `${where(place)}: 실행이 취소되어 중단하였습니다.`, '필요하면 다시 실행하시기 바랍니다.', {
		outcome: started ? 'unknown' : 'notSent',
		retryable: false,
	});
}

/** Error for an answer with a status other than 2xx. */
export function statusFailure(
	place: RequestPlace,
	status: number,
	vendorCode: string | undefined,
	retryAfterMs: number | undefined,
): RemoteError {
	const refused = status >= 400 && status < 500 && !OUT_OF_TIME.has(status);
	const code = vendorCode ? `, ${vendorCode}` : '';
	return new RemoteError(
		refused ? 'refused' : 'serverError',
		`${where(place)}: ${statusMeaning(status)}(HTTP ${status}${code}).`,
		statusRemedy(status),
		{
			outcome: refused ? 'notSent' : 'unknown',
			status,
			vendorCode,
			retryAfterMs,
			retryable: RETRYABLE_STATUS.has(status) || status >= 500,
		},
	);
}

/** Error for a 2xx answer that cannot be used, so that nobody knows what was done. */
export function unreadableFailure(
	place: RequestPlace,
	status: number,
	kind: 'html' | 'broken' | 'tooLarge' | 'shape',
	limitBytes?: number,
): RemoteError {
	const text = {
		html: ['자료 대신 웹 페이지(HTML)가 왔습니다', '주소가 맞는지, 프록시나 로그인 화면이 가로막지 않는지 확인하시기 바랍니다.'],
		broken: ['응답이 깨졌거나 중간에 잘렸습니다', '다시 실행하여도 같으면 상대 시스템 담당자에게 확인을 요청하시기 바랍니다.'],
		tooLarge: [
			`응답이 허용 크기(${Math.round((limitBytes ?? 0) / 1_048_576)} MB)를 넘습니다`,
			'조회 기간이나 한 번에 읽는 건수를 줄이시기 바랍니다.',
		],
		shape: ['응답의 형식이 약속과 다릅니다', '연계 규격(OpenAPI)과 상대 시스템의 판을 확인하시기 바랍니다.'],
	}[kind];
	return new RemoteError(`unreadable.${kind}`, `${where(place)}: ${text[0]}.`, text[1] ?? '', {
		outcome: 'unknown',
		status,
		retryable: kind === 'html' || kind === 'broken',
	});
}

/** Somebody in between gave up waiting, whoever it was: no proof that nothing was done. */
const OUT_OF_TIME: ReadonlySet<number> = new Set([408, 499]);

const RETRYABLE_STATUS: ReadonlySet<number> = new Set([408, 421, 425, 429]);

function statusMeaning(status: number): string {
	if (status === 401) return '인증에 실패하였습니다';
	if (status === 403) return '접근 권한이 없습니다';
	if (status === 404) return '요청한 자료나 주소가 없습니다';
	if (status === 407) return '프록시 인증이 필요합니다';
	if (status === 429) return '요청이 너무 잦아 거절되었습니다';
	if (OUT_OF_TIME.has(status)) return '제한 시간 안에 처리되지 않았습니다. 처리 여부를 알 수 없습니다';
	if (status >= 500) return '상대 시스템에서 오류가 났습니다. 처리 여부를 알 수 없습니다';
	if (status >= 400) return '요청이 거절되었습니다';
	return '예상하지 못한 응답입니다';
}

function statusRemedy(status: number): string {
	if (status === 401 || status === 403) return '자격 증명의 인증 키와 그 권한, 허용 IP를 확인하시기 바랍니다.';
	if (status === 404) return '자격 증명의 접속 주소와 경로를 확인하시기 바랍니다.';
	if (status === 407) return '프록시 설정과 계정을 확인하시기 바랍니다.';
	if (status === 429) return '잠시 뒤에 다시 실행하거나 조회 간격을 늘리시기 바랍니다.';
	if (status >= 500 || OUT_OF_TIME.has(status)) return '상대 시스템의 상태를 확인한 뒤 다시 실행하시기 바랍니다.';
	if (status >= 300 && status < 400) return '자격 증명의 접속 주소가 바뀌었는지 확인하시기 바랍니다.';
	return '입력 값과 설정을 확인하시기 바랍니다.';
}
