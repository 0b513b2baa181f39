import { RemoteError } from '../../errors';
import type { DatabaseFailure, FailureKind } from './database';

/** What is known of each kind of failure: Korean words, and whether the same may go through later. */
const KINDS: Readonly<Record<FailureKind, { message: string; remedy: string; retryable: boolean }>> = {
	unreachable: {
		message: '데이터베이스에 접속할 수 없습니다',
		remedy: '데이터베이스가 가동 중인지, 주소와 포트, 방화벽을 확인하시기 바랍니다.',
		retryable: true,
	},
	hostUnknown: { message: '호스트 이름을 찾을 수 없습니다', remedy: '주소의 철자와 서버의 DNS 설정을 확인하시기 바랍니다.', retryable: false },
	certificate: {
		message: '암호화 접속(TLS)을 확인할 수 없습니다',
		remedy: "데이터베이스의 인증서를 확인하고, 기관 인증서는 자격 증명의 '기관 인증서(CA)'에 입력하시기 바랍니다.",
		retryable: false,
	},
	signIn: {
		message: '계정 또는 비밀번호가 맞지 않습니다',
		remedy: "'문자 발송 에이전트(DB)' 자격 증명의 계정과 비밀번호를 확인하시기 바랍니다.",
		retryable: false,
	},
	databaseMissing: {
		message: '데이터베이스가 없거나 이 계정에 접속 권한이 없습니다',
		remedy: "'문자 발송 에이전트(DB)' 자격 증명의 데이터베이스 이름과 계정의 권한을 확인하시기 바랍니다.",
		retryable: false,
	},
	busy: { message: '데이터베이스가 지금 접속을 더 받지 않습니다', remedy: '잠시 뒤 다시 실행하시기 바랍니다. 계속되면 데이터베이스의 최대 접속 수를 확인하시기 바랍니다.', retryable: true },
	lockWait: {
		message: '다른 실행이 문자를 넣는 중이어서 차례를 기다리다 그쳤습니다',
		remedy: '잠시 뒤 다시 실행하시기 바랍니다.',
		retryable: true,
	},
	deadlock: { message: '데이터베이스가 이번 작업을 되돌렸습니다', remedy: '잠시 뒤 다시 실행하시기 바랍니다.', retryable: true },
	tableMissing: {
		message: '에이전트의 표가 없거나 이 계정에 보이지 않습니다',
		remedy: "자격 증명의 에이전트 종류와 「표 설정 변경(JSON)」의 표 이름, 스키마, 계정의 조회 권한을 확인하시기 바랍니다.",
		retryable: false,
	},
	columnMissing: {
		message: '에이전트의 표에 설정한 열이 없습니다',
		remedy: "자격 증명의 「표 설정 변경(JSON)」을 에이전트 설치 문서의 열 이름대로 고치시기 바랍니다.",
		retryable: false,
	},
	noRight: {
		message: '이 계정에 필요한 권한이 없습니다',
		remedy: '에이전트의 발송 표에 조회·추가(예약 취소와 남은 문자의 회수에는 삭제), 로그 표에 조회 권한을 주도록 데이터베이스 담당자에게 요청하시기 바랍니다.',
		retryable: false,
	},
	badText: { message: '데이터베이스의 문자 집합에 없는 글자가 있습니다', remedy: '안내문에서 특수 문자를 바꾼 뒤 다시 실행하시기 바랍니다.', retryable: false },
	tooLong: { message: '열의 길이보다 긴 값이 있습니다', remedy: '안내문의 길이와 표의 열 길이를 확인하시기 바랍니다.', retryable: false },
	required: {
		message: '표에 꼭 채워야 하는 열이 설정에 빠져 있습니다',
		remedy: "자격 증명의 「표 설정 변경(JSON)」에서 fixed(고정값)나 sequence(일련번호)에 그 열을 더하시기 바랍니다.",
		retryable: false,
	},
	timeout: { message: '제한 시간 안에 응답이 없습니다', remedy: '데이터베이스의 상태와 망 연결을 확인하시기 바랍니다.', retryable: true },
	lost: { message: '접속이 끊겼습니다', remedy: '데이터베이스의 상태와 망 연결을 확인하시기 바랍니다.', retryable: true },
	other: { message: '데이터베이스가 요청을 처리하지 못하였습니다', remedy: '오류 코드를 데이터베이스 담당자에게 알려 확인하시기 바랍니다.', retryable: false },
};

/** Kinds that lie with one row and not with the table or the service. */
const OF_ROW: ReadonlySet<FailureKind> = new Set(['badText', 'tooLong']);

/** Code of an error that lies with one of the rows of a call. */
export const ROW_REFUSED = 'agentRowRefused';

export interface FailedStep {
	host: string;
	/** Korean name of the step. */
	operation: string;
	/** Whether the commit had been asked for when it failed. */
	committing: boolean;
}

/**
 * The error of a failed step. Before its commit is asked for a transaction leaves nothing behind; after that only a
 * rollback that the database itself reports is proof.
 */
export function databaseFailure({ kind, code }: DatabaseFailure, { host, operation, committing }: FailedStep): RemoteError {
	const { message, remedy, retryable } = KINDS[kind];
	const unknown = committing && kind !== 'deadlock';
	const name = OF_ROW.has(kind) ? ROW_REFUSED : `agent${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
	return new RemoteError(
		name,
		`문자 발송 에이전트 DB(${host}) ${operation}: ${message}(${code}).${unknown ? ' 문자가 들어갔는지 알 수 없어 다시 넣지 않았습니다.' : ''}`,
		remedy,
		{ outcome: unknown ? 'unknown' : 'notSent', vendorCode: code, retryable },
	);
}

const refused = (code: string, message: string, remedy: string, retryable = false) => new RemoteError(code, message, remedy, { outcome: 'notSent', vendorCode: code, retryable });

export const tableMissing = (table: string) =>
	refused('agentTableMissing', `문자 발송 에이전트의 표 ${table}이(가) 없거나 이 계정에 보이지 않습니다.`, KINDS.tableMissing.remedy);

export const columnMissing = (table: string, column: string) =>
	refused('agentColumnMissing', `문자 발송 에이전트의 표 ${table}에 열 ${column}이(가) 없거나 이 계정에 보이지 않습니다.`, KINDS.columnMissing.remedy);

export const columnNarrow = (table: string, column: string) =>
	refused(
		'agentColumnNarrow',
		`문자 발송 에이전트의 표 ${table}의 열 ${column}이(가) 짧아 안내를 구별하는 값을 담을 수 없습니다.`,
		"자격 증명의 「표 설정 변경(JSON)」에서 key에 20자 이상인 여분의 열을 지정하시기 바랍니다.",
	);

export const notTransactional = (table: string) =>
	refused(
		'agentTableUnsafe',
		`문자 발송 에이전트의 표 ${table}은(는) 되돌리기(트랜잭션)를 지원하지 않는 방식이어서 문자를 넣지 않았습니다.`,
		'표를 InnoDB 방식으로 바꾸도록 데이터베이스 담당자에게 요청하시기 바랍니다.',
	);

export const logMissing = (table: string) =>
	refused(
		'agentLogMissing',
		`문자 발송 에이전트의 로그 표(${table})를 찾을 수 없어, 발송 표에 없는 문자가 발송되었는지 판단하지 않았습니다.`,
		"자격 증명의 「표 설정 변경(JSON)」에서 log(로그 표 이름)를 에이전트 설치 문서대로 고치고, 로그 표의 조회 권한을 확인하시기 바랍니다.",
	);

export const agentStopped = (table: string, late: number, minutes: number) =>
	refused(
		'agentStopped',
		`문자 발송 에이전트가 멈춘 것으로 의심됩니다. 표 ${table}에 ${minutes}분 넘게 발송되지 않은 문자가 ${late.toLocaleString('ko-KR')}건 있어 새 문자를 넣지 않았습니다.`,
		'에이전트 서버에서 프로그램이 가동 중인지 확인한 뒤 다시 실행하시기 바랍니다. 남은 문자만 이어서 보냅니다.',
	);

export const overtaken = () =>
	refused('agentOvertaken', '다른 실행이 같은 안내를 다시 보내고 있어, 이 실행은 문자를 넣지 않았습니다.', '조치할 것이 없습니다. 이어받은 실행의 결과를 확인하시기 바랍니다.');

export const aborted = (operation: string) =>
	refused('aborted', `문자 발송 에이전트 ${operation}: 실행이 중지되었습니다.`, '필요하면 다시 실행하시기 바랍니다.');
