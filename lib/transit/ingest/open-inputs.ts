import { randomUUID } from 'node:crypto';
import { open, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { ValidationError } from '../../errors';
import { isZip } from '../../revenue/foreign-format';
import { detectLayout } from '../layouts/detect';
import type { DetectedLayout } from '../layouts/layout';
import { asIs, nameless, rewrittenCopy, type ReadableText } from '../read/readable-text';
import { scanFile, type ScannedFile } from '../read/scan-file';
import { workbookToCsv } from '../read/workbook-to-csv';
import { mixedLayouts } from './refusals';
import type { InputSize } from './space';
import type { IngestRequest } from './types';

/** A delivered file that has been read once for its hash. */
export interface ScannedInput {
	path: string;
	name: string;
	isWorkbook: boolean;
	scanned: ScannedFile;
}

/** Names and sizes. @throws ValidationError `fileMissing`, `noFiles` */
export async function sizesOf(files: readonly string[]): Promise<InputSize[]> {
	if (files.length === 0) throw new ValidationError('noFiles', '넣을 파일이 없습니다.', '노드의 "파일"에 거래내역 파일의 경로를 적으시기 바랍니다.');
	const sizes: InputSize[] = [];
	for (const path of files) {
		const name = basename(path);
		try {
			sizes.push({ name, bytes: (await stat(path)).size, isWorkbook: await startsAsZip(path) });
		} catch (error) {
			throw new ValidationError('fileMissing', `${name}: 파일을 열 수 없습니다.`, '파일이 있는지, 읽을 권한이 있는지 확인하시기 바랍니다.', { cause: error });
		}
	}
	return sizes;
}

/** Reads each file once. @throws ValidationError `emptyFile`, `sameFileTwice` */
export async function scanInputs(files: readonly string[], sizes: readonly InputSize[], signal?: AbortSignal): Promise<ScannedInput[]> {
	const inputs: ScannedInput[] = [];
	for (const [index, path] of files.entries()) {
		const { name, isWorkbook } = sizes[index] ?? { name: basename(path), isWorkbook: false };
		const scanned = await scanFile(path, signal);
		if (scanned.bytes === 0) throw new ValidationError('emptyFile', `${name}: 내용이 없는 파일입니다.`, '자료를 보낸 곳에서 파일을 다시 받으시기 바랍니다.');
		const same = inputs.find((input) => input.scanned.sha256 === scanned.sha256);
		if (same) throw new ValidationError('sameFileTwice', `${name}: ${same.name}와(과) 내용이 같은 파일입니다.`, '파일 목록에서 하나를 빼고 다시 실행하시기 바랍니다.');
		inputs.push({ path, name, isWorkbook, scanned });
	}
	return inputs;
}

export interface OpenInput extends ScannedInput {
	text: ReadableText;
	layout: DetectedLayout;
}

/**
 * Makes one file readable for the engine and finds its layout. To be closed by the caller.
 * @throws ValidationError as `detectLayout` and `workbookToCsv` do
 */
export async function openInput(input: ScannedInput, request: Pick<IngestRequest, 'layout' | 'tempFolder'>, signal?: AbortSignal): Promise<OpenInput> {
	if (input.isWorkbook) return await openWorkbook(input, request, signal);
	const { validUtf8, hasMark } = input.scanned;
	const wanted = typeof request.layout === 'object' ? request.layout.encoding : undefined;
	const encoding = !validUtf8 || wanted === 'cp949' ? 'cp949' : hasMark ? 'utf8bom' : 'utf8';
	const layout = await detectLayout(input.path, { layout: request.layout, encoding, fileName: input.name });
	const text = encoding === 'cp949' ? await rewrittenCopy(input.path, request.tempFolder, { signal }) : asIs(input.path);
	return { ...input, text, layout };
}

async function openWorkbook(input: ScannedInput, request: Pick<IngestRequest, 'layout' | 'tempFolder'>, signal?: AbortSignal): Promise<OpenInput> {
	const csv = join(request.tempFolder, `workbook-${randomUUID()}.csv`);
	try {
		await workbookToCsv(input.path, csv, input.name, signal);
		const scanned = { ...(await scanFile(csv, signal)), sha256: input.scanned.sha256, bytes: input.scanned.bytes };
		const layout = await detectLayout(csv, { layout: request.layout, encoding: 'utf8', fileName: input.name });
		return { ...input, scanned, layout, text: { ...(await nameless(csv)), rewritten: null } };
	} finally {
		await rm(csv, { force: true });
	}
}

/** All files of a delivery have one layout. @throws ValidationError `mixedLayouts` */
export function checkSameLayout(first: Pick<OpenInput, 'name' | 'layout'>, other: Pick<OpenInput, 'name' | 'layout'>): void {
	if (first.layout.id !== other.layout.id) throw mixedLayouts(first.name, first.layout.name, other.name, other.layout.name);
}

async function startsAsZip(path: string): Promise<boolean> {
	const file = await open(path, 'r');
	try {
		const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
		return isZip(buffer);
	} finally {
		await file.close();
	}
}
