import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

// eslint-disable-next-line @typescript-eslint/no-require-imports -- the build is CommonJS
const { bundleVendor } = require('../../../../scripts/bundle-vendor.cjs') as { bundleVendor: (root: string, dist: string) => Promise<void> };

const TRIAL = `
	const { markdownToHwpx, parse, renderHwpxToSvg, validateHwpx } = require('./kordoc.js');
	(async () => {
		const made = await markdownToHwpx('# 제목\\n\\n- 요약\\n\\n| 가 | 나 |\\n| --- | --- |\\n| 1 | 2 |', { gongmun: { preset: 'report', cover: false } });
		const { pageCount } = await renderHwpxToSvg(made, { reflow: true });
		console.log(JSON.stringify([(await validateHwpx(made)).ok, pageCount, (await parse(made)).success]));
	})();
`;

describe('the bundled kordoc', () => {
	it('makes, checks, draws and reads documents where no library can be resolved', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'kordoc-bundle-'));
		await bundleVendor(resolve(__dirname, '../../../..'), folder);
		const alone = mkdtempSync(join(tmpdir(), 'kordoc-alone-'));
		copyFileSync(join(folder, 'lib/vendor/kordoc.js'), join(alone, 'kordoc.js'));
		const env = { ...process.env, NODE_PATH: '', NODE_OPTIONS: '' };
		const answer = execFileSync(process.execPath, ['-e', TRIAL], { cwd: alone, env, encoding: 'utf8' });
		expect(JSON.parse(answer)).toEqual([true, 1, true]);
	}, 60_000);
});
