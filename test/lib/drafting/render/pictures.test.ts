import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { renderHwpx } from '../../../../lib/drafting/render/render';
import { renderAsync } from '../../../../lib/vendor/resvg';
import { readHwpx } from './read-files';
import { PROFILE_IDS, sample } from './samples';

const FONT = 'lib/transit/charts/fonts/PretendardGOV-Regular.otf';
/** Where the pictures are kept for a person to look at; nowhere unless asked for. */
const KEPT = process.env.LOOK_AT;

/** Most pages of each sample; a report or plan with tables takes two. */
const PAGES: Readonly<Record<string, number>> = { 'work-report': 2, 'event-plan': 2 };

test.each(PROFILE_IDS)('%s as a picture: ink on the sheet, nothing outside its margins', async (id) => {
	const { svg, pages } = await readHwpx(await renderHwpx(sample(id)));
	expect(pages).toBeLessThanOrEqual(PAGES[id] ?? 1);
	const picture = await renderAsync(svg, { fitTo: { mode: 'width', value: 600 }, background: 'white', font: { fontFiles: [FONT], loadSystemFonts: false, defaultFontFamily: 'Pretendard GOV' } });
	if (KEPT !== undefined) {
		mkdirSync(KEPT, { recursive: true });
		writeFileSync(join(KEPT, `${id}.png`), picture.asPng());
	}
	const { pixels, width, height } = picture;
	const dark = (left: number, right: number) => {
		let found = 0;
		for (let row = 0; row < height; row += 1) for (let column = Math.round(left * width); column < Math.round(right * width); column += 1) if ((pixels[(row * width + column) * 4] ?? 255) < 128) found += 1;
		return found / (width * height);
	};
	expect(dark(0.01, 0.99)).toBeGreaterThan(0.01);
	// 10 mm at either side stay white.
	expect(dark(0.01, 0.048)).toBe(0);
	expect(dark(0.952, 0.99)).toBe(0);
});
