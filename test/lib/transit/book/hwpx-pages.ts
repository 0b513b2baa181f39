import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse, renderHwpxToSvg, validateHwpx } from '../../../../lib/vendor/kordoc';
import { renderAsync } from '../../../../lib/vendor/resvg';

const FONT = join(__dirname, '../../../../lib/transit/charts/fonts/PretendardGOV-Regular.otf');

export interface HwpxPages {
	sound: boolean;
	pages: number;
	/** Text of the document without the marks of markdown. */
	text: string;
	svg: string;
}

/** Reads an HWPX back: its structure, the pages of the library's own layout, and its text. */
export async function readHwpx(path: string): Promise<HwpxPages> {
	const content = readFileSync(path);
	const { ok } = await validateHwpx(content);
	const { svg, pageCount } = await renderHwpxToSvg(content, { reflow: true });
	const parsed = await parse(content);
	if (!parsed.success) throw new Error('the document cannot be parsed');
	return { sound: ok, pages: pageCount, text: parsed.markdown.replace(/\\(.)/g, '$1'), svg };
}

/** The rendered picture: its size, and the share of its dots that are not white. */
export async function pictureOf(svg: string): Promise<{ width: number; height: number; inked: number }> {
	const picture = await renderAsync(svg, { fitTo: { mode: 'width', value: 400 }, background: 'white', font: { fontFiles: [FONT], loadSystemFonts: false, defaultFontFamily: 'Pretendard GOV' } });
	const { pixels, width, height } = picture;
	let dark = 0;
	for (let at = 0; at < pixels.length; at += 4) if ((pixels[at] ?? 255) < 128) dark += 1;
	return { width, height, inked: dark / (width * height) };
}
