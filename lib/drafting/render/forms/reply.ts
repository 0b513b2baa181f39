import { bodyOf } from '../body';
import { FormValues } from '../form-values';
import { cell, label, line, type Paper, type Piece, table } from '../paper';
import type { RenderInput } from '../types';
import { bodyPieces, headingLine, headOffice, spaced, stateHeader } from './common';

const WIDTH = 170;

/** 민원 회신: which petition, the answer, who answers. */
export function replyPaper(input: RenderInput): Paper {
	const { content, profile, city, state } = input;
	const values = new FormValues(profile, input.values);
	const body = bodyPieces(bodyOf(content, profile), {
		sizes: [12, 12, 12, 11, 11], indents: [3, 7, 11, 15], spacing: 175, gap: 5, firstLine: 0, bold: [], face: 'text', heading: headingLine(13), width: WIDTH,
	});
	return {
		title: content.title,
		organisation: city.name,
		header: stateHeader(state),
		numbered: false,
		margins: { top: 22, bottom: 18, left: 20, right: 20 },
		pieces: [
			line(spaced('민원답변'), { size: 22, bold: true, face: 'head', align: 'center', spacing: 140, after: 12 }),
			about(input, values),
			line('', { size: 8, spacing: 100 }),
			...body,
			line(headOffice(city), { size: 20, bold: true, face: 'head', align: 'center', before: 30 }),
		],
	};
}

function about({ content }: RenderInput, values: FormValues): Piece {
	const value = (text: string, span = 1) => cell(text, { align: span > 1 ? 'left' : 'center', span });
	return table(
		[26, 59, 26, 59],
		[
			[label('제목'), cell(content.title, { align: 'left', span: 3, bold: true, size: 11 })],
			[label('민원번호'), value(values.of('민원번호')), label('접수일'), value(values.of('접수일'))],
			[label('처리 결과'), value(values.of('처리 결과')), label('담당부서'), value(values.of('담당부서', '부서'))],
		],
		{ height: 9 },
	);
}
