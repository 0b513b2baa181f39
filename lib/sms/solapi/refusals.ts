import { RemoteError } from '../../errors';

/** What a clerk can do about an error code of SOLAPI. Source: SOLAPI API v4, "에러 코드". */
const REFUSALS: Readonly<Record<string, { message: string; remedy: string }>> = {
	InvalidAPIKey: {
		message: 'API Key가 올바르지 않거나 사용이 중지되었습니다',
		remedy: "SOLAPI 콘솔에서 API Key의 상태와 허용 IP를 확인하고 '문자중계사업자(SOLAPI)' 자격 증명의 API Key를 고치시기 바랍니다.",
	},
	SignatureDoesNotMatch: {
		message: 'API Secret이 올바르지 않습니다',
		remedy: "'문자중계사업자(SOLAPI)' 자격 증명의 API Secret을 SOLAPI 콘솔에서 발급한 값으로 고치시기 바랍니다.",
	},
	RequestTimeTooSkewed: {
		message: '이 서버 시각이 실제 시각과 15분 넘게 차이 나서 거절되었습니다',
		remedy: 'n8n이 설치된 서버의 시각과 시각 동기화(NTP) 설정을 바로잡은 뒤 다시 실행하시기 바랍니다. 시각이 틀리면 발송 가능 시간도 잘못 판단합니다.',
	},
	NotEnoughBalance: {
		message: '중계사 잔액이 부족합니다',
		remedy: 'SOLAPI 콘솔에서 잔액을 충전한 뒤 다시 실행하시기 바랍니다. 남은 문자만 이어서 보냅니다.',
	},
};

/** The same failure with SOLAPI's own reason in words, where the code is known. */
export function explained(error: unknown, operation: string): unknown {
	if (!(error instanceof RemoteError)) return error;
	const { vendorCode = '', status } = error.failure;
	const known = Object.hasOwn(REFUSALS, vendorCode) ? REFUSALS[vendorCode] : undefined;
	if (!known) return error;
	const message = `문자중계사업자 SOLAPI ${operation}: ${known.message}(HTTP ${status ?? ''}, ${vendorCode}).`;
	return new RemoteError(error.code, message, known.remedy, error.failure);
}
