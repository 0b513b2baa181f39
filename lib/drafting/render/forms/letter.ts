import { attachmentsOf } from '../attachments';
import { bodyOf, type BodyPiece, isAttachments } from '../body';
import { FormValues } from '../form-values';
import { heightOf } from '../height';
import { type Cell, cell, line, type Line, type Look, type Paper, type Piece, table, widthOf } from '../paper';
import type { RenderInput } from '../types';
import { bodyPieces, headOffice, spaced, stateHeader } from './common';

const SIZE = 12;
const MARGINS = { top: 20, bottom: 15, left: 20, right: 20 };
const WIDTH = 170;
/** Two 타, that is one Hangul, a level. */
const STEP = widthOf('가', SIZE);
const BODY = { sizes: [SIZE, SIZE, SIZE, SIZE, SIZE], indents: [0, STEP, 2 * STEP, 3 * STEP], spacing: 170, gap: 3, firstLine: 0, bold: [], face: 'text', width: WIDTH, heading: () => [] } as const;

/** 기안문 (시행규칙 별지 제1호서식): head, body, foot with the approval line. */
export function letterPaper(input: RenderInput): Paper {
	const { content, city, state } = input;
	const values = new FormValues(input.profile, input.values);
	const upper = [...head(input, values), ...body(input)];
	const lower = [...sender(input, values), ...foot(input, values)];
	const room = 297 - MARGINS.top - MARGINS.bottom - heightOf(upper, WIDTH) - heightOf(lower, WIDTH) - 10;
	const filler: Piece[] = room > 4 ? [line('', { size: 4, spacing: 100, before: (room * 72) / 25.4 })] : [];
	return { title: content.title, organisation: city.name, header: stateHeader(state), numbered: false, margins: MARGINS, pieces: [...upper, ...filler, ...lower] };
}

function head({ content, city }: RenderInput, values: FormValues): Piece[] {
	const receiver = values.of('수신') || '내부결재';
	const row = (name: string, text: string, look: Look = {}) => line(`${name}  ${text}`, { size: SIZE, align: 'left', spacing: 165, hanging: widthOf(`${name}  `, SIZE), ...look });
	return [
		line(spaced(city.name), { size: 24, bold: true, face: 'head', align: 'center', spacing: 140, after: 14 }),
		row('수신', receiver),
		row('(경유)', values.of('경유')),
		row('제목', content.title, { bold: true, after: 4 }),
		table([WIDTH], [[cell('', { size: 2, strokes: { left: 'none', right: 'none', bottom: 'none', top: 'thin' } })]], { height: 2 }),
	];
}

/** The body with its attachments; `끝.` two 타 after the last letter, under a table that ends the body. */
function body(input: RenderInput): Piece[] {
	const pieces = bodyOf(input.content, input.profile, isAttachments);
	const attachments = attachmentsOf(input);
	const last = pieces.at(-1);
	const endHere = attachments.length === 0;
	const written = bodyPieces(pieces.map((piece) => (endHere && piece === last ? closed(piece) : piece)), BODY);
	const below: Line[] = endHere && last?.kind === 'table' ? [line('  끝.', { size: SIZE, align: 'left' })] : [];
	return [...written, ...below, ...attached(attachments)];
}

const closed = (piece: BodyPiece): BodyPiece => (piece.kind === 'text' && !/끝\.$/.test(piece.text) ? { ...piece, text: `${piece.text}  끝.` } : piece);

function attached(attachments: readonly string[]): Line[] {
	const start = widthOf('붙임  ', SIZE);
	return attachments.map((text, index) => {
		const number = attachments.length > 1 ? `${index + 1}. ` : '';
		const end = index === attachments.length - 1 ? '  끝.' : '';
		const look = { size: SIZE, spacing: 170, align: 'left', ...(index === 0 ? { before: 8 } : { left: start }) } as const;
		const mark = index === 0 ? `붙임  ${number}` : number;
		return line(`${mark}${text}${end}`, { ...look, hanging: widthOf(mark, SIZE) });
	});
}

/** The sender's name; none on a letter for internal approval. */
function sender(input: RenderInput, values: FormValues): Piece[] {
	const receiver = values.of('수신') || '내부결재';
	if (/내부\s*결재/.test(receiver)) return [];
	const name = values.of('발신명의') || headOffice(input.city);
	const receivers = values.lines('수신자 목록', '수신자');
	const list = receivers.length > 0 && /참조/.test(receiver) ? [line(`수신자  ${receivers.join(', ')}`, { size: 11, align: 'left', hanging: widthOf('수신자  ', 11), after: 4 })] : [];
	return [line(name, { size: 22, bold: true, face: 'head', align: 'center', spacing: 140, before: 6, after: 8, keepNext: true }), ...list];
}

function foot({ city }: RenderInput, values: FormValues): Piece[] {
	const small: Look = { size: 9.5, face: 'head', spacing: 130, align: 'left' };
	const delegation = values.of('전결 구분', '전결');
	const part = (text: string, span = 1): Cell => cell(text, { ...small, span });
	const joined = (...texts: string[]) => texts.filter((text) => text.trim() !== '').join('  ');
	const slashed = (...texts: string[]) => texts.filter((text) => text.trim() !== '').join('  /  ');
	const named = (name: string, text: string) => (text === '' ? '' : `${name} ${text}`);
	const [item, openness] = [values.of('비공개 근거', '비공개 사유'), values.of('공개 구분', '공개구분')];
	const disclosure = openness === '' || openness === '공개' ? openness : `${openness}(${item === '' ? '[확인 필요: 정보공개법 제9조제1항 호]' : item})`;
	const number = joined(values.of('시행 번호', '문서번호') || `${values.of('처리과', '담당부서') || city.department}-`, `(${values.of('시행일').replace(/\(.\)$/, '') || '          '})`);
	const rows = [
		[part(joined('기안자', values.of('기안자'))), part(joined('검토자', values.of('검토자'))), part(joined('결재권자', /전결|대결/.exec(delegation)?.[0] ?? '', values.of('결재권자')))],
		[part(joined('협조자', values.of('협조자')), 3)],
		[part(joined('시행', number), 2), part('접수            (            )')],
		[part(slashed(joined(named('우', values.of('우편번호')), values.of('도로명주소', '주소')), values.of('누리집', '홈페이지')), 3)],
		[part(slashed(named('전화번호', values.of('전화')), named('팩스번호', values.of('팩스', '전송')), values.of('전자우편', '이메일'), disclosure), 3)],
	];
	const filled = rows.filter((cells) => cells.some(({ lines }) => lines.some(({ text }) => text !== '')));
	const registered = joined(named('단위과제', values.of('단위과제')), named('보존기간', values.of('보존기간')));
	const rule = table([WIDTH], [[cell('', { size: 2, strokes: { left: 'none', right: 'none', bottom: 'none', top: 'thick' } })]], { height: 2, stroke: 'none' });
	return [rule, table([50, 57, 63], filled, { height: 6.5, stroke: 'none' }), ...(registered === '' ? [] : [line(`등록 정보: ${registered}`, { size: 8, face: 'head', align: 'left', colour: '5A6779', before: 2 })])];
}

