import { lookUp } from './words';

interface ReasonWords {
	/** Short name for tables of counts. */
	name: string;
	/** 조치 방법: what the clerk does now. */
	action: string;
}

const NO_ACTION = '조치할 것이 없습니다.';
const AT_SOURCE = '원자료의 해당 행을 확인하여 바로잡으면 다음 회차에서 다시 판정합니다.';
const TELL_AGAIN =
	'이미 무엇을 안내했는지 발송 내역에서 확인하고, 안내한 내용이 더는 맞지 않으면 정정 안내를 하시기 바랍니다.';
const LEAK_CHECKS = [
	'① 이전 번호의 명의를 확인합니다.',
	'② 다른 사람에게 안내되었는지(오발송 여부) 확인합니다.',
	'③ 유출 사실이 확인되면 개인정보 보호책임자에게 바로 보고하시기 바랍니다.',
	'④ 확인이 끝날 때까지 다시 보내지 않습니다.',
].join('\n');
const BY_POST = '우편으로 안내하고 서식 안내에 처리 결과를 적으시기 바랍니다.';

/** Names and next steps of the reason codes of selector, ledger and gateway. */
const REASONS: Readonly<Record<string, ReasonWords>> = {
	beforeStart: { name: '안내 시작일 전 접수', action: NO_ACTION },
	alreadyNotified: { name: '이미 안내한 건', action: NO_ACTION },
	mailedBefore: { name: '우편으로 이미 안내한 건', action: NO_ACTION },
	numberCorrected: { name: '바뀐 번호로 한 번 더 안내', action: '한 번만 더 보냅니다. 다시 실패하면 우편으로 안내하시기 바랍니다.' },
	numberChangedAfterDelivery: { name: '전송 성공 뒤 번호가 바뀜', action: LEAK_CHECKS },
	withdrawnAfterNotice: { name: '안내한 뒤 취하', action: TELL_AGAIN },
	refusedAfterNotice: { name: '안내한 뒤 감면되지 않음', action: TELL_AGAIN },
	correctedAfterNotice: { name: '안내한 뒤 경정', action: TELL_AGAIN },
	recodedAfterNotice: { name: '안내한 뒤 감면구분이 바뀜', action: TELL_AGAIN },
	notSentBefore: { name: '지난 회차에서 보내지 않은 건', action: '보내지 않은 사유를 확인하고, 안내가 필요하면 우편으로 안내한 뒤 처리 결과를 적으시기 바랍니다.' },
	changedBeforeSending: { name: '발송 전 접수 내용 변경', action: '다음 회차에서 바뀐 내용으로 다시 판정합니다.' },
	correctionHandled: { name: '정정 안내를 마친 건', action: NO_ACTION },
	reviewSettled: { name: '담당자가 확인을 마친 건', action: NO_ACTION },
	notListed: {
		name: '중계사 발송 이력에 없음',
		action: "중계사에 발송 여부를 문의하여 '미확인 건 처리'로 적으시기 바랍니다. 확인 전에는 다시 보내지 않습니다.",
	},
	scheduleCancelled: { name: '예약 발송 취소', action: '취소한 사유를 확인하고, 안내가 필요하면 우편으로 안내하시기 바랍니다.' },
	confirmedNotSent: { name: '보내지 않은 것으로 확인', action: BY_POST },
	deliveredAfterAll: {
		name: '보내지 않음 처리 뒤 전송 확인',
		action: '문자가 도착하였으므로 우편으로 다시 안내하지 않습니다. 이미 다시 안내하였으면 두 번 안내된 것을 확인하여 처리 내용을 적고, 보내지 않은 것으로 본 근거를 중계사에 확인하시기 바랍니다.',
	},
	confirmedByPerson: { name: '담당자가 도착 확인', action: NO_ACTION },
	taskOpen: { name: '확인 필요로 이미 접수된 건', action: '먼저 접수된 확인 필요 건을 처리하시기 바랍니다.' },
	noReport: {
		name: '전송 결과 미수신',
		action: '기한(단문 25시간, 장문 80시간)이 지나도 전송 결과가 오지 않았습니다. 중계사에 도착 여부를 확인하시기 바랍니다. 확인 전에는 다시 보내지 않습니다.',
	},
	mailReturned: { name: '우편 반송', action: '주소를 확인하여 다시 발송하고, 등기번호와 결과를 적으시기 바랍니다.' },
	controlTotal: { name: '원천 건수 불일치', action: '원천 자료를 다시 추출하여 건수와 감면액 합계를 맞추시기 바랍니다.' },
	fileSeen: { name: '이미 처리한 파일', action: '이번 대상기간의 자료를 다시 추출하시기 바랍니다.' },
	rowsMissing: { name: '앞서 읽은 접수가 빠짐', action: '원천 자료를 다시 추출하여 빠진 접수가 있는지 확인하시기 바랍니다.' },
	rowsContradict: { name: '접수 내용 불일치', action: AT_SOURCE },
	reliefMismatch: {
		name: '세액 불일치',
		action: '취득가액, 감면구분, 차종을 확인하여 감면세액을 다시 계산하시기 바랍니다. 안내에는 영향이 없습니다.',
	},
	coOwnerRelation: {
		name: '공동등록 관계 확인',
		action: '공동명의자가 공동등록할 수 있는 관계인지 등록일 기준으로 확인하시기 바랍니다. 안내에는 영향이 없습니다.',
	},
	stoppedByOfficer: { name: '담당자 발송 중지', action: '중지한 사유를 확인하고, 안내가 필요하면 우편으로 안내하시기 바랍니다.' },
	gatewayRefused: {
		name: '중계사 접수 거부',
		action: '거부 사유를 바로잡을 수 있는지 중계사에 확인하고, 바로잡을 수 없으면 우편으로 안내하시기 바랍니다.',
	},
	deliveryFailed: { name: '전송 실패', action: '수신 번호를 확인하시기 바랍니다. 번호를 바로잡을 수 없으면 우편으로 안내하시기 바랍니다.' },
	sendInDoubt: { name: '발송 여부 미확인', action: '중계사 발송 내역에서 도착 여부를 먼저 확인하시기 바랍니다. 확인 전에는 다시 보내지 않습니다.' },
	group_missing: { name: '중계사에 묶음 기록 없음', action: '중계사에 발송 묶음 기록을 요청하여 도착 여부를 확인하시기 바랍니다.' },
	group_failed: { name: '중계사 묶음 처리 실패', action: '중계사에 처리 실패 사유와 발송 여부를 확인하시기 바랍니다.' },
	gatewayGone: {
		name: '중계사에 더 접속할 수 없음',
		action: "중계사에 요청 번호와 보낸 때로 발송 여부를 문의하여 '미확인 건 처리'로 적으시기 바랍니다. 확인 전에는 다시 보내지 않습니다.",
	},
	notMobile: { name: '휴대전화 번호 아님', action: BY_POST },
	unencodable: { name: '문자로 보낼 수 없는 글자', action: '안내문에서 해당 글자를 바꾼 뒤 우편 또는 정정 안내로 처리하시기 바랍니다.' },
	tooLong: { name: '문자 길이 초과', action: '안내문을 2,000바이트 이하로 줄이고 해당 건은 우편으로 안내하시기 바랍니다.' },
	sealMismatch: { name: '개인정보 결합 오류', action: '다른 건의 개인정보가 섞였을 수 있습니다. 보내지 말고 전산 담당자에게 알리시기 바랍니다.' },
	notComposed: { name: '문안 작성 실패', action: '안내문의 빈칸(치환 항목)을 확인하시기 바랍니다.' },
	corporation: { name: '법인', action: BY_POST },
	minor: { name: '미성년자', action: BY_POST },
	agentPhone: { name: '신청 대행자 번호', action: BY_POST },
	sharedPhone: { name: '여러 납세자가 함께 쓰는 번호', action: BY_POST },
	phoneMissing: { name: '휴대전화번호 없음', action: BY_POST },
	phoneDeadPrefix: { name: '사용이 끝난 번호(01X)', action: BY_POST },
	phoneLandline: { name: '유선·인터넷 전화번호', action: BY_POST },
	phoneInvalid: { name: '번호 형식 오류', action: BY_POST },
	retentionDuty: { name: '의무보유 안내', action: NO_ACTION },
	useRestriction: { name: '영업용 사용 제한 안내', action: NO_ACTION },
	ordinanceTemplate: { name: '조례 감면 안내', action: NO_ACTION },
	addedCategory: { name: '추가 감면구분 안내', action: NO_ACTION },
	addedCategoryMissing: {
		name: '추가 감면구분 미등록',
		action: "'감면 안내 대상 선별'의 '추가 감면구분(조례 등)'에 등록하면 다음 회차에서 다시 판정합니다.",
	},
	noRetentionDuty: { name: '의무보유 기간이 없는 감면', action: NO_ACTION },
	corporateStock: { name: '매매용·수출용(별도 관리)', action: NO_ACTION },
	alreadyExpired: { name: '의무 기간 경과', action: NO_ACTION },
	withdrawn: { name: '감면 신청 취하', action: NO_ACTION },
	refused: { name: '감면되지 않은 건', action: NO_ACTION },
	pending: { name: '감면 결정 전', action: '감면 결정 후 다음 회차에서 다시 판정합니다.' },
	corrected: { name: '감면 결정 경정', action: '경정 내용과 이미 안내한 사항을 대조하고, 필요하면 정정 안내를 하시기 바랍니다.' },
	unreadable: { name: '읽을 수 없는 자료', action: AT_SOURCE },
	rowsDisagree: { name: '한 접수의 행 불일치', action: AT_SOURCE },
	invalidDate: { name: '날짜 오류', action: AT_SOURCE },
	futureDate: { name: '오늘보다 뒤의 날짜', action: AT_SOURCE },
	datesDisagree: { name: '등록일·취득일 역전', action: AT_SOURCE },
	missingAcquisitionDate: { name: '취득일 없음', action: AT_SOURCE },
	missingRegistrationDate: { name: '등록일 없음', action: '차량 등록 여부와 등록일을 확인하여 자료에 반영하시기 바랍니다.' },
	missingPlate: { name: '차량번호 없음', action: '차량등록원부에서 차량번호를 확인하여 자료에 반영하시기 바랍니다.' },
	missingValue: { name: '안내문에 넣을 값 없음', action: '해당 값을 자료에 반영하거나 안내 담당부서 설정을 확인하시기 바랍니다.' },
	noRuleForDate: { name: '적용 기간 밖의 취득', action: '취득일과 감면 기한(일몰)을 확인하고 안내 여부를 정하시기 바랍니다.' },
	basisMismatch: { name: '감면구분과 근거규정 불일치', action: '감면코드 대응표와 감면 결정의 근거규정을 대조하시기 바랍니다.' },
	reliefEnded: { name: '종료된 감면', action: '취득일과 감면 결정을 확인하시기 바랍니다.' },
	truckOnly: { name: '화물자동차만 감면', action: '차종을 확인하여 안내 여부를 정하시기 바랍니다.' },
	ordinance: { name: '조례 감면', action: '해당 조례의 추징 요건을 확인하여 안내 여부를 정하시기 바랍니다.' },
	templateMissing: { name: '안내문 없음', action: '이 감면구분의 안내문을 설정하시기 바랍니다.' },
	unknownCategory: { name: '감면구분 불명', action: '감면코드 대응표에 코드를 추가하거나 근거규정의 항·호를 확인하시기 바랍니다.' },
};

const UNKNOWN_ACTION = '사유를 확인하여 원천 자료를 바로잡거나 담당자가 안내 여부를 정하시기 바랍니다.';

/** Name of a reason; without one, the first sentence the ledger holds for it. */
export function reasonName(code: string, sentence: string | null): string {
	return lookUp(REASONS, code)?.name ?? sentence ?? code;
}

/** What a clerk does about the reason. */
export function reasonAction(code: string | null): string {
	return (code === null ? undefined : lookUp(REASONS, code)?.action) ?? UNKNOWN_ACTION;
}
