import { ValidationError } from '../../errors';

/** Why a document could not be read; each names the file and what to do. */
export const refusals = {
	missing: (name: string) => new ValidationError('documentMissing', `${name}: 파일을 열 수 없습니다.`, '파일이 있는지, 읽을 권한이 있는지 확인하시기 바랍니다.'),
	tooLarge: (name: string, bytes: number, most: number) =>
		new ValidationError('documentTooLarge', `${name}: 파일 크기 ${Math.ceil(bytes / 1_048_576)} MB가 한도 ${Math.floor(most / 1_048_576)} MB를 넘습니다.`, '그림을 빼거나 나누어 저장한 뒤 다시 읽으시기 바랍니다.'),
	empty: (name: string) => new ValidationError('documentEmpty', `${name}: 읽을 글이 없습니다.`, '글이 그림으로만 들어 있지 않은지 확인하고, 글이 있는 파일을 넣으시기 바랍니다.'),
	format: (name: string) => new ValidationError('documentFormat', `${name}: 읽을 수 있는 형식이 아닙니다.`, 'HWPX, DOCX, HWP, TXT, MD 가운데 하나로 저장하여 넣으시기 바랍니다.'),
	encrypted: (name: string) => new ValidationError('documentEncrypted', `${name}: 암호나 문서 보안(DRM)이 걸려 있어 읽을 수 없습니다.`, '암호와 문서 보안을 푼 파일로 다시 저장하여 넣으시기 바랍니다.'),
	bomb: (name: string) => new ValidationError('documentBomb', `${name}: 압축을 풀면 지나치게 커지는 파일이라 읽지 않았습니다.`, '파일의 출처를 확인하고, 한글이나 워드에서 다시 저장하여 넣으시기 바랍니다.'),
	broken: (name: string, why: string, cause?: unknown) =>
		new ValidationError('documentBroken', `${name}: 파일이 손상되어 읽을 수 없습니다(${why}).`, '한글이나 워드에서 열어 다시 저장하거나, 글만 복사하여 TXT 파일로 넣으시기 바랍니다.', { cause }),
	encoding: (name: string, cause: unknown) => new ValidationError('documentEncoding', `${name}: 글자를 읽을 수 없습니다. UTF-8이나 CP949(EUC-KR)가 아니거나 파일이 잘렸습니다.`, '파일을 UTF-8로 다시 저장하시기 바랍니다.', { cause }),
};
