import { html, type Html, trusted } from '../../report/markup';
import { COLOURS } from './palette';

const FONTS = "'Pretendard GOV', Pretendard, 'Noto Sans KR', 'Noto Sans CJK KR', 'Malgun Gothic', '맑은 고딕', NanumGothic, 'Apple SD Gothic Neo', sans-serif";

/** Room for the heading of a picture. */
const HEADING = 80;

export interface Frame {
	width: number;
	height: number;
	title: string;
	/** What the picture shows, in a sentence, for those who do not see it. */
	desc: string;
}

/**
 * A whole SVG picture, fit for a page and for a PNG: white ground, a title and a description, and no style sheet,
 * so that several on one page do not disturb each other.
 */
export function drawing({ width, height, title, desc }: Frame, body: readonly Html[]): string {
	return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${`${title}. ${desc}`}" font-family="${FONTS}" font-size="13" fill="${COLOURS.ink}"><title>${title}</title><desc>${desc}</desc><rect width="${width}" height="${height}" fill="#fff"/>
${body}
</svg>`.markup;
}

/** A picture that says why there is nothing to see. */
export function emptyDrawing(title: string, words: string): string {
	const [width, height] = [1200, 160];
	return drawing({ width, height, title, desc: words }, [
		html`<rect x="1" y="1" width="${width - 2}" height="${height - 2}" fill="${COLOURS.fill}" stroke="${COLOURS.line}"/>`,
		text(width / 2, height / 2 + 6, words, { anchor: 'middle', size: 17, fill: COLOURS.soft }),
	]);
}

/**
 * A chart below a heading, for a picture that stands alone: what it shows, then whose day it is and in what state.
 * Only for what `drawing` made.
 */
export function withHeading(svg: string, heading: string, note: string): string {
	const [width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)?.slice(1).map(Number) ?? [];
	if (width === undefined || height === undefined) return svg;
	return drawing({ width, height: height + HEADING, title: heading, desc: note }, [
		text(14, 38, heading, { size: 22, bold: true }),
		text(14, 62, note, { size: 14, fill: COLOURS.soft }),
		trusted(svg.replace('<svg ', `<svg y="${HEADING}" `)),
	]);
}

export interface TextLook {
	anchor?: 'start' | 'middle' | 'end';
	size?: number;
	bold?: boolean;
	fill?: string;
	/** Degrees, about the text's own place. */
	turn?: number;
	/** White edge that keeps the text legible over a drawing. */
	halo?: boolean;
}

const optional = (name: string, value: string | number | undefined) => (value === undefined ? html`` : html` ${name}="${value}"`);

/** One line of text; `y` is its base line. */
export function text(x: number, y: number, words: string, look: TextLook = {}): Html {
	const turn = look.turn === undefined ? undefined : `rotate(${look.turn} ${tidy(x)} ${tidy(y)})`;
	const halo = look.halo ? html` stroke="#fff" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke"` : html``;
	return html`<text x="${tidy(x)}" y="${tidy(y)}"${optional('text-anchor', look.anchor)}${optional('font-size', look.size)}${optional('font-weight', look.bold ? 700 : undefined)}${optional('fill', look.fill)}${optional('transform', turn)}${halo}>${words}</text>`;
}

/** A coordinate with no more digits than a screen shows. */
export const tidy = (value: number) => Math.round(value * 10) / 10;

/** A path through points; a null point breaks the line. */
export function lineThrough(points: ReadonlyArray<readonly [number, number] | null>): string {
	let pen = 'M';
	let path = '';
	for (const point of points) {
		if (point !== null) path += `${pen}${tidy(point[0])} ${tidy(point[1])}`;
		pen = point === null ? 'M' : 'L';
	}
	return path;
}

/** Roughly how wide a text is, for leaving room: Korean letters are square, others about half as wide. */
export function textWidth(words: string, size: number): number {
	let ems = 0;
	for (const letter of words) ems += letter.charCodeAt(0) > 0x2000 ? 0.9 : 0.58;
	return ems * size;
}

/** The text, cut with an ellipsis where it has more than `most` letters. */
export function shortened(words: string, most: number): string {
	const letters = [...words];
	return letters.length <= most ? words : `${letters.slice(0, most - 1).join('')}…`;
}
