import { bodyOf } from '../body';
import { cell, line, type Paper, type Piece, table } from '../paper';
import type { RenderInput } from '../types';
import { bodyPieces, fitted, headingLine, pairsOf, pairTable, stateHeader } from './common';

const MARGINS = { top: 18, bottom: 16, left: 15, right: 15 };
const WIDTH = 180;

/** 행사 진행 시나리오: what is known of the event, then a row for each step with what is said. */
export function scriptPaper(input: RenderInput): Paper {
	const { content, profile, city, state } = input;
	const fixed = new Set(profile.sections.filter(({ form }) => form === 'fixed').map(({ id }) => id));
	const overview = content.sections.find((section) => fixed.has(section.id) && pairsOf(section).every(({ name }) => name !== '') && section.blocks.length > 1);
	const body = bodyOf(content, profile, (section) => section === overview);
	const look = { sizes: [12, 12, 12, 11, 11] as const, indents: [3, 7, 11, 15] as const, spacing: 160, gap: 3, firstLine: 0, bold: [], face: 'text' as const, heading: headingLine(13), width: WIDTH };
	return {
		title: content.title,
		organisation: city.name,
		header: stateHeader(state),
		numbered: true,
		margins: MARGINS,
		pieces: [
			table([WIDTH], [[cell(content.title, { size: fitted(content.title, WIDTH - 8, 20, 16), bold: true, face: 'head', align: 'center', spacing: 140, shade: 'E9EEF6', strokes: { left: 'none', right: 'none', top: 'thick', bottom: 'thick' } })]], { height: 16 }),
			line('', { size: 6, spacing: 100 }),
			...(overview ? [pairTable(pairsOf(overview), WIDTH), line('', { size: 4, spacing: 100 })] : []),
			...body.flatMap((piece): Piece[] => (piece.kind === 'table' ? [steps(piece.columns, piece.rows)] : bodyPieces([piece], look))),
		],
	};
}

/** Parts of the width by what a column holds; words that are spoken are larger. */
function steps(columns: readonly string[], rows: ReadonlyArray<readonly string[]>): Piece {
	const spoken = (column: string) => /멘트|내용|대사/.test(column);
	const wanted = columns.map((column): number => (spoken(column) ? 0 : /시각|시간/.test(column) ? 17 : 24));
	const rest = WIDTH - wanted.reduce((sum, one) => sum + one, 0);
	const wide = Math.max(1, columns.filter(spoken).length);
	const raw = wanted.map((one) => (one === 0 ? rest / wide : one));
	const sum = raw.reduce((total, one) => total + one, 0);
	const widths = raw.map((one) => (one * WIDTH) / sum);
	const head = columns.map((column) => cell(column, { bold: true, face: 'head', align: 'center', shade: 'EEF2F7', size: 11 }));
	const cellOf = (text: string, column: string) =>
		spoken(column) ? cell(text, { size: 12, spacing: 165, align: 'left' }) : cell(text, { size: 10.5, face: 'head', align: 'center' });
	const body = rows.map((cells) => columns.map((column, index) => cellOf(cells[index] ?? '', column)));
	return table(widths, [head, ...body], { head: 1, height: 11 });
}
