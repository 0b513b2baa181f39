import type { ListedMessage } from '../gateway';

/** Korean explanations of SOLAPI's codes that a clerk can act upon. Source: SOLAPI API v4, "메시지 상태 코드". */
const REASONS: Readonly<Record<string, string>> = {
	'1014': '제목이 40바이트를 넘어 접수가 거부되었습니다.',
	'1026': '한 묶음 안에 같은 번호가 있어 접수가 거부되었습니다.',
	'1028': '출력할 수 없는 문자가 있어 접수가 거부되었습니다.',
	'1029': '문자로 보낼 수 없는 글자(이모지 등)가 있어 접수가 거부되었습니다.',
	'1030': '중계사 잔액이 부족하여 접수가 거부되었습니다.',
	'1031': '문자 길이가 한도를 넘어 접수가 거부되었습니다.',
	'1060': '수신 거부된 번호입니다.',
	'1061': '수신이 차단된 번호입니다.',
	'1062': '등록되지 않은 발신번호여서 접수가 거부되었습니다.',
	'2062': '등록되지 않은 발신번호여서 발송되지 않았습니다.',
	'3010': '수신 번호가 올바르지 않습니다.',
	'3032': '가입자가 없는 번호입니다.',
	'3040': '전송 시간이 초과되었습니다.',
	'3042': '수신자가 통화권을 이탈한 상태입니다.',
	'3043': '수신자의 휴대전화 전원이 꺼져 있습니다.',
	'3050': '문자 서비스를 받을 수 없는 번호입니다.',
	'3054': '스팸으로 차단되었습니다.',
	'3055': '스팸으로 차단되었습니다.',
	'3059': '발신번호가 변작된 것으로 처리되어 차단되었습니다.',
};

/** No balance, sender number not registered. */
const ACCOUNT_CODES: ReadonlySet<string> = new Set(['1030', '1062']);

/** Whether a refusal is about the account, so that every other message would meet it too. */
export const blocksAccount = (code: string) => ACCOUNT_CODES.has(code);

const reasonOf = (code: string) => REASONS[code] ?? '이동통신사 또는 중계사에서 전송하지 못하였습니다.';

/**
 * Meaning of a SOLAPI status code: 1xxx refused when added, 2000 in its group, 3000 at the carrier, 4000 delivered,
 * any other 2xxx or 3xxx failed.
 */
export function readSolapiStatus(code: string): Pick<ListedMessage, 'state' | 'refused' | 'reason'> {
	if (code === '4000') return { state: 'delivered', refused: false, reason: null };
	if (code === '3000') return { state: 'accepted', refused: false, reason: null };
	if (code.startsWith('1')) return { state: 'failed', refused: true, reason: reasonOf(code) };
	if (code !== '2000' && /^[23]\d{3}$/.test(code)) return { state: 'failed', refused: false, reason: reasonOf(code) };
	return { state: 'registered', refused: false, reason: null };
}
