import { bodyOf } from '../body';
import { FormValues } from '../form-values';
import { ALERT, cell, label, line, type Paper, type Piece, table } from '../paper';
import type { RenderInput } from '../types';
import { bodyPieces, fitted, headingLine, spaced, stateHeader } from './common';

const WIDTH = 170;

/** 보도자료: release and contact table, title, sub-headlines, body. */
export function pressPaper(input: RenderInput): Paper {
	const { content, profile, city, state } = input;
	const values = new FormValues(profile, input.values);
	const licence = values.of('공공누리 유형', '공공누리');
	const body = bodyPieces(bodyOf(content, profile), {
		sizes: [12, 12, 12, 11, 11], indents: [3, 7, 11, 15], spacing: 175, gap: 5, firstLine: 1, bold: [], face: 'text', heading: headingLine(13), width: WIDTH,
	});
	return {
		title: content.title,
		organisation: city.name,
		header: stateHeader(state),
		numbered: true,
		margins: { top: 20, bottom: 18, left: 20, right: 20 },
		pieces: [...head(input, values, licence), ...titles(input), ...body, ...licenceLine(licence)],
	};
}

function head({ city }: RenderInput, values: FormValues, licence: string): Piece[] {
	const embargo = values.of('보도시점', '엠바고');
	const none = { strokes: { left: 'none', right: 'none', top: 'none' } } as const;
	const banner = table(
		[110, 60],
		[[cell(spaced('보도자료'), { size: 26, bold: true, face: 'head', align: 'left', ...none, strokes: { ...none.strokes, bottom: 'thick' } }), cell(city.name, { size: 15, bold: true, face: 'head', align: 'right', ...none, strokes: { ...none.strokes, bottom: 'thick' } })]],
		{ height: 16 },
	);
	const value = (text: string, span = 1) => cell(text, { align: 'center', span });
	const contacts = table(
		[22, 50, 20, 29, 20, 29],
		[
			[label('배포일시'), value(values.of('배포일시', '배포일')), label('보도시점'), cell(embargo === '' ? '배포 즉시' : `${embargo} 이후`, { align: 'center', span: 3, bold: embargo !== '', ...(embargo === '' ? {} : { colour: ALERT }) })],
			[label('담당부서'), value(values.of('담당부서', '부서')), label('과장'), value(values.of('과장', '담당과장')), label('팀장'), value(values.of('팀장', '담당팀장'))],
			[label('전화'), value(values.of('전화', '연락처', '전화번호')), label('담당자'), value(values.of('담당자')), label('사진'), value(values.of('사진 유무', '사진').replace(/^사진\s*/, ''))],
			[label('공공누리'), cell(licence, { align: 'left', span: 5 })],
		],
	);
	return [banner, line('', { size: 9, spacing: 100 }), contacts];
}

function titles({ content }: RenderInput): Piece[] {
	return [
		line(content.title, { size: fitted(content.title, WIDTH, 20, 17), bold: true, face: 'head', align: 'center', spacing: 140, before: 20, after: 6 }),
		...content.subtitles.map((text) => line(`- ${text} -`, { size: 13, face: 'head', align: 'center', spacing: 145 })),
		line('', { size: 10, spacing: 100 }),
	];
}

function licenceLine(licence: string): Piece[] {
	if (!/^제\d유형/.test(licence)) return [];
	return [line(`※ 이 보도자료는 공공누리 ${licence} 조건에 따라 이용할 수 있습니다.`, { size: 9, face: 'head', align: 'left', before: 12 })];
}
