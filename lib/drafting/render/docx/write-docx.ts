import {
	AlignmentType,
	BorderStyle,
	Document,
	Footer,
	Header,
	type ISectionOptions,
	Packer,
	PageNumber,
	Paragraph,
	Table,
	TableCell,
	TableLayoutType,
	TableRow,
	TextRun,
	VerticalAlignTable,
	WidthType,
} from '../../../vendor/docx';
import { ALERT, type Cell, CELL_MARGIN, type Face, fileText, type Line, type Look, markedParts, oneLine, type Paper, type Piece, type Stroke, type Table as PaperTable } from '../paper';

/** Faces that every Windows of a Korean office has; other systems put their own Korean faces in their place. */
const FACES: Readonly<Record<Face, string>> = { text: '바탕', head: '맑은 고딕' };
const ALIGNMENTS = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT, justify: AlignmentType.BOTH } as const;
const BLACK = '000000';
const BORDERS: Readonly<Record<Stroke, { style: (typeof BorderStyle)[keyof typeof BorderStyle]; size: number; color: string }>> = {
	none: { style: BorderStyle.NONE, size: 0, color: 'auto' },
	thin: { style: BorderStyle.SINGLE, size: 4, color: BLACK },
	thick: { style: BorderStyle.SINGLE, size: 12, color: BLACK },
	double: { style: BorderStyle.DOUBLE, size: 4, color: BLACK },
};
const A4 = { width: 11_906, height: 16_838 };
const HEADER_MM = 10;

/** Twips (1/20 pt) of millimetres. */
const mm = (value: number) => Math.round((value * 1440) / 25.4);

/** No space is added between Hangul and figures, so that `150건` and `제2조` stay as written. */
const STYLES = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="${FACES.text}" w:eastAsia="${FACES.text}" w:hAnsi="${FACES.text}" w:cs="${FACES.text}"/><w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="ko-KR" w:eastAsia="ko-KR"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/></w:pPr></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
</w:styles>`;

/** The paper as the bytes of a DOCX file: every part is text that can be edited. */
export async function writeDocx(paper: Paper): Promise<Uint8Array> {
	const { top, bottom, left, right } = paper.margins;
	const margin = { top: mm(top), bottom: mm(bottom), left: mm(left), right: mm(right), header: mm(HEADER_MM), footer: mm(Math.min(bottom, HEADER_MM)) };
	const section: ISectionOptions = {
		properties: { page: { size: A4, margin } },
		...(paper.header === '' ? {} : { headers: { default: new Header({ children: [paragraph({ kind: 'line', text: paper.header, look: { size: 9, face: 'head', align: 'right', spacing: 100, colour: ALERT } })] }) } }),
		...(paper.numbered ? { footers: { default: new Footer({ children: [pageNumber()] }) } } : {}),
		children: apart(paper.pieces).map((piece) => (piece.kind === 'line' ? paragraph(piece) : tableOf(piece))),
	};
	const file = new Document({ title: fileText(paper.title), creator: fileText(paper.organisation), lastModifiedBy: fileText(paper.organisation), sections: [section] });
	return new Uint8Array(await Packer.toBuffer(file, undefined, [{ path: 'word/styles.xml', data: STYLES }]));
}

/** Tables need a line between and after them: without one, an editor joins them or cannot end a page. */
function apart(pieces: readonly Piece[]): Piece[] {
	const gap: Line = { kind: 'line', text: '', look: { size: 2, spacing: 100 } };
	return pieces.flatMap((piece, index): Piece[] => {
		const next = pieces[index + 1];
		return piece.kind === 'table' && next?.kind !== 'line' ? [piece, gap] : [piece];
	});
}

function paragraph({ text, look }: Line, keep = false): Paragraph {
	const { align = 'justify', size = 11, spacing = 160, left = 0, hanging = 0, before = 0, after = 0, keepNext = false, newPage = false } = look;
	return new Paragraph({
		alignment: ALIGNMENTS[align],
		// Justified lines may end within a word, as the office's word processor has it; others keep words whole.
		wordWrap: align === 'justify',
		spacing: { before: before * 20, after: after * 20, line: Math.round((size * spacing) / 5), lineRule: 'atLeast' },
		indent: hanging < 0 ? { left: mm(left), firstLine: mm(-hanging) } : { left: mm(left + hanging), hanging: mm(hanging) },
		keepNext: keepNext || keep,
		// The paragraph's own mark has a size too; empty lines are as high as it.
		run: { size: size * 2 },
		pageBreakBefore: newPage,
		children: markedParts(oneLine(text)).map((part) => run(part.text, part.open ? { ...look, bold: true, colour: ALERT } : look)),
	});
}

function run(text: string, { size = 11, bold = false, face = 'text', colour = BLACK }: Look): TextRun {
	const name = FACES[face];
	return new TextRun({ text: fileText(text), size: size * 2, bold, color: colour, font: { ascii: name, eastAsia: name, hAnsi: name, cs: name } });
}

function tableOf({ widths, rows, head, stroke, inline }: PaperTable): Table {
	const columns = widths.map(mm);
	return new Table({
		width: { size: columns.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
		columnWidths: columns,
		layout: TableLayoutType.FIXED,
		rows: rows.map(
			({ cells, height }, index) =>
				new TableRow({
					tableHeader: index < head,
					cantSplit: height < 40,
					height: { value: mm(height), rule: 'atLeast' },
					children: cells.map((cell) => cellOf(cell, stroke, inline)),
				}),
		),
	});
}

function cellOf(cell: Cell, stroke: Stroke, keepNext: boolean): TableCell {
	const side = (name: keyof Cell['strokes']) => BORDERS[cell.strokes[name] ?? stroke];
	return new TableCell({
		columnSpan: cell.span,
		rowSpan: cell.rows,
		borders: { top: side('top'), bottom: side('bottom'), left: side('left'), right: side('right') },
		verticalAlign: cell.valign === 'top' ? VerticalAlignTable.TOP : VerticalAlignTable.CENTER,
		margins: { top: mm(CELL_MARGIN.edge), bottom: mm(CELL_MARGIN.edge), left: mm(CELL_MARGIN.side), right: mm(CELL_MARGIN.side) },
		...(cell.shade === '' ? {} : { shading: { fill: cell.shade } }),
		children: cell.lines.map((one) => paragraph(one, keepNext)),
	});
}

function pageNumber(): Paragraph {
	return new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ children: ['- ', PageNumber.CURRENT, ' -'], size: 18 })] });
}
