/** Why a row is not in the lake. Codes stand in the manifest and the reject files, the words in reports. */
export const REJECT_REASONS = {
	tooFewColumns: '열이 모자람',
	tooManyColumns: '열이 더 많음',
	truncatedLine: '마지막 줄이 잘림',
	brokenQuote: '큰따옴표가 닫히지 않음',
	lineTooLong: '줄이 비정상적으로 김',
	unreadable: '읽을 수 없는 줄',
	boardingMissing: '승차일시 없음',
	boardingTime: '승차일시를 읽을 수 없음',
	riders: '이용객수가 1~100명이 아님',
	wrongDay: '자료 일자와 동떨어진 날',
	purgedDay: '보존기간이 지나 파기한 날',
	cardForId: '노선·정류장·차량 자리에 카드번호로 보이는 값',
} as const;

export type RejectReason = keyof typeof REJECT_REASONS;

export function isRejectReason(code: string): code is RejectReason {
	return Object.hasOwn(REJECT_REASONS, code);
}

/** By the engine's name of a fault in a line. */
export const LINE_FAULTS: Readonly<Record<string, RejectReason>> = {
	'MISSING COLUMNS': 'tooFewColumns',
	'TOO MANY COLUMNS': 'tooManyColumns',
	'UNQUOTED VALUE': 'brokenQuote',
	'LINE SIZE OVER MAXIMUM': 'lineTooLong',
};
