import type { FormatProfile } from '../../vendor/kordoc';
import { plain } from './hwpx-text';

type Shape = 'head' | 'pairs';

const UNITS_PER_MM = 7200 / 25.4;
const thin = { type: 'SOLID', width: '0.12 mm', color: '#7F7F7F' };
const BORDERS = { leftBorder: thin, rightBorder: thin, topBorder: thin, bottomBorder: thin };
const FILLS = { plain: BORDERS, label: { ...BORDERS, fill: { faceColor: '#E8EEF7' } } };
/** What separates cells must stand in the markdown even where a cell is empty. */
const EMPTY = ' ';

/** Tables of one document: their markdown, and beside it their widths, borders and shading. */
export class HwpxTables {
	private readonly made: FormatProfile['tables'] = [];

	/** @param widthMm width of the text between the margins */
	constructor(private readonly widthMm: number) {}

	/** Markdown of a table; `widths` in parts of the whole. */
	add(widths: readonly number[], rows: ReadonlyArray<readonly string[]>, shape: Shape): string {
		const whole = Math.floor(this.widthMm * UNITS_PER_MM);
		const parts = widths.reduce((sum, width) => sum + width, 0);
		const labelled = (row: number, column: number) => (shape === 'head' ? row === 0 : column % 2 === 0);
		this.made.push({
			table_index: this.made.length,
			rows: rows.length,
			cols: widths.length,
			width_hwpunit: String(whole),
			col_widths_hwpunit: widths.map((width) => String(Math.floor((width / parts) * whole))),
			cells: rows.flatMap((_, row) => widths.map((__, column) => ({ row, col: column, borderFillIDRef: labelled(row, column) ? 'label' : 'plain' }))),
			used_border_fills: FILLS,
		});
		const line = (cells: readonly string[]) => `| ${widths.map((_, index) => plain(cells[index] ?? '') || EMPTY).join(' | ')} |`;
		const [head = [], ...body] = rows;
		return [line(head), `|${widths.map(() => ' --- ').join('|')}|`, ...body.map(line)].join('\n');
	}

	profile(): FormatProfile {
		return { schema_version: '0.3.0', tables: this.made };
	}
}
