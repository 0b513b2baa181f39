import { writeFile } from 'node:fs/promises';

import { ValidationError } from '../../errors';
import { markdownToHwpx, renderHwpxToSvg, validateHwpx } from '../../vendor/kordoc';
import { HwpxTables } from './hwpx-tables';
import { oneLine, plain } from './hwpx-text';

/** Millimetres of the margins, and the size of letters in points. */
export interface PageLook {
	margins: { top: number; bottom: number; left: number; right: number };
	bodyPt: number;
	lineSpacing: number;
	header: string;
	footer: string;
}

/** Collects a document part by part, as Korean office reports are built: title box, □ ○ - lines, bordered tables. */
export class HwpxPaper {
	private readonly parts: string[] = [];
	private readonly tables: HwpxTables;

	constructor(private readonly look: PageLook) {
		this.tables = new HwpxTables(210 - look.margins.left - look.margins.right);
	}

	/** The title box, where marks stand for themselves. */
	title(text: string): void {
		this.parts.push(`# ${oneLine(text)}`);
	}

	/** □ */
	item(text: string): void {
		this.parts.push(`- ${plain(text)}`);
	}

	/** ○ under the last □. */
	point(text: string): void {
		this.parts.push(`  - ${plain(text)}`);
	}

	/** - under the last ○. */
	detail(text: string): void {
		this.parts.push(`    - ${plain(text)}`);
	}

	/** ※ */
	remark(text: string): void {
		this.parts.push(`※ ${plain(text)}`);
	}

	/** Rows under a head, `widths` in parts of the whole. */
	table(widths: readonly number[], head: readonly string[], rows: ReadonlyArray<readonly string[]>): void {
		this.parts.push(this.tables.add(widths, [head, ...rows], 'head'));
	}

	/** Label and value by turns. */
	pairs(widths: readonly number[], rows: ReadonlyArray<readonly string[]>): void {
		this.parts.push(this.tables.add(widths, rows, 'pairs'));
	}

	/** The finished HWPX. Throws `hwpxInvalid` where its structure is not sound. */
	async build(): Promise<Uint8Array> {
		const { margins, bodyPt, lineSpacing, header, footer } = this.look;
		const made = await markdownToHwpx(joined(this.parts), {
			gongmun: {
				preset: 'report', bodyPt, lineSpacing, margins, cover: false, pageNumbers: false, endMark: false, bullet2: '○',
				levels: { 0: { pt: bodyPt + 1, bold: true } },
			},
			profile: this.tables.profile(),
			page: { header: plain(header), footer: plain(footer) },
		});
		const { ok, issues } = await validateHwpx(made);
		if (!ok) {
			const found = issues.map(({ message }) => message).slice(0, 3).join(', ');
			throw new ValidationError('hwpxInvalid', `HWPX 문서의 구조가 올바르지 않습니다: ${found}`, '같은 자료로 다시 실행하고, 계속되면 개발 담당에게 알려 주시기 바랍니다.');
		}
		return new Uint8Array(made);
	}
}

/** Lines of a list stand together, everything else is set apart. */
function joined(parts: readonly string[]): string {
	const inList = (part: string | undefined) => part !== undefined && /^ *- /.test(part);
	return parts.map((part, index) => (index > 0 && !(inList(part) && inList(parts[index - 1])) ? `\n${part}` : part)).join('\n');
}

/** What a document takes by the library's own layout: pages, and the share of the last page that is filled. */
export async function extentOf(document: Uint8Array): Promise<{ pages: number; filled: number }> {
	const { pageCount, regions, height } = await renderHwpxToSvg(document, { reflow: true });
	const pageHeight = height / Math.max(1, pageCount);
	const bottom = Math.max(0, ...regions.flatMap(({ regions: boxes }) => boxes).filter(({ page }) => page === pageCount).map((box) => box.y + box.height));
	return { pages: pageCount, filled: bottom / pageHeight };
}

/**
 * The fullest of the papers (most first) that takes at most `pages`, the last of them filled to `most` (share of the sheet)
 * so that another program's layout has room; the shortest one where none does.
 */
export async function fullestThatFits(papers: ReadonlyArray<() => HwpxPaper>, pages: number, most: number): Promise<Uint8Array> {
	let made = new Uint8Array();
	for (const paper of papers) {
		made = new Uint8Array(await paper().build());
		const extent = await extentOf(made);
		if (extent.pages < pages || (extent.pages === pages && extent.filled <= most)) break;
	}
	return made;
}

/** Writes the bytes to the file. */
export const writeBytes = async (file: string, bytes: Uint8Array): Promise<void> => await writeFile(file, bytes);
