import { ValidationError } from '../../errors';
import { iconv } from '../../vendor/iconv-lite';

const UTF8_FLAG = 0x800;

/**
 * The name of a zip entry: UTF-8 where it is marked or valid as such, else CP949 (Korean Windows). A name that leads out
 * of the folder is refused. Null for folders.
 * @throws ValidationError `zipTraversal`
 */
export function zipEntryName(raw: Buffer, flags: number): string | null {
	const name = decode(raw, (flags & UTF8_FLAG) !== 0).replaceAll('\\', '/').normalize('NFC');
	if (name.endsWith('/')) return null;
	const pieces = name.split('/');
	const unsafe = name === '' || name.startsWith('/') || /^[A-Za-z]:/.test(name) || pieces.some((piece) => piece === '..' || piece === '') || /\p{Cc}/u.test(name);
	if (unsafe) {
		throw new ValidationError(
			'zipTraversal',
			'압축 파일 안에 폴더 밖을 가리키는 파일 이름이 있어 풀지 않았습니다.',
			'정상적인 압축 파일이 아닙니다. 자료 제공 기관에 확인하고 다시 받으시기 바랍니다.',
		);
	}
	return pieces.at(-1) ?? null;
}

function decode(raw: Buffer, marked: boolean): string {
	if (marked) return raw.toString('utf8');
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(raw);
	} catch {
		return iconv.decode(raw, 'cp949');
	}
}
