import { CELL_MARGIN, type Line, MM_OF_POINT, type Piece, placed, type Table, widthOf } from './paper';

/**
 * About how many millimetres pieces take in the given width. An estimate: every program breaks lines a little differently,
 * so what relies on it leaves room.
 */
export function heightOf(pieces: readonly Piece[], width: number): number {
	return pieces.reduce((sum, piece) => sum + (piece.kind === 'line' ? lineHeight(piece, width) : rowHeights(piece).reduce((total, one) => total + one, 1)), 0);
}

/** Millimetres of each row: what it asks for, or what its text takes. */
export function rowHeights({ rows, widths }: Table): number[] {
	const cells = placed(rows, widths.length);
	return rows.map(({ height }, index) => {
		const inner = (cells[index] ?? []).filter(({ cell }) => cell.rows === 1).map(({ cell, column }) => {
			const across = widths.slice(column, column + cell.span).reduce((total, one) => total + one, 0) - 2 * CELL_MARGIN.side;
			return cell.lines.reduce((total, one) => total + lineHeight(one, across), 2 * CELL_MARGIN.edge);
		});
		return Math.max(height, ...inner);
	});
}

function lineHeight({ text, look }: Line, width: number): number {
	const { size = 11, spacing = 160, left = 0, before = 0, after = 0 } = look;
	const hanging = Math.max(0, look.hanging ?? 0);
	const lines = Math.max(1, Math.ceil(widthOf(text, size) / Math.max(20, width - left - hanging)));
	return (lines * size * (spacing / 100) + before + after) * MM_OF_POINT;
}
