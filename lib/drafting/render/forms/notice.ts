import { bodyOf } from '../body';
import { FormValues } from '../form-values';
import { cell, line, type Paper, type Piece, table } from '../paper';
import type { RenderInput } from '../types';
import { bodyPieces, fitted, headingLine, stateHeader } from './common';

const WIDTH = 170;
const BLUE = '1F4E79';

/** 홍보·안내문: title band, what it is about, who and how, whom to ask. */
export function noticePaper(input: RenderInput): Paper {
	const { content, profile, city, state } = input;
	const values = new FormValues(profile, input.values);
	const none = { left: 'none', right: 'none', top: 'none', bottom: 'none' } as const;
	const body = bodyOf(content, profile);
	const contact = new Set(profile.sections.filter(({ form }) => form === 'fixed').map(({ id }) => id));
	const look = { sizes: [15, 14, 13, 12, 12] as const, indents: [2, 7, 12, 16] as const, spacing: 175, gap: 8, firstLine: 0, bold: [], face: 'head' as const, heading: headingLine(15), width: WIDTH };
	const asked = body.flatMap((piece) => (piece.kind === 'text' && contact.has(piece.sectionId) ? [piece.text] : []));
	const office = [city.name, values.of('담당부서', '부서')].filter((text) => text !== '').join(' ');
	const box: Piece[] = asked.length === 0 ? [] : [line('', { size: 10, spacing: 100 }), table([WIDTH], [[cell(asked.join('\n'), { size: 13, bold: true, face: 'head', align: 'center', shade: 'EEF2F7', spacing: 150 })]], { height: 14 })];
	return {
		title: content.title,
		organisation: city.name,
		header: stateHeader(state),
		numbered: false,
		margins: { top: 20, bottom: 18, left: 20, right: 20 },
		pieces: [
			table([WIDTH], [[cell(content.title, { size: fitted(content.title, WIDTH - 8, 24, 18), bold: true, face: 'head', align: 'center', spacing: 145, colour: 'FFFFFF', shade: BLUE, strokes: none })]], { height: 24, stroke: 'none' }),
			line('', { size: 10, spacing: 100 }),
			...content.subtitles.map((text) => line(text, { size: 14, face: 'head', align: 'center' })),
			...bodyPieces(body.filter(({ sectionId }) => !contact.has(sectionId)), look),
			...box,
			line(office, { size: 18, bold: true, face: 'head', align: 'center', before: 30 }),
		],
	};
}
