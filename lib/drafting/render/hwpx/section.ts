import { rowHeights } from '../height';
import { ALERT, type Cell, CELL_MARGIN, type Line, type Look, markedParts, oneLine, type Paper, type Piece, placed, type Table, textWidth } from '../paper';
import { DECLARATION, xml } from '../xml';
import type { Looks } from './looks';
import { mm, NAMESPACES } from './units';

const HEADER_MM = 10;
const FOOTER_MM = 10;
/** Millimetres up to which a table stands in its line like a letter; a longer one is broken between pages. */
const WHOLE_TABLE = 80;
const SUB_LIST = 'id="" textDirection="HORIZONTAL" lineWrap="BREAK" linkListIDRef="0" linkListNextIDRef="0" textWidth="0" textHeight="0" hasTextRef="0" hasNumRef="0"';

/** `Contents/section0.xml` of a paper; the looks it uses are numbered in `looks`. */
export class Section {
	private tables = 0;
	private paragraphs = 0;

	constructor(
		private readonly paper: Paper,
		private readonly looks: Looks,
	) {}

	xml(): string {
		const first = `<hp:run charPrIDRef="0">${this.page()}</hp:run>`;
		const pieces = this.paper.pieces.length > 0 ? this.paper.pieces : [{ kind: 'line' as const, text: '', look: {} }];
		const body = pieces.map((piece, index) => this.piece(piece, index === 0 ? first : '')).join('');
		return `${DECLARATION}<hs:sec ${NAMESPACES}>${body}</hs:sec>`;
	}

	private piece(piece: Piece, first: string): string {
		if (piece.kind === 'line') return this.paragraph(piece.look, `${first}${this.runs(piece)}`);
		const run = `<hp:run charPrIDRef="${this.looks.letter({ size: 2 })}">${this.table(piece)}<hp:t/></hp:run>`;
		return this.paragraph({ spacing: 100, align: 'left', keepNext: piece.inline }, first + run);
	}

	private paragraph(look: Look, runs: string): string {
		this.paragraphs += 1;
		return `<hp:p id="${this.paragraphs}" paraPrIDRef="${this.looks.paragraph(look)}" styleIDRef="0" pageBreak="${look.newPage === true ? 1 : 0}" columnBreak="0" merged="0">${runs}</hp:p>`;
	}

	private runs({ text, look }: Line): string {
		return markedParts(oneLine(text))
			.map((part) => `<hp:run charPrIDRef="${this.looks.letter(part.open ? { ...look, bold: true, colour: ALERT } : look)}"><hp:t>${xml(part.text)}</hp:t></hp:run>`)
			.join('');
	}

	private table(given: Table): string {
		const { widths, rows, head, stroke } = given;
		this.tables += 1;
		const columns = widths.map(mm);
		const whole = columns.reduce((sum, width) => sum + width, 0);
		const taken = rowHeights(given);
		const heights = taken.map(mm);
		const inline = given.inline || taken.reduce((sum, height) => sum + height, 0) <= WHOLE_TABLE;
		const written = placed(rows, widths.length)
			.map((cells, index) => `<hp:tr>${cells.map(({ cell, column, row }) => this.cell(cell, { column, row, columns, heights, head: index < head, stroke: this.looks.border(cell, stroke) })).join('')}</hp:tr>`)
			.join('');
		return (
			`<hp:tbl id="${1000 + this.tables}" zOrder="${this.tables}" numberingType="TABLE" textWrap="TOP_AND_BOTTOM" textFlow="BOTH_SIDES" lock="0" dropcapstyle="None" pageBreak="CELL" repeatHeader="${head > 0 ? 1 : 0}" rowCnt="${rows.length}" colCnt="${widths.length}" cellSpacing="0" borderFillIDRef="${this.looks.borderless()}" noAdjust="0">` +
			`<hp:sz width="${whole}" widthRelTo="ABSOLUTE" height="${heights.reduce((sum, height) => sum + height, 0)}" heightRelTo="ABSOLUTE" protect="0"/>` +
			`<hp:pos treatAsChar="${inline ? 1 : 0}" affectLSpacing="0" flowWithText="1" allowOverlap="0" holdAnchorAndSO="0" vertRelTo="PARA" horzRelTo="COLUMN" vertAlign="TOP" horzAlign="LEFT" vertOffset="0" horzOffset="0"/>` +
			`<hp:outMargin left="0" right="0" top="0" bottom="0"/><hp:inMargin left="${mm(CELL_MARGIN.side)}" right="${mm(CELL_MARGIN.side)}" top="${mm(CELL_MARGIN.edge)}" bottom="${mm(CELL_MARGIN.edge)}"/>` +
			`${written}</hp:tbl>`
		);
	}

	private cell(cell: Cell, at: { column: number; row: number; columns: readonly number[]; heights: readonly number[]; head: boolean; stroke: number }): string {
		const sum = (all: readonly number[], from: number, count: number) => all.slice(from, from + count).reduce((total, one) => total + one, 0);
		const lines = cell.lines.map((one) => this.paragraph(one.look, this.runs(one))).join('');
		return (
			`<hp:tc name="" header="${at.head ? 1 : 0}" hasMargin="0" protect="0" editable="0" dirty="0" borderFillIDRef="${at.stroke}">` +
			`<hp:subList ${SUB_LIST} vertAlign="${cell.valign === 'top' ? 'TOP' : 'CENTER'}">${lines}</hp:subList>` +
			`<hp:cellAddr colAddr="${at.column}" rowAddr="${at.row}"/><hp:cellSpan colSpan="${cell.span}" rowSpan="${cell.rows}"/>` +
			`<hp:cellSz width="${sum(at.columns, at.column, cell.span)}" height="${sum(at.heights, at.row, cell.rows)}"/>` +
			`<hp:cellMargin left="${mm(CELL_MARGIN.side)}" right="${mm(CELL_MARGIN.side)}" top="${mm(CELL_MARGIN.edge)}" bottom="${mm(CELL_MARGIN.edge)}"/></hp:tc>`
		);
	}

	/** Sheet, margins, line at the head and page number, which the first run of a section carries. */
	private page(): string {
		const { top, bottom, left, right } = this.paper.margins;
		const note = (place: string, length: string) =>
			`<hp:autoNumFormat type="DIGIT" userChar="" prefixChar="" suffixChar=")" supscript="0"/><hp:noteLine length="${length}" type="SOLID" width="0.12 mm" color="#000000"/><hp:noteSpacing betweenNotes="283" belowLine="567" aboveLine="850"/><hp:numbering type="CONTINUOUS" newNum="1"/><hp:placement place="${place}" beneathText="0"/>`;
		return (
			'<hp:secPr id="" textDirection="HORIZONTAL" spaceColumns="1134" tabStop="8000" tabStopVal="4000" tabStopUnit="HWPUNIT" outlineShapeIDRef="1" memoShapeIDRef="0" textVerticalWidthHead="0" masterPageCnt="0">' +
			'<hp:grid lineGrid="0" charGrid="0" wonggojiFormat="0"/><hp:startNum pageStartsOn="BOTH" page="0" pic="0" tbl="0" equation="0"/>' +
			'<hp:visibility hideFirstHeader="0" hideFirstFooter="0" hideFirstMasterPage="0" border="SHOW_ALL" fill="SHOW_ALL" hideFirstPageNum="0" hideFirstEmptyLine="0" showLineNumber="0"/>' +
			'<hp:lineNumberShape restartType="0" countBy="0" distance="0" startNumber="0"/>' +
			`<hp:pagePr landscape="WIDELY" width="59528" height="84188" gutterType="LEFT_ONLY"><hp:margin header="${mm(HEADER_MM)}" footer="${mm(FOOTER_MM)}" gutter="0" left="${mm(left)}" right="${mm(right)}" top="${mm(Math.max(0, top - HEADER_MM))}" bottom="${mm(Math.max(0, bottom - FOOTER_MM))}"/></hp:pagePr>` +
			`<hp:footNotePr>${note('EACH_COLUMN', '-1')}</hp:footNotePr><hp:endNotePr>${note('END_OF_DOCUMENT', '14692344')}</hp:endNotePr></hp:secPr>` +
			'<hp:ctrl><hp:colPr id="" type="NEWSPAPER" layout="LEFT" colCount="1" sameSz="1" sameGap="0"/></hp:ctrl>' +
			this.head() +
			(this.paper.numbered ? '<hp:ctrl><hp:pageNum pos="BOTTOM_CENTER" formatType="DIGIT" sideChar="-"/></hp:ctrl>' : '')
		);
	}

	private head(): string {
		if (this.paper.header === '') return '';
		const look: Look = { size: 9, face: 'head', align: 'right', spacing: 100, colour: ALERT };
		const text = this.paragraph(look, `<hp:run charPrIDRef="${this.looks.letter(look)}"><hp:t>${xml(this.paper.header)}</hp:t></hp:run>`);
		const size = `textWidth="${mm(textWidth(this.paper.margins))}" textHeight="${mm(HEADER_MM)}"`;
		const list = SUB_LIST.replace('textWidth="0" textHeight="0"', size);
		return `<hp:ctrl><hp:header id="1" applyPageType="BOTH"><hp:subList ${list} vertAlign="TOP">${text}</hp:subList></hp:header></hp:ctrl>`;
	}
}
