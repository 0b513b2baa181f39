import { ValidationError } from '../errors';
import { understatesSize, zipEntries } from './zip-directory';

const OLE_CONTAINER = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const ENCRYPTED_PACKAGE = Buffer.from('EncryptedPackage', 'utf16le');
/** How files protected by the document security products of Korean offices begin. */
const PROTECTED = /^.{0,8}(?:DRMONE|SCDSA0|<DOCUMENT SAFER|<## NASCA DRM)/s;
/** An honest sheet is packed to a fifth to a twentieth. */
const UNPACKED_PER_BYTE_ALLOWED = 10;

const SAVE_AS_XLSX = '엑셀에서 열어 "Excel 통합 문서(.xlsx)"로 다시 저장하시기 바랍니다.';

export function isZip(bytes: Buffer): boolean {
	return bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'));
}

/**
 * Refuses archives that are no .xlsx workbook, or that would fill the memory when unpacked.
 * @throws ValidationError `brokenWorkbook`, `passwordProtected`, `oldWorkbook`, `notATable`, `unpackedTooLarge`
 */
export function checkWorkbookArchive(bytes: Buffer, fileName: string, maxBytes: number): void {
	const entries = zipEntries(bytes);
	if (!entries) throw brokenWorkbook(fileName);
	if (entries.some((entry) => entry.encrypted)) throw passwordProtected(fileName);
	const names = new Set(entries.map((entry) => entry.name));
	if (!names.has('xl/workbook.xml')) {
		if (names.has('xl/workbook.bin') || names.has('content.xml')) {
			throw new ValidationError('oldWorkbook', `${fileName}: .xlsx가 아닌 다른 스프레드시트 형식(.xlsb, .ods)이어서 읽을 수 없습니다.`, SAVE_AS_XLSX);
		}
		throw new ValidationError(
			'notATable',
			`${fileName}: 엑셀 파일이 아니라 압축 파일이거나 다른 종류의 문서입니다.`,
			'압축 파일이면 풀어서 그 안의 .xlsx 또는 .csv 파일을 두시기 바랍니다.',
		);
	}
	const limit = maxBytes * UNPACKED_PER_BYTE_ALLOWED;
	const unpacked = entries.reduce((sum, entry) => sum + entry.unpackedBytes, 0);
	if (unpacked <= limit && !entries.some(understatesSize)) return;
	const what = unpacked > limit ? `${megabytes(unpacked)} MB가 되어 한도 ${megabytes(limit)} MB를 넘습니다` : '파일에 적힌 크기보다 커지는 비정상적인 파일입니다';
	throw new ValidationError(
		'unpackedTooLarge',
		`${fileName}: 압축을 풀면 ${what}.`,
		'파일의 출처를 확인하고, 원본 시스템에서 조회 기간을 나누어 다시 추출하시기 바랍니다.',
	);
}

/**
 * Refuses what is neither a workbook of today nor delimited text: workbooks with a password or of the old kind, web
 * pages with the name of a workbook, files under document security.
 * @throws ValidationError `passwordProtected`, `oldWorkbook`, `drmProtected`, `htmlFile`, `notATable`
 */
export function refuseForeignFormats(bytes: Buffer, fileName: string): void {
	if (bytes.subarray(0, OLE_CONTAINER.length).equals(OLE_CONTAINER)) {
		if (bytes.includes(ENCRYPTED_PACKAGE)) throw passwordProtected(fileName);
		throw new ValidationError('oldWorkbook', `${fileName}: 옛 엑셀 형식(.xls)이어서 읽을 수 없습니다.`, SAVE_AS_XLSX);
	}
	const start = bytes.subarray(0, 2_048).toString('latin1');
	if (PROTECTED.test(start)) {
		throw new ValidationError(
			'drmProtected',
			`${fileName}: 문서보안(DRM)이 걸려 있어 읽을 수 없습니다.`,
			'문서보안을 해제한 뒤 다시 저장하시기 바랍니다. 해제 권한이 없으면 문서보안 담당자에게 요청하시기 바랍니다.',
		);
	}
	const words = start.replace(/^\xef\xbb\xbf|^\xff\xfe|^\xfe\xff/, '').replaceAll('\0', '').trimStart().toLowerCase();
	if (words.startsWith('<') || words.startsWith('mime-version:')) {
		const kind = words.includes('urn:schemas-microsoft-com:office:spreadsheet') ? 'XML 스프레드시트' : '웹 페이지';
		throw new ValidationError('htmlFile', `${fileName}: 이름과 달리 ${kind} 형식으로 저장된 파일이어서 읽을 수 없습니다.`, SAVE_AS_XLSX);
	}
	const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
	if (words.startsWith('%pdf-') || (!isUtf16 && bytes.subarray(0, 8_192).includes(0))) {
		throw new ValidationError('notATable', `${fileName}: 엑셀이나 CSV 파일이 아닙니다.`, '.xlsx 또는 .csv 파일을 두시기 바랍니다.');
	}
}

export function brokenWorkbook(fileName: string): ValidationError {
	return new ValidationError(
		'brokenWorkbook',
		`${fileName}: 엑셀 파일이 손상되었거나 중간에 잘렸습니다.`,
		'엑셀에서 열어 보고 다시 저장하거나, 원본 시스템에서 다시 추출하시기 바랍니다.',
	);
}

function passwordProtected(fileName: string): ValidationError {
	return new ValidationError(
		'passwordProtected',
		`${fileName}: 암호가 걸린 파일이어서 읽을 수 없습니다.`,
		'엑셀에서 암호를 해제하고 다시 저장하시기 바랍니다(파일 → 정보 → 통합 문서 보호 → 암호 설정).',
	);
}

function megabytes(bytes: number): string {
	return Math.ceil(bytes / 1_048_576).toLocaleString('ko-KR');
}
