import { ALERT, line, type Paper, type Piece } from '../paper';
import { idOf, packed, SETTINGS, STYLES, type WordPart } from './package';
import { tableXml } from './table';
import { pageNumber, paragraph, thinParagraph } from './text';
import { mm } from './units';

const A4 = { width: 11_906, height: 16_838 };
/** Millimetres from the edge of the sheet to header and page number. */
const EDGE_MM = 10;

/**
 * The paper as the bytes of a DOCX file (WordprocessingML, ISO/IEC 29500 transitional): every part is text that can be edited.
 * The same paper gives the same bytes.
 */
export function writeDocx(paper: Paper): Uint8Array {
	const ends = [...header(paper), ...footer(paper)];
	const document: WordPart = { kind: 'document.main', name: 'document.xml', element: 'document', inner: `<w:body>${bodyXml(paper.pieces)}${section(paper, ends)}</w:body>` };
	return packed(paper, document, [STYLES, SETTINGS, ...ends]);
}

/** Tables need a paragraph between and after them: without one, an editor joins them or cannot end a page. */
function bodyXml(pieces: readonly Piece[]): string {
	return pieces.map((piece, index) => (piece.kind === 'line' ? paragraph(piece) : tableXml(piece) + (pieces[index + 1]?.kind === 'line' ? '' : thinParagraph()))).join('');
}

function header({ header: text }: Paper): WordPart[] {
	if (text === '') return [];
	return [{ kind: 'header', name: 'header1.xml', element: 'hdr', inner: paragraph(line(text, { size: 9, face: 'head', align: 'right', spacing: 100, colour: ALERT })) }];
}

const footer = ({ numbered }: Paper): WordPart[] => (numbered ? [{ kind: 'footer', name: 'footer1.xml', element: 'ftr', inner: pageNumber() }] : []);

/** Sheet, margins, and what stands at the head and foot of each page. */
function section({ margins }: Paper, ends: readonly WordPart[]): string {
	const { top, bottom, left, right } = margins;
	const references = ends.map((part) => `<w:${part.kind}Reference w:type="default" r:id="${idOf(part)}"/>`).join('');
	return (
		`<w:sectPr>${references}<w:pgSz w:w="${A4.width}" w:h="${A4.height}"/>` +
		`<w:pgMar w:top="${mm(top)}" w:right="${mm(right)}" w:bottom="${mm(bottom)}" w:left="${mm(left)}" w:header="${mm(EDGE_MM)}" w:footer="${mm(Math.min(bottom, EDGE_MM))}" w:gutter="0"/></w:sectPr>`
	);
}
