import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { writeMemo } from '../book/memo';
import { putFile, type BookFile } from '../book/put-file';
import { pictures } from '../charts/pictures';
import { writePng } from '../charts/png';
import { renderPage } from '../page/render-page';
import type { PagesJob, RenderResult } from './jobs';
import { peakMb } from './measure';
import { modelOf } from './model-file';

const PICTURE_WIDTH = 1200;

/** Report page, pictures and one-page memo of an edition. @throws ValidationError `modelMissing`, `bookFolder` */
export async function renderPages(job: PagesJob): Promise<RenderResult> {
	const model = await modelOf(job.folder);
	const at = (name: string) => join(job.folder, name);
	// Pictures are drawn on threads of their own, meanwhile page and memo are written.
	const drawn = job.pictures ? pictures(model) : [];
	const pngs = drawn.map(async ({ name, svg }) => await writePng(svg, at(`${job.baseName}_${name.replaceAll(/[ ·]+/g, '_')}.png`), { width: PICTURE_WIDTH }));
	const [page, memo, ...pictureFiles] = await Promise.all([
		putFile(at(`${job.baseName}.html`), async (scratch) => await writeFile(scratch, renderPage(model))),
		job.memo ? writeMemo(model, at(`${job.baseName}_한쪽보고.hwpx`)) : null,
		...pngs,
	]);
	const files: BookFile[] = [page, ...(memo ? [memo] : []), ...pictureFiles.filter((one) => one !== null)];
	return { files, peakMb: peakMb() };
}
