import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { workbookToCsv } from '../../../../lib/transit/read/workbook-to-csv';
import { ExcelJS } from '../../../../lib/vendor/exceljs';

test.each(['hidden', 'veryHidden'] as const)('a sheet that is %s gives no rows, wherever it stands', async (state) => {
	const folder = await mkdtemp(join(tmpdir(), 'workbook-'));
	const workbook = new ExcelJS.Workbook();
	for (const [name, shown] of [['보관', false], ['거래', true], ['사본', false], ['거래2', true]] as const) {
		const sheet = workbook.addWorksheet(name, shown ? {} : { state });
		sheet.addRow(['승차일시', '노선']);
		sheet.addRow(['20260302081500', name]);
	}
	await workbook.xlsx.writeFile(join(folder, 'taps.xlsx'));
	await workbookToCsv(join(folder, 'taps.xlsx'), join(folder, 'taps.csv'), 'taps.xlsx');
	expect(await readFile(join(folder, 'taps.csv'), 'utf8')).toBe('승차일시,노선\n20260302081500,거래\n20260302081500,거래2\n');
	await rm(folder, { recursive: true, force: true });
});
