import { bodyOf } from '../body';
import { FormValues } from '../form-values';
import { cell, line, type Paper, table } from '../paper';
import type { RenderInput } from '../types';
import { bodyPieces, fitted, headingLine, headOffice, stateHeader } from './common';

const MARGINS = { top: 22, bottom: 20, left: 22, right: 22 };
const WIDTH = 166;

/** 인사말씀·축사: large letters to be read from a lectern. */
export function speechPaper(input: RenderInput): Paper {
	const { content, profile, city, state } = input;
	const values = new FormValues(profile, input.values);
	const where = [values.of('일시'), values.of('장소')].filter((text) => text !== '').join(' · ');
	const speaker = [values.of('연설자 직위', '직위') || headOffice(city), values.of('연설자 성명', '연설자', '성명') || (city.head?.name ?? '')].join(' ').trim();
	const rule = { left: 'none', right: 'none', top: 'none', bottom: 'thick' } as const;
	return {
		title: content.title,
		organisation: city.name,
		header: stateHeader(state),
		numbered: true,
		margins: MARGINS,
		pieces: [
			table([WIDTH], [[cell(content.title, { size: fitted(content.title, WIDTH - 8, 24, 18), bold: true, face: 'head', align: 'center', spacing: 140, strokes: rule })]], { height: 20, stroke: 'none' }),
			line(where, { size: 12, face: 'head', align: 'center', before: 6, after: 20 }),
			...content.subtitles.map((text) => line(text, { size: 16, face: 'head', align: 'center', after: 8 })),
			...bodyPieces(bodyOf(content, profile), { sizes: [18, 18, 17, 17, 17], indents: [4, 8, 12, 16], spacing: 190, gap: 12, firstLine: 1, bold: [], face: 'text', align: 'left', heading: headingLine(18), width: WIDTH }),
			line(speaker, { size: 18, bold: true, face: 'head', align: 'right', before: 24 }),
		],
	};
}
