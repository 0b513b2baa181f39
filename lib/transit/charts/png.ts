import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ValidationError } from '../../errors';
import { Resvg } from '../../vendor/resvg';
import { type BookFile, putFile } from '../book/put-file';

/** The only face used: the machine's fonts would make pictures differ from server to server. */
const FONT = { fontFiles: [join(__dirname, 'fonts', 'PretendardGOV-Regular.otf')], loadSystemFonts: false, defaultFontFamily: 'Pretendard GOV' };

export interface PngOptions {
	/** Width in pixels; the height follows. */
	width: number;
}

/** Turns a chart into PNG bytes. Each text in a chart costs about a millisecond, because the face is read again for it. */
export function pngOf(svg: string, { width }: PngOptions): Buffer {
	try {
		return new Resvg(svg, { fitTo: { mode: 'width', value: width }, font: FONT }).render().asPng();
	} catch (cause) {
		throw new ValidationError('chartNotDrawn', '도표를 그림 파일로 바꾸지 못하였습니다.', '도표의 SVG와 그림 너비를 확인하시기 바랍니다.', { cause });
	}
}

/** Writes a chart as a PNG file, whole or not at all; the folder is made where it is missing. Throws `bookFolder` where it cannot be written. */
export async function writePng(svg: string, file: string, options: PngOptions): Promise<BookFile> {
	const png = pngOf(svg, options);
	return await putFile(file, (scratch) => writeFile(scratch, png));
}
