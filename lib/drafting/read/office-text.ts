import type { parse } from '../../vendor/kordoc';
import { refusals } from './refusals';

type Parsed = Awaited<ReturnType<typeof parse>>;
type OfficeBlock = Extract<Parsed, { success: true }>['blocks'][number];
type OfficeTable = NonNullable<OfficeBlock['table']>;

/**
 * The text of a HWPX, DOCX or HWP document, a paragraph a line, rows with tabs; a table of one cell, which only frames text,
 * becomes lines. Pictures, headers and footers are left out.
 * Throws `documentEncrypted`, `documentBomb`, `documentFormat`, `documentBroken`.
 */
export async function officeText(bytes: Buffer, name: string): Promise<string> {
	// Loaded only where it is needed: it takes longer than reading a text file.
	const { parse: read } = await import('../../vendor/kordoc');
	let parsed: Parsed;
	try {
		parsed = await read(bytes, { keepEmptyParagraphs: false });
	} catch (error) {
		throw refusals.broken(name, '구조를 읽을 수 없음', error);
	}
	if (parsed.success) return parsed.blocks.flatMap((block) => linesOf(block)).join('\n');
	switch (parsed.code) {
		case 'ENCRYPTED':
		case 'DRM_PROTECTED':
			throw refusals.encrypted(name);
		case 'ZIP_BOMB':
		case 'DECOMPRESSION_BOMB':
			throw refusals.bomb(name);
		case 'UNSUPPORTED_FORMAT':
			throw refusals.format(name);
		default:
			throw refusals.broken(name, '본문을 찾을 수 없음');
	}
}

function linesOf(block: OfficeBlock): string[] {
	const children = (block.children ?? []).flatMap((child) => linesOf(child));
	if (block.type === 'table' && block.table) return [...tableLines(block.table), ...children];
	if (block.type === 'image' || block.type === 'separator') return children;
	const text = `${block.text ?? ''}${block.footnoteText === undefined || block.footnoteText === '' ? '' : ` (${block.footnoteText})`}`;
	const mark = block.type === 'list' && block.listType === 'unordered' ? '- ' : '';
	return [...text.split('\n').map((line) => `${mark}${line}`.trimEnd()), ...children];
}

function tableLines({ cells, cols }: OfficeTable): string[] {
	const frames = cells.every((row) => row.filter(({ text }) => text.trim() !== '').length <= 1);
	if (cols === 1 || frames) return cells.flatMap((row) => row.flatMap(({ text }) => text.split('\n'))).filter((line) => line.trim() !== '');
	return cells.map((row) => row.map(({ text }) => text.replace(/\s*[\n\t]\s*/g, ' ').trim()).join('\t')).filter((line) => line.trim() !== '');
}
