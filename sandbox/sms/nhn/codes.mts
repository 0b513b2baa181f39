/** The vendor's wording of the codes that the simulator answers with. */
const MESSAGES: Readonly<Record<string, string>> = {
	'0': 'SUCCESS',
	'4': 'Invalid parameter.',
	'-1000': 'Invalid appKey.',
	'-1001': 'Service is not exist.',
	'-2014': 'The recipient can not be empty.',
	'-2015': 'Title or Body exceed maximum byte.',
	'-2016': 'The max recipient size is 1000.',
	'-2018': 'RecipientNo can not be empty.',
	'-2019': 'RecipientNo is invalid.',
	'-2023': 'Unacceptable characters in title and body.',
	'-6001': 'Recipient Number is refused.',
};

export const messageOf = (code: number): string => MESSAGES[String(code)] ?? 'FAIL';

/** The carriers' outcome (`shared/carrier.mts`) in this vendor's receive codes. */
const RECEIVE: Readonly<Record<string, string>> = {
	'4000': '1000',
	'3010': '3003',
	'3032': '3001',
	'3040': '2000',
	'3042': '2005',
	'3043': '2003',
	'3050': '3000',
	'3054': '3012',
	'3055': '3012',
	'3059': '3018',
};

export const receiveCode = (carrier: string): string => RECEIVE[carrier] ?? (carrier.startsWith('3') ? '3014' : 'E999');

export const STATUS_NAMES: Readonly<Record<string, string>> = { '0': '실패', '1': '요청', '2': '처리 중', '3': '성공', '4': '예약취소', '5': '중복실패' };

/**
 * What Kakao does with an AlimTalk, decided by the number alone: `010-0000-8xxx` fails with 3xxx (3019 no KakaoTalk,
 * 3020 blocked …), all others arrive with 1000.
 */
export function kakaoCode(phone: string): string {
	const magic = /^01000008(\d{3})$/.exec(phone);
	return magic ? `3${magic[1]}` : '1000';
}
