import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ValidationError } from '../../errors';
import { renderAsync } from '../../vendor/resvg';
import { type BookFile, putFile } from '../book/put-file';
import type { Picture } from './pictures';

/** The only face used: the machine's fonts would make pictures differ from server to server. */
const FONT = { fontFiles: [join(__dirname, 'fonts', 'PretendardGOV-Regular.otf')], loadSystemFonts: false, defaultFontFamily: 'Pretendard GOV' };

export interface PngOptions {
	/** Width in pixels; the height follows. */
	width: number;
}

/**
 * Turns a chart into PNG bytes, on a thread of its own. The renderer reads the font file again for every text, about a
 * millisecond each, so a chart for a picture should not have hundreds of them. Throws `chartNotDrawn`.
 */
export async function pngOf(svg: string, { width }: PngOptions): Promise<Buffer> {
	try {
		return (await renderAsync(svg, { fitTo: { mode: 'width', value: width }, font: FONT })).asPng();
	} catch (cause) {
		throw new ValidationError('chartNotDrawn', '도표를 그림 파일로 바꾸지 못하였습니다.', '도표의 SVG와 그림 너비를 확인하시기 바랍니다.', { cause });
	}
}

/** Writes a chart as a PNG file, whole or not at all; the folder is made where it is missing. Throws `chartNotDrawn`, and `bookFolder` where it cannot be written. */
export async function writePng(svg: string, file: string, options: PngOptions): Promise<BookFile> {
	const png = await pngOf(svg, options);
	return await putFile(file, (scratch) => writeFile(scratch, png));
}

/** Writes pictures at the same time, each to the path given for it; files in the order of the pictures. */
export async function writePictures(pictures: readonly Picture[], pathOf: (picture: Picture) => string, options: PngOptions): Promise<BookFile[]> {
	return await Promise.all(pictures.map((picture) => writePng(picture.svg, pathOf(picture), options)));
}
