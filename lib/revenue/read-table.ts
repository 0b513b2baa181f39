import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';

import { ValidationError } from '../errors';
import { readCsv } from './csv';
import { checkWorkbookArchive, isZip, refuseForeignFormats } from './foreign-format';
import type { Table, TableRequest } from './table';

/**
 * Reads an exported file (.xlsx by its content, else delimited text) whole. Meant for a child process: a workbook blocks
 * and may fill the memory.
 * @throws ValidationError `fileMissing`, `fileTooLarge`, `emptyFile`, and those of `checkWorkbookArchive`, `refuseForeignFormats`,
 * `readCsv` and `readWorkbook`
 */
export async function readTable({ path, maxBytes, encoding }: TableRequest): Promise<Table> {
	const fileName = basename(path);
	const bytes = await readLimited(path, fileName, maxBytes);
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	if (isZip(bytes)) {
		checkWorkbookArchive(bytes, fileName, maxBytes);
		// Loaded only where it is needed: it takes longer than reading a week's CSV.
		const { readWorkbook } = await import('./workbook');
		return { fileName, sha256, sheets: await readWorkbook(bytes, fileName) };
	}
	refuseForeignFormats(bytes, fileName);
	return { fileName, sha256, sheets: [readCsv(bytes, fileName, encoding)] };
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
