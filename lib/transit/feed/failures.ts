import { ConflictError, RemoteError, ValidationError } from '../../errors';
import type { RequestPlace } from '../../http/failures';
import { diskCode } from '../../retention/disk';

/** The transfer of a file broke off; what was received is kept and gone on from. */
export const transferLost = (place: RequestPlace) =>
	new RemoteError('transferLost', `${place.label}(${place.host}): 자료를 받는 중에 연결이 끊겼습니다.`, '망 상태를 확인한 뒤 다시 실행하시기 바랍니다. 받은 부분부터 이어서 받습니다.', {
		outcome: 'unknown',
		retryable: true,
	});

/** A person stopped the execution. */
export const feedCancelled = () => new ConflictError('feedCancelled', '실행이 취소되어 자료 수집을 중단하였습니다.', '필요하면 다시 실행하시기 바랍니다. 받은 부분부터 이어서 받습니다.');

/** Gigabytes as messages print them. */
export const gigabytes = (bytes: number): string => `${(bytes / 1_000_000_000).toFixed(bytes < 100_000_000_000 ? 1 : 0)} GB`;

/** The disk of the raw folder cannot take what is to come. */
export const diskRoom = (needed: number | null, free: number, keep: number) =>
	new ValidationError(
		'diskRoom',
		`${needed === null ? '자료를 받는 중에 디스크의 여유 공간이 부족하여 중단하였습니다' : `자료를 받으려면 ${gigabytes(needed)}가 필요하여 받지 않았습니다`}. 여유 공간 ${gigabytes(free)}, 남겨 둘 공간 ${gigabytes(keep)}.`,
		'원본 보존기간을 줄여 지난 자료를 정리하거나, 더 큰 디스크의 폴더를 원본 폴더로 지정하시기 바랍니다.',
	);

/** Runs file operations of the raw folder; what fails says so in Korean. @throws ValidationError `feedDisk` */
export async function onRawFolder<T>(what: string, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		const code = diskCode(error);
		if (code === undefined || !/^E[A-Z0-9]+$/.test(code)) throw error;
		throw new ValidationError('feedDisk', `${what} 못하였습니다(${code}).`, '원본 폴더의 쓰기 권한과 디스크 여유 공간을 확인하시기 바랍니다.', { cause: error });
	}
}
