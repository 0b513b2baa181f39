import { attachmentLines, attachmentsOf } from './attachments';
import { bodyOf, type BodyPiece, isAttachments } from './body';
import { withFixed } from './fill-fixed';
import { type MarkScheme, SCHEMES } from './marks';
import type { RenderInput } from './types';

/**
 * The document as text with exact spaces, to be pasted where the office needs it. An office letter is its body alone
 * (규칙 제2조: marks, two 타 a level, `붙임  `, `  끝.`), because the approval system builds the head and the foot; every
 * other type begins with its title. Tables are lines with tabs. Ends with a line break.
 */
export function pasteText(given: RenderInput): string {
	const input = { ...given, content: withFixed(given) };
	const { content, profile } = input;
	const letter = profile.form === 'letter';
	const scheme = SCHEMES[profile.form];
	const body = bodyOf(content, profile, letter ? isAttachments : undefined);
	if (letter) return `${ended([...body.flatMap((piece) => pieceLines(piece, scheme)), ...attachmentLines(attachmentsOf(input))], body, input).join('\n')}\n`;
	const head = [...content.title.split('\n'), ...content.subtitles.map((text) => (profile.form === 'press' ? `- ${text} -` : text))].filter((text) => text !== '');
	const lines = body.flatMap((piece, index) => {
		const before = body[index - 1];
		return [...(before !== undefined && apart(before, piece, scheme) ? [''] : []), ...pieceLines(piece, scheme)];
	});
	return `${[...head, ...(head.length > 0 && lines.length > 0 ? [''] : []), ...lines].join('\n')}\n`;
}

/** Whether an empty line stands between two pieces. */
function apart(before: BodyPiece, piece: BodyPiece, { spaced }: MarkScheme): boolean {
	if (piece.kind === 'heading') return true;
	if (before.kind === 'heading') return false;
	if (before.kind === 'table' || piece.kind === 'table') return before.kind === piece.kind;
	if (before.level > 0 && piece.level > 0) return false;
	return before.sectionId !== piece.sectionId || (spaced && !(isPair(before.text) && isPair(piece.text)));
}

/** `전화: 031-…`: such lines stand together. */
const isPair = (text: string): boolean => /^[^:]{1,14}: ./.test(text);

function pieceLines(piece: BodyPiece, { indents }: MarkScheme): string[] {
	if (piece.kind === 'heading') return [piece.text];
	if (piece.kind === 'table') return [piece.columns, ...piece.rows].map((cells) => cells.map(flat).join('\t'));
	const indent = ' '.repeat(piece.level === 0 ? 0 : (indents[piece.level - 1] ?? 0));
	return [`${indent}${piece.mark === '' ? '' : `${piece.mark} `}${flat(piece.text)}`];
}

const flat = (text: string): string => text.replace(/\s*[\n\t]\s*/g, ' ');

/** `끝.` two 타 after the last letter; under a table that ends the body, on a line of its own. */
function ended(lines: readonly string[], body: readonly BodyPiece[], input: RenderInput): string[] {
	const last = lines.at(-1);
	if (last === undefined || /끝\.$/.test(last)) return [...lines];
	if (body.at(-1)?.kind === 'table' && attachmentsOf(input).length === 0) return [...lines, '  끝.'];
	return [...lines.slice(0, -1), `${last.trimEnd()}  끝.`];
}
