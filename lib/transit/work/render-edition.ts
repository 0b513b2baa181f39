import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { ValidationError } from '../../errors';
import { writeMemo } from '../book/memo';
import { putFile, type BookFile } from '../book/put-file';
import { writeWorkbook } from '../book/workbook';
import { pictures } from '../charts/pictures';
import { writePng } from '../charts/png';
import type { BusReportModel } from '../model';
import { renderPage } from '../page/render-page';
import { readModel } from './analyse-day';
import type { PagesJob, RenderResult, WorkbookJob } from './jobs';
import { peakMb } from './measure';

const PICTURE_WIDTH = 1200;

/** The nine-sheet workbook of an edition. @throws ValidationError `modelMissing`, `bookFolder` */
export async function renderWorkbook({ folder, baseName }: WorkbookJob): Promise<RenderResult> {
	const model = await modelOf(folder);
	return { files: [await writeWorkbook(model, join(folder, `${baseName}.xlsx`))], peakMb: peakMb() };
}

/** Report page, pictures and one-page memo of an edition. @throws ValidationError `modelMissing`, `bookFolder` */
export async function renderPages(job: PagesJob): Promise<RenderResult> {
	const model = await modelOf(job.folder);
	const at = (name: string) => join(job.folder, name);
	const drawn = job.pictures ? pictures(model) : [];
	// Pictures are drawn on threads of their own, meanwhile page and memo are written.
	const [page, memo, ...pngs] = await Promise.all([
		putFile(at(`${job.baseName}.html`), async (scratch) => await writeFile(scratch, renderPage(model))),
		job.memo ? writeMemo(model, at(`${job.baseName}_한쪽보고.hwpx`)) : null,
		...drawn.map(async ({ name, svg }) => await writePng(svg, at(`${job.baseName}_${name.replaceAll(/[ ·]+/g, '_')}.png`), { width: PICTURE_WIDTH })),
	]);
	const files: BookFile[] = [page, ...(memo ? [memo] : []), ...pngs.filter((one) => one !== null)];
	return { files, peakMb: peakMb() };
}

/** @throws ValidationError `modelMissing` */
export async function modelOf(folder: string): Promise<BusReportModel> {
	const model = await readModel(folder);
	if (model) return model;
	throw new ValidationError(
		'modelMissing',
		`보고서의 원자료(${basename(folder)}/model.json)를 읽을 수 없습니다.`,
		"'일일 분석'을 다시 실행하여 보고서를 새로 만드시기 바랍니다.",
	);
}
