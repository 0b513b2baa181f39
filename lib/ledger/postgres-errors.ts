import { CityhallError, ConflictError, ValidationError } from '../errors';
import { DatabaseError } from '../vendor/pg';

/** The database, and not the steps that ran on it, failed. */
export class DatabaseFailure extends Error {
	constructor(readonly reason: unknown) {
		super('the database failed');
	}
}

/** SQLSTATE of the server, or Node's code of a failed connection. */
const codeOf = (error: unknown) =>
	typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Connection broken or refused, server ending or starting, transaction ended because its program slept. */
const LOST = /^(08...|57P0[123]|25P03|53300|40001|40P01)$/;
/** What no waiting mends: unknown host, and certificates. */
const WRONG_PLACE = /^(ENOTFOUND|ERR_TLS|ERR_SSL|ERR_OSSL|EPROTO|CERT_|UNABLE_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_)/;
const NO_TLS = /does not support SSL/;

/** Whether the same transaction may succeed on another connection. */
export function isLost(error: unknown): boolean {
	if (error instanceof DatabaseError) return LOST.test(codeOf(error)) || isOutdatedPlan(error);
	return !isWrongPlace(error);
}

/** A statement was prepared before another process changed the tables. */
const isOutdatedPlan = (error: DatabaseError) => error.routine === 'RevalidateCachedQuery';

/** Whether the server itself answered that nothing was done. */
export const isRefused = (error: unknown) => error instanceof DatabaseError && error.severity === 'ERROR';

const isWrongPlace = (error: unknown) => WRONG_PLACE.test(codeOf(error)) || (error instanceof Error && NO_TLS.test(error.message));

const UNKNOWN_AUTHORITY = '서버 인증서를 발급한 인증 기관을 알 수 없습니다';
/** What is wrong with the certificate, by Node's code. */
const CERTIFICATE: Readonly<Record<string, string>> = {
	DEPTH_ZERO_SELF_SIGNED_CERT: '서버가 스스로 서명한 인증서를 쓰고 있습니다',
	SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
	UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_AUTHORITY,
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_AUTHORITY,
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
	CERT_HAS_EXPIRED: '서버 인증서의 유효기간이 지났습니다',
	CERT_NOT_YET_VALID: '서버 인증서의 유효기간이 아직 시작되지 않았습니다',
	ERR_TLS_CERT_ALTNAME_INVALID: '서버 인증서에 적힌 이름이 입력한 서버 주소와 다릅니다',
};

/** Why no encrypted connection came about; the code stays for whoever runs the server. */
function tlsWords(error: unknown): string {
	const code = codeOf(error);
	const why = error instanceof Error && NO_TLS.test(error.message) ? '서버가 암호화 통신을 받지 않습니다' : CERTIFICATE[code];
	return ['서버와 암호화 통신(TLS)을 시작할 수 없습니다', why, code].filter((part) => part !== undefined && part !== '').join('. ');
}

const USE: Readonly<Record<string, string>> = {
	'28P01': '사용자 이름 또는 비밀번호가 맞지 않습니다',
	'28000': '이 사용자의 접속이 허용되어 있지 않습니다',
	'3D000': '데이터베이스가 없습니다',
	'42501': '필요한 권한이 없습니다',
	'25006': '읽기 전용 서버입니다',
	ENOTFOUND: '서버 주소를 찾을 수 없습니다',
};

/** What a failure of the database is called to the user. Neither values nor the server's own words, which may hold some. */
export function translate(error: unknown): CityhallError {
	const code = codeOf(error);
	if (code === '55P03') return locked();
	if (code === '53100') {
		return new ConflictError('diskFull', '데이터베이스 서버에 여유 공간이 없어 발송 대장에 기록하지 못하였습니다. 변경된 내용은 없습니다.', '서버의 디스크 공간을 확보한 뒤 다시 실행하시기 바랍니다.');
	}
	const use = USE[code] ?? (isWrongPlace(error) ? tlsWords(error) : undefined);
	if (use !== undefined) {
		return new ValidationError('ledgerUnusable', `발송 대장 데이터베이스(PostgreSQL)를 사용할 수 없습니다(${use}).`, "'발송 대장' 자격 증명의 서버 주소, 데이터베이스, 사용자, TLS 설정과 그 사용자의 권한을 확인하시기 바랍니다.");
	}
	if (isLost(error)) {
		return new ConflictError('ledgerUnreachable', '발송 대장 데이터베이스(PostgreSQL)와 연결할 수 없습니다. 변경된 내용은 없습니다.', '데이터베이스 서버와 통신망이 정상인지 확인한 뒤 다시 실행하시기 바랍니다.');
	}
	return new CityhallError('ledgerFailed', `발송 대장 데이터베이스(PostgreSQL)가 기록을 거부하였습니다(SQLSTATE ${code}). 변경된 내용은 없습니다.`, '데이터베이스 서버의 로그를 확인하고, 해결되지 않으면 이 코드와 함께 문의하시기 바랍니다.');
}

/** A lost COMMIT whose outcome cannot be read. */
export const inDoubt = () =>
	new ConflictError(
		'ledgerInDoubt',
		'발송 대장에 기록하던 중 데이터베이스 연결이 끊어져, 마지막 기록이 반영되었는지 확인하지 못하였습니다.',
		'데이터베이스 서버가 정상인지 확인한 뒤 다시 실행하시기 바랍니다. 발송 대장이 기록된 곳부터 이어서 처리합니다.',
	);

const locked = () =>
	new ConflictError(
		'ledgerLocked',
		'다른 프로그램이 발송 대장을 사용하고 있어 기록하지 못하였습니다. 변경된 내용은 없습니다.',
		'백업이나 다른 작업이 발송 대장 데이터베이스를 잡고 있는지 확인하고 다시 실행하시기 바랍니다.',
	);
