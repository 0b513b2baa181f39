import { createWriteStream } from 'node:fs';

import { ExcelJS } from '../../vendor/exceljs';

/** Writes the sheets of a workbook. */
export type Fill = (workbook: InstanceType<typeof ExcelJS.stream.xlsx.WorkbookWriter>) => Promise<void>;

/** What the file says of itself. */
export interface BookProperties {
	creator: string;
	title: string;
	/** ISO instant; the file carries no time where it is missing. */
	madeAt?: string;
}

/**
 * Opens a streaming workbook on the file, lets `fill` write its sheets and finishes it. A full disk or a lost folder rejects,
 * also in the middle: the writer itself would wait for ever.
 */
export async function writeBook(file: string, { creator, title, madeAt }: BookProperties, fill: Fill): Promise<void> {
	const stream = createWriteStream(file);
	const failed = new Promise<never>((_, reject) => stream.once('error', reject));
	const work = async () => {
		const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: true, zip: { zlib: { level: 2 } } });
		workbook.creator = creator;
		workbook.title = title;
		if (madeAt !== undefined) {
			workbook.created = new Date(madeAt);
			workbook.modified = workbook.created;
		}
		await fill(workbook);
		await workbook.commit();
	};
	try {
		await Promise.race([work(), failed]);
	} finally {
		stream.destroy();
		// Whoever has not been waited for must not end the process.
		failed.catch(() => undefined);
	}
}
