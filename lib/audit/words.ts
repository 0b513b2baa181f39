import type { RowProblem } from '../ledger/row-check';
import type { OpeningView } from '../ledger/openings';
import { lookUp } from '../report/words';
import type { ExportProblem } from './verify-export';

const ROW_PROBLEMS: Readonly<Record<RowProblem['problem'], string>> = {
	missing: '기록에는 있으나 자료에서 지워졌습니다',
	unrecorded: '기록 없이 자료에 추가되었습니다',
	state: '자료의 상태가 마지막 기록과 다릅니다',
	identity: '식별값이 접수 식별 번호나 수신자와 맞지 않습니다',
	facts: '안내 내용(접수, 규칙, 문안 판, 성명, 번호)이 기록과 다릅니다',
	result: '전송 결과(중계사 번호, 결과 코드, 시각, 시도, 묶음, 문자 종류와 길이)가 기록과 다릅니다',
	text: '문안이나 문안 확인값이 기록과 다릅니다',
	contact: '암호화된 연락처나 마스킹한 번호가 기록과 다릅니다',
	reason: '사유가 기록과 다릅니다',
	approval: '승인자나 승인 일시가 기록과 다릅니다',
	closing: '마감 상태나 마감 건수가 기록과 다릅니다',
	content: '내용이 기록과 다릅니다',
	emptied: '보존기간이 지나기 전에 내용이 지워졌습니다',
	account: '건수가 기록과 다릅니다',
};

const TABLES: Readonly<Record<RowProblem['table'], string>> = {
	run: '회차',
	decision: '선별 결과',
	notice: '안내',
	attempt: '발송 시도',
	template: '안내문',
	campaign: '안내 업무',
	batch: '발송 묶음',
	form: '서식 안내',
	mail: '우편',
	task: '확인 필요',
	file: '개인정보 파일',
	draft: '초안 작성 기록',
	source_seen: '읽은 원천 자료',
	event: '대장 기록',
};

const EXPORT_PROBLEMS: Readonly<Record<ExportProblem, string>> = {
	empty: '파일이 비어 있습니다.',
	unreadable: '내보낸 자료의 형식이 아닌 줄입니다. 줄이 고쳐졌거나 잘렸습니다.',
	format: '이 프로그램이 내보낸 감사 자료가 아니거나, 첫 줄이 없거나, 더 새로운 판에서 내보낸 파일입니다.',
	wrongKey: '파일을 내보낸 대장 키와 입력한 대장 키가 다릅니다. 키를 확인하시기 바랍니다.',
	seal: '이 줄이 고쳐졌거나 끼워 넣어졌거나, 바로 앞의 줄이 빠졌습니다.',
	mac: '이 기록은 내보내기 전에 발송 대장에서 내용이나 순서가 바뀌었습니다.',
	gap: '이 기록 앞의 기록이 내보내기 전에 발송 대장에서 빠졌습니다.',
	payload: '이 기록의 상세 내용이 내보내기 전에 발송 대장에서 바뀌었습니다.',
	missingTail: '뒷부분이 잘려 첫 줄에 적힌 건수와 맞지 않습니다.',
	expectedHead: '이 기록의 확인값이 입력한 대장 확인값과 다릅니다. 다른 대장의 자료이거나 기록이 바뀌었습니다.',
	laterHead: '입력한 대장 확인값은 내보낼 때의 발송 대장에 없던 기록입니다. 내보내기 전에 인쇄된 값이라면 대장의 뒷부분이 잘렸거나 예전 백업으로 되돌려진 것입니다.',
};

/** Names of the ledger's events as staff read them. */
const EVENTS: Readonly<Record<string, string>> = {
	'campaign.started': '안내 업무 시작',
	'run.opened': '회차 열림',
	'run.leased': '회차 처리 시작',
	'run.held': '회차 보류',
	'run.holdReleased': '보류 해제',
	'run.preparing': '발송 준비 시작',
	'run.decided': '선별 결과 기록',
	'run.prepared': '발송 준비 완료',
	'correction.prepared': '정정 안내 준비',
	'run.approvalAsked': '승인 요청',
	'run.approved': '승인',
	'run.rejected': '반려',
	'run.sending': '발송 시작',
	'run.restStopped': '남은 발송 중지',
	'run.reconciled': '중계사 이력 대조',
	'run.results': '전송 결과 확인 단계',
	'run.closed': '회차 마감',
	'gateway.used': '수탁자 기록',
	'template.added': '안내문 등록',
	'notice.reserved': '안내 예약',
	'notice.mailed': '기발송 우편 안내',
	'notice.submitting': '안내 전송 중',
	'notice.accepted': '중계사 접수',
	'notice.delivered': '전송 성공',
	'notice.failed': '전송 실패',
	'notice.rejected': '접수 거부',
	'notice.unknown': '결과 미확인',
	'notice.notSent': '미발송',
	'notice.deliveredAfterAll': '보내지 않음 처리 뒤 전송 확인',
	'notice.adopted': '중계사 이력에서 확인',
	'batch.creating': '발송 묶음 시작',
	'batch.created': '발송 묶음 생성',
	'batch.adding': '발송 묶음에 담기',
	'batch.verified': '발송 묶음 확인',
	'batch.sending': '발송 묶음 전송',
	'batch.sent': '발송 묶음 전송 완료',
	'batch.void': '발송 묶음 폐기',
	'batch.adopted': '중계사 이력의 묶음 확인',
	'batch.cancelled': '예약 발송 취소',
	'ledger.restoreAccepted': '복원한 대장 확인',
	'ledger.rolledBack': '대장 판 내림',
	'ledger.closing': '대장 옮기기 시작',
	'ledger.moved': '대장 옮김',
	'ledger.moveCancelled': '대장 옮기기 취소',
	'mail.imported': '기발송 우편 등록',
	'mail.sent': '우편 발송 기록',
	'mail.delivered': '우편 배달 기록',
	'mail.returned': '우편 반송 기록',
	'form.recorded': '서식 안내 기록',
	'task.opened': '확인 필요 등록',
	'task.settled': '확인 필요 처리',
	'task.reopened': '확인 필요 다시 열림',
	'personal.opened': '개인정보 열람',
	'inquiry.answered': '문의 조회',
	'inquiry.refused': '문의 조회 제한',
	'file.registered': '개인정보 파일 등록',
	'file.destroyed': '개인정보 파일 파기',
	'retention.contactsPurging': '연락처 삭제 시작',
	'retention.factsPurging': '안내 사실 삭제 시작',
	'retention.contactsPurged': '연락처 삭제',
	'retention.factsPurged': '안내 사실 삭제',
	'audit.exported': '감사 자료 내보내기',
};

const OPENINGS: Readonly<Record<OpeningView['kind'], string>> = { opened: '암호화된 개인정보 열람', inquired: '번호로 조회', refused: '조회 제한(횟수 초과)' };
const FIELDS: Readonly<Record<string, string>> = { name: '성명', phone: '휴대전화번호', address: '주소', plate: '차량번호', text: '문안' };

const GATEWAYS: Readonly<Record<string, string>> = { solapi: 'SOLAPI', nhn: 'NHN Cloud', sens: '네이버 클라우드 SENS', aligo: '알리고', agent: '발송 에이전트(DB)' };

/** `안내 Jo_z…: 자료의 상태가 …`, without a full stop. */
export const rowProblemWords = ({ table, key, problem }: Pick<RowProblem, 'table' | 'key' | 'problem'>) => `${TABLES[table]} '${key}': ${ROW_PROBLEMS[problem]}`;
/** A whole sentence. */
export const exportProblemWords = (problem: ExportProblem) => EXPORT_PROBLEMS[problem];
/** Name of an event; a kind that is not known is shown as it is. */
export const eventName = (kind: string) => lookUp(EVENTS, kind) ?? kind;
export const openingName = (kind: OpeningView['kind']) => OPENINGS[kind];
/** A staff member's name, or the workflow that acted: `흐름: 매주 안내`. */
export const actorName = (actor: string | null) => actor?.replace(/^workflow:/, '흐름: ') ?? '';
/** Name of a gateway; an id that is not known is shown as it is. */
export const gatewayName = (id: string) => lookUp(GATEWAYS, id) ?? id;
/** `성명, 주소`. */
export const fieldNames = (fields: readonly string[]) => fields.map((field) => lookUp(FIELDS, field) ?? field).join(', ');
