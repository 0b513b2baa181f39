import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';

import { ValidationError } from '../errors';
import { readCsv } from './csv';
import type { Table, TableRequest } from './table';
import { readWorkbook } from './workbook';

const OLE_CONTAINER = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const ENCRYPTED_PACKAGE = Buffer.from('EncryptedPackage', 'utf16le');

/**
 * Reads an exported file (.xlsx by its content, else delimited text) whole. Meant for a child process: a workbook blocks
 * and may fill the memory.
 * @throws ValidationError `fileMissing`, `fileTooLarge`, `emptyFile`, `passwordProtected`, `oldWorkbook`, `htmlFile`,
 * and those of `readCsv` and `readWorkbook`
 */
export async function readTable({ path, maxBytes, encoding }: TableRequest): Promise<Table> {
	const fileName = basename(path);
	const bytes = await readLimited(path, fileName, maxBytes);
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	if (bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'))) {
		return { fileName, sha256, sheets: await readWorkbook(bytes, fileName) };
	}
	refuseForeignFormats(bytes, fileName);
	return { fileName, sha256, sheets: [{ name: '', rows: readCsv(bytes, fileName, encoding) }] };
}

async function readLimited(path: string, fileName: string, maxBytes: number): Promise<Buffer> {
	let size: number;
	try {
		size = (await stat(path)).size;
	} catch {
		throw new ValidationError('fileMissing', `${fileName}: 파일을 열 수 없습니다.`, '파일이 있는지, 읽을 권한이 있는지 확인하시기 바랍니다.');
	}
	if (size > maxBytes) {
		throw new ValidationError(
			'fileTooLarge',
			`${fileName}: 파일 크기 ${Math.ceil(size / 1_048_576)} MB가 한도 ${Math.floor(maxBytes / 1_048_576)} MB를 넘습니다.`,
			'조회 기간을 나누어 추출하거나 노드의 파일 크기 한도를 늘리시기 바랍니다.',
		);
	}
	const bytes = await readFile(path);
	if (bytes.length === 0 || bytes.every((byte) => byte <= 0x20)) {
		throw new ValidationError('emptyFile', `${fileName}: 내용이 없는 파일입니다.`, '원본 시스템에서 다시 추출하시기 바랍니다.');
	}
	return bytes;
}

function refuseForeignFormats(bytes: Buffer, fileName: string): void {
	if (bytes.subarray(0, OLE_CONTAINER.length).equals(OLE_CONTAINER)) {
		if (bytes.includes(ENCRYPTED_PACKAGE)) {
			throw new ValidationError(
				'passwordProtected',
				`${fileName}: 암호가 걸린 엑셀 파일입니다.`,
				'엑셀에서 암호를 해제하고 다시 저장하시기 바랍니다(파일 → 정보 → 통합 문서 보호).',
			);
		}
		throw new ValidationError(
			'oldWorkbook',
			`${fileName}: 옛 엑셀 형식(.xls)이어서 읽을 수 없습니다.`,
			'엑셀에서 열어 "Excel 통합 문서(.xlsx)"로 다시 저장하시기 바랍니다.',
		);
	}
	const start = bytes.subarray(0, 1_024).toString('latin1').replace(/^\xef\xbb\xbf/, '').trimStart().toLowerCase();
	if (start.startsWith('<')) {
		throw new ValidationError(
			'htmlFile',
			`${fileName}: 엑셀이나 CSV가 아니라 웹 페이지 형식으로 저장된 파일입니다.`,
			'엑셀에서 열어 "Excel 통합 문서(.xlsx)"로 다시 저장하시기 바랍니다.',
		);
	}
	if (bytes.subarray(0, 8_192).includes(0) && !(bytes[0] === 0xff || bytes[0] === 0xfe)) {
		throw new ValidationError('notATable', `${fileName}: 엑셀이나 CSV 파일이 아닙니다.`, '.xlsx 또는 .csv 파일을 두시기 바랍니다.');
	}
}
