import { type Line, type Piece, placed } from '../paper';
import { widthOf } from './common';

const MM_OF_POINT = 25.4 / 72;

/**
 * About how many millimetres pieces take in the given width. An estimate: every program breaks lines a little differently,
 * so what relies on it leaves room.
 */
export function heightOf(pieces: readonly Piece[], width: number): number {
	return pieces.reduce((sum, piece) => {
		if (piece.kind === 'line') return sum + lineHeight(piece, width);
		const cells = placed(piece.rows, piece.widths.length);
		const rows = piece.rows.map(({ height }, index) => {
			const inner = (cells[index] ?? []).filter(({ cell }) => cell.rows === 1).map(({ cell, column }) => {
				const across = piece.widths.slice(column, column + cell.span).reduce((total, one) => total + one, 0) - 3.6;
				return cell.lines.reduce((total, one) => total + lineHeight(one, across), 1.4);
			});
			return Math.max(height, ...inner);
		});
		return sum + rows.reduce((total, one) => total + one, 0) + 1;
	}, 0);
}

function lineHeight({ text, look }: Line, width: number): number {
	const { size = 11, spacing = 160, left = 0, before = 0, after = 0 } = look;
	const hanging = Math.max(0, look.hanging ?? 0);
	const lines = Math.max(1, Math.ceil(widthOf(text, size) / Math.max(20, width - left - hanging)));
	return (lines * size * (spacing / 100) + before + after) * MM_OF_POINT;
}
