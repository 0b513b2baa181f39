import { type Cell, CELL_MARGIN, placed, type Row, type Side, type Stroke, type Table } from '../paper';
import { paragraph, thinParagraph } from './text';
import { mm } from './units';

const BLACK = '000000';
const LINES: Readonly<Record<Stroke, string>> = {
	none: 'w:val="none" w:sz="0" w:space="0" w:color="auto"',
	thin: `w:val="single" w:sz="4" w:space="0" w:color="${BLACK}"`,
	thick: `w:val="single" w:sz="12" w:space="0" w:color="${BLACK}"`,
	double: `w:val="double" w:sz="4" w:space="0" w:color="${BLACK}"`,
};
/** In the order that the format wants. */
const SIDES: readonly Side[] = ['top', 'left', 'bottom', 'right'];
/** Millimetres from which a row may be broken between pages. */
const TALL_ROW = 40;

const margin = (side: Side): string => `<w:${side} w:w="${mm(side === 'top' || side === 'bottom' ? CELL_MARGIN.edge : CELL_MARGIN.side)}" w:type="dxa"/>`;
const MARGINS = `<w:tblCellMar>${SIDES.map(margin).join('')}</w:tblCellMar>`;

/** Where a cell stands in a row; `below`: the further rows of a cell that takes several. */
interface Place {
	cell: Cell;
	column: number;
	below: boolean;
}

/** A table of the paper with fixed widths; each cell states its borders. Head rows stay on the page of the row below. */
export function tableXml(table: Table): string {
	const columns = table.widths.map(mm);
	const rows = grid(table).map((places, index) => rowXml(places, table.rows[index]?.height ?? 0, index < table.head, (place) => cellXml(place, columns, table.stroke, table.inline || index < table.head)));
	return (
		`<w:tbl><w:tblPr><w:tblW w:w="${sum(columns)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>${MARGINS}</w:tblPr>` +
		`<w:tblGrid>${columns.map((width) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>${rows.join('')}</w:tbl>`
	);
}

const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0);

/** Rows as the format has them: a cell over several rows stands in each of them. */
function grid({ rows, widths }: { rows: readonly Row[]; widths: readonly number[] }): Place[][] {
	const places: Place[][] = rows.map(() => []);
	for (const { cell, column, row } of placed(rows, widths.length).flat())
		for (let down = 0; down < cell.rows; down += 1) places[row + down]?.push({ cell, column, below: down > 0 });
	return places.map((row) => row.sort((one, other) => one.column - other.column));
}

function rowXml(places: readonly Place[], height: number, head: boolean, write: (place: Place) => string): string {
	const whole = height < TALL_ROW ? '<w:cantSplit/>' : '';
	return `<w:tr><w:trPr>${whole}<w:trHeight w:val="${mm(height)}" w:hRule="atLeast"/>${head ? '<w:tblHeader/>' : ''}</w:trPr>${places.map(write).join('')}</w:tr>`;
}

function cellXml({ cell, column, below }: Place, columns: readonly number[], stroke: Stroke, keepNext: boolean): string {
	const { span, rows, strokes, shade, valign, lines } = cell;
	const borders = SIDES.map((side) => `<w:${side} ${LINES[strokes[side] ?? stroke]}/>`).join('');
	return (
		`<w:tc><w:tcPr><w:tcW w:w="${sum(columns.slice(column, column + span))}" w:type="dxa"/>` +
		(span > 1 ? `<w:gridSpan w:val="${span}"/>` : '') +
		(rows > 1 ? `<w:vMerge w:val="${below ? 'continue' : 'restart'}"/>` : '') +
		`<w:tcBorders>${borders}</w:tcBorders>` +
		(shade === '' ? '' : `<w:shd w:val="clear" w:color="auto" w:fill="${shade}"/>`) +
		`<w:vAlign w:val="${valign}"/></w:tcPr>` +
		(below ? thinParagraph() : lines.map((one) => paragraph(one, keepNext)).join('')) +
		'</w:tc>'
	);
}
