import { readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { ValidationError } from '../../errors';
import { diskCode } from '../../retention/disk';
import { refuseForeignFormats } from '../../revenue/foreign-format';
import type { Engine } from '../engine';
import { sqlText } from '../sql-literal';
import { rewriteText } from '../read/rewrite-text';
import { scanFile, type ScannedFile } from '../read/scan-file';

const HEAD_BYTES = 64 * 1024;

export interface OpenedText {
	fileName: string;
	/** The first lines, decoded. */
	head: string[];
	/** Bytes that are no character in the file's encoding. */
	invalid: number;
}

/**
 * Loads a text file's lines, whatever its encoding (UTF-8 or CP949), as `aggregate_line (line, text)`.
 * @throws ValidationError `fileMissing`, `emptyFile`, and those of `refuseForeignFormats`
 */
export async function openText(path: string, engine: Engine, tempFolder: string): Promise<OpenedText> {
	const fileName = basename(path);
	const plain = join(tempFolder, 'aggregate.txt');
	await rm(plain, { force: true });
	const scanned = await scan(path, fileName);
	const { invalid } = await rewriteText(path, plain, { utf8: scanned.validUtf8 });
	const head = (await readFile(plain)).subarray(0, HEAD_BYTES);
	if (head.every((byte) => byte <= 0x20)) throw new ValidationError('emptyFile', `${fileName}: 내용이 없는 파일입니다.`, '자료를 받은 곳에서 파일을 다시 내려받으시기 바랍니다.');
	refuseForeignFormats(head, fileName);
	await engine.run(`CREATE OR REPLACE TEMP TABLE aggregate_line AS
		SELECT row_number() OVER () AS line, ltrim(text, chr(65279)) AS text
		FROM read_csv(${sqlText(plain)}, auto_detect = false, header = false, delim = '\u001f', quote = '', escape = '', null_padding = true, strict_mode = false, columns = {'text': 'VARCHAR'})`);
	return { fileName, head: head.toString('utf8').replace(/^\ufeff/, '').split('\n').slice(0, 200), invalid };
}

async function scan(path: string, fileName: string): Promise<ScannedFile> {
	try {
		return await scanFile(path);
	} catch (error) {
		throw new ValidationError('fileMissing', `${fileName}: 파일을 읽을 수 없습니다(${diskCode(error) ?? '알 수 없는 오류'}).`, '파일 경로와 읽기 권한을 확인하시기 바랍니다.', { cause: error });
	}
}
