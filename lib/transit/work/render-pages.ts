import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { writeMemo } from '../book/memo';
import { putFile, type BookFile } from '../book/put-file';
import { type Picture, pictures } from '../charts/pictures';
import { writePictures } from '../charts/png';
import { renderPage } from '../page/render-page';
import type { PagesJob, RenderResult } from './jobs';
import { peakMb } from './measure';
import { modelOf } from './model-file';

const PICTURE_WIDTH = 1200;

/** Report page, pictures and one-page memo of an edition. @throws ValidationError `modelMissing`, `bookFolder` */
export async function renderPages(job: PagesJob): Promise<RenderResult> {
	const model = await modelOf(job.folder);
	const at = (name: string) => join(job.folder, name);
	const pictureFile = ({ name }: Picture) => at(`${job.baseName}_${name.replaceAll(/[ ·]+/g, '_')}.png`);
	// Pictures are drawn on threads of their own, meanwhile page and memo are written.
	const [page, memo, drawn] = await Promise.all([
		putFile(at(`${job.baseName}.html`), async (scratch) => await writeFile(scratch, renderPage(model))),
		job.memo ? writeMemo(model, at(`${job.baseName}_한쪽보고.hwpx`)) : null,
		job.pictures ? writePictures(pictures(model), pictureFile, { width: PICTURE_WIDTH }) : [],
	]);
	const files: BookFile[] = [page, ...(memo ? [memo] : []), ...drawn];
	return { files, peakMb: peakMb() };
}
