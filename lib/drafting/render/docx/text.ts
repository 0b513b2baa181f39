import { ALERT, type Face, type Line, type Look, markedParts, oneLine } from '../paper';
import { xml } from '../xml';
import { halfPoints, mm, pt } from './units';

/** Faces that every Windows of a Korean office has; other systems put their own Korean faces in their place. */
export const FACES: Readonly<Record<Face, string>> = { text: '바탕', head: '맑은 고딕' };
const ALIGN = { left: 'left', center: 'center', right: 'right', justify: 'both' } as const;
/** Justified lines may end within a word, as the office's word processor has it; others keep words whole. */
const BREAK_WORDS = '<w:wordWrap w:val="0"/>';

/** A face in all slots: Korean letters, Latin ones and figures look alike. */
export const fonts = (face: Face): string => `<w:rFonts w:ascii="${FACES[face]}" w:eastAsia="${FACES[face]}" w:hAnsi="${FACES[face]}" w:cs="${FACES[face]}"/>`;

/** A line of the paper as a paragraph; `keep` holds it on the page of what follows. */
export function paragraph({ text, look }: Line, keep = false): string {
	const runs = markedParts(oneLine(text)).map((part) => run(part.text, part.open ? { ...look, bold: true, colour: ALERT } : look));
	return `<w:p><w:pPr>${shape(look, keep)}${letters(look)}</w:pPr>${runs.join('')}</w:p>`;
}

/** A paragraph that takes next to no room: where the format wants one and the paper has none. */
export const thinParagraph = (): string => paragraph({ kind: 'line', text: '', look: { size: 2, spacing: 100 } });

/** The number of the page between dashes, in the middle. */
export function pageNumber(): string {
	const look: Look = { size: 9 };
	return `<w:p><w:pPr>${shape({ ...look, align: 'center', spacing: 100 }, false)}${letters(look)}</w:pPr>${run('- ', look)}<w:fldSimple w:instr=" PAGE ">${run('1', look)}</w:fldSimple>${run(' -', look)}</w:p>`;
}

function shape({ align = 'justify', size = 11, spacing = 160, left = 0, hanging = 0, before = 0, after = 0, keepNext = false, newPage = false }: Look, keep: boolean): string {
	const indent = hanging < 0 ? `w:left="${mm(left)}" w:firstLine="${mm(-hanging)}"` : `w:left="${mm(left + hanging)}" w:hanging="${mm(hanging)}"`;
	return (
		(keepNext || keep ? '<w:keepNext/>' : '') +
		(newPage ? '<w:pageBreakBefore/>' : '') +
		(align === 'justify' ? BREAK_WORDS : '') +
		`<w:spacing w:before="${pt(before)}" w:after="${pt(after)}" w:line="${Math.round((pt(size) * spacing) / 100)}" w:lineRule="atLeast"/>` +
		(left === 0 && hanging === 0 ? '' : `<w:ind ${indent}/>`) +
		`<w:jc w:val="${ALIGN[align]}"/>`
	);
}

/** How letters look. The paragraph's own mark has it too: empty lines are as high as it. */
function letters({ size = 11, bold = false, face = 'text', colour = '000000' }: Look): string {
	const height = halfPoints(size);
	return `<w:rPr>${fonts(face)}${bold ? '<w:b/><w:bCs/>' : ''}<w:color w:val="${colour}"/><w:sz w:val="${height}"/><w:szCs w:val="${height}"/></w:rPr>`;
}

const run = (text: string, look: Look): string => (text === '' ? '' : `<w:r>${letters(look)}<w:t xml:space="preserve">${xml(text)}</w:t></w:r>`);
