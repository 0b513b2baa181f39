import { join } from 'node:path';

import { writeWorkbook } from '../book/workbook';
import type { RenderResult, WorkbookJob } from './jobs';
import { peakMb } from './measure';
import { wholeModelOf } from './model-file';

/** The nine-sheet workbook of an edition. @throws ValidationError `modelMissing`, `bookFolder` */
export async function renderWorkbook({ folder, baseName }: WorkbookJob): Promise<RenderResult> {
	return { files: [await writeWorkbook(await wholeModelOf(folder), join(folder, `${baseName}.xlsx`))], peakMb: peakMb() };
}
