import { RemoteError } from '../errors';

/** An answer that is not what the vendor's documents promise: nobody knows what was done. */
export const unreadableAnswer = (vendor: string, operation: string) =>
	new RemoteError(
		'unreadableAnswer',
		`${vendor}의 응답을 해석할 수 없습니다(${operation}).`,
		`잠시 뒤 다시 실행하시기 바랍니다. 계속되면 ${vendor}의 서비스 상태를 확인하시기 바랍니다.`,
		{ outcome: 'unknown', retryable: true },
	);

/** A list that brings nothing new before it was read to its end: what is not in it is not proven to be missing. */
export const endlessList = (vendor: string, operation: string, retryable = false) =>
	new RemoteError(
		'endlessList',
		`${vendor}의 목록이 끝나지 않아 읽기를 멈췄습니다(${operation}).`,
		`잠시 뒤 다시 실행하시기 바랍니다. 목록을 다 읽기 전에는 결과를 확정하거나 새 문자를 보내지 않습니다. 계속되면 ${vendor}에 문의하시기 바랍니다.`,
		{ outcome: 'unknown', retryable },
	);
