import type { parse } from '../../vendor/kordoc';
import { refusals } from './refusals';

type Parsed = Awaited<ReturnType<typeof parse>>;
type OfficeBlock = Extract<Parsed, { success: true }>['blocks'][number];
type OfficeTable = NonNullable<OfficeBlock['table']>;
type OfficeCell = OfficeTable['cells'][number][number];

/** The number of a chapter, in a box of its own beside the heading. */
const CHAPTER = /^(?:[Ⅰ-Ⅻ]|\d{1,2})\.?$/;
/** Characters of a value in a form; what is longer is text. */
const LONGEST_VALUE = 50;

/**
 * The text of a HWPX, DOCX or HWP document, a paragraph a line, rows with tabs; tables and cells that only frame
 * text become lines. Pictures, headers and footers are left out.
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
	if (parsed.success) {
		if (parsed.warnings?.some(({ code }) => code === 'PARTIAL_PARSE') === true) throw refusals.broken(name, '본문의 일부를 읽을 수 없음');
		return parsed.blocks.flatMap((block) => linesOf(block)).join('\n');
	}
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

/** Rows with tabs; cells that run over the whole width of a form are text of their own, as is what stands right of their label. */
function tableLines({ cells, cols }: OfficeTable): string[] {
	const filled = (row: readonly OfficeCell[]) => row.filter(({ text }) => text.trim() !== '');
	const frames = cols === 1 || cells.every((row) => filled(row).length <= 1);
	return cells.flatMap((row) => {
		const [first, second, ...others] = filled(row);
		if (first === undefined) return [];
		if (cells.length === 1 && second !== undefined && others.length === 0 && CHAPTER.test(first.text.trim())) return [`${first.text.trim().replace(/\.?$/, '.')} ${oneLine(second)}`];
		if (second === undefined && (frames || first.colSpan >= cols - 1)) return paragraphsOf(first);
		if (second !== undefined && others.length === 0 && cols > 2 && second.colSpan >= cols - 1 && second.text.length > LONGEST_VALUE) return [oneLine(first), ...paragraphsOf(second)];
		return [row.map(oneLine).join('\t')];
	});
}

const oneLine = ({ text }: OfficeCell): string => text.replace(/\s*[\n\t]\s*/g, ' ').trim();
const paragraphsOf = ({ text }: OfficeCell): string[] => text.split('\n').filter((line) => line.trim() !== '');
