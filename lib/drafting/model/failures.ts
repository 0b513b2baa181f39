import { RemoteError, type RemoteFailure } from '../../errors';
import { networkFailure, type RequestPlace } from '../../http/failures';

/** Errors for calls that brought no whole answer. None holds the address, a key, the prompt or a word of the server's. */

/** Which server, for messages. */
export const placeOf = (host: string): RequestPlace => ({ label: '언어모형', host });

/** What a server says a model is called; anything else in a list of models is left out. */
const MODEL_NAME = /^[\w.:/@+-]{1,100}$/;
const MODELS_TOLD = 10;

const UNKNOWN: RemoteFailure = { outcome: 'unknown', retryable: true };

const where = ({ label, host }: RequestPlace) => `${label}(${host})`;

/** The caller cancelled. */
export function cancelled(place: RequestPlace): RemoteError {
	return new RemoteError('modelCancelled', `${where(place)}: 실행이 취소되어 초안 작성을 멈추었습니다.`, '필요하면 다시 실행하시기 바랍니다.', { outcome: 'unknown', retryable: false });
}

/** No answer within the time limit. */
export function timedOut(place: RequestPlace, timeoutMs: number): RemoteError {
	return new RemoteError(
		'modelTimeout',
		`${where(place)}: ${spoken(timeoutMs)} 안에 답이 없습니다.`,
		'모형 서버가 다른 일로 바쁜지 확인하고, 느린 서버이면 자격 증명의 응답 제한 시간을 늘리시기 바랍니다.',
		UNKNOWN,
	);
}

/** An answer began and then stood still. */
export function stalled(place: RequestPlace, waitedMs: number): RemoteError {
	return new RemoteError(
		'modelStalled',
		`${where(place)}: 답을 보내다가 멈추었습니다(기다린 시간 ${spoken(waitedMs)}). 받은 부분은 쓰지 않았습니다.`,
		'모형 서버의 상태(메모리, 대기 요청)를 확인한 뒤 다시 실행하시기 바랍니다. 느린 서버이면 자격 증명의 응답 제한 시간을 늘리시기 바랍니다.',
		UNKNOWN,
	);
}

/** The connection ended before the answer did. */
export function broken(place: RequestPlace): RemoteError {
	return new RemoteError(
		'modelDown',
		`${where(place)}: 답이 끝나기 전에 연결이 끊겼습니다. 받은 부분은 쓰지 않았습니다.`,
		'모형 서버의 상태와 망 연결을 확인한 뒤 다시 실행하시기 바랍니다.',
		UNKNOWN,
	);
}

/** A 2xx answer that is none of a chat completion. */
export function foreignAnswer(place: RequestPlace): RemoteError {
	return new RemoteError(
		'modelDown',
		`${where(place)}: 받은 응답이 OpenAI 호환 형식이 아닙니다.`,
		'자격 증명의 접속 주소가 모형 서버의 것인지(대개 /v1로 끝납니다), 프록시나 로그인 화면이 가로막지 않는지 확인하시기 바랍니다.',
		{ outcome: 'unknown', retryable: false },
	);
}

const TLS_ANSWERED_PLAIN: ReadonlySet<string> = new Set(['EPROTO', 'ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG']);

/** Error for a call that ended without an answer, by the code and system call of the network error. */
export function lost(place: RequestPlace, code: string | undefined, syscall: string | undefined): RemoteError {
	if (code !== undefined && (TLS_ANSWERED_PLAIN.has(code) || code.startsWith('ERR_SSL_'))) {
		return new RemoteError('modelTls', `${where(place)}: 암호화 통신(TLS)을 열 수 없습니다.`, '자격 증명의 접속 주소가 http인지 https인지, 포트가 맞는지 확인하시기 바랍니다.', {
			outcome: 'notSent',
			retryable: false,
		});
	}
	const [known, call] = code === 'UND_ERR_CONNECT_TIMEOUT' ? ['ETIMEDOUT', 'connect'] : code === 'UND_ERR_ABORTED' ? ['ERR_PROXY_TUNNEL', undefined] : [code, syscall];
	const failure = networkFailure(place, known, call);
	if (failure.code === 'connectionLost') return broken(place);
	return new RemoteError(failure.code === 'certificateRefused' ? 'modelTls' : 'modelDown', failure.message, failure.remedy, failure.failure);
}

/** What an answer other than 2xx tells. */
export interface StatusFacts {
	status: number;
	/** The server's own code, such as `insufficient_quota`. */
	code: string;
	retryAfterMs: number | undefined;
}

/** Error for an answer with a status other than 2xx, unknown models and lengths apart. */
export function statusError(place: RequestPlace, { status, code, retryAfterMs }: StatusFacts): RemoteError {
	const failure: RemoteFailure = { outcome: status < 500 ? 'notSent' : 'unknown', status, retryAfterMs, retryable: false };
	const at = `${where(place)}: `;
	if (status === 401 || status === 403) {
		return new RemoteError('modelUnauthorised', `${at}인증에 실패하였거나 권한이 없습니다(HTTP ${status}).`, '자격 증명의 API 키와 그 권한, 허용 IP를 확인하시기 바랍니다.', failure);
	}
	if (status === 429 && code === 'insufficient_quota') {
		return new RemoteError('modelBusy', `${at}계약한 사용 한도를 다 썼습니다(HTTP 429).`, '모형 제공자와의 계약 한도와 결제 상태를 확인하시기 바랍니다.', failure);
	}
	if (isBusy(status, retryAfterMs)) {
		return new RemoteError('modelBusy', `${at}요청이 많아 지금은 받지 않습니다(HTTP ${status}).`, `${retryAfterMs ? `${spoken(retryAfterMs)} 뒤에` : '잠시 뒤에'} 다시 실행하시기 바랍니다.`, { ...failure, retryable: true });
	}
	if (status >= 500) {
		return new RemoteError('modelDown', `${at}모형 서버에서 오류가 났습니다(HTTP ${status}).`, '모형 서버의 상태와 기록을 확인한 뒤 다시 실행하시기 바랍니다.', { ...failure, retryable: true });
	}
	if (status < 400) {
		return new RemoteError('modelDown', `${at}다른 주소로 가라는 응답이 왔습니다(HTTP ${status}). 내용을 보호하려고 따라가지 않았습니다.`, '자격 증명의 접속 주소를 모형 서버의 바른 주소로 고치시기 바랍니다.', failure);
	}
	return new RemoteError(
		'modelRequest',
		`${at}모형 서버가 요청을 받아들이지 않았습니다(HTTP ${status}).`,
		'자격 증명의 응답 형식을 "자동"으로 두고, 접속 주소와 모형 이름을 확인하시기 바랍니다.',
		failure,
	);
}

/** Whether a status asks to come back later. */
export function isBusy(status: number, retryAfterMs: number | undefined): boolean {
	return status === 429 || (status === 503 && retryAfterMs !== undefined);
}

/** The server knows no such model. @param models those it has; empty where it does not say */
export function unknownModel(place: RequestPlace, model: string, models: readonly string[]): RemoteError {
	const told = models.filter((name) => MODEL_NAME.test(name)).slice(0, MODELS_TOLD);
	const name = MODEL_NAME.test(model) ? `(${model})` : '';
	return new RemoteError(
		'modelUnknown',
		`${where(place)}: ${told.length === 0 ? `요청한 모형${name} 또는 접속 주소의 경로가 없습니다.` : `서버에 요청한 모형${name}이 없습니다. 있는 모형: ${told.join(', ')}`}`,
		told.length === 0 ? '자격 증명의 모형 이름과 접속 주소(대개 /v1로 끝납니다)를 확인하시기 바랍니다.' : '자격 증명의 모형 이름을 서버에 있는 이름으로 고치시기 바랍니다.',
		{ outcome: 'notSent', status: 404, retryable: false },
	);
}

function spoken(ms: number): string {
	const seconds = Math.max(1, Math.round(ms / 1000));
	return seconds >= 120 && seconds % 60 === 0 ? `${seconds / 60}분` : `${seconds}초`;
}
