import { ValidationError } from '../errors';

/** The system's code of a failed file operation, such as `ENOENT`; undefined for anything else. */
export const diskCode = (error: unknown): string | undefined =>
	typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/** Runs file operations; what fails says so in Korean, without a path. @throws ValidationError `retentionFolder` */
export async function onDisk<T>(what: string, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		const code = diskCode(error);
		if (code === undefined || error instanceof ValidationError) throw error;
		throw new ValidationError(
			'retentionFolder',
			`${what} 못하였습니다(${code}).`,
			'폴더의 쓰기 권한과 디스크 여유 공간을 확인하고, 파일이 열려 있으면 닫은 뒤 다시 실행하시기 바랍니다.',
			{ cause: error },
		);
	}
}
