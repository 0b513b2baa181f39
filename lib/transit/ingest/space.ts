import { statfs } from 'node:fs/promises';

import { ValidationError } from '../../errors';

/**
 * Bytes that ingest needs for each byte of text in the lake (work in progress and the new tap files together; measured
 * 0.3 on 27-column data) and in the temporary folder (text that must be decoded or unpacked first; CP949 grows by a tenth
 * at most, an unpacked workbook to some twelve times its size).
 */
const LAKE_SHARE = 0.6;
const TEXT_TEMP_SHARE = 1.2;
const WORKBOOK_TEMP_SHARE = 15;
const RESERVE = 64 * 1024 * 1024;

export interface InputSize {
	name: string;
	bytes: number;
	isWorkbook: boolean;
}

/**
 * Refuses before anything is read when the disk is too small.
 * @throws ValidationError `diskSpace`
 */
export async function checkSpace(inputs: readonly InputSize[], lakeFolder: string, tempFolder: string, freeBytes = freeBytesOf): Promise<void> {
	const text = inputs.reduce((sum, { bytes, isWorkbook }) => sum + bytes * (isWorkbook ? WORKBOOK_TEMP_SHARE : 1), 0);
	refuseSmall(inputs, { what: '교통카드 자료 저장소', needed: text * LAKE_SHARE + RESERVE, free: await freeBytes(lakeFolder) });
	await checkTempSpace(inputs, tempFolder, freeBytes);
}

/** The same for work that decodes or unpacks one file after the other and stores nothing. @throws ValidationError `diskSpace` */
export async function checkTempSpace(inputs: readonly InputSize[], tempFolder: string, freeBytes = freeBytesOf): Promise<void> {
	const temp = Math.max(0, ...inputs.map(({ bytes, isWorkbook }) => bytes * (isWorkbook ? WORKBOOK_TEMP_SHARE : TEXT_TEMP_SHARE)));
	refuseSmall(inputs, { what: '임시 폴더', needed: temp + RESERVE, free: await freeBytes(tempFolder) });
}

function refuseSmall(inputs: readonly InputSize[], { what, needed, free }: { what: string; needed: number; free: number }): void {
	if (free >= needed) return;
	throw new ValidationError(
		'diskSpace',
		`${what}의 디스크 공간이 부족하여 시작하지 않았습니다: 자료 ${size(inputs.reduce((sum, { bytes }) => sum + bytes, 0))}에 약 ${size(needed)}가 필요하나 ${size(free)}만 남아 있습니다.`,
		'보존기간이 지난 자료를 정리하거나 더 큰 디스크의 폴더를 지정한 뒤 다시 실행하시기 바랍니다.',
	);
}

async function freeBytesOf(folder: string): Promise<number> {
	const { bavail, bsize } = await statfs(folder);
	return bavail * bsize;
}

function size(bytes: number): string {
	const gigabytes = bytes / 1024 ** 3;
	return gigabytes >= 1 ? `${gigabytes.toFixed(1)} GB` : `${Math.ceil(bytes / 1024 ** 2).toLocaleString('ko-KR')} MB`;
}
