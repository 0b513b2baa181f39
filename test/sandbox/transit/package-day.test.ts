import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import yauzl from 'yauzl';

import { generateDay } from '../../../sandbox/transit/generate-day.mts';
import { workbookDay, zipDay } from '../../../sandbox/transit/package-day.mts';

const folder = mkdtempSync(join(tmpdir(), 'packed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function contents(path: string): Promise<Map<string, Buffer>> {
	return new Promise((resolve, reject) => {
		yauzl.open(path, { lazyEntries: true }, (failure, zip) => {
			if (failure) return reject(failure);
			const found = new Map<string, Buffer>();
			zip.on('entry', (entry: yauzl.Entry) => {
				zip.openReadStream(entry, (error, stream) => {
					if (error) return reject(error);
					const chunks: Buffer[] = [];
					stream.on('data', (chunk: Buffer) => chunks.push(chunk));
					stream.on('end', () => {
						found.set(entry.fileName, Buffer.concat(chunks));
						zip.readEntry();
					});
				});
			});
			zip.on('end', () => resolve(found));
			zip.readEntry();
		});
	});
}

describe('a packed day', () => {
	it('holds its parts unchanged in one zip', async () => {
		const own = join(folder, 'zip');
		const truth = generateDay({ folder: own, day: '2026-03-03', taps: 2_000, masters: false, parts: 3 });
		const before = truth.files.map(({ name }) => readFileSync(join(own, name)));
		const path = await zipDay(own, truth);
		expect(readdirSync(own).sort()).toEqual(['DATA_20260303.zip', 'truth-hidden.csv', 'truth.json']);
		const found = await contents(path);
		expect([...found.keys()]).toEqual(['TB_KTS_DWTCD_20260303_01.csv', 'TB_KTS_DWTCD_20260303_02.csv', 'TB_KTS_DWTCD_20260303_03.csv']);
		expect([...found.values()].every((bytes, index) => bytes.equals(before[index] ?? Buffer.alloc(0)))).toBe(true);
	});

	it('is a workbook of two tabs with all rows as text', async () => {
		const own = join(folder, 'xlsx');
		const truth = generateDay({ folder: own, day: '2026-03-03', taps: 500, layout: 'tmoney14', masters: false });
		const book = new ExcelJS.Workbook();
		await book.xlsx.readFile(await workbookDay(own, truth));
		expect(book.worksheets).toHaveLength(2);
		expect(book.worksheets.reduce((rows, sheet) => rows + sheet.actualRowCount - 1, 0)).toBe(truth.lines.written);
		for (const sheet of book.worksheets) {
			expect(sheet.getRow(1).getCell(1).value).toBe('카드번호');
			expect(sheet.getRow(2).getCell(11).value).toMatch(/^0\d{6}$/);
		}
	});
});
