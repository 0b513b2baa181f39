import type { DraftSection } from '../../types';
import { bodyOf, isSummary } from '../body';
import { FormValues } from '../form-values';
import { cell, line, type Paper, type Piece, table } from '../paper';
import type { RenderInput } from '../types';
import { bodyPieces, fitted, pairsOf, pairTable, stateHeader } from './common';

const WIDTH = 170;
const NAVY = '1F3864';

/** 업무보고·검토보고 and 행사계획: title box, summary box, Ⅰ □ ○ - with tables. */
export function reportPaper(input: RenderInput): Paper {
	const { content, city, state } = input;
	const boxed = (section: DraftSection) => isSummary(section);
	return {
		title: content.title,
		organisation: city.name,
		header: stateHeader(state),
		numbered: true,
		margins: { top: 20, bottom: 18, left: 20, right: 20 },
		pieces: [...titleBox(input), ...summaryBox(content.sections.filter(boxed)), ...sections(input, boxed)],
	};
}

function titleBox(input: RenderInput): Piece[] {
	const values = new FormValues(input.profile, input.values);
	const by = [values.of('보고자', '담당자'), values.of('전화', '연락처')].filter((text) => text !== '').join(', ');
	const on = values.of('보고일', '작성일');
	const office = values.of('보고부서', '담당부서', '부서') || input.city.department;
	const under = [on, office === '' ? '' : `${input.city.name} ${office}`, by === '' ? '' : `담당 ${by}`].filter((text) => text !== '').join(' · ');
	return [
		table([WIDTH], [[cell(input.content.title, { size: fitted(input.content.title, WIDTH - 8, 20, 16), bold: true, face: 'head', align: 'center', spacing: 140, shade: 'E9EEF6', strokes: { left: 'none', right: 'none', top: 'thick', bottom: 'thick' } })]], { height: 18, inline: true }),
		line(under, { size: 10, face: 'head', align: 'right', before: 7, after: 8 }),
	];
}

function summaryBox(sections: readonly DraftSection[]): Piece[] {
	const lines = sections.flatMap(({ blocks }) => blocks).flatMap((block) => (block.kind === 'table' ? [] : [line(`◈ ${block.text}`, { size: 13, face: 'head', spacing: 150, hanging: 6.9, before: 2, after: 2, align: 'left' })]));
	return lines.length === 0 ? [] : [table([WIDTH], [[cell(lines, { strokes: {} })]], { height: 14, stroke: 'double' }), line('', { size: 4, spacing: 100 })];
}

/** Sections that name things of the fields become a table of labels and values. */
function sections(input: RenderInput, boxed: (section: DraftSection) => boolean): Piece[] {
	const body = bodyOf(input.content, input.profile, boxed);
	const fixed = new Set(input.profile.sections.filter(({ form }) => form === 'fixed').map(({ id }) => id));
	const done = new Set<string>();
	const look = {
		sizes: [12, 13, 12.5, 12, 11.5] as const, indents: [0, 3, 8, 12] as const, spacing: 150, gap: 4, firstLine: 0, bold: [1], face: 'text' as const, width: WIDTH,
		heading: ({ mark, bare }: { mark: string; bare: string }) => chapter(mark.replace(/\.$/, ''), bare),
	};
	return body.flatMap((piece): Piece[] => {
		if (piece.kind === 'heading' || !fixed.has(piece.sectionId)) return bodyPieces([piece], look);
		if (done.has(piece.sectionId)) return [];
		done.add(piece.sectionId);
		const pairs = pairsOf(input.content.sections.find(({ id }) => id === piece.sectionId));
		return [pairTable(pairs.filter(({ name }) => name !== ''), WIDTH), ...pairs.filter(({ name }) => name === '').map(({ text }) => line(text, { size: 12 })), line('', { size: 4, spacing: 100 })];
	});
}

/** A chapter's number in a dark field, its name above a rule. */
function chapter(mark: string, name: string): Piece[] {
	const rule = { left: 'none', right: 'none', top: 'none', bottom: 'thick' } as const;
	const number = cell(mark, { size: 14, bold: true, face: 'head', align: 'center', shade: NAVY, colour: 'FFFFFF', strokes: { ...rule, bottom: 'thick' } });
	const text = cell(name, { size: 15, bold: true, face: 'head', align: 'left', strokes: rule });
	return [line('', { size: 6, spacing: 100, keepNext: true }), table(mark === '' ? [WIDTH] : [12, WIDTH - 12], [mark === '' ? [text] : [number, text]], { height: 9.5, inline: true }), line('', { size: 3, spacing: 100, keepNext: true })];
}
