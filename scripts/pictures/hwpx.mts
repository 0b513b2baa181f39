import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { repositoryRoot } from '../../sandbox/paths.mts';

const load = createRequire(import.meta.url);
const built = (path: string): unknown => load(join(repositoryRoot(), 'dist', path));

/** The first page of an HWPX file as the package's own library lays it out, as a PNG file. */
export async function hwpxPicture(file: string, png: string, width: number): Promise<void> {
	const { renderHwpxToSvg } = built('lib/vendor/kordoc.js') as { renderHwpxToSvg(hwpx: Uint8Array, options: { reflow: boolean }): Promise<{ svg: string }> };
	const { renderAsync } = built('lib/vendor/resvg.js') as { renderAsync(svg: string, options: object): Promise<{ asPng(): Uint8Array }> };
	const { svg } = await renderHwpxToSvg(readFileSync(file), { reflow: true });
	const font = join(repositoryRoot(), 'lib/transit/charts/fonts/PretendardGOV-Regular.otf');
	const picture = await renderAsync(svg, { fitTo: { mode: 'width', value: width }, background: 'white', font: { fontFiles: [font], loadSystemFonts: false, defaultFontFamily: 'Pretendard GOV' } });
	writeFileSync(png, picture.asPng());
}
