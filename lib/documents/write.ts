import { join } from 'node:path';

import { ValidationError } from '../errors';
import { runWorker } from '../process/run-worker';
import { safeFileName } from '../report/file-name';
import type { ReportModel } from '../report/model';
import type { BlockDocument } from './blocks';
import { checkFormTemplate, formBlocks, type FormValues } from './form-template';
import type { MailRow } from './mail-list';
import { type PlacedFile, placeFile } from './place-file';
import { type DocumentRequest, renderDocument } from './render';
import { resultDocument } from './result-document';

export interface DocumentOptions {
	/** Compiled worker; the package's own unless a test says otherwise. */
	workerFile?: string;
	/** Heap of the child that writes the file, in MiB. */
	maxOldSpaceMb?: number;
	timeoutMs?: number;
	/** Ends the child and leaves no file. */
	signal?: AbortSignal;
}

/** Forms of one file: what the child writes within its heap, and an editor opens without trouble. More go into further files. */
export const MOST_FORMS = 300;

/**
 * 「안내문자 발송 결과 보고」 of a run as DOCX: counts only, no personal value. As everywhere here, an existing file is never
 * replaced (it may have been edited): the new one is numbered, `이름 (2).docx`.
 * Throws `documentFolder` where the folder cannot be written, and the errors of `runWorker`.
 */
export async function writeResultDocument(model: ReportModel, folder: string, baseName: string, options: DocumentOptions = {}): Promise<PlacedFile> {
	return await writeBlockDocument(resultDocument(model), folder, baseName, options);
}

/** Any document as DOCX. Throws what `writeResultDocument` throws. */
export async function writeBlockDocument(document: BlockDocument, folder: string, baseName: string, options: DocumentOptions = {}): Promise<PlacedFile> {
	return await write(folder, `${safeFileName(baseName)}.docx`, (target) => ({ kind: 'docx', target, document }), options);
}

/**
 * The printable statutory form (별지 제2호서식) as DOCX, one page an applicant, in the order given; readable personal data,
 * mode 0600. Throws `formTemplate`, `noForms`, `tooManyForms`, and what `writeResultDocument` throws.
 */
export async function writeForms(forms: readonly FormValues[], template: string, folder: string, baseName: string, options: DocumentOptions = {}): Promise<PlacedFile> {
	checkFormTemplate(template);
	if (forms.length === 0) throw new ValidationError('noForms', '인쇄할 서식이 없습니다.', '서식 안내 목록에서 미이행 건이 있는지 확인하시기 바랍니다.');
	if (forms.length > MOST_FORMS) {
		throw new ValidationError(
			'tooManyForms',
			`한 파일에 담을 수 있는 서식은 ${MOST_FORMS}건까지인데 ${forms.length}건입니다.`,
			'조회 조건을 나누어 여러 파일로 만드시기 바랍니다.',
		);
	}
	const pages = forms.map((values) => formBlocks(template, values));
	const document = { title: '감면 안내 서식', organisation: forms[0]?.기관명 ?? '', header: '', numbered: false, pages };
	return await write(folder, `${safeFileName(baseName)}.docx`, (target) => ({ kind: 'docx', target, document }), options);
}

/**
 * 우편 발송 대상 as XLSX with a sheet for labels; readable personal data, mode 0600. Throws what `writeResultDocument` throws.
 */
export async function writeMailList(rows: readonly MailRow[], folder: string, baseName: string, options: DocumentOptions = {}): Promise<PlacedFile> {
	return await write(folder, `${safeFileName(baseName)}.xlsx`, (target) => ({ kind: 'mail', target, rows }), options);
}

async function write(folder: string, fileName: string, requestFor: (target: string) => DocumentRequest, options: DocumentOptions): Promise<PlacedFile> {
	return await placeFile(folder, fileName, async (target) => await render(requestFor(target), options));
}

/**
 * In a child process of its own. From TypeScript sources (tests) there is no compiled worker, so the same function runs in
 * this process.
 */
async function render(request: DocumentRequest, options: DocumentOptions): Promise<void> {
	if (options.workerFile === undefined && __filename.endsWith('.ts')) {
		await renderDocument(request);
		return;
	}
	await runWorker(request, {
		file: options.workerFile ?? join(__dirname, 'document-worker.js'),
		label: '문서 작성',
		maxOldSpaceMb: options.maxOldSpaceMb ?? 512,
		timeoutMs: options.timeoutMs ?? 300_000,
		...(options.signal ? { signal: options.signal } : {}),
	});
}
